"""The numbers of booked visits: limits, words, and what they do to visits that were agreed before."""

from dataclasses import fields, replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bkpsdm_desktop.domain.booking_rules import (
    LIMITS,
    AgreedVisits,
    BookedGroup,
    Effect,
    changes,
    check_rules,
    effect,
    sentences,
    with_capacity,
)
from bkpsdm_desktop.domain.calendar import OfficeCalendar, Opening
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.instants import at_wib, business_day
from bkpsdm_desktop.domain.slots import BookingRules, slots_of_day

TUESDAY = date(2026, 11, 24)
CALENDAR = OfficeCalendar(
    openings=[Opening(weekday=day, opens=time(8), closes=time(12)) for day in range(5)], holidays={}
)
GROUPS = (BookedGroup(code="C", series="C", name="Cuti"), BookedGroup(code="U", series="U", name="Pensiun"))
RULES = st.builds(
    BookingRules,
    capacity_by_group=st.dictionaries(st.sampled_from("CU"), st.integers(0, 99)),
    **{name: st.integers(limit.least, limit.most) for name, limit in LIMITS.items()},
)


def at(hour: int, minute: int = 0, *, days: int = 1) -> datetime:
    return at_wib(TUESDAY + timedelta(days=days), time(hour, minute))


VISITS = st.lists(
    st.builds(
        AgreedVisits,
        starts_at=st.builds(at, st.integers(0, 23), st.integers(0, 59), days=st.integers(0, 400)),
        group=st.sampled_from("CU"),
        count=st.integers(1, 9),
    ),
    max_size=6,
)


def test_every_number_has_its_limit_and_the_first_ones_are_within() -> None:
    assert {*LIMITS, "capacity_by_group"} == {field.name for field in fields(BookingRules)}
    assert check_rules(BookingRules()) == BookingRules()


@pytest.mark.parametrize("name", LIMITS)
def test_a_number_outside_its_limits_is_refused_with_them(name: str) -> None:
    limit = LIMITS[name]
    for value in (limit.least - 1, limit.most + 1):
        wrong = replace(BookingRules(), **{name: value})  # type: ignore[arg-type]
        with pytest.raises(
            Refused, match=f"{limit.words} dari {limit.least} sampai {limit.most} {limit.unit}"
        ):
            check_rules(wrong)


def test_places_of_a_group_have_the_same_limits() -> None:
    with pytest.raises(Refused, match="untuk CUTI dari 0 sampai 99 tempat"):
        check_rules(BookingRules(capacity_by_group={"CUTI": -1}))


def test_every_length_that_may_be_set_is_the_length_of_slots() -> None:
    limit = LIMITS["slot_minutes"]
    for minutes in (limit.least, limit.most):
        assert BookingRules(slot_minutes=minutes).length == timedelta(minutes=minutes)


@given(RULES)
def test_the_words_are_sentences_whatever_the_numbers(rules: BookingRules) -> None:
    assert all(words.endswith(".") for words in sentences(rules, GROUPS, CALENDAR, today=TUESDAY))


def test_the_words_name_times_places_and_the_last_day() -> None:
    rules = BookingRules(slot_minutes=60, capacity_by_group={"U": 0, "C": 3})
    assert sentences(rules, GROUPS, CALENDAR, today=TUESDAY) == (
        "4 jam janji pada Rabu, 25 November 2026, setiap 60 menit: 08.00, 09.00, … 11.00.",
        "Satu jam janji: tiap kelompok 2 pengunjung; Cuti 3 pengunjung; Pensiun tidak menerima janji.",
        "Hari ini janji dapat dibuat sampai 24 Des 2026.",
    )


def test_many_groups_with_places_of_their_own_are_counted() -> None:
    groups = tuple(BookedGroup(code=letter, series=letter, name=letter) for letter in "ACKU")
    told = sentences(
        BookingRules(capacity_by_group=dict.fromkeys("ACKU", 1)), groups, CALENDAR, today=TUESDAY
    )
    assert told[1] == "Satu jam janji: tiap kelompok 2 pengunjung; 4 kelompok menurut angkanya sendiri."


def test_slots_that_are_never_and_an_office_that_is_closed_have_words_of_their_own() -> None:
    short = OfficeCalendar(openings=[Opening(weekday=2, opens=time(8), closes=time(9))], holidays={})
    rules = BookingRules(slot_minutes=90, days_ahead=0)
    told = sentences(rules, GROUPS, short, today=TUESDAY)
    assert told[0].startswith("Tidak ada jam janji pada Rabu, 25 November 2026")
    assert told[2] == "Janji hanya dapat dibuat untuk hari ini."
    closed = OfficeCalendar(openings=[], holidays={})
    assert (
        sentences(rules, GROUPS, closed, today=TUESDAY)[0] == "Jam janji setiap 90 menit selama kantor buka."
    )


def test_visits_that_no_longer_fit_are_counted() -> None:
    visits = (
        AgreedVisits(starts_at=at(8), group="C", count=3),
        AgreedVisits(starts_at=at(8), group="U", count=1),
        AgreedVisits(starts_at=at(9, 30, days=2), group="C", count=2),
    )
    rules = BookingRules(slot_minutes=60, capacity_by_group={"U": 0}, days_ahead=1)
    assert effect(rules, visits, CALENDAR, today=TUESDAY) == Effect(visits=6, full=2, outside=2, far=2)
    roomy = BookingRules(capacity=3)
    assert effect(roomy, visits, CALENDAR, today=TUESDAY) == Effect(visits=6, full=0, outside=0, far=0)


@given(RULES, VISITS)
def test_every_visit_is_counted_once_whatever_the_numbers(
    rules: BookingRules, visits: list[AgreedVisits]
) -> None:
    found = effect(rules, visits, CALENDAR, today=TUESDAY)
    assert found.visits == sum(each.count for each in visits)
    inside = [
        each
        for each in visits
        if each.starts_at in slots_of_day(CALENDAR, business_day(each.starts_at), rules.length)
    ]
    assert found.outside == found.visits - sum(each.count for each in inside)
    assert found.full <= len(inside)
    assert found.far <= found.visits


def test_a_group_gets_places_of_its_own_and_gives_them_back() -> None:
    own = with_capacity(BookingRules(), "C", 0)
    assert own.capacity_of("C") == 0
    assert with_capacity(own, "C", None) == BookingRules()
    assert changes(BookingRules(), replace(own, days_ahead=7)) == {
        "days_ahead": [30, 7],
        "capacity C": [None, 0],
    }
