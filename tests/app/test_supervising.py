"""A supervisor at a desk without a counter, in a running office."""

from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from bkpsdm_desktop.app.windows import StationWindows
from bkpsdm_desktop.screens.staff.pages import Page
from bkpsdm_desktop.screens.supervisor.page import SupervisorPage
from bkpsdm_desktop.services.rows import CounterState
from bkpsdm_desktop.services.supervision_rows import Figure, Of
from tests.app.test_station import press, sign_in, take_number
from tests.helpers.stations import PASSWORD, Pc, at_once, key, live, pc_of_an_office, typed, until

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def pc(tmp_path: Path) -> Pc:
    """On the embedded database."""
    return pc_of_an_office(tmp_path)


async def look(desk: StationWindows, username: str) -> SupervisorPage:
    """Sign in by typing; the dashboard stands."""
    login = desk.login
    assert login is not None
    login.activateWindow()
    await until(login.isActiveWindow)
    for words in (username, PASSWORD):
        await typed(login, words)
        await key(login, "Return")
    await until(lambda: desk.supervisor and desk.supervisor.view)
    assert desk.supervisor is not None
    return desk.supervisor


def test_feat_q8_a_supervisor_without_a_counter_sees_the_day_and_leaves(pc: Pc) -> None:
    name = pc.add("meja")
    assert name == "Meja pengawas"

    async def story() -> None:
        async with pc.running(name) as desk:
            page = await look(desk, "siti")
            assert desk.counter is None
            assert desk.shell is not None
            assert desk.shell.page is Page.SUPERVISOR
            assert page.header.words["person"] == "Siti Misalnya"
            commands = {command.words: command for command in page.commands()}
            await at_once(commands["Keluar"].run)
            await until(lambda: desk.login is not None and desk.shell is None)

    live(story)


def test_a_clerk_has_nothing_to_do_at_that_desk(pc: Pc) -> None:
    name = pc.add("meja")

    async def story() -> None:
        async with pc.running(name) as desk:
            login = desk.login
            assert login is not None
            await until(login.isActiveWindow)
            for words in ("rani", PASSWORD):
                await typed(login, words)
                await key(login, "Return")
            await until(lambda: not login.isEnabled() or desk.login is login)
            assert desk.shell is None
            assert desk.supervisor is None

    live(story)


@pytest.mark.slow
def test_feat_q8_a_supervisor_closes_the_counter_of_a_clerk_and_the_number_returns(pc: Pc) -> None:
    names = pc.add("kiosk"), pc.add("loket", 1), pc.add("meja")

    async def story() -> None:
        async with AsyncExitStack() as stack:
            kiosk, counter, desk = [await stack.enter_async_context(pc.running(name)) for name in names]
            window = await sign_in(counter, "rani")
            await press(window, "F11")
            await until(lambda: window.view and window.view.state is CounterState.OPEN)
            label = await take_number(kiosk)
            await until(lambda: window.view and window.view.candidate)  # the counter heard of it
            await press(window, "F2")
            await until(lambda: window.view and window.view.active)
            page = await look(desk, "siti")
            await until(lambda: page.view and page.view.count(Of.CALLED) == 1)
            assert page.view is not None
            line = next(each for each in page.view.counters if each.number == 1)
            assert (line.label, line.clerk) == (label, "Rani Contoh")
            await at_once(lambda: page.counter.close_wanted.emit(line))
            await until(lambda: page.view and page.view.count(Of.WAITING) == 1)
            assert [ticket.label for ticket in page.view.behind(Figure(Of.WAITING))] == [label]
            await until(lambda: window.view and window.view.state is CounterState.CLOSED)
            assert window.view is not None
            assert window.view.active is None

    live(story)
