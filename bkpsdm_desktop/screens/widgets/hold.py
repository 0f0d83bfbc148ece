"""A button that acts only after it was held: nothing happens by accident (ux.md §2, fault K12)."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.ticker import Ticker
from bkpsdm_desktop.screens.widgets.buttons import KeyButton, Kind

HOLD_MS = 2_000
_STEP_MS = 50


def _nothing() -> None:
    pass


class HoldButton(KeyButton):
    """Its cap fills while it is held by its key or the mouse; ``held`` comes once it is full.

    Its key is no shortcut, because one acts as soon as it is pressed: the window passes the key's presses
    and releases to ``press_key`` and ``release_key``.
    """

    held = Signal()
    let_go = Signal()
    """Released before the time was over: nothing was done."""

    def __init__(self, verb: str, key: str, ticker: Ticker, parent: QWidget | None = None) -> None:
        self._ticker = ticker
        self._progress = 0.0
        self._stop_ending: Callable[[], None] = _nothing
        self._stop_filling: Callable[[], None] = _nothing
        super().__init__(verb, kind=Kind.DANGER, parent=parent)
        cap = QAction(verb, self)
        cap.setShortcut(QKeySequence(key))
        self.bind(cap)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip(f"Tahan {key} 2 detik: loket lain diberi tahu tanpa suara.")

    @property
    def progress(self) -> float:
        """How far it is held, 0 to 1."""
        return self._progress

    @property
    def holding(self) -> bool:
        return self._stop_ending is not _nothing

    def press_key(self, event: QKeyEvent) -> bool:
        """Whether this key event is its own."""
        if event.key() != Qt.Key.Key_F12 or event.modifiers() != Qt.KeyboardModifier.NoModifier:
            return False
        if not event.isAutoRepeat():
            self._begin()
        return True

    def release_key(self, event: QKeyEvent) -> bool:
        if event.key() != Qt.Key.Key_F12:
            return False
        if not event.isAutoRepeat():
            self._end()
        return True

    def stop(self) -> None:
        """The window goes away or loses the keyboard: whatever was held is let go."""
        self._end()

    def _begin(self) -> None:
        if self.holding:
            return
        began = self._ticker.now()

        def fill() -> None:
            self._progress = min(1.0, (self._ticker.now() - began).total_seconds() * 1_000 / HOLD_MS)
            self.update()

        self._stop_filling = self._ticker.every(_STEP_MS, fill)
        self._stop_ending = self._ticker.after(HOLD_MS, self._full)

    def _full(self) -> None:
        self._reset()
        self.held.emit()

    def _end(self) -> None:
        if self.holding:
            self._reset()
            self.let_go.emit()

    def _reset(self) -> None:
        self._stop_ending()
        self._stop_filling()
        self._stop_ending = self._stop_filling = _nothing
        self._progress = 0.0
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._begin()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self._end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter hold it too, for who reached it with Tab."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self._begin()
        else:
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self._end()
        else:
            event.ignore()

    def _refresh(self) -> None:
        super()._refresh()
        self.setAccessibleDescription(f"Tahan {self.key} selama 2 detik")

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._progress:
            return
        now = theme.current()
        painter = QPainter(self)
        painter.setClipRect(QRectF(0, 0, self.width() * self._progress, self.height()))
        self._draw(painter, now.surface, now.danger, now.danger, now.danger)
