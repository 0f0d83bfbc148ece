"""Sheets: what lies over the work area for a moment. Not dialogs: every key of the counter still works."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.widgets.keys import KeyCap
from bkpsdm_desktop.screens.widgets.labels import Picture, plain_label

_TOP = 24


class Sheet(QWidget):
    """A card over a veil. Esc, or a click on the veil, closes it and gives the keyboard back.

    A subclass puts its content into ``body`` and names the widget that gets the keyboard in ``first``.
    """

    closed = Signal()
    wide = 760
    tall = False
    """Width in logical pixels; whether the card takes all the height there is."""

    def __init__(self, title: str, icon: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setAccessibleName(title)
        self.first: QWidget = self
        self._before: QWidget | None = None
        self.card = QFrame(self)
        self.card.setObjectName("card")
        rows = QVBoxLayout(self.card)
        rows.setContentsMargins(2, 2, 2, 2)
        rows.setSpacing(0)
        self.head = QHBoxLayout()
        self.head.setContentsMargins(16, 12, 16, 12)
        self.head.setSpacing(12)
        picture = Picture(icon, 22)
        picture.set_color(lambda: theme.current().primary)
        self.head.addWidget(picture)
        self.title = plain_label(title, size=18, weight=600)
        self.head.addWidget(self.title)
        self.head.addStretch(1)
        rows.addLayout(self.head)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(16, 4, 16, 16)
        self.body.setSpacing(12)
        rows.addLayout(self.body, 1)
        self.foot = QHBoxLayout()
        self.foot.setContentsMargins(16, 10, 16, 10)
        self.foot.setSpacing(6)
        rows.addLayout(self.foot)
        parent.installEventFilter(self)
        self.hide()

    def add_hint(self, words: str, *keys: str) -> None:
        """Keys and what they do, at the foot."""
        for key in keys:
            self.foot.addWidget(KeyCap(key))
        self.foot.addWidget(plain_label(words))
        self.foot.addSpacing(10)

    def open(self) -> None:
        """Show the sheet and take the keyboard; where it was is remembered."""
        if self.isVisible():
            return
        window = self.window()
        self._before = window.focusWidget()
        self._fill()
        self.show()
        self.raise_()
        self.first.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_sheet(self) -> None:
        if not self.isVisible():
            return
        self.hide()
        if self._before is not None and self._before.isVisible() and self._before.isEnabled():
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        else:
            self.window().setFocus(Qt.FocusReason.PopupFocusReason)
        self._before = None
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_sheet()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays within the card: what lies under the veil is not reached by accident."""
        chain = [
            widget
            for widget in self.card.findChildren(QWidget)
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled()
        ]
        if not chain:
            return True
        now = self.window().focusWidget()
        place = chain.index(now) if now in chain else -1
        chain[(place + (1 if forward else -1)) % len(chain)].setFocus(
            Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        )
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() == QEvent.Type.Resize:
            self._fill()
        return False

    def _fill(self) -> None:
        over = self._over.rect()
        self.setGeometry(over)
        width = min(self.wide, over.width() - 32)
        room = over.height() - 2 * _TOP
        height = room if self.tall else min(max(self.card.sizeHint().height(), 340), room)
        self.card.setGeometry((over.width() - width) // 2, _TOP, width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        veil = QColor(now.header)
        veil.setAlphaF(0.5)
        painter = QPainter(self)
        painter.fillRect(self.rect(), veil)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(now.surface))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(self.card.geometry(), 8, 8)
        pen = painter.pen()
        pen.setColor(QColor(now.primary))
        pen.setStyle(Qt.PenStyle.SolidLine)
        pen.setWidth(2)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(self.card.geometry().adjusted(1, 1, -1, -1), 8, 8)
