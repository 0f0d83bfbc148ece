"""Days off, one by one and whole years from a table: nothing or everything."""

from dataclasses import replace
from datetime import date

import pytest

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.holiday_table import DayOff, Step, moves
from bkpsdm_desktop.services import holidays
from bkpsdm_desktop.services.holidays import ImportPreview
from tests.helpers.office import OfficeUnderTest
from tests.services.settings.people import audited, configure

TODAY = DayOff(day=date(2026, 11, 24), kind="libur_daerah", name="Hari jadi contoh", basis="SE 1")
HEAD = "tanggal,jenis,nama,status,dasar\n"


def days(office: OfficeUnderTest, year: int) -> list[DayOff]:
    found = office.work.read(holidays.holiday_lines)
    return [line.off for line in found if line.off.day.year == year]


def preview(office: OfficeUnderTest, text: str) -> ImportPreview:
    return office.work.read(holidays.preview_import, data=(HEAD + text).encode())


def put_years(office: OfficeUnderTest, shown: ImportPreview) -> tuple[DayOff, ...]:
    return configure(office, holidays.put_years, years=shown.years, rows=shown.rows, was=shown.moves)


def test_a_day_off_closes_the_kiosk_and_its_removal_opens_it(office: OfficeUnderTest) -> None:
    holiday = configure(office, holidays.add_holiday, off=TODAY)
    with pytest.raises(Refused, match="Hari ini Hari jadi contoh, kantor tutup"):
        office.take()
    for _ in range(2):
        configure(office, holidays.remove_holiday, holiday=holiday)
    assert office.take().label == "C001"
    assert audited(office, "holiday.remove") == ["2026-11-24"]


def test_a_day_off_is_added_and_changed_once(office: OfficeUnderTest) -> None:
    for _ in range(2):
        holiday = configure(office, holidays.add_holiday, off=TODAY)
    later = replace(TODAY, day=date(2026, 11, 26), name="Hari Jadi Contoh")
    for _ in range(2):
        moved = configure(office, holidays.put_holiday, holiday=holiday, off=later, was=TODAY)
    assert later in days(office, 2026)
    assert TODAY not in days(office, 2026)
    assert audited(office, "holiday.add") == ["2026-11-24"]
    assert audited(office, "holiday.put") == ["2026-11-26"]
    with pytest.raises(Refused, match="sudah ada pada Kamis, 26 November 2026"):
        configure(office, holidays.add_holiday, off=replace(later, name="hari jadi contoh"))
    configure(office, holidays.put_holiday, holiday=moved, off=replace(later, basis="SE 2"), was=later)
    with pytest.raises(Refused, match="Hari libur ini baru saja diubah di PC lain"):
        configure(office, holidays.put_holiday, holiday=moved, off=replace(later, basis="SE 3"), was=later)


def test_a_table_says_what_it_would_do_and_does_it(office: OfficeUnderTest) -> None:
    before = days(office, 2027)
    first = before[0]
    text = (
        f"{first.day},{first.kind},{first.name},terverifikasi,SKB baru\n"
        "2027-08-18,cuti_bersama,Cuti bersama contoh,perkiraan,\n"
    )
    shown = preview(office, text)
    assert shown.years == (2027,)
    steps = [move.step for move in shown.moves]
    assert (steps.count(Step.ADDED), steps.count(Step.CHANGED)) == (1, 1)
    assert steps.count(Step.REMOVED) == len(before) - 1
    others = days(office, 2026)
    assert list(put_years(office, shown)) == before
    assert days(office, 2027) == list(shown.rows)
    assert days(office, 2026) == others
    assert put_years(office, shown) == shown.rows
    assert audited(office, "holiday.import") == ["2027"]


def test_an_import_is_taken_back_by_what_it_returned(office: OfficeUnderTest) -> None:
    before = days(office, 2027)
    shown = preview(office, "2027-08-18,cuti_bersama,Cuti bersama contoh,perkiraan,\n")
    gone = put_years(office, shown)
    back = moves(shown.rows, gone, shown.years)
    configure(office, holidays.put_years, years=(2027,), rows=gone, was=back)
    assert days(office, 2027) == before


def test_an_import_is_not_taken_back_over_what_somebody_changed_since(office: OfficeUnderTest) -> None:
    shown = preview(office, "2027-08-18,cuti_bersama,Cuti bersama contoh,perkiraan,\n")
    gone = put_years(office, shown)
    configure(office, holidays.add_holiday, off=replace(TODAY, day=date(2027, 3, 1)))
    since = days(office, 2027)
    back = moves(shown.rows, gone, shown.years)
    with pytest.raises(Refused, match="Tabel libur baru saja diubah di PC lain"):
        configure(office, holidays.put_years, years=(2027,), rows=gone, was=back)
    assert days(office, 2027) == since


def test_fault_g16_a_table_with_wrong_rows_shows_all_of_them_and_moves_nothing(
    office: OfficeUnderTest,
) -> None:
    shown = preview(
        office, "2027-08-17,libur_nasional,Kemerdekaan,perkiraan,\nx,y,z,,\n2027-13-01,a,b,c,d,e\n"
    )
    assert [fault.line for fault in shown.faults] == [3, 4]
    assert shown.moves == ()


def test_a_table_that_would_do_something_else_by_now_is_refused(office: OfficeUnderTest) -> None:
    shown = preview(office, "2027-08-18,cuti_bersama,Cuti bersama contoh,perkiraan,\n")
    configure(office, holidays.add_holiday, off=replace(TODAY, day=date(2027, 3, 1)))
    before = days(office, 2027)
    with pytest.raises(Refused, match="Tabel libur baru saja diubah di PC lain"):
        put_years(office, shown)
    assert days(office, 2027) == before


def test_a_clerk_may_not(office: OfficeUnderTest) -> None:
    with pytest.raises(Refused, match="tidak berhak mengatur kantor"):
        office.act(holidays.add_holiday, off=TODAY)
