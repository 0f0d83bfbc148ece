"""The settings page on a fake office, driven by keys."""

import asyncio
from dataclasses import dataclass, field
from uuid import NAMESPACE_URL, uuid5

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from bkpsdm_desktop.domain.kinds import ALL_KINDS
from bkpsdm_desktop.domain.rights import Role
from bkpsdm_desktop.screens.settings.page import SettingsPage
from bkpsdm_desktop.screens.staff.frame import Around
from bkpsdm_desktop.screens.staff.pages import Page
from bkpsdm_desktop.screens.subscriptions import OnChange, OnLink, Unsubscribe
from bkpsdm_desktop.services.rows import PersonRow
from tests.helpers.ticker import FakeTicker
from tests.screens.settings.fakes import FakeSettings

WATI = PersonRow(
    id=uuid5(NAMESPACE_URL, "wati"),
    username="wati",
    name="Wati Contohnya",
    role=Role.ADMINISTRATOR,
    skills=(),
)
PAGES = (Page.COUNTER, Page.SUPERVISOR, Page.BOOKINGS, Page.STATISTICS, Page.SETTINGS)
_TURNS = 30


@dataclass
class Feed:
    """``subscribe`` for one page, and the other end of it."""

    on_change: OnChange | None = None
    on_link: OnLink | None = None

    def subscribe(self, on_change: OnChange, on_link: OnLink) -> Unsubscribe:
        self.on_change, self.on_link = on_change, on_link
        return lambda: None

    def change(self) -> None:
        assert self.on_change is not None
        self.on_change(ALL_KINDS)


@dataclass
class Stage:
    """Page, office, clock and feed of one scene."""

    acts: FakeSettings
    page: SettingsPage
    ticker: FakeTicker
    feed: Feed
    faults: list[BaseException] = field(default_factory=list)

    async def settle(self) -> None:
        for _ in range(_TURNS):
            await asyncio.sleep(0)
        assert not self.page.keeper.busy

    def key(self, keys: str) -> None:
        """Press a key as a person does: it goes to whatever has the keyboard."""
        combination = QKeySequence(keys)[0]  # type: ignore[index]  # the stub lacks it
        QTest.keyClick(self._keyboard(), combination.key(), combination.keyboardModifiers())

    def type(self, words: str) -> None:
        QTest.keyClicks(self._keyboard(), words)

    def _keyboard(self) -> QWidget:
        holder = self.page.focusWidget()
        return self.page if holder is None else holder  # type: ignore[redundant-expr]

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, each one done before the next."""
        for each in keys:
            self.key(each)
            await self.settle()

    def click(self, part: QWidget, words: str) -> None:
        """Click the button of a part that has these words."""
        [button] = [each for each in part.findChildren(QAbstractButton) if each.text() == words]
        button.click()

    def tap(self, part: QWidget) -> None:
        """Click in the middle of something that is no button."""
        QTest.mouseClick(part, Qt.MouseButton.LeftButton)

    async def open(self, title: str) -> None:
        """Choose a section."""
        self.page.choose_title(title)
        await self.settle()

    def words(self) -> list[str]:
        """What the visible labels say."""
        return [label.text() for label in self.page.findChildren(QLabel) if label.isVisible()]

    @property
    def refusal(self) -> str:
        """The sentence of the slot, or nothing."""
        return self.page.slot.refusal.words[1]

    @property
    def status(self) -> str:
        return self.page.status.message


def stage(*, acts: FakeSettings | None = None, person: PersonRow = WATI) -> Stage:
    """A page; needs a running asyncio loop to show itself."""
    ticker, feed, faults = FakeTicker(), Feed(), list[BaseException]()

    def on_fault(fault: BaseException) -> str:
        faults.append(fault)
        return "F-0001"

    acts = acts or FakeSettings()
    around = Around(
        pages=PAGES, person=person, station="Loket 3", office="BKPSDM Kota Tangerang Selatan",
        subscribe=feed.subscribe, ticker=ticker, on_fault=on_fault,
    )  # fmt: skip
    page = SettingsPage(acts, around)
    return Stage(acts=acts, page=page, ticker=ticker, feed=feed, faults=faults)
