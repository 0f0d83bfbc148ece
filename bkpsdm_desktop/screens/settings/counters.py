"""Section *Loket*: number, room, whether a counter is used."""

from collections.abc import Coroutine, Hashable, Sequence
from typing import Any

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.screens.models import Column, KeyedTableModel
from bkpsdm_desktop.screens.settings.acts import CounterSettingsActs
from bkpsdm_desktop.screens.settings.fields import Field, check_field, line_edit, number_field
from bkpsdm_desktop.screens.settings.records import RecordSection
from bkpsdm_desktop.screens.settings.section import Host
from bkpsdm_desktop.screens.settings.tables import ChoiceTable
from bkpsdm_desktop.screens.theme import Density
from bkpsdm_desktop.screens.widgets.badge import BadgeText
from bkpsdm_desktop.screens.widgets.state import State
from bkpsdm_desktop.services.counter_settings import NUMBERS, ROOM_LIMIT, CounterEdit, CounterLine

_SIDE = {Density.NORMAL: 360, Density.COMPACT1: 328, Density.COMPACT2: 296}


class CountersSection(RecordSection[CounterLine, CounterEdit]):
    """A counter that somebody has open is not changed."""

    TITLE, ICON = "Loket", "counter"
    kinds = frozenset({Kind.OFFICE, Kind.COUNTERS})
    noun = "Loket"

    def __init__(self, acts: CounterSettingsActs, host: Host) -> None:
        self._acts = acts
        self.number = number_field(*NUMBERS, "")
        self.room = line_edit(limit=ROOM_LIMIT)
        self.active = QCheckBox("&Dipakai")
        self._number = Field("&Nomor loket", self.number, hint="Tampil di layar dan disebut suara.")
        self._room = Field("&Ruang", self.room, hint="Disebut bila loket tersebar di beberapa ruang.")
        self._active = check_field(self.active)
        form = QWidget()
        rows = QVBoxLayout(form)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(10)
        for part in (self._number, self._room, self._active):
            rows.addWidget(part)
        table = ChoiceTable(
            "Daftar loket",
            KeyedTableModel(_COLUMNS, lambda row: row.id),
            (84, None, 190, 190),
            empty="Belum ada loket. Tekan Ctrl+N.",
            head=True,
            icons=False,
        )
        super().__init__(self.TITLE, self.ICON, host, table, (self._number, self._room, self._active), form)

    async def fetch(self) -> Sequence[CounterLine]:
        return await self._acts.lines()

    def key_of(self, row: CounterLine) -> Hashable:
        return row.id

    def edit_of(self, row: CounterLine) -> CounterEdit:
        return row.edit

    def blank(self) -> CounterEdit:
        taken = {row.number for row in self.rows}
        free = next(number for number in range(NUMBERS[0], NUMBERS[1] + 2) if number not in taken)
        room = self.rows[0].room if self.rows else "Ruang layanan"
        return CounterEdit(number=free, room=room)

    def fill(self, edit: CounterEdit, *, new: bool) -> None:
        self.number.setValue(edit.number)
        if self.room.text() != edit.room:
            self.room.setText(edit.room)
        self.active.setChecked(edit.active)

    def read(self) -> CounterEdit:
        return CounterEdit(number=self.number.value(), room=self.room.text(), active=self.active.isChecked())

    def add(self, edit: CounterEdit) -> Coroutine[Any, Any, Hashable]:
        return self._acts.add(edit)

    def put(self, row: CounterLine, edit: CounterEdit, was: CounterEdit) -> Coroutine[Any, Any, None]:
        return self._acts.put(row.id, edit, was=was)

    def called(self, edit: CounterEdit) -> str:
        return f"Loket {edit.number}"

    def standing_line(self) -> str:
        row = self.chosen_row
        if row is not None and row.clerk:
            return f"Loket {row.number} sedang dibuka {row.clerk}: tutup dahulu untuk mengubahnya."
        return "Loket yang tidak dipakai hilang dari layar; riwayatnya tetap."

    def set_density(self, density: Density) -> None:
        super().set_density(density)
        self.side_widget.setFixedWidth(_SIDE[density])


def _badge(row: CounterLine) -> BadgeText:
    if not row.active:
        return BadgeText("Tidak dipakai", State.NEUTRAL)
    return BadgeText("Dibuka", State.OK) if row.clerk else BadgeText("Tutup", State.INFO, "lock")


_COLUMNS = (
    Column[CounterLine]("Nomor", lambda row: str(row.number), strong=True),
    Column[CounterLine]("Ruang", lambda row: row.room, muted=lambda row: not row.active),
    Column[CounterLine]("Keadaan", lambda row: row.clerk or _badge(row).word, badge=_badge),
    Column[CounterLine](
        "Stasiun", lambda row: ", ".join(row.stations) or "belum ada", muted=lambda row: True
    ),
)
