"""A table that is reloaded keeps what the person selected."""

from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QTableView
from pytestqt.qtbot import QtBot

from bkpsdm_desktop.screens.models import ROW_ROLE, Column, KeyedTableModel


@dataclass(frozen=True)
class Line:
    code: int
    name: str


COLUMNS = [
    Column[Line]("Kode", lambda row: str(row.code), right=True),
    Column[Line]("Nama", lambda row: row.name),
]
LINES = st.lists(
    st.builds(Line, st.integers(0, 12), st.sampled_from("abc")), unique_by=lambda row: row.code, max_size=13
)


def model_of(rows: list[Line]) -> KeyedTableModel[Line]:
    made = KeyedTableModel(COLUMNS, key=lambda row: row.code)
    made.set_rows(rows)
    return made


@given(before=LINES, after=LINES, selected=st.integers(0, 12))
def test_rows_become_those_given_and_the_selection_stays_with_its_row(
    qapp: QApplication, before: list[Line], after: list[Line], selected: int
) -> None:
    model = model_of(before)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    choice = QItemSelectionModel(model)
    index = model.index_of(selected)
    if index.isValid():
        choice.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    model.set_rows(after)
    assert model.rows == tuple(after)
    assert [model.index(row, 1).data() for row in range(model.rowCount())] == [row.name for row in after]
    if index.isValid() and any(row.code == selected for row in after):
        assert choice.currentIndex().data(ROW_ROLE).code == selected
        assert [chosen.data(ROW_ROLE).code for chosen in choice.selectedIndexes()] == [selected]
    del tester


@given(before=LINES, after=LINES)
def test_only_rows_that_changed_are_announced(
    qapp: QApplication, before: list[Line], after: list[Line]
) -> None:
    model = model_of(before)
    changed: list[int] = []
    model.dataChanged.connect(lambda first, last: changed.append(first.data(ROW_ROLE).code))
    model.set_rows(after)
    was = {row.code: row for row in before}
    assert sorted(changed) == sorted(row.code for row in after if row.code in was and was[row.code] != row)


def test_the_same_rows_again_announce_nothing(app: QApplication, qtbot: QtBot) -> None:
    rows = [Line(1, "a"), Line(2, "b")]
    model = model_of(rows)
    with (
        qtbot.assertNotEmitted(model.dataChanged),
        qtbot.assertNotEmitted(model.rowsInserted),
        qtbot.assertNotEmitted(model.rowsRemoved),
    ):
        model.set_rows([replace(row) for row in rows])


def test_a_reload_leaves_the_view_where_it_was_scrolled_to(app: QApplication, qtbot: QtBot) -> None:
    model = model_of([Line(number, "a") for number in range(200)])
    view = QTableView()
    qtbot.addWidget(view)
    view.setModel(model)
    view.resize(300, 200)
    view.show()
    view.verticalScrollBar().setValue(90)
    view.selectRow(93)
    model.set_rows([Line(number, "b") for number in range(200)])
    assert view.verticalScrollBar().value() == 90
    assert [index.row() for index in view.selectionModel().selectedRows()] == [93]


def test_two_rows_with_one_key_are_refused_and_nothing_changes(app: QApplication) -> None:
    model = model_of([Line(1, "a")])
    with pytest.raises(ValueError, match="same key"):
        model.set_rows([Line(2, "b"), Line(2, "c")])
    assert model.rows == (Line(1, "a"),)


def test_columns_say_their_titles_and_sides(app: QApplication) -> None:
    model = model_of([Line(1, "a")])
    assert [model.headerData(n, Qt.Orientation.Horizontal) for n in range(2)] == ["Kode", "Nama"]
    assert model.index(0, 0).data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert model.row(model.index(0, 1)) == Line(1, "a")
    assert model.row(model.index_of(7)) is None
