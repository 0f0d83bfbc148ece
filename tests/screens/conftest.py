"""The application in one theme or in both."""

from typing import cast

import pytest
from PySide6.QtWidgets import QApplication

from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.theme import Theme


@pytest.fixture
def app(qapp: QApplication) -> QApplication:
    """The application, light."""
    theme.apply(qapp, theme.light())
    return qapp


@pytest.fixture(params=["light", "dark"])
def each_theme(qapp: QApplication, request: pytest.FixtureRequest) -> Theme:
    """The test runs in both themes."""
    look = theme.dark() if cast(str, request.param) == "dark" else theme.light()
    theme.apply(qapp, look)
    return look
