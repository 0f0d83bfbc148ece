"""What else happens to a ticket: parking and resuming, transfer, a further service, release.

A parked ticket with a person is of that clerk's own pool, without one of the common pool.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.rights import Right
from bkpsdm_desktop.domain.ticket import Act, State
from bkpsdm_desktop.services import counters, holding, office, steps
from bkpsdm_desktop.services.people import require
from bkpsdm_desktop.services.stamps import Stamp
from bkpsdm_desktop.store.tables import Counter, CounterSession, Person, Service, ServiceGroup, Ticket


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a transfer goes: to a service, to a counter, or to both; ``keep_place`` keeps the time that gives
    the place, otherwise it goes to the end."""

    service: UUID | None
    counter: UUID | None
    keep_place: bool


def park(session: Session, stamp: Stamp, *, common: bool) -> None:
    """*Tunda*: the visitor waits for something and comes back; the counter is free for the next.

    ``common`` lets every clerk with the skill take it back, else only this one.
    """
    ticket, rules = steps.mine(session, stamp, Act.PARK)
    if ticket is None:
        return
    values = {"counter_id": None, "person_id": None} if common else {}
    pool = "common" if common else "own"
    steps.change(session, stamp, ticket, Act.PARK, rules, values, {"pool": pool})


def resume(session: Session, stamp: Stamp, *, ticket: UUID) -> None:
    """Take a parked visitor back who is at the counter: serving goes on.

    Raises ``Refused`` when another clerk keeps it, the counter is not open or has a visitor.
    """
    row, rules = steps.any_ticket(session, stamp, ticket)
    if row is None:
        return
    held = _free_counter(session, stamp)
    _check_pool(session, stamp, row)
    values = {"counter_id": held.counter_id, "person_id": stamp.person, "started_at": stamp.at}
    steps.change(session, stamp, row, Act.RESUME, rules, values, counter=held.counter_id)


def call_parked(session: Session, stamp: Stamp, *, ticket: UUID) -> None:
    """Call a parked visitor back to the counter, on displays and by voice. Raises ``Refused`` as
    :func:`resume`."""
    row, rules = steps.any_ticket(session, stamp, ticket)
    if row is None:
        return
    held = _free_counter(session, stamp)
    _check_pool(session, stamp, row)
    values = {"counter_id": held.counter_id, "person_id": stamp.person, "called_at": stamp.at, "calls": 1}
    details = {"reason": "parked", "call": 1}
    steps.change(session, stamp, row, Act.CALL, rules, values, details, counter=held.counter_id)
    steps.announce(session, stamp, row.id, held.counter_id, call=1)


def next_service(session: Session, stamp: Stamp, *, service: UUID) -> None:
    """A further service in the same visit, at this counter: a new leg begins at once.

    Raises ``Refused`` for the service it has already, and for one that is not offered or not the clerk's.
    """
    ticket, rules = steps.mine(session, stamp, Act.NEXT_SERVICE)
    if ticket is None:
        return
    assert stamp.person is not None
    row = _offered(session, service)
    if service == ticket.service_id:
        raise Refused(f"{steps.label_of(ticket)} sudah untuk layanan {row.name}.")
    if service not in office.skilled_services(session, stamp.person, on=business_day(stamp.at)):
        raise Refused(f"{row.name} bukan keahlian Anda. Alihkan nomor ini ke loket lain (F6).")
    values = {"service_id": service, "started_at": stamp.at}
    details = {"from": str(ticket.service_id)}
    steps.change(session, stamp, ticket, Act.NEXT_SERVICE, rules, values, details, service=service)


def transfer(session: Session, stamp: Stamp, *, target: Target) -> None:
    """*Alihkan*: the clerk's visitor goes to another service, another counter, or both."""
    ticket, _ = steps.mine(session, stamp, Act.TRANSFER)
    if ticket is not None:
        _transfer(session, stamp, ticket, target)


def move(session: Session, stamp: Stamp, *, ticket: UUID, target: Target) -> None:
    """A supervisor moves a waiting or parked number. Raises ``Refused`` while a clerk has it."""
    require(session, stamp, Right.SUPERVISE)
    row, _ = steps.any_ticket(session, stamp, ticket)
    if row is None:
        return
    if row.state in (State.CALLED, State.SERVING):
        raise Refused(f"{steps.label_of(row)} sedang di loket. Lepaskan dahulu, lalu pindahkan.")
    _transfer(session, stamp, row, target)


