"""Pictures of the counter console and the login: made-up people, the story of one morning."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator

from PySide6.QtWidgets import QWidget

from bkpsdm_desktop.screens.counter.verbs import Verb
from bkpsdm_desktop.services.rows import PersonRow
from tests.helpers.ticker import FakeTicker
from tests.screens.counter.office import RANI, FakeOffice, morning
from tests.screens.counter.stage import Stage, stage

Scene = Callable[[Stage], Awaitable[None]]


async def idle(scene: Stage) -> None:
    """Open, C012 is next."""


async def called(scene: Stage) -> None:
    scene.window.press(Verb.CALL_NEXT)
    await scene.settle()
    await scene.wait(18)


async def serving(scene: Stage) -> None:
    await called(scene)
    scene.window.press(Verb.START)
    await scene.settle()
    await scene.wait(252)


_SCENES: tuple[tuple[str, Scene, PersonRow, Callable[[FakeTicker], FakeOffice]], ...] = (
    ("counter-idle", idle, RANI, morning),
    ("counter-called", called, RANI, morning),
    ("counter-serving", serving, RANI, morning),
)


def pictures() -> Iterator[tuple[str, QWidget]]:
    """Each state by name; the window is closed when the next one is asked for."""
    loop = asyncio.new_event_loop()
    try:
        for name, scene, person, make in _SCENES:

            async def play(scene: Scene = scene, person: PersonRow = person, make=make) -> Stage:
                shown = stage(person=person, make=make)
                shown.window.resize(1366, 768)
                shown.window.show()
                await shown.settle()
                await scene(shown)
                return shown

            shown = loop.run_until_complete(play())
            yield name, shown.window
            shown.window.close()
    finally:
        loop.close()
