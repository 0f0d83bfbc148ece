"""A booked visitor at the kiosk: the code becomes a number that is called at its time."""

import os
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.instants import at_wib, business_day
from bkpsdm_desktop.domain.languages import Language
from bkpsdm_desktop.domain.numbers import ticket_code
from bkpsdm_desktop.domain.queue import OVERTAKING, Reason, RecentCalls, Waiting, order
from bkpsdm_desktop.domain.ticket import Act, QueueRules
from bkpsdm_desktop.services import bookings, check_in, console, counters, people, printing, serving
from bkpsdm_desktop.services import office as office_service
from bkpsdm_desktop.services.bookings import Booked
from bkpsdm_desktop.services.rows import IssuedTicket, PersonRow
from bkpsdm_desktop.services.stamps import Stamp
from bkpsdm_desktop.store.ids import reference_id
from bkpsdm_desktop.store.tables import Booking, PrintJob, ServiceGroup, Ticket, TicketEvent
from tests.helpers.office import MORNING, OfficeUnderTest
from tests.helpers.printing import with_printer

TODAY = business_day(MORNING)
CT = reference_id("service", "CT")
INDONESIAN_WORDS = (" yang ", " untuk ", " Anda ", " atau ", "Silakan", "nomor", "janji ")


def at(hour: int, minute: int = 0, day: date = TODAY) -> datetime:
    return at_wib(day, time(hour, minute))


def book(office: OfficeUnderTest, starts_at: datetime, name: str = "Rani Contoh") -> Booked:
    return office.work.run(
        bookings.book,
        office.stamp(office.made.counters[0], office.made.supervisor),
        service=CT,
        starts_at=starts_at,
        name=name,
        contact="",
        note="",
        randomness=os.urandom(5),
    )


def arrive(
    office: OfficeUnderTest,
    code: str,
    *,
    stamp: Stamp | None = None,
    language: Language = Language.INDONESIAN,
) -> IssuedTicket:
    return office.work.run(
        check_in.check_in,
        stamp or office.stamp(office.made.kiosks[0]),
        code=code,
        randomness=os.urandom(5),
        language=language,
    )


def refusal(office: OfficeUnderTest, code: str) -> str:
    with pytest.raises(Refused) as refused:
        arrive(office, code)
    assert refused.value.english
    assert not any(word in f" {refused.value.english} " for word in INDONESIAN_WORDS)
    return refused.value.sentence


def booking_of(office: OfficeUnderTest, booked: Booked) -> Booking:
    return office.work.read(lambda session: session.get_one(Booking, booked.id))


def go_to(office: OfficeUnderTest, instant: datetime) -> None:
    office.now = instant


def test_the_code_becomes_a_number_that_is_due_at_its_time(office: OfficeUnderTest) -> None:
    booked = book(office, at(10))
    ticket = arrive(office, booked.code)
    assert (ticket.label, ticket.booked_at, ticket.late) == ("C001", at(10), False)
    assert office.ticket("C001").due_at == at(10)
    row = booking_of(office, booked)
    assert (row.ticket_id, row.arrived_at) == (ticket.id, office.now)


def test_a_lost_answer_changes_nothing(office: OfficeUnderTest) -> None:
    booked = book(office, at(10))
    stamp = office.stamp(office.made.kiosks[0])
    assert arrive(office, booked.code, stamp=stamp) == arrive(office, booked.code, stamp=stamp)


@pytest.mark.parametrize(("minutes", "late"), [(1, False), (10, False), (60, True)])
def test_fault_d13_the_late_rule_is_applied_and_told(
    office: OfficeUnderTest, minutes: int, late: bool
) -> None:
    with_printer(office)
    booked = book(office, at(10))
    go_to(office, at(10) + timedelta(minutes=minutes))
    ticket = arrive(office, booked.code)
    assert ticket.late is late
    assert office.ticket(ticket.label).due_at == (None if late else at(10))

    def slip(session: Session) -> dict[str, object]:
        return dict(session.execute(select(PrintJob.data)).scalar_one())

    said = office.work.read(slip)["booked"]
    if late:
        assert said == "Janji pukul 10.00 WIB, terlambat: dipanggil menurut waktu datang."
    else:
        assert said == "Janji pukul 10.00 WIB"


