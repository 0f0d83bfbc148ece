"""Stations with their windows in this process, and a clerk who presses keys in them."""

import asyncio
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

from bkpsdm_desktop.app.data_folder import DataFolder
from bkpsdm_desktop.app.station import Station, pc_clock
from bkpsdm_desktop.app.windows import StationWindows
from bkpsdm_desktop.screens.counter.verbs import Verb
from bkpsdm_desktop.screens.counter.window import CounterWindow
from bkpsdm_desktop.services.counter_rows import CounterView
from bkpsdm_desktop.services.rows import CounterState

_LONGEST_SECONDS = 60.0
_LOOK_SECONDS = 0.005
_SIZES = {"loket": (1366, 768), "layar": (1280, 720)}


class Opened:
    """A running station and its first window."""

    def __init__(self, station: Station) -> None:
        self.station = station
        size = _SIZES[station.config.role]
        self.windows = StationWindows(station, lambda: None, office="BKPSDM Kota Contoh", size=size)

    @classmethod
    async def at(
        cls,
        folder: DataFolder,
        name: str,
        *,
        clock: Callable[[], datetime] = pc_clock,
        kind: type[Station] = Station,
    ) -> "Opened":
        station = kind(folder, folder.read_station(name), pc_now=clock)
        await station.open()
        opened = cls(station)
        opened.windows.open()
        await station.start()
        return opened

    async def close(self) -> None:
        self.windows.close()
        await self.station.close()

    async def sign_in(self, username: str, password: str) -> "Clerk":
        """The clerk's console, the counter not open yet."""
        login = self.windows.login
        assert login is not None
        login.username.setText(username)
        login.password.setText(password)
        login.submit()
        await until(lambda: self.windows.counter is not None and self.windows.counter.view is not None)
        counter = self.windows.counter
        assert counter is not None
        return Clerk(counter)


class Clerk:
    """Presses keys of a console, and waits until it shows what came of it."""

    def __init__(self, counter: CounterWindow) -> None:
        self.counter = counter

    @property
    def view(self) -> CounterView:
        view = self.counter.view
        assert view is not None
        return view

    async def open_counter(self) -> None:
        await self.press(Verb.OPEN, lambda view: view.state is CounterState.OPEN)

    async def serve_next(self) -> str:
        """One visitor from the call to the end; the number."""
        await self.press(Verb.CALL_NEXT, lambda view: view.active is not None)
        active = self.view.active
        assert active is not None
        label = active.label
        await self.press(Verb.START, lambda view: view.active is not None and view.active.state == "serving")
        await self.press(Verb.FINISH, lambda view: view.active is None)
        return label

    async def press(self, verb: Verb, shown: Callable[[CounterView], bool]) -> None:
        await until(lambda: not self.counter.acting)  # in a busy office it reads again and again
        self.counter.press(verb)
        await until(lambda: shown(self.view))


async def until(condition: Callable[[], Any]) -> None:
    """Go on with the event loop until the condition holds. Raises ``TimeoutError`` when it does not."""
    deadline = time.monotonic() + _LONGEST_SECONDS
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError("the window does not go on")
        await asyncio.sleep(_LOOK_SECONDS)
