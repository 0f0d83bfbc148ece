"""Small parts that the panels of the counter console are made of."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.icons import paint_icon
from bkpsdm_desktop.screens.models import Cell, KeyedTableModel
from bkpsdm_desktop.screens.theme import Density, Theme
from bkpsdm_desktop.screens.widgets import painting
from bkpsdm_desktop.screens.widgets.keys import KeyCap
from bkpsdm_desktop.screens.widgets.labels import Picture, plain_label
from bkpsdm_desktop.screens.widgets.state import State
from bkpsdm_desktop.screens.widgets.tables import EDGE, RowDelegate, dress_table

_FACT_PADDING = {Density.NORMAL: 7, Density.COMPACT1: 5, Density.COMPACT2: 5}


def line() -> QFrame:
    """A hairline between two parts of a panel."""
    made = QFrame()
    made.setProperty("kind", "line")
    made.setFixedHeight(1)
    return made


class Upright(QWidget):
    """A hairline between two groups of buttons."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(7, 32)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(3, 0, 1, self.height(), QColor(theme.current().border_soft))


class Section(QWidget):
    """A part of a panel under its first one: hairline, title, content.

    ``wanted`` says whether it has something to show; the panel hides it when there is no room.
    """

    def __init__(self, title: str, content: QWidget) -> None:
        super().__init__()
        self.wanted = True
        self._content = content
        self._head = plain_label(title, weight=600)
        self._head.setContentsMargins(12, 0, 12, 0)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(line())
        rows.addWidget(self._head)
        rows.addWidget(content)
        self.setAccessibleName(title)

    def set_density(self, density: Density) -> None:
        self._head.setFixedHeight(density.px.panel_head)
        if isinstance(self._content, FactList):
            self._content.set_density(density)


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a list: icon (or key) and words. ``state`` colours the icon only."""

    words: str
    icon: str = ""
    key: str = ""
    state: State = State.INFO
    muted: bool = False


class _FactRow(QWidget):
    """A fact with a hairline above it, except the first."""

    def __init__(self, fact: Fact, first: bool, padding: int) -> None:
        super().__init__()
        self._first = first
        row = QHBoxLayout(self)
        row.setContentsMargins(0, padding, 0, padding)
        row.setSpacing(8)
        if fact.key:
            lead: QWidget = KeyCap(fact.key)
        else:
            picture = Picture(fact.icon, 16)
            picture.set_color(lambda: fact.state.look(theme.current()).ink)
            lead = picture
        column = QVBoxLayout()
        column.setContentsMargins(0, 0 if fact.key else 1, 4 if not fact.key else 0, 0)
        column.addWidget(lead)
        column.addStretch(1)
        row.addLayout(column)
        words = plain_label(fact.words, wrap=True, role="muted" if fact.muted else "")
        row.addWidget(words, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._first:
            QPainter(self).fillRect(0, 0, self.width(), 1, QColor(theme.current().surface_3))


class FactList(QWidget):
    """Facts below one another; built anew only when they change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: tuple[Fact, ...] = ()
        self._padding = _FACT_PADDING[Density.NORMAL]
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(12, 2, 12, 4)
        self._rows.setSpacing(0)

    @property
    def facts(self) -> tuple[Fact, ...]:
        return self._facts

    def set_facts(self, facts: Sequence[Fact]) -> None:
        if tuple(facts) != self._facts:
            self._facts = tuple(facts)
            self._rebuild()

    def set_density(self, density: Density) -> None:
        if _FACT_PADDING[density] != self._padding:
            self._padding = _FACT_PADDING[density]
            self._rebuild()

    def _rebuild(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for place, fact in enumerate(self._facts):
            self._rows.addWidget(_FactRow(fact, place == 0, self._padding))


class FitRow(QWidget):
    """Two things beside each other, or below each other when the room is too narrow."""

    def __init__(self, left: QWidget, right: QWidget) -> None:
        super().__init__()
        self._left, self._right = left, right
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(6)
        self._box.addWidget(left, 1)
        self._box.addWidget(right, 0, Qt.AlignmentFlag.AlignLeft)

    def refit(self) -> None:
        """Choose again, after one of the two says something else."""
        right = 0 if self._right.isHidden() else self._right.sizeHint().width() + self._box.spacing()
        words = self._left.sizeHint().width() if not isinstance(self._left, QLabel) else _one_line(self._left)
        fits = words + right <= self.width()
        direction = QBoxLayout.Direction
        self._box.setDirection(direction.LeftToRight if fits else direction.TopToBottom)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.refit()


def _one_line(label: QLabel) -> int:
    return label.fontMetrics().horizontalAdvance(label.text()) + 2


class Figure(QWidget):
    """A figure with its caption below."""

    def __init__(self, caption: str) -> None:
        super().__init__()
        self._value = plain_label("–", size=18, weight=600)
        self._caption = caption
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._value)
        rows.addWidget(plain_label(caption, size=12, role="muted"))
        rows.addStretch(1)

    def set_value(self, value: str) -> None:
        self._value.setText(value)
        self.setAccessibleName(f"{value} {self._caption}")

    @property
    def value(self) -> str:
        return self._value.text()


