"""Where the parts of a chart lie: the same on paper and on a screen.

Bars say their value, axes start at zero, and what belongs together is told apart by pattern and word besides
its colour. Coordinates go up from the bottom left corner, as on paper.
"""

from collections.abc import Callable, Iterator
from typing import Protocol

from bkpsdm_desktop.domain.charts import Chart, ChartColours, ChartRow, axis_ticks, decimal

TEXT, SMALL = 12.0, 11.0
_LEGEND = 26.0  # the first line; each further one
_LEGEND_LINE = 18.0
_AXIS = 20.0
_MOST_ROW = 46.0
_HOLLOW = 4  # the fifth name: only an edge
_SLOPE = 6.0


class Pen(Protocol):
    """What draws: on paper or on a screen. Colours are ``#RRGGBB``."""

    def width_of(self, text: str, *, strong: bool = False, size: float = TEXT) -> float:
        """How wide a text is; a sign that the typeface lacks counts as what stands for it."""
        ...

    def text(
        self, x: float, y: float, text: str, colour: str, *, anchor: str, strong: bool, size: float
    ) -> None:
        """A text on the base line ``y``; ``anchor`` is ``start``, ``middle`` or ``end``."""
        ...

    def line(self, x1: float, y1: float, x2: float, y2: float, colour: str, *, wide: float) -> None: ...

    def rect(self, x: float, y: float, width: float, height: float, fill: str, edge: str) -> None: ...


def fitted(text: str, room: float, width_of: Callable[[str], float]) -> str:
    """The text, cut with an ellipsis where it is too wide."""
    if width_of(text) <= room:
        return text
    while text and width_of(text + "…") > room:
        text = text[:-1]
    return text.rstrip() + "…"


def draw_chart(pen: Pen, chart: Chart, width: float, height: float, colours: ChartColours) -> None:
    """Draw a chart into a box of this size."""
    drawer = _Drawer(pen, chart, colours)
    left = drawer.legend(width, height)
    if not chart.rows:
        return
    if chart.upright:
        _Columns(drawer, width, left).draw()
    else:
        _Bars(drawer, width, left).draw()


class _Drawer:
    """The parts that both kinds of charts have."""

    def __init__(self, pen: Pen, chart: Chart, colours: ChartColours) -> None:
        self._pen, self.chart, self.colours = pen, chart, colours

    def width_of(self, text: str, *, strong: bool = False, size: float = TEXT) -> float:
        return self._pen.width_of(text, strong=strong, size=size)

    def fitted(self, text: str, room: float, size: float) -> str:
        return fitted(text, room, lambda words: self.width_of(words, size=size))

    def word(
        self,
        x: float,
        y: float,
        text: str,
        *,
        anchor: str = "start",
        strong: bool = False,
        size: float = TEXT,
    ) -> None:
        self._pen.text(x, y, text, self.colours.ink, anchor=anchor, strong=strong, size=size)

    def quiet(self, x: float, y: float, text: str, *, anchor: str = "start", size: float = SMALL) -> None:
        self._pen.text(x, y, text, self.colours.muted, anchor=anchor, strong=False, size=size)

    def rule(self, x1: float, y1: float, x2: float, y2: float, *, base: bool) -> None:
        """A line of the axis; the one at zero is darker."""
        colours = self.colours
        self._pen.line(x1, y1, x2, y2, colours.muted if base else colours.line, wide=1)

    def mark(self, x1: float, y1: float, x2: float, y2: float) -> None:
        self._pen.line(x1, y1, x2, y2, self.colours.ink, wide=3)

    def bar(self, x: float, y: float, width: float, height: float, place: int) -> None:
        """A bar of the ``place``-th name: its colour, over it the pattern that tells it without colour."""
        fill = self.colours.fills[place % len(self.colours.fills)]
        width, height = max(width, 0.0), max(height, 0.0)
        self._pen.rect(x, y, width, height, self.colours.ground if place == _HOLLOW else fill, fill)
        for x1, y1, x2, y2 in _pattern(place, width, height):
            self._pen.line(x + x1, y + y1, x + x2, y + y2, self.colours.ground, wide=1.2)

    def legend(self, width: float, height: float) -> float:
        """What bar, mark and patterns mean, and the unit, above the chart; returns the height left."""
        x, y = 0.0, height - 16
        for place, name in enumerate(self.chart.names):
            wide = 18 + self.width_of(name, size=SMALL)
            if x and x + wide > width:
                x, y = 0.0, y - _LEGEND_LINE
            if self.chart.stacked or place == 0:
                self.bar(x, y - 1, 12, 11, place)
            else:
                self.mark(x + 6, y - 3, x + 6, y + 12)
            self.quiet(x + 18, y, name)
            x += wide + 16
        unit = f"satuan: {self.chart.unit}"
        if x and x + self.width_of(unit, size=SMALL) > width:
            x, y = 0.0, y - _LEGEND_LINE
        self.quiet(x, y, unit)
        return y - (_LEGEND - 16)


def _pattern(place: int, width: float, height: float) -> Iterator[tuple[float, float, float, float]]:
    """Lines over a bar: rising, upright, falling; none for the first name and the hollow one."""
    if place == 2:
        at = 3.0
        while at < width:
            yield at, 0, at, height
            at += 5
    if place not in (1, 3):
        return
    start = -height
    while start < width:
        low, high = max(start, 0.0), min(start + height, width)
        if high > low:
            first, last = low - start, high - start
            yield (low, first, high, last) if place == 1 else (low, height - first, high, height - last)
        start += _SLOPE


