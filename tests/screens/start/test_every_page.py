"""What holds for every page: the keyboard reaches all of it, all has names, text is literal and whole."""

import os
import subprocess
import sys
from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QRadioButton, QWidget

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.screens.start.pieces import RoleCard
from bkpsdm_desktop.screens.theme import Theme
from bkpsdm_desktop.screens.widgets.state import State
from tests.helpers.pictures import drawn_text
from tests.helpers.qtloop import play
from tests.helpers.source import ROOT
from tests.screens.start.acts import SERVER, empty_pc, second_pc
from tests.screens.start.keyboard import Keyboard
from tests.screens.start.scaled import cut
from tests.screens.start.walk import every_page

NASTY = ["<b>x", "<Budi>", "&nbsp;", "a<br>b", "<img src=a>", "Dinas P&K"]


def takers(window: QWidget) -> list[QWidget]:
    """What takes the keyboard by Tab now."""
    found = [
        part
        for part in window.findChildren(QWidget)
        if part.isVisible() and part.isEnabled() and part.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    inner = [
        part for part in found if isinstance(part, QLineEdit) and part.objectName() == "qt_spinbox_lineedit"
    ]
    return [part for part in found if part not in inner]


def chosen(parts: list[QWidget]) -> set[QWidget]:
    """Without the cards and radio buttons that are not chosen: arrow keys lead to those."""
    return {part for part in parts if not isinstance(part, RoleCard | QRadioButton) or part.isChecked()}


def test_ux_u16_tab_reaches_everything_in_reading_order(app: QApplication) -> None:
    async def story() -> None:
        async for name, keyboard in every_page():
            window = keyboard.window
            wanted = takers(window)
            walked: list[QWidget] = []
            while keyboard.here not in walked and len(walked) < 60:
                walked.append(keyboard.here)
                await keyboard.tab()
            assert chosen(walked) == chosen(wanted), name
            start = walked.index(min(walked, key=lambda part: place(window, part)))
            ordered = walked[start:] + walked[:start]
            lines = [place(window, part)[0] for part in ordered if not in_columns(part)]
            assert lines == sorted(lines), (name, [part.objectName() for part in ordered])

    play(story())


def place(window: QWidget, part: QWidget) -> tuple[int, int]:
    """Row and column of a widget: its middle, since parts of one row differ in height."""
    middle = part.mapTo(window, part.rect().center())
    return middle.y() // 24, middle.x()


def in_columns(part: QWidget) -> bool:
    """The office page is read column by column."""
    return any(parent.objectName() in ("office", "person") for parent in parents(part))


def buddy_of(label: QLabel) -> QWidget | None:
    return label.buddy()


def parents(part: QWidget) -> list[QWidget]:
    found: list[QWidget] = []
    while (above := part.parentWidget()) is not None:
        found.append(above)
        part = above
    return found


def test_ux_u17_all_that_takes_the_keyboard_has_a_name(app: QApplication) -> None:
    async def story() -> None:
        async for name, keyboard in every_page():
            for part in takers(keyboard.window):
                spoken = QAccessible.queryAccessibleInterface(part).text(QAccessible.Text.Name)
                assert spoken, (name, part.objectName())

    play(story())


def test_ux_u17_each_input_has_a_label_with_a_key_and_no_two_keys_clash(app: QApplication) -> None:
    async def story() -> None:
        async for name, keyboard in every_page():
            window = keyboard.window
            shown = [part for part in window.findChildren(QLabel) if part.isVisible()]
            labels = [label for label in shown if buddy_of(label) is not None]
            buddies = {buddy_of(label) for label in labels}
            inputs = [part for part in takers(window) if not isinstance(part, QAbstractButton)]
            assert [part.objectName() for part in inputs if part not in buddies] == [], name
            keys = [QKeySequence.mnemonic(label.text()).toString() for label in labels]
            for button in window.findChildren(QAbstractButton):
                if button.isVisible() and not QKeySequence.mnemonic(button.text()).isEmpty():
                    keys.append(QKeySequence.mnemonic(button.text()).toString())
            for part in [window, *window.findChildren(QWidget)]:
                if part.isVisible():
                    keys += [action.shortcut().toString() for action in part.actions()]
            assert all(keys), name
            assert [key for key, times in Counter(keys).items() if times > 1] == [], name

    play(story())


@pytest.mark.parametrize("size", [(1000, 680), (1366, 768), (1000, 520)])
def test_no_text_is_cut(each_theme: Theme, size: tuple[int, int]) -> None:
    async def story() -> None:
        assert await cut(size) == []

    play(story())


@pytest.mark.slow
def test_ux_u22_no_text_is_cut_at_150_percent() -> None:
    """1280x720 is what a screen of 1920x1080 has at that scale."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.screens.start.scaled", "1280", "720"],
        env={**os.environ, "QT_SCALE_FACTOR": "1.5"},
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout.splitlines()) == (0, ["scale 1.5"]), done.stderr


@pytest.mark.parametrize("control", ["\x00", "\x07", "\x1b[31m", "\u2028", "\ud800", "\u0085"])
def test_fault_g8_a_control_character_is_refused_with_its_place(app: QApplication, control: str) -> None:
    async def story() -> None:
        keyboard = await Keyboard(empty_pc()).open()
        await keyboard.enter()
        office = keyboard.window.office
        for entry in (office.agency, office.full_name, office.password, office.portal, office.pin):
            with pytest.raises(Refused, match="karakter ke-3"):
                entry.read(f"ab{control}c")
        keyboard.close()

    play(story())


def test_fault_g8_a_pasted_line_break_does_not_reach_the_office(app: QApplication) -> None:
    async def story() -> None:
        keyboard = await Keyboard(empty_pc()).open()
        await keyboard.enter()
        QApplication.clipboard().setText("Dinas\x07 P&K")
        await keyboard.tab()
        await keyboard.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        await keyboard.tab()
        agency = keyboard.window.office.agency
        assert agency.note.state is State.BAD
        assert "karakter ke-6 (U+0007)" in agency.note.words
        keyboard.close()

    play(story())


@pytest.mark.parametrize("words", NASTY)
def test_fault_g9_what_others_say_is_shown_as_it_is(app: QApplication, words: str) -> None:
    async def story() -> None:
        acts = second_pc()
        acts.databases[SERVER].sentence = f"Server {words}"
        acts.printers["tcp://192.0.2.31:9100"] = f"Tercetak di {words}"
        keyboard = Keyboard(acts, machine=f"PC {words}")
        await keyboard.open()
        await keyboard.fill_server()
        await keyboard.enter()
        await keyboard.network_printer("192.0.2.31")
        await keyboard.alt("c")
        acts.refusals["finish"] = [f"Ditolak {words}"]
        await keyboard.enter()
        await keyboard.type("rani.contoh")
        await keyboard.enter()
        await keyboard.type("kopi pagi di loket")
        await keyboard.enter()
        drawn = drawn_text(keyboard.window)
        for said in (f"Server {words}", f"Tercetak di {words}", f"PC {words}", f"Ditolak {words}"):
            assert said in drawn
        plain = [label for label in keyboard.window.findChildren(QLabel) if buddy_of(label) is None]
        assert {label.textFormat() for label in plain} == {Qt.TextFormat.PlainText}
        keyboard.close()

    play(story())


@pytest.mark.parametrize("words", NASTY)
def test_fault_g9_names_reach_the_office_as_they_were_typed(app: QApplication, words: str) -> None:
    async def story() -> None:
        keyboard = await Keyboard(empty_pc()).open()
        await keyboard.enter()
        await keyboard.fill_office("kopi pagi di loket")
        keyboard.window.office.agency.field.setText(words)
        await keyboard.press_primary()
        assert keyboard.acts.office is not None
        assert keyboard.acts.office.agency == words
        keyboard.close()

    play(story())
