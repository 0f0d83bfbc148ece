"""Is a business day whole? Checks that read nothing but the tables.

Each returns a row per fault, in plain values that can be written as JSON; no row means that it holds.
"""

from collections import Counter as Tally
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.instants import to_micros
from bkpsdm_desktop.domain.numbers import format_number
from bkpsdm_desktop.domain.queue_rules import LONGEST_UNDO_SECONDS
from bkpsdm_desktop.domain.statistics import fold
from bkpsdm_desktop.domain.ticket import OPEN_STATES, Act, State, Step, chain_fault
from bkpsdm_desktop.services import trail
from bkpsdm_desktop.services.runs import shows
from bkpsdm_desktop.store.tables import (
    Announcement,
    AnnouncementSeen,
    Booking,
    Counter,
    SeriesCounter,
    SeriesGap,
    Service,
    ServiceGroup,
    Station,
    StationRun,
    Ticket,
    TicketEvent,
)

Faults = list[dict[str, object]]

_DONE = (State.FINISHED, State.NO_SHOW, State.CANCELLED, State.UNSERVED)


def inspect_day(session: Session, *, day: date, grace: timedelta) -> dict[str, Faults]:
    """All checks of a business day by name. ``grace`` is the time in which a display shows a call."""
    return {
        "balance": balance(session, day=day),
        "numbers": numbers(session, day=day),
        "one_counter": one_counter(session, day=day),
        "chains": chains(session, day=day),
        "audit": audit(session),
        "pictures": pictures(session, day=day, grace=grace),
    }


def by_state(session: Session, *, day: date) -> dict[State, int]:
    """How many tickets of a business day are in each state."""
    rows = session.execute(
        select(Ticket.state, func.count()).where(Ticket.business_day == day).group_by(Ticket.state)
    )
    found = {state: count for state, count in rows}
    return {state: found.get(state, 0) for state in State}


def ticket_ids(session: Session, *, day: date) -> frozenset[UUID]:
    """The tickets of a business day."""
    return frozenset(session.scalars(select(Ticket.id).where(Ticket.business_day == day)))


def acts_of(session: Session, *, ticket: UUID) -> list[Act]:
    """What happened to a ticket, in order, without what was undone."""
    acts: list[Act] = []
    for act in session.scalars(
        select(TicketEvent.act).where(TicketEvent.ticket_id == ticket).order_by(TicketEvent.step)
    ):
        if act == Act.UNDO:
            acts.pop()
        else:
            acts.append(Act(act))
    return acts


def acts_of_day(session: Session, *, day: date) -> dict[Act, int]:
    """How often each thing happened on a business day, the undone ones too."""
    rows = session.execute(
        select(TicketEvent.act, func.count())
        .join(Ticket, TicketEvent.ticket_id == Ticket.id)
        .where(Ticket.business_day == day)
        .group_by(TicketEvent.act)
    )
    return {Act(act): count for act, count in rows}


def appointments(session: Session, *, booked: Mapping[UUID, str]) -> Faults:
    """Each code became the ticket that it was meant for. ``booked``: codes by the id of the ticket."""
    rows = session.execute(select(Booking.code, Booking.ticket_id).where(Booking.code.in_(booked.values())))
    taken = {code: ticket for code, ticket in rows}
    return [
        {"appointment": code[-4:], "fault": "no ticket of its own"}
        for ticket, code in booked.items()
        if taken.get(code) != ticket
    ]


def balance(session: Session, *, day: date) -> Faults:
    """Issued = finished + no-show + cancelled + unserved + open. Issued is what the events say."""
    issued = session.execute(
        select(func.count())
        .select_from(TicketEvent)
        .join(Ticket, TicketEvent.ticket_id == Ticket.id)
        .where(Ticket.business_day == day, TicketEvent.act == Act.ISSUE)
    ).scalar_one()
    states = by_state(session, day=day)
    done, open_ = sum(states[s] for s in _DONE), sum(states[s] for s in OPEN_STATES)
    if issued == done + open_:
        return []
    return [{"issued": issued, "done": done, "open": open_}]


