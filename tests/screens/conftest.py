"""The application in one theme or in both, and a window around the widget under test."""

from collections.abc import Callable
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.theme import Theme


@pytest.fixture
def app(qapp: QApplication) -> QApplication:
    """The application, light, and no key held down."""
    theme.apply(qapp, theme.light())
    # A click on Shift+F7 leaves Shift down for the test after it: a row selected then extends nothing.
    QTest.keyRelease(QWidget(), Qt.Key.Key_Escape)
    return qapp


@pytest.fixture(params=["light", "dark"])
def each_theme(qapp: QApplication, request: pytest.FixtureRequest) -> Theme:
    """The test runs in both themes."""
    look = theme.dark() if cast(str, request.param) == "dark" else theme.light()
    theme.apply(qapp, look)
    return look


Stage = Callable[..., QWidget]


@pytest.fixture
def stage(qtbot: QtBot) -> Stage:
    """``stage(widget, width=0, margin=24)``: a shown, active window around the widget, kept for the test."""
    kept: list[QWidget] = []

    def show(widget: QWidget, width: int = 0, margin: int = 24) -> QWidget:
        host = QWidget()
        kept.append(host)
        qtbot.addWidget(host)
        column = QVBoxLayout(host)
        column.setContentsMargins(margin, margin, margin, margin)
        column.addWidget(widget)
        if width:
            host.resize(width, host.sizeHint().height())
        host.show()
        host.activateWindow()
        qtbot.waitUntil(host.isActiveWindow)
        return host

    return show
