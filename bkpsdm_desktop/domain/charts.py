"""Bar charts as data: what a chart says, not how it is drawn. Every axis starts at zero."""

from dataclasses import dataclass
from math import ceil, floor, log10


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartRow:
    """One place on the axis. A value that is None is not drawn; ``note`` stands in its place."""

    label: str
    values: tuple[float | None, ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Bars with direct labels. ``names`` says what the values of a row are.

    Of an ordinary chart the first value is a bar and the second, if there is one, a mark beyond it; with
    ``stacked`` the values of a row lie one after the other and add up. ``upright``: columns from left to
    right, for what follows in time, else bars from top to bottom.
    """

    title: str
    unit: str
    names: tuple[str, ...]
    rows: tuple[ChartRow, ...]
    stacked: bool = False
    upright: bool = False

    @property
    def greatest(self) -> float:
        """The longest bar or the farthest mark."""
        values = (
            [sum(value or 0 for value in row.values) for row in self.rows]
            if self.stacked
            else [value for row in self.rows for value in row.values if value is not None]
        )
        return max(values, default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartColours:
    """What a chart is drawn with: ink, muted ink, lines, ground, and one colour for each of its names."""

    ink: str
    muted: str
    line: str
    ground: str
    fills: tuple[str, ...]


# Okabe and Ito's colours, told apart by eyes that see no red or green: blue, orange, green, vermillion, grey.
FILLS_LIGHT = ("#0072B2", "#E69F00", "#009E73", "#D55E00", "#8A939B")
FILLS_DARK = ("#56B4E9", "#E69F00", "#2DBE93", "#FF8A3D", "#A7B1BA")

ON_PAPER = ChartColours(ink="#1B1F24", muted="#4A5560", line="#C9D0D6", ground="#FFFFFF", fills=FILLS_LIGHT)

_STEPS = (1.0, 2.0, 5.0, 10.0)


def axis_ticks(greatest: float, *, most: int = 5) -> tuple[float, ...]:
    """Round whole numbers from 0 to the first that is not below ``greatest``, at most ``most`` besides 0."""
    if greatest <= 0:
        return (0.0, 1.0)
    rough = greatest / most
    tens = 10.0 ** floor(log10(rough))
    step = next(tens * part for part in _STEPS if tens * part * most >= greatest - 1e-9)
    step = max(step, 1.0)
    return tuple(step * place for place in range(ceil(greatest / step - 1e-9) + 1))


def decimal(value: float) -> str:
    """``6,5`` below ten, ``12`` from ten, ``1.250`` from a thousand."""
    if value < 10 and round(value, 1) != round(value):
        return f"{value:.1f}".replace(".", ",")
    return f"{round(value):,}".replace(",", ".")
