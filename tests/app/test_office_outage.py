"""An office on PostgreSQL whose server stops, or whose cable is pulled (D16): the real windows of a kiosk, a
counter and a display."""

import asyncio
import gc
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from sqlalchemy import create_engine, func, make_url, select, text
from sqlalchemy.orm import Session

from bkpsdm_desktop.app import start
from bkpsdm_desktop.app.acts import KioskDesk
from bkpsdm_desktop.app.demo import MadeUp
from bkpsdm_desktop.app.loop import application, run
from bkpsdm_desktop.app.setup import initialise_postgresql
from bkpsdm_desktop.app.station import Station
from bkpsdm_desktop.app.windows import StationWindows
from bkpsdm_desktop.domain.errors import DatabaseUnavailable
from bkpsdm_desktop.screens.counter.login import LoginWindow
from bkpsdm_desktop.screens.counter.verbs import NO_LINK, Verb
from bkpsdm_desktop.screens.counter.window import CounterWindow
from bkpsdm_desktop.screens.kiosk.window import KioskWindow
from bkpsdm_desktop.screens.start.problem import ProblemWindow
from bkpsdm_desktop.services.rows import CounterState
from bkpsdm_desktop.store.ids import reference_id
from bkpsdm_desktop.store.tables import AnnouncementSeen, Ticket
from tests.helpers.line import Line, line_to
from tests.helpers.pc import COUNTER, DISPLAY, KIOSK, made_up_pc, person, until, windows_of
from tests.helpers.postgres import PostgresServer, running_postgres

pytestmark = pytest.mark.slow

UNAVAILABLE = "Nomor sedang tidak tersedia, silakan ke petugas"
BACK_SECONDS = 5.0
NOTICED_SECONDS = 20.0  # 10 s, on a machine that does other things too


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    """A server of these tests alone: they stop it."""
    with running_postgres() as server, pytest.MonkeyPatch.context() as patch:
        for name, value in server.environment().items():
            patch.setenv(name, value)
        yield server


@pytest.fixture
def line(server: PostgresServer) -> Iterator[Line]:
    with line_to(server.port) as line:
        yield line


