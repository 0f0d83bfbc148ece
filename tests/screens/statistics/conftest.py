"""Scenes on the page *Statistik*."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.screens.statistics.stage import FakeStatistics, Stage, stage

Scene = Callable[[Stage], Awaitable[None]]


class Play(Protocol):
    """Runs a scene to its end."""

    def __call__(
        self, scene: Scene, *, acts: FakeStatistics | None = None, size: tuple[int, int] = (1366, 768)
    ) -> None: ...


@pytest.fixture
def play(app: QApplication, qtbot: QtBot) -> Play:
    """``play(scene)`` shows the page with the figures of today and runs ``scene`` on it."""

    def run(scene: Scene, *, acts: FakeStatistics | None = None, size: tuple[int, int] = (1366, 768)) -> None:
        async def main() -> None:
            shown = stage(acts=acts)
            qtbot.addWidget(shown.page)
            shown.page.resize(*size)
            shown.page.show()
            shown.page.activateWindow()
            qtbot.waitUntil(shown.page.isActiveWindow)
            await shown.settle()
            await scene(shown)
            assert shown.faults == []

        asyncio.run(main())

    return run
