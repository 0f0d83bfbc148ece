"""Figures that can be opened: each is a small button, so that Tab reaches it, Enter opens it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.icons import paint_icon
from bkpsdm_desktop.screens.theme import Density
from bkpsdm_desktop.screens.widgets import painting
from bkpsdm_desktop.screens.widgets.badge import HEIGHT, BadgeText, badge_width, paint_badge
from bkpsdm_desktop.screens.widgets.state import State
from bkpsdm_desktop.screens.widgets.tables import EDGE

_ICON = 14
_PAD = 6
_LOWEST_ROW = 21
_ARROWS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: words, or a badge. ``opens`` is what its figure is of; without it the cell only says
    something. ``name`` is what assistive technology reads, when the words alone do not tell."""

    text: str = ""
    state: State = State.NEUTRAL
    icon: str = ""
    strong: bool = False
    muted: bool = False
    badge: BadgeText | None = None
    opens: object | None = None
    name: str = ""
    gives_way: bool = False
    """Names of people and things of the office may be longer than any room: they are elided, all but a number
    at their end."""

    @property
    def font(self) -> QFont:
        return theme.font(13, 600 if self.strong or self.state is not State.NEUTRAL else 400)

    @property
    def width(self) -> float:
        """What the cell needs to say everything."""
        if self.badge is not None:
            return badge_width(self.badge.word)
        return painting.width_of(self.text, self.font) + (_ICON + 4 if self.icon else 0)


def paint_cell(painter: QPainter, rect: QRectF, cell: Cell, *, right: bool) -> None:
    """A cell inside ``rect``, icon and words side by side."""
    now = theme.current()
    if cell.badge is not None:
        width = min(badge_width(cell.badge.word), rect.width())
        top = rect.center().y() - HEIGHT / 2
        paint_badge(painter, QRectF(rect.left(), top, width, HEIGHT), cell.badge)
        return
    ink = now.ink_muted if cell.muted else now.ink
    if cell.state is not State.NEUTRAL:
        ink = cell.state.look(now).ink
    room = QRectF(rect)
    if cell.icon:
        width = painting.width_of(cell.text, cell.font)
        left = max(rect.left(), rect.right() - width - _ICON - 4) if right else rect.left()
        paint_icon(painter, cell.icon, ink, QRectF(left, rect.center().y() - _ICON / 2, _ICON, _ICON))
        room.setLeft(left + _ICON + 4)
    side = painting.RIGHT if right else painting.LEFT
    painting.text(painter, room, cell.text, cell.font, ink, side, keep_number=cell.gives_way)


