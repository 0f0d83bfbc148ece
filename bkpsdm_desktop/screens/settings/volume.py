"""The volume of each hour of the day as 24 bars: arrow keys and the mouse raise and lower them."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.widgets import painting

HOURS = 24
_STEP, _STRIDE = 5, 20
_SCALE = 18  # pixels below the bars for the hours
_KEYS = {
    Qt.Key.Key_Up: _STEP, Qt.Key.Key_Down: -_STEP, Qt.Key.Key_PageUp: _STRIDE, Qt.Key.Key_PageDown: -_STRIDE,
}  # fmt: skip


class VolumeByHour(QWidget):
    """``edited`` comes for each change by a person, ``pointed`` when another hour is meant."""

    edited = Signal()
    pointed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._levels = [80] * HOURS
        self._first = self._last = 8  # the hours that the arrow keys change
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Volume menurut jam")
        self._tell()

    @property
    def levels(self) -> tuple[int, ...]:
        """Percentages from midnight on."""
        return tuple(self._levels)

    def set_levels(self, levels: tuple[int, ...]) -> None:
        """Show others without saying so."""
        self._levels = list(levels)
        self._tell()

    @property
    def words(self) -> str:
        """The hours that are meant, and how loud they are."""
        low, high = min(self._span()), max(self._span())
        levels = {self._levels[hour] for hour in self._span()}
        loud = f"{levels.pop()}%" if len(levels) == 1 else f"{min(levels)}–{max(levels)}%"
        return f"Pukul {low:02d}.00–{high + 1:02d}.00 WIB: {loud}"

    def _span(self) -> range:
        return range(min(self._first, self._last), max(self._first, self._last) + 1)

    def _tell(self) -> None:
        self.setAccessibleDescription(self.words)
        self.pointed.emit()
        self.update()

    # --- keys and mouse --------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, wider = Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in _KEYS and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._raise(_KEYS[key])
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._point(self._last + (1 if key == Qt.Key.Key_Right else -1), wider)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._point(0 if key == Qt.Key.Key_Home else HOURS - 1, wider)
        else:
            super().keyPressEvent(event)

    def _point(self, hour: int, wider: bool) -> None:
        self._last = min(max(hour, 0), HOURS - 1)
        if not wider:
            self._first = self._last
        self._tell()

    def _raise(self, by: int) -> None:
        for hour in self._span():
            self._levels[hour] = min(max(self._levels[hour] + by, 0), 100)
        self._tell()
        self.edited.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._set_at(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._set_at(event)

    def _set_at(self, event: QMouseEvent) -> None:
        area = self._area()
        at = event.position()
        hour = int((at.x() - area.left()) / area.width() * HOURS)
        self._first = self._last = min(max(hour, 0), HOURS - 1)
        share = (area.bottom() - at.y()) / area.height()
        self._levels[self._last] = min(max(round(share * 100 / _STEP) * _STEP, 0), 100)
        self._tell()
        self.edited.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    # --- painting --------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(312, 116)

    def minimumSizeHint(self) -> QSize:
        return QSize(220, 84)

    def _area(self) -> QRectF:
        return QRectF(self.rect()).adjusted(6, 6, -6, -_SCALE - 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        now, painter, area = theme.current(), QPainter(self), self._area()
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -_SCALE)
        ring = self.hasFocus()
        painting.box(
            painter, frame, ground=now.surface, edge=now.primary if ring else now.border,
            radius=4, line=2 if ring else 1,
        )  # fmt: skip
        column = area.width() / HOURS
        meant = self._span()
        for hour, level in enumerate(self._levels):
            height = max(2.0, area.height() * level / 100)
            bar = QRectF(area.left() + hour * column + 1, area.bottom() - height, column - 2, height)
            painter.fillRect(bar, QColor(now.primary if hour in meant else now.border))
        font = theme.font(12)
        for hour in (0, 6, 12, 18, 24):
            place = area.left() + hour * column
            left = min(max(place - 20, 0.0), self.width() - 40.0)
            align = painting.LEFT if hour == 0 else painting.RIGHT if hour == 24 else painting.CENTER
            where = QRectF(left, self.height() - _SCALE + 2, 40, _SCALE - 2)
            painting.text(painter, where, f"{hour:02d}.00", font, now.ink_muted, align)
