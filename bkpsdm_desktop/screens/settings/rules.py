"""Section *Aturan antrean*: the numbers, what they mean, and the order in which they would call."""

from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from bkpsdm_desktop.domain.indonesian import clock, short_date
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.domain.queue_rules import LIMITS, ExampleLine, changes, example, next_calls, sentences
from bkpsdm_desktop.domain.ticket import QueueRules
from bkpsdm_desktop.screens.counter.pieces import Fact, FactList, RowsTable
from bkpsdm_desktop.screens.models import Column, KeyedTableModel
from bkpsdm_desktop.screens.settings.acts import RuleActs
from bkpsdm_desktop.screens.settings.areas import scrolled
from bkpsdm_desktop.screens.settings.fields import Field, check_field, number_field, on_edit
from bkpsdm_desktop.screens.settings.numbers import NumbersSection
from bkpsdm_desktop.screens.settings.section import Host
from bkpsdm_desktop.screens.settings.segments import Segments
from bkpsdm_desktop.screens.theme import Density
from bkpsdm_desktop.screens.widgets.panel import Panel
from bkpsdm_desktop.screens.widgets.state import State
from bkpsdm_desktop.services.queue_settings import RulesView

_LETTERS = {
    "regular_per_priority": "&Reguler sebelum prioritas",
    "overtakes_in_a_row": "&Didahulukan berturut-turut",
    "wait_limit_minutes": "&Batas menunggu",
    "max_calls": "&Panggilan paling banyak",
    "recall_hint_seconds": "&Ingatkan panggil ulang",
    "return_minutes": "Batas &kembali",
    "undo_seconds": "&Urungkan dalam",
    "booking_early_minutes": "Janji paling &awal",
    "booking_late_minutes": "Janji paling &lambat",
    "park_hint_minutes": "Ingatkan &tunda",
    "auto_lock_minutes": "Ku&nci otomatis",
}
_ACROSS = 4


@dataclass(frozen=True, slots=True)
class _ChangeLine:
    """One number of an earlier change; a change of several has its time and name on the first line only."""

    key: str
    when: str
    words: str
    by: str


