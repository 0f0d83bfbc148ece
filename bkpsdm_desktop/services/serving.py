"""What a clerk does with tickets. Each act is one event; a conditional update decides who wins."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.instants import at_wib, business_day
from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.domain.numbers import format_number
from bkpsdm_desktop.domain.queue import Choice, Priority, RecentCalls, Waiting, choose, explain, reason_phrase
from bkpsdm_desktop.domain.ticket import UNDOABLE, Act, QueueRules, State, TicketFacts, next_state
from bkpsdm_desktop.services import counters, office
from bkpsdm_desktop.services.stamps import Stamp, record
from bkpsdm_desktop.store.ids import new_id
from bkpsdm_desktop.store.tables import (
    TICKET_ACTIVE,
    Announcement,
    ClosedDay,
    Counter,
    CounterSession,
    Ticket,
    TicketEvent,
    core,
)
from bkpsdm_desktop.store.work import touch

_RECENT_EVENTS = 40

_TICKET, _EVENT, _ANNOUNCEMENT, _COUNTER = core(Ticket), core(TicketEvent), core(Announcement), core(Counter)

# What a call needs, built once (see issuing.py): from the clerk's key to the display no time is to be lost.
_ACTIVE_OF = select(Ticket).where(Ticket.person_id == bindparam("person"), TICKET_ACTIVE)
_WAITING = select(
    _TICKET.c.id, _TICKET.c.series, _TICKET.c.number, _TICKET.c.service_id, _TICKET.c.priority,
    _TICKET.c.issued_at,
).where(_TICKET.c.business_day == bindparam("day"), _TICKET.c.state == State.WAITING)  # fmt: skip
_RECENT = (
    select(_EVENT.c.act, _TICKET.c.id, _TICKET.c.series, _TICKET.c.number, _TICKET.c.priority)
    .join(_TICKET, _EVENT.c.ticket_id == _TICKET.c.id)
    .where(
        _EVENT.c.counter_id == bindparam("counter"),
        # The time lets the database stop at midnight instead of reading every event there ever was.
        _EVENT.c.at >= bindparam("midnight"),
        _EVENT.c.act.in_((Act.CALL, Act.WITHDRAW)),
        _TICKET.c.business_day == bindparam("day"),
    )
    .order_by(_EVENT.c.at.desc(), _EVENT.c.step.desc())
    .limit(_RECENT_EVENTS)
)
_DONE_BY = (
    select(_TICKET.c.series, _TICKET.c.number)
    .join(_EVENT, _EVENT.c.ticket_id == _TICKET.c.id)
    .where(_EVENT.c.id == bindparam("act"))
)
_CALL = (
    update(_TICKET)
    .where(_TICKET.c.id == bindparam("ticket"), _TICKET.c.state == State.WAITING)
    .values(state=State.CALLED, calls=1, ended_at=None)
)
_ADD_EVENT = insert(_EVENT).values(
    step=select(func.coalesce(func.max(_EVENT.c.step), 0) + 1)
    .where(_EVENT.c.ticket_id == bindparam("of_ticket"))
    .scalar_subquery()
)
_ANNOUNCE = insert(_ANNOUNCEMENT).values(
    room=select(_COUNTER.c.room).where(_COUNTER.c.id == bindparam("at_counter")).scalar_subquery()
)


def active_ticket(session: Session, person: UUID) -> Ticket | None:
    """The one ticket that a clerk has called or serves, of whatever day."""
    return session.execute(_ACTIVE_OF, {"person": person}).scalar_one_or_none()


def waiting_tickets(session: Session, day: date) -> list[Waiting]:
    """All waiting tickets of a business day."""
    rows = session.execute(_WAITING, {"day": day})
    return [
        Waiting(
            id=row.id,
            series=row.series,
            number=row.number,
            service=str(row.service_id),
            priority=Priority(row.priority) if row.priority else None,
            issued_at=row.issued_at,
        )
        for row in rows
    ]


def recent_calls(session: Session, counter: UUID, day: date) -> RecentCalls:
    """The regular numbers that a counter called since its last priority number of the day."""
    values = {"counter": counter, "day": day, "midnight": at_wib(day, time.min)}
    rows = session.execute(_RECENT, values).all()
    withdrawn: list[UUID] = []
    labels: list[str] = []
    for row in rows:
        if row.act == Act.WITHDRAW:
            withdrawn.append(row.id)
        elif row.id in withdrawn:
            withdrawn.remove(row.id)
        elif row.priority is not None:
            break
        else:
            labels.append(format_number(row.series, row.number))
    return RecentCalls(regular_since_priority=tuple(reversed(labels)))


def call_next(session: Session, stamp: Stamp) -> str | None:
    """Call the next number by the calling rule; returns its label, or ``None`` when nobody waits.

    Raises ``Refused`` when the counter is not open, or the clerk still has a visitor (a setting makes the
    call finish a visitor who is being served).
    """
    assert stamp.person is not None
    done = _done_before(session, stamp)
    if done is not None:
        return done
    held = _open_session(session, stamp.person)
    rules = office.queue_rules(session)
    _finish_before_call(session, stamp, held, rules)
    day = business_day(stamp.at)
    services = office.skilled_services(session, stamp.person, on=day)
    recent = recent_calls(session, held.counter_id, day)
    while True:
        mine = [ticket for ticket in waiting_tickets(session, day) if UUID(ticket.service) in services]
        choice = choose(mine, recent, now=stamp.at, rules=rules)
        if choice is None:
            return None
        if _win(session, stamp, choice, held):
            break
    why = explain(choice, mine, recent, now=stamp.at, rules=rules)
    details = {"reason": choice.reason, "phrase": reason_phrase(choice, rules), "why": why, "call": 1}
    _event(session, stamp, choice.ticket.id, Act.CALL, State.WAITING, State.CALLED, held.counter_id, details)
    _announce(session, stamp, choice.ticket.id, held.counter_id, call=1)
    touch(session, Kind.QUEUE)
    record(session, stamp, "ticket.call", choice.ticket.label, details)
    return choice.ticket.label


def _done_before(session: Session, stamp: Stamp) -> str | None:
    """The label of the ticket that this very act already changed, when its answer was lost."""
    row = session.execute(_DONE_BY, {"act": stamp.id}).one_or_none()
    return format_number(row.series, row.number) if row else None


def _open_session(session: Session, person: UUID) -> CounterSession:
    held = counters.open_session(session, person)
    if held is None:
        raise Refused(counters.NOT_OPEN)
    if held.paused:
        raise Refused(counters.PAUSED)
    return held


def _finish_before_call(session: Session, stamp: Stamp, held: CounterSession, rules: QueueRules) -> None:
    assert stamp.person is not None
    active = active_ticket(session, stamp.person)
    if active is None:
        return
    label = format_number(active.series, active.number)
    if active.state == State.CALLED:
        raise Refused(
            f"{label} sedang dipanggil. Mulai layani (F4), panggil ulang (F3), atau batalkan panggilan."
        )
    if not rules.finish_and_call:
        raise Refused(f"{label} masih dilayani. Selesaikan dulu (F9).")
    finishing = replace(stamp, id=new_id())
    _change(session, finishing, active, Act.FINISH, rules, {"ended_at": stamp.at})


def _win(session: Session, stamp: Stamp, choice: Choice, held: CounterSession) -> bool:
    called = {"counter_id": held.counter_id, "person_id": stamp.person, "called_at": stamp.at}
    result = session.connection().execute(_CALL, {"ticket": choice.ticket.id, **called})
    return result.rowcount == 1


def recall(session: Session, stamp: Stamp) -> None:
    """Call the present number again; at most ``max_calls`` calls in all."""
    ticket, rules = _mine(session, stamp, Act.RECALL)
    if ticket is None:
        return
    calls = ticket.calls + 1
    _change(session, stamp, ticket, Act.RECALL, rules, {"calls": calls}, {"call": calls})
    assert ticket.counter_id is not None
    _announce(session, stamp, ticket.id, ticket.counter_id, call=calls)


def withdraw_call(session: Session, stamp: Stamp) -> None:
    """*Batalkan panggilan*: the ticket returns to its place, displays clear, unspoken voice is dropped."""
    ticket, rules = _mine(session, stamp, Act.WITHDRAW)
    if ticket is None:
        return
    _withdraw_announcements(session, stamp, ticket.id)
    cleared = {"calls": 0, "counter_id": None, "person_id": None, "called_at": None}
    _change(session, stamp, ticket, Act.WITHDRAW, rules, cleared)


def start_serving(session: Session, stamp: Stamp) -> None:
    """The visitor is at the counter: the time of service begins."""
    ticket, rules = _mine(session, stamp, Act.START)
    if ticket is not None:
        _change(session, stamp, ticket, Act.START, rules, {"started_at": stamp.at})


def finish(session: Session, stamp: Stamp) -> None:
    """The visit is over."""
    ticket, rules = _mine(session, stamp, Act.FINISH)
    if ticket is not None:
        _change(session, stamp, ticket, Act.FINISH, rules, {"ended_at": stamp.at})


def mark_no_show(session: Session, stamp: Stamp) -> None:
    """Nobody came after all calls; the visitor may come back within the time of the rule."""
    ticket, rules = _mine(session, stamp, Act.MARK_NO_SHOW)
    if ticket is not None:
        _change(session, stamp, ticket, Act.MARK_NO_SHOW, rules, {"ended_at": stamp.at})


def cancel(session: Session, stamp: Stamp, *, ticket: UUID) -> None:
    """*Batal (pengunjung pamit)*: a waiting or called ticket ends without a visit."""
    row, rules = _any(session, stamp, ticket)
    if row is None:
        return
    if row.state == State.CALLED and row.person_id != stamp.person:
        raise Refused(_called_elsewhere(session, row))
    if row.state == State.CALLED:
        _withdraw_announcements(session, stamp, row.id)
    _change(session, stamp, row, Act.CANCEL, rules, {"ended_at": stamp.at})


def return_late(session: Session, stamp: Stamp, *, ticket: UUID) -> None:
    """A no-show came after all, within the time of the rule: back to the place that issue time gave."""
    row, rules = _any(session, stamp, ticket)
    if row is None:
        return
    kept = {"calls": row.calls, "counter_id": str(row.counter_id), "person_id": str(row.person_id)}
    cleared = {"calls": 0, "counter_id": None, "person_id": None, "called_at": None, "ended_at": None}
    _change(session, stamp, row, Act.RETURN, rules, cleared, {"before": kept})


def leave_unserved(session: Session, stamp: Stamp, *, ticket: Ticket) -> None:
    """The day ends for a waiting or called ticket that the caller has locked."""
    if ticket.state == State.CALLED:
        _withdraw_announcements(session, stamp, ticket.id)
    rules = office.queue_rules(session)
    _change(session, replace(stamp, id=new_id()), ticket, Act.CLOSE_DAY, rules, {"ended_at": stamp.at})


def undo(session: Session, stamp: Stamp) -> None:
    """Take back the clerk's last act, within the rule's seconds and before any other act.

    Raises ``Refused`` when there is nothing to undo any more.
    """
    if _done_before(session, stamp) is not None:
        return
    event = undoable_event(session, stamp)
    if event is None:
        raise Refused("Tidak ada tindakan yang masih dapat diurungkan.")
    ticket = session.get_one(Ticket, event.ticket_id, with_for_update=True)
    back = State(event.before or State.WAITING)
    values: dict[str, Any] = {"ended_at": None}
    if event.act == Act.START:
        values = {"started_at": None}
    if event.act == Act.RETURN:
        kept = event.details["before"]
        values = {
            "calls": kept["calls"],
            "counter_id": UUID(kept["counter_id"]),
            "person_id": UUID(kept["person_id"]),
            "ended_at": _no_show_at(session, ticket),
        }
    if event.act == Act.CANCEL and back is State.CALLED:
        session.execute(
            update(Announcement)
            .where(Announcement.ticket_id == ticket.id, Announcement.withdrawn_at == event.at)
            .values(withdrawn_at=None)
        )
    _apply(session, stamp, ticket, Act.UNDO, back, values, {"undoes": event.act})


def undoable_event(session: Session, stamp: Stamp) -> TicketEvent | None:
    """The clerk's last event, when it is its ticket's last one too, undoable and fresh enough."""
    event = session.execute(
        select(TicketEvent)
        .where(TicketEvent.person_id == stamp.person)
        .order_by(TicketEvent.at.desc(), TicketEvent.step.desc())
        .limit(1)
    ).scalar_one_or_none()
    if event is None or Act(event.act) not in UNDOABLE:
        return None
    # Also when the clock was set back: what lies in the future is not the last act.
    if abs(stamp.at - event.at) > timedelta(seconds=office.queue_rules(session).undo_seconds):
        return None
    last = session.execute(
        select(func.max(TicketEvent.step)).where(TicketEvent.ticket_id == event.ticket_id)
    ).scalar_one()
    return event if event.step == last else None


def _no_show_at(session: Session, ticket: Ticket) -> datetime | None:
    return session.execute(
        select(func.max(TicketEvent.at)).where(
            TicketEvent.ticket_id == ticket.id, TicketEvent.act == Act.MARK_NO_SHOW
        )
    ).scalar_one()


def _mine(session: Session, stamp: Stamp, act: Act) -> tuple[Ticket | None, QueueRules]:
    """The clerk's active ticket, locked; ``None`` when this very act was already done."""
    assert stamp.person is not None
    rules = office.queue_rules(session)
    if _done_before(session, stamp) is not None:
        return None, rules
    ticket = session.execute(_ACTIVE_OF.with_for_update(), {"person": stamp.person}).scalar_one_or_none()
    if ticket is None:
        raise Refused(f"{NEEDS_TICKET[act]}: belum ada nomor yang dipanggil di loket ini.")
    return ticket, rules


