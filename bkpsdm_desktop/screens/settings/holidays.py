"""Section *Hari libur*: the days off of a year, and the import of the yearly table with its preview."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from PySide6.QtWidgets import QCheckBox, QFileDialog, QVBoxLayout, QWidget

from bkpsdm_desktop.domain.holiday_table import (
    BASIS_LIMIT,
    CHECKED,
    ESTIMATE,
    KINDS,
    NAME_LIMIT,
    DayOff,
    Move,
    Step,
    moves,
)
from bkpsdm_desktop.domain.indonesian import day_name, short_date
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.screens.counter.pieces import RowsTable
from bkpsdm_desktop.screens.models import Column, KeyedTableModel
from bkpsdm_desktop.screens.settings.acts import HolidayActs
from bkpsdm_desktop.screens.settings.fields import (
    Field,
    check_field,
    combo,
    date_field,
    line_edit,
    read_date,
    show_date,
)
from bkpsdm_desktop.screens.settings.records import NEW, RecordSection
from bkpsdm_desktop.screens.settings.section import Host
from bkpsdm_desktop.screens.settings.tables import ChoiceTable
from bkpsdm_desktop.screens.theme import Density
from bkpsdm_desktop.screens.widgets.badge import BadgeText
from bkpsdm_desktop.screens.widgets.bars import MessageBar
from bkpsdm_desktop.screens.widgets.panel import Panel
from bkpsdm_desktop.screens.widgets.state import State
from bkpsdm_desktop.services.holidays import HolidayLine, ImportPreview

_SIDE = {Density.NORMAL: 380, Density.COMPACT1: 356, Density.COMPACT2: 290}
_STEPS = {Step.ADDED: State.OK, Step.CHANGED: State.WARN, Step.REMOVED: State.BAD}
_SHORT = {Step.ADDED: "baru", Step.CHANGED: "ubah", Step.REMOVED: "hapus"}
_STEP_ICONS = {Step.ADDED: "plus", Step.CHANGED: "edit", Step.REMOVED: "minus"}


@dataclass(frozen=True, slots=True)
class _ImportLine:
    """A line of the preview: what becomes of a day, or what is wrong with a line of the file."""

    key: str
    badge: BadgeText
    day: str
    words: str


class HolidaysSection(RecordSection[HolidayLine, DayOff]):
    """A year at a time. While a table is looked at, the primary verb imports it and nothing else is shown."""

    TITLE, ICON = "Hari libur", "calendar"
    kinds = frozenset({Kind.OFFICE})
    noun = "Hari libur"

    def __init__(self, acts: HolidayActs, host: Host) -> None:
        self._acts = acts
        self._shown_import: ImportPreview | None = None
        self._year = business_day(host.ticker.now()).year
        self._status = CHECKED
        self.day = date_field()
        self.kind = combo(tuple((words, kind) for kind, words in KINDS.items()))
        self.name = line_edit(limit=NAME_LIMIT)
        self.basis = line_edit(limit=BASIS_LIMIT)
        self.checked = QCheckBox("Sudah &dicek dengan keputusan resmi")
        fields = (
            Field("&Tanggal", self.day),
            Field("&Nama", self.name),
            Field("&Jenis", self.kind),
            Field("Da&sar", self.basis),
            check_field(self.checked),
        )
        form = QWidget()
        rows = QVBoxLayout(form)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(10)
        for part in fields:
            rows.addWidget(part)
        table = ChoiceTable(
            "Daftar hari libur",
            KeyedTableModel(_COLUMNS, lambda row: row.id),
            (76, 84, None, 124, 116),
            empty="Belum ada hari libur tahun ini. Tekan Ctrl+O untuk mengimpor tabelnya.",
            head=True,
            icons=False,
        )
        super().__init__(self.TITLE, self.ICON, host, table, fields, form)

    def build_more(self) -> None:
        self.remove_button = self.small_tool("Hapus", "Alt+H", self.remove, icon="trash")
        self.form_panel.add_to_head(self.remove_button)
        self.import_button = self.tool("Impor tabel", "Ctrl+O", self.ask_file, icon="download")
        self._build_years()
        self._build_import()

    def _build_years(self) -> None:
        self.earlier = self.small_tool("Tahun lalu", "Alt+Left", lambda: self.turn(-1), icon="chevron-left")
        self.later = self.small_tool("Tahun depan", "Alt+Right", lambda: self.turn(1), icon="chevron-right")
        for button in (self.earlier, self.later):
            self.list_panel.add_to_head(button)
        self.list_panel.set_title(f"Hari libur {self._year}")

    def _build_import(self) -> None:
        self.import_table = RowsTable(
            "Akibat impor",
            KeyedTableModel(_IMPORT_COLUMNS, lambda row: row.key),
            (124, 140, None),
            empty="Tabel ini sama dengan yang sudah ada.",
            choose=True,
        )
        self.import_bar = MessageBar()
        self.import_panel = Panel("Pratinjau impor", body_margins=False)
        top = QVBoxLayout()
        top.setContentsMargins(11, 11, 11, 8)
        top.addWidget(self.import_bar)
        self.import_panel.body.addLayout(top)
        self.import_panel.body.addWidget(self.import_table, 1)
        self.import_panel.hide()
        self.columns.addWidget(self.import_panel, 1)

    def set_density(self, density: Density) -> None:
        super().set_density(density)
        self.side_widget.setFixedWidth(_SIDE[density])
        self.import_panel.set_density(density)
        self.import_table.set_density(density)

    # --- for RecordSection -----------------------------------------------------------------------

    async def fetch(self) -> Sequence[HolidayLine]:
        return await self._acts.lines()

    def shown_rows(self) -> Sequence[HolidayLine]:
        return [row for row in self.rows if row.off.day.year == self._year]

    def key_of(self, row: HolidayLine) -> Hashable:
        return row.id

    def edit_of(self, row: HolidayLine) -> DayOff:
        return row.off

    def blank(self) -> DayOff:
        today = business_day(self.host.ticker.now())
        day = today if today.year == self._year else date(self._year, 1, 1)
        return DayOff(day=day, kind="libur_nasional", name="", status=ESTIMATE)

    def fill(self, edit: DayOff, *, new: bool) -> None:
        self._status = edit.status
        show_date(self.day, edit.day)
        self.kind.setCurrentIndex(self.kind.findData(edit.kind))
        for field, text in ((self.name, edit.name), (self.basis, edit.basis)):
            if field.text() != text:
                field.setText(text)
                field.setCursorPosition(0)
        self.checked.setChecked(edit.checked)
        self.remove_button.setVisible(not new)

    def read(self) -> DayOff:
        unchecked = ESTIMATE if self._status == CHECKED else self._status
        return DayOff(
            day=read_date(self.day),
            kind=self.kind.currentData() or "",
            name=self.name.text(),
            status=CHECKED if self.checked.isChecked() else unchecked,
            basis=self.basis.text(),
        )

    async def add(self, edit: DayOff) -> Hashable:
        holiday = await self._acts.add(edit)
        self._year = edit.day.year
        return holiday

    async def put(self, row: HolidayLine, edit: DayOff, was: DayOff) -> None:
        # Day and name give the id: an undo comes with the id of the row as it was.
        present = next((each.id for each in self.rows if each.off == was), row.id)
        self._chosen = await self._acts.put(present, edit, was=was)
        self._year = edit.day.year

    def called(self, edit: DayOff) -> str:
        return f"{edit.name or 'Hari libur'}, {short_date(edit.day)}"

    def form_title(self, edit: DayOff) -> str:
        return self.noun

    def show_more(self, edit: DayOff | None) -> None:
        self.list_panel.set_title(f"Hari libur {self._year}")

    def turn(self, by: int) -> None:
        """Show another year."""
        self._year += by
        shown = self.shown_rows()
        self.show_rows()
        self.choose(self.key_of(shown[0]) if shown else None)

    # --- removing --------------------------------------------------------------------------------

    def remove(self) -> None:
        """Take the shown day off away; *Urungkan* puts it back."""
        row = self.chosen_row
        if row is None:
            return

        def removed(_: None) -> None:
            self._drafts.pop(row.id, None)
            self._bases.pop(row.id, None)
            self.host.offer_undo(f"{self.called(row.off)} dihapus.", "", lambda: self._put_back(row.off))
            self.reload()

        self.host.run(lambda: self._acts.remove(row.id), on_done=removed, button=self.remove_button)

    def _put_back(self, off: DayOff) -> None:
        def back(holiday: UUID) -> None:
            self._chosen = holiday
            self.reload()

        self.host.run(lambda: self._acts.add(off), on_done=back)

    # --- import ----------------------------------------------------------------------------------

    def ask_file(self) -> None:
        """Let the person choose a file; nothing waits for it."""
        dialog = QFileDialog(self, "Pilih tabel hari libur", "", "Tabel CSV (*.csv *.txt)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.look_at)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def look_at(self, path: str) -> None:
        """Show what importing a file would do."""
        self.host.run(lambda: self._acts.preview(path), on_done=self._show_import, button=self.import_button)

    @property
    def importing(self) -> bool:
        return self._shown_import is not None

    def _show_import(self, found: ImportPreview | None) -> None:
        self._shown_import = found
        self.import_panel.setVisible(found is not None)
        for part in (self.list_panel, self.side_widget):
            part.setVisible(found is None)
        if found is not None:
            self._write_import(found)
            self.import_table.setFocus()
        self._show_verbs()

    def _write_import(self, found: ImportPreview) -> None:
        self.import_panel.set_title(f"Pratinjau impor {_years(found)}".strip())
        if found.faults:
            self.import_bar.set_message(
                State.BAD,
                f"{len(found.faults)} baris salah.",
                "Tidak ada yang diimpor. Perbaiki berkasnya, lalu pilih lagi.",
            )
        else:
            estimates = sum(not row.checked for row in found.rows)
            note = f"{estimates} hari masih perkiraan." if estimates else "Semua sudah dicek."
            fact = f"{len(found.rows)} hari libur terbaca."
            self.import_bar.set_message(State.WARN if estimates else State.INFO, fact, note)
        self.import_table.model().set_rows(_import_lines(found))  # type: ignore[attr-defined]

    def save(self) -> None:
        if self._shown_import is None:
            super().save()
        elif not self.save_button.reason:
            self._import(self._shown_import)

    def _import(self, found: ImportPreview) -> None:
        def imported(before: tuple[DayOff, ...]) -> None:
            self._show_import(None)
            self._year = found.years[0]
            words = f"Tabel libur {_years(found)} diimpor."
            self.host.offer_undo(words, "", lambda: self._restore(found, before))
            self.reload()

        self.host.run(
            lambda: self._acts.put_years(found.years, found.rows, found.moves),
            on_done=imported,
            button=self.save_button,
        )

    def _restore(self, found: ImportPreview, before: tuple[DayOff, ...]) -> None:
        back = moves(found.rows, before, found.years)

        def restored(_: object) -> None:
            self.host.say(f"Tabel libur {_years(found)} dikembalikan.", State.OK)
            self.reload()

        self.host.run(lambda: self._acts.put_years(found.years, before, back), on_done=restored)

    def discard(self) -> None:
        if self.importing:
            self._show_import(None)
        else:
            super().discard()

    def _show_verbs(self) -> None:
        super()._show_verbs()
        found = self._shown_import
        self.discard_button.set_verb("Batal impor" if found else "Buang perubahan")
        self.import_button.set_verb("Pilih berkas lain" if found else "Impor tabel")
        if found is None:
            return
        self.discard_button.set_reason("")
        self.save_button.set_verb(f"Impor {_years(found)}".strip())
        counts = [(step, sum(move.step is step for move in found.moves)) for step in Step]
        self.save_button.set_about(", ".join(f"{count} {_SHORT[step]}" for step, count in counts if count))
        reason = "" if found.moves else "Tidak ada yang berbeda."
        self.save_button.set_reason("Ada baris yang salah." if found.faults else reason)

    def standing_line(self) -> str:
        if self.importing:
            return "Impor mengganti seluruh tahun yang ada di tabel; tahun lain tetap."
        if self._chosen == NEW:
            return "Hari libur baru tampil di mesin antrean dan layar setelah disimpan."
        waiting = sum(not row.off.checked for row in self.shown_rows())
        if waiting:
            return f"{waiting} hari libur {self._year} masih perkiraan: cek dengan keputusan resmi."
        return "Pada hari libur mesin antrean tidak memberi nomor dan menyebut hari bukanya."


def _years(found: ImportPreview) -> str:
    return " dan ".join(str(year) for year in found.years)


def _import_lines(found: ImportPreview) -> list[_ImportLine]:
    if found.faults:
        return [
            _ImportLine(
                f"{n} {fault.line}", BadgeText("Salah", State.BAD), f"Baris {fault.line}", fault.sentence
            )
            for n, fault in enumerate(found.faults)
        ]
    return [
        _ImportLine(
            f"{move.step} {move.row.day} {move.row.name}",
            BadgeText(move.step.capitalize(), _STEPS[move.step], _STEP_ICONS[move.step]),
            f"{day_name(move.row.day)[:3]} {short_date(move.row.day)}",
            move.row.name + _what_changed(move),
        )
        for move in found.moves
    ]


def _what_changed(move: Move) -> str:
    """What is other than before, in brackets."""
    row, before = move.row, move.before
    if before is None:
        told = row.checked or move.step is Step.REMOVED or ESTIMATE in row.name
        return "" if told else f" ({ESTIMATE})"
    parts = []
    if row.kind != before.kind:
        parts.append(f"{KINDS.get(before.kind, before.kind)} menjadi {KINDS[row.kind]}")
    if row.status != before.status:
        parts.append("sudah dicek" if row.checked else "menjadi perkiraan")
    if row.basis != before.basis:
        parts.append("dasar diganti")
    return f" ({', '.join(parts)})"


def _status(row: HolidayLine) -> BadgeText:
    if row.off.checked:
        return BadgeText("Dicek", State.OK)
    return BadgeText("Perkiraan", State.WARN, "clock")


_COLUMNS = (
    Column[HolidayLine]("Hari", lambda row: day_name(row.off.day)),
    Column[HolidayLine]("Tanggal", lambda row: short_date(row.off.day).rsplit(" ", 1)[0], strong=True),
    Column[HolidayLine]("Nama", lambda row: row.off.name),
    Column[HolidayLine]("Jenis", lambda row: KINDS.get(row.off.kind, row.off.kind), muted=lambda row: True),
    Column[HolidayLine]("Status", lambda row: _status(row).word, badge=_status),
)
_IMPORT_COLUMNS = (
    Column[_ImportLine]("Akibat", lambda row: row.badge.word, badge=lambda row: row.badge),
    Column[_ImportLine]("Hari", lambda row: row.day),
    Column[_ImportLine]("Keterangan", lambda row: row.words),
)
