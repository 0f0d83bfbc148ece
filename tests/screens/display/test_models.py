"""List models for QML: rows move, they are not made anew."""

from PySide6.QtCore import QObject
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from bkpsdm_desktop.screens.display.models import BoardValues, RowsModel
from bkpsdm_desktop.screens.display.picture import CallRow


def rows(*labels: str, marked: str = "") -> list[CallRow]:
    return [CallRow(label, "1", label == marked) for label in labels]


def labels(model: RowsModel) -> list[object]:
    return [model.data(model.index(place)) for place in range(model.rowCount())]


def test_rows_take_the_order_given_with_the_fewest_changes(qapp: QApplication) -> None:
    parent = QObject()
    model = RowsModel(CallRow, parent)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    seen: list[str] = []
    model.rowsInserted.connect(lambda *_: seen.append("in"))
    model.rowsRemoved.connect(lambda *_: seen.append("out"))
    model.rowsMoved.connect(lambda *_: seen.append("moved"))
    model.dataChanged.connect(lambda *_: seen.append("changed"))

    model.set_rows(rows("C012", "K009", "C011"))
    seen.clear()
    model.set_rows(rows("C013", "C012", "K009"))
    assert labels(model) == ["C013", "C012", "K009"]
    assert seen == ["out", "in"]

    seen.clear()
    model.set_rows(rows("K009", "C013", "C012"))
    assert labels(model) == ["K009", "C013", "C012"]
    assert seen == ["moved"]

    seen.clear()
    model.set_rows(rows("K009", "C013", "C012", marked="K009"))
    model.set_rows(rows("K009", "C013", "C012", marked="K009"))
    assert seen == ["changed"]
    model.set_rows([])
    assert labels(model) == []
    del tester


def test_fields_are_roles(qapp: QApplication) -> None:
    parent = QObject()
    model = RowsModel(CallRow, parent)
    assert [bytes(name.data()).decode() for name in model.roleNames().values()] == [
        "label",
        "counter",
        "marked",
    ]


def test_values_tell_a_change_only_when_something_is_different(qapp: QApplication) -> None:
    parent = QObject()
    values = BoardValues(parent)
    told: list[int] = []
    values.changed.connect(lambda: told.append(1))
    values.show({"clock": "10.09 WIB"})
    values.show({"clock": "10.09 WIB"})
    assert told == [1]
    assert values.property("clock") == "10.09 WIB"
