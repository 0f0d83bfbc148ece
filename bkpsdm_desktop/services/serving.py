"""What a clerk does with tickets. Each act is one event; a conditional update decides who wins."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, bindparam, exists, func, or_, select, update
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.instants import at_wib, business_day
from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.domain.numbers import format_number
from bkpsdm_desktop.domain.queue import (
    OVERTAKING,
    Choice,
    Priority,
    Reason,
    RecentCalls,
    Waiting,
    choose,
    explain,
    reason_phrase,
)
from bkpsdm_desktop.domain.rights import Right, Role, allowed
from bkpsdm_desktop.domain.ticket import UNDOABLE, Act, QueueRules, State
from bkpsdm_desktop.services import counters, office, steps
from bkpsdm_desktop.services.people import require
from bkpsdm_desktop.services.stamps import Stamp, record
from bkpsdm_desktop.store.ids import new_id
from bkpsdm_desktop.store.tables import (
    TICKET_ACTIVE,
    Announcement,
    Counter,
    CounterSession,
    Person,
    Ticket,
    TicketEvent,
    core,
)
from bkpsdm_desktop.store.work import touch

# More than any rule counts (priority after at most ten regular calls), with room for withdrawn ones.
_RECENT_EVENTS = 16
_NOTHING_TO_UNDO = "Tidak ada tindakan yang masih dapat diurungkan."

_TICKET, _EVENT = core(Ticket), core(TicketEvent)
_SESSION, _PERSON = core(CounterSession), core(Person)

# What a call needs, built once (see issuing.py): from the clerk's key to the display no time is to be lost.
_WAITING = select(
    _TICKET.c.id, _TICKET.c.series, _TICKET.c.number, _TICKET.c.service_id, _TICKET.c.priority,
    _TICKET.c.queued_at, _TICKET.c.place_at, _TICKET.c.due_at, _TICKET.c.only_counter_id,
).where(_TICKET.c.business_day == bindparam("day"), _TICKET.c.state == State.WAITING)  # fmt: skip
_CALLABLE = _WAITING.where(
    or_(
        _TICKET.c.only_counter_id == bindparam("counter"),
        and_(_TICKET.c.only_counter_id.is_(None), _TICKET.c.service_id.in_(office.SKILLED_SERVICES)),
    )
)
# Was this very act done before, which counter has the clerk open, by which rules, with a visitor there?
_ASKED = (
    select(
        exists().where(_EVENT.c.id == bindparam("act")).label("done"),
        exists().where(_TICKET.c.person_id == bindparam("person"), TICKET_ACTIVE).label("busy"),
        office.RULES_SETTING.label("rules"),
        _SESSION.c.counter_id,
        _SESSION.c.paused,
        _PERSON.c.role,
        _PERSON.c.active,
    )
    .select_from(_PERSON)
    .outerjoin(_SESSION, and_(_SESSION.c.person_id == _PERSON.c.id, _SESSION.c.closed_at.is_(None)))
    .where(_PERSON.c.id == bindparam("person"))
)
_RECENT = (
    select(
        _EVENT.c.act, _EVENT.c.details, _TICKET.c.id, _TICKET.c.series, _TICKET.c.number, _TICKET.c.priority
    )
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
_CALL = (
    update(_TICKET)
    .where(_TICKET.c.id == bindparam("ticket"), _TICKET.c.state == State.WAITING)
    .values(state=State.CALLED, calls=1, ended_at=None)
)


def waiting_tickets(session: Session, day: date) -> list[Waiting]:
    """All waiting tickets of a business day."""
    return _as_waiting(session.connection().execute(_WAITING, {"day": day}))


def _as_waiting(rows: Iterable[Row[Any]]) -> list[Waiting]:
    return [
        Waiting(
            id=row.id,
            series=row.series,
            number=row.number,
            service=str(row.service_id),
            priority=Priority(row.priority) if row.priority else None,
            queued_at=row.queued_at,
            place_at=row.place_at,
            due_at=row.due_at,
            counter=row.only_counter_id,
        )
        for row in rows
    ]


def recent_calls(session: Session, counter: UUID, day: date) -> RecentCalls:
    """What a counter remembers of its calls of the day, for the calling rule."""
    values = {"counter": counter, "day": day, "midnight": at_wib(day, time.min)}
    rows = session.connection().execute(_RECENT, values).all()
    withdrawn: list[UUID] = []
    labels: list[str] = []
    overtakes, in_a_row = 0, True
    for row in rows:
        if row.act == Act.WITHDRAW:
            withdrawn.append(row.id)
            continue
        if row.id in withdrawn:
            withdrawn.remove(row.id)
            continue
        reason = row.details.get("reason")
        in_a_row = in_a_row and reason in OVERTAKING
        overtakes += int(in_a_row)
        if row.priority is not None:
            break
        if reason != Reason.BOOKED:
            labels.append(format_number(row.series, row.number))
    return RecentCalls(regular_since_priority=tuple(reversed(labels)), overtakes=overtakes)


def callable_by(waiting: Sequence[Waiting], counter: UUID | None, services: Container[UUID]) -> list[Waiting]:
    """Those that a clerk with these services may call at a counter: of one's skills, and whatever was
    transferred to this very counter."""
    return [
        ticket
        for ticket in waiting
        if (UUID(ticket.service) in services if ticket.counter is None else ticket.counter == counter)
    ]


def call_next(session: Session, stamp: Stamp) -> str | None:
    """Call the next number by the calling rule; returns its label, or ``None`` when nobody waits.

    Raises ``Refused`` when the counter is not open, or the clerk still has a visitor (a setting makes the
    call finish a visitor who is being served).
    """
    assert stamp.person is not None
    asked = session.connection().execute(_ASKED, {"act": stamp.id, "person": stamp.person}).one()
    if asked.done:
        return steps.done_before(session, stamp)
    if not asked.active or not allowed(Role(asked.role), Right.SERVE):
        require(session, stamp, Right.SERVE)  # an account that was changed while its counter was open
    if asked.counter_id is None:
        raise Refused(counters.NOT_OPEN)
    if asked.paused:
        raise Refused(counters.PAUSED)
    rules = office.rules_of(asked.rules)
    if asked.busy:
        _finish_before_call(session, stamp, rules)
    day, counter = business_day(stamp.at), asked.counter_id
    recent = recent_calls(session, counter, day)
    while True:
        mine = _callable(session, stamp, counter, day)
        choice = choose(mine, recent, now=stamp.at, rules=rules)
        if choice is None:
            return None
        if _win(session, stamp, choice, counter):
            break
    why = explain(choice, mine, recent, now=stamp.at, rules=rules)
    details = {"reason": choice.reason, "phrase": reason_phrase(choice, rules), "why": why, "call": 1}
    ticket = choice.ticket.id
    steps.add_event(session, stamp, ticket, Act.CALL, State.WAITING, State.CALLED, counter, details)
    steps.announce(session, stamp, ticket, counter, call=1)
    touch(session, Kind.QUEUE)
    record(session, stamp, "ticket.call", choice.ticket.label, details)
    return choice.ticket.label


def _callable(session: Session, stamp: Stamp, counter: UUID, day: date) -> list[Waiting]:
    """As :func:`callable_by`, by the database: in a rush most of those who wait are not this clerk's."""
    values = {"day": day, "on": day, "person": stamp.person, "counter": counter}
    return _as_waiting(session.connection().execute(_CALLABLE, values))


