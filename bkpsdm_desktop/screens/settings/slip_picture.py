"""A slip as the ticket printer draws it, as wide as there is room."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

_EDGE = 11


class SlipPicture(QScrollArea):
    """Scrolls when the slip is longer than its room; the keyboard passes it by."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._picture = QPixmap()
        self._label = QLabel()
        self._label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._label.setAccessibleName("Slip contoh")
        inner = QWidget()
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        rows.addWidget(self._label)
        rows.addStretch(1)
        self.setWidget(inner)

    def show_png(self, png: bytes) -> None:
        """Show another slip; where one has scrolled to stays."""
        picture = QPixmap()
        picture.loadFromData(png)
        self._picture = picture
        self._fit()

    @property
    def slip(self) -> QPixmap:
        """What is shown, in dots of the printer."""
        return self._picture

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._picture.isNull():
            return
        # Narrow paper is as narrow here: both are seen at one scale.
        width = max(80, round((self.viewport().width() - 2 * _EDGE - 2) * self._picture.width() / 576))
        mode = Qt.TransformationMode.SmoothTransformation
        self._label.setPixmap(self._picture.scaledToWidth(width, mode))
