"""The form of one service: its facts, its requirements in order, what it rests on, its versions."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from bkpsdm_desktop.domain import standard as limits
from bkpsdm_desktop.domain.indonesian import clock_wib, short_date
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.standard import Standard
from bkpsdm_desktop.screens.counter.pieces import line
from bkpsdm_desktop.screens.models import Column, KeyedTableModel
from bkpsdm_desktop.screens.settings.fields import Field, combo, line_edit, number_field, on_edit
from bkpsdm_desktop.screens.settings.segments import Segments
from bkpsdm_desktop.screens.settings.tables import ChoiceTable
from bkpsdm_desktop.screens.theme import Density
from bkpsdm_desktop.screens.widgets.badge import Badge
from bkpsdm_desktop.screens.widgets.keys import KeyCap
from bkpsdm_desktop.screens.widgets.labels import plain_label
from bkpsdm_desktop.screens.widgets.panel import Panel
from bkpsdm_desktop.screens.widgets.state import State
from bkpsdm_desktop.services.catalogue import ServiceDetail, VersionRow
from bkpsdm_desktop.services.groups import GroupLine

_AT_ONCE = "di tempat"


@dataclass(frozen=True, slots=True)
class _Requirement:
    """A line of the list."""

    place: int
    text: str


class RequirementTable(ChoiceTable):
    """The list, with its keys: Alt+Up and Alt+Down move a line, Enter edits it, Del takes it out."""

    moved = Signal(int)
    removed = Signal()

    def __init__(self) -> None:
        super().__init__(
            "Persyaratan",
            KeyedTableModel(_REQUIREMENT_COLUMNS, lambda row: row.place),
            (44, None),
            empty="Belum ada persyaratan. Tekan Ins untuk menambah.",
            icons=False,
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)


class Requirements(QWidget):
    """The requirements of a service, edited in the field below the list."""

    edited = Signal()
    removed = Signal(str, int)
    """Text and place of what was taken out, so that it can be put back."""

    def __init__(self) -> None:
        super().__init__()
        self._texts: list[str] = []
        self._editing: int | None = None
        self.table = RequirementTable()
        self.field = line_edit(limit=limits.REQUIREMENT_LIMIT, placeholder="Ketik syarat baru, lalu Enter")
        self._field = Field("Isi s&yarat", self.field)
        self.table.moved.connect(self.shift)
        self.table.removed.connect(self.remove)
        self.table.activated_row.connect(self._edit)
        self.field.returnPressed.connect(self._commit)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.table, 1)
        rows.addWidget(line())
        foot = QVBoxLayout()
        foot.setContentsMargins(12, 6, 12, 8)
        foot.setSpacing(6)
        foot.addWidget(self._field)
        foot.addLayout(self._hints())
        rows.addLayout(foot)

    def _hints(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(5)
        for key, words in (
            ("Alt+Up", ""), ("Alt+Down", "pindahkan"), ("Return", "ubah"), ("Del", "hapus"),
        ):  # fmt: skip
            row.addWidget(KeyCap(key))
            if words:
                row.addWidget(plain_label(words, size=12, role="muted"))
        row.addStretch(1)
        return row

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(self._texts)

    def fill(self, texts: Sequence[str]) -> None:
        if list(texts) == self._texts:
            return
        self._texts = list(texts)
        self._editing = None
        self.field.clear()
        self._show(min(self._place, len(self._texts) - 1))

    @property
    def _place(self) -> int:
        row = self.table.current
        return row.place if row is not None else 0

    def _show(self, place: int) -> None:
        self.table.fill([_Requirement(n, text) for n, text in enumerate(self._texts)])
        self.table.choose(place)

    def begin(self) -> None:
        """*Ins*: the field is for a new line at the end."""
        self._editing = None
        self.field.clear()
        self.field.setFocus()

    def _edit(self, row: _Requirement) -> None:
        self._editing = row.place
        self.field.setText(row.text)
        self.field.setFocus()
        self.field.selectAll()

    def _commit(self) -> None:
        """Enter in the field: the line is as typed; an emptied line stays as it was."""
        text = self.field.text().strip()
        if not text:
            return
        place = len(self._texts) if self._editing is None else self._editing
        if self._editing is None:
            self._texts.append(text)
        else:
            self._texts[place] = text
            self.table.setFocus()
        self._editing = None
        self.field.clear()
        self._show(place)
        self.edited.emit()

    def shift(self, by: int) -> None:
        place, other = self._place, self._place + by
        if not self._texts or not 0 <= other < len(self._texts):
            return
        self._texts[place], self._texts[other] = self._texts[other], self._texts[place]
        self._show(other)
        self.edited.emit()

    def remove(self) -> None:
        if not self._texts:
            return
        place = self._place
        text = self._texts.pop(place)
        self._show(min(place, len(self._texts) - 1))
        self.edited.emit()
        self.removed.emit(text, place)

    def put_back(self, text: str, place: int) -> None:
        """Undo a removal."""
        self._texts.insert(min(place, len(self._texts)), text)
        self._show(place)
        self.edited.emit()

    def set_density(self, density: Density) -> None:
        self.table.set_density(density)
        self._field.set_density(density)


class ServiceForm(QWidget):
    """Fields of a standard. ``edited`` comes with each change by a person; ``read`` gives what they say."""

    edited = Signal()
    version_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._filling = False
        self._position = 99
        self.facts = Panel("Layanan")
        self._draft_badge, self._force_badge = Badge(), Badge()
        for badge in (self._draft_badge, self._force_badge):
            self.facts.add_to_head(badge)
        self.code = line_edit(limit=12, placeholder="KGB")
        self.name = line_edit(limit=limits.NAME_LIMIT)
        self.group = combo()
        self.minutes = number_field(*limits.MINUTES, "menit")
        self.promise = number_field(-1, limits.PROMISE[1], "hari kerja")
        self.promise.setSpecialValueText(_AT_ONCE)
        self.active = QCheckBox("Di&layani")
        self.active.setAccessibleName("Dilayani")
        self._code = Field("K&ode", self.code)
        self._facts = (
            Field("&Nama di mesin antrean", self.name),
            Field("&Kelompok dan huruf seri", self.group),
            Field("&Target layanan", self.minutes),
            Field("&Janji selesai", self.promise),
        )
        self.requirements = Requirements()
        self._build_more()
        self._build()
        self.requirements.edited.connect(self._changed)
        for part in (
            self.name, self.group, self.minutes, self.promise, self.active, self.name_en, self.fee,
            self.product, self.legal_basis, self.notes,
        ):  # fmt: skip
            on_edit(part, self._changed)
        on_edit(self.code, self._changed)

    def _build_more(self) -> None:
        self.name_en = line_edit(limit=limits.NAME_LIMIT)
        self.fee = line_edit(limit=limits.FEE_LIMIT)
        self.product = line_edit(limit=limits.PRODUCT_LIMIT)
        self.legal_basis = line_edit(limit=limits.BASIS_LIMIT)
        self.notes = line_edit(limit=limits.NOTES_LIMIT)
        self._more = (
            Field("&Dasar hukum", self.legal_basis),
            Field("&Catatan untuk petugas", self.notes),
            Field("&Biaya", self.fee),
            Field("&Produk", self.product),
            Field("Nama In&ggris", self.name_en),
        )

    def _build(self) -> None:
        grid = self._grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        name, group, minutes, promise = self._facts
        grid.addWidget(self._code, 0, 0)
        grid.addWidget(name, 0, 1, 1, 3)
        grid.addWidget(group, 1, 0, 1, 2)
        grid.addWidget(minutes, 1, 2)
        grid.addWidget(promise, 1, 3)
        for column, stretch in enumerate((2, 3, 3, 4)):
            grid.setColumnStretch(column, stretch)
        self.facts.body.addLayout(grid)
        self.facts.body.addWidget(self.active)
        self.parts = Panel("Isi", body_margins=False)
        self.tabs = Segments("Bagian layanan", ("Persyaratan", "Dasar dan lainnya", "Versi"))
        self.parts.add_to_head(self.tabs)
        self.tabs.picked.connect(self.show_tab)
        self.versions = ChoiceTable(
            "Versi layanan",
            KeyedTableModel(_VERSION_COLUMNS, lambda row: row.version),
            (64, 110, 168, None),
            empty="Belum pernah diubah: isi dari data awal.",
            head=True,
            icons=False,
        )
        self.versions.chosen.connect(self.version_chosen)
        more = QWidget()
        rows = QGridLayout(more)
        rows.setContentsMargins(12, 10, 12, 12)
        rows.setHorizontalSpacing(12)
        rows.setVerticalSpacing(8)
        basis, notes, fee, product, english = self._more
        for place, part in enumerate((basis, notes)):
            rows.addWidget(part, place, 0, 1, 2)
        rows.addWidget(fee, 2, 0)
        rows.addWidget(product, 2, 1)
        rows.addWidget(english, 3, 0, 1, 2)
        rows.setRowStretch(4, 1)
        self.stack = QStackedWidget()
        for page in (self.requirements, more, self.versions):
            self.stack.addWidget(page)
        self.parts.body.addWidget(self.stack)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addWidget(self.facts)
        self._rows.addWidget(self.parts, 1)

    def _place_name(self, *, beside_code: bool) -> None:
        name = self._facts[0]
        self._grid.removeWidget(name)
        self._grid.addWidget(name, 0, 1 if beside_code else 0, 1, 3 if beside_code else 4)

    def show_tab(self, place: int) -> None:
        """0 requirements, 1 basis and the rest, 2 versions."""
        self.tabs.pick(place)
        self.stack.setCurrentIndex(place)

    def set_density(self, density: Density) -> None:
        self._rows.setSpacing(density.px.gap)
        for panel in (self.facts, self.parts):
            panel.set_density(density)
        for part in (self._code, *self._facts, *self._more):
            part.set_density(density)
        self.requirements.set_density(density)
        self.versions.set_density(density)

    # --- filling and reading ---------------------------------------------------------------------

    def set_groups(self, groups: Sequence[GroupLine]) -> None:
        """The groups to choose from; one that is out of use only while a service is in it."""
        self._filling = True
        try:
            chosen = self.group.currentData()
            self.group.clear()
            for group in groups:
                if group.active:
                    self.group.addItem(f"{group.series}  {group.name}", group.id)
            self._choose_group(chosen)
        finally:
            self._filling = False

    def _choose_group(self, group: UUID | None) -> None:
        self.group.setCurrentIndex(self.group.findData(group))

    def fill(self, standard: Standard, *, code: str, new: bool) -> None:
        """Show a standard; what already says the same keeps its cursor."""
        self._filling = True
        try:
            self._code.setVisible(new)
            self._place_name(beside_code=new)
            self._position = standard.position
            for field, text in (
                (self.code, code), (self.name, standard.name), (self.name_en, standard.name_en),
                (self.fee, standard.fee), (self.product, standard.product), (self.notes, standard.notes),
                (self.legal_basis, standard.legal_basis),
            ):  # fmt: skip
                if field.text() != text:
                    field.setText(text)
                    field.setCursorPosition(0)
            self._choose_group(standard.group)
            self.minutes.setValue(standard.minutes)
            self.promise.setValue(-1 if standard.promise_days is None else standard.promise_days)
            self.active.setChecked(standard.active)
            self.requirements.fill(standard.requirements)
        finally:
            self._filling = False

    def read(self, group: UUID) -> Standard:
        """What the fields say; ``group`` when none is chosen."""
        return Standard(
            name=self.name.text(),
            name_en=self.name_en.text(),
            group=self.group.currentData() or group,
            requirements=self.requirements.texts,
            minutes=self.minutes.value(),
            promise_days=None if self.promise.value() < 0 else self.promise.value(),
            fee=self.fee.text(),
            product=self.product.text(),
            legal_basis=self.legal_basis.text(),
            notes=self.notes.text(),
            active=self.active.isChecked(),
            position=self._position,
        )

    def set_versions(self, detail: ServiceDetail) -> None:
        self.versions.fill(detail.versions)

    def set_badges(self, draft: str, force: str, *, waits: bool) -> None:
        """What is being edited, and what counts now; an empty one goes."""
        self._draft_badge.set_badge(draft, State.WARN, "clock" if waits else "edit")
        self._force_badge.set_badge(force, State.OK)
        self._draft_badge.setVisible(bool(draft))
        self._force_badge.setVisible(bool(force))

    def complain(self, sentence: str) -> None:
        """Mark the field that a refusal names."""
        if sentence.startswith("Persyaratan"):
            self.show_tab(0)
            return
        name, _, minutes, promise = self._facts
        basis, notes, fee, product, english = self._more
        named: tuple[tuple[str, Field, int | None], ...] = (
            ("Nama Inggris", english, 1),
            ("Nama", name, None),
            ("Kode", self._code, None),
            ("Target layanan", minutes, None),
            ("Janji selesai", promise, None),
            ("Dasar hukum", basis, 1),
            ("Catatan", notes, 1),
            ("Biaya", fee, 1),
            ("Produk", product, 1),
        )
        found = next((each for each in named if sentence.startswith(each[0])), None)
        if found is not None:
            _, field, tab = found
            if tab is not None:
                self.show_tab(tab)
            field.complain(sentence)
            field.field.setFocus()

    def _changed(self) -> None:
        if self._filling:
            return
        for field in (self._code, *self._facts, *self._more):
            if field.wrong:
                field.calm()
        self.edited.emit()


def version_state(row: VersionRow) -> str:
    """``draf``, ``menunggu`` or ``berlaku sejak 25 Nov 2026``."""
    if row.published_at is None:
        return "draf"
    return "menunggu" if row.applied_at is None else "berlaku"


def _when(row: VersionRow) -> str:
    if row.valid_from is None:
        return ""
    return f"{short_date(business_day(row.valid_from))}, {clock_wib(row.valid_from)}"


_REQUIREMENT_COLUMNS = (
    Column[_Requirement]("", lambda row: str(row.place + 1), muted=lambda row: True),
    Column[_Requirement]("Dokumen", lambda row: row.text),
)
_VERSION_COLUMNS = (
    Column[VersionRow]("Versi", lambda row: str(row.version), strong=True),
    Column[VersionRow]("Keadaan", version_state),
    Column[VersionRow]("Berlaku mulai", _when),
    Column[VersionRow](
        "Diterbitkan oleh", lambda row: row.published_by or ("data awal" if row.applied_at else "")
    ),
)
