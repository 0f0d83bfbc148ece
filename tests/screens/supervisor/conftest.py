"""Scenes at the supervisor's desk: a coroutine that gets a shown page on a fake office."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bkpsdm_desktop.services.supervision_rows import Supervision
from tests.screens.supervisor.stage import Stage, stage
from tests.screens.supervisor.story import morning

Scene = Callable[[Stage], Awaitable[None]]


class Play(Protocol):
    """Runs a scene to its end."""

    def __call__(
        self, scene: Scene, *, shown: Callable[[], Supervision] = morning, size: tuple[int, int] = (1366, 768)
    ) -> None: ...


@pytest.fixture
def play(app: QApplication, qtbot: QtBot) -> Play:
    """``play(scene)`` shows the page, waits until it is loaded, and runs ``scene`` on it."""

    def run(
        scene: Scene, *, shown: Callable[[], Supervision] = morning, size: tuple[int, int] = (1366, 768)
    ) -> None:
        async def main() -> None:
            there = stage(shown)
            qtbot.addWidget(there.page)
            there.page.resize(*size)
            there.page.show()
            there.page.activateWindow()
            qtbot.waitUntil(there.page.isActiveWindow)
            await there.settle()
            await scene(there)
            assert there.faults == []

        asyncio.run(main())

    return run
