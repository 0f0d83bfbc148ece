"""Scenes on the page of booked visits."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.screens.bookings.office import FakeBookings
from tests.screens.bookings.stage import Stage, stage

Scene = Callable[[Stage], Awaitable[None]]


class Play(Protocol):
    """Runs a scene to its end."""

    def __call__(
        self, scene: Scene, *, acts: FakeBookings | None = None, size: tuple[int, int] = (1366, 768)
    ) -> None: ...


@pytest.fixture
def play(app: QApplication, qtbot: QtBot) -> Play:
    """``play(scene)`` shows the page and runs ``scene`` on it."""

    def run(scene: Scene, *, acts: FakeBookings | None = None, size: tuple[int, int] = (1366, 768)) -> None:
        async def main() -> None:
            shown = stage(acts)
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
