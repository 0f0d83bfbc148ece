"""Scenes at the counter: a coroutine that gets a shown window on a fake office."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bkpsdm_desktop.services.rows import PersonRow
from tests.helpers.ticker import FakeTicker
from tests.screens.counter.office import RANI, FakeOffice, morning
from tests.screens.counter.stage import Stage, stage

Scene = Callable[[Stage], Awaitable[None]]


class Play(Protocol):
    """Runs a scene to its end."""

    def __call__(
        self,
        scene: Scene,
        *,
        make: Callable[[FakeTicker], FakeOffice] = morning,
        person: PersonRow = RANI,
        size: tuple[int, int] = (1366, 768),
    ) -> None: ...


@pytest.fixture
def play(app: QApplication, qtbot: QtBot) -> Play:
    """``play(scene)`` shows the window, waits until it is loaded, and runs ``scene`` on it."""

    def run(
        scene: Scene,
        *,
        make: Callable[[FakeTicker], FakeOffice] = morning,
        person: PersonRow = RANI,
        size: tuple[int, int] = (1366, 768),
    ) -> None:
        async def main() -> None:
            shown = stage(person=person, make=make)
            qtbot.addWidget(shown.window)
            shown.window.resize(*size)
            shown.window.show()
            shown.window.activateWindow()
            qtbot.waitUntil(shown.window.isActiveWindow)
            await shown.settle()
            await scene(shown)
            assert shown.faults == []

        asyncio.run(main())

    return run
