"""One gate for everything a visitor does: touches and keys pass it before any button sees them."""

from PySide6.QtCore import QEvent, QObject, Signal

from bkpsdm_desktop.screens.ticker import Ticker

_BEGINNINGS = {QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick, QEvent.Type.KeyPress}


class Gate(QObject):
    """An event filter of the native window.

    While it is shut, new presses are dropped (U33: the whole screen ignores taps until answered); what was
    pressed before may still be released. Several fingers arrive here as one mouse.

    Signals: ``touched``: a press came through.
    """

    touched = Signal()

    def __init__(self, ticker: Ticker, parent: QObject) -> None:
        super().__init__(parent)
        self._ticker = ticker
        self._held = False
        self._pauses = 0

    @property
    def is_open(self) -> bool:
        return not self._held and not self._pauses

    @property
    def held(self) -> bool:
        """Whether an act waits for its answer."""
        return self._held

    def hold(self) -> None:
        """Shut until ``release``: an act waits for its answer."""
        self._held = True

    def release(self) -> None:
        self._held = False

    def pause(self, ms: int) -> None:
        """Shut for a while; of several pauses the longest counts."""
        self._pauses += 1
        self._ticker.after(ms, self._end_pause)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in _BEGINNINGS:
            return False
        if not self.is_open:
            return True
        self.touched.emit()
        return False

    def _end_pause(self) -> None:
        self._pauses -= 1
