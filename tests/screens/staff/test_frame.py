"""What every page of the staff has: emergencies above it, F12, F1, and the list of what was said."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from bkpsdm_desktop.domain.errors import DatabaseUnavailable, Refused
from bkpsdm_desktop.domain.kinds import ALL_KINDS
from bkpsdm_desktop.screens.staff import help_words
from bkpsdm_desktop.screens.staff.alarms import LET_GO, NOT_SENT, PageAlarms
from bkpsdm_desktop.screens.staff.frame import Around, StaffPage
from bkpsdm_desktop.screens.staff.pages import Page
from bkpsdm_desktop.screens.subscriptions import OnChange, OnLink, Unsubscribe
from bkpsdm_desktop.services.visit_rows import AlarmRow
from tests.helpers.ticker import FakeTicker
from tests.screens.counter.looks import cut
from tests.screens.counter.office import RANI
from tests.screens.counter.office_parts import alarm_at


@dataclass
class FakeAlarms:
    """The office's emergencies. ``down``: the database does not answer; ``refusal``: the next end says no."""

    standing: tuple[AlarmRow, ...] = ()
    down: bool = False
    refusal: str = ""
    acts: list[tuple[object, ...]] = field(default_factory=list)

    async def alarms(self) -> tuple[AlarmRow, ...]:
        self._reach()
        return self.standing

    async def raise_alarm(self) -> None:
        self._reach()
        self.acts.append(("raise",))
        self.standing += (alarm_at(3, "Rani Contoh", FakeTicker().now(), here=True),)

    async def end_alarm(self, alarm: UUID, note: str) -> None:
        self._reach()
        if self.refusal:
            raise Refused(self.refusal)
        self.acts.append(("end", alarm, note))
        self.standing = tuple(row for row in self.standing if row.id != alarm)

    def _reach(self) -> None:
        if self.down:
            raise DatabaseUnavailable("Basis data kantor tidak terjangkau.")


@dataclass
class Listeners:
    """``subscribe`` for several parts of one screen."""

    heard: list[tuple[OnChange, OnLink]] = field(default_factory=list)

    def subscribe(self, on_change: OnChange, on_link: OnLink) -> Unsubscribe:
        pair = (on_change, on_link)
        self.heard.append(pair)
        return lambda: self.heard.remove(pair)

    def change(self) -> None:
        for on_change, _ in list(self.heard):
            on_change(ALL_KINDS)

    def link(self, up: bool) -> None:
        for _, on_link in list(self.heard):
            on_link(up)


@dataclass
class There:
    """A page of settings whose content does not matter."""

    page: StaffPage
    office: FakeAlarms
    feed: Listeners
    ticker: FakeTicker

    @property
    def alarms(self) -> PageAlarms:
        assert self.page.alarms is not None
        return self.page.alarms

    async def settle(self) -> None:
        for _ in range(20):
            await asyncio.sleep(0)
        assert not self.page.keeper.busy

    async def change(self) -> None:
        self.feed.change()
        await self.settle()


Scene = Callable[[There], Awaitable[None]]
Play = Callable[[Scene], None]


@pytest.fixture
def play(app: QApplication, qtbot: QtBot) -> Play:
    def run(scene: Scene) -> None:
        async def main() -> None:
            ticker, feed, office = FakeTicker(), Listeners(), FakeAlarms()
            around = Around(
                pages=(Page.COUNTER, Page.SETTINGS), person=RANI, station="Loket 3", office="BKPSDM",
                subscribe=feed.subscribe, ticker=ticker, on_fault=lambda _: "F-0001",
            )  # fmt: skip
            page = StaffPage(Page.SETTINGS, around)
            qtbot.addWidget(page)
            page.watch_alarms(office)
            page.resize(1280, 720)
            page.show()
            page.activateWindow()
            qtbot.waitUntil(page.isActiveWindow)
            there = There(page, office, feed, ticker)
            await there.settle()
            await scene(there)
            page.close()
            assert feed.heard == []

        asyncio.run(main())

    return run