class RulesSection(NumbersSection[QueueRules]):
    """The example at the right follows each key; the rules themselves count when they are saved."""

    TITLE, ICON = "Aturan antrean", "repeat"
    noun = "aturan antrean"
    kinds = frozenset({Kind.OFFICE, Kind.QUEUE, Kind.COUNTERS})

    def __init__(self, acts: RuleActs, host: Host) -> None:
        super().__init__(self.TITLE, self.ICON, host, initial=QueueRules(), save="Simpan aturan")
        self._acts = acts
        self._view: RulesView | None = None
        self._build()
        self.refresh_verbs(discard=self.discard_button)

    def _build(self) -> None:
        self._fields: list[Field] = []
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for place, (name, limit) in enumerate(LIMITS.items()):
            number = self.numbers[name] = number_field(limit.least, limit.most, limit.unit)
            field = Field(_LETTERS[name], number)
            self._fields.append(field)
            grid.addWidget(field, place // _ACROSS, place % _ACROSS)
            on_edit(number, self._edited)
        self.numbers["auto_lock_minutes"].setSpecialValueText("tidak pernah")
        self.numbers["return_minutes"].setSpecialValueText("tidak dapat")
        self.finish_and_call = QCheckBox("&Selesai langsung memanggil")
        self._fields.append(check_field(self.finish_and_call))
        last = len(LIMITS)
        grid.addWidget(self._fields[-1], last // _ACROSS, last % _ACROSS, Qt.AlignmentFlag.AlignBottom)
        on_edit(self.finish_and_call, self._edited)
        for column in range(_ACROSS):
            grid.setColumnStretch(column, 1)
        self._form = Panel("Angka")
        self._form.body.addLayout(grid)
        self.meaning = FactList()
        self._words = Panel("Artinya", body_margins=False)
        self._words.body.addWidget(scrolled(self.meaning))
        self._side = self._build_side()
        self._columns = QHBoxLayout()
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.addWidget(self._words, 1)
        self._columns.addWidget(self._side, 1)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addWidget(self._form)
        self._rows.addLayout(self._columns, 1)

    def _build_side(self) -> Panel:
        """The example, and in its place what was changed before."""
        self.table = RowsTable(
            "Contoh urutan", KeyedTableModel(_COLUMNS, lambda row: row.place), (40, 58, None, 64, 160)
        )
        self.changes = RowsTable(
            "Perubahan terakhir",
            KeyedTableModel(_CHANGE_COLUMNS, lambda row: row.key),
            (152, None, 96),
            empty="Aturan belum pernah diubah.",
            choose=True,
        )
        self.choice = Segments("Contoh atau riwayat", ("Contoh", "Riwayat"))
        self.choice.picked.connect(self._show_side)
        side = Panel("Contoh di satu loket", body_margins=False)
        side.add_to_head(self.choice)
        side.body.addWidget(self.table)
        side.body.addWidget(self.changes)
        self.changes.hide()
        return side

    def _show_side(self, place: int) -> None:
        self._side.set_title(("Contoh di satu loket", "Perubahan terakhir")[place])
        self.table.setVisible(place == 0)
        self.changes.setVisible(place == 1)

    def set_density(self, density: Density) -> None:
        super().set_density(density)
        for layout in (self._columns, self._rows):
            layout.setSpacing(density.px.gap)
        for panel in (self._form, self._words, self._side):
            panel.set_density(density)
        for table in (self.table, self.changes):
            table.set_density(density)
        for field in self._fields:
            field.set_density(density)
        self.meaning.set_density(density)

    def first_widget(self) -> QWidget:
        return self.numbers["regular_per_priority"]

    # --- for NumbersSection ----------------------------------------------------------------------

    def typed(self) -> QueueRules:
        values = {name: number.value() for name, number in self.numbers.items()}
        return QueueRules(finish_and_call=self.finish_and_call.isChecked(), **values)

    def fill(self, rules: QueueRules) -> None:
        super().fill(rules)
        self.finish_and_call.setChecked(rules.finish_and_call)

    def put(self, rules: QueueRules, was: QueueRules) -> Coroutine[Any, Any, None]:
        return self._acts.put(rules, was=was)

    def reload(self) -> None:
        self.host.run(self._acts.view, on_done=self._take)

    def _take(self, view: RulesView) -> None:
        self._view = view
        self.changes.model().set_rows(_change_lines(view))  # type: ignore[attr-defined]
        self.take(view.rules)

    def show_meaning(self, rules: QueueRules, saved: QueueRules) -> int:
        self.meaning.set_facts(self._facts(rules, saved))
        self.lines = example(rules, now=self.host.ticker.now())
        self.table.model().set_rows(self.lines)  # type: ignore[attr-defined]
        return len(changes(saved, rules))

    lines: tuple[ExampleLine, ...] = ()

    def _facts(self, rules: QueueRules, saved: QueueRules) -> list[Fact]:
        """The next call, then what would be other than saved, with the pencil, then the rest of the rule."""
        pairs = list(zip(sentences(rules), sentences(saved), strict=True))
        facts = [Fact(words, icon="edit", state=State.WARN) for words, before in pairs if words != before]
        facts += [Fact(words, icon="check", state=State.OK) for words, before in pairs if words == before]
        if self._view is None:
            return facts
        words = next_calls(self._view.queues, saved, rules, now=self._view.now)
        state = State.WARN if "(semula " in words else State.INFO
        return [Fact(words, icon="megaphone", state=state), *facts]

    def standing_line(self) -> str:
        if self.dirty:
            return "Contoh di kanan memakai angka yang belum disimpan."
        return "Aturan berlaku untuk semua loket; setiap perubahan dicatat di jejak audit."


def _change_lines(view: RulesView) -> list[_ChangeLine]:
    return [
        _ChangeLine(
            f"{place} {number}",
            "" if number else f"{short_date(business_day(change.at))}, {clock(change.at)}",
            words,
            "" if number else change.by,
        )
        for place, change in enumerate(view.history)
        for number, words in enumerate(change.words)
    ]


_COLUMNS = (
    Column[ExampleLine]("#", lambda row: str(row.place), muted=lambda row: True),
    Column[ExampleLine]("Nomor", lambda row: row.label, strong=True),
    Column[ExampleLine]("Pengunjung", lambda row: row.who),
    Column[ExampleLine]("Lama", lambda row: f"{row.waited} mnt", right=True),
    Column[ExampleLine]("Alasan", lambda row: row.why),
)
_CHANGE_COLUMNS = (
    Column[_ChangeLine]("Kapan (WIB)", lambda row: row.when),
    Column[_ChangeLine]("Perubahan", lambda row: row.words),
    Column[_ChangeLine]("Oleh", lambda row: row.by, muted=lambda row: True),
)
