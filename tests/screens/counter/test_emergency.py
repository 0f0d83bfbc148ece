"""F12 held for two seconds, and what the other counters see of it."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bkpsdm_desktop.screens.staff.alarms import LET_GO, NOT_SENT
from tests.helpers.ticker import FakeTicker
from tests.screens.counter.conftest import Play
from tests.screens.counter.office import FakeOffice, morning
from tests.screens.counter.office_parts import alarm_at
from tests.screens.counter.stage import Stage

F12 = Qt.Key.Key_F12


def hold(at: Stage, seconds: float) -> None:
    """F12 goes down where the keyboard is, and up again after a while."""
    QTest.keyPress(at.keyboard(), F12)
    at.ticker.advance(seconds)
    QTest.keyRelease(at.keyboard(), F12)


def elsewhere(ticker: FakeTicker) -> FakeOffice:
    office = morning(ticker)
    office.alarms.append(alarm_at(1, "Joko Umpama", ticker.now()))
    return office


def test_fault_k12_half_a_second_does_nothing(play: Play) -> None:
    async def scene(at: Stage) -> None:
        QTest.keyPress(at.window, F12)
        at.ticker.advance(0.5)
        assert at.window.emergency.button.progress == pytest.approx(0.25)
        QTest.keyRelease(at.window, F12)
        at.ticker.advance(5)
        await at.settle()
        assert at.office.acts == []
        assert at.window.emergency.button.progress == 0
        assert LET_GO in at.window.log.sentences

    play(scene)


def test_fault_k12_two_seconds_call_for_help_silently(play: Play) -> None:
    async def scene(at: Stage) -> None:
        await at.press("F2", "F4")
        before = at.status
        hold(at, 2.1)
        await at.settle()
        assert at.office.acts[-1] == "raise_alarm"
        # Whoever stands at the counter sees no bar and no sentence, only a small word at the foot.
        assert not at.window.emergency.bar.isVisible()
        assert at.status == before
        assert "Tercatat 09.41 WIB" in at.words()

    play(scene)


def test_a_key_that_repeats_itself_is_one_press(play: Play) -> None:
    async def scene(at: Stage) -> None:
        QTest.keyPress(at.window, F12)
        for _ in range(6):
            at.ticker.advance(0.3)
            for kind in (QEvent.Type.KeyRelease, QEvent.Type.KeyPress):
                event = QKeyEvent(kind, F12, Qt.KeyboardModifier.NoModifier, "", True)
                QApplication.sendEvent(at.window, event)
        at.ticker.advance(0.3)
        await at.settle()
        assert at.office.acts == ["raise_alarm"]

    play(scene)


def test_feat_q7_it_works_in_a_field_a_sheet_and_below_a_refusal(play: Play) -> None:
    async def scene(at: Stage) -> None:
        for opening in ("F5", "Ctrl+K", "F11"):
            at.key(opening)
            hold(at, 2)
            await at.settle()
            at.window.close_sheets()
        at.office.refuse_next = "C012 sudah dipanggil Loket 2."
        await at.press("F2")
        hold(at, 2)
        await at.settle()
        assert at.office.acts.count("raise_alarm") == 4

    play(scene)


def test_feat_q7_it_does_not_wait_for_an_act_that_is_being_saved(play: Play) -> None:
    async def scene(at: Stage) -> None:
        at.key("F2")
        hold(at, 2)
        await at.settle()
        assert sorted(at.office.acts) == ["call_next", "raise_alarm"]

    play(scene)


def test_feat_q7_without_the_database_it_says_that_nobody_was_told(play: Play) -> None:
    async def scene(at: Stage) -> None:
        at.office.down = True
        at.feed.link(False)
        hold(at, 2)
        await at.settle()
        assert at.status == NOT_SENT

    play(scene)


def test_the_mouse_holds_it_too(play: Play) -> None:
    async def scene(at: Stage) -> None:
        button = at.window.emergency.button
        QTest.mousePress(button, Qt.MouseButton.LeftButton)
        at.ticker.advance(1.9)
        QTest.mouseRelease(button, Qt.MouseButton.LeftButton)
        await at.settle()
        assert at.office.acts == []
        QTest.mousePress(button, Qt.MouseButton.LeftButton)
        at.ticker.advance(2)
        await at.settle()
        assert at.office.acts == ["raise_alarm"]

    play(scene)


def test_feat_q7_the_other_counters_see_it_until_somebody_ends_it(play: Play) -> None:
    async def scene(at: Stage) -> None:
        bar = at.window.emergency.bar
        assert bar.words == ("Bantuan diperlukan di Loket 1", "Joko Umpama · 09.41 WIB")
        at.ticker.advance(600)
        await at.settle()
        assert bar.isVisible()
        await at.press("Ctrl+D")
        assert at.window.emergency.sheet.isVisible()
        at.type("Satpam datang.")
        await at.press("Return")
        assert at.office.acts[-1] == "end_alarm Satpam datang."
        assert not bar.isVisible()

    play(scene, make=elsewhere)


def test_an_emergency_is_not_ended_without_a_note(play: Play) -> None:
    async def scene(at: Stage) -> None:
        at.key("Ctrl+D")
        sheet = at.window.emergency.sheet
        sheet.note.clear()
        await at.press("Return")
        assert sheet.trouble.words[1] == "Catatan belum diisi."
        assert at.office.acts == []

    play(scene, make=elsewhere)


def test_who_called_for_help_ends_it_by_the_palette(play: Play) -> None:
    async def scene(at: Stage) -> None:
        hold(at, 2)
        await at.settle()
        command = next(c for c in at.window.commands() if c.words == "Akhiri panggilan bantuan")
        command.run()
        await at.press("Return")
        assert at.office.alarms == []
        assert "Tercatat 09.41 WIB" not in at.words()

    play(scene)
