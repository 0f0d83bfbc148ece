"""The picture of a queue ticket."""

import math
from dataclasses import dataclass, replace

import segno
from PIL import Image, ImageDraw

from bkpsdm_desktop.documents.lettering import (
    BLACK,
    CAP_HEIGHT,
    WHITE,
    Type,
    balanced,
    clean,
    draw_line,
    fitted,
    width,
    wrapped,
)
from bkpsdm_desktop.documents.strips import (
    DOTS_PER_MM,
    FEED,
    Look,
    centred,
    heading,
    heading_type,
    lead_width,
    looks,
    paragraph,
    rule,
    space,
    stack,
)
from bkpsdm_desktop.domain.languages import Language
from bkpsdm_desktop.domain.slips import TicketSlip

LONGEST = math.floor(110 * DOTS_PER_MM)
"""A ticket is at most 110 mm long, the feed before the cut included."""

QUIET_MODULES = 4
_QR_DOTS = round(25.4 * DOTS_PER_MM)
_SMALLEST_MODULE = 3


@dataclass(frozen=True, slots=True)
class _Labels:
    """What the program writes around the values of a ticket."""

    service: str
    prepare: str
    ahead: str
    people: str
    person: str
    nobody: str
    estimate: str
    code: str
    copy: str


_LABELS = {
    Language.INDONESIAN: _Labels(
        service="Layanan:",
        prepare="Siapkan:",
        ahead="Di depan Anda",
        people="orang",
        person="orang",
        nobody="Tidak ada",
        estimate="Perkiraan tunggu",
        code="Kode",
        copy="SALINAN",
    ),
    Language.ENGLISH: _Labels(
        service="Service:",
        prepare="Please prepare:",
        ahead="Ahead of you",
        people="people",
        person="person",
        nobody="Nobody",
        estimate="Estimated wait",
        code="Code",
        copy="COPY",
    ),
}


def _labels(slip: TicketSlip) -> _Labels:
    return _LABELS[Language(slip.language)]


def compose_ticket(slip: TicketSlip, *, width: int = 576) -> Image.Image:
    """The picture of a ticket, mode ``1``, ``width`` (576 or 384) dots wide, at most ``LONGEST`` dots long.

    What doesn't fit is set closer and smaller, then cut after a whole word; a number of up to four characters
    keeps its 12 mm (with a W on 58 mm paper: 11.5). Raises ValueError for another width and for a QR text
    that no readable symbol on this paper can hold, and for an unknown language.
    """
    return _fitting(_drawable(slip), width)[1]


def cut_texts(slip: TicketSlip, *, width: int) -> tuple[str, ...]:
    """Which of the office's own texts a ticket on this paper does not show to their end: fields of the slip,
    the lines of the frame as ``free_1`` and ``free_2``. Raises as :func:`compose_ticket`."""
    drawable = _drawable(slip)
    look = _fitting(drawable, width)[0]
    medium, bold = look.type("Medium"), look.type("Bold")
    office = heading_type(drawable.office, _office_type(look), look)
    indent = lead_width(_labels(drawable).prepare, look)
    lines = {
        "office": (wrapped(drawable.office, office, look.room), _office_lines(look)),
        "prepare": (wrapped(drawable.prepare, medium, look.room, None, indent), look.lines),
        "notes": (wrapped(" ".join(drawable.notes), medium, look.room), look.lines + 1),
        "free_1": (wrapped(drawable.free_notice[0], bold, _free_room(look)), 1),
        "free_2": (wrapped(drawable.free_notice[1], bold, _free_room(look)), 1),
    }
    return tuple(name for name, (needed, most) in lines.items() if len(needed) > most)


def _fitting(slip: TicketSlip, width: int) -> tuple[Look, Image.Image]:
    """The roomiest look that is not too long, and the ticket in it."""
    choices = looks(width)
    for look in choices[:-1]:
        picture = _composed(slip, look)
        if picture.height <= LONGEST:
            return look, picture
    return choices[-1], _composed(slip, choices[-1])