def test_fault_k12_an_emergency_at_a_counter_stands_above_the_page_until_it_is_ended(play: Play) -> None:
    async def scene(at: There) -> None:
        bar = at.alarms.bar
        assert not bar.isVisible()
        alarm = alarm_at(5, "Siti Misalnya", at.ticker.now())
        at.office.standing = (alarm,)
        await at.change()
        assert bar.words == ("Bantuan diperlukan di Loket 5", "Siti Misalnya · 09.41 WIB")
        assert bar.isVisible()
        QTest.keyClick(at.page, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
        assert at.alarms.sheet.isVisible()
        QTest.keyClick(at.alarms.sheet.note, Qt.Key.Key_Return)
        await at.settle()
        assert at.office.acts == [("end", alarm.id, "Sudah dibantu.")]
        assert not at.alarms.sheet.isVisible()
        assert not bar.isVisible()

    play(scene)


def test_an_emergency_that_cannot_be_ended_says_why_in_its_sheet(play: Play) -> None:
    async def scene(at: There) -> None:
        at.office.standing = (alarm_at(5, "Siti Misalnya", at.ticker.now()),)
        await at.change()
        at.alarms.bar.button.click()
        at.office.refusal = "Panggilan bantuan ini sudah ditangani Joko Umpama."
        at.alarms.sheet.submit()
        await at.settle()
        assert at.alarms.sheet.isVisible()
        assert at.alarms.sheet.trouble.words[1] == at.office.refusal

    play(scene)


def test_an_emergency_stays_while_the_database_is_gone_and_is_read_again_with_it(play: Play) -> None:
    async def scene(at: There) -> None:
        at.office.standing = (alarm_at(5, "Siti Misalnya", at.ticker.now()),)
        await at.change()
        at.office.down = True
        at.feed.link(False)
        await at.change()
        assert at.alarms.bar.isVisible()
        at.office.down, at.office.standing = False, ()
        at.feed.link(True)
        await at.settle()
        assert not at.alarms.bar.isVisible()

    play(scene)


def test_fault_k12_f12_held_two_seconds_calls_for_help_from_any_page(play: Play) -> None:
    async def scene(at: There) -> None:
        QTest.keyPress(at.page, Qt.Key.Key_F12)
        at.ticker.advance(0.5)
        QTest.keyRelease(at.page, Qt.Key.Key_F12)
        await at.settle()
        assert at.office.acts == []
        assert at.page.status.message == LET_GO
        QTest.keyPress(at.page, Qt.Key.Key_F12)
        at.ticker.advance(2)
        QTest.keyRelease(at.page, Qt.Key.Key_F12)
        await at.settle()
        assert at.office.acts == [("raise",)]
        assert not at.alarms.bar.isVisible()  # nothing is seen where it was raised but a word at the foot

    play(scene)


def test_a_call_for_help_that_was_not_sent_is_told_at_once(play: Play) -> None:
    async def scene(at: There) -> None:
        at.office.down = True
        QTest.keyPress(at.page, Qt.Key.Key_F12)
        at.ticker.advance(2)
        await at.settle()
        assert at.page.status.message == NOT_SENT

    play(scene)


def test_ux_u26_f1_opens_the_page_of_this_screen_and_closes_it(play: Play) -> None:
    async def scene(at: There) -> None:
        QTest.keyClick(at.page, Qt.Key.Key_F1)
        sheet = at.page.help.sheet
        assert sheet is not None
        assert sheet.isVisible()
        words = [label.text() for label in sheet.findChildren(QLabel) if label.isVisible()]
        assert "Setelan kantor" in words
        assert cut(sheet) == []
        QTest.keyClick(sheet.about.area, Qt.Key.Key_Escape)
        assert not sheet.isVisible()
        QTest.keyClick(at.page, Qt.Key.Key_F1)
        QTest.keyClick(at.page, Qt.Key.Key_F1)
        assert not sheet.isVisible()

    play(scene)


@pytest.mark.parametrize("page", list(Page))
def test_ux_u26_every_page_has_its_own_help(page: Page) -> None:
    words = help_words.PAGES[page]
    assert words.about
    assert len({each.title for each in help_words.PAGES.values()}) == len(Page)
    assert len({key for key, _ in words.keys}) == len(words.keys)


def test_ux_u19_what_was_said_stays_six_seconds_and_in_a_list_that_a_key_opens(play: Play) -> None:
    async def scene(at: There) -> None:
        at.page.say("Loket 3 ditutup.")
        at.ticker.advance(5)
        assert at.page.status.message == "Loket 3 ditutup."
        at.ticker.advance(2)
        assert at.page.status.message == ""
        at.page.refuse("Loket 4 sudah dibuka.")
        QTest.keyClick(at.page, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
        assert at.page.log.isVisible()
        assert at.page.log.sentences == ("Loket 4 sudah dibuka.", "Loket 3 ditutup.")
        QTest.keyClick(at.page.log.table, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
        assert not at.page.log.isVisible()

    play(scene)


@dataclass
class FakeCoach:
    """What the office remembers of a person."""

    seen: set[str] = field(default_factory=set)
    asked: int = 0

    async def coached(self) -> frozenset[str]:
        self.asked += 1
        return frozenset(self.seen)

    async def mark_coached(self, screen: str) -> None:
        self.seen.add(screen)


def test_ux_u26_first_steps_are_shown_once_to_each_person_and_take_no_key_away(play: Play) -> None:
    async def scene(at: There) -> None:
        coach = FakeCoach()
        at.page.teach(coach)
        await at.settle()
        assert at.page.coach is not None
        card = at.page.coach.card
        assert card is not None
        assert card.isVisible()
        assert not card.isAncestorOf(at.page.focusWidget())
        assert cut(card) == []
        QTest.keyClick(at.page, Qt.Key.Key_F1)
        assert at.page.help.sheet is not None
        assert at.page.help.sheet.isVisible()
        QTest.keyClick(at.page.help.sheet, Qt.Key.Key_Escape)
        assert card.isVisible()
        QTest.keyClick(at.page, Qt.Key.Key_Escape)
        await at.settle()
        assert not card.isVisible()
        assert coach.seen == {"SETTINGS"}
        at.page.teach(coach)
        await at.settle()
        assert at.page.coach.card is None

    play(scene)
