"""Looking into a drawn display: its visible texts and where they stand."""

from collections.abc import Iterator
from typing import cast

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont
from PySide6.QtQuick import QQuickItem

from bkpsdm_desktop.screens.display.window import DisplayWindow


def texts(window: DisplayWindow) -> list[QQuickItem]:
    """Every visible text that has words."""
    root = window.view.rootObject()
    return [item for item in _items(root) if _is_text(item) and item.isVisible() and words(item)]


def all_texts(window: DisplayWindow) -> list[QQuickItem]:
    return [item for item in _items(window.view.rootObject()) if _is_text(item)]


def words(item: QQuickItem) -> str:
    return str(item.property("text")).replace("\N{NO-BREAK SPACE}", " ")


def find(window: DisplayWindow, text: str) -> QQuickItem:
    """The one visible text with these words."""
    (found,) = [item for item in texts(window) if words(item) == text]
    return found


def font_of(item: QQuickItem) -> QFont:
    return cast(QFont, item.property("font"))


def place(item: QQuickItem) -> QRectF:
    """Where an item stands, in pixels of the window."""
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


def _is_text(item: QQuickItem) -> bool:
    return item.metaObject().indexOfProperty("textFormat") >= 0


def _items(item: QQuickItem) -> Iterator[QQuickItem]:
    yield item
    for child in item.childItems():
        yield from _items(child)
