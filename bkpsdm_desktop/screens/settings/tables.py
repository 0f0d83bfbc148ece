"""Tables of the settings: a list to choose from, with icons and a mark of what is unsaved."""

from collections.abc import Hashable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter

from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.counter.pieces import RowsTable
from bkpsdm_desktop.screens.icons import paint_icon
from bkpsdm_desktop.screens.models import ROW_ROLE, Cell, KeyedTableModel
from bkpsdm_desktop.screens.theme import Density
from bkpsdm_desktop.screens.widgets.tables import RowDelegate


class IconDelegate(RowDelegate):
    """Icon, words, and at the right the pencil of an unsaved change.

    The row says both: ``icon`` is a name of resources/icons or a few letters, ``dirty`` wants the pencil.
    """

    def _paint_text(self, painter: QPainter, rect: QRectF, cell: Cell) -> None:
        row = cell.row
        now = theme.current()
        middle = rect.center().y()
        paint_icon(painter, row.icon, now.ink_muted, QRectF(rect.left(), middle - 8, 16, 16))
        right = rect.right()
        if row.dirty:
            paint_icon(painter, "edit", now.warning_ink, QRectF(right - 14, middle - 7, 14, 14))
            right -= 20
        room = right - rect.left() - 26
        super()._paint_text(painter, QRectF(rect.left() + 26, rect.top(), room, rect.height()), cell)


class PencilDelegate(RowDelegate):
    """Words, and the pencil of what is not published yet at the right."""

    def _paint_text(self, painter: QPainter, rect: QRectF, cell: Cell) -> None:
        if cell.row.dirty:
            ink = theme.current().warning_ink
            paint_icon(painter, "edit", ink, QRectF(rect.right() - 14, rect.center().y() - 7, 14, 14))
            rect = rect.adjusted(0, 0, -20, 0)
        super()._paint_text(painter, rect, cell)


class ChoiceTable(RowsTable):
    """A table in which one row is chosen. ``chosen(row)`` comes when a person chooses another one,
    ``activated_row(row)`` for Enter or a double click."""

    chosen = Signal(object)
    activated_row = Signal(object)

    def __init__(
        self,
        name: str,
        model: KeyedTableModel[Any],
        widths: Sequence[int | None],
        *,
        empty: str = "",
        head: bool = False,
        icons: bool = True,
        marks: int | None = None,
    ) -> None:
        """``icons``: rows have ``icon`` and ``dirty``; ``marks``: the column that shows ``dirty`` alone."""
        self._icons, self._marked = icons, marks
        self._silent = False
        super().__init__(name, model, widths, empty=empty, head=head, choose=True)
        self.rows = model
        self.selectionModel().currentRowChanged.connect(self._current_changed)
        self.doubleClicked.connect(lambda index: self.activated_row.emit(index.data(ROW_ROLE)))

    def fill(self, rows: Sequence[Any]) -> None:
        """Show other rows. That a row goes while it is chosen is no choice of a person."""
        self._silent = True
        try:
            self.rows.set_rows(rows)
        finally:
            self._silent = False

    def choose(self, key: Hashable) -> None:
        """Select the row of a key without saying so."""
        index = self.rows.index_of(key)
        self._silent = True
        try:
            if index.isValid():
                self.setCurrentIndex(index)
            else:
                self.clearSelection()
        finally:
            self._silent = False

    @property
    def current(self) -> Any:
        """The chosen row, or ``None``."""
        index = self.currentIndex()
        return index.data(ROW_ROLE) if index.isValid() else None

    def set_density(self, density: Density) -> None:
        super().set_density(density)
        if self._icons:
            self.setItemDelegate(IconDelegate(self, density, edge=10))
        if self._marked is not None:
            self.setItemDelegateForColumn(self._marked, PencilDelegate(self, density, edge=10))

    def _current_changed(self, index: QModelIndex, before: QModelIndex) -> None:
        if index.isValid() and not self._silent:
            self.chosen.emit(index.data(ROW_ROLE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            if self.current is not None:
                self.activated_row.emit(self.current)
            return
        super().keyPressEvent(event)
