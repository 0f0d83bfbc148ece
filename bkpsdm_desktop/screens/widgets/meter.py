"""How much of the allowed time is used (ux.md U21): colour, and a word with an icon."""

from datetime import timedelta

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.icons import paint_icon
from bkpsdm_desktop.screens.widgets import painting
from bkpsdm_desktop.screens.widgets.state import State

NEAR = 0.8
_BAR = 8


class Meter(QWidget):
    """A bar that is full at the target, with a mark at 80 %; below it a caption and, in time, the word.

    ``limit`` is what that target is called: a limit nobody should pass, or a target.
    """

    def __init__(self, limit: str = "batas", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._limit = limit
        self._part = 0.0
        self._caption = ""
        self._note = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._describe()

    def set_spans(self, elapsed: timedelta, target: timedelta) -> None:
        """A target of zero counts as passed at once."""
        self._part = max(0.0, elapsed / target) if target > timedelta() else 1.01
        self._describe()

    def set_caption(self, caption: str, note: str = "") -> None:
        """The words on the left, and those on the right while nothing is near or late."""
        self._caption, self._note = caption, note
        self._describe()

    @property
    def state(self) -> State:
        if self._part > 1:
            return State.BAD
        return State.WARN if self._part >= NEAR else State.NEUTRAL

    @property
    def word(self) -> str:
        alarm = {State.BAD: f"lewat {self._limit}", State.WARN: f"mendekati {self._limit}"}
        return alarm.get(self.state, self._note)

    def _describe(self) -> None:
        percent = f"{round(100 * self._part)} persen dari {self._limit}"
        self.setAccessibleName(", ".join(part for part in (self._caption, percent, self.word) if part))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, _BAR + 4 + 18)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        fill, edge = {
            State.BAD: (now.danger, now.danger),
            State.WARN: (now.warning, now.warning_ink),
        }.get(self.state, (now.ink_muted, now.border_soft))
        bar = QRectF(0, 0, self.width(), _BAR)
        painting.box(painter, bar, ground=now.surface_3, edge=None, radius=4)
        painter.save()
        inside = QPainterPath()
        inside.addRoundedRect(bar, 4, 4)
        painter.setClipPath(inside)
        painter.fillRect(QRectF(0, 0, self.width() * min(1.0, self._part), _BAR), QColor(fill))
        mark = {State.BAD: now.danger_ink, State.WARN: now.warning_on}.get(self.state, now.warning_ink)
        painter.fillRect(QRectF(round(self.width() * NEAR), 0, 1, _BAR), QColor(mark))
        painter.restore()
        painting.box(painter, bar, ground=None, edge=edge, radius=4)
        self._paint_words(painter)

    def _paint_words(self, painter: QPainter) -> None:
        now = theme.current()
        line = QRectF(0, _BAR + 4, self.width(), 18)
        alarmed = self.state is not State.NEUTRAL
        font = theme.font(12, 600 if alarmed else 400)
        width = painting.width_of(self.word, font)
        ink = self.state.look(now).ink
        painting.text(painter, line, self.word, font, ink, painting.RIGHT)
        if alarmed:
            square = QRectF(line.right() - width - 18, line.center().y() - 7, 14, 14)
            paint_icon(painter, self.state.icon, ink, square)
        room = line.adjusted(0, 0, -width - (26 if alarmed else 8), 0)
        painting.text(painter, room, self._caption, theme.font(12), now.ink_muted)
