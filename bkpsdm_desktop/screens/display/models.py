"""What QML sees: list models with named roles, and one object with properties. No logic beyond that."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QByteArray, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtQml import QQmlPropertyMap

from bkpsdm_desktop.domain.legibility import BoardLayout
from bkpsdm_desktop.screens.display.picture import CallRow, CounterPage, Mode, Picture, Turn

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_FIRST_ROLE = int(Qt.ItemDataRole.UserRole)


class RowsModel(QAbstractListModel):
    """Rows with a role for each field. The first field is what stays the same when a row changes."""

    def __init__(self, row_type: "type[DataclassInstance]", parent: QObject) -> None:
        super().__init__(parent)
        self._names = [field.name for field in fields(row_type)]
        self._rows: list[DataclassInstance] = []

    def set_rows(self, rows: "Sequence[DataclassInstance]") -> None:
        """Turn the present rows into ``rows`` by removing, moving, inserting and changing single ones."""
        wanted = {self._key(row) for row in rows}
        for place in reversed(range(len(self._rows))):
            if self._key(self._rows[place]) not in wanted:
                self.beginRemoveRows(QModelIndex(), place, place)
                del self._rows[place]
                self.endRemoveRows()
        for place, row in enumerate(rows):
            self._put(place, row)

    def _put(self, place: int, row: "DataclassInstance") -> None:
        keys = [self._key(each) for each in self._rows]
        if self._key(row) not in keys:
            self.beginInsertRows(QModelIndex(), place, place)
            self._rows.insert(place, row)
            self.endInsertRows()
            return
        found = keys.index(self._key(row))
        if found != place:
            self.beginMoveRows(QModelIndex(), found, found, QModelIndex(), place)
            self._rows.insert(place, self._rows.pop(found))
            self.endMoveRows()
        if self._rows[place] != row:
            self._rows[place] = row
            self.dataChanged.emit(self.index(place), self.index(place))

    def _key(self, row: "DataclassInstance") -> Hashable:
        key: Hashable = getattr(row, self._names[0])
        return key

    def roleNames(self) -> dict[int, QByteArray]:
        return {_FIRST_ROLE + n: QByteArray(name.encode()) for n, name in enumerate(self._names)}

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = _FIRST_ROLE) -> Any:
        if not index.isValid() or not 0 <= role - _FIRST_ROLE < len(self._names):
            return None
        return getattr(self._rows[index.row()], self._names[role - _FIRST_ROLE])


@dataclass(frozen=True, slots=True)
class _Chip:
    label: str


class BoardModel:
    """The display for QML: ``values`` has what stands there once, the list models what stands in rows.

    A value tells its change only when it is another than before, so a second look at the same state
    repaints nothing.
    """

    def __init__(self, parent: QObject) -> None:
        self.values = QQmlPropertyMap(parent)
        self.calls = RowsModel(CallRow, parent)
        self.open_counters = RowsModel(_Chip, parent)
        self.paused_counters = RowsModel(_Chip, parent)
        self.show(agency="", date="", clock="", connected=False, lit=True, shiftX=0, shiftY=0)
        self.show_picture(Picture(mode=Mode.STARTING))
        self.show_turn(None, place=0, of=0)

    def show(self, **values: str | bool | float) -> None:
        """Set values by the names that QML uses."""
        for name, value in values.items():
            self.values.insert(name, value)

    def show_picture(self, picture: Picture) -> None:
        called = picture.called
        self.show(
            mode=str(picture.mode),
            calledLabel=called.label if called else "",
            calledCounter=called.counter if called else "",
            rowsTitle=picture.rows_title,
            messageIcon=picture.message.icon,
            messageHeading=picture.message.heading,
            messageText=picture.message.text,
        )
        self.calls.set_rows(picture.rows)

    def show_counters(self, page: CounterPage) -> None:
        self.open_counters.set_rows([_Chip(label) for label in page.open])
        self.paused_counters.set_rows([_Chip(label) for label in page.paused])

    def show_turn(self, turn: Turn | None, *, place: int, of: int) -> None:
        """One turn of the information area, the ``place``-th of ``of`` (from 0)."""
        shown = turn or Turn("", "", "")
        self.show(infoIcon=shown.icon, infoTitle=shown.title, infoText=shown.text, turn=place, turns=of)

    def show_layout(self, layout: BoardLayout) -> None:
        self.show(
            numberSize=layout.number,
            numberOfFiveSize=layout.number_of_five,
            counterWordSize=layout.counter_word,
            textSize=layout.text,
            headingSize=layout.heading,
            rowSize=layout.row,
            rowPitch=layout.row_pitch,
            far=layout.far,
        )