def release(session: Session, stamp: Stamp, *, ticket: UUID) -> None:
    """A supervisor gives back what an absent clerk holds: a called or serving number returns to its place,
    a parked one to the pool of everybody (fault D10)."""
    require(session, stamp, Right.SUPERVISE)
    row, _ = steps.any_ticket(session, stamp, ticket)
    if row is not None:
        holding.give_back(session, stamp, row)


# --- help ------------------------------------------------------------------------------------------


def _free_counter(session: Session, stamp: Stamp) -> CounterSession:
    assert stamp.person is not None
    held = counters.open_session(session, stamp.person)
    if held is None:
        raise Refused(counters.NOT_OPEN)
    if held.paused:
        raise Refused(counters.PAUSED)
    active = steps.active_ticket(session, stamp.person)
    if active is not None:
        raise Refused(f"{steps.label_of(active)} masih di loket ini. Selesaikan dahulu (F9).")
    return held


def _check_pool(session: Session, stamp: Stamp, ticket: Ticket) -> None:
    assert stamp.person is not None
    if ticket.state != State.PARKED:
        return  # the machine says why not
    label = steps.label_of(ticket)
    if ticket.person_id is not None and ticket.person_id != stamp.person:
        name = session.execute(select(Person.name).where(Person.id == ticket.person_id)).scalar_one()
        raise Refused(f"{label} ditunda oleh {name}. Pengawas dapat melepaskannya.")
    skilled = office.skilled_services(session, stamp.person, on=business_day(stamp.at))
    if ticket.person_id is None and ticket.service_id not in skilled:
        raise Refused(f"{label} untuk layanan di luar keahlian Anda.")


def _offered(session: Session, service: UUID) -> Service:
    row = session.execute(
        select(Service)
        .join(ServiceGroup, Service.group_id == ServiceGroup.id)
        .where(Service.id == service, Service.active, ServiceGroup.active)
    ).scalar_one_or_none()
    if row is None:
        raise Refused("Layanan tujuan tidak dibuka. Pilih layanan lain.")
    return row


def _transfer(session: Session, stamp: Stamp, ticket: Ticket, target: Target) -> None:
    service = _offered(session, target.service or ticket.service_id)
    counter = None if target.counter is None else _open_counter(session, stamp, target.counter, service)
    label = steps.label_of(ticket)
    if service.id == ticket.service_id and (counter is None or counter.id == ticket.counter_id):
        raise Refused(f"{label} sudah di layanan itu. Pilih layanan atau loket lain.")
    if counter is not None and counter.id == ticket.only_counter_id and service.id == ticket.service_id:
        raise Refused(f"{label} sudah menunggu Loket {counter.number}.")
    if ticket.state == State.CALLED:
        steps.withdraw_announcements(session, stamp, ticket.id)
    values = {
        "service_id": service.id,
        "only_counter_id": None if counter is None else counter.id,
        "queued_at": stamp.at,
        "place_at": ticket.place_at if target.keep_place else stamp.at,
        "calls": 0,
        "counter_id": None,
        "person_id": None,
        "called_at": None,
        "started_at": None,
    }
    details = {
        "from": str(ticket.service_id),
        "to_counter": None if counter is None else counter.number,
        "keep_place": target.keep_place,
    }
    rules = office.queue_rules(session)
    steps.change(session, stamp, ticket, Act.TRANSFER, rules, values, details, service=service.id)


def _open_counter(session: Session, stamp: Stamp, counter: UUID, service: Service) -> Counter:
    """The counter of a transfer: it exists, somebody works there, and may serve this (fault D8)."""
    row = session.get(Counter, counter)
    if row is None or not row.active:
        raise Refused("Loket tujuan tidak ada lagi di kantor ini. Pilih loket lain.")
    person = session.execute(
        select(CounterSession.person_id).where(
            CounterSession.counter_id == counter, CounterSession.closed_at.is_(None)
        )
    ).scalar_one_or_none()
    if person is None:
        raise Refused(f"Loket {row.number} sedang tutup. Pilih loket lain atau layanan saja.")
    if service.id not in office.skilled_services(session, person, on=business_day(stamp.at)):
        raise Refused(f"Petugas Loket {row.number} tidak melayani {service.name}. Pilih loket lain.")
    return row
