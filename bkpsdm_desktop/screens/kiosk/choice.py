"""A tile: one choice of a page, as large as the page can make it."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.icons import paint_icon
from bkpsdm_desktop.screens.widgets import painting
from bkpsdm_desktop.screens.widgets.touch import MEDIUM, SMALL, TouchBase


@dataclass(frozen=True, slots=True)
class _Setting:
    """How the words are set: rows, font and line height of the name, and whether it had to be cut."""

    name: list[str]
    second: list[str]
    font: QFont
    line: float
    cut: bool


class Choice(TouchBase):
    """Picture (if it has one), name, second line or the reason why not now.

    Lying, the picture stands left of the words; ``set_upright`` puts it above them, for narrow tiles. The
    name takes as many lines as it needs; when they don't fit they are set at the floor size.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        self._upright = False
        self._bare = False  # a long name takes the room of the picture above it
        super().__init__(parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a finger leaves no focus ring behind

    @property
    def digit(self) -> str:
        """The key that chooses it, as it is shown; empty without a keypad."""
        return self._digit

    def set_upright(self, upright: bool) -> None:
        self._upright = upright
        self._refresh()

    def sizeHint(self) -> QSize:
        return QSize(round(self._s(312)), round(self._s(140)))

    def minimumSizeHint(self) -> QSize:
        return QSize(round(self._s(200)), round(self._s(80)))

    def overflows(self) -> bool:
        """Whether the name is cut at the present size."""
        return self._setting().cut

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        self._paint_ground(painter, plain=now.surface, edge=now.border, line=3)
        set_ = self._setting()
        height = self._picture_height() + set_.line * len(set_.name) + self._second_height(set_.second)
        top = (self.height() - height) / 2
        if self._icon and not self._bare:
            self._paint_picture(painter, top)
        top += self._picture_height()
        ink = now.ink if self.isEnabled() else now.ink_muted
        for row in set_.name:
            self._line(painter, row, top, set_.line, set_.font, ink)
            top += set_.line
        top += self._s(10)
        for row in set_.second:
            self._line(painter, row, top, self._s(48), theme.font(self._s(SMALL)), now.ink_muted)
            top += self._s(48)
        self._paint_digit(painter)

    def _paint_picture(self, painter: QPainter, top: float) -> None:
        now, off = theme.current(), not self.isEnabled()
        if self._upright:
            side = self._s(56)
            spot = QRectF((self.width() - side) / 2, top, side, side)
            paint_icon(painter, self._icon, now.ink_muted if off else now.primary, spot)
            return
        side = self._s(108)
        square = QRectF(self._s(31), (self.height() - side) / 2, side, side)
        painting.box(
            painter, square, ground=now.surface_2 if off else now.primary, edge=now.border if off else None,
            radius=self._s(18), line=self._s(3), dashed=off,
        )  # fmt: skip
        inset = self._s(18)
        spot = square.adjusted(inset, inset, -inset, -inset)
        paint_icon(painter, self._icon, now.ink_muted if off else now.primary_ink, spot)

    def _paint_digit(self, painter: QPainter) -> None:
        """In the corner that no word reaches; without a picture, in its place."""
        if not self._digit:
            return
        now, side, edge = theme.current(), self._s(56), self._s(14)
        top = edge if self._icon or self._upright else (self.height() - side) / 2
        left = edge if self._icon or self._upright else self._s(31)
        cap = QRectF(left, top, side, side)
        painting.box(painter, cap, ground=now.surface, edge=now.border, radius=self._s(10), line=self._s(3))
        painting.text(painter, cap, self._digit, theme.font(self._s(SMALL), 600), now.ink, painting.CENTER)

    def _left(self) -> float:
        if self._upright:
            return self._s(17)
        if self._icon:
            return self._s(31 + 108 + 26)
        return self._s(31 + 56 + 20) if self._digit else self._s(31)

    def _room(self) -> float:
        return self.width() - self._left() - self._s(17 if self._upright or not self._icon else 22)

    def _setting(self) -> "_Setting":
        """The largest type in which the name fits into as few lines as it can have.

        A second line that says no reason gives way to a name that would be cut, and so does a picture above
        it.
        """
        self._bare = False
        set_ = self._best()
        if set_.cut and self._upright and self._icon:
            self._bare = True
            set_ = self._best()
        return set_

    def _best(self) -> "_Setting":
        words = self._busy_words if self._busy else self.second
        second = painting.wrapped(words, theme.font(self._s(SMALL)), self._room(), 2) if words else []
        plain = self.isEnabled() and not self._busy
        for under in [second, []] if plain and not self._upright else [[] if plain else second]:
            smallest = self._name_at(SMALL, under)
            if smallest.cut:
                continue
            larger = (self._name_at(size, under) for size in (MEDIUM, 41))
            fitting = (each for each in larger if not each.cut and len(each.name) == len(smallest.name))
            return next(fitting, smallest)
        return smallest

    def _name_at(self, size: int, second: list[str]) -> "_Setting":
        font = theme.font(self._s(size), 700, letter_spacing=-0.01)
        line = self._s(size * 1.14)
        room = self.height() - self._s(20) - self._picture_height() - self._second_height(second)
        name = painting.wrapped(self._label, font, self._room(), max(1, int(room / line)))
        cut = " ".join(name) != " ".join(self._label.split())
        return _Setting(name=name, second=second, font=font, line=line, cut=cut)

    def _picture_height(self) -> float:
        """What a picture above the words takes."""
        return self._s(56 + 10) if self._upright and self._icon and not self._bare else 0.0

    def _second_height(self, rows: list[str]) -> float:
        return self._s(10 + 48 * len(rows)) if rows else 0.0

    def _line(self, painter: QPainter, row: str, top: float, height: float, font: QFont, ink: str) -> None:
        left = self._left()
        if self._upright:
            left += (self._room() - QFontMetricsF(font).horizontalAdvance(row)) / 2
        painting.lines(painter, left, top, [row], font, ink, height)
