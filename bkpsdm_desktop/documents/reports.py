"""Reports as PDF: A4 across, on each page a chart and its table beside it. Same data, same bytes."""

from functools import cache
from io import BytesIO

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from bkpsdm_desktop import assets
from bkpsdm_desktop.domain.charting import TEXT, draw_chart, fitted
from bkpsdm_desktop.domain.charts import ON_PAPER, decimal
from bkpsdm_desktop.domain.reports import Report, ReportPart
from bkpsdm_desktop.domain.sheets import Cell, Sheet

_PLAIN, _STRONG = "Inter", "Inter-SemiBold"
_WIDTH, _HEIGHT = landscape(A4)
_MARGIN = 42.0
_GAP = 24.0
_TABLE_SHARE = (0.36, 0.56)  # of the width, the least and the most
_MOST_CHART = 340.0
_ROW, _HEAD = 16.0, 18.0
_TABLE_TEXT = 8.5
_TOP = _HEIGHT - 104.0
_BOTTOM = 48.0
_ROWS_A_PAGE = int((_TOP - _BOTTOM - _HEAD) // _ROW)
_NO_VALUE = "–"


@cache
def _fonts() -> None:
    for name, file in ((_PLAIN, "Inter-Regular.ttf"), (_STRONG, "Inter-SemiBold.ttf")):
        pdfmetrics.registerFont(TTFont(name, str(assets.resource("fonts", "documents", file))))


def drawable(text: str) -> str:
    """Text with a question mark for what the font has no picture of, and no control characters."""
    _fonts()
    known = pdfmetrics.getFont(_PLAIN).face.charToGlyph
    return "".join(" " if sign.isspace() else sign if ord(sign) in known else "?" for sign in text)


def pdf(report: Report) -> bytes:
    """The report as a file."""
    _fonts()
    out = BytesIO()
    canvas = Canvas(out, pagesize=(_WIDTH, _HEIGHT), invariant=True, lang="id-ID")
    canvas.setTitle(drawable(report.title))
    pages = [(part, rows, first) for part in report.parts for rows, first in _page_rows(part.sheet)]
    for number, (part, rows, first) in enumerate(pages, 1):
        _Page(canvas, report, part).draw(rows, first=first, number=number, count=len(pages))
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _page_rows(sheet: Sheet) -> list[tuple[tuple[tuple[Cell, ...], ...], bool]]:
    """The rows of each page of a part, and whether it is the first; the total stands on the last."""
    rows = [*sheet.rows, *([sheet.total] if sheet.total else [])]
    cuts = range(0, max(1, len(rows)), _ROWS_A_PAGE)
    return [(tuple(rows[at : at + _ROWS_A_PAGE]), at == 0) for at in cuts]


class _Page:
    """One page while it is drawn."""

    def __init__(self, canvas: Canvas, report: Report, part: ReportPart) -> None:
        self._canvas, self._report, self._part = canvas, report, part
        self._pen = PaperPen(canvas, 0, 0)

    def draw(self, rows: tuple[tuple[Cell, ...], ...], *, first: bool, number: int, count: int) -> None:
        self._heading()
        self._footing(number, count)
        left = _MARGIN
        if first:
            wide = _WIDTH - 2 * _MARGIN - _table_width(self._part.sheet) - _GAP
            high = min(_TOP - _BOTTOM, _MOST_CHART)
            pen = PaperPen(self._canvas, _MARGIN, _TOP - high)
            draw_chart(pen, self._part.chart, wide, high, ON_PAPER)
            left += wide + _GAP
        self._table(rows, left)

    def _word(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float,
        strong: bool = False,
        muted: bool = False,
        anchor: str = "start",
    ) -> None:
        colour = ON_PAPER.muted if muted else ON_PAPER.ink
        self._pen.text(x, y, text, colour, anchor=anchor, strong=strong, size=size)

    def _heading(self) -> None:
        self._word(_MARGIN, _HEIGHT - 48, self._part.chart.title, size=16, strong=True)
        about = " · ".join((self._report.title, *self._report.about))
        self._word(_MARGIN, _HEIGHT - 66, _cut(about, _WIDTH - 2 * _MARGIN, 10), size=10, muted=True)
        self._pen.line(_MARGIN, _HEIGHT - 80, _WIDTH - _MARGIN, _HEIGHT - 80, ON_PAPER.line, wide=1)

    def _footing(self, number: int, count: int) -> None:
        note = " ".join(self._part.sheet.about)
        self._word(_MARGIN, 26, _cut(note, _WIDTH - 2 * _MARGIN - 90, 8), size=8, muted=True)
        page = f"halaman {number} dari {count}"
        self._word(_WIDTH - _MARGIN, 26, page, size=8, muted=True, anchor="end")

    def _table(self, rows: tuple[tuple[Cell, ...], ...], left: float) -> None:
        sheet, right = self._part.sheet, _WIDTH - _MARGIN
        edges = _right_edges(sheet, left, right)
        y = _TOP - _HEAD + 6
        self._cells(sheet.head, left, edges, y, strong=True, muted=True)
        self._pen.line(left, y - 5, right, y - 5, ON_PAPER.muted, wide=1)
        for row in rows:
            y -= _ROW
            total = bool(sheet.total) and row is sheet.total
            if total:
                self._pen.line(left, y + 11, right, y + 11, ON_PAPER.muted, wide=1)
            self._cells(row, left, edges, y, strong=total)
            if not total:
                self._pen.line(left, y - 4.5, right, y - 4.5, ON_PAPER.line, wide=0.5)

    def _cells(
        self,
        row: tuple[Cell, ...],
        left: float,
        edges: list[float],
        y: float,
        *,
        strong: bool,
        muted: bool = False,
    ) -> None:
        for place, cell in enumerate(row):
            words = cell_words(cell)
            if place:
                self._word(edges[place], y, words, size=_TABLE_TEXT, strong=strong, muted=muted, anchor="end")
            else:
                words = _cut(words, edges[0] - left, _TABLE_TEXT)
                self._word(left, y, words, size=_TABLE_TEXT, strong=strong, muted=muted)


def cell_words(cell: Cell) -> str:
    """A cell as people read it: ``1.250``, ``6,5``, a dash for no value."""
    if cell is None:
        return _NO_VALUE
    return cell if isinstance(cell, str) else decimal(cell)


def _right_edges(sheet: Sheet, left: float, right: float) -> list[float]:
    """Where each column ends: numbers take what they need, the words what is left."""
    edges, at = [], right
    for width in reversed(_column_widths(sheet)[1:]):
        edges.append(at)
        at -= width
    return [max(at, left + 40), *reversed(edges)]


def _column_widths(sheet: Sheet) -> list[float]:
    """What the words of each column need, with the room before them."""
    rows = [sheet.head, *sheet.rows, *([sheet.total] if sheet.total else [])]
    return [
        max(_width(cell_words(row[place]), _TABLE_TEXT, strong=True) for row in rows) + 12
        for place in range(len(sheet.head))
    ]


def _table_width(sheet: Sheet) -> float:
    """What a table gets beside its chart: what it needs, within bounds."""
    least, most = ((_WIDTH - 2 * _MARGIN) * share for share in _TABLE_SHARE)
    return float(min(most, max(least, sum(_column_widths(sheet)))))


def _width(text: str, size: float, *, strong: bool = False) -> float:
    _fonts()
    return float(pdfmetrics.stringWidth(drawable(text), _STRONG if strong else _PLAIN, size))


def _cut(text: str, room: float, size: float) -> str:
    return fitted(text, room, lambda words: _width(words, size))


class PaperPen:
    """Draws on a page, from a corner of it."""

    def __init__(self, canvas: Canvas, left: float, bottom: float) -> None:
        self._canvas, self._left, self._bottom = canvas, left, bottom

    def width_of(self, text: str, *, strong: bool = False, size: float = TEXT) -> float:
        return _width(text, size, strong=strong)

    def text(
        self, x: float, y: float, text: str, colour: str, *, anchor: str, strong: bool, size: float
    ) -> None:
        self._canvas.setFont(_STRONG if strong else _PLAIN, size)
        self._canvas.setFillColor(HexColor(colour))
        draw = {
            "start": self._canvas.drawString,
            "middle": self._canvas.drawCentredString,
            "end": self._canvas.drawRightString,
        }[anchor]
        draw(self._left + x, self._bottom + y, drawable(text))

    def line(self, x1: float, y1: float, x2: float, y2: float, colour: str, *, wide: float) -> None:
        self._canvas.setStrokeColor(HexColor(colour))
        self._canvas.setLineWidth(wide)
        self._canvas.line(self._left + x1, self._bottom + y1, self._left + x2, self._bottom + y2)

    def rect(self, x: float, y: float, width: float, height: float, fill: str, edge: str) -> None:
        self._canvas.setFillColor(HexColor(fill))
        self._canvas.setStrokeColor(HexColor(edge))
        self._canvas.setLineWidth(1)
        self._canvas.rect(self._left + x, self._bottom + y, width, height, stroke=1, fill=1)
