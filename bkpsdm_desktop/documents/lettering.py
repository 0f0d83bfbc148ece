"""Words drawn in dots: Inter measured, wrapped and painted for one-colour paper.

Glyphs are placed one by one with Pillow's basic layout. Its other layout, the only one that knows OpenType
features, needs a FriBiDi installed beside Pillow: the same slip would look different from one PC to the next.
So the two features that a queue number needs are made here: digits stand in cells of one width, and the zero
gets its stroke.
"""

import logging
import math
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

from bkpsdm_desktop import assets

_log = logging.getLogger(__name__)

CAP_HEIGHT = 0.727
"""Height of Inter's capitals and digits in em."""

WHITE = 255
BLACK = 0
_DIGITS = "0123456789"
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Type:
    """One kind of text: face of Inter, size and line height in dots, letter spacing in em.

    ``cells`` puts every character, not only digits, into cells of one width.
    """

    face: str
    size: int
    line: int
    tracking: float = 0.0
    cells: bool = False


@lru_cache(maxsize=64)
def _font(face: str, size: int) -> ImageFont.FreeTypeFont:
    path = assets.resource("fonts", f"Inter-{face}.otf")
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=4096)
def _advance(face: str, size: int, characters: str) -> float:
    """The widest advance among ``characters``."""
    return max(_font(face, size).getlength(character) for character in characters)


@lru_cache(maxsize=4096)
def _has_glyph(character: str) -> bool:
    """Whether Inter has this character, or draws its box for unknown ones (all faces have the same set)."""
    font = _font("Regular", 32)
    return bytes(font.getmask(character)) != bytes(font.getmask("\U0010fffe"))


def clean(text: str) -> str:
    """The text as it can be drawn on one line.

    Control characters become spaces; invisible marks and accents that fuse with no letter vanish. A character
    without a glyph becomes ``?``, with a warning in the log: a slip with one wrong letter is of more use than
    none, and a box says nothing.
    """
    drawn = []
    for character in unicodedata.normalize("NFC", text):
        category = unicodedata.category(character)
        if category in {"Cc", "Zl", "Zp", "Zs"}:
            drawn.append(" ")
        elif category in {"Cf", "Mn", "Me"}:
            continue
        elif category in {"Cs", "Co", "Cn"} or not _has_glyph(character):
            _log.warning("no glyph for U+%04X, printed as ?", ord(character))
            drawn.append("?")
        else:
            drawn.append(character)
    return "".join(drawn)


def undrawable(text: str) -> str:
    """The first character that would be drawn as ``?``; empty when all have a letter form of their own."""
    for character in unicodedata.normalize("NFC", text):
        category = unicodedata.category(character)
        if category[0] in "ZM" or category in {"Cc", "Cf"}:
            continue
        if category in {"Cs", "Co", "Cn"} or not _has_glyph(character):
            return character
    return ""


def _places(text: str, kind: Type) -> tuple[list[tuple[str, float]], float]:
    """Each character with its x in dots, and the width of the whole."""
    digit = _advance(kind.face, kind.size, _DIGITS)
    cell = max(_advance(kind.face, kind.size, "W"), _advance(kind.face, kind.size, text or " "))
    places: list[tuple[str, float]] = []
    x = 0.0
    for index, character in enumerate(text):
        x += kind.tracking * kind.size if index else 0
        own = _advance(kind.face, kind.size, character)
        room = cell if kind.cells else digit if character in _DIGITS else own
        places.append((character, x + (room - own) / 2))
        x += room
    return places, x


def width(text: str, kind: Type) -> int:
    """Width of one line in whole dots."""
    return math.ceil(_places(text, kind)[1])


def fitted(text: str, kind: Type, room: int, floor: int) -> Type:
    """The same kind of text, as much smaller as ``text`` needs to fit into ``room``, down to ``floor``."""
    size = kind.size
    while size > floor and width(text, replace(kind, size=size)) > room:
        size -= 1
    return replace(kind, size=size, line=round(kind.line * size / kind.size))


