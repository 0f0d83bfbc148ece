"""Slots of booked visits: only while the office is open, and what coming early or late means."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bkpsdm_desktop.domain.calendar import OfficeCalendar, Opening
from bkpsdm_desktop.domain.instants import WIB, at_wib
from bkpsdm_desktop.domain.slots import Arrival, BookingRules, arrival, due_at, slots_of_day
from bkpsdm_desktop.domain.ticket import QueueRules

TUESDAY = date(2026, 11, 24)
HALF_HOUR = timedelta(minutes=30)
MORNING_AND_AFTERNOON = [
    Opening(weekday=1, opens=time(8), closes=time(12)),
    Opening(weekday=1, opens=time(13), closes=time(15)),
]


def clocks(calendar: OfficeCalendar, day: date, length: timedelta = HALF_HOUR) -> list[str]:
    return [at.strftime("%H.%M") for at in slots_of_day(calendar, day, length)]


def test_slots_fill_the_opening_hours_and_leave_the_break_free() -> None:
    calendar = OfficeCalendar(openings=MORNING_AND_AFTERNOON, holidays={})
    assert clocks(calendar, TUESDAY) == [
        "08.00", "08.30", "09.00", "09.30", "10.00", "10.30", "11.00", "11.30",
        "13.00", "13.30", "14.00", "14.30",
    ]  # fmt: skip
    assert clocks(calendar, TUESDAY, timedelta(minutes=50))[:5] == [
        "08.00", "08.50", "09.40", "10.30", "13.00",
    ]  # fmt: skip
    assert clocks(calendar, TUESDAY + timedelta(days=1)) == []


def test_a_holiday_has_no_slots() -> None:
    calendar = OfficeCalendar(openings=MORNING_AND_AFTERNOON, holidays={TUESDAY: "Libur contoh"})
    assert clocks(calendar, TUESDAY) == []


def test_an_office_that_never_closes_has_a_last_slot_before_midnight() -> None:
    calendar = OfficeCalendar(openings=[Opening(weekday=1, opens=time(0), closes=time.max)], holidays={})
    assert clocks(calendar, TUESDAY)[-1] == "23.30"


MINUTES = st.integers(min_value=0, max_value=24 * 60 - 1)


@st.composite
def calendars(draw: st.DrawFn) -> OfficeCalendar:
    openings = []
    for _ in range(draw(st.integers(min_value=0, max_value=6))):
        first, last = sorted((draw(MINUTES), draw(MINUTES)))
        span = draw(st.booleans())
        openings.append(
            Opening(
                weekday=draw(st.integers(min_value=0, max_value=6)),
                opens=time(*divmod(first, 60)),
                closes=time(*divmod(last, 60)),
                valid_from=TUESDAY if span else None,
                valid_to=TUESDAY + timedelta(days=3) if span else None,
            )
        )
    holidays = draw(st.sets(st.integers(min_value=0, max_value=6)))
    return OfficeCalendar(
        openings=openings, holidays={TUESDAY + timedelta(days=n): "Libur contoh" for n in holidays}
    )


@given(calendars(), st.integers(min_value=0, max_value=6), st.integers(min_value=5, max_value=120))
def test_no_slot_lies_outside_the_opening_hours_or_on_a_holiday(
    calendar: OfficeCalendar, ahead: int, minutes: int
) -> None:
    day, length = TUESDAY + timedelta(days=ahead), timedelta(minutes=minutes)
    for begins in slots_of_day(calendar, day, length):
        assert day not in calendar.holidays
        local = begins.astimezone(WIB)
        end = (local + length - timedelta(microseconds=1)).time()
        assert any(opens <= local.time() and end < closes for opens, closes in calendar.hours(day))


RULES = QueueRules()
TEN = at_wib(TUESDAY, time(10))


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [(-31, "too_early"), (-30, "in_time"), (0, "in_time"), (1, "in_time"), (10, "in_time"), (15, "in_time"),
     (16, "late"), (60, "late")],
)  # fmt: skip
def test_fault_d13_late_by_1_10_and_60_minutes(minutes: int, expected: str) -> None:
    now = TEN + timedelta(minutes=minutes)
    assert arrival(TEN, now, RULES) is Arrival(expected)
    assert due_at(TEN, now, RULES) == (TEN if expected == "in_time" else None)


@given(st.integers(min_value=-200, max_value=200))
def test_who_is_in_time_goes_first_at_the_agreed_time_and_never_before_it(minutes: int) -> None:
    now: datetime = TEN + timedelta(minutes=minutes)
    due = due_at(TEN, now, RULES)
    assert due in (None, TEN)
    assert (due is None) == (minutes < -RULES.booking_early_minutes or minutes > RULES.booking_late_minutes)


def test_the_capacity_of_a_group_is_its_own_or_that_of_all() -> None:
    rules = BookingRules(capacity=2, capacity_by_group={"CUTI": 5, "INFORMASI": 0, "KARTU": -3})
    assert [rules.capacity_of(code) for code in ("CUTI", "INFORMASI", "KARTU", "PENSIUN")] == [5, 0, 0, 2]
    assert BookingRules(slot_minutes=0).length == timedelta(minutes=5)
