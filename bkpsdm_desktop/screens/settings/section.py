"""A section of the settings: what it shows, what of it is not saved yet, and its verbs in the action bar."""

from collections.abc import Callable, Coroutine
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.theme import Density
from bkpsdm_desktop.screens.ticker import Ticker
from bkpsdm_desktop.screens.widgets.buttons import KeyButton, PrimaryButton, Size, VerbButton
from bkpsdm_desktop.screens.widgets.buttons import Kind as ButtonKind
from bkpsdm_desktop.screens.widgets.labels import Picture, plain_label, restyle
from bkpsdm_desktop.screens.widgets.state import State

Result = TypeVar("Result")
_NOTHING_NEW = "Belum ada yang diubah."


class Host(Protocol):
    """What the page does for a section."""

    @property
    def ticker(self) -> Ticker: ...

    def run(
        self,
        work: Callable[[], Coroutine[Any, Any, Result]],
        *,
        on_done: Callable[[Result], None] | None = None,
        button: QAbstractButton | None = None,
        on_refused: Callable[[str], None] | None = None,
        aside: bool = False,
    ) -> bool:
        """Start an act; a refusal goes to ``on_refused``, else into the page's slot. What is done ``aside``
        of the person leaves an earlier refusal where it is."""
        ...

    def say(self, sentence: str, state: State = State.INFO) -> None: ...

    def refuse(self, sentence: str) -> None: ...

    def offer_undo(self, fact: str, detail: str, undo: Callable[[], None]) -> None:
        """Show for a few seconds what was done, and take it back when the person wants it."""
        ...


class SectionBar(QWidget):
    """The verbs of a section: primary at the left, tools beside it, *Draf tersimpan* and what discards at the
    right."""

    def __init__(self) -> None:
        super().__init__()
        self.primary = PrimaryButton()
        self._buttons: list[VerbButton] = [self.primary]
        self._left = 1
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.primary)
        self._row.addStretch(1)
        self._mark = Picture("check", 14)
        self._note = plain_label(weight=600)
        self._row.addWidget(self._mark)
        self._row.addWidget(self._note)
        self.set_note("")

    def add(self, button: VerbButton, *, right: bool = False) -> None:
        """A tool; ``right`` puts it at the end of the bar."""
        self._buttons.append(button)
        self._row.insertWidget(self._row.count() if right else self._left, button)
        self._left += not right

    def set_note(self, words: str, state: State = State.OK) -> None:
        """The words before the last buttons, such as *Draf tersimpan*."""
        self._note.setText(words)
        restyle(self._note, "role", state.value)
        self._note.setFont(theme.font(13, 600))  # the style took it away
        self._mark.set_icon(state.icon)
        self._mark.set_color(lambda: state.look(theme.current()).ink)
        for part in (self._note, self._mark):
            part.setVisible(bool(words))

    def set_density(self, density: Density) -> None:
        self._row.setSpacing(density.px.bar_gap)
        for button in self._buttons:
            button.set_density(density)


class Section(QWidget):
    """One section. The page shows it, and calls :meth:`reload` when it is shown first and when data of its
    ``kinds`` changed, but never while it is ``dirty``: what a person began stays until it is saved or
    discarded.
    """

    kinds: frozenset[Kind] = frozenset()
    changed = Signal()
    """``dirty``, the verbs or the standing line may be other ones now."""

    def __init__(self, title: str, icon: str, host: Host) -> None:
        super().__init__()
        self.title, self.icon, self.host = title, icon, host
        self.stale = True
        self.density = Density.NORMAL
        self.bar = SectionBar()
        self._small: list[tuple[KeyButton, str]] = []
        self.setAccessibleName(title)

    # --- what a section says and does itself ------------------------------------------------------

    @property
    def dirty(self) -> bool:
        """Whether something a person typed is not saved yet."""
        return False

    def reload(self) -> None:
        """Read what is shown anew, through ``host.run``."""

    def standing_line(self) -> str:
        """What the status line says when nothing else has to be said."""
        return ""

    def set_density(self, density: Density) -> None:
        """Give the section's own parts their measures."""
        self.density = density
        self.bar.set_density(density)
        for button, icon in self._small:
            button.set_density(density)
            button.set_icon("" if density is Density.COMPACT2 else icon)

    def first_widget(self) -> QWidget:
        """What gets the keyboard when the section is chosen."""
        return self

    # --- helpers ----------------------------------------------------------------------------------

    def key(self, keys: str, words: str, act: Callable[[], None] | None = None) -> QAction:
        """A key of this section; it works while the section is shown."""
        action = QAction(words, self)
        action.setShortcut(QKeySequence(keys))
        self.addAction(action)
        if act is not None:
            action.triggered.connect(act)
        return action

    def set_primary(self, verb: str, act: Callable[[], None]) -> PrimaryButton:
        """The verb at the foot, with Ctrl+Enter."""
        button = self.bar.primary
        button.set_verb(verb)
        button.bind(self.key("Ctrl+Return", verb))
        button.clicked.connect(act)
        button.refused.connect(self.host.say)
        return button

    def tool(
        self,
        words: str,
        keys: str,
        act: Callable[[], None],
        *,
        right: bool = False,
        danger: bool = False,
        icon: str = "",
    ) -> KeyButton:
        """A further verb of the action bar."""
        kind = ButtonKind.DANGER if danger else ButtonKind.PLAIN
        button = KeyButton(words, kind=kind, icon=icon)
        button.bind(self.key(keys, words))
        button.clicked.connect(act)
        button.refused.connect(self.host.say)
        self.bar.add(button, right=right)
        return button

    def small_tool(self, words: str, keys: str, act: Callable[[], None], *, icon: str = "") -> KeyButton:
        """A verb for the head of a panel."""
        button = KeyButton(words, size=Size.SMALL, icon=icon, cap_right=True)
        if keys:
            button.bind(self.key(keys, words))
        button.clicked.connect(act)
        button.refused.connect(self.host.say)
        self._small.append((button, icon))
        return button

    def refresh_verbs(self, *, discard: VerbButton | None = None, reason: str = "") -> None:
        """Primary and *Buang perubahan* work when there is something to save; tells the page."""
        idle = "" if self.dirty else _NOTHING_NEW
        self.bar.primary.set_reason(reason or idle)
        if discard is not None:
            discard.set_reason(idle)
        self.changed.emit()
