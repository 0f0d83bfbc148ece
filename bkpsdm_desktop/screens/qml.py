"""What QML takes from the theme: the icons."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickImageProvider

from bkpsdm_desktop.screens import icons

_USUAL = 96


class IconProvider(QQuickImageProvider):
    """``image://icon/wifi/B9CBD8`` is resources/icons/wifi.svg in that colour, at the size QML asks for.

    Give the Image a ``sourceSize``; a name without a file is an empty picture and a line in Qt's log.
    """

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:
        name, _, color = id.partition("/")
        side = max(requestedSize.width(), requestedSize.height())
        try:
            picture = icons.pixmap(name, f"#{color}", side if side > 0 else _USUAL).toImage()
        except FileNotFoundError:
            return QImage()
        size.setWidth(picture.width())
        size.setHeight(picture.height())
        return picture