@pytest.fixture
def made(server: PostgresServer, line: Line, tmp_path: Path) -> MadeUp:
    """An office whose stations reach their server through the line."""
    name = f"kantor_{time.monotonic_ns()}"
    admin = create_engine(server.url(), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    admin.dispose()
    initialise_postgresql(server.url(name))
    url = make_url(server.url(name)).set(port=line.port).render_as_string()
    return made_up_pc(tmp_path / "data", url)


class Office:
    """Three stations with their windows, and what happened to the database."""

    def __init__(
        self, made: MadeUp, stations: dict[str, Station], windows: dict[str, StationWindows]
    ) -> None:
        self.made, self.stations, self.windows = made, stations, windows

    @property
    def kiosk(self) -> KioskWindow:
        window = self.windows[KIOSK].kiosk
        assert window is not None
        return window

    @property
    def counter(self) -> CounterWindow:
        window = self.windows[COUNTER].counter
        assert window is not None
        return window

    @property
    def display_connected(self) -> bool:
        display = self.windows[DISPLAY].display
        assert display is not None
        return bool(display.board.model.values.property("connected"))

    async def press(self, verb: Verb, shown: Callable[[], bool]) -> None:
        await until(lambda: not self.counter.busy)
        self.counter.press(verb)
        await until(shown)

    async def sign_in(self) -> None:
        login = self.windows[COUNTER].login
        assert login is not None
        login.username.setText("rani")
        login.password.setText(self.made.passwords["rani"])
        login.submit()
        await until(lambda: self.windows[COUNTER].counter is not None and self.counter.view is not None)
        await self.press(Verb.OPEN, lambda: self.state is CounterState.OPEN)

    async def take(self) -> str:
        desk = KioskDesk(self.stations[KIOSK].desk, ignore_hours=True)
        return (await desk.take(service=reference_id("service", "CT"), priority=None)).label

    async def call(self) -> None:
        await until(lambda: self.counter.view is not None and self.counter.view.candidate is not None)
        await self.press(Verb.CALL_NEXT, lambda: self.active is not None)

    @property
    def state(self) -> CounterState | None:
        return self.counter.view.state if self.counter.view else None

    @property
    def active(self) -> str | None:
        view = self.counter.view
        return view.active.label if view and view.active else None

    @property
    def serving(self) -> bool:
        view = self.counter.view
        return bool(view and view.active and view.active.started_at)

    @property
    def alarmed(self) -> bool:
        return self.counter.desk.alarm.isVisible()

    @property
    def kiosk_says(self) -> str:
        return self.kiosk.notice.accessibleName() if self.kiosk.page is self.kiosk.notice else ""


@asynccontextmanager
async def open_office(made: MadeUp) -> AsyncIterator[Office]:
    stations, windows = {}, {}
    for name in (KIOSK, COUNTER, DISPLAY):
        station = Station(made.folder, made.folder.read_station(name))
        stations[name] = station
        await station.start()
        windows[name] = StationWindows(station, lambda: None, office="BKPSDM", size=(1366, 768))
        windows[name].open()
    try:
        yield Office(made, stations, windows)
    finally:
        for name in stations:
            windows[name].close()
            await stations[name].close()


def counted(session: Session) -> tuple[int, int]:
    """Tickets, and calls that a display showed."""
    tickets = session.execute(select(func.count()).select_from(Ticket)).scalar_one()
    return tickets, session.execute(select(func.count()).select_from(AnnouncementSeen)).scalar_one()


async def noticed(condition: Callable[[], bool]) -> None:
    await until(condition, seconds=NOTICED_SECONDS)


async def live_through(made: MadeUp, break_it: Callable[[], None], mend_it: Callable[[], None]) -> None:
    async with open_office(made) as office:
        await office.sign_in()
        assert await office.take() == "C001"
        await office.call()
        await office.press(Verb.START, lambda: office.serving)
        await until(lambda: office.display_connected)

        await asyncio.to_thread(break_it)
        began = time.monotonic()
        with pytest.raises(DatabaseUnavailable, match="tidak terjangkau"):
            await office.take()
        assert time.monotonic() - began < NOTICED_SECONDS
        await until(
            lambda: office.alarmed and office.kiosk_says.startswith(UNAVAILABLE), seconds=NOTICED_SECONDS
        )
        await until(lambda: not office.display_connected, seconds=NOTICED_SECONDS)
        # The visitor's screen stays; an act is refused with the reason, and not kept for later.
        assert office.serving
        assert office.counter.desk.serving.isVisible()
        office.counter.press(Verb.FINISH)
        await until(lambda: office.counter.desk.status.message == NO_LINK)

        await asyncio.to_thread(mend_it)
        back = time.monotonic()
        await until(lambda: office.kiosk.page is office.kiosk.groups)
        assert time.monotonic() - back <= BACK_SECONDS + 1
        await until(lambda: not office.alarmed and office.display_connected)
        assert office.serving
        assert await office.stations[KIOSK].work.bind_read(counted)() == (1, 1)

        await office.press(Verb.FINISH, lambda: office.active is None)
        assert await office.take() == "C002"
        await office.call()
        # The display hears of the call: its listener is connected again.
        read = office.stations[DISPLAY].work.bind_read(counted)
        deadline = time.monotonic() + 10
        while await read() != (2, 2):
            assert time.monotonic() < deadline
            await asyncio.sleep(0.05)


def played(story: Callable[[], Awaitable[None]]) -> None:
    gc.collect()  # what earlier tests left must not be destroyed by a thread of this one

    async def main() -> int:
        await story()
        return 0

    assert run(application(), main) == 0


def test_fault_d16_the_server_stops_and_comes_back(
    qapp: QApplication, made: MadeUp, server: PostgresServer
) -> None:
    played(lambda: live_through(made, server.stop, server.start))


def test_fault_d16_the_cable_is_pulled_and_put_back(qapp: QApplication, made: MadeUp, line: Line) -> None:
    played(lambda: live_through(made, line.cut, line.mend))


def test_fault_d16_a_station_started_before_its_server_says_so_and_begins_by_itself(
    qapp: QApplication, made: MadeUp, server: PostgresServer
) -> None:
    server.stop()
    read: list[str] = []

    def reads() -> bool:
        read.extend(window.words for window in windows_of(ProblemWindow))
        return bool(read)

    def server_is_back() -> bool:
        server.start()
        return True

    def leaves() -> bool:
        return any(window.close() for window in windows_of(LoginWindow))

    with person(reads, server_is_back, leaves):
        assert start.run_station(made.folder, COUNTER) == 0
    assert read[0].startswith("Basis data kantor tidak terjangkau.")
    assert "mencoba lagi sendiri" in read[0]
    assert windows_of(ProblemWindow) == []
