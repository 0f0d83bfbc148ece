"""Sections that are a list of records and a form: groups, counters, holidays.

A draft belongs to its record: another one may be chosen and left again, nothing typed is lost.
"""

from collections.abc import Coroutine, Hashable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bkpsdm_desktop.screens.settings.fields import Field, on_edit
from bkpsdm_desktop.screens.settings.section import Host, Section
from bkpsdm_desktop.screens.settings.tables import ChoiceTable
from bkpsdm_desktop.screens.theme import Density
from bkpsdm_desktop.screens.widgets.panel import Panel
from bkpsdm_desktop.screens.widgets.state import State

Row = TypeVar("Row")
Edit = TypeVar("Edit")

NEW = "new"
"""The key of the record that is not there yet."""


def put_under(columns: QHBoxLayout, list_panel: Panel, below: Panel) -> QVBoxLayout:
    """Share the list's column with a panel that stands under it."""
    left = QVBoxLayout()
    columns.removeWidget(list_panel)
    left.addWidget(list_panel, 1)
    left.addWidget(below)
    columns.insertLayout(0, left, 1)
    return left


class RecordSection(Section, Generic[Row, Edit]):
    """What the sections have in common; each says how its rows are read, shown and written.

    ``noun`` is what a record is called in sentences (*Kelompok*).
    """

    noun = "Baris"
    makes_new = True  # False where records come into being elsewhere

    def __init__(
        self, title: str, icon: str, host: Host, table: ChoiceTable, fields: Sequence[Field], form: QWidget
    ) -> None:
        super().__init__(title, icon, host)
        self.table, self.fields = table, tuple(fields)
        self._rows: tuple[Row, ...] = ()
        self._chosen: Hashable = None
        self._drafts: dict[Hashable, Edit] = {}
        self._bases: dict[Hashable, Edit] = {}
        self._filling = False
        self.save_button = self.set_primary("Simpan", self.save)
        self.discard_button = self.tool("Buang perubahan", "Alt+F", self.discard, right=True, danger=True)
        self.list_panel = Panel(title, body_margins=False)
        if self.makes_new:
            self.new_button = self.small_tool("Baru", "Ctrl+N", self.begin_new, icon="plus")
            self.list_panel.add_to_head(self.new_button)
        self.list_panel.body.addWidget(table)
        self.form_panel = Panel(self.noun)
        self.form_panel.body.addWidget(form)
        self.form_panel.body.addStretch(1)
        self.side = QVBoxLayout()
        self.side.setContentsMargins(0, 0, 0, 0)
        self.side.addWidget(self.form_panel, 1)
        self.columns = QHBoxLayout(self)
        self.columns.setContentsMargins(0, 0, 0, 0)
        self.columns.addWidget(self.list_panel, 1)
        self.side_widget = QWidget()
        self.side_widget.setLayout(self.side)
        self.columns.addWidget(self.side_widget)
        table.chosen.connect(lambda row: self.choose(self.key_of(row)))
        for part in self.fields:
            on_edit(part.field, self._edited)
        self.build_more()
        self._show_verbs()

    # --- what each section says ------------------------------------------------------------------

    def build_more(self) -> None:
        """Make what a section has besides list and form: verbs, panels; list and form are there."""

    def fetch(self) -> Coroutine[Any, Any, Sequence[Row]]:
        """Read the records."""
        raise NotImplementedError

    def key_of(self, row: Row) -> Hashable:
        raise NotImplementedError

    def edit_of(self, row: Row) -> Edit:
        raise NotImplementedError

    def blank(self) -> Edit:
        """What a new record starts with."""
        raise NotImplementedError

    def fill(self, edit: Edit, *, new: bool) -> None:
        """Put an edit into the fields."""
        raise NotImplementedError

    def read(self) -> Edit:
        """What the fields say."""
        raise NotImplementedError

    def add(self, edit: Edit) -> Coroutine[Any, Any, Hashable]:
        """Make a record; gives its key."""
        raise NotImplementedError

    def put(self, row: Row, edit: Edit, was: Edit) -> Coroutine[Any, Any, None]:
        """Change a record that was seen as ``was``."""
        raise NotImplementedError

    def called(self, edit: Edit) -> str:
        """The record in a sentence: *Loket 3*."""
        raise NotImplementedError

    def form_title(self, edit: Edit) -> str:
        """What stands over the form; its head has room for a few words."""
        return self.called(edit)

    def show_more(self, edit: Edit | None) -> None:
        """What else comes of the shown edit: a preview, a warning."""

    def shown_rows(self) -> Sequence[Row]:
        """Those of the records that the list shows."""
        return self._rows

    # --- reading ---------------------------------------------------------------------------------

    @property
    def dirty(self) -> bool:
        return bool(self._drafts)

    @property
    def rows(self) -> tuple[Row, ...]:
        return self._rows

    def is_drafted(self, row: Row) -> bool:
        """Whether the list draws the pencil."""
        return self.key_of(row) in self._drafts

    @property
    def chosen_row(self) -> Row | None:
        return next((row for row in self._rows if self.key_of(row) == self._chosen), None)

    def reload(self) -> None:
        self.host.run(self.fetch, on_done=self._take)

    def _take(self, rows: Sequence[Row]) -> None:
        self._rows = tuple(rows)
        present = {self.key_of(row): self.edit_of(row) for row in self._rows}
        for key in [key for key in self._drafts if key != NEW and key not in present]:
            del self._drafts[key], self._bases[key]
        self.show_rows()
        if self._chosen != NEW and self._chosen not in present:
            shown = self.shown_rows()
            self._chosen = self.key_of(shown[0]) if shown else None
        self._show()

    def show_rows(self) -> None:
        """Fill the list."""
        self.table.fill(list(self.shown_rows()))
        self.table.viewport().update()

    # --- choosing and editing --------------------------------------------------------------------

    def choose(self, key: Hashable) -> None:
        self._chosen = key
        self._show()

    def begin_new(self) -> None:
        """An empty form; *Simpan* makes the record."""
        if NEW not in self._drafts:
            self._drafts[NEW] = self._bases[NEW] = self.blank()
        self.choose(NEW)
        self.fields[0].field.setFocus()

    def _present(self) -> Edit | None:
        """What the database holds of the chosen record."""
        row = self.chosen_row
        return self.edit_of(row) if row is not None else None

    def _show(self) -> None:
        new = self._chosen == NEW
        self.table.choose(self._chosen)
        edit = self._drafts.get(self._chosen, self._present())
        self._filling = True
        try:
            self.form_panel.setEnabled(edit is not None)
            if edit is not None:
                self.fill(edit, new=new)
        finally:
            self._filling = False
        for field in self.fields:
            if field.wrong:
                field.calm()
        self.form_panel.set_title(f"{self.noun} baru" if new or edit is None else self.form_title(edit))
        self.show_more(edit)
        self._show_verbs()

    def _edited(self) -> None:
        if self._filling or self._chosen is None:
            return
        edit, present = self.read(), self._present()
        if self._chosen != NEW:
            if self._chosen not in self._bases:
                assert present is not None
                self._bases[self._chosen] = present
            if edit == self._bases[self._chosen]:
                self._drafts.pop(self._chosen, None)
                self._bases.pop(self._chosen)
            else:
                self._drafts[self._chosen] = edit
        else:
            self._drafts[NEW] = edit
        for field in self.fields:
            if field.wrong:
                field.calm()
        self.table.viewport().update()
        self.show_more(edit)
        self._show_verbs()

    def discard(self) -> None:
        """Drop the draft of the shown record; *Urungkan* brings it back."""
        key = self._chosen
        if key not in self._drafts:
            return
        draft, base = self._drafts.pop(key), self._bases.pop(key)

        def bring_back() -> None:
            self._drafts[key], self._bases[key] = draft, base
            self.choose(key)

        if key == NEW:
            shown = self.shown_rows()
            self._chosen = self.key_of(shown[0]) if shown else None
        self._show()
        self.host.offer_undo("Perubahan dibuang.", self.called(draft), bring_back)
        self.reload()

    # --- saving ----------------------------------------------------------------------------------

    def save(self) -> None:
        """Write the draft of the shown record."""
        key = self._chosen
        draft = self._drafts.get(key)
        if draft is None:
            return
        if key == NEW:
            self._add(draft)
            return
        row = self.chosen_row
        assert row is not None
        self._put(row, draft, self._bases[key])

    def _add(self, draft: Edit) -> None:
        def added(key: Hashable) -> None:
            self._drafts.pop(NEW, None)
            self._bases.pop(NEW, None)
            self._chosen = key
            self.host.say(f"{self.called(draft)} ditambahkan.", State.OK)
            self.reload()

        self.host.run(
            lambda: self.add(draft), on_done=added, on_refused=self._refused, button=self.save_button
        )

    def _put(self, row: Row, edit: Edit, was: Edit, *, undoing: bool = False) -> None:
        key = self.key_of(row)

        def done(_: None) -> None:
            self._drafts.pop(key, None)
            self._bases.pop(key, None)
            if undoing:
                self.host.say(f"{self.called(edit)} dikembalikan.", State.OK)
            else:
                self.host.offer_undo(
                    f"{self.called(edit)} disimpan.", "", lambda: self._put(row, was, edit, undoing=True)
                )
            self.reload()

        self.host.run(
            lambda: self.put(row, edit, was),
            on_done=done,
            on_refused=self._refused,
            button=None if undoing else self.save_button,
        )

    def _refused(self, sentence: str) -> None:
        """Into the slot, and to the field whose name begins the sentence."""
        named = [
            field
            for field in self.fields
            if sentence.lower().startswith(field.label.text().replace("&", "").lower())
        ]
        if named:
            named[0].complain(sentence)
            named[0].field.setFocus()
        self.host.refuse(sentence)

    # --- verbs and measures ----------------------------------------------------------------------

    def _show_verbs(self) -> None:
        edit = self._drafts.get(self._chosen)
        about = self.called(edit) if edit is not None else ""
        self.save_button.set_verb("Tambahkan" if self._chosen == NEW else "Simpan")
        self.save_button.set_about(about)
        reason = "" if edit is not None else "Belum ada yang diubah."
        self.save_button.set_reason(reason)
        self.discard_button.set_reason(reason)
        self.changed.emit()

    def set_density(self, density: Density) -> None:
        super().set_density(density)
        self.columns.setSpacing(density.px.gap)
        self.side.setSpacing(density.px.gap)
        for panel in (self.list_panel, self.form_panel):
            panel.set_density(density)
        for field in self.fields:
            field.set_density(density)
        self.table.set_density(density)

    def first_widget(self) -> QWidget:
        return self.table
