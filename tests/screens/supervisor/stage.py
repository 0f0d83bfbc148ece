"""The supervisor's page on a fake office, driven without the program's own event loop."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.screens.staff.frame import Around
from bkpsdm_desktop.screens.staff.pages import Page
from bkpsdm_desktop.screens.supervisor.page import SupervisorPage
from bkpsdm_desktop.services.supervision_rows import EventLine, Supervision
from tests.helpers.ticker import FakeTicker
from tests.screens.counter.stage import FakeFeed
from tests.screens.supervisor.story import HISTORY, MAYA, NOW, morning

_TURNS = 20
PAGES = (Page.SUPERVISOR, Page.BOOKINGS, Page.STATISTICS)


@dataclass
class FakeSupervisorActs:
    """Answers with ``shown``, notes what was asked; ``refusal`` makes the next act say no."""

    shown: Callable[[], Supervision]
    asked: list[tuple[str, tuple[object, ...]]] = field(default_factory=list)
    refusal: str = ""

    async def view(self) -> Supervision:
        return self.shown()

    async def history(self, ticket: UUID) -> tuple[EventLine, ...]:
        return HISTORY

    async def _note(self, act: str, *what: object) -> None:
        self.asked.append((act, what))
        if self.refusal:
            sentence, self.refusal = self.refusal, ""
            raise Refused(sentence)

    async def open_counter(self, counter: UUID, person: UUID) -> None:
        await self._note("open_counter", counter, person)

    async def close_counter(self, counter: UUID) -> None:
        await self._note("close_counter", counter)

    async def move(
        self, ticket: UUID, *, service: UUID | None, counter: UUID | None, keep_place: bool
    ) -> None:
        await self._note("move", ticket, service, counter, keep_place)

    async def release(self, ticket: UUID) -> None:
        await self._note("release", ticket)

    async def cancel(self, ticket: UUID) -> None:
        await self._note("cancel", ticket)

    async def undo(self) -> None:
        await self._note("undo")

    async def close_day(self) -> str:
        await self._note("close_day")
        return "Selasa, 24 November 2026 ditutup."

    async def confirm_date(self) -> None:
        await self._note("confirm_date")


@dataclass
class Stage:
    """Page, office, clock and feed of one scene."""

    ticker: FakeTicker
    acts: FakeSupervisorActs
    feed: FakeFeed
    page: SupervisorPage
    faults: list[BaseException] = field(default_factory=list)

    async def settle(self) -> None:
        """Until nothing is at work any more."""
        for _ in range(_TURNS):
            await asyncio.sleep(0)
        assert not self.page.busy
        assert self.faults == []


def stage(shown: Callable[[], Supervision] = morning) -> Stage:
    """A page at the desk without a counter; needs a running asyncio loop to show itself."""
    ticker, feed, acts = FakeTicker(NOW), FakeFeed(), FakeSupervisorActs(shown)
    faults: list[BaseException] = []

    def on_fault(fault: BaseException) -> str:
        faults.append(fault)
        return "F-0001"

    around = Around(
        pages=PAGES, person=MAYA, station="Meja pengawas", office="BKPSDM Kota Tangerang Selatan",
        subscribe=feed.subscribe, ticker=ticker, on_fault=on_fault,
    )  # fmt: skip
    page = SupervisorPage(acts, around)
    return Stage(ticker=ticker, acts=acts, feed=feed, page=page, faults=faults)


def page_on(view: Supervision | None) -> SupervisorPage:
    """A page that shows one snapshot, or nothing yet."""
    made = stage(lambda: view or morning()).page
    if view is not None:
        made.show_view(view)
    return made
