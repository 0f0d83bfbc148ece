"""The window that says why a station does not start."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.screens.start.problem import ProblemWindow, Restore
from tests.helpers.qtloop import played, settle

Open = Callable[..., ProblemWindow]
SENTENCE = "Basis data C:/data/kantor.db rusak. Berkas itu disisihkan sebagai rusak-1.db, tidak dihapus."


@pytest.fixture
def opened(app: QApplication, qtbot: QtBot) -> Open:
    def open_it(sentence: str = SENTENCE, *, restore: Restore | None = None) -> ProblemWindow:
        window = ProblemWindow(
            "Program tidak dapat dimulai",
            sentence,
            on_fault=lambda fault: "K-1",
            backup="Selasa, 24 November 2026 pukul 09.41 WIB" if restore else "",
            restore=restore,
        )
        qtbot.addWidget(window)
        window.show()
        return window

    return open_it


@played
async def test_fault_a8_the_sentence_is_shown_and_esc_closes(opened: Open, qtbot: QtBot) -> None:
    window = opened()
    closed: list[bool] = []
    window.closed.connect(lambda: closed.append(True))
    assert window.words == SENTENCE
    assert not window.restore_button.isVisible()
    assert not window.start_button.isVisible()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert closed == [True]
    assert not window.isVisible()


@played
async def test_fault_a10_a_restored_backup_can_be_started(opened: Open) -> None:
    async def restore() -> str:
        return "Cadangan dipulihkan. Nomor hari ini dilanjutkan 200 lebih tinggi."

    window = opened(restore=restore)
    started: list[bool] = []
    window.start_again.connect(lambda: started.append(True))
    window.restore_button.click()
    await settle()
    assert "200 lebih tinggi" in window.words
    assert not window.restore_button.isVisible()
    window.start_button.click()
    assert started == [True]


@played
async def test_fault_a10_why_a_backup_can_not_be_restored_is_said_and_it_can_be_tried_again(
    opened: Open,
) -> None:
    async def restore() -> str:
        raise Refused("Stasiun lain masih berjalan.")

    window = opened(restore=restore)
    window.restore_button.click()
    await settle()
    assert window.words == "Stasiun lain masih berjalan."
    assert window.restore_button.isEnabled()


@played
async def test_a_fault_of_ours_is_said_with_its_code(opened: Open) -> None:
    async def restore() -> str:
        raise ValueError

    window = opened(restore=restore)
    window.restore_button.click()
    await settle()
    assert "K-1" in window.words


@played
async def test_fault_g9_a_path_with_markup_is_shown_as_it_is(opened: Open) -> None:
    window = opened("Folder data /tmp/<b>P&K</b> tidak dapat ditulis.")
    assert window.words == "Folder data /tmp/<b>P&K</b> tidak dapat ditulis."