def wrapped(text: str, kind: Type, room: int, most: int | None = None, indent: int = 0) -> list[str]:
    """Lines that fit into ``room``, broken between words; a word wider than the room is broken inside.

    ``indent`` is taken from the first line's room. With ``most`` the lines that are too many are left out and
    the last one ends in an ellipsis after a whole word.
    """
    lines: list[str] = []
    line = ""
    pending = text.split()
    while pending:
        word = pending.pop(0)
        space = room if lines else room - indent
        longer = f"{line} {word}" if line else word
        if width(longer, kind) <= space:
            line = longer
        elif line or space < room:
            lines.append(line)
            line = ""
            pending.insert(0, word)
        else:
            line = _longest_start(word, kind, space)
            pending[:0] = [word[len(line) :]] if len(line) < len(word) else []
    if line:
        lines.append(line)
    if most is not None and len(lines) > most:
        lines = [*lines[: most - 1], shortened(lines[most - 1], kind, room if most > 1 else room - indent)]
    return lines


def balanced(text: str, kind: Type, room: int, most: int) -> list[str]:
    """As ``wrapped``, in as few lines, but these about equally long: no last line of one short word."""
    lines = wrapped(text, kind, room, most)
    while room > 1 and len(closer := wrapped(text, kind, room - 1)) <= len(lines):
        lines, room = closer, room - 1
    return lines


def shortened(line: str, kind: Type, room: int) -> str:
    """``line`` with an ellipsis that says more was meant, cut back by whole words until both fit."""
    while " " in line and width(line + _ELLIPSIS, kind) > room:
        line = line.rsplit(" ", 1)[0]
    while line and width(line + _ELLIPSIS, kind) > room:
        line = line[:-1]
    return line.rstrip(" .,;:") + _ELLIPSIS


def _longest_start(word: str, kind: Type, room: int) -> str:
    end = 1
    while end < len(word) and width(word[: end + 1], kind) <= room:
        end += 1
    return word[:end]


def draw_line(
    picture: Image.Image, text: str, kind: Type, at: tuple[float, int], colour: int = BLACK
) -> None:
    """Draw one line; ``at`` is the left end and the top of its line box, capitals stand in its middle."""
    pen = ImageDraw.Draw(picture)
    font = _font(kind.face, kind.size)
    baseline = at[1] + round((kind.line + CAP_HEIGHT * kind.size) / 2)
    for character, x in _places(text, kind)[0]:
        pen.text((at[0] + x, baseline), character, font=font, fill=colour, anchor="ls")
        if character == "0":
            _strike_zero(picture, kind, at[0] + x, baseline, colour)


def _strike_zero(picture: Image.Image, kind: Type, x: float, baseline: int, colour: int) -> None:
    """The stroke that tells 0 from O, between the corners of the counter; drawn large, then scaled down."""
    left, top, right, bottom = _font(kind.face, kind.size).getbbox("0", anchor="ls")
    stem = _stem(kind.face, kind.size)
    scale = 4
    corner = (math.floor(x + left), baseline + math.floor(top))
    size = (math.ceil(x + right) - corner[0], baseline + math.ceil(bottom) - corner[1])
    mask = Image.new("L", (size[0] * scale, size[1] * scale), 0)
    inset, rise = mask.width * 0.28, mask.height * 0.17
    ends = [(inset, mask.height - rise), (mask.width - inset, rise)]
    ImageDraw.Draw(mask).line(ends, fill=255, width=round(max(stem * 0.42, 1.5) * scale))
    picture.paste(colour, corner, mask.resize(size, Image.Resampling.BOX))


@lru_cache(maxsize=64)
def _stem(face: str, size: int) -> float:
    """Width of an upright stroke in dots, taken from the letter that is nothing else."""
    left, _, right, _ = _font(face, 200).getbbox("l", anchor="ls")
    return (right - left) * size / 200
