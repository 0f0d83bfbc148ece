"""The rail at the left: which part of the program is shown."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QWidget

from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.icons import paint_icon
from bkpsdm_desktop.screens.theme import Density
from bkpsdm_desktop.screens.widgets import painting


class NavRail(QFrame):
    """The ground of the rail: white, with a hairline to the work area."""

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(now.surface))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), QColor(now.border_soft))


class NavyHead(QFrame):
    """The navy ground of a window's head, the same in both themes."""

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor(theme.current().header))


class NavItem(QAbstractButton):
    """Icon over its word, or the icon alone with the word as tool tip."""

    def __init__(self, word: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._density = Density.NORMAL
        self.setText(word)
        self.setAccessibleName(word)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_density(self, density: Density) -> None:
        self._density = density
        self.setToolTip("" if density.px.nav_words else self.text())
        self.updateGeometry()
        self.update()

    def nextCheckState(self) -> None:
        """A part that is shown stays shown when it is clicked."""
        self.setChecked(True)

    def sizeHint(self) -> QSize:
        return QSize(self._density.px.nav, self._density.px.nav_item)

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        box = QRectF(self.rect())
        ink = now.primary if self.isChecked() else now.ink_muted
        if self.isChecked():
            painter.fillRect(box, QColor(now.primary_soft))
            painter.fillRect(QRectF(0, 0, 4, box.height()), QColor(now.primary))
        words = self._density.px.nav_words
        top = (box.height() - (40 if words else 22)) / 2
        paint_icon(painter, self._icon, ink, QRectF(box.center().x() - 11, top, 22, 22))
        if words:
            line = QRectF(0, top + 25, box.width(), 15)
            font = theme.font(12, 600 if self.isChecked() else 500)
            painting.text(painter, line, self.text(), font, ink, painting.CENTER)
