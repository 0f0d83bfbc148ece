"""Signing in at a counter."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bkpsdm_desktop.screens.counter.login import LoginWindow
from bkpsdm_desktop.services.rows import PersonRow
from tests.screens.counter.accounts import FakeLogin
from tests.screens.counter.office import RANI

Scene = Callable[[LoginWindow, FakeLogin], Awaitable[None]]
TURNS = 20


@pytest.fixture
def enter(app: QApplication, qtbot: QtBot) -> Callable[[Scene], None]:
    """``enter(scene)`` shows the login of counter 3 and runs ``scene`` on it."""

    def run(scene: Scene) -> None:
        async def main() -> None:
            acts = FakeLogin()
            window = LoginWindow(
                acts,
                station="Loket 3",
                office="BKPSDM Kota Tangerang Selatan",
                on_fault=lambda fault: "F-0001",
            )
            qtbot.addWidget(window)
            window.show()
            window.activateWindow()
            qtbot.waitUntil(window.isActiveWindow)
            await scene(window, acts)

        asyncio.run(main())

    return run


async def settle() -> None:
    for _ in range(TURNS):
        await asyncio.sleep(0)


def type_in(window: LoginWindow, words: str) -> None:
    """Words and Enter, into whatever has the keyboard."""
    target = window.focusWidget()
    QTest.keyClicks(target, words)
    QTest.keyClick(target, Qt.Key.Key_Return)


def test_name_and_password_are_enough_with_keys_only(enter: Callable[[Scene], None]) -> None:
    async def scene(window: LoginWindow, acts: FakeLogin) -> None:
        came: list[PersonRow] = []
        window.signed_in.connect(came.append)
        type_in(window, "rani")
        type_in(window, "rahasia-contoh")
        assert window.sign_in_button.busy
        await settle()
        assert came == [RANI]
        assert window.password.text() == ""

    enter(scene)


def test_a_wrong_password_says_so_and_keeps_what_was_typed(enter: Callable[[Scene], None]) -> None:
    async def scene(window: LoginWindow, acts: FakeLogin) -> None:
        type_in(window, "rani")
        type_in(window, "salah")
        await settle()
        assert window.trouble.words == ("Gagal masuk.", "Nama pengguna atau kata sandi tidak cocok.")
        assert window.username.text() == "rani"
        assert window.focusWidget() is window.password
        QTest.keyClicks(window.password, "r")
        assert window.trouble.isHidden()

    enter(scene)


def test_a_locked_and_an_inactive_account_have_their_own_sentences(
    enter: Callable[[Scene], None],
) -> None:
    async def scene(window: LoginWindow, acts: FakeLogin) -> None:
        window.username.setText("rani")
        for _ in range(3):
            window.password.setText("salah")
            window.submit()
            await settle()
        assert "terkunci" in window.trouble.words[1]
        window.username.setText("budi")
        window.submit()
        await settle()
        assert "nonaktif" in window.trouble.words[1]

    enter(scene)


def test_an_empty_field_is_asked_for(enter: Callable[[Scene], None]) -> None:
    async def scene(window: LoginWindow, acts: FakeLogin) -> None:
        window.submit()
        assert window.trouble.words[1] == "Nama pengguna belum diisi."
        window.username.setText("rani")
        window.submit()
        assert window.trouble.words[1] == "Kata sandi belum diisi."
        assert window.focusWidget() is window.password
        assert acts.tries == []

    enter(scene)


@pytest.mark.parametrize(("typed", "place"), [("ra\x1b[31mni", 3), ("rani\u2028", 5), ("\x07rani", 1)])
def test_fault_g8_control_characters_in_the_login_are_refused_with_their_position(
    enter: Callable[[Scene], None], typed: str, place: int
) -> None:
    async def scene(window: LoginWindow, acts: FakeLogin) -> None:
        window.sign_in(typed, "rahasia-contoh")
        assert f"Nama pengguna: karakter ke-{place}" in window.trouble.words[1]
        window.sign_in("rani", typed)
        assert f"Kata sandi: karakter ke-{place}" in window.trouble.words[1]
        assert acts.tries == []

    enter(scene)


def test_fault_d16_a_database_that_is_gone_is_told_and_tried_again(
    enter: Callable[[Scene], None],
) -> None:
    async def scene(window: LoginWindow, acts: FakeLogin) -> None:
        came: list[PersonRow] = []
        window.signed_in.connect(came.append)
        acts.down = True
        window.username.setText("rani")
        window.password.setText("rahasia-contoh")
        window.submit()
        await settle()
        assert "tidak terjangkau" in window.trouble.words[1]
        acts.down = False
        window.submit()
        await settle()
        assert came == [RANI]

    enter(scene)


def test_a_password_is_passed_on_as_it_was_typed(enter: Callable[[Scene], None]) -> None:
    async def scene(window: LoginWindow, acts: FakeLogin) -> None:
        window.sign_in(" rani ", " rahasia ")
        await settle()
        assert acts.tries == [("rani", " rahasia ")]

    enter(scene)


def test_fault_k14_a_start_code_leads_to_a_password_of_ones_own_before_anything_else(
    enter: Callable[[Scene], None],
) -> None:
    async def scene(window: LoginWindow, acts: FakeLogin) -> None:
        came: list[PersonRow] = []
        window.signed_in.connect(came.append)
        type_in(window, "lia")
        type_in(window, "7KQ4-M2XV")
        await settle()
        assert came == []
        assert "oleh Wati Contohnya" in window.form.hint.text()
        type_in(window, "ayam")
        type_in(window, "ayam hutan")
        await settle()
        assert window.trouble.words[0] == "Belum tersimpan."
        assert "berbeda. Ketik lagi yang kedua" in window.trouble.words[1]
        assert window.focusWidget() is window.choice.second
        type_in(window, "ayam")
        await settle()
        assert "paling sedikit 8 karakter" in window.trouble.words[1]
        assert window.focusWidget() is window.choice.first
        type_in(window, "ayam hutan hijau")
        type_in(window, "ayam hutan hijau")
        await settle()
        assert came == [RANI]
        assert acts.chosen[-1] == ("lia", "7KQ4-M2XV", "ayam hutan hijau")
        assert {field.text() for field in (window.password, *window.choice.fields)} == {""}

    enter(scene)


def test_esc_leads_back_from_the_new_password_to_the_name(enter: Callable[[Scene], None]) -> None:
    async def scene(window: LoginWindow, acts: FakeLogin) -> None:
        type_in(window, "lia")
        type_in(window, "7KQ4-M2XV")
        await settle()
        assert window.choice.isVisible()
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
        assert window.choice.isHidden()
        assert (window.username.text(), window.password.text()) == ("lia", "")
        assert window.focusWidget() is window.password

    enter(scene)
