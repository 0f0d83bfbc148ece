"""From the first page to *Ambil nomor*."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication

from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.domain.queue import Priority
from bkpsdm_desktop.screens.kiosk.settings import KioskSettings
from bkpsdm_desktop.screens.kiosk.words import MOST_CHOICES, choices
from tests.helpers.kiosk import Kiosk
from tests.helpers.kiosk_office import group, service
from tests.helpers.pictures import drawn_text
from tests.helpers.qtloop import played
from tests.screens.kiosk.conftest import MakeKiosk


def shown(kiosk: Kiosk) -> list[str]:
    """The names on the tiles of the page of choices that is shown."""
    page = kiosk.window.groups if kiosk.shows(kiosk.window.groups) else kiosk.window.services
    assert kiosk.shows(page)
    return [tile.label for tile in page.tiles if tile.isVisible()]


@pytest.mark.parametrize("amount", range(1, 24))
def test_ux_u29_every_choice_is_on_exactly_one_page_of_at_most_six(amount: int) -> None:
    items = list(range(amount))
    seen: list[int] = []
    page = 0
    while True:
        here, more = choices(items, page)
        assert len(here) + more <= MOST_CHOICES
        seen += here
        if not more:
            break
        page += 1
    assert seen == items


@played
async def test_ux_u29_three_taps_to_a_ticket(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk()
    window = await kiosk.home()
    assert shown(kiosk) == [
        "Ambil SK", "Cuti", "Kepegawaian dan pangkat", "Pensiun", "Kartu dan legalisasi",
        "Informasi dan pengaduan",
    ]  # fmt: skip
    kiosk.tap(window.groups.tiles[1])
    await kiosk.wait(0.5)
    kiosk.tap(window.services.tiles[1])
    await kiosk.wait(0.5)
    kiosk.tap(window.service.form.take)
    await kiosk.wait(0.5)
    assert [(row.name, priority) for row, priority in kiosk.office.taken] == [("Cuti sakit", None)]
    assert kiosk.shows(window.ticket)
    assert window.ticket.form.number.text() == "C012"


@played
async def test_a_group_of_one_service_goes_straight_to_it_and_back_again(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk()
    window = await kiosk.home()
    kiosk.tap(window.groups.tiles[3])
    await kiosk.wait(0.5)
    assert kiosk.shows(window.service)
    assert window.service.form.title.text() == "Pensiun Batas Usia Pensiun (BUP)"
    kiosk.tap(window.service.form.back)
    await kiosk.wait(0.5)
    assert kiosk.shows(window.groups)


@played
async def test_ux_u29_lainnya_opens_the_rest_in_the_same_way(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk(groups=(group("Banyak", "B", *(service(f"Layanan {n}") for n in range(1, 13))),))
    await kiosk.home()
    await kiosk.group(1)
    assert shown(kiosk) == [*(f"Layanan {n}" for n in range(1, 6)), "Lainnya"]
    await kiosk.service(6)
    assert shown(kiosk) == [*(f"Layanan {n}" for n in range(6, 11)), "Lainnya"]
    await kiosk.service(6)
    assert shown(kiosk) == ["Layanan 11", "Layanan 12"]
    for first in ("Layanan 6", "Layanan 1", "Banyak"):
        kiosk.tap(kiosk.window.services.form.back)
        await kiosk.wait(0.5)
        assert shown(kiosk)[0] == first


@played
async def test_the_queue_on_the_first_page_follows_the_office(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk()
    window = await kiosk.home()
    assert window.groups.tiles[1].second == "6 menunggu"
    assert window.groups.tiles[5].second == "Tanpa antrean"
    assert "Buka sampai: 12.00" in window.groups.form.facts.accessibleName()
    kiosk.office.groups = tuple(
        group(each.name, each.series, *each.services, waiting=7) for each in kiosk.office.groups
    )
    kiosk.office.changed(Kind.QUEUE)
    await kiosk.wait(0.1)
    assert window.groups.tiles[1].second == "7 menunggu"


@played
async def test_ux_u34_priority_is_offered_to_everyone_and_asked_for_no_proof(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk()
    window = await kiosk.home()
    await kiosk.group(2)
    await kiosk.service(2)
    form = window.service.form
    assert form.priorityTitle.text() == "Perlu didahulukan?"
    assert "Tidak perlu bukti." in form.priorityLead.text()
    assert window.service.priority is None
    kiosk.tap(form.elderly)
    kiosk.tap(form.toddler)
    assert window.service.priority is Priority.TODDLER, "at most one"
    assert not form.elderly.isChecked()
    kiosk.tap(form.toddler)
    assert window.service.priority is None, "pressed again it is off"
    kiosk.tap(form.pregnant)
    kiosk.tap(form.take)
    await kiosk.wait(0.5)
    assert [priority for _, priority in kiosk.office.taken] == [Priority.PREGNANT]


@played
async def test_ux_u34_the_next_visitor_finds_no_priority_chosen(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk()
    window = await kiosk.home()
    await kiosk.group(2)
    await kiosk.service(2)
    kiosk.tap(window.service.form.elderly)
    kiosk.tap(window.service.form.back)
    await kiosk.wait(0.5)
    await kiosk.service(2)
    assert window.service.priority is None


@played
async def test_ux_u33_acts_on_release_inside_the_button(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk()
    window = await kiosk.home()
    tile = window.groups.tiles[1]
    kiosk.press(tile)
    assert tile.isDown()
    assert kiosk.shows(window.groups)
    kiosk.release(tile, by=(0, 700))
    assert kiosk.shows(window.groups), "the finger slid away"
    kiosk.press(tile)
    kiosk.release(tile)
    assert kiosk.shows(window.services)


@played
async def test_ux_u33_the_second_tap_of_a_double_tap_means_nothing(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk()
    window = await kiosk.home()
    kiosk.tap(window.groups.tiles[1])
    kiosk.tap(window.services.tiles[1])
    assert kiosk.shows(window.services)
    await kiosk.wait(0.5)
    kiosk.tap(window.services.tiles[1])
    assert kiosk.shows(window.service)


@played
async def test_ux_u33_nothing_scrolls(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk()
    await kiosk.home()
    assert kiosk.window.findChildren(QAbstractScrollArea) == []


@played
async def test_ux_u36_a_number_pad_is_enough_for_a_ticket(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk()
    window = await kiosk.home()
    kiosk.key(Qt.Key.Key_2, Qt.KeyboardModifier.KeypadModifier)
    await kiosk.wait(0.5)
    assert kiosk.shows(window.services)
    kiosk.key(Qt.Key.Key_Backspace)
    await kiosk.wait(0.5)
    assert kiosk.shows(window.groups)
    kiosk.key(Qt.Key.Key_2)
    await kiosk.wait(0.5)
    kiosk.key(Qt.Key.Key_1)
    await kiosk.wait(0.5)
    kiosk.key(Qt.Key.Key_3)
    await kiosk.wait(0.1)
    assert window.service.priority is Priority.PREGNANT
    kiosk.key(Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    await kiosk.wait(3)
    assert [(row.name, priority) for row, priority in kiosk.office.taken] == [
        ("Cuti tahunan", Priority.PREGNANT)
    ]
    kiosk.key(Qt.Key.Key_Enter)
    await kiosk.wait(0.5)
    assert kiosk.shows(window.groups)


@played
async def test_ux_u36_tab_and_enter_are_enough_too(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk()
    window = await kiosk.home()
    window.activateWindow()
    QApplication.sendPostedEvents()
    kiosk.key(Qt.Key.Key_Tab)
    walked = [QApplication.focusWidget()]
    for _ in range(8):
        kiosk.key(Qt.Key.Key_Tab)
        walked.append(QApplication.focusWidget())
    form = window.groups.form
    assert walked == [*window.groups.tiles, form.checkIn, form.languageSwitch, form.layoutSwitch]
    kiosk.key(Qt.Key.Key_Tab)
    kiosk.key(Qt.Key.Key_Tab)
    kiosk.key(Qt.Key.Key_Return)
    await kiosk.wait(0.5)
    assert kiosk.shows(window.services)


@played
async def test_ux_u36_digits_are_shown_only_with_a_keypad(make_kiosk: MakeKiosk) -> None:
    for keypad, first in ((False, ""), (True, "1")):
        kiosk = make_kiosk(KioskSettings(keypad=keypad))
        window = await kiosk.home()
        assert window.groups.tiles[0].digit == first


@played
async def test_fault_b12_a_double_tap_gives_one_ticket(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk()
    window = await kiosk.home()
    await kiosk.group(2)
    await kiosk.service(2)
    kiosk.tap(window.service.form.take)
    kiosk.tap(window.service.form.take)
    await kiosk.wait(0.5)
    kiosk.tap(window.ticket.form.done)
    assert kiosk.shows(window.ticket), "the second tap does not put the number away"
    assert len(kiosk.office.taken) == 1


@played
async def test_fault_b12_ten_taps_a_second_everywhere_give_one_ticket_in_two_seconds(
    make_kiosk: MakeKiosk,
) -> None:
    kiosk = make_kiosk()
    window = await kiosk.home()
    moments = []
    for _ in range(150):
        before = len(kiosk.office.taken)
        for x, y in ((300, 900), (700, 900), (540, 1620), (300, 1800)):
            QTest.mouseClick(
                window.windowHandle(),
                Qt.MouseButton.LeftButton,
                Qt.KeyboardModifier.NoModifier,
                QPoint(x, y),
            )
        await kiosk.wait(0.1)
        if len(kiosk.office.taken) > before:
            assert len(kiosk.office.taken) == before + 1
            moments.append(kiosk.ticker.now())
    assert len(moments) >= 3
    spans = [(late - early).total_seconds() for early, late in pairwise(moments)]
    assert min(spans) >= 2


@played
async def test_fault_b12_five_fingers_give_one_ticket(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk()
    window = await kiosk.home()
    await kiosk.group(2)
    await kiosk.service(2)
    screen = QTest.createTouchDevice()
    take = window.service.form.take
    at = take.mapTo(window, take.rect().center())
    down = QTest.touchEvent(window.windowHandle(), screen, False)
    for finger in range(5):
        down.press(finger, at + QPoint(30 * finger, 0), window.windowHandle())
    down.commit()
    up = QTest.touchEvent(window.windowHandle(), screen, False)
    for finger in range(5):
        up.release(finger, at + QPoint(30 * finger, 0), window.windowHandle())
    up.commit()
    await kiosk.wait(0.5)
    assert len(kiosk.office.taken) == 1


@played
async def test_fault_b12_nothing_is_taken_while_an_answer_is_awaited(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk()
    window = await kiosk.home()
    await kiosk.group(2)
    await kiosk.service(2)
    kiosk.office.answers.clear()
    kiosk.tap(window.service.form.take)
    await kiosk.wait(4)
    assert window.service.form.take.busy
    for button in (window.service.form.take, window.service.form.back, window.service.form.elderly):
        kiosk.tap(button)
    kiosk.key(Qt.Key.Key_Return)
    assert kiosk.shows(window.service)
    assert window.service.priority is None
    assert not window.service.form.trouble.isVisible()
    await kiosk.wait(2)
    assert window.service.form.trouble.heading.text() == "Masih memproses"
    kiosk.office.answers.set()
    await kiosk.wait(0.5)
    assert len(kiosk.office.taken) == 1
    assert kiosk.shows(window.ticket)


@played
async def test_a_refused_number_says_why_and_the_visitor_may_try_again(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk()
    kiosk.office.refusal = "Pengambilan nomor sudah ditutup. Buka kembali Rabu pukul 08.00 WIB."
    await kiosk.ticket()
    window = kiosk.window
    assert kiosk.shows(window.service)
    assert window.service.form.trouble.isVisible()
    assert window.service.form.trouble.sentence.text() == kiosk.office.refusal
    kiosk.office.refusal = ""
    await kiosk.wait(2)
    kiosk.tap(window.service.form.take)
    await kiosk.wait(0.5)
    assert kiosk.shows(window.ticket)


@played
async def test_a_fault_of_ours_is_reported_and_its_code_shown(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk()
    await kiosk.home()
    await kiosk.group(2)
    await kiosk.service(2)
    kiosk.office.broken = RuntimeError("broken")
    await kiosk.take()
    assert kiosk.faults == [kiosk.office.broken]
    assert kiosk.shows(kiosk.window.service)
    assert "Silakan ke petugas dan sebutkan kode K7QX." in kiosk.window.service.form.trouble.sentence.text()


@played
async def test_fault_g9_names_appear_literally(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk(
        groups=(group("<b>P&K</b>", "P", service("Dinas <b>P&K</b>", "Surat <i>P&K</i>"), service("Lain")),)
    )
    window = await kiosk.home()
    assert "<b>P&K</b>" in drawn_text(window)
    await kiosk.group(1)
    assert drawn_text(window).count("<b>P&K</b>") == 2
    await kiosk.service(1)
    text = drawn_text(window)
    assert "Dinas <b>P&K</b>" in text
    assert "Surat <i>P&K</i>" in text
    await kiosk.take()
    assert "<b>P&K</b>" in drawn_text(window)
