"""Section *Kelompok*: letter, name and daily limit of each group of services."""

from collections.abc import Coroutine, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from bkpsdm_desktop.domain.indonesian import short_date
from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.domain.letters import free_letters, said, warnings_about
from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.icons import pixmap
from bkpsdm_desktop.screens.models import Column, KeyedTableModel
from bkpsdm_desktop.screens.settings.acts import GroupActs
from bkpsdm_desktop.screens.settings.fields import Field, check_field, combo, line_edit, number_field
from bkpsdm_desktop.screens.settings.records import NEW, RecordSection
from bkpsdm_desktop.screens.settings.section import Host
from bkpsdm_desktop.screens.settings.service_preview import Tile
from bkpsdm_desktop.screens.settings.tables import ChoiceTable
from bkpsdm_desktop.screens.theme import Density
from bkpsdm_desktop.screens.widgets.badge import BadgeText
from bkpsdm_desktop.screens.widgets.panel import Panel
from bkpsdm_desktop.screens.widgets.state import State
from bkpsdm_desktop.services.groups import LIMITS, NAME_LIMIT, GroupEdit, GroupLine

_SIDE = {Density.NORMAL: 420, Density.COMPACT1: 396, Density.COMPACT2: 344}
_ICONS = (
    ("Dokumen", "document"), ("Dokumen selesai", "document-check"), ("Kalender", "calendar-check"),
    ("Tangga", "stairs"), ("Matahari", "sunrise"), ("Kartu", "id-card"), ("Tanya", "help"),
    ("Orang", "people"), ("Segel", "seal"), ("Bangunan", "building"), ("Surat", "mail"), ("Hati", "heart"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """An edit, and the code of a group that is new."""

    code: str
    edit: GroupEdit


class GroupsSection(RecordSection[GroupLine, _Draft]):
    """Name, icon and limit count at once; a letter from the next day on."""

    TITLE, ICON = "Kelompok", "folder"
    kinds = frozenset({Kind.OFFICE})
    noun = "Kelompok"

    def __init__(self, acts: GroupActs, host: Host) -> None:
        self._acts = acts
        self.code = line_edit(limit=12)
        self.letter = combo()
        self.name = line_edit(limit=NAME_LIMIT)
        self.name_en = line_edit(limit=NAME_LIMIT)
        self.icon_choice = combo()
        self.limit = number_field(LIMITS[0] - 1, LIMITS[1], "nomor")
        self.limit.setSpecialValueText("tanpa batas")
        self.position = number_field(1, 99, "")
        self.active = QCheckBox("&Dipakai")
        self._code = Field("K&ode", self.code)
        self._letter = Field("&Huruf seri", self.letter)
        self._name = Field("&Nama kelompok", self.name)
        self._english = Field("Nama In&ggris", self.name_en)
        self._icon = Field("&Lambang", self.icon_choice)
        self._limit = Field("&Batas harian", self.limit)
        self._position = Field("&Urutan", self.position)
        self._active = check_field(self.active)
        for words, name in _ICONS:
            self.icon_choice.addItem(words, name)
        for letter in free_letters(""):
            self.letter.addItem(letter, letter)
        self._paint_icons()
        fields = (
            self._code, self._name, self._english, self._letter, self._icon, self._limit, self._position,
            self._active,
        )  # fmt: skip
        table = ChoiceTable(
            "Daftar kelompok",
            KeyedTableModel(_COLUMNS, lambda row: row.id),
            (64, None, 84, 108, 128),
            empty="Belum ada kelompok. Tekan Ctrl+N.",
            head=True,
            icons=False,
        )
        super().__init__(self.TITLE, self.ICON, host, table, fields, self._form())

    def build_more(self) -> None:
        self.tile = Tile()
        self.preview = Panel("Di mesin antrean")
        self.preview.body.addWidget(self.tile)
        self.side.addWidget(self.preview)

    def _paint_icons(self) -> None:
        ink = theme.current().ink
        for place, (_, name) in enumerate(_ICONS):
            self.icon_choice.setItemIcon(place, QIcon(pixmap(name, ink, 16)))

    def _form(self) -> QWidget:
        form = QWidget()
        grid = QGridLayout(form)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.addWidget(self._code, 0, 0, 1, 2)
        grid.addWidget(self._name, 1, 0, 1, 2)
        grid.addWidget(self._english, 2, 0, 1, 2)
        grid.addWidget(self._letter, 3, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._icon, 3, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._limit, 4, 0)
        grid.addWidget(self._position, 4, 1)
        grid.addWidget(self._active, 5, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        return form

    # --- for RecordSection -----------------------------------------------------------------------

    async def fetch(self) -> Sequence[GroupLine]:
        return await self._acts.lines()

    def key_of(self, row: GroupLine) -> Hashable:
        return row.id

    def edit_of(self, row: GroupLine) -> _Draft:
        return _Draft(code=row.code, edit=row.edit)

    def blank(self) -> _Draft:
        taken = {row.edit.series for row in self.rows if row.active}
        last = max((row.position for row in self.rows), default=0)
        edit = GroupEdit(series=free_letters(taken)[0], name="", position=min(99, last + 1))
        return _Draft(code="", edit=edit)

    def fill(self, edit: _Draft, *, new: bool) -> None:
        self._code.setVisible(new)
        for field, text in (
            (self.code, edit.code), (self.name, edit.edit.name), (self.name_en, edit.edit.name_en),
        ):  # fmt: skip
            if field.text() != text:
                field.setText(text)
        self.letter.setCurrentIndex(self.letter.findData(edit.edit.series))
        if self.icon_choice.findData(edit.edit.icon) < 0:
            self.icon_choice.addItem(edit.edit.icon, edit.edit.icon)
        self.icon_choice.setCurrentIndex(self.icon_choice.findData(edit.edit.icon))
        self.limit.setValue(edit.edit.daily_limit or LIMITS[0] - 1)
        self.position.setValue(edit.edit.position)
        self.active.setChecked(edit.edit.active)

    def read(self) -> _Draft:
        limit = self.limit.value()
        return _Draft(
            code=self.code.text(),
            edit=GroupEdit(
                series=self.letter.currentData() or "",
                name=self.name.text(),
                name_en=self.name_en.text(),
                icon=self.icon_choice.currentData() or "document",
                daily_limit=limit if limit >= LIMITS[0] else None,
                position=self.position.value(),
                active=self.active.isChecked(),
            ),
        )

    def add(self, edit: _Draft) -> Coroutine[Any, Any, Hashable]:
        return self._acts.add(edit.code, edit.edit)

    def put(self, row: GroupLine, edit: _Draft, was: _Draft) -> Coroutine[Any, Any, None]:
        return self._acts.put(row.id, edit.edit, was=was.edit)

    def called(self, edit: _Draft) -> str:
        return f"Kelompok {edit.edit.name}".strip() if edit.edit.name else "Kelompok baru"

    def show_more(self, edit: _Draft | None) -> None:
        if edit is None:
            return
        shown, row = edit.edit, self.chosen_row
        others = {
            each.edit.series for each in self.rows if each.active and each.id != (row.id if row else None)
        }
        notes = warnings_about(shown.series, others)
        if row is not None and shown.series != row.series:
            notes = (*notes, "Huruf baru berlaku mulai besok; nomor hari ini tetap.")
        hint = f"{shown.series} dibunyikan “{said(shown.series)}”." if shown.series else ""
        self._letter.set_hint(" ".join(notes) or hint, State.WARN if notes else State.NEUTRAL)
        count = row.services if row is not None else 0
        self.tile.show_service(shown.series, shown.name, f"{count} layanan")

    @property
    def letter_note(self) -> str:
        """What stands under the letter."""
        return self._letter.note.text()

    def standing_line(self) -> str:
        if self._chosen == NEW:
            return "Kelompok tampil di mesin antrean setelah punya layanan."
        row = self.chosen_row
        if row is not None and row.next_series and row.next_from:
            return f"Huruf {row.series} menjadi {row.next_series} mulai {short_date(row.next_from)}."
        return "Nama, lambang, dan batas berlaku segera; huruf seri berlaku mulai besok."

    def set_density(self, density: Density) -> None:
        super().set_density(density)
        self.side_widget.setFixedWidth(_SIDE[density])
        self.preview.set_density(density)


def _state(row: GroupLine) -> BadgeText:
    if not row.active:
        return BadgeText("Tidak dipakai", State.NEUTRAL)
    if row.next_series:
        return BadgeText(f"Besok {row.next_series}", State.WARN, "clock")
    return BadgeText("Dipakai", State.OK)


_COLUMNS = (
    Column[GroupLine]("Huruf", lambda row: row.series, strong=True),
    Column[GroupLine]("Kelompok", lambda row: row.name, muted=lambda row: not row.active),
    Column[GroupLine]("Layanan", lambda row: str(row.services), right=True),
    Column[GroupLine]("Per hari", lambda row: str(row.daily_limit or "tanpa batas"), right=True),
    Column[GroupLine]("Keadaan", lambda row: _state(row).word, badge=_state),
)