def test_each_refusal_has_its_own_sentence(office: OfficeUnderTest) -> None:
    early, tomorrow = book(office, at(11)), book(office, at(9, 0, TODAY + timedelta(days=1)))
    cancelled, done = book(office, at(10), "Siti Misalnya"), book(office, at(10), "Budi Umpama")
    boss = office.stamp(office.made.counters[0], office.made.supervisor)
    office.work.run(bookings.cancel, boss, booking=cancelled.id)
    arrive(office, done.code)
    walk_in = office.take()
    assert "Silakan kembali mulai pukul 10.30 WIB" in refusal(office, early.code)
    assert "Janji Anda Rabu, 25 November 2026, pukul 09.00 WIB" in refusal(office, tomorrow.code)
    assert "sudah dibatalkan" in refusal(office, cancelled.code)
    assert "Nomor Anda C001" in refusal(office, done.code)
    assert "kode nomor antrean C002" in refusal(office, walk_in.code)
    assert "tidak ada di kantor ini" in refusal(office, ticket_code("TGS", b"\x00" * 5))
    assert "kantor lain (SRG)" in refusal(office, ticket_code("SRG", b"abcde"))
    assert refusal(office, "WIFI:S:Kantor;;").startswith("Bukan kode layanan ini.")
    go_to(office, at(9, 0, TODAY + timedelta(days=2)))
    assert "Rabu, 25 November 2026, pukul 09.00 WIB, dan sudah lewat" in refusal(office, tomorrow.code)


def test_nothing_has_changed_after_a_refusal(office: OfficeUnderTest) -> None:
    booked = book(office, at(10))
    go_to(office, at(12, 30))
    assert "jeda" in refusal(office, booked.code)
    assert booking_of(office, booked).ticket_id is None
    go_to(office, at(13, 5))
    assert arrive(office, booked.code).label == "C001", "no number was lost"


def test_a_full_day_still_has_the_place_that_was_kept(office: OfficeUnderTest) -> None:
    booked = book(office, at(10))

    def limit(session: Session) -> None:
        for group in session.scalars(select(ServiceGroup)):
            group.daily_limit = 1

    office.work.run(limit)
    office.take()
    with pytest.raises(Refused, match="sudah habis"):
        office.take()
    assert arrive(office, booked.code).label == "C002"


# --- the calling rule, as the visitor meets it -----------------------------------------------------


def called(office: OfficeUnderTest, times: int) -> list[str]:
    labels = []
    for _ in range(times):
        labels.append(str(office.act(serving.call_next)))
        office.later(seconds=5)
        office.act(serving.start_serving)
        office.later(seconds=5)
        office.act(serving.finish)
    return labels


def test_a_booked_visitor_is_called_at_the_agreed_time_and_not_before(office: OfficeUnderTest) -> None:
    office.act(counters.open_counter)
    booked = book(office, at(10))
    for _ in range(4):
        office.take()
        office.later(seconds=1)
    ticket = arrive(office, booked.code)
    assert called(office, 1) == ["C001"], "before its time it waits by arrival"
    go_to(office, at(10))
    view = office.work.read(
        console.counter_view,
        person=person(office),
        station=office.made.counters[0],
        now=office.now,
        warnings=(),
    )
    assert view.candidate is not None
    assert view.candidate.label == ticket.label
    assert view.candidate.why[0] == f"{ticket.label}: janji pukul 10.00 WIB, sudah mencatat kedatangannya."
    assert called(office, 2) == [ticket.label, "C002"]


def person(office: OfficeUnderTest) -> PersonRow:
    return office.work.read(people.person_row, person=office.made.clerks[0], on=TODAY)


def test_who_comes_early_may_also_come_by_arrival(office: OfficeUnderTest) -> None:
    office.act(counters.open_counter)
    booked = book(office, at(10))
    ticket = arrive(office, booked.code)
    office.later(seconds=1)
    office.take()
    assert called(office, 2) == [ticket.label, "C002"], "nobody is worse off with an appointment"


def test_who_comes_late_ranks_by_arrival(office: OfficeUnderTest) -> None:
    office.act(counters.open_counter)
    booked = book(office, at(10))
    go_to(office, at(10, 20))
    for _ in range(2):
        office.take()
        office.later(seconds=1)
    ticket = arrive(office, booked.code)
    assert called(office, 3) == ["C001", "C002", ticket.label]


def test_after_two_who_went_ahead_the_oldest_by_arrival_comes(office: OfficeUnderTest) -> None:
    def more(session: Session) -> None:
        office_service.put_setting(session, office_service.BOOKING, {"capacity": 9})

    office.work.run(more)
    office.act(counters.open_counter)
    codes = [book(office, at(10), f"Contoh {n}").code for n in range(4)]
    for _ in range(3):
        office.take()
        office.later(seconds=1)
    booked = [arrive(office, code).label for code in codes]
    go_to(office, at(10))
    assert called(office, 7) == [*booked[:2], "C001", *booked[2:], "C002", "C003"]