def _drawable(slip: TicketSlip) -> TicketSlip:
    return replace(
        slip,
        office=clean(slip.office),
        service=clean(slip.service),
        number=clean(slip.number),
        issued_line=clean(slip.issued_line),
        estimate=clean(slip.estimate or "").strip() or None,
        code=clean(slip.code),
        follow=clean(slip.follow),
        booked=clean(slip.booked),
        prepare=clean(slip.prepare).strip(),
        notes=tuple(clean(note) for note in slip.notes),
        free_notice=(clean(slip.free_notice[0]), clean(slip.free_notice[1])),
    )


def _composed(slip: TicketSlip, look: Look) -> Image.Image:
    gap = space(look, look.gap)
    strips = [gap, _copy_band(_labels(slip).copy, look), gap] if slip.copy else [gap]
    strips.append(heading(slip.office, _office_type(look), look, _office_lines(look)))
    strips.append(
        heading(f"{_labels(slip).service} {slip.service}", look.type("SemiBold", 1.25), look, look.lines)
    )
    strips += [gap, gap, _number(slip.number, look), gap, gap, _issued(slip.issued_line, look)]
    if slip.booked:
        strips.append(heading(slip.booked, look.type("Bold", 1.1), look, look.lines - 1))
    strips.append(rule(look))
    strips += [*_facts(slip, look), *_follow(slip, look)]
    if slip.prepare:
        strips += [paragraph(_labels(slip).prepare, slip.prepare, look, look.lines), gap]
    strips += [paragraph("", " ".join(slip.notes), look, look.lines + 1), gap, _free(slip.free_notice, look)]
    return stack([*strips, space(look, FEED)])


def _office_type(look: Look) -> Type:
    return look.type("ExtraBold", 7 / 6)


def _office_lines(look: Look) -> int:
    """A long name gets a line more before it is cut; where that is too tall, the next look is smaller."""
    return look.lines + 1 if look.lines > 2 else look.lines


