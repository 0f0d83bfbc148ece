"""The page *Statistik* on made-up figures, driven by keys."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import NAMESPACE_URL, uuid5

from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.rights import Role
from bkpsdm_desktop.domain.statistics import Period
from bkpsdm_desktop.screens.staff.frame import Around
from bkpsdm_desktop.screens.staff.pages import Page
from bkpsdm_desktop.screens.statistics.page import StatisticsPage
from bkpsdm_desktop.screens.subscriptions import OnChange, OnLink, Unsubscribe
from bkpsdm_desktop.services.rows import PersonRow
from bkpsdm_desktop.services.statistics import Statistics
from bkpsdm_desktop.services.statistics_files import FileKind, file_name
from tests.helpers.ticker import FakeTicker
from tests.screens.statistics.made_up import figures

DIAN = PersonRow(
    id=uuid5(NAMESPACE_URL, "dian"), username="dian", name="Dian Misalkan", role=Role.SUPERVISOR, skills=()
)
PAGES = (Page.COUNTER, Page.SUPERVISOR, Page.BOOKINGS, Page.STATISTICS)
_TURNS = 30


@dataclass
class FakeStatistics:
    """``StatisticsActs`` on made-up figures. ``gate``, once it is set up, holds every reading until it opens;
    ``refusal`` makes the next act fail."""

    shown: Callable[[Period], Statistics] = figures
    refusal: str = ""
    gate: asyncio.Event | None = None
    read: list[Period] = field(default_factory=list)
    saved: list[tuple[FileKind, Period]] = field(default_factory=list)

    async def view(self, period: Period) -> Statistics:
        self.read.append(period)
        if self.gate is not None:
            await self.gate.wait()
        self._refuse()
        return self.shown(period)

    async def save(self, statistics: Statistics, kind: FileKind) -> str:
        self._refuse()
        self.saved.append((kind, statistics.period))
        return f"Dokumen/Statistik antrean/{file_name(statistics.period, kind)}"

    def _refuse(self) -> None:
        if self.refusal:
            sentence, self.refusal = self.refusal, ""
            raise Refused(sentence)


@dataclass
class Feed:
    """``subscribe`` for the page, and the other end of it."""

    on_link: OnLink | None = None

    def subscribe(self, on_change: OnChange, on_link: OnLink) -> Unsubscribe:
        self.on_link = on_link
        return lambda: None

    def link(self, linked: bool) -> None:
        assert self.on_link is not None
        self.on_link(linked)


@dataclass
class Stage:
    """Page, figures, clock and feed of one scene."""

    acts: FakeStatistics
    page: StatisticsPage
    ticker: FakeTicker
    feed: Feed
    faults: list[BaseException] = field(default_factory=list)

    async def settle(self) -> None:
        for _ in range(_TURNS):
            await asyncio.sleep(0)

    async def press(self, *keys: str) -> None:
        """Press keys as a person does: they go to whatever has the keyboard."""
        for each in keys:
            holder: QWidget | None = self.page.focusWidget()
            combination = QKeySequence(each)[0]  # type: ignore[index]  # the stub lacks it
            QTest.keyClick(
                self.page if holder is None else holder, combination.key(), combination.keyboardModifiers()
            )
            await self.settle()

    async def choose(self, *, period: int | None = None, grouping: int = 0, measure: int = 0) -> None:
        """As clicks would, by place."""
        if period is not None:
            self.page.period_bar.spans.segments.pick(period)
            self.page.period_bar.spans.segments.picked.emit(period)
        for choice, place in ((self.page.groupings, grouping), (self.page.measures, measure)):
            choice.segments.pick(place)
            choice.segments.picked.emit(place)
        await self.settle()

    @property
    def refusal(self) -> str:
        """The sentence of the slot, or nothing."""
        return self.page.slot.refusal.words[1]


def stage(*, acts: FakeStatistics | None = None, person: PersonRow = DIAN) -> Stage:
    """A page; needs a running asyncio loop to show itself."""
    ticker, feed, faults = FakeTicker(), Feed(), list[BaseException]()

    def on_fault(fault: BaseException) -> str:
        faults.append(fault)
        return "F-0001"

    acts = acts or FakeStatistics()
    around = Around(
        pages=PAGES, person=person, station="Pengawas", office="BKPSDM Kota Tangerang Selatan",
        subscribe=feed.subscribe, ticker=ticker, on_fault=on_fault,
    )  # fmt: skip
    page = StatisticsPage(acts, around)
    return Stage(acts=acts, page=page, ticker=ticker, feed=feed, faults=faults)
