"""Tables of the staff screens: rows that show their selection, badges in cells, heads in small letters."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.models import BADGE_ROLE, MUTED_ROLE, STRONG_ROLE
from bkpsdm_desktop.screens.theme import Density
from bkpsdm_desktop.screens.widgets import painting
from bkpsdm_desktop.screens.widgets.badge import HEIGHT, BadgeText, badge_width, paint_badge

EDGE = 12
"""What the words keep from the left and right edge of their table."""


def dress_table(view: QTableView, density: Density, *, compact: bool = False, edge: int = EDGE) -> None:
    """Give ``view`` the rows, head and behaviour of a staff table; call it again when the density changes."""
    px = density.px
    view.setItemDelegate(RowDelegate(view, density, compact=compact, edge=edge))
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setMouseTracking(True)
    view.setTabKeyNavigation(False)
    view.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QTableView.SelectionMode.SingleSelection)
    view.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
    view.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    view.verticalHeader().hide()
    view.verticalHeader().setMinimumSectionSize(0)
    view.verticalHeader().setDefaultSectionSize(px.row_compact if compact else px.row)
    head = view.horizontalHeader()
    head.setFixedHeight(px.table_head)
    head.setHighlightSections(False)


class RowDelegate(QStyledItemDelegate):
    """A cell of a staff table: line below, bar on the left of the selected row, text elided on the right.

    Words that are elided stand whole in the tool tip.
    """

    def __init__(
        self,
        parent: QWidget | None = None,
        density: Density = Density.NORMAL,
        *,
        compact: bool = False,
        edge: int = EDGE,
    ) -> None:
        super().__init__(parent)
        self._edge = edge
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
        if index.row() < index.model().rowCount() - 1:
            painter.fillRect(rect.adjusted(0, rect.height() - 1, 0, 0), QColor(now.surface_3))
        if selected and index.column() == 0:
            painter.fillRect(QRectF(rect.left(), rect.top(), 4, rect.height()), QColor(now.primary))
        inner = self._inner(rect, index)
        shown = index.data(BADGE_ROLE)
        if isinstance(shown, BadgeText):
            width = min(badge_width(shown.word), inner.width())
            top = rect.center().y() - HEIGHT / 2
            paint_badge(painter, QRectF(inner.left(), top, width, HEIGHT), shown)
        else:
            self._paint_text(painter, inner, index)
        painter.restore()

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        words = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        room = self._inner(QRectF(option.rect), index).width()
        cut = painting.width_of(words, self._font(index)) > room and not index.data(BADGE_ROLE)
        QToolTip.showText(event.globalPos(), painting.plain_tip(words) if cut else "", view)
        return True

    def _inner(self, rect: QRectF, index: QModelIndex | QPersistentModelIndex) -> QRectF:
        last = index.column() == index.model().columnCount() - 1
        return rect.adjusted(8 if index.column() else self._edge, 0, -self._edge if last else -8, 0)

    def _font(self, index: QModelIndex | QPersistentModelIndex) -> QFont:
        return theme.font(13, 600 if index.data(STRONG_ROLE) else 400)

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
        painting.text(painter, rect, str(words), self._font(index), color, Qt.AlignmentFlag(align))