def _copy_band(word: str, look: Look) -> Image.Image:
    kind = replace(look.type("ExtraBold", 1.25), tracking=0.12)
    strip = space(look, round(kind.line * 1.1))
    ImageDraw.Draw(strip).rectangle((look.margin, 0, look.paper - look.margin - 1, strip.height), fill=BLACK)
    at = ((look.paper - width(word, kind)) / 2, (strip.height - kind.line) // 2)
    draw_line(strip, word, kind, at, colour=WHITE)
    return strip


def _number(number: str, look: Look) -> Image.Image:
    """The number, as large as the paper allows; its characters stand closer before they get smaller.

    It may take the whole paper: the white at the sides of its characters is as wide as the margin.
    """
    for tracking in (0.05, 0.0, -0.03, -0.06):
        kind = Type("ExtraBold", look.number, 0, tracking)
        if width(number, kind) <= look.paper:
            break
    kind = fitted(number, kind, look.paper, floor=look.body)
    kind = replace(kind, line=round(kind.size * CAP_HEIGHT) + 4)
    return centred(wrapped(number, kind, look.paper, 1), kind, look.paper)


def _issued(issued_line: str, look: Look) -> Image.Image:
    kind = look.type("SemiBold")
    if width(issued_line, kind) <= look.room:
        return centred([issued_line], kind, look.paper)
    day, _, time = issued_line.partition("  ")
    return centred(wrapped(day, kind, look.room, 1) + wrapped(time, kind, look.room, 1), kind, look.paper)


def _facts(slip: TicketSlip, look: Look) -> list[Image.Image]:
    """People before you on the left, how long it takes on the right; what isn't known is left out."""
    facts, labels = [], _labels(slip)
    if slip.ahead is not None:
        people = labels.person if slip.ahead == 1 else labels.people
        facts.append((labels.ahead, f"{slip.ahead} {people}" if slip.ahead else labels.nobody))
    if slip.estimate is not None:
        facts.append((labels.estimate, slip.estimate))
    if not facts:
        return []
    room = look.room - look.body * (len(facts) - 1)
    label, value = look.type("Medium"), look.type("ExtraBold", 5 / 3, line=1.1)
    while value.size > look.body and sum(width(text, value) for _, text in facts) > room:
        value = replace(value, size=value.size - 1)
    label = fitted("".join(name for name, _ in facts), label, room, floor=1)
    strip = space(look, label.line + value.line)
    left = look.margin
    for number, (name, text) in enumerate(facts):
        [shown] = wrapped(text, value, look.paper - look.margin - left, 1)
        for line, kind, y in ((name, label, 0), (shown, value, label.line)):
            x = look.paper - look.margin - width(line, kind) if number else look.margin
            draw_line(strip, line, kind, (x, y))
        left += width(shown, value) + look.body
    return [strip, rule(look)]


def _qr(text: str, look: Look) -> Image.Image:
    """The symbol with its quiet zone, every module the same whole number of dots, about an inch wide."""
    matrix = segno.make(text, error="m", micro=False).matrix
    dots = max(_QR_DOTS // len(matrix), _SMALLEST_MODULE)
    side = (len(matrix) + 2 * QUIET_MODULES) * dots
    if side > look.paper:
        raise ValueError(f"QR text of {len(text)} characters does not fit on paper {look.paper} dots wide")
    picture = Image.new("L", (side, side), WHITE)
    pen = ImageDraw.Draw(picture)
    for row, modules in enumerate(matrix):
        for column, dark in enumerate(modules):
            if dark:
                x, y = (column + QUIET_MODULES) * dots, (row + QUIET_MODULES) * dots
                pen.rectangle((x, y, x + dots - 1, y + dots - 1), fill=BLACK)
    return picture


def _follow(slip: TicketSlip, look: Look) -> list[Image.Image]:
    """The QR on the left; what it is for and the code to read out beside it, or below on narrow paper."""
    symbol = _qr(slip.qr, look)
    strip = space(look, symbol.height)
    strip.paste(symbol, (0, 0))
    text, strong = look.type("Medium"), look.type("ExtraBold", 1.25)
    left = symbol.width + 6
    column = look.paper - look.margin - left
    code = fitted(slip.code, strong, column, floor=look.body)
    word = _labels(slip).code
    lines: list[tuple[str, Type]] = []
    below: list[Image.Image] = []
    if column >= 5 * look.body:
        lines += [(line, text) for line in balanced(slip.follow, text, column, 5)]
    else:
        below.append(heading(slip.follow, text, look, 2))
    if width(slip.code, code) <= column:
        lines += [("", replace(text, line=look.gap)), (word, text), (slip.code, code)]
    else:
        below += [heading(f"{word} {slip.code}", strong, look, 1), space(look, look.gap)]
    y = (symbol.height - sum(kind.line for _, kind in lines)) // 2
    for line, kind in lines:
        draw_line(strip, line, kind, (left, y))
        y += kind.line
    return [strip, *below]


def _free_inset(look: Look) -> int:
    return 4 + look.body // 2


def _free_room(look: Look) -> int:
    return look.room - 2 * _free_inset(look)


def _free(notice: tuple[str, str], look: Look) -> Image.Image:
    """The framed notice that the service costs nothing."""
    inset, room = _free_inset(look), _free_room(look)
    kind = look.type("Bold")
    lines = [line for text in notice for line in wrapped(text, kind, room, 1)]
    pad = 4 + round(look.body / 3)
    strip = space(look, kind.line * len(lines) + 2 * pad)
    frame = (look.margin, 0, look.paper - look.margin - 1, strip.height - 1)
    ImageDraw.Draw(strip).rounded_rectangle(frame, radius=10, outline=BLACK, width=4)
    strip.paste(centred(lines, kind, room), (look.margin + inset, pad))
    return strip
