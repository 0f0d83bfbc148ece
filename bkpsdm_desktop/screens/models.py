"""A table of frozen rows, updated by key, so that selection and scroll survive a reload."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from bkpsdm_desktop.screens.widgets.painting import LEFT, RIGHT

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex

BADGE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
MUTED_ROLE = int(Qt.ItemDataRole.UserRole) + 2
STRONG_ROLE = int(Qt.ItemDataRole.UserRole) + 3
ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 4
"""The row object itself."""


def _nothing(row: Any) -> None:
    return None


@dataclass(frozen=True)
class Column(Generic[Row]):
    """How one column shows a row.

    ``text`` is what stands there and what assistive technology reads; a ``badge`` (a ``BadgeText``) that is
    not None is drawn in its place. ``muted`` greys the cell, ``strong`` makes it semibold.
    """

    title: str
    text: Callable[[Row], str]
    right: bool = False
    strong: bool = False
    muted: Callable[[Row], bool] = _nothing  # type: ignore[assignment]
    badge: Callable[[Row], object | None] = _nothing


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell shows, for who paints it."""

    words: str
    align: Qt.AlignmentFlag
    strong: bool
    muted: bool
    badge: object | None
    row: Any
    last_row: bool
    last_column: bool


class KeyedTableModel(QAbstractTableModel, Generic[Row]):
    """Rows in the order given by ``set_rows``; ``key`` is unique among them and is what stays the same."""

    rearranged = Signal()
    """Rows came, went or changed places; once for all of them, after the last."""

    def __init__(
        self, columns: Sequence[Column[Row]], key: Callable[[Row], Hashable], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._key = key
        self._rows: list[Row] = []

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple(self._rows)

    def row(self, index: Index) -> Row | None:
        """The row of an index of this model, None for an invalid one."""
        return self._rows[index.row()] if index.isValid() else None

    def index_of(self, key: Hashable) -> QModelIndex:
        """The first cell of the row with this key; invalid when there is none."""
        for place, row in enumerate(self._rows):
            if self._key(row) == key:
                return self.index(place, 0)
        return QModelIndex()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Turn the present rows into ``rows`` by removing, moving, inserting and changing single rows.

        Raises ValueError when two rows have the same key; the present rows then stay.
        """
        wanted = {self._key(row): row for row in rows}
        if len(wanted) != len(rows):
            raise ValueError("two rows with the same key")
        before = [self._key(row) for row in self._rows]
        self._remove_all_but(wanted)
        for place, (key, row) in enumerate(wanted.items()):
            self._put(place, key, row)
        if before != list(wanted):
            self.rearranged.emit()

    def _remove_all_but(self, wanted: dict[Hashable, Row]) -> None:
        last = len(self._rows) - 1
        while last >= 0:
            if self._key(self._rows[last]) in wanted:
                last -= 1
                continue
            first = last
            while first > 0 and self._key(self._rows[first - 1]) not in wanted:
                first -= 1
            self.beginRemoveRows(QModelIndex(), first, last)
            del self._rows[first : last + 1]
            self.endRemoveRows()
            last = first - 1

    def _put(self, place: int, key: Hashable, row: Row) -> None:
        """Make ``row`` stand at ``place``; the rows before it are right already."""
        found = next((n for n in range(place, len(self._rows)) if self._key(self._rows[n]) == key), None)
        if found is None:
            self.beginInsertRows(QModelIndex(), place, place)
            self._rows.insert(place, row)
            self.endInsertRows()
            return
        if found != place:
            self.beginMoveRows(QModelIndex(), found, found, QModelIndex(), place)
            self._rows.insert(place, self._rows.pop(found))
            self.endMoveRows()
        if self._rows[place] != row:
            self._rows[place] = row
            self.dataChanged.emit(self.index(place, 0), self.index(place, len(self._columns) - 1))

    def cell(self, index: Index) -> Cell:
        """Everything about a valid index at once: a delegate that asks role by role pays six ways through Qt
        for each cell that it paints."""
        row, column = self._rows[index.row()], self._columns[index.column()]
        return Cell(
            words=column.text(row),
            align=RIGHT if column.right else LEFT,
            strong=column.strong,
            muted=bool(column.muted(row)),
            badge=column.badge(row),
            row=row,
            last_row=index.row() == len(self._rows) - 1,
            last_column=index.column() == len(self._columns) - 1,
        )

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], self._columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return column.text(row)
            case Qt.ItemDataRole.TextAlignmentRole:
                return RIGHT if column.right else LEFT
            case _ if role == BADGE_ROLE:
                return column.badge(row)
            case _ if role == MUTED_ROLE:
                return bool(column.muted(row))
            case _ if role == STRONG_ROLE:
                return column.strong
            case _ if role == ROW_ROLE:
                return row
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        column = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if column.right else LEFT
        return None