NEEDS_TICKET = {
    Act.RECALL: "F3 belum bisa dipakai",
    Act.WITHDRAW: "Tidak ada panggilan yang dapat dibatalkan",
    Act.START: "F4 belum bisa dipakai",
    Act.FINISH: "F9 belum bisa dipakai",
    Act.MARK_NO_SHOW: "F8 belum bisa dipakai",
}


def _any(session: Session, stamp: Stamp, ticket: UUID) -> tuple[Ticket | None, QueueRules]:
    rules = office.queue_rules(session)
    if _done_before(session, stamp) is not None:
        return None, rules
    row = session.get(Ticket, ticket, with_for_update=True)
    if row is None:
        raise Refused("Nomor ini tidak ditemukan di kantor ini.")
    if row.business_day != business_day(stamp.at) and row.state != State.SERVING:
        label = format_number(row.series, row.number)
        raise Refused(f"{label} bukan nomor hari ini. Silakan ambil nomor baru.")
    return row, rules


def _called_elsewhere(session: Session, ticket: Ticket) -> str:
    number = session.get_one(Counter, ticket.counter_id).number
    return f"{format_number(ticket.series, ticket.number)} sudah dipanggil Loket {number}."


def _change(
    session: Session,
    stamp: Stamp,
    ticket: Ticket,
    act: Act,
    rules: QueueRules,
    values: dict[str, Any],
    details: dict[str, Any] | None = None,
) -> None:
    """One legal step of a locked ticket; raises ``Refused`` with the machine's reason."""
    facts = TicketFacts(
        number=format_number(ticket.series, ticket.number),
        state=State(ticket.state),
        calls=ticket.calls,
        no_show_at=ticket.ended_at if ticket.state == State.NO_SHOW else None,
    )
    after = next_state(facts, act, now=stamp.at, rules=rules)
    _apply(session, stamp, ticket, act, after, values, details or {})


