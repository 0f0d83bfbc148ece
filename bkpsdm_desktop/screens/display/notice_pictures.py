"""The pictures of notices for QML: ``image://notice/<name>``."""

from collections.abc import Set

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickImageProvider


class NoticePictures:
    """Decoded pictures by name; what can't be decoded is an empty one."""

    def __init__(self) -> None:
        self._images: dict[str, QImage] = {}
        self.provider = _Provider(self._images)

    def has(self, name: str) -> bool:
        return name in self._images

    def put(self, name: str, content: bytes) -> None:
        self._images[name] = QImage.fromData(content)

    def drawable(self, name: str) -> bool:
        return name in self._images and not self._images[name].isNull()

    def keep(self, names: Set[str]) -> None:
        for name in self._images.keys() - names:
            del self._images[name]


class _Provider(QQuickImageProvider):
    def __init__(self, images: dict[str, QImage]) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._images = images

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:
        found = self._images.get(id, QImage())
        size.setWidth(found.width())
        size.setHeight(found.height())
        return found
