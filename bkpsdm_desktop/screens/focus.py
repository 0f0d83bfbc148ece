"""The ring around the button that has the keyboard, drawn outside it, so that nothing inside shrinks."""

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QSplitter, QWidget

STAFF_RING = (3, 2)
TOUCH_RING = (8, 6)
"""Width of the ring and its distance from the button, in logical pixels."""


class FocusRing(QWidget):
    """A sibling of ``target`` that lies around it, lets the mouse through and follows it."""

    def __init__(self, target: QWidget, color: str, width: int, gap: int) -> None:
        super().__init__(target.parentWidget())
        self._target, self._color, self._width, self._gap = target, color, width, gap
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        target.installEventFilter(self)
        self._follow()
        self.setVisible(target.isVisible())
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.Move, QEvent.Type.Resize):
            self._follow()
        elif kind in (QEvent.Type.Show, QEvent.Type.Hide):
            self.setVisible(kind == QEvent.Type.Show)
        return False

    def dismiss(self) -> None:
        """Go for good: what happens to the target from now on does not bring it back."""
        if shiboken6.isValid(self._target):
            self._target.removeEventFilter(self)
        self.hide()
        self.deleteLater()

    def _follow(self) -> None:
        out = self._width + self._gap
        self.setGeometry(self._target.geometry().adjusted(-out, -out, out, out))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._color), self._width))
        half = self._width / 2
        radius = 6.0 + self._gap + half if self._width < TOUCH_RING[0] else 20.0 + self._gap + half
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), radius, radius)


class FocusRings(QObject):
    """Moves one ring from button to button.

    A button with the property ``touch`` gets the wide ring; ``color`` is told whether it has ``on_dark``.
    """

    def __init__(self, app: QApplication, color: Callable[[bool], str]) -> None:
        super().__init__(app)
        self._color = color
        self._ring: FocusRing | None = None
        app.focusChanged.connect(self._moved)

    def _moved(self, old: QWidget | None, new: QWidget | None) -> None:
        if self._ring is not None and shiboken6.isValid(self._ring):
            self._ring.dismiss()
        self._ring = None
        # a splitter would take the ring for a new pane; a window has nothing around it
        if not isinstance(new, QAbstractButton) or new.parentWidget() is None:
            return
        if isinstance(new.parentWidget(), QSplitter):
            return
        color = self._color(bool(new.property("on_dark")))
        self._ring = FocusRing(new, color, *(TOUCH_RING if new.property("touch") else STAFF_RING))
