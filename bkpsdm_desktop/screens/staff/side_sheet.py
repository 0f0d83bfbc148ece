"""A sheet at the right edge of the work area: not modal, without a veil. Everything beside it goes on."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.widgets.keys import KeyCap
from bkpsdm_desktop.screens.widgets.labels import Picture, plain_label

_LEFT_FREE = 40  # of the work area, so that one sees that it goes on below


class SideSheet(QWidget):
    """Lies over ``work`` from the foot of ``below`` on: a call for help that stands there is never covered.

    A subclass puts its content into ``body`` and names the widget that gets the keyboard in ``first``.
    """

    closed = Signal()
    wide = 468

    def __init__(self, title: str, icon: str, work: QWidget, below: QLayout | QWidget | None = None) -> None:
        super().__init__(work)
        self._work, self._below = work, below
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.first: QWidget = self
        self._before: QWidget | None = None
        rows = QVBoxLayout(self)
        rows.setContentsMargins(2, 0, 0, 0)
        rows.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 16, 8)
        head.setSpacing(10)
        picture = Picture(icon, 20)
        picture.set_color(lambda: theme.current().primary)
        head.addWidget(picture)
        head.addWidget(plain_label(title, size=18, weight=600))
        head.addStretch(1)
        head.addWidget(KeyCap("Esc"))
        head.addWidget(plain_label("tutup"))
        rows.addLayout(head)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(16, 0, 16, 12)
        self.body.setSpacing(8)
        rows.addLayout(self.body, 1)
        work.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Show the sheet and take the keyboard; where it was is remembered."""
        if not self.isVisible():
            self._before = self.window().focusWidget()
            self._fit()
            self.show()
            self.raise_()
        self.first.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_sheet(self) -> None:
        if not self.isVisible():
            return
        before, self._before = self._before, None
        if self.isAncestorOf(self.window().focusWidget()) or self.window().focusWidget() is self:
            if before is None or not before.isVisible() or not before.isEnabled():
                before = self.window()
            before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.hide()
        self.closed.emit()

    def toggle(self) -> None:
        """Its key again closes it."""
        if self.isVisible():
            self.close_sheet()
        else:
            self.open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_sheet()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        fits_anew = (QEvent.Type.Resize, QEvent.Type.LayoutRequest)
        if watched is self._work and event.type() in fits_anew and self.isVisible():
            self._fit()
        return False

    def _fit(self) -> None:
        work = self._work.rect()
        top = 0
        if self._below is not None:
            layout = self._work.layout()
            if layout is not None:
                layout.activate()
            above = self._below.geometry()
            top = above.bottom() + 1 if above.height() > 1 else 0
        width = min(self.wide, work.width() - _LEFT_FREE)
        self.setGeometry(QRect(work.width() - width, top, width, work.height() - top))

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(now.surface))
        painter.fillRect(QRect(0, 0, 2, self.height()), QColor(now.primary))
        painter.fillRect(QRect(0, 0, self.width(), 1), QColor(now.border_soft))
