"""The kiosk in English: every word of it, until the visitor is gone."""

import re
from datetime import datetime

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from bkpsdm_desktop.domain.estimate import WaitRange
from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.domain.numbers import ticket_code
from bkpsdm_desktop.screens.kiosk import words
from bkpsdm_desktop.screens.kiosk.settings import KioskSettings
from bkpsdm_desktop.services.rows import GroupRow, PrintState
from tests.helpers.kiosk import PORTRAIT, Kiosk
from tests.helpers.kiosk_office import group, service, wib
from tests.helpers.pictures import drawn_text
from tests.helpers.qtloop import played
from tests.screens.kiosk.conftest import MakeKiosk

# Words that no English sentence of the kiosk has. Papers bear the names that stand on them.
INDONESIAN = re.compile(
    r"\b(adalah|ambil|anda|antrean|atau|awal|belum|berkas|besok|biaya|bila|buka|cetak|dalam|dan|dapat|dari"
    r"|dengan|depan|detik|di|dicatat|didahulukan|diambil|gratis|hapus|hari|ini|istirahat|jam|janji|kantor|kantor"
    r"|kembali|kepada|ke|kode|kuota|lagi|lainnya|lambang|layanan|libur|loket|lansia|menit|menunggu|mesin|mohon"
    r"|mulai|nomor|orang|pada|perkiraan|petugas|pilih|pukul|sampai|saya|sedang|selesai|senin|sentuh|siapkan"
    r"|silakan|slip anda|sudah|tampilan|tanpa|tersedia|tidak|tunjukkan|tutup|untuk|yang)\b",
    re.IGNORECASE,
)
NAMES = ("BKPSDM", "Kota Tangerang Selatan", "Indonesia", "WIB")
SIZES = [(PORTRAIT, 27.0), ((1366, 768), 18.5)]


def english_office() -> tuple[GroupRow, ...]:
    """Services whose papers have neutral names: those of real papers are Indonesian."""
    many = [service(f"Layanan {n}", "KTP", name_en=f"Service {n}") for n in range(1, 9)]
    return (
        group("Ambil SK", "A", *many, waiting=1, name_en="Collect a decree"),
        group("Cuti", "C", service("Cuti tahunan", name_en="Annual leave"), name_en="Leave", waiting=0),
        group("Pensiun", "U", service("Pensiun", "KTP", name_en="Pension"), name_en="Pension", waiting=2),
        group("Habis", "L", service("Habis", name_en="Full"), name_en="Cards", waiting=2, full=True),
    )


def texts(window: QWidget) -> list[str]:
    """Everything that is drawn now or read to whoever does not see it."""
    found = drawn_text(window).splitlines()
    for widget in [window, *window.findChildren(QWidget)]:
        if widget.isVisible():
            found += [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()]
            if isinstance(widget, QLabel):
                found.append(widget.text())
    return [*found, window.windowTitle()]


def indonesian(window: QWidget) -> list[str]:
    wrong = []
    for text in texts(window):
        for name in NAMES:
            text = text.replace(name, "")
        if INDONESIAN.search(text):
            wrong.append(text)
    return wrong


def spoken(kiosk: Kiosk) -> list[str]:
    return indonesian(kiosk.window)


@pytest.mark.parametrize(("size", "diagonal"), SIZES)
@played
async def test_no_indonesian_word_is_left_on_the_way_to_a_number(
    make_kiosk: MakeKiosk, size: tuple[int, int], diagonal: float
) -> None:
    kiosk = make_kiosk(KioskSettings(diagonal_inches=diagonal, keypad=True), size, groups=english_office())
    window = await kiosk.home()
    assert spoken(kiosk), "the check finds Indonesian"
    await kiosk.english()
    assert spoken(kiosk) == []
    kiosk.tap(window.groups.form.layoutSwitch)
    await kiosk.wait(0.5)
    assert spoken(kiosk) == []
    await kiosk.group(1)
    assert spoken(kiosk) == []
    await kiosk.service(6)
    assert spoken(kiosk) == []
    await kiosk.service(1)
    assert spoken(kiosk) == []
    kiosk.office.estimate = WaitRange(low=25, high=65)
    kiosk.office.changed(Kind.QUEUE)
    await kiosk.wait(0.5)
    assert "Estimated wait: ± 25 min – 1 h 5 min" in window.service.form.facts.accessibleName()
    assert spoken(kiosk) == []
    window.service.update_facts((), full=True)
    assert spoken(kiosk) == []
    window.service.update_facts((), full=False)
    kiosk.office.refusal, kiosk.office.refusal_en = "Kantor sedang tutup.", "The office is closed."
    await kiosk.take()
    assert window.service.form.trouble.sentence.text() == "The office is closed."
    assert spoken(kiosk) == []
    kiosk.office.refusal_en = ""
    await kiosk.wait(3)
    await kiosk.take()
    assert spoken(kiosk) == [], "a refusal that has no English says whom to ask"
    kiosk.office.refusal = ""
    kiosk.office.answers.clear()
    await kiosk.wait(3)
    window.service.press_main()
    await kiosk.wait(0.2)
    assert spoken(kiosk) == [], "while it is being saved"
    await kiosk.wait(6)
    assert spoken(kiosk) == [], "and when that takes long"
    kiosk.office.answers.set()
    await kiosk.wait(0.5)
    assert kiosk.shows(window.ticket)
    for state in (PrintState.PRINTING, PrintState.SENT, PrintState.ATTENTION, PrintState.PRINTED):
        await kiosk.slip(state)
        await kiosk.wait(1)
        assert spoken(kiosk) == [], state


