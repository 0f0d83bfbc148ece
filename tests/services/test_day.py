"""*Tutup hari* by a person and by itself, on both databases."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date, timedelta
from threading import Event
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bkpsdm_desktop.documents.slips import Renderer
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.ticket import State
from bkpsdm_desktop.services import clocks, counters, day, serving, steps, trail
from bkpsdm_desktop.services.day import Closing
from bkpsdm_desktop.store.ids import new_id
from bkpsdm_desktop.store.tables import (
    Announcement,
    Audit,
    CounterSession,
    Printer,
    PrintJob,
    Station,
    Ticket,
    TicketEvent,
)
from tests.helpers.accounts import TestKey
from tests.helpers.office import OfficeUnderTest

TODAY = date(2026, 11, 24)
KEY = TestKey()


def close(office: OfficeUnderTest, on: date = TODAY, *, person: UUID | None = None) -> Closing:
    stamp = office.stamp(office.made.counters[0], person or office.made.supervisor)
    return office.work.run(day.close_day, stamp, day=on, signer=KEY)


def roll_over(office: OfficeUnderTest, station: UUID | None = None) -> list[Closing]:
    stamp = office.stamp(station or office.made.kiosks[0])
    return office.work.run(day.roll_over, stamp, signer=KEY)


def open_sessions(office: OfficeUnderTest) -> list[UUID]:
    query = select(CounterSession.person_id).where(CounterSession.closed_at.is_(None))
    return office.work.read(lambda session: list(session.scalars(query)))


def states(office: OfficeUnderTest) -> dict[str, str]:
    def read(session: Session) -> dict[str, str]:
        return {f"{t.series}{t.number:03d}": t.state for t in session.scalars(select(Ticket))}

    return office.work.read(read)


def at_midnight(office: OfficeUnderTest) -> None:
    """Wednesday 25 November, 00.00.00 WIB."""
    office.now = office.now.replace(hour=17, minute=0, second=0, microsecond=0)
    assert business_day(office.now) == TODAY + timedelta(days=1)


@pytest.fixture
def busy(office: OfficeUnderTest) -> OfficeUnderTest:
    """C001 is being served at counter 1, C002 called at counter 2, C003 and K001 wait."""
    for service in ("CT", "CT", "CT", "KGB"):
        office.later(seconds=5)
        office.take(service)
    for place in (0, 1):
        office.at_counter(place, counters.open_counter)
    office.act(serving.call_next)
    office.act(serving.start_serving)
    office.at_counter(1, serving.call_next)
    return office


def test_closing_ends_the_wait_withdraws_calls_and_leaves_who_is_served(busy: OfficeUnderTest) -> None:
    closing = close(busy)
    assert states(busy) == {"C001": "serving", "C002": "unserved", "C003": "unserved", "K001": "unserved"}
    assert open_sessions(busy) == [busy.made.clerks[0]]
    withdrawn = busy.work.read(
        lambda session: {
            row.ticket_id: row.withdrawn_at is not None for row in session.scalars(select(Announcement))
        }
    )
    assert withdrawn == {busy.tickets[0].id: False, busy.tickets[1].id: True}
    summary = closing.summary
    assert (summary.day, summary.by, summary.serving) == (TODAY, "Maya Pengandaian", ("C001",))
    assert summary.by_state[State.UNSERVED] == 3
    assert [(total.series, total.issued) for total in summary.series] == [("C", 3), ("K", 1)]


def test_inv_i3_after_closing_every_number_has_one_end_or_a_visitor(busy: OfficeUnderTest) -> None:
    by_state = close(busy).summary.by_state
    assert sum(by_state.values()) == len(busy.tickets)
    assert by_state[State.WAITING] == by_state[State.CALLED] == 0


def test_each_ticket_left_over_has_its_event(busy: OfficeUnderTest) -> None:
    close(busy)
    query = select(TicketEvent.before, TicketEvent.after, TicketEvent.person_id).where(
        TicketEvent.act == "close_day"
    )
    events = busy.work.read(lambda session: sorted(tuple(row) for row in session.execute(query)))
    assert events == sorted(
        (before, "unserved", busy.made.supervisor) for before in ("waiting", "waiting", "called")
    )


def test_a_day_is_closed_once_and_the_same_act_again_changes_nothing(busy: OfficeUnderTest) -> None:
    stamp = busy.stamp(busy.made.counters[0], busy.made.supervisor)
    first = busy.work.run(day.close_day, stamp, day=TODAY, signer=KEY)
    assert busy.work.run(day.close_day, stamp, day=TODAY, signer=KEY) == first
    with pytest.raises(Refused, match=r"24 November 2026 sudah ditutup pukul 09\.41 WIB"):
        close(busy)


def test_after_closing_no_number_is_issued_and_none_is_opened_again(busy: OfficeUnderTest) -> None:
    busy.at_counter(1, serving.start_serving)
    busy.at_counter(1, serving.finish)
    busy.at_counter(1, serving.call_next)
    for _ in range(2):
        busy.at_counter(1, serving.recall)
    busy.at_counter(1, serving.mark_no_show)
    close(busy)
    with pytest.raises(Refused, match="sudah ditutup"):
        busy.take()
    with pytest.raises(Refused, match="C003 tidak dapat dibuka lagi"):
        busy.at_counter(1, serving.undo)
    with pytest.raises(Refused, match="C003 tidak dapat dibuka lagi"):
        busy.at_counter(1, serving.return_late, ticket=busy.tickets[2].id)


@pytest.mark.parametrize("place", ["clerk", "nobody"])
def test_a_clerk_does_not_close_the_day(busy: OfficeUnderTest, place: str) -> None:
    person = busy.made.clerks[0] if place == "clerk" else None
    stamp = busy.stamp(busy.made.counters[0], person)
    with pytest.raises(Refused, match=r"tidak berhak menutup hari\. Minta bantuan pengawas"):
        busy.work.run(day.close_day, stamp, day=TODAY, signer=KEY)
    assert states(busy)["C003"] == "waiting"


def test_a_day_that_has_not_begun_is_not_closed(busy: OfficeUnderTest) -> None:
    with pytest.raises(Refused, match="belum mulai"):
        close(busy, TODAY + timedelta(days=1))


def with_printer(office: OfficeUnderTest) -> None:
    def add(session: Session) -> None:
        printer = new_id()
        session.add(Printer(id=printer, station_id=None, name="Printer", address="file:/tmp", width=576))
        session.flush()
        session.execute(update(Station).values(printer_id=printer))

    office.work.run(add)


def test_the_sheet_is_printed_with_totals_and_the_audit_groups(busy: OfficeUnderTest) -> None:
    with_printer(busy)
    summary = close(busy).summary
    assert summary.print_job is not None
    job = busy.work.read(lambda session: session.get_one(PrintJob, summary.print_job))
    assert (job.kind, job.title, job.expires_at) == ("lines", "Lembar tutup hari", None)
    lines = dict(job.data["lines"])
    assert lines["Hari layanan"] == "Selasa, 24 November 2026"
    assert (lines["Diambil"], lines["Tidak terlayani"], lines["Masih dilayani"]) == ("4", "3", "1")
    assert lines["C Cuti"] == "3, selesai 0"
    for sheet in busy.work.read(trail.paper_checkpoints):
        assert lines[f"{sheet.station}, baris {sheet.seq}"] == sheet.groups
    assert Renderer().render(job.kind, job.data)
    paper = [
        trail.PaperCheckpoint(station=label.split(",")[0], seq=int(label.rsplit(" ", 1)[1]), groups=value)
        for label, value in job.data["lines"]
        if ", baris " in label
    ]
    assert len(paper) == 4
    faults = busy.work.read(trail.verify_trail, paper=paper)
    assert {fault.damage for fault in faults} <= {trail.Damage.KEY}  # the made-up stations have no key


def test_closing_signs_the_chain(busy: OfficeUnderTest) -> None:
    line = close(busy).checkpoint
    assert line is not None
    last = select(Audit.action).where(Audit.station_id == line.station, Audit.seq == line.seq)
    assert busy.work.read(lambda session: session.execute(last).scalar_one()) == "day.close"


def test_fault_c6_midnight_closes_by_itself_and_numbers_begin_anew(busy: OfficeUnderTest) -> None:
    busy.now = busy.now.replace(hour=16, minute=59, second=59)
    assert roll_over(busy) == []
    at_midnight(busy)
    [closing] = roll_over(busy)
    assert (closing.summary.day, closing.summary.by) == (TODAY, "")
    assert states(busy) == {"C001": "serving", "C002": "unserved", "C003": "unserved", "K001": "unserved"}
    assert {row.business_day for row in busy.work.read(lambda s: s.scalars(select(Ticket)).all())} == {TODAY}
    assert roll_over(busy) == []
    busy.now += timedelta(hours=9)
    assert busy.take().label == "C001"


def test_fault_c6_a_visitor_of_yesterday_is_finished_at_the_clerks_next_login(busy: OfficeUnderTest) -> None:
    at_midnight(busy)
    roll_over(busy)
    busy.now += timedelta(hours=9)
    busy.take()
    busy.act(counters.open_counter)
    with pytest.raises(Refused, match=r"C001 masih dilayani\. Selesaikan dulu \(F9\)"):
        busy.act(serving.call_next)
    busy.act(serving.finish)
    row = busy.work.read(lambda session: session.get_one(Ticket, busy.tickets[0].id))
    assert (row.state, row.business_day, row.ended_at) == (State.FINISHED, TODAY, busy.now)
    assert busy.act(serving.call_next) == "C001"


def test_several_days_that_nobody_closed_are_closed_in_order(office: OfficeUnderTest) -> None:
    office.take()
    office.later(days=1)
    office.take()
    office.later(days=5)
    assert [closing.summary.day for closing in roll_over(office)] == [TODAY, TODAY + timedelta(days=1)]


def test_a_counter_left_open_without_numbers_is_closed_at_midnight(office: OfficeUnderTest) -> None:
    office.act(counters.open_counter)
    at_midnight(office)
    office.at_counter(1, counters.open_counter)  # of the new day: it stays
    assert [closing.summary.day for closing in roll_over(office)] == [TODAY]
    assert open_sessions(office) == [office.made.clerks[1]]


def test_a_counter_whose_visitor_went_after_the_day_was_closed_is_closed_later(busy: OfficeUnderTest) -> None:
    close(busy)
    busy.act(serving.finish)
    at_midnight(busy)
    assert roll_over(busy) == []
    assert open_sessions(busy) == []


def test_fault_c2_a_clock_in_doubt_closes_no_day(busy: OfficeUnderTest) -> None:
    busy.later(days=2)
    busy.work.run(clocks.hold_issuing, busy.stamp(busy.made.kiosks[0]), reason="Jam komputer maju 2 hari.")
    assert roll_over(busy) == []
    with pytest.raises(Refused, match="Pastikan tanggal dahulu"):
        close(busy)
    assert states(busy)["C003"] == "waiting"


@pytest.mark.parametrize("first", [close, roll_over])
def test_two_stations_close_one_day_once(
    busy: OfficeUnderTest, first: Callable[[OfficeUnderTest], object]
) -> None:
    if first is roll_over:
        at_midnight(busy)
    first(busy)
    at_midnight(busy)
    assert roll_over(busy, busy.made.displays[0]) == []
    actions = busy.work.read(
        lambda session: session.scalars(select(Audit.action).where(Audit.action == "day.close")).all()
    )
    assert len(actions) == 1


def test_numbers_taken_while_the_day_is_being_closed_are_refused_or_closed_with_it(
    office: OfficeUnderTest,
) -> None:
    office.take()
    started = Event()

    def visitors(service: str) -> int:
        taken = 0
        with suppress(Refused):
            while True:
                office.take(service)
                taken += 1
                started.set()
        return taken

    with ThreadPoolExecutor(2) as pool:
        counts = [pool.submit(visitors, service) for service in ("CT", "KGB")]
        started.wait(timeout=20)
        by_state = close(office).summary.by_state
        taken = 1 + sum(count.result() for count in counts)
    assert by_state[State.UNSERVED] == taken
    assert set(states(office).values()) == {"unserved"}


VERBS = (
    serving.call_next, serving.recall, serving.start_serving, serving.finish, serving.mark_no_show,
    serving.withdraw_call, serving.undo, counters.open_counter, counters.close_counter,
)  # fmt: skip


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.tuples(st.integers(0, 1), st.sampled_from(VERBS)), max_size=14))
def test_inv_i3_whatever_was_done_before_closing_leaves_nothing_open(
    office: OfficeUnderTest, acts: list[tuple[int, Callable[..., object]]]
) -> None:
    """Each example is a day of its own in the same office."""
    office.later(days=1)
    while office.now.weekday() > 3:
        office.later(days=1)
    roll_over(office)
    for place in (0, 1):
        stay = office.work.read(steps.active_ticket, office.made.clerks[place])
        if stay is not None:
            office.at_counter(place, serving.finish)
    for _ in range(4):
        office.later(seconds=5)
        office.take()
    for place, act in acts:
        office.later(seconds=3)
        with suppress(Refused):
            office.at_counter(place, act)
    summary = close(office, business_day(office.now)).summary
    assert sum(summary.by_state.values()) == 4
    assert summary.by_state[State.WAITING] == summary.by_state[State.CALLED] == 0
    assert len(open_sessions(office)) == len(summary.serving)
    faults = office.work.read(trail.verify_trail)
    assert [fault for fault in faults if fault.damage != "key"] == []