class FigureButton(QAbstractButton):
    """A figure. Enter, Space or a click open it; arrows go to its neighbours."""

    moved = Signal(int, int)
    """Rows down and columns right that an arrow wants to go."""

    def __init__(self, parent: QWidget, *, right: bool = False) -> None:
        super().__init__(parent)
        self.cell = Cell()
        self._right = right
        self._inset = (0.0, 0.0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_cell(self, cell: Cell) -> None:
        if cell == self.cell:
            return
        self.cell = cell
        words = cell.badge.word if cell.badge is not None else cell.text
        self.setAccessibleName(cell.name or words)
        self.setToolTip(painting.plain_tip(cell.name) if cell.name else "")
        self.updateGeometry()
        self.update()

    def set_inset(self, left: float, right: float) -> None:
        """What the words keep from the button's sides."""
        self._inset = (left, right)

    @property
    def cut(self) -> bool:
        """Whether its words have less room than they need."""
        return self.cell.width > self.width() - sum(self._inset) + 1

    def sizeHint(self) -> QSize:
        return QSize(round(self.cell.width + sum(self._inset) + 1), 22)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _ARROWS.get(Qt.Key(event.key()))
        if step is not None:
            self.moved.emit(*step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        if self.underMouse() or self.hasFocus():
            painting.box(
                painter, rect.adjusted(1, 1, -1, -1), ground=theme.current().surface_3, edge=None, radius=4
            )
        left, right = self._inset
        paint_cell(painter, rect.adjusted(left, 0, -right, 0), self.cell, right=self._right)


@dataclass(frozen=True, slots=True)
class Col:
    """A column: its head and its least width; it grows with what it says. Width 0: it takes what is left."""

    title: str
    width: int = 0
    right: bool = False


Rows = Sequence[Sequence[Cell]]


class FigureTable(QWidget):
    """Rows of cells under one head. Nothing scrolls: who makes the rows knows how many there are."""

    opened = Signal(object)

    def __init__(self, name: str, columns: Sequence[Col], *, head: bool = True, total: bool = False) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._columns = tuple(columns)
        self._head = head
        self._total = total
        self._rows: tuple[tuple[Cell, ...], ...] = ()
        self._buttons: dict[tuple[int, int], FigureButton] = {}
        self._density = Density.NORMAL
        self._lefts: list[tuple[int, int]] = [(0, 0)] * len(self._columns)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    # --- what it shows ---------------------------------------------------------------------------

    @property
    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        return self._rows

    def set_rows(self, rows: Rows) -> None:
        new = tuple(tuple(row) for row in rows)
        if new == self._rows:
            return
        taller = len(new) != len(self._rows)
        self._rows = new
        for row, cells in enumerate(new):
            for column, cell in enumerate(cells):
                if cell.opens is not None:
                    self._button(row, column).set_cell(cell)
        if taller:
            self.updateGeometry()
        self._place()
        self.update()

    def set_density(self, density: Density) -> None:
        self._density = density
        self.updateGeometry()
        self._place()
        self.update()

    @property
    def figures(self) -> list[FigureButton]:
        """The figures that can be opened now, as one reads them."""
        return [self._buttons[at] for at in sorted(self._buttons) if self._is_shown(at)]

    def cut(self) -> list[str]:
        """Words that have less room than they need; empty in a screen that fits."""
        found = []
        for row, cells in enumerate(self._rows):
            for column, cell in enumerate(cells):
                if not cell.gives_way and cell.width > self._inner(row, column).width() + 1:
                    found.append(cell.badge.word if cell.badge is not None else cell.text)
        return found

    # --- places ----------------------------------------------------------------------------------

    @property
    def _row_height(self) -> int:
        """Lower than usual while a message beside the panels takes of their height."""
        room = (self.height() - self._head_height) // max(1, len(self._rows))
        return min(self._density.px.row_compact, max(_LOWEST_ROW, room))

    @property
    def _head_height(self) -> int:
        return self._density.px.table_head if self._head else 0

    def sizeHint(self) -> QSize:
        return QSize(200, self._head_height + len(self._rows) * self._density.px.row_compact)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self._head_height + len(self._rows) * _LOWEST_ROW)

    def _measure(self) -> None:
        """Left edge and width of each column: what its words need, the one without a width what is left."""
        widths = []
        for place, column in enumerate(self._columns):
            said = [row[place].width for row in self._rows if place < len(row)]
            title = painting.width_of(column.title, theme.font(12, 600)) if self._head else 0.0
            needs = max([title, *said], default=0.0) + sum(self._insets(place)) + 1
            widths.append(max(column.width, round(needs)) if column.width else 0)
        rest = max(0, self.width() - sum(widths))
        left, self._lefts = 0, list[tuple[int, int]]()
        for width in widths:
            self._lefts.append((left, width or rest))
            left += width or rest

    def _rect(self, row: int, column: int) -> QRectF:
        left, width = self._lefts[column]
        return QRectF(left, self._head_height + row * self._row_height, width, self._row_height)

    def _insets(self, column: int) -> tuple[float, float]:
        last = column == len(self._columns) - 1
        return (_PAD if column else EDGE, EDGE if last else _PAD)

    def _inner(self, row: int, column: int) -> QRectF:
        left, right = self._insets(column)
        return self._rect(row, column).adjusted(left, 0, -right, 0)

    def _is_shown(self, at: tuple[int, int]) -> bool:
        row, column = at
        if row >= len(self._rows) or column >= len(self._rows[row]):
            return False
        return self._rows[row][column].opens is not None

    def _place(self) -> None:
        self._measure()
        for at, button in self._buttons.items():
            shown = self._is_shown(at)
            if shown:
                rect = self._rect(*at)
                inset = self._insets(at[1])
                button.set_inset(max(0.0, inset[0] - 4), max(0.0, inset[1] - 4))
                button.setGeometry(rect.adjusted(4, 1, -4, -1).toRect())
            button.setVisible(shown)

    def _button(self, row: int, column: int) -> FigureButton:
        at = (row, column)
        if at not in self._buttons:
            button = FigureButton(self, right=self._columns[column].right)
            button.clicked.connect(lambda: self.opened.emit(self._rows[row][column].opens))
            button.moved.connect(lambda down, right: self._go(at, down, right))
            self._buttons[at] = button
            before = [other for other in sorted(self._buttons) if other < at]
            if before:
                QWidget.setTabOrder(self._buttons[before[-1]], button)
        return self._buttons[at]

    def _go(self, at: tuple[int, int], down: int, right: int) -> None:
        """The nearest figure in that direction."""
        shown = [other for other in sorted(self._buttons) if self._is_shown(other)]
        if down:
            rows = [other for other in shown if (other[0] - at[0]) * down > 0]
            near = min(rows, key=lambda other: (abs(other[0] - at[0]), abs(other[1] - at[1])), default=None)
        else:
            same = [other for other in shown if other[0] == at[0] and (other[1] - at[1]) * right > 0]
            near = min(same, key=lambda other: abs(other[1] - at[1]), default=None)
        if near is not None:
            self._buttons[near].setFocus(Qt.FocusReason.OtherFocusReason)

    # --- painting --------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        width = float(self.width())
        if self._head:
            painter.fillRect(QRectF(0, 0, width, self._head_height), QColor(now.surface_2))
            painter.fillRect(QRectF(0, self._head_height - 1, width, 1), QColor(now.border_soft))
            for column, place in enumerate(self._lefts):
                self._paint_head(painter, column, place)
        for row, cells in enumerate(self._rows):
            top = self._head_height + row * self._row_height
            last = row == len(self._rows) - 1
            if self._total and last:
                painter.fillRect(QRectF(0, top, width, self._row_height), QColor(now.surface_2))
            if not last:
                painter.fillRect(QRectF(0, top + self._row_height - 1, width, 1), QColor(now.surface_3))
            for column, cell in enumerate(cells):
                if cell.opens is None:
                    right = self._columns[column].right
                    paint_cell(painter, self._inner(row, column), cell, right=right)

    def _paint_head(self, painter: QPainter, column: int, place: tuple[int, int]) -> None:
        left, right = self._insets(column)
        rect = QRectF(place[0] + left, 0, place[1] - left - right, self._head_height)
        side = painting.RIGHT if self._columns[column].right else painting.LEFT
        title = self._columns[column].title
        painting.text(painter, rect, title, theme.font(12, 600), theme.current().ink_muted, side)