@played
async def test_no_indonesian_word_is_left_without_portal_printer_or_luck(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk(groups=english_office())
    window = await kiosk.home()
    kiosk.office.portal, kiosk.office.prints = "", False
    await kiosk.english()
    await kiosk.group(2)
    assert spoken(kiosk) == []
    await kiosk.take()
    assert kiosk.shows(window.ticket)
    assert spoken(kiosk) == []
    await kiosk.english()
    kiosk.office.broken = RuntimeError("ours")
    await kiosk.group(2)
    await kiosk.take()
    assert "K7QX" in window.service.form.trouble.sentence.text()
    assert spoken(kiosk) == []
    await kiosk.wait(46)
    assert window.still_there.isVisible()
    assert spoken(kiosk) == []


@played
async def test_no_indonesian_word_is_left_at_check_in(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk(groups=english_office())
    window = await kiosk.home()
    await kiosk.english()
    await kiosk.check_in()
    assert spoken(kiosk) == []
    await kiosk.enter_code("WIFI:S:x;;")
    assert spoken(kiosk) == []
    kiosk.office.late = True
    await kiosk.wait(3)
    await kiosk.enter_code(ticket_code("TGS", b"abcde"))
    assert kiosk.shows(window.ticket)
    assert "Late: called in order of arrival" in window.ticket.form.slipUnder.text()
    assert "Appointment: 09:00 WIB" in window.ticket.form.facts.accessibleName()
    assert spoken(kiosk) == []


@pytest.mark.parametrize(
    "at",
    [
        wib(2026, 11, 28, 9, 41), wib(2026, 12, 25, 9, 41), wib(2026, 11, 24, 12, 20),
        wib(2026, 11, 24, 15, 30), wib(2026, 11, 24, 7, 30),
    ],
)  # fmt: skip
@played
async def test_no_indonesian_word_is_left_when_there_are_no_numbers(
    make_kiosk: MakeKiosk, at: datetime
) -> None:
    kiosk = make_kiosk(at=wib(2026, 11, 24, 9, 41), groups=english_office())
    window = await kiosk.home()
    await kiosk.english()
    status = kiosk.office.calendar.status(at)
    window.notice.show_notice(words.closed(status, at, window.notice.language))
    window.form.pages.setCurrentWidget(window.notice)
    assert spoken(kiosk) == []


@played
async def test_no_indonesian_word_is_left_while_numbers_are_held_or_the_office_is_lost(
    make_kiosk: MakeKiosk,
) -> None:
    kiosk = make_kiosk(groups=english_office())
    window = await kiosk.home()
    await kiosk.english()
    kiosk.office.hold = "Nomor sedang tidak tersedia, silakan ke petugas."
    kiosk.office.hold_en = "Numbers are not available now, please see a clerk."
    kiosk.office.changed(Kind.OFFICE)
    await kiosk.wait(0.5)
    assert kiosk.shows(window.notice)
    assert spoken(kiosk) == []
    kiosk.office.link(False)
    await kiosk.wait(0.5)
    assert spoken(kiosk) == []
    kiosk.office.link(True)
    kiosk.office.hold = None
    await kiosk.wait(45 + 20 + 1)
    assert kiosk.shows(window.groups)
    assert window.groups.form.title.text().startswith("Silakan")


@played
async def test_ux_u32_one_button_with_the_name_of_the_other_language(
    make_kiosk: MakeKiosk,
) -> None:
    kiosk = make_kiosk()
    window = await kiosk.home()
    switch = window.groups.form.languageSwitch
    assert switch.label == "English"
    kiosk.tap(switch)
    await kiosk.wait(0.5)
    assert switch.label == "Indonesia"
    assert window.groups.tiles[0].label == "Collect a decree"
    assert window.form.clock.text() == "09:41 WIB"
    kiosk.tap(switch)
    await kiosk.wait(0.5)
    assert window.groups.tiles[0].label == "Ambil SK"
    assert window.form.clock.text() == "09.41 WIB"


@played
async def test_ux_u31_after_the_time_out_the_next_visitor_finds_indonesian(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk()
    window = await kiosk.home()
    await kiosk.english()
    await kiosk.wait(46)
    assert window.still_there.form.heading.text() == "Are you still here?"
    await kiosk.wait(20)
    assert window.groups.form.title.text().startswith("Silakan")


@played
async def test_another_number_stays_english_and_done_goes_back_to_indonesian(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk()
    window = await kiosk.home()
    await kiosk.english()
    await kiosk.group(2)
    await kiosk.service(2)
    await kiosk.take()
    assert window.ticket.form.slipUnder.text() == "Leave"
    await kiosk.wait(3)
    kiosk.tap(window.ticket.form.again)
    await kiosk.wait(1)
    assert window.groups.form.title.text().startswith("Please")
    await kiosk.group(2)
    await kiosk.service(2)
    await kiosk.take()
    await kiosk.wait(3)
    kiosk.tap(window.ticket.form.done)
    await kiosk.wait(1)
    assert window.groups.form.title.text().startswith("Silakan")


@played
async def test_the_pin_pad_is_for_staff_and_indonesian(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk()
    window = await kiosk.home()
    await kiosk.english()
    for _ in range(5):
        kiosk.tap(window.form.emblem)
    await kiosk.wait(0.5)
    assert window.pin.form.title.text() == "PIN administrator"
    assert window.form.clock.text() == "09.41 WIB"
