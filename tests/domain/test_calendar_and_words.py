"""Opening hours, business days, and how times are written."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bkpsdm_desktop.domain import indonesian
from bkpsdm_desktop.domain.calendar import OfficeCalendar, Opening
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.instants import at_wib, business_day, from_micros, to_micros
from bkpsdm_desktop.domain.text import clean_line

WEEK = [
    *(Opening(weekday=day, opens=time(8), closes=time(12)) for day in range(4)),
    *(Opening(weekday=day, opens=time(13), closes=time(15)) for day in range(4)),
    Opening(weekday=4, opens=time(8), closes=time(11)),
]
CALENDAR = OfficeCalendar(openings=WEEK, holidays={date(2026, 12, 25): "Hari Raya Natal"})
TUESDAY = date(2026, 11, 24)


def test_issuing_stops_at_closing_to_the_second() -> None:
    before = CALENDAR.status(at_wib(TUESDAY, time(14, 59, 59)))
    assert before.open_until == at_wib(TUESDAY, time(15))
    assert not CALENDAR.status(at_wib(TUESDAY, time(15))).is_open


def test_the_noon_break_says_when_it_ends() -> None:
    status = CALENDAR.status(at_wib(TUESDAY, time(12, 30)))
    assert status.on_break
    assert status.opens_at == at_wib(TUESDAY, time(13))


def test_fault_c9_after_friday_eleven_it_opens_on_monday() -> None:
    status = CALENDAR.status(at_wib(date(2026, 11, 27), time(11)))
    assert (status.is_open, status.on_break) == (False, False)
    assert status.opens_at == at_wib(date(2026, 11, 30), time(8))


def test_fault_c9_a_holiday_is_named_and_skipped() -> None:
    status = CALENDAR.status(at_wib(date(2026, 12, 25), time(9)))
    assert status.holiday == "Hari Raya Natal"
    assert status.opens_at == at_wib(date(2026, 12, 28), time(8))


def test_fault_c9_ramadan_hours_replace_the_ordinary_ones() -> None:
    special = Opening(
        weekday=1, opens=time(8), closes=time(14), valid_from=date(2027, 2, 8), valid_to=date(2027, 3, 9)
    )
    calendar = OfficeCalendar(openings=[*WEEK, special], holidays={})
    assert calendar.hours(date(2027, 2, 9)) == [(time(8), time(14))]
    assert calendar.hours(date(2027, 3, 16)) == [(time(8), time(12)), (time(13), time(15))]


def test_fault_c3_the_business_day_turns_at_midnight_wib() -> None:
    assert business_day(datetime(2026, 11, 24, 16, 59, 59, tzinfo=UTC)) == TUESDAY
    assert business_day(datetime(2026, 11, 24, 17, 0, tzinfo=UTC)) == date(2026, 11, 25)


@given(st.integers(-12, 14))
def test_fault_c5_whatever_zone_the_pc_is_set_to_people_read_wib(hours: int) -> None:
    at = datetime(2026, 11, 24, 2, 41, 18, tzinfo=UTC).astimezone(timezone(timedelta(hours=hours)))
    assert indonesian.clock_wib(at) == "09.41 WIB"
    assert indonesian.clock(at, seconds=True) == "09.41.18"
    assert business_day(at) == TUESDAY


@given(st.integers(-(2**55), 2**55))
def test_microseconds_survive_the_way_to_the_table_and_back(micros: int) -> None:
    assert to_micros(from_micros(micros)) == micros


def test_a_naive_instant_is_a_programming_error() -> None:
    with pytest.raises(ValueError, match="time zone"):
        to_micros(datetime(2026, 11, 24))  # noqa: DTZ001


def test_dates_and_durations_read_as_indonesian() -> None:
    assert indonesian.long_date(TUESDAY) == "Selasa, 24 November 2026"
    assert indonesian.short_date(date(2026, 8, 7)) == "7 Agu 2026"
    assert indonesian.duration(timedelta(seconds=252)) == "4 mnt 12 dtk"
    assert indonesian.duration(timedelta(seconds=-5)) == "0 dtk"
    assert indonesian.duration(timedelta(hours=1, minutes=4)) == "1 jam 4 mnt"
    assert indonesian.minutes(timedelta(minutes=14, seconds=59)) == "14 menit"


@pytest.mark.parametrize("bad", ["\0", "\x07", "\x1b[31m", "a\rb", "a\nb", "a\u2028b", "a\ud800b"])
def test_fault_g8_control_characters_are_refused_with_their_position(bad: str) -> None:
    with pytest.raises(Refused, match=r"Nama: karakter ke-\d+ \(U\+[0-9A-F]{4}\)"):
        clean_line(f"Rani{bad}", field="Nama", limit=200)


def test_fault_g9_markup_is_ordinary_text() -> None:
    for text in ("<b>x", "&nbsp;", "a<br>b", "Dinas P&K"):
        assert clean_line(text, field="Nama", limit=200) == text
