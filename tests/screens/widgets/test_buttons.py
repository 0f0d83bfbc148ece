"""Buttons show their key and say why they cannot be used."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from bkpsdm_desktop.screens.theme import Density
from bkpsdm_desktop.screens.widgets.buttons import KeyButton, PrimaryButton, VerbButton
from bkpsdm_desktop.screens.widgets.keys import KeyCap
from tests.helpers.pictures import drawn_text, pixels
from tests.screens.conftest import Stage


def keyed(stage: Stage, button: VerbButton, key: str) -> tuple[QWidget, QAction]:
    """A window with the button, which has the keyboard, and the action with its key."""
    host = stage(button)
    action = QAction(host)
    action.setShortcut(QKeySequence(key))
    host.addAction(action)
    button.bind(action)
    button.setFocus()
    return host, action


def clicks_of(button: VerbButton) -> list[bool]:
    clicks: list[bool] = []
    button.clicked.connect(lambda: clicks.append(True))
    return clicks


def test_ux_u15_a_primary_button_that_is_off_shows_why(app: QApplication, qtbot: QtBot) -> None:
    button = PrimaryButton("Cetak dan serahkan", "SK 412")
    qtbot.addWidget(button)
    assert "SK 412" in drawn_text(button)
    button.set_reason("Printer berhenti di halaman 37")
    assert not button.isEnabled()
    assert "Printer berhenti di halaman 37" in drawn_text(button)
    assert "SK 412" not in drawn_text(button)
    assert "Printer berhenti" in button.toolTip()
    button.set_reason("")
    assert button.isEnabled()
    assert "SK 412" in drawn_text(button)


@pytest.mark.parametrize("kind", [PrimaryButton, KeyButton])
def test_ux_u15_the_key_of_a_button_that_is_off_tells_the_reason(
    app: QApplication, qtbot: QtBot, stage: Stage, kind: type[VerbButton]
) -> None:
    button = kind("Panggil ulang")
    host, _ = keyed(stage, button, "F3")
    clicks = clicks_of(button)
    button.set_reason("Belum ada nomor yang dipanggil.")
    with qtbot.waitSignal(button.refused) as told:
        QTest.keyClick(host, Qt.Key.Key_F3)
    assert told.args == ["Belum ada nomor yang dipanggil."]
    assert clicks == []


@pytest.mark.parametrize("key", [Qt.Key.Key_F2, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
@pytest.mark.parametrize("kind", [PrimaryButton, KeyButton])
def test_a_button_clicks_by_its_key_by_space_and_by_enter(
    app: QApplication, qtbot: QtBot, stage: Stage, kind: type[VerbButton], key: Qt.Key
) -> None:
    button = kind("Panggil")
    host, _ = keyed(stage, button, "F2")
    clicks = clicks_of(button)
    QTest.keyClick(host if key == Qt.Key.Key_F2 else button, key)
    assert clicks == [True]


@pytest.mark.parametrize("kind", [PrimaryButton, KeyButton])
def test_a_busy_button_takes_nothing_and_keeps_the_keyboard(
    app: QApplication, qtbot: QtBot, stage: Stage, kind: type[VerbButton]
) -> None:
    button = kind("Simpan")
    host, _ = keyed(stage, button, "F2")
    clicks = clicks_of(button)
    refusals: list[str] = []
    button.refused.connect(refusals.append)
    button.set_busy(True)
    QTest.keyClick(host, Qt.Key.Key_F2)
    QTest.keyClick(button, Qt.Key.Key_Space)
    QTest.keyClick(button, Qt.Key.Key_Return)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    button.click()
    assert not clicks
    assert not refusals
    assert button.hasFocus()
    button.set_busy(False)
    QTest.keyClick(host, Qt.Key.Key_F2)
    assert clicks == [True]


@pytest.mark.parametrize("icon", ["", "search"])
@pytest.mark.parametrize("with_key", [False, True])
def test_a_busy_button_is_as_wide_as_before_and_shows_the_spinner(
    app: QApplication, qtbot: QtBot, stage: Stage, icon: str, with_key: bool
) -> None:
    button = KeyButton("Tidak hadir", icon=icon)
    if with_key:
        keyed(stage, button, "F8")
    else:
        qtbot.addWidget(button)
    before, rest = button.sizeHint(), pixels(button)
    button.set_busy(True)
    assert button.sizeHint() == before
    assert pixels(button) != rest


def test_a_busy_primary_button_says_so(app: QApplication, qtbot: QtBot) -> None:
    button = PrimaryButton("Simpan", "Permohonan 731")
    qtbot.addWidget(button)
    button.set_busy(True)
    assert "Menyimpan…" in drawn_text(button)


@pytest.mark.parametrize("kind", [PrimaryButton, KeyButton])
def test_a_changed_key_changes_the_cap(
    app: QApplication, qtbot: QtBot, stage: Stage, kind: type[VerbButton]
) -> None:
    button = kind("Panggil")
    _, action = keyed(stage, button, "F2")
    assert "F2" in drawn_text(button)
    action.setShortcut(QKeySequence("Ctrl+Return"))
    assert button.key == "Ctrl+Enter"
    assert "Ctrl+Enter" in drawn_text(button)
    assert "F2" not in drawn_text(button)


def test_a_button_bound_anew_forgets_its_first_action(app: QApplication, stage: Stage) -> None:
    button = KeyButton("Selesai")
    host, first = keyed(stage, button, "F4")
    second = QAction(host)
    button.bind(second)
    clicks = clicks_of(button)
    first.trigger()
    assert clicks == []
    second.trigger()
    assert clicks == [True]


def test_ux_u15_the_primary_button_is_as_wide_as_column_a(app: QApplication, qtbot: QtBot) -> None:
    button = PrimaryButton("Panggil")
    qtbot.addWidget(button)
    sizes = {}
    for density in Density:
        button.set_density(density)
        sizes[density] = (button.width(), button.height())
    assert sizes == {
        Density.NORMAL: (360, 48), Density.COMPACT1: (328, 48), Density.COMPACT2: (296, 44)
    }  # fmt: skip


@pytest.mark.parametrize(
    ("width", "density"), [(1366, Density.NORMAL), (1280, Density.COMPACT1), (1093, Density.COMPACT2)]
)
def test_ux_u22_all_verbs_fit_into_the_bar(
    app: QApplication, qtbot: QtBot, stage: Stage, width: int, density: Density
) -> None:
    verbs = {
        "F3": "Panggil ulang", "F6": "Alihkan", "F7": "Tunda", "F8": "Tidak hadir", "F5": "Cari",
        "F10": "Cetak", "F11": "Jeda", "F12": "Darurat",
    }  # fmt: skip
    total = 0
    for key, verb in verbs.items():
        button = KeyButton(verb)
        keyed(stage, button, key)
        button.set_density(density)
        total += button.sizeHint().width() + density.px.bar_gap
    assert density.px.nav + 24 + density.px.column_a + 6 + total <= width


def test_a_key_cap_names_its_key(app: QApplication, qtbot: QtBot) -> None:
    cap = KeyCap("Ctrl+K")
    qtbot.addWidget(cap)
    assert drawn_text(cap) == "Ctrl+K"
    assert cap.accessibleName() == "Tombol Ctrl+K"
    cap.set_key("Return")
    assert drawn_text(cap) == "Enter"
