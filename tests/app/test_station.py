"""Stations at work in one office: kiosk, counter and display see each other through the database."""

from collections.abc import Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from sqlalchemy import func, select, text

from bkpsdm_desktop.app.windows import StationWindows
from bkpsdm_desktop.screens.counter.window import CounterWindow
from bkpsdm_desktop.services.rows import CounterState
from bkpsdm_desktop.store.backup import backups
from bkpsdm_desktop.store.engine import for_writing
from bkpsdm_desktop.store.tables import AnnouncementSeen, Ticket
from tests.helpers.database import DIALECTS, postgresql_database
from tests.helpers.logs import LoggedErrors
from tests.helpers.stations import PASSWORD, Pc, key, live, pc_of_an_office, tap, typed, until

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture(params=DIALECTS)
def pc(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Pc]:
    if request.param == "sqlite":
        yield pc_of_an_office(tmp_path)
        return
    with postgresql_database(empty=True) as url:
        yield pc_of_an_office(tmp_path, url)


@pytest.fixture
def own_pc(tmp_path: Path) -> Pc:
    """On the embedded database."""
    return pc_of_an_office(tmp_path)


async def take_number(kiosk: StationWindows) -> str:
    """Cuti, Cuti sakit, Ambil nomor: three taps."""
    window = kiosk.kiosk
    assert window is not None
    await until(lambda: window.page is window.groups and window.gate.is_open)
    await tap(window.groups.tiles[1])
    await until(lambda: window.page is window.services and window.gate.is_open)
    await tap(window.services.tiles[1])
    await until(lambda: window.page is window.service and window.gate.is_open)
    await tap(window.service.form.take)
    await until(lambda: window.page is window.ticket and window.issued)
    assert window.issued is not None
    return window.issued.label


async def sign_in(counter: StationWindows, username: str) -> CounterWindow:
    """By typing, as a person does."""
    login = counter.login
    assert login is not None
    await until(login.isActiveWindow)
    for words in (username, PASSWORD):
        await typed(login, words)
        await key(login, "Return")
    await until(lambda: counter.counter and counter.counter.view)
    assert counter.counter is not None
    return counter.counter


async def press(window: CounterWindow, keys: str) -> None:
    await until(lambda: not window.busy)
    await key(window, keys)


async def command(window: CounterWindow, words: str) -> None:
    """By its name, in the palette."""
    await press(window, "Ctrl+K")
    await typed(window, words)
    await key(window, "Return")


def rows(pc: Pc, table: type) -> int:
    work = pc.work()
    try:
        return work.read(lambda session: session.scalar(select(func.count()).select_from(table)) or 0)
    finally:
        work.close()


@pytest.mark.slow
def test_feat_a_visit_from_the_kiosk_to_the_end(pc: Pc) -> None:
    kiosk_name, counter_name, display_name = pc.add("kiosk"), pc.add("loket", 1), pc.add("layar")

    async def story() -> None:
        async with AsyncExitStack() as stack:
            kiosk = await stack.enter_async_context(pc.running(kiosk_name))
            counter = await stack.enter_async_context(pc.running(counter_name))
            await stack.enter_async_context(pc.running(display_name))
            window = await sign_in(counter, "rani")
            label = await take_number(kiosk)
            assert label == "C001"
            # The counter heard of it through the feed.
            await until(lambda: window.view and sum(row.waiting for row in window.view.queue) == 1)
            await until(lambda: list(pc.slips.glob("slip-*.bin")))
            await press(window, "F11")
            await until(lambda: window.view and window.view.state is CounterState.OPEN)
            await press(window, "F2")
            await until(lambda: window.view and window.view.active and window.view.active.label == label)
            # The display pictured it and said so; the counter shows that.
            await until(lambda: rows(pc, AnnouncementSeen))
            await until(lambda: window.view and window.view.active and window.view.active.seen)
            await press(window, "F4")
            await until(lambda: window.view and window.view.active and window.view.active.started_at)
            await press(window, "F9")
            await until(lambda: window.view and window.view.active is None)
            await command(window, "keluar")
            await until(lambda: counter.login)
            assert counter.counter is None
            signed = pc.folder.trail_file(pc.folder.read_station(counter_name).id)
            await until(signed.exists)
        for station in pc.opened:
            assert station.bridge.subscriptions == 0
            assert pc.folder.trail_file(station.config.id).stat().st_size > 0

    live(story)
    assert not QApplication.topLevelWidgets()
    work = pc.work()
    (ticket,) = work.read(lambda session: session.scalars(select(Ticket)).all())
    assert (ticket.state, ticket.number, ticket.service_name) == ("finished", 1, "Cuti sakit")
    work.close()


@pytest.mark.slow
def test_feat_a_supervisor_closes_the_day(own_pc: Pc) -> None:
    """The sheet is printed, a checked backup is made and only seven are kept."""
    kiosk_name, counter_name = own_pc.add("kiosk"), own_pc.add("loket", 1)
    own_pc.folder.backups.mkdir(exist_ok=True)

    async def story() -> None:
        async with own_pc.running(kiosk_name) as kiosk, own_pc.running(counter_name) as counter:
            await take_number(kiosk)
            window = await sign_in(counter, "siti")
            await command(window, "tutup hari")
            await until(window.desk.slot.answer_action.isEnabled)
            await key(window, "Ctrl+Return")
            await until(lambda: "ditutup" in window.desk.status.message)
            assert "0 selesai, 0 tidak hadir, 1 tidak terlayani." in window.desk.status.message
            await until(lambda: len(list(own_pc.slips.glob("slip-*.bin"))) == 2)

    live(story)
    assert len(backups(own_pc.folder.backups)) == 1
    work = own_pc.work()
    assert work.read(lambda session: session.scalars(select(Ticket.state)).all()) == ["unserved"]
    work.close()


def test_a_fault_of_ours_is_told_with_a_code_and_logged_with_its_traceback(
    own_pc: Pc, logged_errors: LoggedErrors
) -> None:
    name = own_pc.add("loket", 1)

    async def story() -> None:
        async with own_pc.running(name) as counter:
            window = await sign_in(counter, "rani")
            # What the program relies on is gone.
            work = own_pc.work()
            with for_writing(work.engine).connect() as connection:
                connection.execute(text("ALTER TABLE counter_session RENAME TO lain"))
                connection.commit()
            work.close()
            await press(window, "F11")
            await until(lambda: "K-" in window.desk.status.message)

    live(story)
    record = logged_errors.claim("fault K-")
    assert record.exc_info is not None
