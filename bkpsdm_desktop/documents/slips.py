"""Slips of the ticket printer: plain data -> one-colour picture -> ESC/POS bytes. Same data, same bytes.

Everything is one raster, so that a slip looks the same on every printer and needs no code page.
"""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import TypeVar

import msgspec
from escpos.printer import Dummy
from PIL import Image

from bkpsdm_desktop.documents.lettering import clean, draw_line, width, wrapped
from bkpsdm_desktop.documents.strips import (
    FEED,
    Look,
    centred,
    heading,
    looks,
    paragraph,
    rule,
    space,
    stack,
)
from bkpsdm_desktop.documents.ticket import compose_ticket
from bkpsdm_desktop.documents.ticket import cut_texts as _cut_texts
from bkpsdm_desktop.domain.slips import LinesSlip, TicketSlip

__all__ = ["Renderer", "compose_lines", "compose_ticket", "cut_texts", "escpos"]

_PROFILES = {576: "TM-T20II", 384: "NT-5890K"}


class Renderer:
    """Print jobs as they are kept (kind, JSON data) -> bytes for paper 576 or 384 dots wide."""

    def __init__(self, width: int = 576) -> None:
        looks(width)
        self._width = width

    def render(self, kind: str, data: Mapping[str, object]) -> bytes:
        """Bytes of a slip; raises ValueError for an unknown kind and for a wrong or missing field."""
        return escpos(self.picture(kind, data))

    def picture(self, kind: str, data: Mapping[str, object]) -> Image.Image:
        """The slip as it will look on paper; raises as :meth:`render`."""
        if kind == "ticket":
            return compose_ticket(_from_json(data, TicketSlip), width=self._width)
        if kind == "lines":
            return compose_lines(_from_json(data, LinesSlip), width=self._width)
        raise ValueError(f"unknown kind of slip: {kind!r}")


def cut_texts(data: Mapping[str, object], *, width: int) -> tuple[str, ...]:
    """Which of the office's own texts the ticket of a print job would not show whole; see ``ticket``."""
    return _cut_texts(_from_json(data, TicketSlip), width=width)


_Slip = TypeVar("_Slip", TicketSlip, LinesSlip)


def _from_json(data: Mapping[str, object], shape: type[_Slip]) -> _Slip:
    unknown = sorted(set(data) - {field.name for field in fields(shape)})
    if unknown:
        raise ValueError(f"unknown fields for {shape.__name__}: {', '.join(unknown)}")
    try:
        return msgspec.convert(dict(data), shape)
    except msgspec.ValidationError as error:
        raise ValueError(f"{shape.__name__}: {error}") from error


def escpos(image: Image.Image) -> bytes:
    """The bytes that print ``image`` (576 or 384 dots wide), feed it past the knife and cut.

    Raises ValueError for another width.
    """
    looks(image.width)
    printer = Dummy(profile=_PROFILES[image.width])
    printer.hw("INIT")
    printer.image(image, impl="bitImageRaster")
    # Not cut("PART"): that one feeds six text lines first, 25 mm of empty paper on every slip. This command
    # (a partial cut, too) moves the paper just to the knife; the 3 mm after the text are part of the picture.
    printer.cut(feed=False)
    output: bytes = printer.output
    return output


def compose_lines(slip: LinesSlip, *, width: int = 576) -> Image.Image:
    """The picture of a list, mode ``1``, as long as it needs. Raises ValueError for another width."""
    look = looks(width)[0]
    gap = space(look, look.gap)
    strips = [gap, heading(clean(slip.title), look.type("ExtraBold", 7 / 6), look, 3), rule(look)]
    for label, value in slip.lines:
        strips += _line(clean(label), clean(value).strip(), look)
    for block in slip.blocks:
        strips += [gap, _block(clean(block), look), gap]
    if slip.foot:
        strips += [rule(look), paragraph("", clean(slip.foot), look, None)]
    return stack([*strips, space(look, FEED)])


def _line(label: str, value: str, look: Look) -> list[Image.Image]:
    """Label left, value right on one line, or below it where they don't fit; a lone label is a heading."""
    kind, strong = look.type("Medium"), look.type("Bold")
    if not value:
        large = look.type("Bold", 1.1)
        return [space(look, look.gap), centred(wrapped(label, large, look.room), large, look.paper)]
    end = look.paper - look.margin
    if width(label, kind) + look.body + width(value, strong) <= look.room:
        strip = space(look, kind.line)
        draw_line(strip, label, kind, (look.margin, 0))
        draw_line(strip, value, strong, (end - width(value, strong), 0))
        return [strip]
    lines = wrapped(value, strong, look.room)
    below = space(look, strong.line * len(lines))
    for number, line in enumerate(lines):
        draw_line(below, line, strong, (end - width(line, strong), number * strong.line))
    return [paragraph("", label, look, None), below]


def _block(block: str, look: Look) -> Image.Image:
    """Groups to be copied by hand, in columns: every character has a cell of the same width."""
    kind = replace(look.type("SemiBold", 1.15), cells=True)
    lines = wrapped(block, kind, look.room)
    left = (look.paper - max((width(line, kind) for line in lines), default=0)) // 2
    strip = space(look, kind.line * len(lines))
    for number, line in enumerate(lines):
        draw_line(strip, line, kind, (left, number * kind.line))
    return strip