def _finish_before_call(session: Session, stamp: Stamp, rules: QueueRules) -> None:
    assert stamp.person is not None
    active = steps.active_ticket(session, stamp.person)
    if active is None:
        return
    label = steps.label_of(active)
    if active.state == State.CALLED:
        raise Refused(
            f"{label} sedang dipanggil. Mulai layani (F4), panggil ulang (F3), atau batalkan panggilan."
        )
    if not rules.finish_and_call:
        raise Refused(f"{label} masih dilayani. Selesaikan dulu (F9).")
    finishing = replace(stamp, id=new_id())
    steps.change(session, finishing, active, Act.FINISH, rules, {"ended_at": stamp.at})


def _win(session: Session, stamp: Stamp, choice: Choice, counter: UUID) -> bool:
    called = {"counter_id": counter, "person_id": stamp.person, "called_at": stamp.at}
    result = session.connection().execute(_CALL, {"ticket": choice.ticket.id, **called})
    return result.rowcount == 1


def recall(session: Session, stamp: Stamp) -> None:
    """Call the present number again; at most ``max_calls`` calls in all."""
    ticket, rules = steps.mine(session, stamp, Act.RECALL)
    if ticket is None:
        return
    calls = ticket.calls + 1
    steps.change(session, stamp, ticket, Act.RECALL, rules, {"calls": calls}, {"call": calls})
    assert ticket.counter_id is not None
    steps.announce(session, stamp, ticket.id, ticket.counter_id, call=calls)


