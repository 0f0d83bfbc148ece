"""Badges: icon and word on a soft ground, alone or in a table; and the rows of the tables themselves."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.icons import paint_icon
from bkpsdm_desktop.screens.models import BADGE_ROLE, MUTED_ROLE, STRONG_ROLE
from bkpsdm_desktop.screens.theme import Density
from bkpsdm_desktop.screens.widgets import painting
from bkpsdm_desktop.screens.widgets.state import State

_HEIGHT = 20


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
        return QSize(round(badge_width(self._shown.word) + 0.5), _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_badge(QPainter(self), QRectF(self.rect()), self._shown)


class RowDelegate(QStyledItemDelegate):
    """A cell of a staff table: line below, bar on the left of the selected row, text elided on the right."""

    def __init__(
        self, parent: QWidget | None = None, density: Density = Density.NORMAL, *, compact: bool = False
    ) -> None:
        super().__init__(parent)
        self.set_density(density, compact=compact)

    def set_density(self, density: Density, *, compact: bool = False) -> None:
        self._height = density.px.row_compact if compact else density.px.row

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        hint = super().sizeHint(option, index)
        shown = index.data(BADGE_ROLE)
        width = badge_width(shown.word) if isinstance(shown, BadgeText) else hint.width()
        return QSize(round(width) + 20, self._height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        now = theme.current()
        rect = QRectF(option.rect)
        state = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.fillRect(rect, QColor(now.select if selected else now.surface_2 if hovered else now.surface))
        painter.fillRect(rect.adjusted(0, rect.height() - 1, 0, 0), QColor(now.surface_3))
        if selected and index.column() == 0:
            painter.fillRect(QRectF(rect.left(), rect.top(), 4, rect.height()), QColor(now.primary))
        inner = rect.adjusted(12 if index.column() == 0 else 8, 0, -8, 0)
        shown = index.data(BADGE_ROLE)
        if isinstance(shown, BadgeText):
            width = min(badge_width(shown.word), inner.width())
            top = rect.center().y() - _HEIGHT / 2
            paint_badge(painter, QRectF(inner.left(), top, width, _HEIGHT), shown)
        else:
            self._paint_text(painter, inner, index)
        painter.restore()

    def _paint_text(
        self, painter: QPainter, rect: QRectF, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        now = theme.current()
        words = index.data(Qt.ItemDataRole.DisplayRole)
        if words is None:
            return
        own = index.data(Qt.ItemDataRole.ForegroundRole)
        color = now.ink_muted if index.data(MUTED_ROLE) else now.ink
        if isinstance(own, QBrush | QColor):
            color = own.color().name() if isinstance(own, QBrush) else own.name()
        align = index.data(Qt.ItemDataRole.TextAlignmentRole) or painting.LEFT
        weight = 600 if index.data(STRONG_ROLE) else 400
        painting.text(painter, rect, str(words), theme.font(13, weight), color, Qt.AlignmentFlag(align))
