"""Tables of the staff screens: rows that show their selection, badges in cells, heads in small letters."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize
from PySide6.QtGui import QColor, QFont, QHelpEvent, QPainter
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
from bkpsdm_desktop.screens.models import Cell, KeyedTableModel
from bkpsdm_desktop.screens.theme import Density
from bkpsdm_desktop.screens.widgets import painting
from bkpsdm_desktop.screens.widgets.badge import HEIGHT, BadgeText, badge_width, paint_badge

_SELECTED, _HOVERED = QStyle.StateFlag.State_Selected.value, QStyle.StateFlag.State_MouseOver.value

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
        shown = cell_of(index).badge
        width = badge_width(shown.word) if isinstance(shown, BadgeText) else hint.width()
        return QSize(round(width) + 20, self._height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        now = theme.current()
        rect = QRectF(option.rect)
        state = option.state.value
        selected, hovered = state & _SELECTED, state & _HOVERED
        cell = cell_of(index)
        painter.save()
        painter.fillRect(rect, QColor(now.select if selected else now.surface_2 if hovered else now.surface))
        if not cell.last_row:
            painter.fillRect(rect.adjusted(0, rect.height() - 1, 0, 0), QColor(now.surface_3))
        if selected and index.column() == 0:
            painter.fillRect(QRectF(rect.left(), rect.top(), 4, rect.height()), QColor(now.primary))
        inner = self._inner(rect, index.column(), cell)
        if isinstance(cell.badge, BadgeText):
            width = min(badge_width(cell.badge.word), inner.width())
            top = rect.center().y() - HEIGHT / 2
            paint_badge(painter, QRectF(inner.left(), top, width, HEIGHT), cell.badge)
        else:
            self._paint_text(painter, inner, cell)
        painter.restore()

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        cell = cell_of(index)
        room = self._inner(QRectF(option.rect), index.column(), cell).width()
        cut = cell.badge is None and painting.width_of(cell.words, _font(cell)) > room
        QToolTip.showText(event.globalPos(), painting.plain_tip(cell.words) if cut else "", view)
        return True

    def _inner(self, rect: QRectF, column: int, cell: Cell) -> QRectF:
        return rect.adjusted(8 if column else self._edge, 0, -self._edge if cell.last_column else -8, 0)

    def _paint_text(self, painter: QPainter, rect: QRectF, cell: Cell) -> None:
        now = theme.current()
        color = now.ink_muted if cell.muted else now.ink
        painting.text(painter, rect, cell.words, _font(cell), color, cell.align)


def _font(cell: Cell) -> QFont:
    return theme.font(13, 600 if cell.strong else 400)


def cell_of(index: QModelIndex | QPersistentModelIndex) -> Cell:
    """What the cell of a valid index shows."""
    model = index.model()
    assert isinstance(model, KeyedTableModel)
    return model.cell(index)
