"""Opening hours as people type them, and the plan they make."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.hours import (
    CLOSED_WEEK,
    Day,
    HoursPlan,
    Period,
    Stretch,
    Week,
    calendar_of,
    check_plan,
    coming,
    read_day,
    write_day,
)
from bkpsdm_desktop.domain.instants import WIB

MONDAY = date(2026, 11, 23)


def day_of(minutes: list[int]) -> Day:
    """Apart from one another, in order."""
    chosen = sorted(set(minutes))
    return tuple(Stretch(a, b) for a, b in zip(chosen[::2], chosen[1::2], strict=False))


DAYS = st.lists(st.integers(0, 24 * 60), max_size=8).map(day_of)
WEEKS = st.lists(DAYS, min_size=7, max_size=7).map(tuple).filter(any)


@given(DAYS)
def test_what_is_written_is_read_again(day: Day) -> None:
    assert read_day(write_day(day), name="Senin") == day


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("08.00-12.00", "08.00–12.00"),
        ("8:00 sampai 12:00, 13.00 – 15.00", "08.00–12.00, 13.00–15.00"),
        ("13.00-15.00; 08.00-12.00", "08.00–12.00, 13.00–15.00"),
        ("08.00 s.d. 12.00 dan 13.00-24.00", "08.00–12.00, 13.00–24.00"),
        ("tutup", ""),
        ("  ", ""),
    ],
)
def test_people_may_type_it_in_several_ways(typed: str, written: str) -> None:
    assert write_day(read_day(typed, name="Senin")) == written


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("08.00", "Senin: '08.00' tidak terbaca. Contoh: 08.00–12.00, 13.00–15.00."),
        ("pagi-siang", "Senin: jam 'pagi' tidak terbaca. Contoh: 08.00."),
        ("08.00-25.00", "Senin: jam '25.00' tidak ada. Dari 00.00 sampai 24.00."),
        ("08.75-09.00", "Senin: jam '08.75' tidak ada. Dari 00.00 sampai 24.00."),
        ("12.00-08.00", "Senin: jam tutup harus sesudah jam buka, paling lambat 24.00."),
        (
            "08.00-12.00, 11.00-15.00",
            "Senin: 08.00–12.00 dan 11.00–15.00 bertumpang tindih. Ubah salah satunya.",
        ),
        ("08.00-12.00, 12.00-15.00", "Senin: gabungkan 08.00–12.00 dan 12.00–15.00."),
        (
            "01.00-02.00,03.00-04.00,05.00-06.00,07.00-08.00,09.00-10.00",
            "Senin: paling banyak 4 rentang jam dalam sehari.",
        ),
    ],
)
def test_a_refusal_names_the_day_and_says_how_to_mend_it(typed: str, sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        read_day(typed, name="Senin")
    assert refused.value.sentence == sentence


def _period(first: date, last: date, basis: str = "Ramadan contoh") -> Period:
    return Period(first=first, last=last, week=_week("09.00-14.00"), basis=basis)


def _week(text: str) -> Week:
    return (*(read_day(text, name="") for _ in range(5)), (), ())


def test_periods_must_not_overlap_nor_run_backward_and_are_put_in_order() -> None:
    first = _period(MONDAY, MONDAY + timedelta(days=6))
    second = _period(MONDAY + timedelta(days=7), MONDAY + timedelta(days=9))
    plan = HoursPlan(week=_week("08.00-15.00"), periods=(second, first))
    assert check_plan(plan).periods == (first, second)
    clashing = _period(MONDAY + timedelta(days=6), MONDAY + timedelta(days=9))
    with pytest.raises(Refused, match="bertumpang tindih"):
        check_plan(HoursPlan(week=plan.week, periods=(first, clashing)))
    with pytest.raises(Refused, match="tanggal akhirnya lebih awal"):
        check_plan(HoursPlan(week=plan.week, periods=(_period(MONDAY, MONDAY - timedelta(days=1)),)))


def test_a_week_without_any_hour_and_a_period_without_a_name_are_refused() -> None:
    with pytest.raises(Refused, match="Jam biasa: isi jam buka"):
        check_plan(HoursPlan(week=CLOSED_WEEK))
    with pytest.raises(Refused, match="Nama dan dasar masa khusus belum diisi"):
        check_plan(HoursPlan(week=_week("08.00-15.00"), periods=(_period(MONDAY, MONDAY, " "),)))


def test_fault_c9_ramadan_friday_and_a_holiday_are_told_before_they_come() -> None:
    week: Week = (*_week("08.00-12.00,13.00-15.00")[:4], read_day("08.00-11.30", name=""), (), ())
    period = _period(MONDAY + timedelta(days=7), MONDAY + timedelta(days=13))
    plan = HoursPlan(week=week, periods=(period,))
    shown = coming(plan, {MONDAY + timedelta(days=1): "Libur contoh"}, first=MONDAY, days=14)
    assert [write_day(each.stretches) for each in shown[:6]] == [
        "08.00–12.00, 13.00–15.00", "", "08.00–12.00, 13.00–15.00", "08.00–12.00, 13.00–15.00",
        "08.00–11.30", "",
    ]  # fmt: skip
    assert shown[1].holiday == "Libur contoh"
    assert [each.special for each in shown] == [None] * 7 + ["Ramadan contoh"] * 7
    assert write_day(shown[7].stretches) == "09.00–14.00"
    assert write_day(shown[12].stretches) == ""


@given(WEEKS, st.integers(0, 13), st.times())
def test_the_preview_and_the_calendar_of_the_kiosk_say_the_same(week: Week, ahead: int, clock: time) -> None:
    plan = HoursPlan(week=week, periods=(_period(MONDAY + timedelta(days=7), MONDAY + timedelta(days=9)),))
    day = coming(plan, {}, first=MONDAY, days=14)[ahead]
    at = datetime.combine(day.day, clock, tzinfo=WIB)
    minute = clock.hour * 60 + clock.minute
    expected = any(each.opens <= minute < each.closes for each in day.stretches)
    almost_midnight = clock.replace(microsecond=0) == time(23, 59, 59)
    assert calendar_of(plan, {}).status(at).is_open == expected or almost_midnight
