"""A running station and the world's faults: clocks that are set, a database that can only be read, a display
that is killed (A9, C1, C2, C4, C6, D15)."""

import gc
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from bkpsdm_desktop.app.acts import CounterDesk, DisplayDesk, KioskDesk
from bkpsdm_desktop.app.data_folder import DataFolder
from bkpsdm_desktop.app.demo import MadeUp
from bkpsdm_desktop.app.desk import LoginDesk
from bkpsdm_desktop.app.station import Station, open_work, pc_clock
from bkpsdm_desktop.domain.errors import DatabaseUnavailable, Refused
from bkpsdm_desktop.domain.instants import at_wib, business_day
from bkpsdm_desktop.domain.ticket import State
from bkpsdm_desktop.services import counters, issuing, serving, steps
from bkpsdm_desktop.services.issuing import HELD
from bkpsdm_desktop.services.stamps import Stamp
from bkpsdm_desktop.services.trail_marks import read_marks
from bkpsdm_desktop.store.backup import backups
from bkpsdm_desktop.store.engine import for_writing
from bkpsdm_desktop.store.ids import new_id, reference_id
from bkpsdm_desktop.store.tables import AnnouncementSeen, Audit, ClosedDay, Person, Ticket
from bkpsdm_desktop.store.triggers import recreate_triggers
from bkpsdm_desktop.store.work import Work
from tests.helpers.accounts import signed_in
from tests.helpers.logs import LoggedErrors
from tests.helpers.other_user import others_folder, run_as_other
from tests.helpers.pc import COUNTER, DISPLAY, copied, made_up_pc, station_process, until, until_true
from tests.helpers.qtloop import play, played
from tests.helpers.source import ROOT
from tests.helpers.trail import drop_triggers
from tests.helpers.waiting import eventually

pytestmark = pytest.mark.slow

LEAVE = reference_id("service", "CT")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> MadeUp:
    return made_up_pc(tmp_path_factory.mktemp("pc") / "data")


@pytest.fixture
def folder(made: MadeUp, tmp_path: Path) -> DataFolder:
    return copied(made, tmp_path / "data")


class Clock:
    """The clock of a PC, as somebody sets it."""

    def __init__(self) -> None:
        self.shift = timedelta(0)

    def __call__(self) -> datetime:
        return pc_clock() + self.shift


@asynccontextmanager
async def started(folder: DataFolder, clock: Clock) -> AsyncIterator[Station]:
    gc.collect()  # what earlier tests left must not be destroyed by a thread of this one
    station = Station(folder, folder.read_station(COUNTER), pc_now=clock)
    await station.start()
    try:
        yield station
    finally:
        await station.close()


async def take(station: Station) -> str:
    """A visitor takes a number, at whatever hour the test runs."""
    return (await KioskDesk(station.desk, ignore_hours=True).take(service=LEAVE, priority=None)).label


async def administrator(station: Station, made: MadeUp) -> CounterDesk:
    person = await signed_in(station.desk, "admin", made.passwords["admin"])
    return CounterDesk(station.desk, person)


def tickets_by_day(session: Session) -> dict[str, list[str]]:
    rows = session.execute(select(Ticket.business_day, Ticket.state).order_by(Ticket.issued_at))
    days: dict[str, list[str]] = {}
    for row in rows:
        days.setdefault(row.business_day.isoformat(), []).append(row.state)
    return days


# --- clocks ----------------------------------------------------------------------------------------


@played
async def test_fault_c2_a_clock_that_jumps_two_days_and_back_stops_issuing_until_a_person_confirms(
    qapp: QApplication, folder: DataFolder, made: MadeUp
) -> None:
    clock = Clock()
    async with started(folder, clock) as station:
        today = business_day(clock()).isoformat()
        assert await take(station) == "C001"
        boss = await administrator(station, made)
        clock.shift = timedelta(days=2)
        kiosk = KioskDesk(station.desk)

        async def held() -> bool:
            return (await kiosk.state()).hold == HELD

        await until_true(held)
        with pytest.raises(Refused, match=HELD):
            await take(station)
        assert any("maju 2 hari" in words for words in (await boss.view()).warnings)
        clock.shift = timedelta(0)
        with pytest.raises(Refused, match=HELD):
            await take(station)
        given: list[str] = []

        async def issued() -> bool:
            await boss.confirm_date()  # once more when the jump back was noticed only after the first time
            with suppress(Refused):
                given.append(await take(station))
            return bool(given)

        await until_true(issued)
        assert given == ["C002"]
        assert await station.work.bind_read(tickets_by_day)() == {today: [State.WAITING, State.WAITING]}


@played
async def test_fault_c2_a_start_dated_before_the_newest_day_issues_nothing(
    qapp: QApplication, folder: DataFolder
) -> None:
    clock = Clock()
    async with started(folder, clock) as station:
        await take(station)
    clock.shift = timedelta(days=-3)
    async with started(folder, clock) as station:
        with pytest.raises(Refused, match=HELD):
            await take(station)


@played
async def test_fault_c1_a_small_step_back_is_told_in_the_status_line_and_issuing_goes_on(
    qapp: QApplication, folder: DataFolder, made: MadeUp
) -> None:
    clock = Clock()
    async with started(folder, clock) as station:
        boss = await administrator(station, made)
        clock.shift = timedelta(minutes=-5)

        async def told() -> bool:
            return any("mundur 5 menit" in words for words in (await boss.view()).warnings)

        await until_true(told)
        assert await take(station) == "C001"


