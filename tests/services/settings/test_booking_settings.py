"""The numbers of booked visits: they count for new visits, and leave those that were agreed alone."""

import os
from dataclasses import asdict, replace
from datetime import datetime, time, timedelta

import pytest
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.booking_rules import AgreedVisits
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.instants import at_wib, business_day
from bkpsdm_desktop.domain.slots import BookingRules
from bkpsdm_desktop.services import bookings, check_in
from bkpsdm_desktop.services import office as offices
from bkpsdm_desktop.services.booking_settings import booking_rules_view, put_booking_rules
from bkpsdm_desktop.store.ids import reference_id
from tests.helpers.office import OfficeUnderTest
from tests.services.settings.people import audited, configure

RULES = BookingRules()
CT = reference_id("service", "CT")


def at(office: OfficeUnderTest, hour: int, minute: int = 0, *, days: int = 1) -> datetime:
    return at_wib(business_day(office.now) + timedelta(days=days), time(hour, minute))


def book(office: OfficeUnderTest, starts_at: datetime) -> bookings.Booked:
    stamp = office.stamp(office.made.counters[0], office.made.supervisor)
    return office.work.run(
        bookings.book, stamp, service=CT, starts_at=starts_at, name="Rani Contoh", contact="", note="",
        randomness=os.urandom(5),
    )  # fmt: skip


def group_of(office: OfficeUnderTest) -> str:
    """The code of the group that the visits of these tests are for."""
    [visits] = office.work.read(booking_rules_view, now=office.now).visits
    return visits.group


def test_numbers_count_for_new_visits_and_are_recorded_once(office: OfficeUnderTest) -> None:
    changed = replace(RULES, slot_minutes=60, capacity=1)
    for _ in range(2):
        configure(office, put_booking_rules, rules=changed, was=RULES)
    assert audited(office, "booking_rules.put") == [""]
    book(office, at(office, 10))
    with pytest.raises(Refused):
        book(office, at(office, 10))
    with pytest.raises(Refused, match="bukan jam janji"):
        book(office, at(office, 10, 30))


def test_a_group_without_places_takes_no_bookings_and_keeps_those_it_has(office: OfficeUnderTest) -> None:
    book(office, at(office, 10, 30))
    code = group_of(office)
    changed = replace(RULES, slot_minutes=60, capacity_by_group={code: 0}, days_ahead=1)
    configure(office, put_booking_rules, rules=changed, was=RULES)
    with pytest.raises(Refused):
        book(office, at(office, 11))
    view = office.work.read(booking_rules_view, now=office.now)
    assert view.rules == changed
    assert view.visits == (AgreedVisits(starts_at=at(office, 10, 30), group=code, count=1),)
    [row] = office.work.read(bookings.day_list, day=business_day(at(office, 8)), now=office.now)
    assert row.state is bookings.BookingState.EXPECTED


def test_a_visit_that_no_longer_fits_the_numbers_checks_in_as_agreed(office: OfficeUnderTest) -> None:
    booked = book(office, at(office, 10, 30, days=0))
    changed = replace(
        RULES, slot_minutes=60, capacity=0, capacity_by_group={group_of(office): 0}, days_ahead=0
    )
    configure(office, put_booking_rules, rules=changed, was=RULES)
    office.now = at(office, 10, 20, days=0)
    ticket = office.work.run(
        check_in.check_in, office.stamp(office.made.kiosks[0]), code=booked.code, randomness=os.urandom(5)
    )
    assert (ticket.booked_at, ticket.late) == (booked.starts_at, False)
    assert office.ticket(ticket.label).due_at == booked.starts_at


def test_visits_that_are_over_or_cancelled_are_not_counted(office: OfficeUnderTest) -> None:
    for _ in range(2):
        book(office, at(office, 10))
    book(office, at(office, 13, days=0))
    [row, _, *_] = office.work.read(bookings.day_list, day=business_day(at(office, 8)), now=office.now)
    stamp = office.stamp(office.made.counters[0], office.made.supervisor)
    office.work.run(bookings.cancel, stamp, booking=row.id)
    visits = office.work.read(booking_rules_view, now=office.now).visits
    assert [(each.starts_at, each.count) for each in visits] == [
        (at(office, 13, days=0), 1), (at(office, 10), 1),
    ]  # fmt: skip
    later = at(office, 13, days=0)
    assert [each.count for each in office.work.read(booking_rules_view, now=later).visits] == [1]


def test_what_a_newer_program_keeps_beside_them_stays(office: OfficeUnderTest) -> None:
    def newer(session: Session) -> None:
        offices.put_setting(session, offices.BOOKING, {**asdict(RULES), "later_rule": 7})

    office.work.run(newer)
    configure(office, put_booking_rules, rules=replace(RULES, days_ahead=14), was=RULES)
    stored = office.work.read(offices.setting, offices.BOOKING)
    assert (stored["later_rule"], stored["days_ahead"]) == (7, 14)


def test_wrong_numbers_foreign_groups_and_changes_and_clerks_change_nothing(office: OfficeUnderTest) -> None:
    for wrong, words in (
        (replace(RULES, slot_minutes=4), "Jarak jam janji dari 5 sampai 240 menit"),
        (
            replace(RULES, capacity_by_group={"ASING": 100}),
            "Tempat tiap jam janji untuk ASING dari 0 sampai 99",
        ),
        (replace(RULES, capacity_by_group={"ASING": 1}), "Kelompok ASING tidak ada di kantor ini"),
    ):
        with pytest.raises(Refused, match=words):
            configure(office, put_booking_rules, rules=wrong, was=RULES)
    with pytest.raises(Refused, match="Aturan janji baru saja diubah di PC lain"):
        configure(office, put_booking_rules, rules=replace(RULES, capacity=3), was=replace(RULES, capacity=4))
    with pytest.raises(Refused, match="tidak berhak mengatur kantor"):
        office.act(put_booking_rules, rules=replace(RULES, capacity=3), was=RULES)
    assert office.work.read(offices.booking_rules) == RULES
    assert audited(office, "booking_rules.put") == []
