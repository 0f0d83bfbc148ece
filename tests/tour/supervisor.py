"""Pictures of the supervisor's screen: the office of one made-up morning, and what is behind its figures."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, replace

import shiboken6
from PySide6.QtWidgets import QApplication, QWidget

from bkpsdm_desktop.domain.advice import NOTHING
from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.supervisor.panel_rows import AtCounter, Facts
from bkpsdm_desktop.services.supervision_rows import Figure, Of, Spread, Supervision
from tests.screens.supervisor.stage import Stage, stage
from tests.screens.supervisor.story import morning

CUTI = Figure(Of.WAITING, ("CUTI",))


async def board(there: Stage) -> None:
    """Nothing opened."""


def opened(opens: object) -> Callable[[Stage], Awaitable[None]]:
    async def scene(there: Stage) -> None:
        there.page.open_behind(opens)
        await there.settle()

    return scene


async def history(there: Stage) -> None:
    there.page.open_behind(CUTI)
    there.page.tickets.open_button.click()
    await there.settle()


async def moving(there: Stage) -> None:
    there.page.open_behind(CUTI)
    there.page.tickets.move_button.click()
    await there.settle()


async def closing_the_day(there: Stage) -> None:
    there.page.ask_close_day()


async def no_link(there: Stage) -> None:
    there.feed.link(False)


def before_opening() -> Supervision:
    """Nobody has come yet."""
    view = morning()
    nothing = Spread(count=0, median=None, p90=None)
    groups = [
        replace(group, waiting=0, longest=None, p90=None, waits=0, ends_at=None) for group in view.groups
    ]
    return replace(
        view, tickets=(), groups=tuple(groups), ends_at=None, waits=nothing, services=nothing, advice=NOTHING,
        bookings=(), breaks=(), accuracy=None,
    )  # fmt: skip


@dataclass(frozen=True)
class Scene:
    """A state worth a picture."""

    name: str
    play: Callable[[Stage], Awaitable[None]]
    shown: Callable[[], Supervision] = morning
    dark: bool = False


SCENES = (
    Scene("pengawas", board),
    Scene("pengawas-pagi", board, before_opening),
    Scene("pengawas-menunggu", opened(CUTI)),
    Scene("pengawas-riwayat", history),
    Scene("pengawas-pindahkan", moving),
    Scene("pengawas-loket", opened(AtCounter(6))),
    Scene("pengawas-alat", opened(Facts("health"))),
    Scene("pengawas-habis", opened(Facts("forecast"))),
    Scene("pengawas-tutup-hari", closing_the_day),
    Scene("pengawas-terputus", no_link),
    Scene("pengawas-gelap", board, dark=True),
)


async def _play(scene: Scene, size: tuple[int, int]) -> Stage:
    there = stage(scene.shown)
    there.page.resize(*size)
    there.page.show()
    await there.settle()
    await scene.play(there)
    return there


def pictures(size: tuple[int, int]) -> Iterator[tuple[str, QWidget]]:
    """Each state by name; its window closes when the next is asked for. Needs a dressed application."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    loop = asyncio.new_event_loop()
    try:
        for scene in SCENES:
            theme.apply(app, theme.dark() if scene.dark else theme.light())
            there = loop.run_until_complete(_play(scene, size))
            yield scene.name, there.page
            there.page.close()
            shiboken6.delete(there.page)
        theme.apply(app, theme.light())
    finally:
        loop.close()
