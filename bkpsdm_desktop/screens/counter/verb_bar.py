"""The action bar: one button for each verb, always in the same place, and the keys behind them."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QWidget

from bkpsdm_desktop.screens.counter.pieces import Upright
from bkpsdm_desktop.screens.counter.verbs import Verb
from bkpsdm_desktop.screens.theme import Density
from bkpsdm_desktop.screens.ticker import Ticker
from bkpsdm_desktop.screens.widgets.buttons import KeyButton, PrimaryButton, VerbButton
from bkpsdm_desktop.screens.widgets.hold import HoldButton

_PRIMARIES = (Verb.CALL_NEXT, Verb.START, Verb.FINISH, Verb.OPEN)
_WITH_ACTION = (
    Verb.CALL_NEXT, Verb.RECALL, Verb.WITHDRAW, Verb.START, Verb.FIND, Verb.NO_SHOW, Verb.CANCEL,
    Verb.FINISH, Verb.PRINT, Verb.CLOSE, Verb.TRANSFER, Verb.PARK, Verb.PARK_FOR_ALL, Verb.PARKED,
    Verb.ADD_SERVICE,
)  # fmt: skip
_WITHOUT_BUTTON = (Verb.CLOSE, Verb.PARK_FOR_ALL)


class VerbBar(QObject):
    """Actions and buttons of all verbs. ``pressed`` carries a ``Verb``, ``refused`` why one does not work."""

    pressed = Signal(object)
    refused = Signal(str)

    def __init__(self, window: QWidget, row: QHBoxLayout, ticker: Ticker) -> None:
        super().__init__(window)
        self._window = window
        self._row = row
        self._primary = _PRIMARIES[0]
        self._toggle = Verb.OPEN
        self._buttons: dict[Verb, VerbButton] = {}
        self.actions: dict[Verb, QAction] = {}
        for verb in _WITH_ACTION:
            self.actions[verb] = self._action(window, verb.key, verb.words)
        self.toggle_action = self._action(window, Verb.OPEN.key, Verb.OPEN.words)
        for verb in _PRIMARIES:
            self._add_primary(verb)
        self.toggle_button = KeyButton(Verb.PAUSE.words)
        kept = self.toggle_button.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.toggle_button.setSizePolicy(kept)
        self.toggle_button.bind(self.toggle_action)
        self.toggle_button.clicked.connect(lambda: self.pressed.emit(self._toggle))
        self.toggle_button.refused.connect(self.refused)
        self._room = QWidget()
        self._line = Upright()
        self.alarm_button = HoldButton("Darurat", "F12", ticker)
        row.addWidget(self._room)
        for verb in (Verb.RECALL, Verb.TRANSFER, Verb.PARK, Verb.NO_SHOW):
            row.addWidget(self._verb_button(verb))
        row.addWidget(self._line)
        for verb in (Verb.FIND, Verb.PRINT):
            row.addWidget(self._verb_button(verb))
        row.addStretch(1)
        row.addWidget(self.toggle_button)
        row.addWidget(self.alarm_button)
        for verb in _WITHOUT_BUTTON:
            self.actions[verb].triggered.connect(partial(self.pressed.emit, verb))
        self.set_density(Density.NORMAL)

    def adopt(self, verb: Verb, button: VerbButton) -> None:
        """A button of a verb that stands elsewhere on the screen; it has its action already."""
        self._buttons[verb] = button
        button.clicked.connect(lambda: self.pressed.emit(verb))
        button.refused.connect(self.refused)

    def button(self, verb: Verb) -> VerbButton | None:
        """The button that shows ``verb`` to be at work."""
        if verb is Verb.PAUSE or (verb is Verb.OPEN and self.primary is not self._buttons[Verb.OPEN]):
            return self.toggle_button
        return self._buttons.get(verb)

    @property
    def primary(self) -> PrimaryButton:
        """The primary button that is to be seen now."""
        button = self._buttons[self._primary]
        assert isinstance(button, PrimaryButton)
        return button

    @property
    def in_order(self) -> tuple[QWidget, ...]:
        """The buttons of the bar from left to right."""
        primaries = (self._buttons[verb] for verb in _PRIMARIES)
        others = (Verb.RECALL, Verb.TRANSFER, Verb.PARK, Verb.NO_SHOW, Verb.FIND, Verb.PRINT)
        return (*primaries, *(self._buttons[verb] for verb in others), self.toggle_button, self.alarm_button)

    def show_primary(self, verb: Verb, about: str) -> None:
        """Put ``verb`` on the big button; the keyboard stays there when it was there."""
        had_keyboard = self.primary is self._window.focusWidget()
        self._primary = verb
        self.primary.set_about(about)
        for each in _PRIMARIES:
            self._buttons[each].setVisible(each is verb)
        if had_keyboard:
            self.primary.setFocus()
        self.toggle_button.setVisible(verb is not Verb.OPEN)

    def set_toggle(self, verb: Verb) -> None:
        """What F11 does: ``OPEN`` or ``PAUSE``. The slot is narrow: one word."""
        self._toggle = verb
        self.toggle_button.set_verb("Buka" if verb is Verb.OPEN else verb.words)

    def set_reasons(self, reasons: Mapping[Verb, str | None]) -> None:
        """Why each verb cannot be used now; ``None`` makes it usable.

        A button that goes grey under the keyboard gives it to the window: left to Qt it would go to the
        next button, and Space would do something that nobody meant.
        """
        had_keyboard = self._window.focusWidget()
        for verb, button in self._buttons.items():
            button.set_reason(reasons.get(verb) or "")
        self.toggle_button.set_reason(reasons.get(self._toggle) or "")
        if isinstance(had_keyboard, VerbButton) and not had_keyboard.isEnabled():
            self._window.setFocus()

    def set_density(self, density: Density) -> None:
        px = density.px
        self._row.setSpacing(px.bar_gap)
        self._row.setContentsMargins(px.gap, 0, px.gap, 0)
        for button in (*self._buttons.values(), self.toggle_button, self.alarm_button):
            button.set_density(density)
        self._line.setVisible(density is not Density.COMPACT2)
        # the first verb stands under the left edge of column B
        self._room.setFixedWidth(max(0, px.gap - 2 * px.bar_gap))

    def _add_primary(self, verb: Verb) -> None:
        button = PrimaryButton(verb.words)
        if verb is Verb.OPEN:
            # F11 belongs to the toggle, which is hidden meanwhile; this action only gives the cap its words.
            cap = QAction(verb.words, button)
            cap.setShortcut(QKeySequence(verb.key))
            button.bind(cap)
        else:
            button.bind(self.actions[verb])
        self.adopt(verb, button)
        self._row.addWidget(button)

    def _verb_button(self, verb: Verb) -> KeyButton:
        button = KeyButton(verb.words)
        button.bind(self.actions[verb])
        self.adopt(verb, button)
        return button

    def _action(self, window: QWidget, key: str, words: str) -> QAction:
        action = QAction(words, window)
        action.setShortcut(QKeySequence(key))
        action.setAutoRepeat(False)
        window.addAction(action)
        return action
