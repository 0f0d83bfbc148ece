"""A scanner at the counter: what it types goes to *Cari nomor* and nowhere else (faults B8 and B9).

A scanner is a keyboard that types faster than any hand and ends with Enter, Tab or a line feed. Where its
first letters fell into a field before it was known for a scanner, they are taken back.
"""

from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from bkpsdm_desktop.screens.ticker import Ticker

LONGEST = 1_000
_BURST = timedelta(milliseconds=50)
"""No hand types two characters within this time, every scanner does."""
_LEAST = 4
"""So many characters in a burst, and an end, are a scan."""
_ENDS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}
_CONTROL_ENDS = {Qt.Key.Key_J, Qt.Key.Key_M, Qt.Key.Key_I}  # LF, CR and TAB as control characters
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

    def watch(self) -> None:
        """The page is shown: listen to its window, whichever that is now."""
        handle = self._page.window().windowHandle()
        if handle is not self._watched:
            self._watched = handle
            handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() != QEvent.Type.KeyPress
            or not isinstance(event, QKeyEvent)
            or not self._page.isVisible()
        ):
            return False
        return self._key(event)

    def _key(self, event: QKeyEvent) -> bool:
        key, text = Qt.Key(event.key()), event.text()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        is_end = key in _ENDS or (control and key in _CONTROL_ENDS)
        is_text = len(text) == 1 and text.isprintable() and not event.modifiers() & _NO_TEXT
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
