"""The table beside a chart: the rows of a sheet, and its sum below them."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from bkpsdm_desktop.domain.charts import decimal
from bkpsdm_desktop.domain.sheets import Cell, Sheet
from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.counter.pieces import line
from bkpsdm_desktop.screens.models import Column, KeyedTableModel
from bkpsdm_desktop.screens.theme import Density
from bkpsdm_desktop.screens.widgets import painting
from bkpsdm_desktop.screens.widgets.labels import plain_label
from bkpsdm_desktop.screens.widgets.tables import EDGE, dress_table

NO_VALUE = "–"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the sheet; ``place`` keeps equal ones apart, the sum is the last."""

    place: int
    cells: tuple[Cell, ...]


def words_of(cell: Cell) -> str:
    """A cell as people read it."""
    if cell is None:
        return NO_VALUE
    return cell if isinstance(cell, str) else decimal(cell)


def _cell(column: int) -> Callable[[Row], str]:
    return lambda row: words_of(row.cells[column])


class _Model(KeyedTableModel[Row]):
    """Rows of a sheet; ``strong`` for the sum."""

    def __init__(self, sheet: Sheet, *, strong: bool, parent: QWidget) -> None:
        super().__init__(
            [
                Column(words, _cell(place), right=place > 0, strong=strong)
                for place, words in enumerate(sheet.head)
            ],
            key=lambda row: row.place,
            parent=parent,
        )


class _View(QTableView):
    """The table itself; says a sentence where it has no rows."""

    def __init__(self) -> None:
        super().__init__()
        self.sentence = ""
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setFont(theme.font(12, 600))
        self.horizontalHeader().setMinimumSectionSize(16)

    def set_columns(self, sheet: Sheet) -> None:
        """Numbers have the width of their head or of their sum, words what is left."""
        header, last = self.horizontalHeader(), len(sheet.head) - 1
        for place, words in enumerate(sheet.head):
            mode = QHeaderView.ResizeMode.Fixed if place else QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(place, mode)
            if place:
                wide = painting.width_of(words, theme.font(12, 600))
                if sheet.total:
                    wide = max(wide, painting.width_of(words_of(sheet.total[place]), theme.font(13, 600)))
                self.setColumnWidth(place, round(max(wide, 36)) + (26 if place == last else 18))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.sentence:
            box = QRectF(self.viewport().rect()).adjusted(12, 0, -12, 0)
            painter = QPainter(self.viewport())
            painting.text(
                painter, box, self.sentence, theme.font(13), theme.current().ink_muted, painting.CENTER
            )


class FiguresTable(QWidget):
    """Shows one sheet at a time. The sum stands below the rows and does not scroll; notes stand below it."""

    def __init__(self) -> None:
        super().__init__()
        self.view, self.sum = _View(), _View()
        self.sum.horizontalHeader().hide()
        self.sum.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.sum.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.note = plain_label(size=12, role="muted", wrap=True)
        self.note.setContentsMargins(12, 4, 12, 8)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self.sum)
        rows.addWidget(self.view, 1)
        rows.addWidget(line())
        rows.addLayout(self._foot)
        rows.addWidget(line())
        rows.addWidget(self.note)
        self._sheet: Sheet | None = None
        self._models: tuple[_Model, ...] = ()
        self.view.verticalScrollBar().rangeChanged.connect(self._make_room)
        self.set_density(Density.NORMAL)

    @property
    def sheet(self) -> Sheet | None:
        return self._sheet

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """What is read in the table, row by row, the sum last."""
        return tuple(
            tuple(words_of(cell) for cell in row.cells) for model in self._models for row in model.rows
        )

    def show_sentence(self, sentence: str) -> None:
        """Say something in place of rows; an empty sentence says nothing."""
        for model in self._models:
            model.set_rows([])
        self.note.clear()
        self.view.sentence = sentence
        self.view.viewport().update()

    def show_sheet(self, sheet: Sheet) -> None:
        if self._sheet is None or self._sheet.head != sheet.head:
            self._set_models(sheet)
        for view in (self.view, self.sum):
            view.set_columns(sheet)
        self._sheet = sheet
        self.view.sentence = ""
        self.view.setAccessibleName(sheet.title)
        self.sum.setAccessibleName(f"Jumlah: {sheet.title}")
        rows, total = self._models
        rows.set_rows([Row(place, cells) for place, cells in enumerate(sheet.rows)])
        total.set_rows([Row(0, sheet.total)] if sheet.total else [])
        self.note.setText(" ".join(sheet.about))

    def _set_models(self, sheet: Sheet) -> None:
        old = self._models
        self._models = _Model(sheet, strong=False, parent=self), _Model(sheet, strong=True, parent=self)
        for view, model in zip((self.view, self.sum), self._models, strict=True):
            view.setModel(model)
        for model in old:
            model.deleteLater()

    def _make_room(self, least: int, most: int) -> None:
        """The sum stands under its columns, whether the rows have a scroll bar beside them or not."""
        wide = self.view.verticalScrollBar().sizeHint().width() if most > least else 0
        self._foot.setContentsMargins(0, 0, wide, 0)

    def set_density(self, density: Density) -> None:
        for view in (self.view, self.sum):
            dress_table(view, density, compact=True, edge=EDGE - 2)
        self.sum.setSelectionMode(QTableView.SelectionMode.NoSelection)
        self.sum.setFixedHeight(density.px.row_compact + 4)
