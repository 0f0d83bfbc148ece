"""Badges: icon and word on a soft ground, alone or in a table."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.icons import paint_icon
from bkpsdm_desktop.screens.widgets import painting
from bkpsdm_desktop.screens.widgets.state import State

HEIGHT = 20


@dataclass(frozen=True, slots=True)
class BadgeText:
    """What a badge says; ``icon`` empty means the icon of its state."""

    word: str
    state: State = State.NEUTRAL
    icon: str = ""


def badge_width(word: str) -> float:
    return 5 + 13 + 5 + painting.width_of(word, theme.font(12, 600)) + 7 + 2


def paint_badge(painter: QPainter, rect: QRectF, shown: BadgeText) -> None:
    look = shown.state.look(theme.current())
    painting.box(painter, rect, ground=look.ground, edge=look.edge, radius=4)
    square = QRectF(rect.left() + 6, rect.center().y() - 6.5, 13, 13)
    paint_icon(painter, shown.icon or shown.state.icon, look.ink, square)
    words = QRectF(square.right() + 5, rect.top(), rect.right() - square.right() - 12, rect.height())
    painting.text(painter, words, shown.word, theme.font(12, 600), look.ink)


class Badge(QWidget):
    def __init__(
        self, word: str = "", state: State = State.NEUTRAL, icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_badge(word, state, icon)

    def set_badge(self, word: str, state: State = State.NEUTRAL, icon: str = "") -> None:
        self._shown = BadgeText(word, state, icon)
        self.setAccessibleName(word)
        self.updateGeometry()
        self.update()

    @property
    def word(self) -> str:
        return self._shown.word

    @property
    def state(self) -> State:
        return self._shown.state

    def sizeHint(self) -> QSize:
        return QSize(round(badge_width(self._shown.word) + 0.5), HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_badge(QPainter(self), QRectF(self.rect()), self._shown)