@given(st.lists(st.tuples(st.integers(0, 40), st.booleans(), st.integers(-20, 20)), min_size=1, max_size=25))
def test_overtaking_is_bounded_for_everyone(rows: list[tuple[int, bool, int]]) -> None:
    rules, now = QueueRules(), at(10)
    waiting = [
        Waiting(
            id=reference_id("test", str(number)),
            series="C",
            number=number,
            service="CT",
            priority=None,
            place_at=now - timedelta(minutes=ago),
            queued_at=now - timedelta(minutes=ago),
            due_at=now + timedelta(minutes=due) if booked else None,
        )
        for number, (ago, booked, due) in enumerate(rows, start=1)
    ]
    choices = order(waiting, RecentCalls(), now=now, rules=rules, limit=99)
    assert {choice.ticket.id for choice in choices} == {ticket.id for ticket in waiting}
    row = 0
    for place, choice in enumerate(choices):
        row = row + 1 if choice.reason in OVERTAKING else 0
        assert row <= rules.overtakes_in_a_row
        if choice.reason is Reason.BOOKED:
            assert choice.ticket.due_at is not None
            assert choice.ticket.due_at <= now
        by_arrival = sorted(waiting, key=lambda ticket: ticket.place).index(choice.ticket)
        assert place <= by_arrival * (rules.overtakes_in_a_row + 1) + rules.overtakes_in_a_row


# --- the visitor's language ------------------------------------------------------------------------


def test_the_language_is_kept_with_the_number_and_the_slip_and_survives_a_reprint(
    office: OfficeUnderTest,
) -> None:
    with_printer(office)
    booked = book(office, at(10))
    ticket = arrive(office, booked.code, language=Language.ENGLISH)
    assert (ticket.group, ticket.service) == ("Leave", "Annual leave")
    office.later(seconds=1)
    office.act(printing.reprint_ticket, ticket=ticket.id)

    def kept(session: Session) -> tuple[dict[str, str], list[dict[str, object]], str]:
        event = session.scalars(select(TicketEvent).where(TicketEvent.act == Act.ISSUE)).one()
        jobs = session.scalars(select(PrintJob.data).order_by(PrintJob.created_at))
        return event.details, list(jobs), session.get_one(Ticket, ticket.id).service_name

    details, slips, stored = office.work.read(kept)
    assert (details["language"], details["booking"]) == ("en", str(booked.id))
    assert [slip["language"] for slip in slips] == ["en", "en"]
    assert [slip["copy"] for slip in slips] == [False, True]
    assert slips[0]["booked"] == "Appointment 10:00 WIB"
    assert slips[0]["issued_line"] == "Tuesday, 24 November 2026  09:41 WIB"
    assert stored == "Cuti tahunan", "clerks read Indonesian"


def test_the_office_s_own_english_words_stand_on_an_english_slip(office: OfficeUnderTest) -> None:
    def put(session: Session) -> None:
        words = {"prepare": "KTP", "en": {"prepare": "passport"}}
        office_service.put_setting(session, office_service.SLIP, words)

    office.work.run(put)
    with_printer(office)
    for language, prepare in ((Language.ENGLISH, "passport"), (Language.INDONESIAN, "KTP")):
        arrive(office, book(office, at(10), f"Contoh {prepare}").code, language=language)

        def newest(session: Session) -> dict[str, object]:
            rows = session.scalars(select(PrintJob.data).order_by(PrintJob.created_at.desc()))
            return dict(next(iter(rows)))

        slip = office.work.read(newest)
        assert slip["prepare"] == prepare
        assert ("FREE" in str(slip["free_notice"])) is (language is Language.ENGLISH)
        office.later(seconds=1)


def test_fault_i7_the_qr_of_a_slip_has_the_office_s_own_address_and_no_other(
    office: OfficeUnderTest,
) -> None:
    def put(session: Session) -> None:
        row = office_service.office_row(session)
        office_service.put_office(session, replace(row, portal="https://antrean.contoh.go.id"))

    office.work.run(put)
    with_printer(office)
    booked = book(office, at(10))
    with pytest.raises(Refused, match="Bukan kode layanan ini"):
        arrive(office, f"https://lain.example/b/{booked.code}")
    ticket = arrive(office, f"https://antrean.contoh.go.id/b/{booked.code}")

    def slip(session: Session) -> dict[str, object]:
        return dict(session.execute(select(PrintJob.data)).scalar_one())

    assert ticket.qr == office.work.read(slip)["qr"] == f"https://antrean.contoh.go.id/t/{ticket.code}"