def numbers(session: Session, *, day: date) -> Faults:
    """Per series 1..n without a hole, n as the series' counter says; gaps on purpose have their row."""
    counters = select(SeriesCounter.series, SeriesCounter.last).where(SeriesCounter.business_day == day)
    last = {series: number for series, number in session.execute(counters)}
    present: dict[str, Tally[int]] = defaultdict(Tally)
    for series, number in session.execute(
        select(Ticket.series, Ticket.number).where(Ticket.business_day == day)
    ):
        present[series][number] += 1
    left_out: dict[str, set[int]] = defaultdict(set)
    for gap in session.execute(
        select(SeriesGap.series, SeriesGap.first, SeriesGap.last).where(SeriesGap.business_day == day)
    ):
        left_out[gap.series].update(range(gap.first, gap.last + 1))
    faults: Faults = []
    for series in sorted(last.keys() | present.keys()):
        expected = set(range(1, last.get(series, 0) + 1)) - left_out[series]
        found = present[series]
        wrong = [("missing", number) for number in expected - found.keys()]
        wrong += [("beyond the counter", number) for number in found.keys() - expected]
        wrong += [("twice", number) for number, times in found.items() if times > 1]
        faults += [{"number": format_number(series, number), "fault": why} for why, number in sorted(wrong)]
    return faults


# --- lives of tickets ------------------------------------------------------------------------------


def _lives(session: Session, day: date) -> dict[UUID, tuple[Ticket, list[TicketEvent]]]:
    """Each ticket of a day with its events in order."""
    lives: dict[UUID, tuple[Ticket, list[TicketEvent]]] = {
        ticket.id: (ticket, [])
        for ticket in session.scalars(
            select(Ticket).where(Ticket.business_day == day).order_by(Ticket.series, Ticket.number)
        )
    }
    events = session.scalars(
        select(TicketEvent)
        .join(Ticket, TicketEvent.ticket_id == Ticket.id)
        .where(Ticket.business_day == day)
        .order_by(TicketEvent.ticket_id, TicketEvent.step)
    )
    for event in events:
        lives[event.ticket_id][1].append(event)
    return lives


def one_counter(session: Session, *, day: date) -> Faults:
    """No ticket called or serving at two counters at once; a second call only after a withdrawal or a
    return (a recall is an act of its own, at the counter that called)."""
    faults: Faults = []
    for ticket, events in _lives(session, day).values():
        label = format_number(ticket.series, ticket.number)
        why = _two_counters(events)
        if why is None and ticket.state in (State.CALLED, State.SERVING):
            calls = [event.counter_id for event in events if event.act in (Act.CALL, Act.RESUME)]
            why = None if calls[-1:] == [ticket.counter_id] else "stands at a counter that did not call it"
        if why is not None:
            faults.append({"ticket": label, "fault": why})
    return faults


# After these a ticket may be called again, at any counter.
_GIVES_UP = frozenset({Act.WITHDRAW, Act.RETURN, Act.PARK, Act.TRANSFER, Act.RELEASE})


def _two_counters(events: Sequence[TicketEvent]) -> str | None:
    """Follows a ticket from counter to counter, by its acts alone."""
    holder: UUID | None = None  # the counter that called it
    may_be_called = True
    for event in events:
        if event.act == Act.CALL:
            if not may_be_called:
                return f"event {event.step}: a second call without withdrawal or return"
            holder, may_be_called = event.counter_id, False
        elif event.act in _GIVES_UP:
            may_be_called = True
        elif event.act == Act.UNDO and event.details.get("undoes") in _GIVES_UP:
            may_be_called = False
        elif event.act == Act.RESUME:
            holder, may_be_called = event.counter_id, False
        if event.after in (State.CALLED, State.SERVING) and event.counter_id != holder:
            return f"event {event.step}: at a counter that did not call it"
    return None


