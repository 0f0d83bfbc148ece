"""What a finger presses on the kiosk."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bkpsdm_desktop.screens.theme import Theme
from bkpsdm_desktop.screens.widgets.touch import (
    FactBox,
    TouchBase,
    TouchButton,
    TouchKind,
    TouchOption,
)
from tests.helpers.pictures import drawn_text, pixels
from tests.screens.conftest import Stage

PIXELS_PER_MM = 3.21  # the reference screen, 27 inch
KINDS = [TouchButton, TouchOption]
LEFT = Qt.MouseButton.LeftButton


def shown(stage: Stage, button: TouchBase) -> tuple[TouchBase, list[bool]]:
    stage(button)
    clicks: list[bool] = []
    button.clicked.connect(lambda: clicks.append(True))
    return button, clicks


@pytest.mark.parametrize("kind", KINDS)
def test_ux_u33_it_acts_on_release_inside(app: QApplication, stage: Stage, kind: type[TouchBase]) -> None:
    button, clicks = shown(stage, kind("Cuti"))
    QTest.mousePress(button, LEFT)
    assert clicks == []
    QTest.mouseRelease(button, LEFT)
    assert clicks == [True]


@pytest.mark.parametrize("kind", KINDS)
def test_ux_u33_a_finger_that_slides_off_does_nothing(
    app: QApplication, stage: Stage, kind: type[TouchBase]
) -> None:
    button, clicks = shown(stage, kind("Cuti"))
    QTest.mousePress(button, LEFT)
    QTest.mouseMove(button, QPoint(-10, -10))
    QTest.mouseRelease(button, LEFT, pos=QPoint(-10, -10))
    assert clicks == []


@pytest.mark.parametrize("kind", KINDS)
def test_ux_u36_it_works_by_keyboard(app: QApplication, stage: Stage, kind: type[TouchBase]) -> None:
    button, clicks = shown(stage, kind("Cuti"))
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
        QTest.keyClick(button, key)
    assert clicks == [True, True, True]


@pytest.mark.parametrize("kind", KINDS)
def test_a_busy_one_takes_nothing(app: QApplication, stage: Stage, kind: type[TouchBase]) -> None:
    button, clicks = shown(stage, kind("Cuti"))
    button.set_busy(True)
    QTest.mouseClick(button, LEFT)
    QTest.keyClick(button, Qt.Key.Key_Return)
    QTest.keyClick(button, Qt.Key.Key_Space)
    button.click()
    assert clicks == []
    assert button.isEnabled()


def test_the_reason_stands_in_the_place_of_the_label(app: QApplication, stage: Stage) -> None:
    button, clicks = shown(stage, TouchButton("Ambil nomor antrean sekarang"))
    button.set_reason("Buka 13.00 WIB")
    assert drawn_text(button) == "Buka 13.00 WIB"
    QTest.mouseClick(button, LEFT)
    assert clicks == []
    button.set_reason("")
    assert drawn_text(button) == "Ambil nomor antrean sekarang"


def test_a_press_is_seen_at_once(each_theme: Theme, stage: Stage) -> None:
    button, _ = shown(stage, TouchOption("Lansia"))
    QTest.mousePress(button, LEFT)
    picture = pixels(button)
    middle = button.height() // 2
    assert picture.pixelColor(4, middle).name().upper() == each_theme.primary
    assert picture.pixelColor(20, middle).name().upper() == each_theme.primary_soft


def test_an_option_is_on_after_one_press_and_off_after_two(app: QApplication, stage: Stage) -> None:
    option, _ = shown(stage, TouchOption("Membawa balita"))
    QTest.mouseClick(option, LEFT)
    assert option.isChecked()
    QTest.mouseClick(option, LEFT)
    assert not option.isChecked()


def test_ux_u36_an_option_shows_its_key_until_it_is_chosen(app: QApplication, stage: Stage) -> None:
    option, _ = shown(stage, TouchOption("Membawa balita"))
    assert drawn_text(option) == "Membawa balita"
    option.set_digit("4")
    assert drawn_text(option).split("\n") == ["4", "Membawa balita"]
    option.click()
    assert drawn_text(option) == "Membawa balita"


@pytest.mark.parametrize(
    "button",
    [
        lambda: TouchOption("Lansia"), lambda: TouchButton("ID", "globe"),
        lambda: TouchButton("Ya", kind=TouchKind.PRIMARY), lambda: TouchButton("Ya", kind=TouchKind.HUGE),
    ],
)  # fmt: skip
def test_ux_u27_every_target_is_at_least_20_mm(app: QApplication, qtbot: QtBot, button: object) -> None:
    made = button()  # type: ignore[operator]
    qtbot.addWidget(made)
    least = 20 * PIXELS_PER_MM
    assert made.sizeHint().width() >= least
    assert made.sizeHint().height() >= least


def test_facts_stand_in_order_with_the_label_above_the_figure(app: QApplication, qtbot: QtBot) -> None:
    box = FactBox()
    qtbot.addWidget(box)
    box.resize(984, 178)
    box.set_facts([("people", "Di depan Anda", "6 orang"), ("clock", "Perkiraan tunggu", "± 25–35 menit")])
    assert drawn_text(box).split("\n") == ["Di depan Anda", "6 orang", "Perkiraan tunggu", "± 25–35 menit"]
    assert box.accessibleName() == "Di depan Anda: 6 orang; Perkiraan tunggu: ± 25–35 menit"
