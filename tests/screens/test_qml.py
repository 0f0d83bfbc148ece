"""Icons in QML."""

import pytest
from PySide6.QtCore import QSize, QUrl
from PySide6.QtGui import QColor
from PySide6.QtQml import QQmlComponent
from PySide6.QtQuick import QQuickItem, QQuickView
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bkpsdm_desktop.screens import icons
from bkpsdm_desktop.screens.qml import IconProvider

SCENE = b"""
import QtQuick
Rectangle {
    width: 96; height: 96; color: "#0B2A40"
    Image { anchors.fill: parent; source: "image://icon/check/FFDD00"; sourceSize: Qt.size(96, 96) }
}
"""


def test_qml_draws_icons(app: QApplication, qtbot: QtBot) -> None:
    view = QQuickView()
    view.engine().addImageProvider("icon", IconProvider())
    component = QQmlComponent(view.engine())
    component.setData(SCENE, QUrl())
    item = component.create()
    assert isinstance(item, QQuickItem), component.errorString()
    item.setParentItem(view.contentItem())
    view.resize(96, 96)
    view.show()
    qtbot.waitUntil(lambda: view.grabWindow().pixelColor(40, 72) == QColor("#FFDD00"))
    assert view.grabWindow().pixelColor(4, 4) == QColor("#0B2A40")
    view.close()
    item.deleteLater()
    view.deleteLater()


@pytest.mark.parametrize("side", [24, 60, 128])
def test_an_icon_comes_in_the_size_asked_for(app: QApplication, side: int) -> None:
    size = QSize()
    picture = IconProvider().requestImage("wifi/B9CBD8", size, QSize(side, side))
    assert size == picture.size() == QSize(side, side)
    assert picture == icons.pixmap("wifi", "#B9CBD8", side).toImage()


def test_an_icon_without_a_file_is_empty(app: QApplication) -> None:
    assert IconProvider().requestImage("no-such-icon/FFFFFF", QSize(), QSize(24, 24)).isNull()
