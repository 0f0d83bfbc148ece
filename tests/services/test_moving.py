"""Parking, resuming, transfer and further services, on both databases."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.ticket import State
from bkpsdm_desktop.services import counters, day, inspection, moving, serving, visits
from bkpsdm_desktop.services.moving import Target
from bkpsdm_desktop.services.visit_rows import BreakRow
from bkpsdm_desktop.store.ids import new_id, reference_id
from bkpsdm_desktop.store.tables import (
    Announcement,
    Counter,
    Service,
    ServiceGroup,
    Skill,
    Ticket,
    TicketEvent,
)
from tests.helpers.accounts import TestKey
from tests.helpers.office import OfficeUnderTest

_COLUMNS = tuple(column.name for column in Ticket.__table__.columns)


def columns(office: OfficeUnderTest, label: str = "C001") -> dict[str, Any]:
    ticket = office.ticket(label)
    return {name: getattr(ticket, name) for name in _COLUMNS}


def service(code: str) -> UUID:
    return reference_id("service", code)


def counter(office: OfficeUnderTest, number: int) -> UUID:
    return office.work.read(
        lambda session: session.scalars(select(Counter.id).where(Counter.number == number)).one()
    )


def to(
    *, service: UUID | None = None, counter: UUID | None = None, keep_place: bool = True
) -> dict[str, Target]:
    return {"target": Target(service=service, counter=counter, keep_place=keep_place)}


def unlearn(office: OfficeUnderTest, place: int, series: str) -> None:
    """The clerk of a counter may no longer serve a series."""

    def write(session: Session) -> None:
        group = select(ServiceGroup.id).where(ServiceGroup.series == series).scalar_subquery()
        rows = session.scalars(
            select(Skill).where(Skill.person_id == office.made.clerks[place], Skill.group_id == group)
        )
        for row in rows:
            session.delete(row)

    office.work.run(write)


def serve(office: OfficeUnderTest, place: int = 0, code: str = "CT") -> UUID:
    """A visitor is taken, called and served at a counter."""
    ticket = office.take(code)
    office.at_counter(place, counters.open_counter)
    office.later(minutes=4)
    office.at_counter(place, serving.call_next)
    office.at_counter(place, serving.start_serving)
    office.later(minutes=3)
    return ticket.id


def assert_whole(office: OfficeUnderTest) -> None:
    today = business_day(office.now)
    for name in ("balance", "numbers", "one_counter", "chains"):
        assert office.work.read(getattr(inspection, name), day=today) == [], name


# --- parking ---------------------------------------------------------------------------------------


def test_feat_q3_a_visitor_is_parked_and_the_next_one_called(office: OfficeUnderTest) -> None:
    serve(office)
    second = office.take()
    office.act(moving.park, common=False)
    assert office.ticket("C001").state == State.PARKED
    assert office.act(serving.call_next) == second.label
    assert_whole(office)


def test_an_own_parked_number_is_resumed_where_it_was(office: OfficeUnderTest) -> None:
    ticket = serve(office)
    office.act(moving.park, common=False)
    office.later(minutes=10)
    office.act(moving.resume, ticket=ticket)
    row = office.ticket("C001")
    assert (row.state, row.person_id, row.started_at) == (State.SERVING, office.made.clerks[0], office.now)
    assert_whole(office)


def test_a_number_of_the_common_pool_is_resumed_at_another_counter(office: OfficeUnderTest) -> None:
    ticket = serve(office)
    office.act(moving.park, common=True)
    office.at_counter(1, counters.open_counter)
    office.at_counter(1, moving.resume, ticket=ticket)
    row = office.ticket("C001")
    assert (row.state, row.person_id, row.counter_id) == (
        State.SERVING, office.made.clerks[1], counter(office, 2),
    )  # fmt: skip
    assert_whole(office)


def test_a_parked_number_is_called_back_on_the_displays(office: OfficeUnderTest) -> None:
    ticket = serve(office)
    office.act(moving.park, common=False)
    office.act(moving.call_parked, ticket=ticket)
    row = office.ticket("C001")
    assert (row.state, row.calls) == (State.CALLED, 1)
    calls = office.work.read(
        lambda session: session.scalars(select(Announcement).where(Announcement.withdrawn_at.is_(None))).all()
    )
    assert [call.ticket_id for call in calls][-1] == ticket
    assert_whole(office)


def test_one_clerk_does_not_take_what_another_keeps(office: OfficeUnderTest) -> None:
    ticket = serve(office)
    office.act(moving.park, common=False)
    office.at_counter(1, counters.open_counter)
    with pytest.raises(Refused, match=r"C001 ditunda oleh Rani Contoh\. Pengawas dapat melepaskannya\."):
        office.at_counter(1, moving.resume, ticket=ticket)
    with pytest.raises(Refused, match="ditunda oleh Rani Contoh"):
        office.at_counter(1, moving.call_parked, ticket=ticket)


def test_the_common_pool_asks_for_the_skill(office: OfficeUnderTest) -> None:
    ticket = serve(office)
    office.act(moving.park, common=True)
    unlearn(office, 1, "C")
    office.at_counter(1, counters.open_counter)
    with pytest.raises(Refused, match="C001 untuk layanan di luar keahlian Anda"):
        office.at_counter(1, moving.resume, ticket=ticket)


def test_two_clerks_resume_one_number_and_one_wins(office: OfficeUnderTest) -> None:
    ticket = serve(office)
    office.act(moving.park, common=True)
    office.at_counter(1, counters.open_counter)

    def resume(place: int) -> str:
        try:
            office.at_counter(place, moving.resume, ticket=ticket)
        except Refused as refused:
            return refused.sentence
        return "won"

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(resume, (0, 1)))
    assert answers[1] == "won"
    assert answers[0].startswith("C001 sedang dilayani.")
    assert_whole(office)


@pytest.mark.parametrize("act", [moving.resume, moving.call_parked])
def test_a_counter_that_is_not_free_takes_nobody_back(
    office: OfficeUnderTest, act: Callable[..., None]
) -> None:
    ticket = serve(office)
    office.act(moving.park, common=False)
    office.act(counters.pause_counter, reason="Salat", minutes=20)
    with pytest.raises(Refused, match="Loket sedang jeda"):
        office.act(act, ticket=ticket)
    office.act(counters.open_counter)
    office.take()
    office.act(serving.call_next)
    with pytest.raises(Refused, match=r"C002 masih di loket ini\. Selesaikan dahulu \(F9\)\."):
        office.act(act, ticket=ticket)
    office.act(serving.withdraw_call)
    office.act(counters.close_counter)
    with pytest.raises(Refused, match="Loket belum dibuka"):
        office.act(act, ticket=ticket)


def test_only_a_visitor_at_the_counter_is_parked(office: OfficeUnderTest) -> None:
    office.take()
    office.act(counters.open_counter)
    with pytest.raises(Refused, match="F7 belum bisa dipakai: belum ada nomor yang dipanggil"):
        office.act(moving.park, common=False)
    office.act(serving.call_next)
    with pytest.raises(Refused, match=r"C001 sedang dipanggil\. Mulai layani dahulu \(F4\), baru tunda\."):
        office.act(moving.park, common=False)


def test_what_is_not_parked_is_not_resumed(office: OfficeUnderTest) -> None:
    ticket = office.take()
    office.act(counters.open_counter)
    with pytest.raises(Refused, match="C001 masih menunggu dan belum dipanggil"):
        office.act(moving.resume, ticket=ticket.id)


def test_a_clerk_who_leaves_leaves_parked_numbers_to_everybody(office: OfficeUnderTest) -> None:
    ticket = serve(office)
    office.act(moving.park, common=False)
    office.act(counters.close_counter)
    row = office.ticket("C001")
    assert (row.state, row.person_id, row.counter_id) == (State.PARKED, None, None)
    office.at_counter(1, counters.open_counter)
    office.at_counter(1, moving.resume, ticket=ticket)
    assert_whole(office)


def test_parked_numbers_of_a_closed_day_are_unserved(office: OfficeUnderTest) -> None:
    serve(office)
    office.act(moving.park, common=False)
    office.later(minutes=1)
    stamp = office.stamp(office.made.counters[0], office.made.supervisor)
    office.work.run(day.close_day, stamp, day=business_day(office.now), signer=TestKey())
    assert office.ticket("C001").state == State.UNSERVED
    with pytest.raises(Refused):
        office.act(moving.resume, ticket=office.ticket("C001").id)
    assert_whole(office)


# --- transfer --------------------------------------------------------------------------------------


def test_feat_q5_a_transfer_keeps_the_place_or_goes_to_the_end(office: OfficeUnderTest) -> None:
    serve(office)
    taken = office.ticket("C001").issued_at
    office.take("KGB")
    office.act(moving.transfer, **to(service=service("KGB")))
    row = office.ticket("C001")
    assert (row.state, row.service_id, row.place_at) == (State.WAITING, service("KGB"), taken)
    assert (row.queued_at, row.person_id, row.counter_id) == (office.now, None, None)
    assert office.act(serving.call_next) == "C001"
    office.later(minutes=1)
    office.act(moving.transfer, **to(service=service("CT"), keep_place=False))
    assert office.ticket("C001").place_at == office.now
    assert office.act(serving.call_next) == "K001"
    assert_whole(office)


def test_the_printed_service_of_a_ticket_stays(office: OfficeUnderTest) -> None:
    serve(office)
    printed = office.ticket("C001").service_name
    office.act(moving.transfer, **to(service=service("KGB")))
    assert office.ticket("C001").service_name == printed


def test_a_transfer_to_a_counter_waits_for_that_counter_alone(office: OfficeUnderTest) -> None:
    serve(office)
    office.at_counter(1, counters.open_counter)
    office.act(moving.transfer, **to(counter=counter(office, 2)))
    assert office.act(serving.call_next) is None
    assert office.at_counter(1, serving.call_next) == "C001"
    assert_whole(office)


def test_what_waits_for_a_counter_is_freed_when_its_clerk_leaves(office: OfficeUnderTest) -> None:
    serve(office)
    office.at_counter(1, counters.open_counter)
    office.act(moving.transfer, **to(counter=counter(office, 2)))
    office.at_counter(1, counters.close_counter)
    assert office.ticket("C001").only_counter_id is None
    assert office.act(serving.call_next) == "C001"
    assert_whole(office)


def test_fault_d8_a_transfer_to_what_does_not_serve_is_refused_with_the_reason(
    office: OfficeUnderTest,
) -> None:
    serve(office)
    two, three = counter(office, 2), new_id()

    def refused(sentence: str, **where: Any) -> None:
        before = columns(office)
        with pytest.raises(Refused, match=sentence):
            office.act(moving.transfer, **to(**where))
        assert columns(office) == before

    refused("sudah di layanan itu", service=service("CT"))
    refused("sudah di layanan itu", counter=counter(office, 1))
    refused("Loket 2 sedang tutup. Pilih loket lain atau layanan saja", counter=two)
    refused("Loket tujuan tidak ada lagi di kantor ini", counter=three)
    refused("Layanan tujuan tidak dibuka", service=new_id())

    def close(session: Session) -> None:
        session.execute(update(Service).where(Service.id == service("KGB")).values(active=False))

    office.work.run(close)
    refused("Layanan tujuan tidak dibuka", service=service("KGB"))
    unlearn(office, 1, "C")
    office.at_counter(1, counters.open_counter)
    refused("Petugas Loket 2 tidak melayani", counter=two)

    def remove(session: Session) -> None:
        session.execute(update(Counter).where(Counter.id == two).values(active=False))

    office.work.run(remove)
    refused("Loket tujuan tidak ada lagi di kantor ini", counter=two)


def test_a_called_number_that_is_transferred_leaves_the_displays(office: OfficeUnderTest) -> None:
    office.take()
    office.act(counters.open_counter)
    office.act(serving.call_next)
    office.act(moving.transfer, **to(service=service("KGB")))
    rows = office.work.read(lambda session: session.scalars(select(Announcement)).all())
    assert [row.withdrawn_at for row in rows] == [office.now]


# --- a further service -----------------------------------------------------------------------------


def test_feat_q5_a_further_service_begins_a_leg_at_this_counter(office: OfficeUnderTest) -> None:
    serve(office)
    office.act(moving.next_service, service=service("KGB"))
    row = office.ticket("C001")
    assert (row.state, row.service_id, row.started_at) == (State.SERVING, service("KGB"), office.now)
    assert_whole(office)


def test_a_further_service_is_another_one_that_is_offered_and_learned(office: OfficeUnderTest) -> None:
    with pytest.raises(Refused, match="Layanan belum dapat ditambah: belum ada nomor"):
        office.act(moving.next_service, service=service("KGB"))
    serve(office)
    with pytest.raises(Refused, match="C001 sudah untuk layanan"):
        office.act(moving.next_service, service=service("CT"))
    with pytest.raises(Refused, match="Layanan tujuan tidak dibuka"):
        office.act(moving.next_service, service=new_id())
    unlearn(office, 0, "K")
    with pytest.raises(Refused, match=r"bukan keahlian Anda\. Alihkan nomor ini ke loket lain \(F6\)\."):
        office.act(moving.next_service, service=service("KGB"))


# --- supervisors -----------------------------------------------------------------------------------


def by_supervisor(office: OfficeUnderTest, fn: Callable[..., Any], **kwargs: Any) -> None:
    stamp = office.stamp(office.made.counters[0], office.made.supervisor)
    office.work.run(fn, stamp, **kwargs)


def test_a_supervisor_moves_a_waiting_number_and_a_clerk_may_not(office: OfficeUnderTest) -> None:
    ticket = office.take()
    by_supervisor(office, moving.move, ticket=ticket.id, **to(service=service("KGB")))
    assert office.ticket("C001").service_id == service("KGB")
    with pytest.raises(Refused, match="tidak berhak mengawasi"):
        office.act(moving.move, ticket=ticket.id, **to(service=service("CT")))
    with pytest.raises(Refused, match="tidak berhak mengawasi"):
        office.act(moving.release, ticket=ticket.id)


def test_a_supervisor_does_not_move_what_a_clerk_has(office: OfficeUnderTest) -> None:
    ticket = serve(office)
    with pytest.raises(Refused, match=r"C001 sedang di loket\. Lepaskan dahulu, lalu pindahkan\."):
        by_supervisor(office, moving.move, ticket=ticket, **to(service=service("KGB")))


def test_fault_d10_a_supervisor_releases_what_an_absent_clerk_holds(office: OfficeUnderTest) -> None:
    ticket = serve(office)
    place = office.ticket("C001").place_at
    by_supervisor(office, moving.release, ticket=ticket)
    row = office.ticket("C001")
    assert (row.state, row.person_id, row.counter_id, row.place_at) == (State.WAITING, None, None, place)
    office.at_counter(1, counters.open_counter)
    assert office.at_counter(1, serving.call_next) == "C001"
    office.at_counter(1, serving.start_serving)
    office.at_counter(1, moving.park, common=False)
    by_supervisor(office, moving.release, ticket=ticket)
    assert office.ticket("C001").person_id is None
    assert_whole(office)


# --- the same act twice, and taken back ------------------------------------------------------------


def prepare(name: str, office: OfficeUnderTest) -> tuple[Callable[..., None], dict[str, Any]]:
    """An office in which the act ``name`` is the next one, and the act itself."""
    ticket = serve(office)
    acts: dict[str, tuple[Callable[..., None], dict[str, Any]]] = {
        "park": (moving.park, {"common": True}),
        "park own": (moving.park, {"common": False}),
        "transfer": (moving.transfer, to(service=service("KGB"), keep_place=False)),
        "next_service": (moving.next_service, {"service": service("KGB")}),
        "resume": (moving.resume, {"ticket": ticket}),
        "call_parked": (moving.call_parked, {"ticket": ticket}),
    }
    if name in ("resume", "call_parked"):
        office.act(moving.park, common=True)
        office.later(minutes=2)
    return acts[name]


@pytest.mark.parametrize("name", ["park", "park own", "resume", "call_parked", "transfer", "next_service"])
def test_the_same_act_again_changes_nothing_more(office: OfficeUnderTest, name: str) -> None:
    act, arguments = prepare(name, office)
    stamp = office.stamp(office.made.counters[0], office.made.clerks[0])
    office.work.run(act, stamp, **arguments)
    after = columns(office)
    office.work.run(act, stamp, **arguments)
    assert columns(office) == after
    events = office.work.read(
        lambda session: session.scalars(select(TicketEvent.id).where(TicketEvent.id == stamp.id)).all()
    )
    assert events == [stamp.id]


@pytest.mark.parametrize("name", ["park", "park own", "resume", "transfer", "next_service"])
def test_ux_u18_undo_within_8_seconds_restores_every_column(office: OfficeUnderTest, name: str) -> None:
    act, arguments = prepare(name, office)
    before = columns(office)
    office.act(act, **arguments)
    assert columns(office) != before
    office.later(seconds=8)
    office.act(serving.undo)
    assert columns(office) == before
    assert_whole(office)


def test_an_act_is_not_taken_back_after_8_seconds(office: OfficeUnderTest) -> None:
    serve(office)
    office.act(moving.park, common=False)
    office.later(seconds=9)
    with pytest.raises(Refused, match="Tidak ada tindakan yang masih dapat diurungkan"):
        office.act(serving.undo)


def test_what_another_counter_took_meanwhile_is_not_taken_back(office: OfficeUnderTest) -> None:
    ticket = serve(office)
    office.act(moving.park, common=True)
    office.at_counter(1, counters.open_counter)
    office.at_counter(1, moving.resume, ticket=ticket)
    with pytest.raises(Refused, match="Tidak ada tindakan"):
        office.act(serving.undo)


def test_an_undo_that_waited_for_the_row_looks_again(office: OfficeUnderTest) -> None:
    """Another counter calls the transferred number at the same moment: one of the two acts, not both."""
    serve(office)
    office.at_counter(1, counters.open_counter)
    office.act(moving.transfer, **to(service=service("KGB")))

    def undo() -> bool:
        try:
            office.act(serving.undo)
        except Refused:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        undone, called = pool.submit(undo), pool.submit(office.at_counter, 1, serving.call_next)
        assert (undone.result(), called.result()) in ((True, None), (False, "C001"))
    assert_whole(office)


def test_a_break_has_a_reason_and_an_expected_end(office: OfficeUnderTest) -> None:
    office.act(counters.open_counter)
    office.act(counters.pause_counter, reason="Salat", minutes=20)

    def read(session: Session) -> BreakRow | None:
        return visits.present_break(session, counters.open_session(session, office.made.clerks[0]))

    assert office.work.read(read) == BreakRow(
        reason="Salat", since=office.now, until=office.now + timedelta(minutes=20)
    )
    office.act(counters.open_counter)
    assert office.work.read(read) is None
