"""What a finger presses on the kiosk: large, one gap apart, acting on release (ux.md U27, U33).

Pixels are those of the reference screen (1080 x 1920 at 27 inch); ``set_scale`` fits another one.
"""

from enum import Enum

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.icons import paint_icon
from bkpsdm_desktop.screens.theme import Theme
from bkpsdm_desktop.screens.widgets import painting

BUSY = "Menyimpan…"
SMALL, MEDIUM = 38, 44
"""Type of the kiosk in reference pixels; 38 is the floor."""
_FIGURES = (64, 56, 48, 42, SMALL)


class TouchBase(QAbstractButton):
    """Label, second line, reason and the states that all touch buttons share.

    A reason disables the button and stands in the place of its second line; busy swallows every press.
    """

    def __init__(self, label: str = "", second: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label, self._second, self._reason = label, second, ""
        self._icon = ""
        self._digit = ""
        self._busy = False
        self._busy_words = BUSY
        self._scale = 1.0
        self.setProperty("touch", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._refresh()

    @property
    def label(self) -> str:
        return self._label

    @property
    def second(self) -> str:
        """The line under the label as it is shown: the reason while there is one."""
        return self._reason or self._second

    @property
    def busy(self) -> bool:
        return self._busy

    def set_label(self, label: str) -> None:
        self._label = label
        self._refresh()

    def set_second(self, second: str) -> None:
        self._second = second
        self._refresh()

    def set_icon(self, name: str) -> None:
        self._icon = name
        self._refresh()

    def set_reason(self, reason: str) -> None:
        """Why it cannot be pressed now (``Buka 13.00 WIB``); empty makes it usable."""
        self._reason = reason
        self.setEnabled(not reason)
        self._refresh()

    def set_digit(self, digit: str) -> None:
        """The key of a number pad that presses it, in the corner; empty without a pad."""
        self._digit = digit
        self._refresh()

    def set_busy(self, busy: bool) -> None:
        self._busy = busy
        self._refresh()

    def set_busy_words(self, words: str) -> None:
        """What is said while busy, for who reads another language."""
        self._busy_words = words
        self._refresh()

    def set_scale(self, scale: float) -> None:
        """Pixels of this screen for one of the reference screen."""
        self._scale = scale
        self._refresh()

    def click(self) -> None:
        if not self._busy:
            super().click()

    def hitButton(self, pos: QPoint) -> bool:
        return not self._busy and self.rect().contains(pos)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.click()
        elif not (self._busy and event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Select)):
            super().keyPressEvent(event)

    def _refresh(self) -> None:
        self.setAccessibleName(self._label)
        self.setAccessibleDescription(self._busy_words if self._busy else self.second)
        self.updateGeometry()
        self.update()

    def _s(self, reference: float) -> float:
        return reference * self._scale

    def _paint_ground(
        self, painter: QPainter, *, plain: str, edge: str, line: float, on: bool = False
    ) -> None:
        now = theme.current()
        off = not self.isEnabled()
        if off:
            plain, edge, line = now.surface_3, now.border, 3
        elif self.isDown() or on:
            plain, edge, line = now.primary_soft, now.primary, 8 if self.isDown() else 6
        rect, radius = QRectF(self.rect()), self._s(20)
        painting.box(painter, rect, ground=plain, edge=edge, radius=radius, line=self._s(line), dashed=off)


class TouchKind(Enum):
    """Height in reference pixels and look of a touch button."""

    PLAIN = "plain"
    PRIMARY = "primary"
    HUGE = "huge"


class TouchButton(TouchBase):
    """Icon and label in one line: plain ones in the bottom bar, a filled primary, the huge *Ambil nomor*."""

    def __init__(
        self,
        label: str = "",
        icon: str = "",
        kind: TouchKind = TouchKind.PLAIN,
        parent: QWidget | None = None,
    ) -> None:
        self._kind = kind
        super().__init__(label, parent=parent)
        self.set_icon(icon)

    def _measures(self) -> tuple[float, float, float, int]:
        """Height, icon, type (reference pixels), weight."""
        return {
            TouchKind.PLAIN: (116.0, 48.0, 38.0, 600),
            TouchKind.PRIMARY: (140.0, 56.0, 44.0, 700),
            TouchKind.HUGE: (178.0, 80.0, 68.0, 800),
        }[self._kind]

    def sizeHint(self) -> QSize:
        height, icon, size, weight = self._measures()
        words = painting.width_of(self._label, theme.font(self._s(size), weight))
        wide = words + self._s(32) + (self._s(icon + 14) if self._icon else 0.0)
        return QSize(round(max(wide, self._s(160))), round(self._s(height)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        _, icon, size, weight = self._measures()
        ink, icon_ink = self._colours(now)
        if self._kind is TouchKind.PLAIN or not self.isEnabled():
            self._paint_ground(painter, plain=now.surface, edge=now.border, line=3)
        else:
            ground = now.primary_pressed if self.isDown() else now.primary
            painting.box(painter, QRectF(self.rect()), ground=ground, edge=None, radius=self._s(20))
        # a filled button says that it is busy; when it cannot be pressed the reason takes the label's place
        words = self._busy_words if self._busy else self._reason or self._label
        pictured = self._busy or (bool(self._icon) and not self._reason)
        font = theme.font(self._s(size), weight, letter_spacing=-0.01 if size > 60 else 0.0)
        gap = self._s(28 if self._kind is TouchKind.HUGE else 14)
        taken = self._s(icon) + gap if pictured else 0.0
        room = min(painting.width_of(words, font) + 1, self.width() - self._s(32) - taken)
        left = (self.width() - room - taken) / 2
        if pictured:
            square = QRectF(left, self.height() / 2 - self._s(icon) / 2, self._s(icon), self._s(icon))
            if self._busy:
                painting.spinner(painter, square, ink, self._s(icon / 9))
            else:
                paint_icon(painter, self._icon, icon_ink, square)
        painting.text(painter, QRectF(left + taken, 0, room, self.height()), words, font, ink)

    def _colours(self, now: Theme) -> tuple[str, str]:
        if not self.isEnabled():
            return now.ink_muted, now.ink_muted
        if self._kind is TouchKind.PLAIN:
            return now.ink, now.primary
        return now.primary_ink, now.primary_ink


class TouchOption(TouchBase):
    """A switch with a box: pressed once it is on, pressed again it is off."""

    def __init__(
        self, label: str = "", second: str = "", icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(label, second, parent)
        self.setCheckable(True)
        self.set_icon(icon)

    def sizeHint(self) -> QSize:
        return QSize(round(self._s(480)), round(self._s(140)))

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        on = self.isChecked()
        self._paint_ground(painter, plain=now.surface, edge=now.border, line=3, on=on)
        middle = self.height() / 2
        left = self._s(20)
        if self._icon:
            side = self._s(60)
            paint_icon(painter, self._icon, now.primary, QRectF(left, middle - side / 2, side, side))
            left += side + self._s(14)
        side = self._s(52)
        square = QRectF(self.width() - side - self._s(20), middle - side / 2, side, side)
        edge = now.primary if on else now.border
        ground = now.primary if on else now.surface
        painting.box(painter, square, ground=ground, edge=edge, radius=self._s(12), line=self._s(4))
        if on:
            inset = self._s(7)
            tick = square.adjusted(inset, inset, -inset, -inset)
            paint_icon(painter, "check-heavy", now.primary_ink, tick)
        elif self._digit:
            digit = theme.font(self._s(SMALL - 4), 600)
            painting.text(painter, square, self._digit, digit, now.ink, painting.CENTER)
        self._paint_words(painter, left, square.left() - self._s(10) - left, middle)

    def _paint_words(self, painter: QPainter, left: float, room: float, middle: float) -> None:
        now = theme.current()
        font = theme.font(self._s(SMALL), 700)
        rows = painting.wrapped(self._label, font, room, 1 if self._second else 2)
        high = self._s(44)
        top = middle - (len(rows) + (1 if self._second else 0)) * high / 2
        painting.lines(painter, left, top, rows, font, now.ink, high)
        if self._second:
            under = QRectF(left, top + len(rows) * high, room, high)
            painting.text(painter, under, self._second, theme.font(self._s(SMALL)), now.ink_muted)


class FactBox(QWidget):
    """Facts side by side, each with its label above the figure."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: list[tuple[str, str, str]] = []
        self._scale = 1.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_facts(self, facts: list[tuple[str, str, str]]) -> None:
        """(icon, label, figure) from left to right, at most three; the icon may be empty."""
        self._facts = list(facts)
        self.setAccessibleName("; ".join(f"{label}: {figure}" for _, label, figure in facts))
        self.updateGeometry()
        self.update()

    def set_scale(self, scale: float) -> None:
        self._scale = scale
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(984 * self._scale), round(178 * self._scale))

    def _needs(self, figure_px: int, *, icons: bool) -> list[float]:
        """What each column needs for its words and the room around them."""
        small, big = theme.font(SMALL * self._scale), theme.font(figure_px * self._scale, 700)
        return [
            max(
                painting.width_of(label, small) + (56 * self._scale if icon and icons else 0.0),
                painting.width_of(figure, big),
            )
            + 56 * self._scale
            for icon, label, figure in self._facts
        ]

    def _fitting(self) -> tuple[int, bool]:
        """Type of the figures and whether there are icons: long figures (a range of hours) get smaller, and
        the icons give way to the words first."""
        sizes = [(px, icons) for px in _FIGURES for icons in (True, False)]
        fits = (each for each in sizes if sum(self._needs(each[0], icons=each[1])) <= self.width())
        return next(fits, sizes[-1])

    def _columns(self) -> tuple[int, bool, list[float]]:
        """Type of the figures, whether there are icons, and the widths of the columns.

        When nothing fits on one line the figures have two, and a column only what its label needs more.
        """
        px, icons = self._fitting()
        needs = self._needs(px, icons=icons)
        if sum(needs) > self.width():
            needs = self._needs(0, icons=False)
        return px, icons, self._widths(needs)

    def _rows(self, figure: str, px: int, width: float) -> list[str]:
        font = theme.font(px * self._scale, 700)
        return painting.wrapped(figure, font, width - 40 * self._scale, 2 if px == SMALL else 1)

    def fits(self) -> bool:
        """Whether every figure is read to its end."""
        px, _, widths = self._columns()
        columns = zip(self._facts, widths, strict=True)
        return all(" ".join(self._rows(figure, px, wide)) == figure for (_, _, figure), wide in columns)

    def _widths(self, needs: list[float]) -> list[float]:
        """Of the columns: what each needs, the rest shared out evenly."""
        even = self.width() / len(needs)
        if all(need <= even for need in needs):
            return [even] * len(needs)
        spare = (self.width() - sum(needs)) / len(needs)
        return [need + spare for need in needs]

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._facts:
            return
        now, s = theme.current(), self._scale
        painter = QPainter(self)
        rect = QRectF(self.rect())
        painting.box(painter, rect, ground=now.surface, edge=now.border_soft, radius=20 * s, line=3 * s)
        left = 0.0
        px, icons, widths = self._columns()
        for (icon, label, figure), width in zip(self._facts, widths, strict=True):
            if left:
                edge = QRectF(left, 3 * s, 3 * s, rect.height() - 6 * s)
                painting.box(painter, edge, ground=now.border_soft, edge=None, radius=0)
            inner = left + 31 * s
            room = width - 40 * s
            words = inner
            if icon and icons:
                paint_icon(painter, icon, now.primary, QRectF(inner, 25 * s, 42 * s, 42 * s))
                words += 56 * s
            above = QRectF(words, 22 * s, room - (words - inner), 48 * s)
            painting.text(painter, above, label, theme.font(SMALL * s), now.ink_muted)
            big = theme.font(px * s, 700, letter_spacing=-0.01)
            rows = self._rows(figure, px, width)
            if len(rows) > 1:
                painting.lines(painter, inner, 76 * s, rows, big, now.ink, 44 * s)
            else:
                painting.text(painter, QRectF(inner, 80 * s, room, 76 * s), rows[0], big, now.ink)
            left += width
