"""Stations of an office as they run: real windows, real database, one joined event loop."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from bkpsdm_desktop.app.data_folder import DataFolder
from bkpsdm_desktop.app.loop import application, run
from bkpsdm_desktop.app.setup import Setup, clock_of, initialise_postgresql
from bkpsdm_desktop.app.station import Station, open_work
from bkpsdm_desktop.app.windows import StationWindows
from bkpsdm_desktop.domain.rights import Role
from bkpsdm_desktop.screens.start.acts import NewOffice, StartChoice
from bkpsdm_desktop.services import people
from bkpsdm_desktop.services.made_up import open_at_all_hours
from bkpsdm_desktop.services.stamps import Stamp
from bkpsdm_desktop.store.ids import new_id
from bkpsdm_desktop.store.work import Work
from tests.helpers.accounts import QUICK

PASSWORD = "kopi pagi di loket"
PIN = "270519"
OFFICE = NewOffice(
    code="TGS",
    agency="BKPSDM",
    place="Kota Contoh",
    portal="",
    admin_name="Maya Pengandaian",
    admin_username="maya",
    admin_password=PASSWORD,
    kiosk_pin=PIN,
)
_SIZES = {"kiosk": (1080, 1920), "loket": (1366, 768), "layar": (1280, 720), "meja": (1366, 768)}
_LOOK_SECONDS = 0.02


@dataclass
class Pc:
    """A PC of an office that is open at any hour; its stations print into ``slips``."""

    folder: DataFolder
    slips: Path
    database: str = ""
    opened: list[Station] = field(default_factory=list)

    def add(self, role: str, counter: int | None = None) -> str:
        """Make this PC a station; returns its name."""
        config = Setup(self.folder).register(choice(role, counter, self.database, f"file:{self.slips}"))
        config.full_screen = False
        self.folder.write_station(config)
        return config.name

    def work(self) -> Work:
        """The office's database; close it."""
        return open_work(self.folder, self.database)

    @asynccontextmanager
    async def running(self, name: str) -> AsyncIterator[StationWindows]:
        """A station with its window; closed at the end, and nothing of it is left."""
        station = Station(self.folder, self.folder.read_station(name))
        await station.open()
        size = _SIZES[station.config.role]
        windows = StationWindows(station, lambda: None, office="BKPSDM Kota Contoh", size=size)
        windows.open()
        await station.start()
        self.opened.append(station)
        try:
            yield windows
        finally:
            windows.close()
            await station.close()


def choice(role: str, counter: int | None, database: str = "", printer: str = "") -> StartChoice:
    """What the start window gives."""
    return StartChoice(
        role=role,
        counter=counter,
        database=database,
        printer=printer,
        paper_width=576,
        screen_inches=27.0,
        farthest_seat_m=6.0,
    )


def pc_of_an_office(root: Path, database: str = "") -> Pc:
    """The first PC of a new office, with a clerk (rani) and a supervisor (siti)."""
    folder = DataFolder(root)
    setup = Setup(folder, passwords=QUICK)
    if database:
        folder.create()
        initialise_postgresql(database)
    else:
        setup.prepare_embedded()
    setup.make_office(database, OFFICE)
    slips = root / "slip"
    slips.mkdir()
    pc = Pc(folder, slips, database)
    work = pc.work()
    now = clock_of(work)
    here = work.run(setup.here, now)
    work.run(open_at_all_hours, now=now)
    for username, name, role in (
        ("rani", "Rani Contoh", Role.CLERK),
        ("siti", "Siti Misalnya", Role.SUPERVISOR),
    ):
        work.run(
            people.add_person,
            Stamp(id=new_id(), at=now, station=here),
            username=username,
            name=name,
            role=role,
            password_hash=QUICK.hash_password(PASSWORD, username=username),
            skills=dict.fromkeys("ACKULM") if role is Role.CLERK else {},
        )
    work.close()
    return pc


async def until(condition: Callable[[], object], *, seconds: float = 30) -> None:
    """Go on with the event loop until the condition holds; fail when it does not in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"not within {seconds} s"
        await asyncio.sleep(_LOOK_SECONDS)


async def at_once(act: Callable[[], object]) -> None:
    """Do something that lets Qt work on its events meanwhile: not inside a task, where no other could run."""
    loop = asyncio.get_running_loop()
    done = loop.create_future()

    def do() -> None:
        try:
            done.set_result(act())
        except Exception as fault:
            done.set_exception(fault)

    loop.call_soon(do)
    await done


async def tap(widget: QWidget) -> None:
    """A finger on the middle of a widget, through the native window."""
    handle = widget.window().windowHandle()
    at = widget.mapTo(widget.window(), widget.rect().center())
    nothing = Qt.KeyboardModifier.NoModifier
    await at_once(lambda: QTest.mouseClick(handle, Qt.MouseButton.LeftButton, nothing, at))


def _keyboard(window: QWidget) -> QWidget:
    holder = window.focusWidget()
    # the stub forgets that nothing may have the keyboard
    return window if holder is None else holder  # type: ignore[redundant-expr]


async def key(window: QWidget, keys: str) -> None:
    """A key (``Ctrl+K``), to whatever has the keyboard in the window."""
    pressed = QKeySequence(keys)[0]  # type: ignore[index]  # the stub lacks it
    code, held = pressed.key(), pressed.keyboardModifiers()
    await at_once(lambda: QTest.keyClick(_keyboard(window), code, held))


async def typed(window: QWidget, text: str) -> None:
    """Text, to whatever has the keyboard in the window."""
    await at_once(lambda: QTest.keyClicks(_keyboard(window), text))


def live(story: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Play a story on the program's own event loop; no task and no thread of it is left."""
    before = set(threading.enumerate())

    async def main() -> int:
        of_the_loop = asyncio.all_tasks()
        await story()
        rest = asyncio.all_tasks() - of_the_loop
        assert not rest, f"still at work: {rest}"
        left = [thread.name for thread in set(threading.enumerate()) - before if not _is_of_the_loop(thread)]
        assert not left, f"threads left: {left}"
        return 0

    assert run(application(), main) == 0


def _is_of_the_loop(thread: threading.Thread) -> bool:
    """The event loop's own workers end with it."""
    return isinstance(thread, threading._DummyThread)
