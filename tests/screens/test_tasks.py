"""Work that a button starts."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton
from pytestqt.qtbot import QtBot

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.screens.tasks import TaskKeeper
from bkpsdm_desktop.screens.widgets.buttons import PrimaryButton
from bkpsdm_desktop.screens.widgets.touch import TouchButton


@dataclass
class Heard:
    """What the keeper said, in order."""

    said: list[tuple[str, object]] = field(default_factory=list)

    def fault(self, fault: BaseException) -> str:
        self.said.append(("fault", repr(fault)))
        return "K7QX"

    def done(self, result: object) -> None:
        self.said.append(("done", result))

    def refused(self, sentence: str) -> None:
        self.said.append(("refused", sentence))

    def failed(self, code: str) -> None:
        self.said.append(("failed", code))


Work = Callable[[], Awaitable[str]]


def play(scene: Callable[[TaskKeeper, Heard], Awaitable[None]]) -> list[tuple[str, object]]:
    heard = Heard()

    async def whole() -> None:
        await scene(TaskKeeper(heard.fault), heard)

    asyncio.run(whole())
    return heard.said


@pytest.mark.parametrize("kind", [PrimaryButton, TouchButton, QPushButton])
def test_two_quick_clicks_run_once(app: QApplication, qtbot: QtBot, kind: type[QAbstractButton]) -> None:
    button = kind()
    qtbot.addWidget(button)
    runs: list[int] = []

    async def scene(keeper: TaskKeeper, heard: Heard) -> None:
        gate = asyncio.Event()

        async def work() -> str:
            runs.append(1)
            await gate.wait()
            return "C012"

        def start() -> None:
            keeper.run(
                work, button=button, on_done=heard.done, on_refused=heard.refused, on_failed=heard.failed
            )

        button.clicked.connect(start)
        button.click()
        button.click()
        start()
        await asyncio.sleep(0)
        assert keeper.busy
        gate.set()
        await until_idle(keeper)
        button.click()
        await until_idle(keeper)

    assert play(scene) == [("done", "C012"), ("done", "C012")]
    assert len(runs) == 2


def test_the_button_is_busy_at_once_and_free_before_the_answer(app: QApplication, qtbot: QtBot) -> None:
    button = PrimaryButton("Panggil berikutnya")
    qtbot.addWidget(button)
    states: list[bool] = []

    async def scene(keeper: TaskKeeper, heard: Heard) -> None:
        async def work() -> str:
            return "C012"

        def done(result: str) -> None:
            states.append(button.busy)

        keeper.run(work, button=button, on_done=done, on_refused=heard.refused, on_failed=heard.failed)
        states.append(button.busy)
        await until_idle(keeper)

    play(scene)
    assert states == [True, False]


def test_the_worlds_fault_is_said_as_it_is(app: QApplication) -> None:
    async def work() -> str:
        raise Refused("C012 sudah dipanggil di Loket 2.")

    async def scene(keeper: TaskKeeper, heard: Heard) -> None:
        keeper.run(work, on_done=heard.done, on_refused=heard.refused, on_failed=heard.failed)
        await until_idle(keeper)

    assert play(scene) == [("refused", "C012 sudah dipanggil di Loket 2.")]


def test_our_fault_goes_to_the_log_and_a_code_to_the_screen(app: QApplication) -> None:
    async def work() -> str:
        raise KeyError("x")

    async def scene(keeper: TaskKeeper, heard: Heard) -> None:
        keeper.run(work, on_done=heard.done, on_refused=heard.refused, on_failed=heard.failed)
        await until_idle(keeper)

    assert play(scene) == [("fault", "KeyError('x')"), ("failed", "K7QX")]


def test_a_fault_of_the_screen_itself_takes_the_same_path(app: QApplication) -> None:
    async def work() -> str:
        return "C012"

    def broken(result: str) -> None:
        raise RuntimeError(result)

    async def scene(keeper: TaskKeeper, heard: Heard) -> None:
        keeper.run(work, on_done=broken, on_refused=heard.refused, on_failed=heard.failed)
        await until_idle(keeper)

    assert play(scene) == [("fault", "RuntimeError('C012')"), ("failed", "K7QX")]


def test_closing_cancels_and_says_nothing_more(app: QApplication, qtbot: QtBot) -> None:
    button = PrimaryButton("Simpan")
    qtbot.addWidget(button)
    ended: list[str] = []

    async def work() -> str:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("cancelled")
        return "never"

    async def scene(keeper: TaskKeeper, heard: Heard) -> None:
        def start() -> bool:
            return keeper.run(
                work, button=button, on_done=heard.done, on_refused=heard.refused, on_failed=heard.failed
            )

        assert start()
        await asyncio.sleep(0)
        keeper.close()
        await until_idle(keeper)
        assert not start()

    assert play(scene) == []
    assert ended == ["cancelled"]
    assert not button.busy


async def until_idle(keeper: TaskKeeper) -> None:
    for _ in range(20):
        await asyncio.sleep(0)
    assert not keeper.busy
