"""The page of booked visits on a fake office, driven by keys."""

import asyncio
from dataclasses import dataclass, field
from uuid import NAMESPACE_URL, uuid5

from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from bkpsdm_desktop.domain.kinds import ALL_KINDS, Kind
from bkpsdm_desktop.domain.rights import Role
from bkpsdm_desktop.screens.bookings.page import BookingsPage
from bkpsdm_desktop.screens.staff.frame import Around
from bkpsdm_desktop.screens.staff.pages import Page
from bkpsdm_desktop.screens.subscriptions import OnChange, OnLink, Unsubscribe
from bkpsdm_desktop.services.rows import PersonRow
from tests.helpers.ticker import FakeTicker
from tests.screens.bookings.office import FakeBookings

LIA = PersonRow(
    id=uuid5(NAMESPACE_URL, "lia"), username="lia", name="Lia Perumpamaan", role=Role.SUPERVISOR, skills=()
)
PAGES = (Page.COUNTER, Page.SUPERVISOR, Page.BOOKINGS, Page.STATISTICS)
_TURNS = 30


@dataclass
class Feed:
    """``subscribe`` for one page, and the other end of it."""

    listeners: list[OnChange] = field(default_factory=list)

    def subscribe(self, on_change: OnChange, on_link: OnLink) -> Unsubscribe:
        self.listeners.append(on_change)
        return lambda: self.listeners.remove(on_change)

    def change(self, kinds: frozenset[Kind] = ALL_KINDS) -> None:
        for listener in self.listeners:
            listener(kinds)


@dataclass
class Stage:
    """Page, office, clock and feed of one scene."""

    acts: FakeBookings
    page: BookingsPage
    ticker: FakeTicker
    feed: Feed
    faults: list[BaseException]

    async def settle(self) -> None:
        for _ in range(_TURNS):
            await asyncio.sleep(0)
        assert not self.page.keeper.busy

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, as a person does, each one done before the next."""
        for each in keys:
            combination = QKeySequence(each)[0]  # type: ignore[index]  # the stub lacks it
            QTest.keyClick(self._keyboard(), combination.key(), combination.keyboardModifiers())
            await self.settle()

    def type(self, words: str) -> None:
        QTest.keyClicks(self._keyboard(), words)

    def _keyboard(self) -> QWidget:
        holder = self.page.focusWidget()
        return self.page if holder is None else holder  # type: ignore[redundant-expr]

    def names(self) -> list[str]:
        """The people in the list, from top to bottom."""
        return [row.name for row in self.page.table.rows.rows]

    def words(self) -> list[str]:
        """What the visible labels say."""
        return [label.text() for label in self.page.findChildren(QLabel) if label.isVisible()]

    @property
    def refusal(self) -> str:
        return self.page.slot.refusal.words[1]


def stage(acts: FakeBookings | None = None) -> Stage:
    """A page; needs a running asyncio loop to show itself."""
    ticker, feed, faults = FakeTicker(), Feed(), list[BaseException]()

    def on_fault(fault: BaseException) -> str:
        faults.append(fault)
        return "F-0001"

    acts = acts or FakeBookings()
    around = Around(
        pages=PAGES, person=LIA, station="Loket 1", office="BKPSDM Kota Tangerang Selatan",
        subscribe=feed.subscribe, ticker=ticker, on_fault=on_fault,
    )  # fmt: skip
    page = BookingsPage(acts, around)
    return Stage(acts=acts, page=page, ticker=ticker, feed=feed, faults=faults)
