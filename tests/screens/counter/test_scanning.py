"""Faults B8 and B9 at the counter: a scanner types into *Cari nomor* whatever is open, presses nothing."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.numbers import read_code
from bkpsdm_desktop.services.counter_rows import TicketFound
from tests.helpers.ticker import FakeTicker
from tests.screens.counter.conftest import Play
from tests.screens.counter.office import FakeOffice, morning
from tests.screens.counter.stage import Stage

CODE = "TGS-7KQ4-M2XV-9"
FOREIGN = [
    "https://lain.example/masuk?id=77", "BEGIN:VCARD\nN:Contoh;Rani\nEND:VCARD",
    "WIFI:S:Kantor;T:WPA;P:rahasia1;;", "9" * 1_000, "AB 12 CD 34 EF",
]  # fmt: skip


class Reading(FakeOffice):
    """An office that reads codes by the rule of the real one, and knows none."""

    async def find(self, text: str) -> TicketFound:
        self._did(f"find {text}")
        raise Refused(f"Kode {read_code(text, office='TGS')} tidak ada di kantor ini.")


def reading(ticker: FakeTicker) -> FakeOffice:
    return morning(ticker, Reading)


def send(at: Stage, character: str) -> None:
    """One key of the scanner, as the native window gets it."""
    control = Qt.KeyboardModifier.ControlModifier
    key, modifiers, text = {
        "\r": (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r"),
        "\t": (Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier, "\t"),
        "\n": (Qt.Key.Key_J, control, "\n"),
        "\x1d": (Qt.Key.Key_BracketRight, control, "\x1d"),
    }.get(character, (Qt.Key(ord(character.upper())), Qt.KeyboardModifier.NoModifier, character))
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QCoreApplication.sendEvent(at.window.windowHandle(), QKeyEvent(kind, key, modifiers, text))


async def scan(at: Stage, text: str, end: str = "\r") -> None:
    """A scanner sends ``text`` as fast as it can; then it is quiet."""
    at.ticker.advance(1)
    for character in text + end:
        send(at, character)
    await at.settle()
    at.ticker.advance(1)
    await at.settle()


def searches(at: Stage) -> list[str]:
    return [act.removeprefix("find ") for act in at.office.acts if act.startswith("find ")]


@pytest.mark.parametrize("end", ["\r", "\n", "\t", "\r\n", "\n\r"])
@pytest.mark.parametrize("mark", ["", "]Q1"])
def test_fault_b8_a_code_is_searched_whatever_the_scanner_puts_around_it(
    play: Play, end: str, mark: str
) -> None:
    async def scene(at: Stage) -> None:
        for opened in (None, "F5"):
            if opened:
                await at.press("Esc", opened)
            await scan(at, mark + CODE, end)
            assert at.window.finder.isVisible()
            assert at.window.finder.field.text() == CODE
            assert at.window.finder.field.hasFocus()
        assert searches(at) == [CODE, CODE]

    play(scene)


def open_transfer(at: Stage) -> None:
    at.key("F6")


def open_note(at: Stage) -> None:
    at.window.emergency.sheet.open()


OPENED: list[Callable[[Stage], None]] = [
    lambda at: at.key("F5"), lambda at: at.key("F10"), lambda at: at.key("Ctrl+K"), lambda at: at.key("F1"),
    open_transfer, open_note,
]  # fmt: skip


@pytest.mark.parametrize("opened", OPENED)
def test_fault_b8_no_open_sheet_gets_a_letter_of_it_and_no_key_is_pressed(
    play: Play, opened: Callable[[Stage], None]
) -> None:
    async def scene(at: Stage) -> None:
        await at.press("F2", "F4")
        before = list(at.office.acts)
        opened(at)
        typed = {field: field.text() for field in at.window.findChildren(QLineEdit)}
        for text in ("F2 F9 C012", "1\t2\r3 45678", "A" * 1_000, f"\x1d{CODE}\x1d"):
            await scan(at, text)
        assert [act for act in at.office.acts if not act.startswith("find ")] == before
        typed.pop(at.window.finder.field)
        assert {field: field.text() for field in typed} == typed
        assert at.window.view is not None
        assert at.window.view.active is not None

    play(scene)


@pytest.mark.parametrize("text", FOREIGN)
def test_fault_b9_a_foreign_code_is_called_one(play: Play, text: str) -> None:
    async def scene(at: Stage) -> None:
        await scan(at, text)
        assert len(searches(at)) == 1
        assert at.window.finder.trouble.words[1].startswith("Bukan kode layanan ini.")
        await scan(at, CODE)
        assert at.window.finder.field.text() == CODE

    play(scene, make=reading)


def test_a_hand_that_types_is_no_scanner(play: Play) -> None:
    async def scene(at: Stage) -> None:
        await at.press("F1")
        services = at.window.help.sheet.services
        assert services is not None
        for character in "cuti":
            send(at, character)
            at.ticker.advance(0.09)
        send(at, "\r")
        await at.settle()
        assert services.field.text() == "cuti"
        assert searches(at) == []

    play(scene)


def test_a_space_pressed_by_hand_still_presses_the_button(play: Play) -> None:
    async def scene(at: Stage) -> None:
        at.window.desk.verbs.primary.setFocus()
        at.ticker.advance(1)
        QTest.keyClick(at.window.windowHandle(), Qt.Key.Key_Space)
        await at.settle()
        assert at.office.acts == ["call_next"]

    play(scene)


def native(at: Stage, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key as the platform gives it: shortcuts are asked first."""
    QTest.keyClick(at.window.windowHandle(), key, modifier)


