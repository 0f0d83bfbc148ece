"""Function keys wait until it is known that a hand pressed them: a scanner may send one before its code."""

from PySide6.QtCore import QCoreApplication, QEvent, QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from bkpsdm_desktop.screens.shortcuts import action_for
from bkpsdm_desktop.screens.ticker import Cancel, Ticker

_FIRST, _LAST = Qt.Key.Key_F1, Qt.Key.Key_F35
_ON_ITS_OWN = {Qt.Key.Key_F12}  # it acts after two seconds of pressing, which no scanner does


def is_function_key(event: QKeyEvent) -> bool:
    """Whether a key that was just pressed acts by that alone; not one that a hand keeps down."""
    key = Qt.Key(event.key())
    return _FIRST <= key <= _LAST and key not in _ON_ITS_OWN and not event.isAutoRepeat()


class HeldKeys:
    """Function keys of ``page`` act ``ms`` milliseconds later, unless they are dropped before."""

    def __init__(self, page: QWidget, ticker: Ticker, ms: int) -> None:
        self._page, self._ticker, self._ms = page, ticker, ms
        self._held: list[QKeyCombination] = []
        self._timer: Cancel | None = None
        self.acting = False
        """Whether one acts right now: then it isn't held a second time."""

    def hold(self, event: QKeyEvent) -> None:
        """Let this key wait; those before it wait along."""
        self._held.append(event.keyCombination())
        if self._timer is not None:
            self._timer()
        self._timer = self._ticker.after(self._ms, self.act)

    def drop(self) -> None:
        """A scanner sent them."""
        self._held.clear()
        if self._timer is not None:
            self._timer()
            self._timer = None

    def act(self) -> None:
        """A hand pressed them, in this order."""
        held = list(self._held)
        self.drop()
        if not self._page.isVisible():
            return
        self.acting = True
        try:
            for combination in held:
                self._press(combination)
        finally:
            self.acting = False

    def _press(self, combination: QKeyCombination) -> None:
        """What Qt does with a key: the shortcut of what is seen, else it goes to what has the keyboard."""
        window = self._page.window()
        action = action_for(window, QKeySequence(combination))
        if action is not None:
            action.trigger()
            return
        handle = window.windowHandle()
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            key, modifiers = combination.key(), combination.keyboardModifiers()
            QCoreApplication.sendEvent(handle, QKeyEvent(kind, key, modifiers))
