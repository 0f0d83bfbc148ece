"""The locked station: when it locks, what it shows, who comes in."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from bkpsdm_desktop.screens.staff.lock import LockPage
from bkpsdm_desktop.screens.staff.locking import Locking
from bkpsdm_desktop.screens.staff.pages import Page
from bkpsdm_desktop.screens.staff.shell import Shell
from bkpsdm_desktop.services.rows import PersonRow
from tests.screens.counter.accounts import START_CODE
from tests.screens.counter.looks import cut
from tests.screens.counter.office import RANI
from tests.screens.counter.office_parts import alarm_at
from tests.screens.counter.stage import FakeFeed, Stage, stage
from tests.screens.staff.lock_office import PIN, SITI, FakeLock


@dataclass
class Locked:
    """A shell with the counter of the story as its page."""

    at: Stage
    office: FakeLock
    feed: FakeFeed
    shell: Shell
    page: LockPage
    locking: Locking
    switched: list[PersonRow]

    async def settle(self) -> None:
        for _ in range(20):
            await asyncio.sleep(0)
        assert not any((self.page.busy, self.locking.busy, self.at.window.busy))

    async def wait(self, minutes: float) -> None:
        """Nobody touches anything; what is due in the meantime happens."""
        for _ in range(round(minutes * 4)):
            self.at.ticker.advance(15)
            await self.settle()

    async def lock(self) -> None:
        self.locking.action.trigger()
        await self.settle()

    def type(self, words: str) -> None:
        holder = self.shell.focusWidget()
        assert holder is not None
        QTest.keyClicks(holder, words)

    def words(self) -> list[str]:
        return [label.text() for label in self.shell.findChildren(QLabel) if label.isVisible()]


Scene = Callable[[Locked], Awaitable[None]]
Play = Callable[..., None]


@pytest.fixture
def play(app: QApplication, qtbot: QtBot) -> Play:
    def run(scene: Scene, office: FakeLock | None = None) -> None:
        async def main() -> None:
            at, lock, feed = stage(), office or FakeLock(), FakeFeed()
            shell = Shell({Page.COUNTER: lambda: at.window})
            qtbot.addWidget(shell)

            def on_fault(fault: BaseException) -> str:
                at.faults.append(fault)
                return "F-0001"

            page = LockPage(
                lock, feed.subscribe, person=RANI, station="Loket 3", office="BKPSDM", ticker=at.ticker,
                on_fault=on_fault,
            )  # fmt: skip
            locking = Locking(
                shell, page, lock, person=RANI, ticker=at.ticker, say=shell.say,
                on_fault=on_fault,
            )  # fmt: skip
            switched: list[PersonRow] = []
            locking.switched.connect(switched.append)
            shell.resize(1366, 768)
            shell.show()
            shell.activateWindow()
            qtbot.waitUntil(shell.isActiveWindow)
            shown = Locked(at, lock, feed, shell, page, locking, switched)
            await shown.settle()
            await scene(shown)
            locking.stop()
            assert at.faults == []

        asyncio.run(main())

    return run


def test_ctrl_l_locks_and_the_own_pin_opens_what_was_there(play: Play) -> None:
    async def scene(at: Locked) -> None:
        at.at.key("F5")
        at.at.type("C0")
        await at.lock()
        assert at.shell.covered
        at.type(PIN)
        await at.settle()
        assert not at.shell.covered
        # U20: what was typed before is still there.
        assert at.at.window.finder.field.text() == "C0"
        assert at.switched == []

    play(scene)


def test_nothing_of_a_visitor_is_readable_on_a_locked_station(play: Play) -> None:
    async def scene(at: Locked) -> None:
        await at.lock()
        words = " ".join(at.words())
        assert "Loket 3 terkunci" in words
        assert "C012" not in words
        assert "Cuti" not in words
        assert not at.at.window.isVisible()

    play(scene)


def test_the_keys_of_the_counter_do_nothing_while_it_is_locked(play: Play) -> None:
    async def scene(at: Locked) -> None:
        await at.lock()
        for key in (Qt.Key.Key_F2, Qt.Key.Key_F11):
            QTest.keyClick(at.page.pin, key)
        await at.settle()
        assert at.at.office.acts == []

    play(scene)


def test_fault_k4_another_person_comes_in_by_pin(play: Play) -> None:
    async def scene(at: Locked) -> None:
        await at.lock()
        QTest.keyClick(at.page.pin, Qt.Key.Key_Down)
        at.type(PIN)
        await at.settle()
        assert at.switched == [SITI]
        assert at.shell.covered  # until the other person's own window stands there

    play(scene)


def test_a_wrong_pin_is_told_and_gone_from_the_field(play: Play) -> None:
    async def scene(at: Locked) -> None:
        await at.lock()
        at.type("111222")
        await at.settle()
        assert at.page.trouble.words[1] == "PIN salah. Sisa 4 kali."
        assert at.page.pin.text() == ""
        assert at.shell.covered

    play(scene)


def test_without_any_pin_the_password_opens(play: Play) -> None:
    async def scene(at: Locked) -> None:
        await at.lock()
        assert not at.page.pin.isVisible()
        assert at.page.username.text() == "rani"
        at.type("rahasia-contoh")
        QTest.keyClick(at.page.password, Qt.Key.Key_Return)
        await at.settle()
        assert not at.shell.covered

    play(scene, FakeLock(pins=False))


def test_it_locks_itself_after_the_minutes_of_the_rule(play: Play) -> None:
    async def scene(at: Locked) -> None:
        await at.wait(4.5)
        assert not at.shell.covered
        await at.wait(1)
        assert at.shell.covered

    play(scene)


def test_input_begins_the_minutes_anew(play: Play) -> None:
    async def scene(at: Locked) -> None:
        await at.wait(4.5)
        QTest.keyClick(at.shell.windowHandle(), Qt.Key.Key_Shift)
        await at.wait(4.5)
        assert not at.shell.covered

    play(scene)


@pytest.mark.parametrize(("minutes", "busy_with"), [(0, ""), (5, "C012")])
def test_it_never_locks_itself_with_a_visitor_or_when_the_rule_says_never(
    play: Play, minutes: int, busy_with: str
) -> None:
    async def scene(at: Locked) -> None:
        await at.wait(30)
        assert not at.shell.covered

    play(scene, FakeLock(minutes=minutes, busy_with=busy_with))


def test_with_a_visitor_ctrl_l_says_whom_to_finish_first(play: Play) -> None:
    async def scene(at: Locked) -> None:
        await at.lock()
        assert not at.shell.covered
        assert at.at.status == "Selesaikan C012 dahulu, lalu ganti petugas atau kunci."

    play(scene, FakeLock(busy_with="C012"))


def test_without_the_database_nothing_is_locked(play: Play) -> None:
    async def scene(at: Locked) -> None:
        await at.wait(12)
        await at.lock()
        assert not at.shell.covered

    play(scene, FakeLock(down=True))


def test_feat_q7_the_emergency_key_works_on_a_locked_station(play: Play) -> None:
    async def scene(at: Locked) -> None:
        await at.lock()
        QTest.keyPress(at.page.pin, Qt.Key.Key_F12)
        at.at.ticker.advance(0.5)
        QTest.keyRelease(at.page.pin, Qt.Key.Key_F12)
        await at.settle()
        assert at.office.acts == []
        QTest.keyPress(at.page.pin, Qt.Key.Key_F12)
        at.at.ticker.advance(2)
        await at.settle()
        assert at.office.acts == ["raise_alarm"]

    play(scene)


def test_fault_k12_a_locked_screen_shows_an_emergency_elsewhere_and_never_its_own(play: Play) -> None:
    async def scene(at: Locked) -> None:
        since = at.at.ticker.now()
        await at.lock()
        assert not at.page.bar.isVisible()
        at.office.standing = (
            alarm_at(3, "Rani Contoh", since, here=True), alarm_at(5, "Siti Misalnya", since),
        )  # fmt: skip
        at.feed.change()
        await at.settle()
        assert at.page.bar.isVisible()
        assert at.page.bar.words == ("Bantuan diperlukan di Loket 5", "Siti Misalnya · 09.41 WIB")
        assert not at.page.bar.button.isVisible()  # nobody is signed in who could see to it
        at.office.standing = at.office.standing[:1]
        at.feed.change()
        await at.settle()
        assert not at.page.bar.isVisible()

    play(scene)


def test_who_comes_with_a_start_code_chooses_a_password_at_the_locked_screen(play: Play) -> None:
    async def scene(at: Locked) -> None:
        await at.lock()
        page = at.page
        page.username.setText("siti")
        page.password.setText(START_CODE)
        page.submit()
        await at.settle()
        assert page.choice.isVisible()
        assert not page.pin.isVisible()
        assert cut(page) == []
        for words in (("pendek", "lain"), ("pendek", "pendek")):
            for line, typed in zip(page.choice.fields, words, strict=True):
                line.setText(typed)
            page.submit()
            await at.settle()
            assert page.trouble.words[0] == "Belum tersimpan."
        for line in page.choice.fields:
            line.setText("kalimat saya sendiri")
        QTest.keyClick(page.choice.second, Qt.Key.Key_Return)
        await at.settle()
        assert at.office.acts[-1] == f"choose siti {START_CODE} kalimat saya sendiri"
        assert at.switched == [SITI]
        assert not page.choice.isVisible()

    play(scene)


def test_escape_leads_back_from_the_choice_of_a_password_and_f1_helps(play: Play) -> None:
    async def scene(at: Locked) -> None:
        await at.lock()
        at.page.username.setText("siti")
        at.page.password.setText(START_CODE)
        at.page.submit()
        await at.settle()
        QTest.keyClick(at.page.choice.first, Qt.Key.Key_Escape)
        assert not at.page.choice.isVisible()
        assert at.page.pin.hasFocus()
        QTest.keyClick(at.page.pin, Qt.Key.Key_F1)
        assert "Layar terkunci" in at.words()
        assert at.page.help.sheet is not None
        QTest.keyClick(at.page.help.sheet, Qt.Key.Key_Escape)
        assert at.page.pin.hasFocus()

    play(scene)
