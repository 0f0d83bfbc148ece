"""A counter window on a fake office, driven without a real event loop of the program."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from bkpsdm_desktop.domain.kinds import ALL_KINDS
from bkpsdm_desktop.screens.counter.verbs import Situation
from bkpsdm_desktop.screens.counter.what import QueueShown
from bkpsdm_desktop.screens.counter.window import CounterWindow
from bkpsdm_desktop.screens.models import ROW_ROLE
from bkpsdm_desktop.screens.subscriptions import OnChange, OnLink, Unsubscribe
from bkpsdm_desktop.services.rows import PersonRow
from tests.helpers.ticker import FakeTicker
from tests.screens.counter.office import RANI, FakeOffice, morning

_TURNS = 20  # of the loop; the fake office answers within a few


@dataclass
class FakeFeed:
    """``subscribe`` for one screen, and the other end of it."""

    on_change: OnChange | None = None
    on_link: OnLink | None = None
    ended: bool = False

    def subscribe(self, on_change: OnChange, on_link: OnLink) -> Unsubscribe:
        self.on_change, self.on_link = on_change, on_link

        def end() -> None:
            self.ended = True

        return end

    def change(self) -> None:
        assert self.on_change is not None
        self.on_change(ALL_KINDS)

    def link(self, up: bool) -> None:
        assert self.on_link is not None
        self.on_link(up)


@dataclass
class Stage:
    """Window, office, clock and feed of one scene."""

    ticker: FakeTicker
    office: FakeOffice
    feed: FakeFeed
    window: CounterWindow
    faults: list[BaseException] = field(default_factory=list)

    async def settle(self) -> None:
        """Until nothing is at work any more."""
        for _ in range(_TURNS):
            await asyncio.sleep(0)
        assert not self.window.busy

    def key(self, keys: str) -> None:
        """Press a key (``Shift+F3``) as a person does: it goes to whatever has the keyboard."""
        combination = QKeySequence(keys)[0]  # type: ignore[index]  # the stub lacks it
        QTest.keyClick(self.keyboard(), combination.key(), combination.keyboardModifiers())

    def type(self, words: str) -> None:
        """Type words into whatever has the keyboard."""
        QTest.keyClicks(self.keyboard(), words)

    def keyboard(self) -> QWidget:
        """What has the keyboard."""
        holder = self.window.focusWidget()
        # the stub forgets that nothing may have the keyboard
        return self.window if holder is None else holder  # type: ignore[redundant-expr]

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, each one done before the next."""
        for each in keys:
            self.key(each)
            await self.settle()

    def words(self) -> list[str]:
        """What the visible labels say."""
        return [label.text() for label in self.window.findChildren(QLabel) if label.isVisible()]

    def situation(self) -> Situation:
        """What the screen would be asked to show now."""
        return Situation(self.window.view, self.ticker.now())

    def shown_queue(self) -> list[QueueShown]:
        """The rows of *Antrean per layanan*."""
        model = self.window.desk.queue.queue_table.model()
        return [model.index(row, 0).data(ROW_ROLE) for row in range(model.rowCount())]

    @property
    def status(self) -> str:
        """What the status line says."""
        return self.window.desk.status.message

    async def wait(self, seconds: float) -> None:
        self.ticker.advance(seconds)
        self.window.desk.slot.undo.tick()
        await self.settle()


def stage(*, person: PersonRow = RANI, make: Callable[[FakeTicker], FakeOffice] = morning) -> Stage:
    """A window at counter 3 on the morning of the story; needs a running asyncio loop to show itself."""
    ticker = FakeTicker()
    office = make(ticker)
    office.person = person.name
    feed = FakeFeed()
    faults: list[BaseException] = []

    def on_fault(fault: BaseException) -> str:
        faults.append(fault)
        return "F-0001"

    window = CounterWindow(
        office, feed.subscribe, person=person, station="Loket 3", ticker=ticker, on_fault=on_fault
    )
    return Stage(ticker=ticker, office=office, feed=feed, window=window, faults=faults)
