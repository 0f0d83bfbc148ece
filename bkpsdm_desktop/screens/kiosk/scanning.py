"""Scanners that type: what they send reaches the field for codes and nothing else (B8).

A scanner is a keyboard that types very fast and ends with Enter, Tab or a line feed. Its characters must not
choose tiles, press buttons or move the focus, on whatever page it is used.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from bkpsdm_desktop.screens.ticker import Cancel, Ticker

LONGEST_SCAN = 1000
_QUIET_MS = 500
"""After so long without a character a scan is over, with or without its end."""
_BURST_MS = 50
"""No hand types two characters within this time, every scanner does."""

_ENDS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}
_CONTROL_ENDS = {Qt.Key.Key_J, Qt.Key.Key_M, Qt.Key.Key_I}  # LF, CR and TAB as control characters


class Scanner(QObject):
    """An event filter of the native window, before any other.

    While ``listening()`` every character comes at once as ``typed``, and an end as ``ended`` when something
    is ``pending()``: else the key does what it always does, and a line feed after an Enter nothing. Elsewhere
    a letter begins a scan, and so do two digits in a burst; it comes whole as ``scanned``. A lone digit comes
    as ``digit`` after a moment: it may have been the first of a scan. ``digits_pass()`` lets digits through
    to the page (the PIN pad).
    """

    typed = Signal(str)
    ended = Signal()
    scanned = Signal(str)
    digit = Signal(int)

    def __init__(
        self,
        ticker: Ticker,
        parent: QObject,
        *,
        listening: Callable[[], bool],
        pending: Callable[[], bool],
        digits_pass: Callable[[], bool],
    ) -> None:
        super().__init__(parent)
        self._ticker = ticker
        self._listening, self._pending, self._digits_pass = listening, pending, digits_pass
        self._scan = ""
        self._digit = ""
        self._cancel: Cancel | None = None

    def stop(self) -> None:
        """Forget what was sent so far."""
        if self._cancel is not None:
            self._cancel()
            self._cancel = None
        self._scan = self._digit = ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        return self._key(Qt.Key(event.key()), event.modifiers(), event.text(), repeat=event.isAutoRepeat())

    def _key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier, text: str, *, repeat: bool) -> bool:
        control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        if key in _ENDS or (control and key in _CONTROL_ENDS):
            return self._end()
        if control or modifiers & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier):
            return bool(self._scan)
        if len(text) != 1 or not text.isprintable():
            return False
        if self._listening():
            if text != " ":
                self.stop()
                self.typed.emit(text)
            return text != " "
        return self._elsewhere(text, repeat=repeat)

    def _elsewhere(self, text: str, *, repeat: bool) -> bool:
        if self._scan or self._digit:
            self._begin(self._scan + self._digit + text)
            return True
        if not text.isdigit():
            if text != " ":
                self._begin(text)
            return text != " "
        if self._digits_pass() or not text.isascii():
            return False
        if not repeat:
            self._digit = text
            self._cancel = self._ticker.after(_BURST_MS, self._lone_digit)
        return True

    def _begin(self, scan: str) -> None:
        self.stop()
        self._scan = scan[:LONGEST_SCAN]
        self._cancel = self._ticker.after(_QUIET_MS, self.stop)

    def _lone_digit(self) -> None:
        digit = self._digit
        self.stop()
        self.digit.emit(int(digit))

    def _end(self) -> bool:
        if self._scan:
            scan = self._scan
            self.stop()
            self.scanned.emit(scan)
            return True
        if self._digit:
            self._lone_digit()
            return True
        if self._listening() and self._pending():
            self.ended.emit()
            return True
        return False
