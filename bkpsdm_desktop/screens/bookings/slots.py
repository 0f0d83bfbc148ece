"""The slots of a day: how many places each group still has at which time."""

from dataclasses import dataclass
from datetime import datetime

from bkpsdm_desktop.domain.indonesian import clock
from bkpsdm_desktop.screens.counter.pieces import RowsTable
from bkpsdm_desktop.screens.models import Column, KeyedTableModel
from bkpsdm_desktop.screens.theme import Density
from bkpsdm_desktop.screens.widgets.labels import plain_label
from bkpsdm_desktop.screens.widgets.panel import Panel
from bkpsdm_desktop.services.bookings import BookedDay, GroupSlots, SlotRow

TITLE = "Tempat kosong"
_CLOCK_WIDTH = 60


@dataclass(frozen=True, slots=True)
class SlotLine:
    """One time of the day with its slot in each group, in the order of the columns."""

    starts_at: datetime
    slots: tuple[SlotRow, ...]


def slot_words(slot: SlotRow) -> str:
    """``1/2``: one of two places is free; a slot that is over says so by a dash."""
    return f"{slot.free if slot.open else '–'}/{slot.capacity}"


class SlotsPanel(Panel):
    """A table with a row for each slot and a column for each group."""

    def __init__(self) -> None:
        super().__init__(TITLE, body_margins=False)
        self._series: tuple[str, ...] = ()
        self._density = Density.NORMAL
        self._legend = plain_label(size=12, role="muted", wrap=True)
        self._legend.setContentsMargins(12, 4, 12, 10)
        self.table = self._table(())
        self.body.setSpacing(0)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self._legend)

    def show_day(self, day: BookedDay) -> None:
        """Rows for the slots of a day; columns are made anew when the office has other groups."""
        series = tuple(group.series for group in day.groups)
        if series != self._series:
            self._series = series
            old, self.table = self.table, self._table(day.groups)
            self.body.replaceWidget(old, self.table)
            old.setParent(None)
            old.deleteLater()
        self._rows.set_rows(_lines(day.groups))
        self.set_note("kosong/tempat")
        # A letter stays beside its name when the line is broken.
        names = ", ".join(f"{group.series} {group.name}".replace(" ", "\u00a0") for group in day.groups)
        self._legend.setText(day.closed or f"{names}. Satu janji {day.slot_minutes} menit.")

    def set_density(self, density: Density) -> None:
        super().set_density(density)
        self._density = density
        if hasattr(self, "table"):
            self.table.set_density(density)

    def _table(self, groups: tuple[GroupSlots, ...]) -> RowsTable:
        columns = [Column[SlotLine]("Jam", lambda line: clock(line.starts_at), strong=True)]
        for place, group in enumerate(groups):
            columns.append(
                Column(
                    group.series,
                    lambda line, place=place: slot_words(line.slots[place]),  # type: ignore[misc]
                    muted=lambda line, place=place: not line.slots[place].free,  # type: ignore[misc]
                )
            )
        self._rows: KeyedTableModel[SlotLine] = KeyedTableModel(columns, lambda line: line.starts_at)
        widths: list[int | None] = [_CLOCK_WIDTH, *(None for _ in groups)]
        table = RowsTable(TITLE, self._rows, widths, empty="Tidak ada jam janji pada hari ini.")
        table.set_density(self._density)
        return table


def _lines(groups: tuple[GroupSlots, ...]) -> list[SlotLine]:
    if not groups:
        return []
    return [
        SlotLine(starts_at=slots[0].starts_at, slots=slots)
        for slots in zip(*(group.slots for group in groups), strict=True)
    ]
