"""When there are no numbers to take: hours, quota, held issuing, a lost database."""

from datetime import date, datetime, time

import pytest

from bkpsdm_desktop.domain.calendar import OfficeCalendar, Opening
from bkpsdm_desktop.domain.kinds import Kind
from tests.helpers.kiosk import Kiosk
from tests.helpers.kiosk_office import CALENDAR, wib
from tests.helpers.pictures import drawn_text
from tests.helpers.qtloop import played
from tests.screens.kiosk.conftest import MakeKiosk

UNAVAILABLE = "Nomor sedang tidak tersedia, silakan ke petugas"


def said(kiosk: Kiosk) -> list[str]:
    """What the page without choices says."""
    assert kiosk.shows(kiosk.window.notice)
    form = kiosk.window.notice.form
    labels = (form.heading, form.sentence, form.factLabel, form.factValue, form.factMore)
    return [label.text() for label in labels if label.isVisible()]


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (
            wib(2026, 11, 28, 9, 41),
            ["Hari ini tutup", "Tidak ada layanan pada hari Sabtu.", "Buka kembali",
             "Senin, 30 November 2026", "pukul 08.00 WIB"],
        ),
        (
            wib(2026, 12, 25, 9, 41),
            ["Hari ini libur", "Hari Raya Natal", "Buka kembali", "Senin, 28 Desember 2026",
             "pukul 08.00 WIB"],
        ),
        (
            wib(2026, 11, 24, 12, 20),
            ["Loket istirahat", "Pengambilan nomor dibuka lagi hari ini.", "Buka lagi", "Hari ini",
             "pukul 13.00 WIB"],
        ),
        (
            wib(2026, 11, 24, 15, 0),
            ["Antrean sudah tutup", "Pengambilan nomor hari ini sudah selesai.", "Buka kembali",
             "Besok, Rabu, 25 November 2026", "pukul 08.00 WIB"],
        ),
        (
            wib(2026, 11, 24, 7, 30),
            ["Antrean belum buka", "Pengambilan nomor dibuka nanti.", "Buka kembali", "Hari ini",
             "pukul 08.00 WIB"],
        ),
    ],
)  # fmt: skip
@played
async def test_fault_c9_a_closed_kiosk_says_when_it_opens(
    make_kiosk: MakeKiosk, at: datetime, expected: list[str]
) -> None:
    kiosk = make_kiosk(at=at)
    await kiosk.home()
    assert said(kiosk) == expected


@played
async def test_fault_c9_ramadan_hours_and_an_office_that_does_not_know_when_it_opens(
    make_kiosk: MakeKiosk,
) -> None:
    kiosk = make_kiosk(at=wib(2027, 2, 9, 15, 0))
    ramadan = Opening(
        weekday=2, opens=time(8, 30), closes=time(14), valid_from=date(2027, 2, 8), valid_to=date(2027, 3, 9)
    )
    kiosk.office.calendar = OfficeCalendar(openings=[*CALENDAR.openings, ramadan], holidays={})
    await kiosk.home()
    assert said(kiosk)[-2:] == ["Besok, Rabu, 10 Februari 2027", "pukul 08.30 WIB"]
    kiosk.office.calendar = OfficeCalendar(openings=[], holidays={})
    kiosk.office.changed(Kind.OFFICE)
    await kiosk.wait(0.1)
    assert "Tanyakan jadwal buka kepada petugas." in said(kiosk)[1]


@played
async def test_fault_c9_it_closes_and_opens_by_itself_at_the_minute(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk(at=wib(2026, 11, 24, 11, 59, 57))
    await kiosk.home()
    await kiosk.group(2)
    assert kiosk.shows(kiosk.window.services)
    await kiosk.wait(3)
    assert said(kiosk)[0] == "Loket istirahat"
    kiosk.ticker.advance(60 * 60 - 4)
    await kiosk.wait(4)
    assert kiosk.shows(kiosk.window.groups), "and not where the last visitor was"


@played
async def test_a_full_group_is_dashed_and_says_why(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk()
    kiosk.office.fill("C")
    window = await kiosk.home()
    tile = window.groups.tiles[1]
    assert not tile.isEnabled()
    assert tile.second == "Kuota hari ini habis"
    kiosk.tap(tile)
    await kiosk.group(2)
    assert kiosk.shows(window.groups)
    await kiosk.group(1)
    assert kiosk.shows(window.service)


@played
async def test_a_group_that_fills_up_meanwhile_closes_the_button_in_its_place(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk()
    window = await kiosk.home()
    await kiosk.group(2)
    await kiosk.service(2)
    kiosk.office.fill("C")
    kiosk.office.changed(Kind.QUEUE)
    await kiosk.wait(0.5)
    assert kiosk.shows(window.service)
    assert not window.service.form.take.isEnabled()
    assert "Antrean tutup" in drawn_text(window)
    kiosk.window.service.press_main()
    await kiosk.wait(0.5)
    assert kiosk.office.taken == []


@played
async def test_held_issuing_sends_visitors_to_the_clerk_and_says_why(
    make_kiosk: MakeKiosk,
) -> None:
    kiosk = make_kiosk()
    kiosk.office.hold = "Jam PC melompat. Periksa tanggal."
    await kiosk.home()
    assert said(kiosk)[0] == UNAVAILABLE
    assert kiosk.window.notice.form.staff.text() == "Untuk petugas: Jam PC melompat. Periksa tanggal."
    kiosk.office.hold = None
    kiosk.office.changed(Kind.OFFICE)
    await kiosk.wait(0.1)
    assert kiosk.shows(kiosk.window.groups)


@played
async def test_fault_d16_a_lost_database_is_said_and_it_comes_back_by_itself(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk()
    window = await kiosk.home()
    await kiosk.group(2)
    await kiosk.service(2)
    kiosk.tap(window.service.form.elderly)
    kiosk.office.link(False)
    await kiosk.wait(0.1)
    assert said(kiosk)[0] == UNAVAILABLE
    await kiosk.wait(120)
    assert said(kiosk)[0] == UNAVAILABLE
    kiosk.office.link(True)
    await kiosk.wait(0.1)
    assert kiosk.shows(window.groups)
    assert window.service.priority is None


@played
async def test_fault_d16_it_comes_back_within_5_seconds_without_any_word_from_the_feed(
    make_kiosk: MakeKiosk,
) -> None:
    kiosk = make_kiosk()
    await kiosk.home()
    await kiosk.group(2)
    await kiosk.service(2)
    kiosk.office.reachable = False
    await kiosk.take()
    assert said(kiosk)[0] == UNAVAILABLE
    assert kiosk.office.taken == []
    kiosk.office.reachable = True
    await kiosk.wait(4)
    assert kiosk.shows(kiosk.window.groups)


@played
async def test_fault_d16_a_kiosk_switched_on_without_its_database_waits_for_it(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk()
    kiosk.office.reachable = False
    await kiosk.home()
    assert said(kiosk)[0] == UNAVAILABLE
    kiosk.office.reachable = True
    await kiosk.wait(4)
    assert kiosk.shows(kiosk.window.groups)


@played
async def test_a_slow_start_says_that_it_still_works(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk()
    kiosk.office.answers.clear()
    await kiosk.home()
    assert said(kiosk) == ["Memuat…"]
    await kiosk.wait(5)
    assert said(kiosk)[0] == "Masih memproses"
    kiosk.office.answers.set()
    await kiosk.wait(0.5)
    assert kiosk.shows(kiosk.window.groups)
