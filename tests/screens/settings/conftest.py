"""Scenes on the settings page."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bkpsdm_desktop.services.rows import PersonRow
from tests.screens.settings.fakes import FakeSettings
from tests.screens.settings.stage import WATI, Stage, stage

Scene = Callable[[Stage], Awaitable[None]]


class Play(Protocol):
    """Runs a scene to its end."""

    def __call__(
        self,
        scene: Scene,
        *,
        title: str = "",
        acts: FakeSettings | None = None,
        person: PersonRow = WATI,
        size: tuple[int, int] = (1366, 768),
    ) -> None: ...


@pytest.fixture
def play(app: QApplication, qtbot: QtBot) -> Play:
    """``play(scene, title="Jam buka")`` shows the page, opens that section, and runs ``scene`` on it."""

    def run(
        scene: Scene,
        *,
        title: str = "",
        acts: FakeSettings | None = None,
        person: PersonRow = WATI,
        size: tuple[int, int] = (1366, 768),
    ) -> None:
        async def main() -> None:
            shown = stage(acts=acts, person=person)
            qtbot.addWidget(shown.page)
            shown.page.resize(*size)
            shown.page.show()
            shown.page.activateWindow()
            qtbot.waitUntil(shown.page.isActiveWindow)
            await shown.settle()
            if title:
                await shown.open(title)
            await scene(shown)
            assert shown.faults == []

        asyncio.run(main())

    return run
