"""Icons of resources/icons in any colour and size, sharp at every device pixel ratio."""

from functools import lru_cache

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from bkpsdm_desktop import assets

_RATIOS = (1.0, 1.25, 1.5, 1.75, 2.0, 3.0)


@lru_cache(maxsize=256)
def _drawing(name: str, color: str) -> QSvgRenderer:
    svg = assets.resource("icons", f"{name}.svg").read_bytes()
    return QSvgRenderer(svg.replace(b"currentColor", color.encode()))


def paint_icon(painter: QPainter, name: str, color: str, box: QRectF) -> None:
    """Draw ``name`` (a file name without .svg) into ``box``. Raises FileNotFoundError for an unknown name."""
    drawing = _drawing(name, color)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    drawing.render(painter, box)
    painter.restore()


def pixmap(name: str, color: str, size: int, ratio: float = 1.0) -> QPixmap:
    """A square picture of ``size`` logical pixels for a screen of that device pixel ratio."""
    drawing = _drawing(name, color)  # a file that is missing is found before anything is painted
    picture = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    drawing.render(painter, QRectF(picture.rect()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def icon(name: str, color: str, size: int = 24) -> QIcon:
    """For Qt's own buttons and actions: holds one picture for each usual device pixel ratio."""
    made = QIcon()
    for ratio in _RATIOS:
        made.addPixmap(pixmap(name, color, size, ratio))
    return made