def _apply(
    session: Session,
    stamp: Stamp,
    ticket: Ticket,
    act: Act,
    after: State,
    values: dict[str, Any],
    details: dict[str, Any],
) -> None:
    if after in (State.WAITING, State.CALLED) and session.get(ClosedDay, ticket.business_day) is not None:
        label = format_number(ticket.series, ticket.number)
        raise Refused(f"{label} tidak dapat dibuka lagi karena hari layanannya sudah ditutup.")
    before, counter = State(ticket.state), ticket.counter_id
    for name, value in {**values, "state": after}.items():
        setattr(ticket, name, value)
    session.flush()
    _event(session, stamp, ticket.id, act, before, after, counter, details)
    touch(session, Kind.QUEUE)
    record(session, stamp, f"ticket.{act}", format_number(ticket.series, ticket.number), details)


def _event(
    session: Session,
    stamp: Stamp,
    ticket: UUID,
    act: Act,
    before: State,
    after: State,
    counter: UUID | None,
    details: dict[str, Any],
) -> None:
    session.execute(
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
            "details": details,
        },
    )


def _announce(session: Session, stamp: Stamp, ticket: UUID, counter: UUID, *, call: int) -> None:
    session.execute(
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


def _withdraw_announcements(session: Session, stamp: Stamp, ticket: UUID) -> None:
    session.execute(
        update(Announcement)
        .where(Announcement.ticket_id == ticket, Announcement.withdrawn_at.is_(None))
        .values(withdrawn_at=stamp.at)
    )
