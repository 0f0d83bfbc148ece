"""Labels that never read markup, and pictures beside them."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.icons import paint_icon
from bkpsdm_desktop.screens.theme import Theme
from bkpsdm_desktop.screens.widgets import painting


class WrappedLabel(QLabel):
    """A label of several lines that measures a text once for a width: Qt shapes it anew at every question,
    and a layout in a layout asks a dozen times."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heights: dict[int, int] = {}
        self.setWordWrap(True)

    def setText(self, words: str) -> None:
        self._heights.clear()
        super().setText(words)

    def setContentsMargins(self, left: int, top: int, right: int, bottom: int) -> None:  # type: ignore[override]
        self._heights.clear()
        super().setContentsMargins(left, top, right, bottom)

    def changeEvent(self, event: QEvent) -> None:
        self._heights.clear()  # another font or style
        super().changeEvent(event)

    def heightForWidth(self, width: int) -> int:
        height = self._heights.get(width)
        if height is None:
            height = self._heights[width] = super().heightForWidth(width)
        return height


def plain_label(
    words: str = "",
    *,
    size: float = 13,
    weight: QFont.Weight | int = 400,
    role: str = "",
    wrap: bool = False,
    parent: QWidget | None = None,
) -> QLabel:
    """``words`` as they are. ``role`` is their colour in the style sheet: muted, ok, warn, bad, primary."""
    made = WrappedLabel(parent) if wrap else QLabel(parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setFont(theme.font(size, weight))
    if role:
        made.setProperty("role", role)
    made.setText(words)
    return made


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Set a dynamic property that the style sheet looks at, and let it look again."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def _ink(now: Theme) -> str:
    return now.ink


class Picture(QWidget):
    """An icon by itself, tinted at each painting, so that it follows the theme."""

    def __init__(self, name: str = "", size: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._color: Callable[[], str] = lambda: theme.current().ink
        self.setFixedSize(size, size)

    def set_icon(self, name: str) -> None:
        self._name = name
        self.update()

    def set_color(self, color: Callable[[], str]) -> None:
        """``color`` is asked at each painting."""
        self._color = color
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._name:
            paint_icon(QPainter(self), self._name, self._color(), QRectF(self.rect()))


class ElidedLabel(QWidget):
    """One line that gives way: elided on the right, whole in the tool tip and for assistive technology.

    Without ``grow`` it takes no more room than its words need.
    """

    def __init__(
        self,
        words: str = "",
        *,
        size: float = 13,
        weight: QFont.Weight | int = 400,
        color: Callable[[Theme], str] = _ink,
        grow: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._font = theme.font(size, weight)
        self._color = color
        self._grow = grow
        wide = QSizePolicy.Policy.Expanding if grow else QSizePolicy.Policy.Maximum
        self.setSizePolicy(wide, QSizePolicy.Policy.Fixed)
        self.set_text(words)

    def set_text(self, words: str) -> None:
        self._words = words
        self.setAccessibleName(words)
        self.updateGeometry()
        self._fit()

    @property
    def text(self) -> str:
        return self._words

    @property
    def elided(self) -> bool:
        return painting.width_of(self._words, self._font) > self.width()

    def _fit(self) -> None:
        self.setToolTip(painting.plain_tip(self._words) if self.elided else "")
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._font)
        return QSize(metrics.horizontalAdvance(self._words) + 2, metrics.height() + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(24, self.sizeHint().width()), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        align = painting.LEFT if self._grow else painting.RIGHT
        painting.text(QPainter(self), QRectF(self.rect()), self._words, self._font, self._color(now), align)
