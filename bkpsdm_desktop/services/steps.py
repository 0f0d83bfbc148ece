"""One step in the life of a ticket: the locked row, the machine's word, the event, the audit row.

What the use cases of ``serving`` and ``moving`` have in common.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.instants import business_day, from_micros, to_micros
from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.domain.numbers import format_number
from bkpsdm_desktop.domain.ticket import UNDOABLE, Act, QueueRules, State, TicketFacts, next_state
from bkpsdm_desktop.services import office
from bkpsdm_desktop.services.stamps import Stamp, record
from bkpsdm_desktop.store.ids import new_id
from bkpsdm_desktop.store.tables import (
    TICKET_ACTIVE,
    Announcement,
    ClosedDay,
    Counter,
    Ticket,
    TicketEvent,
    core,
)
from bkpsdm_desktop.store.types import Id, Instant
from bkpsdm_desktop.store.work import touch

_TICKET, _EVENT, _ANNOUNCEMENT, _COUNTER = core(Ticket), core(TicketEvent), core(Announcement), core(Counter)

# What a call needs, built once (see issuing.py): from the clerk's key to the display no time is to be lost.
_ACTIVE_OF = select(Ticket).where(Ticket.person_id == bindparam("person"), TICKET_ACTIVE)
_DONE_BY = (
    select(_TICKET.c.series, _TICKET.c.number)
    .join(_EVENT, _EVENT.c.ticket_id == _TICKET.c.id)
    .where(_EVENT.c.id == bindparam("act"))
)
_ADD_EVENT = insert(_EVENT).values(
    step=select(func.coalesce(func.max(_EVENT.c.step), 0) + 1)
    .where(_EVENT.c.ticket_id == bindparam("of_ticket"))
    .scalar_subquery()
)
_ANNOUNCE = insert(_ANNOUNCEMENT).values(
    room=select(_COUNTER.c.room).where(_COUNTER.c.id == bindparam("at_counter")).scalar_subquery()
)

NEEDS_TICKET = {
    Act.RECALL: "F3 belum bisa dipakai",
    Act.WITHDRAW: "Tidak ada panggilan yang dapat dibatalkan",
    Act.START: "F4 belum bisa dipakai",
    Act.FINISH: "F9 belum bisa dipakai",
    Act.MARK_NO_SHOW: "F8 belum bisa dipakai",
    Act.PARK: "F7 belum bisa dipakai",
    Act.TRANSFER: "F6 belum bisa dipakai",
    Act.NEXT_SERVICE: "Layanan belum dapat ditambah",
}


def active_ticket(session: Session, person: UUID) -> Ticket | None:
    """The one ticket that a clerk has called or serves, of whatever day."""
    return session.execute(_ACTIVE_OF, {"person": person}).scalar_one_or_none()


def label_of(ticket: Ticket) -> str:
    """``C012``."""
    return format_number(ticket.series, ticket.number)


def done_before(session: Session, stamp: Stamp) -> str | None:
    """The label of the ticket that this very act already changed, when its answer was lost."""
    row = session.execute(_DONE_BY, {"act": stamp.id}).one_or_none()
    return format_number(row.series, row.number) if row else None


def mine(session: Session, stamp: Stamp, act: Act) -> tuple[Ticket | None, QueueRules]:
    """The clerk's active ticket, locked; ``None`` when this very act was already done. Raises ``Refused``
    when the clerk has none."""
    assert stamp.person is not None
    rules = office.queue_rules(session)
    if done_before(session, stamp) is not None:
        return None, rules
    ticket = session.execute(_ACTIVE_OF.with_for_update(), {"person": stamp.person}).scalar_one_or_none()
    if ticket is None:
        raise Refused(f"{NEEDS_TICKET[act]}: belum ada nomor yang dipanggil di loket ini.")
    return ticket, rules


def any_ticket(session: Session, stamp: Stamp, ticket: UUID) -> tuple[Ticket | None, QueueRules]:
    """A ticket of today (or one that is still being served), locked; ``None`` when this very act was already
    done. Raises ``Refused`` for another day's."""
    rules = office.queue_rules(session)
    if done_before(session, stamp) is not None:
        return None, rules
    row = session.get(Ticket, ticket, with_for_update=True)
    if row is None:
        raise Refused("Nomor ini tidak ditemukan di kantor ini.")
    if row.business_day != business_day(stamp.at) and row.state != State.SERVING:
        raise Refused(f"{label_of(row)} bukan nomor hari ini. Silakan ambil nomor baru.")
    return row, rules


