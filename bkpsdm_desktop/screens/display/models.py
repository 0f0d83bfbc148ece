"""What QML sees: list models with named roles, and one object with properties. No logic beyond that."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    Property,
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from bkpsdm_desktop.domain.legibility import BoardLayout
from bkpsdm_desktop.screens.display.picture import CallRow, CounterPage, Mode, Picture, Turn, Wait
from bkpsdm_desktop.screens.display.words import words_of

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


def _shown(kind: type, name: str, notify: Signal) -> Any:
    """A property that QML reads from ``BoardValues.show``."""
    return Property(kind, lambda self: self.value(name), notify=notify)


class BoardValues(QObject):
    """What stands on the display once, by the names that QML uses."""

    changed = Signal()

    mode = _shown(str, "mode", changed)
    connected = _shown(bool, "connected", changed)
    agency = _shown(str, "agency", changed)
    date = _shown(str, "date", changed)
    clock = _shown(str, "clock", changed)
    calledLabel = _shown(str, "calledLabel", changed)
    calledCounter = _shown(str, "calledCounter", changed)
    lit = _shown(bool, "lit", changed)
    rowsTitle = _shown(str, "rowsTitle", changed)
    messageIcon = _shown(str, "messageIcon", changed)
    messageHeading = _shown(str, "messageHeading", changed)
    messageText = _shown(str, "messageText", changed)
    infoIcon = _shown(str, "infoIcon", changed)
    infoTitle = _shown(str, "infoTitle", changed)
    infoText = _shown(str, "infoText", changed)
    infoPicture = _shown(str, "infoPicture", changed)
    step = _shown(int, "step", changed)
    turn = _shown(int, "turn", changed)
    turns = _shown(int, "turns", changed)
    shiftX = _shown(int, "shiftX", changed)
    shiftY = _shown(int, "shiftY", changed)
    motion = _shown(bool, "motion", changed)
    numberSize = _shown(int, "numberSize", changed)
    numberOfFiveSize = _shown(int, "numberOfFiveSize", changed)
    counterWordSize = _shown(int, "counterWordSize", changed)
    textSize = _shown(int, "textSize", changed)
    headingSize = _shown(int, "headingSize", changed)
    rowSize = _shown(int, "rowSize", changed)
    rowPitch = _shown(float, "rowPitch", changed)
    far = _shown(bool, "far", changed)
    infoRows = _shown(int, "infoRows", changed)
    numberWord = _shown(str, "numberWord", changed)
    counterWord = _shown(str, "counterWord", changed)
    openWord = _shown(str, "openWord", changed)
    pausedWord = _shown(str, "pausedWord", changed)
    cutOffWord = _shown(str, "cutOffWord", changed)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._values: dict[str, str | bool | float] = {}

    def value(self, name: str) -> str | bool | float:
        return self._values[name]

    def show(self, values: Mapping[str, str | bool | float]) -> None:
        """Take over values; a second look at the same state tells no change and repaints nothing."""
        if any(self._values.get(name) != value for name, value in values.items()):
            self._values.update(values)
            self.changed.emit()


class BoardModel:
    """The display for QML: ``values`` has what stands there once, the list models what stands in rows."""

    def __init__(self, parent: QObject, layout: BoardLayout, *, motion: bool) -> None:
        self.values = BoardValues(parent)
        self.calls = RowsModel(CallRow, parent)
        self.open_counters = RowsModel(_Chip, parent)
        self.paused_counters = RowsModel(_Chip, parent)
        self.waits = RowsModel(Wait, parent)
        self.show(agency="", date="", clock="", connected=False, lit=True, shiftX=0, shiftY=0, motion=motion)
        self.show_layout(layout)
        self.show_picture(Picture(mode=Mode.STARTING))
        self.show_turn(None, step=0, place=0, of=0)

    def show(self, **values: str | bool | float) -> None:
        """Set values by the names that QML uses."""
        self.values.show(values)

    def show_picture(self, picture: Picture) -> None:
        called, words = picture.called, words_of(picture.language)
        self.show(
            # The longer wording only where it has room at this size.
            numberWord=words.number_far if self.values.value("far") else words.number,
            counterWord=words.counter,
            openWord=words.open,
            pausedWord=words.paused,
            cutOffWord=words.cut_off,
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

    def show_turn(self, turn: Turn | None, *, step: int, place: int, of: int) -> None:
        """One turn of the information area: its subject is the ``place``-th of ``of`` (from 0), and a turn of
        another ``step`` fades in."""
        shown = turn or Turn("", "", "")
        title = shown.title.replace(" WIB", "\N{NO-BREAK SPACE}WIB")  # never alone on a line
        picture = f"image://notice/{shown.picture.name}" if shown.picture else ""
        self.show(
            infoIcon=shown.icon,
            infoTitle=title,
            infoText=shown.text,
            infoPicture=picture,
            step=step,
            turn=place,
            turns=of,
        )
        self.waits.set_rows(shown.waits)

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
            infoRows=layout.info_rows,
        )