class _Bars:
    """Rows from top to bottom, bars from left to right."""

    def __init__(self, drawer: _Drawer, width: float, height: float) -> None:
        self._drawer, self._height = drawer, height
        rows = drawer.chart.rows
        self._row = min((height - _AXIS) / len(rows), _MOST_ROW)
        self._size = min(TEXT, max(7.0, self._row - 3))
        widest = max(drawer.width_of(row.label, size=self._size) for row in rows)
        self._label = min(widest, width * 0.36)
        self._left = self._label + 12
        room = width - self._left - 64
        each = drawer.width_of(decimal(drawer.chart.greatest), size=SMALL) + 20
        self._ticks = axis_ticks(drawer.chart.greatest, most=min(5, max(2, int(room // each))))
        self._scale = room / self._ticks[-1]

    def draw(self) -> None:
        drawer, bottom = self._drawer, self._height - self._row * len(self._drawer.chart.rows)
        for tick in self._ticks:
            x = self._left + self._scale * tick
            drawer.rule(x, bottom, x, self._height, base=tick == 0)
            drawer.quiet(x, bottom - 14, decimal(tick), anchor="middle")
        for place, row in enumerate(drawer.chart.rows):
            middle = self._height - self._row * (place + 0.5)
            label = drawer.fitted(row.label, self._label, self._size)
            drawer.word(self._label, middle - self._size * 0.36, label, anchor="end", size=self._size)
            self._draw_row(row, middle, min(self._row * 0.62, 22))

    def _draw_row(self, row: ChartRow, middle: float, thick: float) -> None:
        drawer, left, scale, size = self._drawer, self._left, self._scale, self._size
        base, end = middle - size * 0.36, left
        if row.note:
            drawer.quiet(left + 8, base, row.note, size=size)
            return
        for place, value in enumerate(row.values if drawer.chart.stacked else row.values[:1]):
            if value:
                drawer.bar(end, middle - thick / 2, value * scale, thick, place)
                end += value * scale
        for value in _marks(drawer.chart, row):
            x = left + value * scale
            drawer.mark(x, middle - thick / 2 - 2, x, middle + thick / 2 + 2)
            end = max(end, x)
        drawer.word(end + 7, base, _said(drawer.chart, row), strong=True, size=size)


class _Columns:
    """Columns from left to right, for what follows in time."""

    def __init__(self, drawer: _Drawer, width: float, height: float) -> None:
        self._drawer, self._width = drawer, width
        self._ticks = axis_ticks(drawer.chart.greatest)
        self._left = 8 + max(drawer.width_of(decimal(tick), size=SMALL) for tick in self._ticks)
        self._slot = (width - self._left) / len(drawer.chart.rows)
        self._scale = (height - 18 - _AXIS) / self._ticks[-1]
        # All columns say their value, or none: some alone would look like the ones that matter.
        words = [_said(drawer.chart, row) for row in drawer.chart.rows]
        widest = max(drawer.width_of(said, strong=True, size=SMALL) for said in words)
        self._says = widest <= self._slot - 2

    def draw(self) -> None:
        drawer, rows = self._drawer, self._drawer.chart.rows
        for tick in self._ticks:
            y = _AXIS + tick * self._scale
            drawer.rule(self._left, y, self._width, y, base=tick == 0)
            drawer.quiet(self._left - 6, y - 4, decimal(tick), anchor="end")
        widest = max(drawer.width_of(row.label, size=SMALL) for row in rows) + 8
        every = max(1, -(-int(widest) // max(1, int(self._slot))))
        for place, row in enumerate(rows):
            x = self._left + self._slot * (place + 0.5)
            half = drawer.width_of(row.label, size=SMALL) / 2
            # The first label is moved into the picture; one at the end might meet its neighbour.
            if place % every == 0 and (every == 1 or x + half <= self._width):
                drawer.quiet(max(x, half), 4, row.label, anchor="middle")
            self._draw_column(row, x, min(self._slot * 0.68, 44))

    def _draw_column(self, row: ChartRow, x: float, thick: float) -> None:
        drawer, end = self._drawer, _AXIS
        for place, value in enumerate(row.values if drawer.chart.stacked else row.values[:1]):
            if value:
                drawer.bar(x - thick / 2, end, thick, value * self._scale, place)
                end += value * self._scale
        for value in _marks(drawer.chart, row):
            y = _AXIS + value * self._scale
            drawer.mark(x - thick / 2 - 1, y, x + thick / 2 + 1, y)
            end = max(end, y)
        words = "–" if row.note else _said(drawer.chart, row)
        if words and self._says:
            drawer.word(x, end + 5, words, anchor="middle", strong=True, size=SMALL)


def _marks(chart: Chart, row: ChartRow) -> list[float]:
    return [] if chart.stacked else [value for value in row.values[1:] if value is not None]


def _said(chart: Chart, row: ChartRow) -> str:
    """What stands at the end of a bar: its value and that of its mark, or the sum of a stack."""
    if chart.stacked:
        return decimal(sum(value or 0 for value in row.values))
    return " · ".join(decimal(value) for value in row.values if value is not None)