def chains(session: Session, *, day: date) -> Faults:
    """Every ticket's events are a legal life, and its state is where they lead."""
    faults: Faults = []
    for ticket, events in _lives(session, day).values():
        steps = [
            Step(
                act=Act(event.act),
                before=State(event.before) if event.before else None,
                after=State(event.after),
                at=event.at,
                undoes=Act(event.details["undoes"]) if "undoes" in event.details else None,
            )
            for event in events
        ]
        why = chain_fault(steps, undo_seconds=LONGEST_UNDO_SECONDS)
        if why is None and [event.step for event in events] != list(range(1, len(events) + 1)):
            why = "a step is missing"
        if why is None and (not steps or steps[-1].after != ticket.state):
            why = f"the ticket is {ticket.state}, its events say {steps[-1].after if steps else 'nothing'}"
        if why is not None:
            faults.append({"ticket": format_number(ticket.series, ticket.number), "fault": why})
    return faults


def audit(session: Session) -> Faults:
    """Every station's chain of audit rows is whole and signed as it should be."""
    return [
        {"fault": fault.sentence, "damage": str(fault.damage), "row": fault.row}
        for fault in trail.verify_trail(session)
    ]


# --- displays --------------------------------------------------------------------------------------


def pictures(session: Session, *, day: date, grace: timedelta) -> Faults:
    """Every call was pictured on each display that should show it and was up.

    A display owes the calls from its start to ``grace`` before its end; a call that was withdrawn within
    ``grace`` is not owed. That there is one first picture and no second, the table's key holds.
    """
    displays = list(session.scalars(select(Station).where(Station.role == "layar").order_by(Station.name)))
    runs: dict[UUID, list[tuple[datetime, datetime | None]]] = defaultdict(list)
    for run in session.scalars(select(StationRun)):
        runs[run.station_id].append((run.started_at, run.ended_at))
    seen = {
        (row.announcement_id, row.display_id)
        for row in session.scalars(select(AnnouncementSeen).where(AnnouncementSeen.shown_at.is_not(None)))
    }
    calls = session.execute(
        select(
            Announcement.id, Announcement.at, Announcement.room, Announcement.call,
            Announcement.withdrawn_at, Ticket.series, Ticket.number,
            Counter.number.label("counter"), ServiceGroup.code.label("group"),
        )
        .join(Ticket, Announcement.ticket_id == Ticket.id)
        .join(Counter, Announcement.counter_id == Counter.id)
        .join(Service, Ticket.service_id == Service.id)
        .join(ServiceGroup, Service.group_id == ServiceGroup.id)
        .where(Ticket.business_day == day)
        .order_by(Announcement.at)
    )  # fmt: skip
    faults: Faults = []
    for call in calls:
        if call.withdrawn_at is not None and call.withdrawn_at - call.at <= grace:
            continue
        for display in displays:
            if (call.id, display.id) in seen or not shows(display, room=call.room, group=call.group):
                continue
            if any(_owed(call.at, run, grace) for run in runs[display.id]):
                faults.append(
                    {
                        "display": display.name,
                        "ticket": format_number(call.series, call.number),
                        "call": call.call,
                        "counter": call.counter,
                        "at": call.at.isoformat(),
                    }
                )
    return faults


def _owed(at: datetime, run: tuple[datetime, datetime | None], grace: timedelta) -> bool:
    started, ended = run
    return started <= at and (ended is None or at <= ended - grace)


# --- for the report --------------------------------------------------------------------------------


def waiting_times(session: Session, *, day: date) -> dict[str, list[timedelta]]:
    """How long regular and priority visitors who were called waited in all, each leg of the visit counted."""
    spans: dict[str, list[timedelta]] = {"regular": [], "priority": []}
    for ticket, events in _lives(session, day).values():
        lived = [(event.act, to_micros(event.at), event.service_id, event.person_id) for event in events]
        if Act.CALL in {event.act for event in events}:
            waited = timedelta(seconds=fold(lived).waited)
            spans["priority" if ticket.priority else "regular"].append(waited)
    return spans
