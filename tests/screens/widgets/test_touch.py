"""What a finger presses on the kiosk."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bkpsdm_desktop.screens.theme import Theme
from bkpsdm_desktop.screens.widgets.touch import (
    FactBox,
    Tile,
    TouchBase,
    TouchButton,
    TouchKind,
    TouchOption,
    TouchRow,
)
from tests.helpers.pictures import drawn_text, pixels
from tests.screens.conftest import Stage

PIXELS_PER_MM = 3.21  # the reference screen, 27 inch
KINDS = [Tile, TouchButton, TouchOption, TouchRow]
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


def test_the_reason_stands_in_the_place_of_the_count(app: QApplication, stage: Stage) -> None:
    tile, clicks = shown(stage, Tile("Pensiun", "1 menunggu"))
    tile.set_reason("Buka 13.00 WIB")
    assert drawn_text(tile) == "Pensiun\nBuka 13.00 WIB"
    QTest.mouseClick(tile, LEFT)
    assert clicks == []
    tile.set_reason("")
    assert drawn_text(tile) == "Pensiun\n1 menunggu"


def test_a_press_is_seen_at_once(each_theme: Theme, stage: Stage) -> None:
    tile, _ = shown(stage, Tile("Cuti", "6 menunggu"))
    QTest.mousePress(tile, LEFT)
    picture = pixels(tile)
    middle = tile.height() // 2
    assert picture.pixelColor(4, middle).name().upper() == each_theme.primary
    assert picture.pixelColor(20, middle).name().upper() == each_theme.primary_soft


def test_an_option_is_on_after_one_press_and_off_after_two(app: QApplication, stage: Stage) -> None:
    option, _ = shown(stage, TouchOption("Membawa balita"))
    QTest.mouseClick(option, LEFT)
    assert option.isChecked()
    QTest.mouseClick(option, LEFT)
    assert not option.isChecked()


@pytest.mark.parametrize(
    "button",
    [
        lambda: Tile("Cuti"), lambda: TouchRow("Kode"), lambda: TouchOption("Lansia"),
        lambda: TouchButton("ID", "globe"), lambda: TouchButton("Ya", kind=TouchKind.PRIMARY),
        lambda: TouchButton("Ya", kind=TouchKind.HUGE),
    ],
)  # fmt: skip
def test_ux_u27_every_target_is_at_least_20_mm(app: QApplication, qtbot: QtBot, button: object) -> None:
    made = button()  # type: ignore[operator]
    qtbot.addWidget(made)
    least = 20 * PIXELS_PER_MM
    assert made.sizeHint().width() >= least
    assert made.sizeHint().height() >= least


@pytest.mark.parametrize(
    "name", ["Ambil SK", "Kepegawaian dan pangkat", "Kartu dan legalisasi", "Lainnya dan bantuan"]
)
@pytest.mark.parametrize("scale", [1.0, 0.6, 1.4])
def test_the_names_of_the_groups_fit_on_a_tile(
    app: QApplication, qtbot: QtBot, name: str, scale: float
) -> None:
    tile = Tile(name, "Buka 13.00 WIB")
    qtbot.addWidget(tile)
    tile.set_scale(scale)
    tile.resize(tile.sizeHint())
    assert "…" not in drawn_text(tile)
    assert drawn_text(tile).replace("\n", " ") == f"{name} Buka 13.00 WIB"


def test_ux_u36_a_number_pad_shows_its_digits(app: QApplication, stage: Stage) -> None:
    tile, _ = shown(stage, Tile("Cuti", "6 menunggu"))
    tile.set_digit("2")
    assert drawn_text(tile).split("\n") == ["Cuti", "6 menunggu", "2"]


def test_facts_stand_in_order_with_the_label_above_the_figure(app: QApplication, qtbot: QtBot) -> None:
    box = FactBox()
    qtbot.addWidget(box)
    box.resize(984, 178)
    box.set_facts([("people", "Di depan Anda", "6 orang"), ("clock", "Perkiraan tunggu", "± 25–35 menit")])
    assert drawn_text(box).split("\n") == ["Di depan Anda", "6 orang", "Perkiraan tunggu", "± 25–35 menit"]
    assert box.accessibleName() == "Di depan Anda: 6 orang; Perkiraan tunggu: ± 25–35 menit"