def withdraw_call(session: Session, stamp: Stamp) -> None:
    """*Batalkan panggilan*: the ticket returns to its place, displays clear, unspoken voice is dropped."""
    ticket, rules = steps.mine(session, stamp, Act.WITHDRAW)
    if ticket is None:
        return
    steps.withdraw_announcements(session, stamp, ticket.id)
    cleared = {"calls": 0, "counter_id": None, "person_id": None, "called_at": None}
    steps.change(session, stamp, ticket, Act.WITHDRAW, rules, cleared)


def start_serving(session: Session, stamp: Stamp) -> None:
    """The visitor is at the counter: the time of service begins."""
    ticket, rules = steps.mine(session, stamp, Act.START)
    if ticket is not None:
        steps.change(session, stamp, ticket, Act.START, rules, {"started_at": stamp.at})


def finish(session: Session, stamp: Stamp) -> None:
    """The visit is over."""
    ticket, rules = steps.mine(session, stamp, Act.FINISH)
    if ticket is not None:
        steps.change(session, stamp, ticket, Act.FINISH, rules, {"ended_at": stamp.at})


def mark_no_show(session: Session, stamp: Stamp) -> None:
    """Nobody came after all calls; the visitor may come back within the time of the rule."""
    ticket, rules = steps.mine(session, stamp, Act.MARK_NO_SHOW)
    if ticket is not None:
        steps.change(session, stamp, ticket, Act.MARK_NO_SHOW, rules, {"ended_at": stamp.at})


def cancel(session: Session, stamp: Stamp, *, ticket: UUID) -> None:
    """*Batal (pengunjung pamit)*: a waiting or called ticket ends without a visit."""
    require(session, stamp, Right.SERVE, Right.SUPERVISE)
    row, rules = steps.any_ticket(session, stamp, ticket)
    if row is None:
        return
    if row.state == State.CALLED and row.person_id != stamp.person:
        raise Refused(_called_elsewhere(session, row))
    if row.state == State.CALLED:
        steps.withdraw_announcements(session, stamp, row.id)
    steps.change(session, stamp, row, Act.CANCEL, rules, {"ended_at": stamp.at})


def return_late(session: Session, stamp: Stamp, *, ticket: UUID) -> None:
    """A no-show came after all, within the time of the rule: back to the place that issue time gave."""
    require(session, stamp, Right.SERVE, Right.SUPERVISE)
    row, rules = steps.any_ticket(session, stamp, ticket)
    if row is None:
        return
    cleared = {"calls": 0, "counter_id": None, "person_id": None, "called_at": None, "ended_at": None}
    steps.change(session, stamp, row, Act.RETURN, rules, cleared)


def leave_unserved(session: Session, stamp: Stamp, *, ticket: Ticket) -> None:
    """The day ends for a waiting or called ticket that the caller has locked."""
    if ticket.state == State.CALLED:
        steps.withdraw_announcements(session, stamp, ticket.id)
    rules = office.queue_rules(session)
    steps.change(session, replace(stamp, id=new_id()), ticket, Act.CLOSE_DAY, rules, {"ended_at": stamp.at})


def undo(session: Session, stamp: Stamp) -> None:
    """Take back the clerk's last act, within the rule's seconds and before any other act.

    Raises ``Refused`` when there is nothing to undo any more.
    """
    if steps.done_before(session, stamp) is not None:
        return
    event = undoable_event(session, stamp)
    if event is None:
        raise Refused(_NOTHING_TO_UNDO)
    ticket = session.get_one(Ticket, event.ticket_id, with_for_update=True)
    # Only now nobody else can move it: another counter may have called it while we waited for the row.
    if (event := undoable_event(session, stamp)) is None or event.ticket_id != ticket.id:
        raise Refused(_NOTHING_TO_UNDO)
    back = State(event.before or State.WAITING)
    if event.act in (Act.CANCEL, Act.TRANSFER) and back is State.CALLED:
        session.execute(
            update(Announcement)
            .where(Announcement.ticket_id == ticket.id, Announcement.withdrawn_at == event.at)
            .values(withdrawn_at=None)
        )
    values = steps.kept_values(event.details["before"])
    details = {"undoes": event.act}
    # A leg that is undone gives its service back, which the event says to whoever folds them.
    service = values.get("service_id")
    steps.apply(session, stamp, ticket, Act.UNDO, back, values, details, service=service)


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


def _called_elsewhere(session: Session, ticket: Ticket) -> str:
    number = session.get_one(Counter, ticket.counter_id).number
    return f"{steps.label_of(ticket)} sudah dipanggil Loket {number}."
