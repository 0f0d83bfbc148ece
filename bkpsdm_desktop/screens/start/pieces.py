"""Parts of the start window: role cards, options, the line under a field, a measure, the recovery key."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QDoubleSpinBox,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QWidget,
)

from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.icons import paint_icon
from bkpsdm_desktop.screens.widgets import painting
from bkpsdm_desktop.screens.widgets.keys import cap_width, paint_cap
from bkpsdm_desktop.screens.widgets.labels import Picture, plain_label, restyle
from bkpsdm_desktop.screens.widgets.state import State


class RoleCard(QAbstractButton):
    """One thing that a PC can be: icon, key, title, what it does. One of several is checked."""

    HEIGHT = 110

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._about, self._key = "", "", ""
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFixedHeight(self.HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_card(self, *, icon: str, title: str, about: str, key: str) -> None:
        self._icon, self._about, self._key = icon, about, key
        self.setText(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(f"{about} Tombol {key}")

    def sizeHint(self) -> QSize:
        return QSize(180, self.HEIGHT)

    @property
    def lines(self) -> list[str]:
        """What it does, as it is broken into lines now."""
        return painting.wrapped(self._about, theme.font(13), self.width() - 26, 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        rect = QRectF(self.rect())
        chosen = self.isChecked()
        ground = now.primary_soft if chosen else now.surface_2 if self.underMouse() else now.surface
        edge, line = (now.primary, 3.0) if chosen else (now.border, 1.0)
        painting.box(painter, rect, ground=ground, edge=edge, radius=8, line=line)
        paint_icon(painter, self._icon, now.primary, QRectF(13, 12, 22, 22))
        font = theme.font(12, 600)
        width = cap_width(self._key, font)
        cap = QRectF(rect.right() - 12 - width, 13, width, 20)
        paint_cap(painter, cap, self._key, font, ink=now.ink, ground=now.surface, edge=now.border)
        title = QRectF(13, 38, rect.width() - 26 - 24, 20)
        painting.text(painter, title, self.text(), theme.font(15, 600), now.ink)
        if chosen:
            self._tick(painter, QRectF(rect.right() - 12 - 18, 39, 18, 18))
        painting.lines(painter, 13, 61, self.lines, theme.font(13), now.ink_muted, 17)

    def _tick(self, painter: QPainter, circle: QRectF) -> None:
        now = theme.current()
        painting.box(painter, circle, ground=now.primary, edge=None, radius=9)
        paint_icon(painter, "check-heavy", now.primary_ink, circle.adjusted(4, 4, -4, -4))


class Option(QFrame):
    """The box around a radio button and what belongs to it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lit = False

    def set_lit(self, lit: bool) -> None:
        self._lit = lit
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        edge, line = (now.primary, 2.0) if self._lit else (now.border_soft, 1.0)
        painting.box(QPainter(self), QRectF(self.rect()), ground=now.surface, edge=edge, radius=8, line=line)


class Note(QWidget):
    """The line under a field: a hint in grey, or with its icon what came of it or what is wrong.

    It keeps its place while it is empty, so that nothing moves when it speaks.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = State.NEUTRAL
        self._icon = Picture(size=14)
        self._icon.set_color(lambda: self._state.look(theme.current()).ink)
        self._words = plain_label(size=12, role="muted", wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 1, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self.set_lines(1)
        self.say("")

    def set_lines(self, lines: int) -> None:
        """How many lines it keeps room for."""
        self.setMinimumHeight(1 + 16 * lines)

    def say(self, words: str, state: State = State.NEUTRAL) -> None:
        self._state = state
        self._icon.set_icon(state.icon)
        self._icon.setVisible(state is not State.NEUTRAL)
        role = {State.NEUTRAL: "muted", State.INFO: "primary"}.get(state, state.value)
        restyle(self._words, "role", role)
        self._words.setFont(theme.font(12, 400 if state is State.NEUTRAL else 500))  # the style took it away
        self._words.setText(words)
        self.setAccessibleName(words)

    @property
    def words(self) -> str:
        return self._words.text()

    @property
    def state(self) -> State:
        return self._state


class Measure(QDoubleSpinBox):
    """A number with its unit; one decimal at most, and none when it is whole."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDecimals(1)
        self.setFixedHeight(32)
        self.lineEdit().setTextMargins(8, 0, 0, 0)

    def set_range(self, least: float, most: float, value: float, unit: str) -> None:
        self.setRange(least, most)
        self.setSuffix(f" {unit}")
        self.setValue(value)

    def textFromValue(self, value: float) -> str:
        return self.locale().toString(value, "f", 0 if value.is_integer() else 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()  # belongs to the page


class KeyGroups(QWidget):
    """The recovery key to copy: numbered groups of four in rows of seven, or covered."""

    PER_ROW = 7
    ROW = 52

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._groups: list[str] = []
        self._covered = False

    def show_groups(self, groups: list[str], *, covered: bool) -> None:
        self._groups, self._covered = groups, covered
        rows = -(-len(groups) // self.PER_ROW)
        self.setFixedHeight(rows * self.ROW)
        told = "Kunci ditutup." if covered else " ".join(groups)
        self.setAccessibleName(f"Kunci pemulihan, {len(groups)} kelompok")
        self.setAccessibleDescription(told)
        self.update()

    @property
    def groups(self) -> list[str]:
        """What can be read now."""
        return ["••••" if self._covered else group for group in self._groups]

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        column = self.width() / self.PER_ROW
        for place, group in enumerate(self.groups):
            left, top = place % self.PER_ROW * column, place // self.PER_ROW * self.ROW
            number = QRectF(left, top + 4, column - 8, 14)
            painting.text(painter, number, str(place + 1), theme.font(12), now.ink_muted)
            words = QRectF(left, top + 18, column - 8, 28)
            painting.text(painter, words, group, theme.font(22, 600, letter_spacing=0.06), now.ink)
            if place % self.PER_ROW:
                painter.setPen(QColor(now.border_soft))
                painter.drawLine(QPointF(left - 12, top + 8), QPointF(left - 12, top + 42))
