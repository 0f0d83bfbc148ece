"""What a counter reads about parked numbers, further services, transfers and breaks."""

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import cast
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.instants import business_day, to_micros
from bkpsdm_desktop.domain.numbers import format_number
from bkpsdm_desktop.domain.queue import Waiting
from bkpsdm_desktop.domain.statistics import so_far
from bkpsdm_desktop.domain.ticket import Act, QueueRules, State
from bkpsdm_desktop.services import office
from bkpsdm_desktop.services.visit_rows import (
    BreakChoice,
    BreakRow,
    CounterTarget,
    LegRow,
    ParkedRow,
    ServiceTarget,
)
from bkpsdm_desktop.store.tables import (
    Counter,
    CounterBreak,
    CounterSession,
    Person,
    Service,
    ServiceGroup,
    Skill,
    Ticket,
    TicketEvent,
)

BREAK_REASONS = "break_reasons"
_BREAK_REASONS = (
    {"reason": "Istirahat", "minutes": 15},
    {"reason": "Salat", "minutes": 20},
    {"reason": "Rapat", "minutes": 60},
)


def parked(
    session: Session, *, person: UUID, day: date, skilled: Container[UUID], rules: QueueRules, now: datetime
) -> tuple[ParkedRow, ...]:
    """The parked numbers that a clerk may take back: the own ones first, then those of everybody."""
    rows = session.scalars(
        select(Ticket)
        .where(
            Ticket.business_day == day,
            Ticket.state == State.PARKED,
            or_(Ticket.person_id == person, Ticket.person_id.is_(None)),
        )
        .order_by(Ticket.place_at)
    ).all()
    mine = [row for row in rows if row.person_id == person or row.service_id in skilled]
    if not mine:
        return ()
    since = _parked_since(session, [row.id for row in mine])
    names = {row.id: row.name for row in session.execute(select(Service.id, Service.name))}
    shown = [
        ParkedRow(
            ticket=row.id,
            label=format_number(row.series, row.number),
            service=names[row.service_id],
            own=row.person_id == person,
            by=since[row.id][1],
            since=since[row.id][0],
            long=now - since[row.id][0] > timedelta(minutes=rules.park_hint_minutes),
        )
        for row in mine
    ]
    return tuple(sorted(shown, key=lambda row: (not row.own, row.since, row.label)))


def parked_for(session: Session, *, person: UUID, now: datetime) -> tuple[ParkedRow, ...]:
    """As :func:`parked`, for who knows nothing of the clerk yet."""
    day = business_day(now)
    skilled = office.skilled_services(session, person, on=day)
    rules = office.queue_rules(session)
    return parked(session, person=person, day=day, skilled=skilled, rules=rules, now=now)


def _parked_since(session: Session, tickets: Sequence[UUID]) -> dict[UUID, tuple[datetime, str]]:
    """When each was parked last, and by whom; a release to everybody does not begin it anew."""
    rows = session.execute(
        select(TicketEvent.ticket_id, TicketEvent.at, Person.name)
        .join(Person, TicketEvent.person_id == Person.id)
        .where(TicketEvent.ticket_id.in_(tickets), TicketEvent.act == Act.PARK)
        .order_by(TicketEvent.step)
    )
    return {row.ticket_id: (row.at, row.name) for row in rows}


def legs(
    session: Session, *, ticket: UUID, service: UUID, names: Mapping[UUID, str], now: datetime
) -> tuple[LegRow, ...]:
    """The services of a visit, with the waiting and the service time of each as the statistics count them;
    ``service`` is the present one."""
    events = session.execute(
        select(TicketEvent.act, TicketEvent.at, TicketEvent.service_id)
        .where(TicketEvent.ticket_id == ticket)
        .order_by(TicketEvent.step)
    )
    # Only numbers of the first schema have no service at their issue, and those were never moved.
    first = {Act.ISSUE: service}
    steps = [(row.act, to_micros(row.at), row.service_id or first.get(row.act), None) for row in events]
    folded = so_far(steps, now=to_micros(now)).legs
    return tuple(
        LegRow(
            service=names[cast(UUID, leg.service)],
            waited=timedelta(seconds=leg.waited or 0),
            served=timedelta(seconds=leg.served or 0),
            present=leg is folded[-1],
        )
        for leg in folded
    )


def present_break(session: Session, held: CounterSession | None) -> BreakRow | None:
    """The break of an open session, ``None`` while it is not paused."""
    if held is None or not held.paused:
        return None
    row = session.scalars(
        select(CounterBreak)
        .where(CounterBreak.session_id == held.id, CounterBreak.ended_at.is_(None))
        .order_by(CounterBreak.began_at.desc())
    ).first()
    return None if row is None else BreakRow(reason=row.reason, since=row.began_at, until=row.until)


def break_choices(session: Session) -> tuple[BreakChoice, ...]:
    """Why counters pause in this office, the usual reason first."""
    stored = office.setting(session, BREAK_REASONS, _BREAK_REASONS)
    return tuple(BreakChoice(reason=row["reason"], minutes=row["minutes"]) for row in stored)


# --- where a number may go -------------------------------------------------------------------------


def targets(
    session: Session, *, person: UUID, service: UUID | None, waiting: Sequence[Waiting], day: date
) -> tuple[tuple[ServiceTarget, ...], tuple[CounterTarget, ...]]:
    """All services that are offered, and the other counters that are open; ``service`` is the present
    number's."""
    people = session.execute(
        select(CounterSession.person_id, CounterSession.paused, Counter.id, Counter.number, Person.name)
        .join(Counter, CounterSession.counter_id == Counter.id)
        .join(Person, CounterSession.person_id == Person.id)
        .where(CounterSession.closed_at.is_(None))
        .order_by(Counter.number)
    ).all()
    groups = _groups_of(session, [row.person_id for row in people] + [person], day)
    services = session.execute(
        select(Service.id, Service.name, Service.group_id, ServiceGroup.series)
        .join(ServiceGroup, Service.group_id == ServiceGroup.id)
        .where(Service.active, ServiceGroup.active)
        .order_by(ServiceGroup.position, Service.position, Service.name)
    ).all()
    here = next((row.group_id for row in services if row.id == service), None)
    counts: dict[str, int] = defaultdict(int)
    for ticket in waiting:
        counts[ticket.service] += 1
    return (
        tuple(
            ServiceTarget(
                service=row.id,
                series=row.series,
                name=row.name,
                waiting=counts[str(row.id)],
                counters=tuple(
                    clerk.number
                    for clerk in people
                    if row.group_id in groups[clerk.person_id] and not clerk.paused
                ),
                mine=row.group_id in groups[person],
            )
            for row in services
        ),
        tuple(
            CounterTarget(
                counter=row.id,
                number=row.number,
                person=row.name,
                paused=row.paused,
                skills=tuple(sorted(groups[row.person_id].values())),
                serves=here in groups[row.person_id],
            )
            for row in people
            if row.person_id != person
        ),
    )


def _groups_of(session: Session, people: Sequence[UUID], day: date) -> dict[UUID, dict[UUID, str]]:
    """Person -> group -> series of what each may serve on a day."""
    found: dict[UUID, dict[UUID, str]] = defaultdict(dict)
    for row in session.execute(
        select(Skill.person_id, Skill.group_id, ServiceGroup.series)
        .join(ServiceGroup, Skill.group_id == ServiceGroup.id)
        .where(Skill.person_id.in_(people), or_(Skill.expires_on.is_(None), Skill.expires_on >= day))
    ):
        found[row.person_id][row.group_id] = row.series
    return found