@played
async def test_fault_c6_midnight_closes_the_day_by_itself_and_numbers_begin_anew(
    qapp: QApplication, folder: DataFolder
) -> None:
    clock = Clock()
    tomorrow = business_day(clock()) + timedelta(days=1)
    clock.shift = at_wib(tomorrow, time.min) - timedelta(seconds=8) - clock()
    yesterday = tomorrow - timedelta(days=1)
    async with started(folder, clock) as station:
        assert await take(station) == "C001"

        async def closed() -> bool:
            return (
                await station.work.bind_read(lambda session: session.get(ClosedDay, yesterday))() is not None
            )

        await until_true(closed)
        assert await take(station) == "C001"
        assert await station.work.bind_read(tickets_by_day)() == {
            yesterday.isoformat(): [State.UNSERVED],
            tomorrow.isoformat(): [State.WAITING],
        }
        await until(lambda: len(backups(folder.backups)) == 1)
        # The trail was looked through as well; from there the next night goes on.
        await until(lambda: len(read_marks(folder.trail_marks(""))) > 0)
        assert not [words for words in station.warnings() if "Jejak audit" in words]


@played
async def test_fault_d5_what_the_nightly_look_at_the_trail_finds_is_said(
    qapp: QApplication, folder: DataFolder, logged_errors: LoggedErrors
) -> None:
    clock = Clock()
    tomorrow = business_day(clock()) + timedelta(days=1)
    clock.shift = at_wib(tomorrow, time.min) - timedelta(seconds=8) - clock()
    async with started(folder, clock) as station:
        assert await take(station) == "C001"
        with for_writing(station.work.engine).connect() as connection:
            drop_triggers(connection)
            connection.execute(update(Audit).where(Audit.seq == 1).values(object="lain"))
            recreate_triggers(connection)
            connection.commit()
        await until(lambda: bool([words for words in station.warnings() if "Jejak audit" in words]))
        await until(lambda: folder.trail_marks("").exists())
        changed = {line.station for line in read_marks(folder.trail_marks(""))}
    logged_errors.claim("audit trail: ")
    assert changed == set()


def test_fault_c4_without_the_systems_time_zones_there_is_asia_jakarta() -> None:
    program = (
        "import zoneinfo; assert zoneinfo.TZPATH == (), zoneinfo.TZPATH\n"
        "from datetime import UTC, datetime\n"
        "from bkpsdm_desktop.domain.instants import business_day\n"
        "print(business_day(datetime(2026, 11, 24, 17, 30, tzinfo=UTC)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=os.environ | {"PYTHONTZPATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("2026-11-25\n", "")


# --- a database that can only be read ----------------------------------------------------------------


async def works_read_only(data: DataFolder) -> None:
    station = Station(data, data.read_station(DISPLAY))
    await station.start()
    try:
        board = await DisplayDesk(station.desk).board()
        assert [call.label for call in board.calls] == ["C001"]
        assert station.warnings()[0].startswith("Basis data hanya dapat dibaca.")
        for act in (
            take(station),
            LoginDesk(station.desk).sign_in(username="rani", password="bukan sandi ini"),
            DisplayDesk(station.desk).shown([board.calls[0].announcement]),
        ):
            with pytest.raises(DatabaseUnavailable, match="hanya dapat dibaca"):
                await act
        assert (await DisplayDesk(station.desk).board()).calls == board.calls
    finally:
        await station.close()


def starts_read_only(folder: Path) -> None:
    data = DataFolder(folder / "data")
    data.database.chmod(0o444)
    play(works_read_only(data))


def test_fault_a9_with_a_read_only_database_the_display_goes_on_and_acts_say_why(made: MadeUp) -> None:
    with others_folder() as folder:
        data = copied(made, folder / "data")
        work = open_work(data, "")
        call(work, data)
        work.close()
        for lock in data.root.glob("*.lock"):
            lock.unlink()
        run_as_other(starts_read_only, folder)


# --- a display that dies ------------------------------------------------------------------------------


def call(work: Work, folder: DataFolder) -> None:
    """A visitor takes a number; the clerk of counter 1 calls it, after finishing the one before."""
    station = folder.read_station(COUNTER).id
    clerk = work.read(
        lambda session: session.scalars(select(Person.id).where(Person.username == "rani")).one()
    )

    def stamp() -> Stamp:
        return Stamp(id=new_id(), at=pc_clock(), station=station, person=clerk)

    if work.read(counters.open_session, clerk) is None:
        work.run(counters.open_counter, stamp())
    work.run(
        issuing.take_ticket,
        stamp(),
        service=LEAVE,
        priority=None,
        randomness=os.urandom(5),
        ignore_hours=True,
    )
    if work.read(steps.active_ticket, clerk) is not None:
        work.run(serving.start_serving, stamp())
        work.run(serving.finish, stamp())
    work.run(serving.call_next, stamp())


def seen(work: Work) -> int:
    """How many calls have been on a display."""
    return work.read(
        lambda session: session.execute(select(func.count()).select_from(AnnouncementSeen)).scalar_one()
    )


def test_fault_d15_a_display_killed_and_started_again_shows_the_present_calls_within_30_s(
    folder: DataFolder,
) -> None:
    work = open_work(folder, "")
    try:
        call(work, folder)
        with station_process(folder, DISPLAY) as display:
            eventually(lambda: seen(work) == 1, seconds=60)
            display.kill()
        call(work, folder)
        with station_process(folder, DISPLAY) as display:
            eventually(lambda: seen(work) == 2, seconds=30)
            call(work, folder)
            eventually(lambda: seen(work) == 3, seconds=10)
            assert display.process.poll() is None
    finally:
        work.close()
