"""Bars that say what happened: messages that stay until solved, and the undo that runs out."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, QTimer, Signal
from PySide6.QtGui import QAction, QColor, QEnterEvent, QHideEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.icons import paint_icon
from bkpsdm_desktop.screens.widgets.buttons import KeyButton, Kind, Size
from bkpsdm_desktop.screens.widgets.labels import ElidedLabel, Picture, plain_label, restyle
from bkpsdm_desktop.screens.widgets.state import State

UNDO_SECONDS = 8.0


class MessageBar(QFrame):
    """Icon, the fact in bold, what to do. Hidden while it has nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = State.INFO
        self._icon = Picture(size=16)
        self._icon.set_color(lambda: self._state.look(theme.current()).ink)
        self._fact = plain_label(weight=600)
        self._advice = plain_label(wrap=True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 6, 12, 6)
        self._row.setSpacing(10)
        self._row.addWidget(self._icon)
        self._row.addWidget(self._fact)
        self._row.addWidget(self._advice, 1)
        self.setMinimumHeight(44)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.clear()

    def set_message(self, state: State, fact: str, advice: str = "") -> None:
        self._state = state
        self._icon.set_icon(state.icon)
        self._fact.setText(fact)
        self._advice.setText(advice)
        restyle(self, "kind", state.value)
        self.setAccessibleName(" ".join(part for part in (fact, advice) if part))
        self.setVisible(True)

    def clear(self) -> None:
        self._fact.clear()
        self._advice.clear()
        self.setVisible(False)

    def add_button(self, button: QWidget) -> None:
        """An act that solves it, at the right."""
        self._row.addWidget(button)

    @property
    def state(self) -> State:
        return self._state

    @property
    def words(self) -> tuple[str, str]:
        return self._fact.text(), self._advice.text()


class CloseButton(QPushButton):
    """The small cross."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Tutup")
        self.setProperty("on_dark", True)
        self.setFixedSize(34, 34)

    def paintEvent(self, event: QPaintEvent) -> None:
        square = QRectF(self.rect()).adjusted(9, 9, -9, -9)
        paint_icon(QPainter(self), "close", theme.current().undo_ink, square)


class UndoBar(QWidget):
    """What just happened, and a few seconds to take it back.

    ``clock`` gives monotonic seconds. The pointer over the bar or the keyboard in it stops the time. Exactly
    one of the three signals comes for each act shown, unless the next act takes its place.
    """

    undone = Signal()
    closed = Signal()
    ran_out = Signal()

    def __init__(self, clock: Callable[[], float], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._seconds = UNDO_SECONDS
        self._left = 0.0
        self._seen = 0.0
        self._hovered = False
        self._icon = Picture("undo", 18)
        self._icon.set_color(lambda: theme.current().undo_ink)
        self._fact = plain_label(size=15, weight=600, role="undo")
        self._detail = ElidedLabel(size=15, color=lambda now: now.undo_muted, grow=False)
        self._count = plain_label(size=15, role="undo_muted")
        self.button = KeyButton("Urungkan", kind=Kind.ON_DARK, size=Size.TOOL, cap_right=True)
        self.action = QAction("Urungkan", self)
        self.action.setShortcut(QKeySequence("Ctrl+Z"))
        self.addAction(self.action)
        self.button.bind(self.action)
        self.button.clicked.connect(self._undo)
        self.close_button = CloseButton()
        self.close_button.clicked.connect(self._close)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(12)
        left: tuple[QWidget, ...] = (self._icon, self._fact, self._detail)
        right: tuple[QWidget, ...] = (self._count, self.button, self.close_button)
        for part in left:
            row.addWidget(part)
        row.addStretch(1)
        for part in right:
            row.addWidget(part)
        self.setFixedHeight(48)
        self._timer = QTimer(self, interval=100)
        self._timer.timeout.connect(self.tick)
        self._stop()

    def show_act(
        self, fact: str, detail: str = "", *, icon: str = "undo", seconds: float = UNDO_SECONDS
    ) -> None:
        """Offer to undo ``fact`` for ``seconds``; ``icon`` pictures what was done."""
        self._icon.set_icon(icon)
        self._fact.setText(fact)
        self._detail.set_text(detail)
        self._seconds = self._left = seconds
        self._seen = self._clock()
        self.setAccessibleName(f"{fact} {detail}".strip())
        self._write_count()
        self.action.setEnabled(True)
        self.setVisible(True)
        self._timer.start()

    @property
    def seconds_left(self) -> float:
        return self._left

    @property
    def words(self) -> tuple[str, str, str]:
        return self._fact.text(), self._detail.text, self._count.text()

    def tick(self) -> None:
        """Take the time that passed since the last tick; called ten times a second by the bar itself."""
        now = self._clock()
        passed, self._seen = now - self._seen, now
        if not self._timer.isActive() or self._held():
            return
        self._left -= passed
        if self._left <= 0:
            self._stop()
            self.ran_out.emit()
            return
        self._write_count()
        self.update()

    def clear(self) -> None:
        """Take the offer back without a signal: the next act makes this one final."""
        self._stop()

    def _held(self) -> bool:
        return self._hovered or self.button.hasFocus() or self.close_button.hasFocus()

    def _write_count(self) -> None:
        whole = int(-(-self._left // 1))
        self._count.setText(f"{whole} detik lagi")

    def _stop(self) -> None:
        self._timer.stop()
        self._left = 0.0
        self.action.setEnabled(False)
        self.setVisible(False)

    def _undo(self) -> None:
        self._stop()
        self.undone.emit()

    def _close(self) -> None:
        self._stop()
        self.closed.emit()

    def enterEvent(self, event: QEnterEvent) -> None:
        self.tick()
        self._hovered = True
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.tick()
        self._hovered = False
        super().leaveEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._hovered = False

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(now.undo))
        part = self._left / self._seconds if self._seconds else 0.0
        painter.fillRect(QRectF(0, self.height() - 4, self.width() * part, 4), QColor(now.warning))
