"""Messages and the undo bar."""

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bkpsdm_desktop.screens.theme import Theme
from bkpsdm_desktop.screens.widgets.bars import MessageBar, UndoBar
from bkpsdm_desktop.screens.widgets.state import State
from tests.helpers.pictures import drawn_text, pixels
from tests.screens.conftest import Stage


class HandClock:
    """Monotonic seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


class Scene:
    """An undo bar in a shown window, its clock, and the signals that came."""

    def __init__(self, stage: Stage) -> None:
        self.clock = HandClock()
        self.bar = UndoBar(self.clock)
        self.host = stage(self.bar)
        self.came: list[str] = []
        self.bar.undone.connect(lambda: self.came.append("undone"))
        self.bar.closed.connect(lambda: self.came.append("closed"))
        self.bar.ran_out.connect(lambda: self.came.append("ran out"))

    def offer(self) -> None:
        self.bar.show_act(
            "C010 ditandai tidak hadir", "Masih boleh kembali sampai 10.26 WIB.", icon="forbidden"
        )

    def after(self, seconds: float) -> None:
        self.clock.now += seconds
        self.bar.tick()


@pytest.fixture
def scene(app: QApplication, stage: Stage) -> Scene:
    return Scene(stage)


def test_ux_u18_an_act_can_be_undone_for_eight_seconds(scene: Scene) -> None:
    assert not scene.bar.isVisible()
    scene.offer()
    assert scene.bar.isVisible()
    assert "8 detik lagi" in drawn_text(scene.bar)
    scene.after(1.5)
    assert "7 detik lagi" in drawn_text(scene.bar)
    scene.after(6.4)
    assert scene.bar.words[2] == "1 detik lagi"
    assert scene.came == []
    scene.after(0.2)
    assert scene.came == ["ran out"]
    assert not scene.bar.isVisible()


def test_ux_u18_the_line_runs_out(each_theme: Theme, stage: Stage) -> None:
    scene = Scene(stage)
    scene.offer()
    scene.after(2)
    picture = pixels(scene.bar)
    line = [picture.pixelColor(x, 46).name().upper() for x in range(picture.width())]
    assert line.count(each_theme.warning) == pytest.approx(0.75 * picture.width(), abs=2)


def test_ux_u18_ctrl_z_undoes_once(scene: Scene) -> None:
    scene.offer()
    QTest.keyClick(scene.host, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(scene.host, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    scene.after(20)
    assert scene.came == ["undone"]


def test_ux_u18_the_cross_ends_the_offer(scene: Scene) -> None:
    scene.offer()
    QTest.mouseClick(scene.bar.close_button, Qt.MouseButton.LeftButton)
    scene.after(20)
    assert scene.came == ["closed"]
    assert not scene.bar.isVisible()


def test_ux_u18_the_pointer_stops_the_clock(scene: Scene) -> None:
    scene.offer()
    scene.after(2)
    point = QPointF(5, 5)
    QApplication.sendEvent(scene.bar, QEnterEvent(point, point, point))
    scene.after(60)
    assert scene.bar.seconds_left == 6
    QApplication.sendEvent(scene.bar, QEvent(QEvent.Type.Leave))
    scene.after(5.5)
    assert scene.came == []
    scene.after(1)
    assert scene.came == ["ran out"]


def test_ux_u18_the_keyboard_in_the_bar_stops_the_clock(scene: Scene, qtbot: QtBot) -> None:
    scene.offer()
    scene.bar.button.setFocus()
    qtbot.waitUntil(scene.bar.button.hasFocus)
    scene.after(60)
    assert scene.came == []
    scene.bar.button.clearFocus()
    scene.after(8)
    assert scene.came == ["ran out"]


def test_the_next_act_takes_the_place_of_the_last(scene: Scene) -> None:
    scene.offer()
    scene.after(7)
    scene.bar.show_act("A004 ditunda")
    scene.after(7)
    assert scene.came == []
    assert "A004 ditunda" in drawn_text(scene.bar)
    scene.bar.clear()
    scene.after(7)
    assert scene.came == []


def test_ux_u22_a_long_act_does_not_widen_the_window(scene: Scene) -> None:
    scene.bar.show_act(
        "C010 ditandai tidak hadir", "Masih boleh kembali sampai 10.26 WIB tanpa nomor baru. " * 5
    )
    assert scene.bar.minimumSizeHint().width() <= 1093


def test_a_clock_that_nobody_reads_does_not_count_before_the_offer(scene: Scene) -> None:
    scene.clock.now += 3_600
    scene.offer()
    scene.after(1)
    assert scene.bar.seconds_left == 7


@pytest.mark.parametrize("state", [State.INFO, State.OK, State.WARN, State.BAD])
def test_ux_u68_a_message_has_fact_advice_and_the_look_of_its_state(
    each_theme: Theme, stage: Stage, state: State
) -> None:
    bar = MessageBar()
    stage(bar, width=700)
    assert not bar.isVisible()
    bar.set_message(state, "Kertas F4 kosong.", "Isi baki 2, lalu tekan F10.")
    assert bar.isVisible()
    assert {"Kertas F4 kosong.", "Isi baki 2, lalu tekan F10."} <= set(drawn_text(bar).split("\n"))
    ground = pixels(bar).pixelColor(bar.width() // 2, 4).name().upper()
    assert ground == state.look(each_theme).ground
    bar.clear()
    assert not bar.isVisible()
