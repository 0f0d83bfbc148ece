"""Pictures of the counter console and the login: made-up people, the story of one morning."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from bkpsdm_desktop.domain.ticket import State
from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.counter.login import LoginWindow
from bkpsdm_desktop.screens.counter.verbs import Verb
from bkpsdm_desktop.services.rows import CounterState, PersonRow, PrintState
from tests.helpers.ticker import FakeTicker
from tests.screens.counter.accounts import START_CODE, FakeLogin
from tests.screens.counter.office import JOKO, RANI, FakeOffice, morning
from tests.screens.counter.office_parts import SERVICES, alarm_at
from tests.screens.counter.stage import Stage, stage
from tests.screens.staff.test_frame import FakeCoach


async def do(scene: Stage, *wanted: Verb) -> None:
    """Press verbs one after the other."""
    for verb in wanted:
        scene.window.press(verb)
        await scene.settle()


async def idle(scene: Stage) -> None:
    """Open; C012 is next."""


async def called(scene: Stage) -> None:
    await do(scene, Verb.CALL_NEXT)
    await scene.wait(18)


async def called_three_times(scene: Stage) -> None:
    await do(scene, Verb.CALL_NEXT)
    for _ in range(2):
        await scene.wait(65)
        await do(scene, Verb.RECALL)
    await scene.wait(24)


async def serving(scene: Stage, seconds: float = 252) -> None:
    await called(scene)
    await do(scene, Verb.START)
    await scene.wait(seconds)


async def serving_near(scene: Stage) -> None:
    await serving(scene, 520)


async def serving_late(scene: Stage) -> None:
    await serving(scene, 803)


async def no_show(scene: Stage) -> None:
    await called_three_times(scene)
    await do(scene, Verb.NO_SHOW)
    await scene.wait(2)


async def found(scene: Stage) -> None:
    scene.window.press(Verb.FIND)
    scene.window.finder.open_for("C007")
    scene.window.finder.submit()
    await scene.settle()


async def not_found(scene: Stage) -> None:
    scene.window.press(Verb.FIND)
    scene.window.finder.field.setText("C099")
    scene.window.finder.submit()
    await scene.settle()


async def prints(scene: Stage) -> None:
    await called(scene)
    scene.window.press(Verb.PRINT)


async def palette(scene: Stage) -> None:
    scene.window.open_palette()


async def database_gone(scene: Stage) -> None:
    await serving(scene)
    scene.feed.link(False)
    await scene.wait(2)


async def refused(scene: Stage) -> None:
    ticket = scene.office.ticket("C012")
    await called(scene)
    scene.office.active, ticket.state = None, scene.office.ticket("C007").state
    await do(scene, Verb.START)


async def parked(scene: Stage) -> None:
    """C012 is put aside, with the undo below."""
    await serving(scene)
    await do(scene, Verb.PARK)
    await scene.wait(2)


async def parked_sheet(scene: Stage) -> None:
    scene.window.press(Verb.PARKED)


async def transfer(scene: Stage) -> None:
    await serving(scene)
    scene.window.press(Verb.TRANSFER)


async def transfer_found(scene: Stage) -> None:
    await transfer(scene)
    scene.window.moves.transfer.field.setText("loket")
    scene.window.moves.transfer.keep.setChecked(False)


async def more_services(scene: Stage) -> None:
    await serving(scene)
    scene.window.press(Verb.ADD_SERVICE)


async def second_leg(scene: Stage) -> None:
    await serving(scene)
    await scene.office.next_service(SERVICES["KGB"].id)
    scene.feed.change()
    await scene.wait(130)


async def pause_sheet(scene: Stage) -> None:
    scene.window.press(Verb.PAUSE)


async def on_a_break(scene: Stage) -> None:
    await scene.office.pause_counter(reason="Salat", minutes=20)
    scene.feed.change()
    await scene.wait(60)


async def holding(scene: Stage) -> None:
    await serving(scene)
    QTest.keyPress(scene.window, Qt.Key.Key_F12)
    scene.ticker.advance(1.2)


async def asked_for_help(scene: Stage) -> None:
    await serving(scene)
    await scene.office.raise_alarm()
    scene.feed.change()
    await scene.settle()


async def help_wanted(scene: Stage) -> None:
    await serving(scene)
    scene.office.alarms.append(alarm_at(1, "Joko Umpama", scene.ticker.now()))
    scene.feed.change()
    await scene.settle()


async def help_given(scene: Stage) -> None:
    await help_wanted(scene)
    scene.window.emergency.bar.button.click()


async def f1(scene: Stage) -> None:
    """The standard of the service in hand, beside it."""
    await serving(scene)
    scene.window.toggle_help()
    await scene.settle()


async def f1_search(scene: Stage) -> None:
    await f1(scene)
    scene.window.help.services.field.setText("sk")


async def f1_keys(scene: Stage) -> None:
    await f1(scene)
    scene.window.help.sheet.open_screen()


async def first_steps(scene: Stage) -> None:
    scene.window.teach(FakeCoach())
    await scene.settle()


async def close_day(scene: Stage) -> None:
    scene.window.ask_close_day()


def with_prints(ticker: FakeTicker) -> FakeOffice:
    office = morning(ticker)
    office.add_job("C011", PrintState.ATTENTION, "Kertas habis pada printer tiket.")
    office.add_job("A008", PrintState.SENT, "Printer berhenti menjawab setelah slip dikirim.", unsure=True)
    office.add_job("K006", PrintState.CANCELLED, "Lebih dari 2 menit; tidak dicetak sendiri.")
    return office


def with_parked(ticker: FakeTicker) -> FakeOffice:
    office = morning(ticker)
    for label, ago, common in (("A008", 11, False), ("K005", 34, True), ("C011", 6, False)):
        ticket = office.ticket(label)
        ticket.state, ticket.common = State.PARKED, common
        ticket.parked_at = ticker.now() - timedelta(minutes=ago)
        ticket.called_at = ticket.parked_at
    return office


def closed(ticker: FakeTicker) -> FakeOffice:
    office = morning(ticker)
    office.state = CounterState.CLOSED
    return office


def paused(ticker: FakeTicker) -> FakeOffice:
    office = morning(ticker)
    office.state = CounterState.PAUSED
    return office


def nobody(ticker: FakeTicker) -> FakeOffice:
    office = morning(ticker)
    office.tickets = [ticket for ticket in office.tickets if ticket.series not in office.skills]
    office.warnings = ("Jam PC ini mundur 1 jam pada 09.12 WIB. Lapor pengawas.",)
    return office


def long_waits(ticker: FakeTicker) -> FakeOffice:
    office = morning(ticker)
    for ticket in office.tickets:
        if ticket.label in ("C010", "C011", "L004"):
            ticket.issued_at -= timedelta(minutes=24)
    return office


@dataclass(frozen=True)
class Scene:
    """A state worth a picture."""

    name: str
    play: Callable[[Stage], Awaitable[None]]
    make: Callable[[FakeTicker], FakeOffice] = morning
    person: PersonRow = RANI
    dark: bool = False


SCENES = (
    Scene("counter-closed", idle, closed),
    Scene("counter-paused", idle, paused),
    Scene("counter-idle", idle),
    Scene("counter-nobody", idle, nobody),
    Scene("counter-long-waits", idle, long_waits),
    Scene("counter-called", called),
    Scene("counter-called-3", called_three_times),
    Scene("counter-serving", serving),
    Scene("counter-serving-near", serving_near),
    Scene("counter-serving-late", serving_late),
    Scene("counter-noshow-undo", no_show),
    Scene("counter-found", found),
    Scene("counter-not-found", not_found),
    Scene("counter-prints", prints, with_prints),
    Scene("counter-palette", palette, person=JOKO),
    Scene("counter-database-gone", database_gone),
    Scene("counter-refused", refused),
    Scene("counter-parked", parked, with_parked),
    Scene("counter-parked-sheet", parked_sheet, with_parked),
    Scene("counter-transfer", transfer),
    Scene("counter-transfer-counter", transfer_found),
    Scene("counter-more-services", more_services),
    Scene("counter-second-service", second_leg, with_parked),
    Scene("counter-pause", pause_sheet),
    Scene("counter-break", on_a_break),
    Scene("counter-emergency-held", holding),
    Scene("counter-emergency-raised", asked_for_help),
    Scene("counter-emergency-elsewhere", help_wanted),
    Scene("counter-emergency-ended", help_given),
    Scene("counter-help", f1),
    Scene("counter-help-search", f1_search),
    Scene("counter-help-keys", f1_keys),
    Scene("counter-help-dark", f1_search, dark=True),
    Scene("counter-first-steps", first_steps),
    Scene("counter-close-day", close_day, person=JOKO),
    Scene("counter-serving-dark", serving, dark=True),
    Scene("counter-idle-dark", idle, dark=True),
    Scene("counter-noshow-undo-dark", no_show, dark=True),
)


async def _play(scene: Scene) -> Stage:
    shown = stage(person=scene.person, make=scene.make)
    shown.window.resize(1366, 768)
    shown.window.show()
    await shown.settle()
    await scene.play(shown)
    return shown


async def _login(password: str = "") -> LoginWindow:
    window = LoginWindow(
        FakeLogin(),
        station="Loket 3",
        office="BKPSDM Kota Tangerang Selatan",
        on_fault=lambda fault: "F-0001",
    )
    window.resize(1366, 768)
    window.show()
    window.username.setText("lia" if password == START_CODE else "rani")
    if password:
        window.password.setText(password)
        window.submit()
        for _ in range(20):
            await asyncio.sleep(0)
    return window


def pictures() -> Iterator[tuple[str, QWidget]]:
    """Each state by name; its window closes when the next is asked for. Needs a dressed application."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    loop = asyncio.new_event_loop()
    try:
        for name, password in (("login", ""), ("login-wrong", "salah"), ("login-new-password", START_CODE)):
            login = loop.run_until_complete(_login(password))
            yield name, login
            login.close()
            shiboken6.delete(login)
        for scene in SCENES:
            if scene.dark:
                theme.apply(app, theme.dark())
            shown = loop.run_until_complete(_play(scene))
            yield scene.name, shown.window
            shown.window.close()
            shiboken6.delete(shown.window)
            if scene.dark:
                theme.apply(app, theme.light())
    finally:
        loop.close()