def change(
    session: Session,
    stamp: Stamp,
    ticket: Ticket,
    act: Act,
    rules: QueueRules,
    values: Mapping[str, Any],
    details: Mapping[str, Any] | None = None,
    *,
    counter: UUID | None = None,
    service: UUID | None = None,
) -> None:
    """One legal step of a locked ticket, which gets ``values``.

    ``counter`` is where it happens (the ticket's own, unless said), ``service`` that of a leg that begins.
    Raises ``Refused`` with the machine's reason.
    """
    facts = TicketFacts(
        number=label_of(ticket),
        state=State(ticket.state),
        calls=ticket.calls,
        no_show_at=ticket.ended_at if ticket.state == State.NO_SHOW else None,
    )
    after = next_state(facts, act, now=stamp.at, rules=rules)
    kept = {"before": _kept(ticket, values)} if act in UNDOABLE else {}
    told = {**(details or {}), **kept}
    apply(session, stamp, ticket, act, after, values, told, counter=counter, service=service)


def apply(
    session: Session,
    stamp: Stamp,
    ticket: Ticket,
    act: Act,
    after: State,
    values: Mapping[str, Any],
    details: Mapping[str, Any],
    *,
    counter: UUID | None = None,
    service: UUID | None = None,
) -> None:
    """Write a step that is known to be legal. Raises ``Refused`` where it would open a closed day again."""
    opens = after in (State.WAITING, State.CALLED, State.PARKED)
    if opens and session.get(ClosedDay, ticket.business_day) is not None:
        raise Refused(f"{label_of(ticket)} tidak dapat dibuka lagi karena hari layanannya sudah ditutup.")
    before, place = State(ticket.state), counter or ticket.counter_id
    for name, value in {**values, "state": after}.items():
        setattr(ticket, name, value)
    session.flush()
    place = place or ticket.counter_id
    add_event(session, stamp, ticket.id, act, before, after, place, details, service=service)
    touch(session, Kind.QUEUE)
    record(session, stamp, f"ticket.{act}", label_of(ticket), details)


def add_event(
    session: Session,
    stamp: Stamp,
    ticket: UUID,
    act: Act,
    before: State,
    after: State,
    counter: UUID | None,
    details: Mapping[str, Any],
    *,
    service: UUID | None = None,
) -> None:
    """The event of a step; ``stamp.id`` is its id."""
    session.connection().execute(
        _ADD_EVENT,
        {
            "of_ticket": ticket,
            "id": stamp.id,
            "ticket_id": ticket,
            "act": act,
            "before": before,
            "after": after,
            "at": stamp.at,
            "station_id": stamp.station,
            "counter_id": counter,
            "person_id": stamp.person,
            "service_id": service,
            "details": dict(details),
        },
    )


def _kept(ticket: Ticket, values: Mapping[str, Any]) -> dict[str, Any]:
    """What the columns hold before a step, in plain JSON, for its undoing."""
    return {name: _plain(getattr(ticket, name)) for name in values}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return to_micros(value)
    return str(value) if isinstance(value, UUID) else value


def kept_values(kept: Mapping[str, Any]) -> dict[str, Any]:
    """The columns that an undone step gives back."""
    return {name: _from_plain(name, value) for name, value in kept.items()}


def _from_plain(name: str, value: Any) -> Any:
    kind = _TICKET.c[name].type
    if value is None:
        return None
    if isinstance(kind, Instant):
        return from_micros(value)
    return UUID(value) if isinstance(kind, Id) else value


def announce(session: Session, stamp: Stamp, ticket: UUID, counter: UUID, *, call: int) -> None:
    """Let displays show, and the voice say, that a number is wanted at a counter."""
    session.connection().execute(
        _ANNOUNCE,
        {
            "at_counter": counter,
            "id": new_id(),
            "ticket_id": ticket,
            "counter_id": counter,
            "call": call,
            "at": stamp.at,
        },
    )


def withdraw_announcements(session: Session, stamp: Stamp, ticket: UUID) -> None:
    """Displays clear a call, what is unspoken of it is dropped."""
    session.execute(
        update(Announcement)
        .where(Announcement.ticket_id == ticket, Announcement.withdrawn_at.is_(None))
        .values(withdrawn_at=stamp.at)
    )
