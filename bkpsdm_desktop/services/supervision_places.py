"""Counters, clerks and the PCs they work at, for the supervisor's screen."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import and_, bindparam, func, select, text
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.numbers import format_number
from bkpsdm_desktop.domain.rights import Right, Role, allowed
from bkpsdm_desktop.domain.ticket import State
from bkpsdm_desktop.services.rows import CounterState
from bkpsdm_desktop.services.skills import WARN_DAYS
from bkpsdm_desktop.services.stations import SILENT_AFTER
from bkpsdm_desktop.services.supervision_rows import ClerkLine, CounterLine, SkillLine
from bkpsdm_desktop.store.tables import (
    TICKET_OPEN,
    Counter,
    CounterBreak,
    CounterSession,
    Person,
    Service,
    ServiceGroup,
    Skill,
    Station,
    StationRun,
    Ticket,
    core,
)

AnyRow = Any
"""A row of a statement whose columns are read by name."""

_COUNTER, _SESSION, _BREAK = core(Counter), core(CounterSession), core(CounterBreak)
_PERSON, _SKILL, _GROUP = core(Person), core(Skill), core(ServiceGroup)
_STATION, _RUN, _TICKET = core(Station), core(StationRun), core(Ticket)

_OPEN_BREAK = and_(_BREAK.c.session_id == _SESSION.c.id, text("counter_break.ended_at IS NULL"))
_COUNTERS = (
    select(
        _COUNTER.c.id,
        _COUNTER.c.number,
        _COUNTER.c.room,
        _COUNTER.c.active,
        _SESSION.c.person_id,
        _SESSION.c.station_id,
        _SESSION.c.opened_at,
        _SESSION.c.paused,
        _BREAK.c.reason,
        _BREAK.c.began_at,
        _BREAK.c.until,
    )
    .outerjoin(
        _SESSION,
        and_(_SESSION.c.counter_id == _COUNTER.c.id, text("counter_session.closed_at IS NULL")),
    )
    .outerjoin(_BREAK, _OPEN_BREAK)
    .order_by(_COUNTER.c.number)
)
_ACTIVE = (
    select(
        _TICKET.c.id,
        _TICKET.c.series,
        _TICKET.c.number,
        _TICKET.c.state,
        _TICKET.c.person_id,
        _TICKET.c.called_at,
        _TICKET.c.started_at,
        _TICKET.c.calls,
        core(Service).c.minutes,
    )
    .join(core(Service), _TICKET.c.service_id == core(Service).c.id)
    # The index of the open tickets, searched by state: past ones are not in it.
    .where(TICKET_OPEN, _TICKET.c.state.in_((State.CALLED, State.SERVING)))
)
_LAST_ENDS = (
    select(_TICKET.c.counter_id, func.max(_TICKET.c.ended_at).label("at"))
    .where(_TICKET.c.business_day == bindparam("day"), _TICKET.c.counter_id.is_not(None))
    .group_by(_TICKET.c.counter_id)
)
_PARKED = (
    select(_TICKET.c.person_id, func.count())
    .where(
        _TICKET.c.business_day == bindparam("day"),
        _TICKET.c.state == State.PARKED,
        _TICKET.c.person_id.is_not(None),
    )
    .group_by(_TICKET.c.person_id)
)
_PEOPLE = select(_PERSON.c.id, _PERSON.c.name, _PERSON.c.role, _PERSON.c.active).order_by(_PERSON.c.name)
_SKILLS = select(_SKILL.c.person_id, _SKILL.c.expires_on, _GROUP.c.code, _GROUP.c.name).join(
    _GROUP, _SKILL.c.group_id == _GROUP.c.id
)
_LAST_RUN = (
    select(_RUN.c.id)
    .where(_RUN.c.station_id == _STATION.c.id)
    .order_by(_RUN.c.started_at.desc(), _RUN.c.id.desc())
    .limit(1)
    .correlate(_STATION)
    .scalar_subquery()
)
_STATIONS = (
    select(
        _STATION.c.id,
        _STATION.c.name,
        _STATION.c.role,
        _STATION.c.room,
        _STATION.c.counter_id,
        _STATION.c.printer_id,
        _STATION.c.settings,
        _RUN.c.started_at,
        _RUN.c.seen_at,
        _RUN.c.ended_at,
        _RUN.c.health,
    )
    .outerjoin(_RUN, _RUN.c.id == _LAST_RUN)
    .order_by(_STATION.c.name)
)


@dataclass(frozen=True, slots=True)
class Places:
    """The office's places. ``stations`` are rows with the last run of each."""

    lines: tuple[CounterLine, ...]
    clerks: tuple[ClerkLine, ...]
    stations: Sequence[AnyRow]
    numbers: Mapping[UUID, int]
    names: Mapping[UUID, str]
    expiring: tuple[SkillLine, ...]


