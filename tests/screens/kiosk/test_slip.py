"""The number just taken and its three outcomes (ux.md U35)."""

import pytest

from bkpsdm_desktop.services.rows import PrintState
from tests.helpers.kiosk import Kiosk
from tests.helpers.pictures import drawn_text, pixels
from tests.helpers.qtloop import played
from tests.screens.kiosk.conftest import MakeKiosk


def title(kiosk: Kiosk) -> str:
    return kiosk.window.ticket.form.title.text()


@played
async def test_ux_u35_a_proven_slip_is_to_be_taken_and_the_number_stays_15_seconds(
    make_kiosk: MakeKiosk,
) -> None:
    kiosk = make_kiosk()
    await kiosk.ticket()
    assert title(kiosk) == "Slip sedang dicetak"
    assert kiosk.window.ticket.form.progress.isVisible()
    await kiosk.slip(PrintState.PRINTED)
    assert title(kiosk) == "Ambil slip Anda"
    assert kiosk.window.ticket.form.returns.text() == "Kembali ke awal\ndalam 15 detik"
    await kiosk.wait(14)
    assert kiosk.shows(kiosk.window.ticket)
    assert "dalam 1 detik" in kiosk.window.ticket.form.returns.text()
    await kiosk.wait(1.5)
    assert kiosk.shows(kiosk.window.groups)


@played
async def test_ux_u35_a_printer_without_status_promises_nothing(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk()
    await kiosk.ticket()
    await kiosk.slip(PrintState.SENT)
    assert title(kiosk) == "Tunggu slip; bila tidak keluar, catat nomor ini"
    await kiosk.wait(29)
    assert kiosk.shows(kiosk.window.ticket)
    await kiosk.wait(2)
    assert kiosk.shows(kiosk.window.groups)


@pytest.mark.parametrize("state", [PrintState.ATTENTION, PrintState.CANCELLED])
@played
async def test_fault_b3_a_failed_slip_leaves_the_number_large_for_30_seconds(
    make_kiosk: MakeKiosk, state: PrintState
) -> None:
    kiosk = make_kiosk()
    await kiosk.ticket()
    await kiosk.slip(state)
    form = kiosk.window.ticket.form
    assert title(kiosk) == "Catat nomor ini"
    assert form.trouble.heading.text() == "Slip tidak tercetak"
    assert form.trouble.sentence.text() == "Nomor Anda sudah tercatat dan tetap berlaku."
    assert form.number.text() == "C012"
    assert form.number.font().pixelSize() >= 300
    assert form.done.label == "Sudah saya catat"
    await kiosk.wait(29)
    assert form.seconds.text() == "1"
    assert kiosk.shows(kiosk.window.ticket)
    await kiosk.wait(2)
    assert kiosk.shows(kiosk.window.groups)


@played
async def test_fault_b3_a_printer_that_says_nothing_has_failed_too(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk()
    await kiosk.ticket()
    await kiosk.wait(9)
    assert title(kiosk) == "Slip sedang dicetak"
    await kiosk.wait(1)
    assert title(kiosk) == "Catat nomor ini"
    await kiosk.slip(PrintState.PRINTED)
    assert title(kiosk) == "Ambil slip Anda", "it came out after all"


@played
async def test_fault_b2_what_the_printer_says_of_another_slip_changes_nothing(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk()
    await kiosk.ticket()
    await kiosk.slip(PrintState.ATTENTION)
    kiosk.window.go_home()
    await kiosk.wait(3)
    await kiosk.slip(PrintState.PRINTED)
    assert kiosk.shows(kiosk.window.groups)


@played
async def test_ux_u35_a_kiosk_without_a_printer_shows_the_number_large(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk()
    kiosk.office.prints = False
    await kiosk.ticket()
    assert title(kiosk) == "Catat nomor ini"
    assert kiosk.window.ticket.form.trouble.heading.text() == "Mesin ini tanpa slip"


@played
async def test_ux_u35_the_database_going_away_does_not_take_the_number_from_the_screen(
    make_kiosk: MakeKiosk,
) -> None:
    kiosk = make_kiosk()
    await kiosk.ticket()
    kiosk.office.link(False)
    await kiosk.wait(8)
    assert kiosk.shows(kiosk.window.ticket)
    await kiosk.wait(2)
    assert title(kiosk) == "Catat nomor ini"


@played
async def test_selesai_and_another_number_lead_to_the_first_page(make_kiosk: MakeKiosk) -> None:
    for button in ("done", "again"):
        kiosk = make_kiosk()
        await kiosk.ticket()
        await kiosk.slip(PrintState.PRINTED)
        await kiosk.wait(2)
        kiosk.tap(getattr(kiosk.window.ticket.form, button))
        assert kiosk.shows(kiosk.window.groups)
        assert kiosk.window.ticket.form.number.text() == ""


@played
async def test_the_qr_is_drawn_in_whole_pixels_with_its_quiet_zone(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk()
    await kiosk.ticket()
    picture = pixels(kiosk.window.ticket.form.qr)
    side = picture.width()
    colours = {picture.pixelColor(x, y).name() for x in range(side) for y in range(side)}
    assert colours == {"#000000", "#ffffff"}
    inked = [(x, y) for x in range(side) for y in range(side) if picture.pixelColor(x, y).name() == "#000000"]
    left, top = min(x for x, _ in inked), min(y for _, y in inked)
    finder = next(x for x in range(left, side) if picture.pixelColor(x, top).name() == "#ffffff") - left
    assert left == top == finder // 7 * 4


@played
async def test_without_a_portal_the_code_is_for_the_clerk(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk()
    kiosk.office.portal = ""
    await kiosk.ticket()
    text = drawn_text(kiosk.window)
    assert "TGS-7KQ4-M2XV-9" in text
    assert "Tunjukkan kode ini bila diminta." in text
    assert not kiosk.window.ticket.form.qr.isVisible()


@played
async def test_what_a_later_issue_brings_is_absent(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk()
    for step in (kiosk.home(), kiosk.group(2), kiosk.service(2), kiosk.take()):
        await step
        text = drawn_text(kiosk.window)
        for word in ("Suara", "Perkiraan"):
            assert word not in text
