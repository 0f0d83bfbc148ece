"""A scanner at the counter: what it types goes to *Cari nomor* and nowhere else (faults B8 and B9).

A scanner is a keyboard that types faster than any hand and ends with Enter, Tab or a line feed. Where its
first letters fell into a field before it was known for a scanner, they are taken back. A shortcut within its
burst is nobody's, and a function key waits for as long as a scanner needs to go on with a letter.
"""

from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from bkpsdm_desktop.screens.counter.held_keys import HeldKeys, is_function_key
from bkpsdm_desktop.screens.ticker import Ticker

LONGEST = 1_000
_BURST = timedelta(milliseconds=50)
"""No hand types two characters within this time, every scanner does."""
_LEAST = 4
"""So many characters in a burst, and an end, are a scan."""
_ENDS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}
_CONTROL_ENDS = {Qt.Key.Key_J, Qt.Key.Key_M, Qt.Key.Key_I}  # LF, CR and TAB as control characters
_MODIFIERS = {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr}
_NO_TEXT = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


class CounterScanner(QObject):
    """An event filter of the native window that ``page`` lies in; idle while the page is not seen.

    ``scanned`` carries the text of a scan without its end and without the scanner's own mark (``]Q1``).
    Whatever comes right after an end (a line feed, the further lines of a visiting card) is swallowed.
    """

    scanned = Signal(str)

    def __init__(self, page: QWidget, ticker: Ticker) -> None:
        super().__init__(page)
        self._page, self._ticker = page, ticker
        self._watched: QObject | None = None
        self._text = ""
        self._last: datetime | None = None
        self._swallowing = False
        self._field: QLineEdit | QPlainTextEdit | None = None
        self._before = ""
        self._keys = HeldKeys(page, ticker, _BURST // timedelta(milliseconds=1))

    def watch(self) -> None:
        """The page is shown: listen to its window, whichever that is now."""
        handle = self._page.window().windowHandle()
        if handle is not self._watched:
            self._watched = handle
            handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or not self._page.isVisible() or self._keys.acting:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            return self._shortcut(event)
        if event.type() != QEvent.Type.KeyPress:
            return False
        if is_function_key(event):
            return self._function_key(event)
        return self._key(event)

    def _shortcut(self, event: QKeyEvent) -> bool:
        """Shortcuts act before a key is pressed: what a scanner sends is no shortcut, and comes as a key."""
        with_others = bool(event.modifiers() & _NO_TEXT) or Qt.Key(event.key()) in _ENDS
        mine = is_function_key(event) or (with_others and self._in_burst() and not event.isAutoRepeat())
        if mine:
            event.accept()
        return mine

    def _function_key(self, event: QKeyEvent) -> bool:
        """Within a burst it is dropped, and goes on with it; else it waits for what comes next."""
        if self._in_burst():
            self._last = self._ticker.now()
        else:
            self._keys.hold(event)
        return True

    def _key(self, event: QKeyEvent) -> bool:
        key, text = Qt.Key(event.key()), event.text()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        is_end = key in _ENDS or (control and key in _CONTROL_ENDS)
        is_text = len(text) == 1 and text.isprintable() and not event.modifiers() & _NO_TEXT
        if is_text:
            self._keys.drop()
        elif key not in _MODIFIERS:
            self._keys.act()  # the hand goes on
        if not (is_end or is_text):
            return self._in_burst() and bool(event.modifiers() & _NO_TEXT)
        fast = self._in_burst() and not event.isAutoRepeat()
        self._last = self._ticker.now()
        if self._swallowing and fast:
            return True
        self._swallowing = False
        if is_end:
            return self._end(fast=fast)
        if not fast:
            self._begin()
        self._text = (self._text + text)[:LONGEST]
        # A space would press the button that has the keyboard.
        return fast and text == " " and self._field is None

    def _in_burst(self) -> bool:
        return self._last is not None and self._ticker.now() - self._last <= _BURST

    def _begin(self) -> None:
        self._text = ""
        holder = self._page.window().focusWidget()
        self._field = holder if isinstance(holder, QLineEdit | QPlainTextEdit) else None
        self._before = self._typed()

    def _end(self, *, fast: bool) -> bool:
        text, self._text = self._text, ""
        if not fast or len(text) < _LEAST:
            self._last = None
            return False
        self._take_back()
        self._swallowing = True
        self.scanned.emit(text[3:] if text.startswith("]") else text)
        return True

    def _typed(self) -> str:
        if isinstance(self._field, QPlainTextEdit):
            return self._field.toPlainText()
        return "" if self._field is None else self._field.text()

    def _take_back(self) -> None:
        if isinstance(self._field, QPlainTextEdit):
            self._field.setPlainText(self._before)
        elif self._field is not None:
            self._field.setText(self._before)
        self._field = None