@dataclass(frozen=True, slots=True)
class Mark:
    """How a table cell with an icon looks: the icon, its colour and whether the word is semibold."""

    icon: str
    state: State
    strong: bool = True


class MarkDelegate(RowDelegate):
    """A column whose words carry an icon: ``mark`` says which for a row, or ``None`` for plain words."""

    def __init__(self, mark: Callable[[Any], Mark | None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark = mark

    def _paint_text(self, painter: QPainter, rect: QRectF, cell: Cell) -> None:
        mark = self._mark(cell.row)
        if mark is None:
            super()._paint_text(painter, rect, cell)
            return
        now: Theme = theme.current()
        font = theme.font(13, 600 if mark.strong else 400)
        ink = mark.state.look(now).ink
        left = rect.left()
        if cell.align & Qt.AlignmentFlag.AlignRight:
            left = rect.right() - painting.width_of(cell.words, font) - 18
        paint_icon(painter, mark.icon, ink, QRectF(left, rect.center().y() - 7, 14, 14))
        painting.text(painter, rect.adjusted(left - rect.left() + 18, 0, 1, 0), cell.words, font, ink)


class RowsTable(QTableView):
    """A table of the console: fixed columns (``None`` stretches), one sentence when it is empty.

    ``choose`` lets a person select a row with the keyboard; without it the table only shows.
    """

    def __init__(
        self,
        name: str,
        model: KeyedTableModel[Any],
        widths: Sequence[int | None],
        *,
        empty: str = "",
        head: bool = True,
        choose: bool = False,
    ) -> None:
        super().__init__()
        self._empty = empty
        self._choose = choose
        self._marks: list[MarkDelegate] = []
        self.setAccessibleName(name)
        self.setModel(model)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if not choose:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setStyleSheet("QTableView { border: 0; border-radius: 0; }")
            model.rearranged.connect(self._show_whole_rows)
        # else the view lays its rows out after it has painted, and paints all of them again
        model.rearranged.connect(self.executeDelayedItemsLayout)
        header = self.horizontalHeader()
        header.setVisible(head)
        header.setFont(theme.font(12, 600))
        header.setMinimumSectionSize(16)
        for place, width in enumerate(widths):
            fixed = width is not None
            mode = QHeaderView.ResizeMode.Fixed if fixed else QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(place, mode)
            if width is not None:
                self.setColumnWidth(place, width)
        self.set_density(Density.NORMAL)

    def set_marks(self, column: int, mark: Callable[[Any], Mark | None]) -> None:
        """Draw an icon with the words of this column."""
        delegate = MarkDelegate(mark, self)
        self._marks.append(delegate)
        self.setItemDelegateForColumn(column, delegate)

    def set_density(self, density: Density) -> None:
        for row in range(self.model().rowCount()):
            self.setRowHidden(row, False)  # a hidden row would keep its old height
        # the ring of a table with a keyboard takes 2 px on each side
        dress_table(self, density, edge=EDGE - 2 if self._choose else EDGE)
        if not self._choose:
            self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
            self.setMouseTracking(False)
            self._show_whole_rows()
        for delegate in self._marks:
            delegate.set_density(density)

    def fit_rows(self, least: int = 0) -> None:
        """Become exactly as high as the rows that are there, or ``least`` rows."""
        count = max(least, self.model().rowCount())
        head = self.horizontalHeader().height() if not self.horizontalHeader().isHidden() else 0
        self.setFixedHeight(
            count * self.verticalHeader().defaultSectionSize() + head + (4 if self._choose else 0)
        )

    def light_row(self, row: int | None) -> None:
        """Show one row as the one that matters, in a table that nobody selects in."""
        self.clearSelection()
        if row is not None and row < self.model().rowCount():
            flags = self.selectionModel().SelectionFlag
            index = self.model().index(row, 0)
            self.selectionModel().select(index, flags.Select | flags.Rows)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._choose:
            self._show_whole_rows()

    def _show_whole_rows(self) -> None:
        """A table that nobody scrolls ends with a whole row."""
        fit = self.viewport().height() // max(1, self.verticalHeader().defaultSectionSize())
        for row in range(self.model().rowCount()):
            self.setRowHidden(row, row >= fit)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._empty and not self.model().rowCount():
            painter = QPainter(self.viewport())
            now = theme.current()
            box = QRectF(self.viewport().rect()).adjusted(12, 0, -12, 0)
            painting.text(painter, box, self._empty, theme.font(13), now.ink_muted, painting.CENTER)