def acted(at: Stage) -> list[str]:
    return [act for act in at.office.acts if not act.startswith("find ")]


@pytest.mark.parametrize("place", ["before", "within", "after", "after its end"])
@pytest.mark.parametrize("apart", [0.0, 0.02])
def test_fault_b8_a_function_key_that_a_scanner_sends_itself_does_nothing(
    play: Play, place: str, apart: float
) -> None:
    async def scene(at: Stage) -> None:
        at.ticker.advance(1)
        keys: list[Qt.Key | str] = [*CODE, "\r"]
        at_place = {"before": 0, "within": 4, "after": len(CODE), "after its end": len(keys)}[place]
        keys[at_place:at_place] = [Qt.Key.Key_F2, Qt.Key.Key_F11]
        for key in keys:
            if isinstance(key, str):
                send(at, key)
            else:
                native(at, key)
            at.ticker.advance(apart)
        await at.settle()
        at.ticker.advance(1)
        await at.settle()
        assert acted(at) == []
        assert searches(at) == [CODE]

    play(scene)


def test_fault_b8_a_shortcut_within_the_burst_of_a_scanner_does_nothing(play: Play) -> None:
    async def scene(at: Stage) -> None:
        await at.press("F2", "F4")
        before = acted(at)
        at.ticker.advance(1)
        for character in CODE:
            send(at, character)
            native(at, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
            native(at, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        send(at, "\r")
        at.ticker.advance(1)
        await at.settle()
        assert acted(at) == before
        assert searches(at) == [CODE]

    play(scene)


def test_a_function_key_pressed_by_hand_acts_once_a_moment_later(play: Play) -> None:
    async def scene(at: Stage) -> None:
        at.ticker.advance(1)
        native(at, Qt.Key.Key_F2)
        assert acted(at) == []
        at.ticker.advance(0.06)
        await at.settle()
        assert acted(at) == ["call_next"]
        at.ticker.advance(1)
        native(at, Qt.Key.Key_F4)
        native(at, Qt.Key.Key_Escape)  # a hand that goes on need not wait
        await at.settle()
        assert acted(at) == ["call_next", "start_serving"]
        at.ticker.advance(1)
        native(at, Qt.Key.Key_F5)
        at.ticker.advance(0.06)
        await at.settle()
        assert at.window.finder.isVisible()
        for character in "C0":
            at.ticker.advance(0.09)
            send(at, character)
        assert at.window.finder.field.text() == "C0"

    play(scene)


def test_a_function_key_without_an_act_goes_to_what_has_the_keyboard(play: Play) -> None:
    async def scene(at: Stage) -> None:
        seen: list[int] = []

        class Listening(QLineEdit):
            def keyPressEvent(self, event: QKeyEvent) -> None:
                seen.append(event.key())

        field = Listening(at.window)
        field.show()
        field.setFocus()
        at.ticker.advance(1)
        native(at, Qt.Key.Key_F24)
        at.ticker.advance(0.06)
        assert seen == [Qt.Key.Key_F24]

    play(scene)