def silence(run: AnyRow, now: datetime) -> timedelta | None:
    """How long a station that ran has given no sign of life; ``None`` while it does, or if it never ran."""
    if run.seen_at is None:
        return None
    last: datetime = run.ended_at or run.seen_at
    quiet = now - last
    return quiet if run.ended_at is not None or quiet > SILENT_AFTER else None


def read(session: Session, *, day: date, now: datetime) -> Places:
    """Counters with their clerks, clerks with their skills, stations with their last run."""
    stations = session.execute(_STATIONS).all()
    people = session.execute(_PEOPLE).all()
    counters = session.execute(_COUNTERS).all()
    names = {row.id: row.name for row in people}
    skills: dict[UUID, set[str]] = defaultdict(set)
    expiring = []
    active = {row.id for row in people if row.active}
    for row in session.execute(_SKILLS):
        if row.expires_on is not None and row.expires_on < day:
            continue
        skills[row.person_id].add(row.code)
        soon = row.expires_on is not None and row.expires_on <= day + timedelta(days=WARN_DAYS)
        if soon and row.person_id in active:
            expiring.append(SkillLine(person=names[row.person_id], group=row.name, expires_on=row.expires_on))
    lines = _lines(session, counters, stations, names, skills, day=day, now=now)
    return Places(
        lines=lines,
        clerks=_clerks(people, lines, skills),
        stations=stations,
        numbers={row.id: row.number for row in counters},
        names=names,
        expiring=tuple(sorted(expiring, key=lambda each: (each.expires_on, each.person))),
    )


def _lines(
    session: Session,
    counters: Sequence[AnyRow],
    stations: Sequence[AnyRow],
    names: Mapping[UUID, str],
    skills: Mapping[UUID, set[str]],
    *,
    day: date,
    now: datetime,
) -> tuple[CounterLine, ...]:
    by_id = {row.id: row for row in stations}
    with_pc = {row.counter_id for row in stations}
    active = {row.person_id: row for row in session.execute(_ACTIVE)}
    ends = {row.counter_id: row.at for row in session.execute(_LAST_ENDS, {"day": day})}
    parked = {person: count for person, count in session.execute(_PARKED, {"day": day})}
    return tuple(
        _line(
            row,
            active.get(row.person_id) if row.person_id else None,
            ends.get(row.id),
            names.get(row.person_id, ""),
            frozenset(skills.get(row.person_id, ())),
            silent=silence(by_id[row.station_id], now) if row.station_id else None,
            has_pc=row.id in with_pc,
            parked=parked.get(row.person_id, 0),
        )
        for row in counters
        if row.active or row.person_id
    )


def _line(
    row: AnyRow,
    ticket: AnyRow | None,
    ended: datetime | None,
    clerk: str,
    groups: frozenset[str],
    *,
    silent: timedelta | None,
    has_pc: bool,
    parked: int,
) -> CounterLine:
    state = (
        CounterState.CLOSED
        if row.person_id is None
        else CounterState.PAUSED
        if row.paused
        else CounterState.OPEN
    )
    return CounterLine(
        id=row.id,
        number=row.number,
        room=row.room,
        has_pc=has_pc,
        state=state,
        since=_since(row, ticket, ended),
        ticket=ticket.id if ticket else None,
        label=format_number(ticket.series, ticket.number) if ticket else "",
        ticket_state=State(ticket.state) if ticket else None,
        calls=ticket.calls if ticket else 0,
        target=timedelta(minutes=ticket.minutes) if ticket else None,
        person=row.person_id,
        clerk=clerk,
        groups=groups,
        silent=silent,
        break_reason=row.reason or "",
        break_until=row.until,
        parked=parked,
    )


def _since(row: AnyRow, ticket: AnyRow | None, ended: datetime | None) -> datetime | None:
    """Since when the counter is in its present state."""
    since: datetime | None = row.opened_at
    if ticket is not None:
        since = ticket.started_at if ticket.state == State.SERVING else ticket.called_at
    elif row.person_id is not None and row.paused:
        since = row.began_at or row.opened_at
    elif row.person_id is not None and ended is not None:
        since = max(row.opened_at, ended)
    return since


def _clerks(
    people: Sequence[AnyRow], lines: Sequence[CounterLine], skills: Mapping[UUID, set[str]]
) -> tuple[ClerkLine, ...]:
    at = {line.person: line for line in lines if line.person is not None}
    return tuple(
        ClerkLine(
            id=row.id,
            name=row.name,
            groups=frozenset(skills.get(row.id, ())),
            counter=at[row.id].number if row.id in at else None,
            state=at[row.id].state if row.id in at else CounterState.CLOSED,
            busy=row.id in at and at[row.id].ticket is not None,
        )
        for row in people
        if row.active and allowed(Role(row.role), Right.SERVE)
    )
