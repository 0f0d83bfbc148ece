"""The page *Setelan*: the sections at the left, the chosen one beside them, its verbs at the foot."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QStackedWidget, QVBoxLayout

from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.screens.models import Column, KeyedTableModel
from bkpsdm_desktop.screens.settings.acts import SettingsActs
from bkpsdm_desktop.screens.settings.section import Section
from bkpsdm_desktop.screens.settings.sections import Entry, sections_for
from bkpsdm_desktop.screens.settings.tables import ChoiceTable
from bkpsdm_desktop.screens.staff.frame import Around, StaffPage
from bkpsdm_desktop.screens.staff.pages import Page
from bkpsdm_desktop.screens.theme import Density
from bkpsdm_desktop.screens.widgets.buttons import KeyButton, Size
from bkpsdm_desktop.screens.widgets.panel import Panel
from bkpsdm_desktop.screens.widgets.state import State

Result = TypeVar("Result")
_COLUMN = {Density.NORMAL: 192, Density.COMPACT1: 184, Density.COMPACT2: 164}


@dataclass(frozen=True, slots=True)
class SectionShown:
    """A line of the list; ``dirty`` draws the pencil of an unsaved change."""

    place: int
    title: str
    icon: str
    dirty: bool


class _Stack(QStackedWidget):
    """As large as what it shows: a wide section that is hidden needs no room."""

    def sizeHint(self) -> QSize:
        shown = self.currentWidget()
        return super().sizeHint() if shown is None else shown.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)


class SettingsPage(StaffPage):
    """Shows the sections that the person may work in; ``acts`` is what they do."""

    def __init__(self, acts: SettingsActs, around: Around) -> None:
        super().__init__(Page.SETTINGS, around)
        self._acts = acts
        self._entries = sections_for(self.person.role)
        self._made: dict[Entry, Section] = {}
        self._undo: Callable[[], None] = lambda: None
        self._list = ChoiceTable("Bagian setelan", KeyedTableModel(_COLUMNS, lambda row: row.place), (None,))
        self._stack, self._bars = _Stack(), _Stack()
        self.header.set_station("Setelan kantor", Page.SETTINGS.icon)
        self._build()
        self.slot.undo.undone.connect(self._take_back)
        self.apply_density(self.density)
        self.choose(0)

    def _build(self) -> None:
        self._panel = Panel("Setelan", body_margins=False)
        self.leave_button = KeyButton("Keluar", size=Size.SMALL, icon="logout")
        self.leave_button.clicked.connect(self.sign_out_wanted)
        self._panel.body.setSpacing(0)
        self._panel.body.addWidget(self._list, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(11, 8, 11, 10)
        foot.addWidget(self.leave_button)
        self._panel.body.addLayout(foot)
        self._list.chosen.connect(self._list_chosen)
        self._columns = QHBoxLayout()
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.addWidget(self._panel)
        self._columns.addWidget(self._stack, 1)
        self.content.addLayout(self._columns, 1)
        self.bar.addWidget(self._bars, 1)
        for keys, step, words in (("Ctrl+PgUp", -1, "Bagian di atas"), ("Ctrl+PgDown", 1, "Bagian di bawah")):
            action = QAction(words, self)
            action.setShortcut(QKeySequence(keys))
            action.triggered.connect(lambda _=False, by=step: self._step(by))
            self.addAction(action)
        self.status.add_key("Ctrl+PgDown", "Bagian lain")

    # --- sections --------------------------------------------------------------------------------

    @property
    def section(self) -> Section:
        """The one that is shown."""
        return self._made[self._entries[self._place]]

    @property
    def titles(self) -> tuple[str, ...]:
        return tuple(entry.title for entry in self._entries)

    def choose(self, place: int) -> None:
        """Show a section; what is unsaved in another one stays there."""
        self._place = place
        entry = self._entries[place]
        if entry not in self._made:
            self._add(entry)
        section = self._made[entry]
        self._stack.setCurrentWidget(section)
        self._bars.setCurrentWidget(section.bar)
        self._show_list()
        self._list.choose(place)
        self.status.set_message(self.standing_line())
        if self.isVisible() and section.stale:
            self._load(section)

    def choose_title(self, title: str) -> None:
        """Show the section of this title, for links from other pages."""
        self.choose(self.titles.index(title))

    def _add(self, entry: Entry) -> None:
        section = self._made[entry] = entry.make(self._acts, self)
        section.changed.connect(self._section_changed)
        section.set_density(self.density)
        self._stack.addWidget(section)
        self._bars.addWidget(section.bar)

    def _step(self, by: int) -> None:
        self.choose((self._place + by) % len(self._entries))
        self.section.first_widget().setFocus()

    def _list_chosen(self, row: SectionShown) -> None:
        if row.place != self._place:
            self.choose(row.place)

    def _section_changed(self) -> None:
        self._show_list()
        self.stand()

    def _show_list(self) -> None:
        self._list.fill(
            [
                SectionShown(place, entry.title, entry.icon, self._is_dirty(entry))
                for place, entry in enumerate(self._entries)
            ]
        )

    def _is_dirty(self, entry: Entry) -> bool:
        return entry in self._made and self._made[entry].dirty

    def _load(self, section: Section) -> None:
        section.stale = False
        section.reload()

    # --- for the frame ---------------------------------------------------------------------------

    def reload(self) -> None:
        """Everything may be other now: at the first showing, and after the database came back."""
        for section in self._made.values():
            section.stale = True
        if not self.section.dirty:
            self._load(self.section)

    def _on_change(self, kinds: frozenset[Kind]) -> None:
        for section in self._made.values():
            if section.kinds & kinds:
                section.stale = True
        if self.isVisible() and self.section.stale and not self.section.dirty:
            self._load(self.section)

    def standing_line(self) -> str:
        return self.section.standing_line()

    def set_density(self, density: Density) -> None:
        self._columns.setSpacing(density.px.gap)
        self._panel.setFixedWidth(_COLUMN[density])
        self._panel.set_density(density)
        self._list.set_density(density)
        for section in self._made.values():
            section.set_density(density)

    # --- for the sections ------------------------------------------------------------------------

    def run(
        self,
        work: Callable[[], Coroutine[Any, Any, Result]],
        *,
        on_done: Callable[[Result], None] | None = None,
        button: QAbstractButton | None = None,
        on_refused: Callable[[str], None] | None = None,
        aside: bool = False,
    ) -> bool:
        def done(result: Result) -> None:
            if not aside:
                self.slot.clear_refusal()
            if on_done is not None:
                on_done(result)

        return self.keeper.run(
            work,
            on_done=done,
            on_refused=on_refused or self.refuse,
            on_failed=self.tell_fault,
            button=button,
        )

    def offer_undo(self, fact: str, detail: str, undo: Callable[[], None]) -> None:
        self._undo = undo
        self.slot.undo.show_act(fact, detail)
        self.say(f"{fact} {detail}".strip(), State.OK)

    def _take_back(self) -> None:
        undo, self._undo = self._undo, lambda: None
        undo()


_COLUMNS = (Column[SectionShown]("Bagian", lambda row: row.title),)
