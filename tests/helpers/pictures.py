"""What a widget really shows: its pixels, and the words it draws."""

from xml.etree import ElementTree

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QColor, QImage
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QWidget


def drawn_text(widget: QWidget) -> str:
    """Every text that painting ``widget`` and its children draws, as it is drawn, joined by line breaks."""
    out = QByteArray()
    buffer = QBuffer(out)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    drawing = QSvgGenerator()
    drawing.setOutputDevice(buffer)
    drawing.setSize(QSize(widget.width(), widget.height()))
    widget.render(drawing)
    buffer.close()
    root = ElementTree.fromstring(bytes(out.data()))
    return "\n".join("".join(node.itertext()) for node in root.iter("{http://www.w3.org/2000/svg}text"))


def pixels(widget: QWidget) -> QImage:
    """``widget`` as it looks now, one pixel for each logical one."""
    picture = widget.grab().toImage()
    return picture.convertToFormat(QImage.Format.Format_RGB32)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2 between two colours, 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    rgb = QColor(color)
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (rgb.redF(), rgb.greenF(), rgb.blueF())
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
