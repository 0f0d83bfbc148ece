"""Booked visits at the kiosk: the code, however it comes, and nothing that a scanner could break."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.domain.numbers import spell_code, ticket_code
from bkpsdm_desktop.services.rows import PrintState
from tests.helpers.kiosk import Kiosk
from tests.helpers.qtloop import played
from tests.screens.kiosk.conftest import MakeKiosk

CODE = ticket_code("TGS", b"abcde")
FOREIGN = "Bukan kode layanan ini."


def trouble(kiosk: Kiosk) -> str:
    note = kiosk.window.check_in.form.trouble
    return note.sentence.text() if note.isVisible() else ""


@played
async def test_a_code_is_touched_on_the_screen(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk()
    window = await kiosk.home()
    kiosk.tap(window.groups.form.checkIn)
    await kiosk.wait(0.5)
    assert kiosk.shows(window.check_in)
    form = window.check_in.form
    assert form.code.text() == "TGS-"
    assert not form.enter.isEnabled()
    for character in CODE[3:]:
        kiosk.tap(window.check_in.keys[character])
    assert form.code.text() == spell_code(CODE)
    kiosk.tap(form.erase)
    kiosk.tap(window.check_in.keys[CODE[-1]])
    kiosk.tap(form.enter)
    await kiosk.wait(0.5)
    assert kiosk.office.checked_in == [CODE[3:]]
    assert kiosk.shows(window.ticket)
    assert window.ticket.form.number.text() == "C012"
    assert "Janji pukul: 10.00 WIB" in window.ticket.form.facts.accessibleName()


@played
async def test_fault_d13_a_late_visitor_reads_what_that_means(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk()
    window = await kiosk.home()
    kiosk.office.late = True
    await kiosk.check_in()
    await kiosk.enter_code(CODE)
    assert "Terlambat: dipanggil menurut waktu datang" in window.ticket.form.slipUnder.text()
    assert "Janji pukul: 09.00 WIB" in window.ticket.form.facts.accessibleName()


@played
async def test_a_refusal_is_said_and_the_next_code_begins_anew(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk()
    window = await kiosk.home()
    kiosk.office.refusal = "Anda datang lebih awal."
    await kiosk.check_in()
    await kiosk.enter_code(CODE)
    assert trouble(kiosk) == "Anda datang lebih awal."
    assert window.check_in.code == ""
    await kiosk.wait(2)
    kiosk.tap(window.check_in.keys["7"])
    assert trouble(kiosk) == ""
    assert window.check_in.code == "7"
    kiosk.key(Qt.Key.Key_Backspace)
    kiosk.key(Qt.Key.Key_Backspace)
    await kiosk.wait(0.5)
    assert kiosk.shows(window.groups)


@pytest.mark.parametrize("end", ["\r", "\n", "\t", "\r\n"])
@pytest.mark.parametrize("prefix", ["", "]Q1"])
@played
async def test_fault_b8_a_scanner_checks_in_whatever_it_sends_around_the_code(
    make_kiosk: MakeKiosk, prefix: str, end: str
) -> None:
    for open_first in (True, False):
        kiosk = make_kiosk()
        window = await kiosk.home()
        if open_first:
            await kiosk.check_in()
        await kiosk.scan(prefix + CODE, end)
        assert kiosk.office.checked_in == [prefix + CODE]
        assert kiosk.shows(window.ticket), "and the line feed after the Enter pressed nothing"


@pytest.mark.parametrize("text", ["9" * 1000, "198402132009121001", "A1" * 500, "https://lain.example/1"])
@played
async def test_fault_b8_what_is_scanned_on_any_page_chooses_and_presses_nothing(
    make_kiosk: MakeKiosk, text: str
) -> None:
    kiosk = make_kiosk()
    window = await kiosk.home()
    walk = [None, kiosk.group(2), kiosk.service(2)]
    for step in walk:
        if step is not None:
            window.go_home() if kiosk.shows(window.check_in) else None
            await kiosk.wait(3)
            if step is walk[2]:
                await kiosk.group(2)
            await step
        await kiosk.scan(text)
        assert kiosk.shows(window.check_in)
        assert trouble(kiosk)
        assert kiosk.office.taken == []
        await kiosk.wait(3)
    assert len(kiosk.office.checked_in) == 3


@played
async def test_fault_b8_characters_go_to_no_other_field_and_no_page_moves(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk()
    window = await kiosk.home()
    assert window.findChildren(QLineEdit) == []
    await kiosk.ticket()
    await kiosk.scan(CODE)
    assert kiosk.shows(window.ticket), "the number of the visitor before stays until its time is over"
    assert kiosk.office.checked_in == []
    await kiosk.slip(PrintState.PRINTED)
    await kiosk.wait(16)
    for _ in range(5):
        kiosk.tap(window.form.emblem)
    await kiosk.wait(0.5)
    assert kiosk.shows(window.pin)
    await kiosk.scan(CODE)
    assert kiosk.shows(window.pin)
    assert kiosk.office.asked_pins == []


@played
async def test_fault_b8_a_scan_while_the_kiosk_asks_whether_somebody_is_there(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk()
    window = await kiosk.home()
    await kiosk.group(2)
    await kiosk.wait(46)
    assert window.still_there.isVisible()
    await kiosk.scan(CODE)
    assert not window.still_there.isVisible()
    assert kiosk.office.checked_in == [CODE]


@pytest.mark.parametrize(
    "text",
    [f"https://lain.example/b/{CODE}", "BEGIN:VCARD;N:Contoh;END:VCARD", "WIFI:S:Kantor;T:WPA;P:rahasia1;;"],
)
@played
async def test_fault_b9_a_foreign_code_is_called_one(make_kiosk: MakeKiosk, text: str) -> None:
    kiosk = make_kiosk()
    await kiosk.home()
    await kiosk.check_in()
    await kiosk.scan(text)
    assert trouble(kiosk).startswith(FOREIGN)
    await kiosk.english()
    await kiosk.scan(text)
    assert trouble(kiosk).startswith("This is not a code of this service.")


@played
async def test_ux_u31_a_code_that_nobody_finishes_is_forgotten(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk()
    window = await kiosk.home()
    await kiosk.check_in()
    kiosk.tap(window.check_in.keys["7"])
    await kiosk.wait(44)
    assert not window.still_there.isVisible()
    await kiosk.wait(1)
    assert window.still_there.isVisible()
    await kiosk.wait(20)
    assert kiosk.shows(window.groups)
    assert window.check_in.code == ""


@played
async def test_a_change_of_the_queue_leaves_a_half_typed_code_alone(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk()
    window = await kiosk.home()
    await kiosk.check_in()
    kiosk.tap(window.check_in.keys["7"])
    kiosk.office.changed(Kind.QUEUE)
    await kiosk.wait(1)
    assert kiosk.shows(window.check_in)
    assert window.check_in.code == "7"
    kiosk.office.hold = "Jam PC melompat."
    kiosk.office.changed(Kind.OFFICE)
    await kiosk.wait(1)
    assert kiosk.shows(window.notice)
    assert window.check_in.code == ""


@played
async def test_ux_u36_a_keyboard_is_enough_to_check_in(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk()
    window = await kiosk.home()
    window.activateWindow()
    for _ in range(7):
        kiosk.key(Qt.Key.Key_Tab)
    kiosk.key(Qt.Key.Key_Return)
    await kiosk.wait(0.5)
    assert kiosk.shows(window.check_in)
    kiosk.key(Qt.Key.Key_Return)
    assert kiosk.office.checked_in == [], "nothing was typed"
    await kiosk.scan(CODE[3:].lower())
    assert kiosk.shows(window.ticket)
