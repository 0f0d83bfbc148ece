"""Strips of ticket paper: the measures of a slip and the parts that tickets and lists share.

A slip is a stack of strips as wide as the paper. The paper has 203 dots to the inch: 576 dots are printable
on 80 mm paper, 384 on 58 mm.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from PIL import Image, ImageDraw

from bkpsdm_desktop.documents.lettering import (
    BLACK,
    CAP_HEIGHT,
    WHITE,
    Type,
    draw_line,
    fitted,
    width,
    wrapped,
)

DOTS_PER_MM = 203 / 25.4
FEED = round(3 * DOTS_PER_MM)
"""Empty dots between the last line and the cut."""

NUMBER_FLOOR = math.ceil(12 * DOTS_PER_MM / CAP_HEIGHT)
"""Size in dots at which the digits are 12 mm high."""

_LINE = 1.28
_THRESHOLD = 150


@dataclass(frozen=True, slots=True)
class Look:
    """Measures of a slip in dots: most follow from ``body``, the size of the running text.

    ``lines`` is how many lines a long text gets on a ticket before it is cut.
    """

    paper: int
    margin: int
    body: int
    number: int
    gap: int
    lines: int

    @property
    def room(self) -> int:
        """Width between the margins."""
        return self.paper - 2 * self.margin

    def type(self, face: str, factor: float = 1.0, line: float = _LINE) -> Type:
        """A kind of text ``factor`` times as large as the running text."""
        size = round(self.body * factor)
        return Type(face, size, round(size * line))


_LOOKS = {
    576: (
        Look(576, 12, 24, 160, 10, lines=3),
        Look(576, 12, 22, 146, 8, lines=3),
        Look(576, 12, 20, NUMBER_FLOOR, 5, lines=3),
        Look(576, 12, 20, NUMBER_FLOOR, 5, lines=2),
        Look(576, 12, 18, NUMBER_FLOOR, 3, lines=2),
    ),
    384: (
        Look(384, 8, 20, NUMBER_FLOOR, 6, lines=3),
        Look(384, 8, 18, NUMBER_FLOOR, 3, lines=3),
        Look(384, 8, 18, NUMBER_FLOOR, 3, lines=2),
    ),
}


def looks(paper: int) -> Sequence[Look]:
    """The measures for paper so many dots wide, the roomy ones first; raises ValueError for another width."""
    if paper not in _LOOKS:
        raise ValueError(f"Lebar {paper} titik tidak dikenal: pilih 576 atau 384.")
    return _LOOKS[paper]


def stack(strips: Iterable[Image.Image]) -> Image.Image:
    """The strips under each other as one picture of black and white only, mode ``1``."""
    parts = list(strips)
    sheet = Image.new("L", (parts[0].width, sum(strip.height for strip in parts)), WHITE)
    y = 0
    for strip in parts:
        sheet.paste(strip, (0, y))
        y += strip.height
    return sheet.point([BLACK if grey < _THRESHOLD else WHITE for grey in range(256)]).convert("1")


def space(look: Look, dots: int) -> Image.Image:
    """Empty paper."""
    return Image.new("L", (look.paper, dots), WHITE)


def rule(look: Look) -> Image.Image:
    """A dashed line from margin to margin."""
    strip = space(look, 2 * look.gap + 3)
    pen = ImageDraw.Draw(strip)
    end = look.paper - look.margin - 1
    for x in range(look.margin, end, 8):
        pen.rectangle((x, look.gap, min(x + 4, end), look.gap + 2), fill=BLACK)
    return strip


def centred(lines: Sequence[str], kind: Type, paper: int) -> Image.Image:
    """Lines in the middle of a strip ``paper`` dots wide."""
    strip = Image.new("L", (paper, kind.line * len(lines)), WHITE)
    for number, line in enumerate(lines):
        draw_line(strip, line, kind, ((paper - width(line, kind)) / 2, number * kind.line))
    return strip


def heading_type(text: str, kind: Type, look: Look) -> Type:
    """The kind of text of a heading: smaller for one line as far as it reads well, else the running size."""
    kind = fitted(text, kind, look.room, round(look.body * 0.9))
    if width(text, kind) > look.room:
        kind = replace(kind, size=look.body, line=round(look.body * _LINE))
    return kind


def heading(text: str, kind: Type, look: Look, most: int) -> Image.Image:
    """One line where that reads well, else up to ``most`` lines."""
    kind = heading_type(text, kind, look)
    return centred(wrapped(text, kind, look.room, most), kind, look.paper)


def lead_width(lead: str, look: Look) -> int:
    """The room that the bold words before a text take."""
    return width(lead, look.type("Bold")) + round(look.body * 0.3) if lead else 0


def paragraph(lead: str, text: str, look: Look, most: int | None) -> Image.Image:
    """Running text from the left margin; ``lead`` stands bold before it."""
    kind, strong = look.type("Medium"), look.type("Bold")
    indent = lead_width(lead, look)
    lines = wrapped(text, kind, look.room, most, indent)
    strip = space(look, kind.line * len(lines))
    draw_line(strip, lead, strong, (look.margin, 0))
    for number, line in enumerate(lines):
        draw_line(strip, line, kind, (look.margin + (0 if number else indent), number * kind.line))
    return strip
