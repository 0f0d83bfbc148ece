"""What the supervisor's screen shows, read in one snapshot; the history of one ticket.

Read several times a minute beside a year of history: a few statements, built once, each along an index;
percentiles are found here and not by the database, which has no common word for them.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import date, datetime, timedelta
from functools import lru_cache
from uuid import UUID

from sqlalchemy import BigInteger, bindparam, func, select, type_coerce
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain import forecast
from bkpsdm_desktop.domain.instants import business_day, from_micros
from bkpsdm_desktop.domain.numbers import format_number
from bkpsdm_desktop.domain.queue import Priority
from bkpsdm_desktop.domain.statistics import Event, fold, times
from bkpsdm_desktop.domain.ticket import Act, State
from bkpsdm_desktop.services import (
    clocks,
    estimate,
    office,
    supervision_advice,
    supervision_health,
    supervision_places,
)
from bkpsdm_desktop.services.rows import CounterState
from bkpsdm_desktop.services.supervision_places import AnyRow
from bkpsdm_desktop.services.supervision_rows import (
    CounterLine,
    EventLine,
    GroupLine,
    LegLine,
    ServiceChoice,
    Spread,
    Supervision,
    Targets,
    TicketLine,
)
from bkpsdm_desktop.store.tables import (
    ClosedDay,
    Counter,
    Person,
    PrintJob,
    Service,
    ServiceGroup,
    Station,
    Ticket,
    TicketEvent,
    core,
)

TARGETS = "targets"

_TICKET, _EVENT, _JOB = core(Ticket), core(TicketEvent), core(PrintJob)
_GROUP, _SERVICE, _COUNTER, _PERSON = core(ServiceGroup), core(Service), core(Counter), core(Person)

_LAST_STEP = (
    select(func.max(_EVENT.c.step))
    .where(_EVENT.c.ticket_id == _TICKET.c.id)
    .correlate(_TICKET)
    .scalar_subquery()
)
_ONLY = _COUNTER.alias("only_counter")

# Names come with the rows, and instants as integers: of two thousand tickets only what is shown becomes a
# date or a key.
_TODAY = (
    select(
        _TICKET.c.id, _TICKET.c.series, _TICKET.c.number, _TICKET.c.priority, _TICKET.c.state,
        _TICKET.c.calls, _GROUP.c.code.label("group"), _SERVICE.c.name.label("service"),
        _COUNTER.c.number.label("counter"), _ONLY.c.number.label("only"), _PERSON.c.name.label("clerk"),
        *(
            type_coerce(_TICKET.c[name], BigInteger).label(name)
            for name in ("issued_at", "queued_at", "called_at", "started_at", "ended_at")
        ),
        _LAST_STEP.label("steps"),
    )
    .join(_SERVICE, _TICKET.c.service_id == _SERVICE.c.id)
    .join(_GROUP, _SERVICE.c.group_id == _GROUP.c.id)
    .outerjoin(_COUNTER, _TICKET.c.counter_id == _COUNTER.c.id)
    .outerjoin(_ONLY, _TICKET.c.only_counter_id == _ONLY.c.id)
    .outerjoin(_PERSON, _TICKET.c.person_id == _PERSON.c.id)
    .where(_TICKET.c.business_day == bindparam("day"))
)  # fmt: skip
_EVENTS = (
    select(_EVENT.c.ticket_id, _EVENT.c.act, type_coerce(_EVENT.c.at, BigInteger), _GROUP.c.code)
    .outerjoin(_SERVICE, _EVENT.c.service_id == _SERVICE.c.id)
    .outerjoin(_GROUP, _SERVICE.c.group_id == _GROUP.c.id)
    .where(_EVENT.c.ticket_id.in_(bindparam("tickets", expanding=True)))
    .order_by(_EVENT.c.ticket_id, _EVENT.c.step)
)
_SLIPS = (
    select(_TICKET.c.series, _TICKET.c.number, func.count())
    .join(_JOB, _JOB.c.ticket_id == _TICKET.c.id)
    .where(_TICKET.c.business_day == bindparam("day"))
    .group_by(_TICKET.c.series, _TICKET.c.number)
    .having(func.count() > 1)
)
_GROUPS = select(_GROUP.c.code, _GROUP.c.series, _GROUP.c.name, _GROUP.c.active).order_by(
    _GROUP.c.position, _GROUP.c.name
)
_SERVICES = (
    select(
        _SERVICE.c.id,
        _SERVICE.c.name,
        _SERVICE.c.minutes,
        _SERVICE.c.active,
        _GROUP.c.code,
        _GROUP.c.active.label("open"),
    )
    .join(_GROUP, _SERVICE.c.group_id == _GROUP.c.id)
    .order_by(_GROUP.c.position, _SERVICE.c.position, _SERVICE.c.name)
)
_CLOSED = select(core(ClosedDay).c.business_day).where(core(ClosedDay).c.business_day == bindparam("day"))

_SECOND = timedelta(seconds=1)
_REMEMBERED = 8_192  # tickets: more than any day has
_AT_ONCE = 500  # bound values of one statement
_NO_ACTS: frozenset[str] = frozenset()
_AT_COUNTER = frozenset({State.SERVING, State.FINISHED})


def supervision(
    session: Session, *, now: datetime, station: UUID, backup: datetime | None = None
) -> Supervision:
    """The supervisor's screen at ``now``.

    ``station`` is who asks, ``backup`` when the database of this PC was last copied (``None``: elsewhere).
    """
    day = business_day(now)
    rules = office.queue_rules(session)
    places = supervision_places.read(session, day=day, now=now)
    offered = session.execute(_GROUPS).all()
    services = session.execute(_SERVICES).all()
    tickets = _tickets(session, day)
    counters = places.lines
    groups = _groups(offered, services, tickets, counters, now)
    targets = targets_of(session)
    health = supervision_health.read(session, places, station=station, day=day, now=now, backup=backup)
    legs = [leg for ticket in tickets for leg in ticket.legs]
    return Supervision(
        office=office.office_row(session),
        now=now,
        day=day,
        status=office.calendar(session, since=day).status(now),
        rules=rules,
        targets=targets,
        closed=session.execute(_CLOSED, {"day": day}).first() is not None,
        hold=clocks.hold_reason(session),
        groups=groups,
        ends_at=_end_of_all(groups, counters, now),
        counters=counters,
        clerks=places.clerks,
        tickets=tickets,
        waits=_spread([leg.wait for leg in legs]),
        services=_spread([leg.served for leg in legs]),
        health=health.lines,
        bookings=health.bookings,
        skills=places.expiring,
        breaks=health.breaks,
        alarms=health.alarms,
        choices=tuple(
            ServiceChoice(id=row.id, name=row.name, group=row.code)
            for row in services
            if row.active and row.open
        ),
        advice=supervision_advice.advice_for(groups, counters, places.clerks, health, rules, targets),
        accuracy=estimate.accuracy(session),
        usual=estimate.usual_by_hour(session, day.weekday()),
    )


def targets_of(session: Session) -> Targets:
    """What the agency wants to reach; keys that a newer program wrote are ignored."""
    known = {each.name for each in fields(Targets)}
    stored = office.setting(session, TARGETS, {})
    return Targets(**{key: value for key, value in stored.items() if key in known})


# --- tickets ---------------------------------------------------------------------------------------


# How many events a ticket has besides its calls when nothing but the usual happened to it.
_USUAL_STEPS = {
    State.WAITING: 1,
    State.CALLED: 1,
    State.SERVING: 2,
    State.FINISHED: 3,
    State.NO_SHOW: 2,
}


def _tickets(session: Session, day: date) -> tuple[TicketLine, ...]:
    """The numbers of a day. Most lives are the usual one, which their columns tell; of the others (parked,
    moved, returned, undone) the events are folded."""
    run = session.connection().execute
    rows = run(_TODAY, {"day": day}).all()
    unusual = [row.id for row in rows if row.steps != _USUAL_STEPS.get(row.state, 0) + row.calls]
    lives: dict[UUID, list[Event]] = defaultdict(list)
    for start in range(0, len(unusual), _AT_ONCE):
        some = unusual[start : start + _AT_ONCE]
        for ticket, act, at, group in run(_EVENTS, {"tickets": some}).all():
            lives[ticket].append((act, at, group, None))
    slips = {(series, number): count for series, number, count in run(_SLIPS, {"day": day})}
    return tuple(
        _usual(row, slips.get((row.series, row.number), 1))
        if row.id not in lives
        else _ticket(row, lives[row.id], slips.get((row.series, row.number), 1))
        for row in rows
    )


@lru_cache(maxsize=_REMEMBERED)
def _usual(row: AnyRow, slips: int) -> TicketLine:
    """A ticket whose columns tell its life. From one refresh to the next nearly all of a day stay."""
    return _ticket(row, None, slips)


def _ticket(row: AnyRow, events: Sequence[Event] | None, slips: int) -> TicketLine:
    acts = _NO_ACTS if events is None else frozenset(act for act, *_ in events)
    return TicketLine(
        id=row.id,
        label=format_number(row.series, row.number),
        group=row.group,
        service=row.service,
        state=State(row.state),
        priority=Priority(row.priority) if row.priority else None,
        issued_at=from_micros(row.issued_at),
        since=from_micros(_since(row, events)),
        counter=row.counter,
        only_counter=row.only,
        clerk=row.clerk or "",
        common=row.clerk is None,
        calls=row.calls,
        legs=_usual_leg(row) if events is None else _legs(row, events),
        acts=acts,
        slips=slips,
    )


def _since(row: AnyRow, events: Sequence[Event] | None) -> int:
    """When the present state began; of a parked number only its events know it."""
    at: int | None = None
    if row.state == State.PARKED:
        at = next((at for act, at, *_ in reversed(events or ()) if act == Act.PARK), None)
    elif row.state == State.WAITING:
        at = row.queued_at
    else:
        at = row.ended_at or row.started_at or row.called_at
    return row.issued_at if at is None else at


def _usual_leg(row: AnyRow) -> tuple[LegLine, ...]:
    if row.state not in _AT_COUNTER:
        return ()
    served = None if row.ended_at is None else _span(row.started_at, row.ended_at)
    return (LegLine(row.group, _span(row.queued_at, row.called_at), served),)


def _legs(row: AnyRow, events: Sequence[Event]) -> tuple[LegLine, ...]:
    """The same stretches that the statistics count."""
    return tuple(
        LegLine(
            row.group if leg.service is None else str(leg.service),
            None if leg.waited is None else timedelta(seconds=leg.waited),
            None if leg.served is None else timedelta(seconds=leg.served),
        )
        for leg in fold(events).legs
        if leg.waited is not None or leg.served is not None
    )


def _span(begun: int, ended: int) -> timedelta:
    return timedelta(seconds=max(0, ended - begun) // 1_000_000)


def _spread(spans: Iterable[timedelta | None]) -> Spread:
    found = times(span // _SECOND for span in spans if span is not None)
    return Spread(count=found.n, median=found.median, p90=found.p90)


# --- groups ----------------------------------------------------------------------------------------


def _groups(
    offered: Sequence[AnyRow],
    services: Sequence[AnyRow],
    tickets: Sequence[TicketLine],
    counters: Sequence[CounterLine],
    now: datetime,
) -> tuple[GroupLine, ...]:
    waiting: dict[str, list[TicketLine]] = defaultdict(list)
    used = {ticket.group for ticket in tickets}
    for ticket in tickets:
        if ticket.state is State.WAITING:
            waiting[ticket.group].append(ticket)
    waits: dict[str, list[timedelta]] = defaultdict(list)
    served: dict[str, list[timedelta]] = defaultdict(list)
    for leg in (leg for ticket in tickets for leg in ticket.legs):
        if leg.wait is not None:
            waits[leg.group].append(leg.wait)
        if leg.served is not None:
            served[leg.group].append(leg.served)
    standards: dict[str, list[timedelta]] = defaultdict(list)
    for row in services:
        standards[row.code].append(timedelta(minutes=row.minutes))
    return tuple(
        _group(row, waiting[row.code], waits[row.code], served[row.code], standards[row.code], counters, now)
        for row in offered
        if row.active or row.code in used  # a group that was closed during the day keeps its figures
    )


def _group(
    row: AnyRow,
    waiting: Sequence[TicketLine],
    waits: Sequence[timedelta],
    served: Sequence[timedelta],
    standards: Sequence[timedelta],
    counters: Sequence[CounterLine],
    now: datetime,
) -> GroupLine:
    able = tuple(
        counter.number
        for counter in counters
        if counter.state is CounterState.OPEN and row.code in counter.groups
    )
    each = forecast.time_each(_spread(served).median, standards)
    line = forecast.Line(waiting=len(waiting), each=each, counters=len(able))
    longest = max((now - ticket.since for ticket in waiting), default=None)
    return GroupLine(
        code=row.code,
        series=row.series,
        name=row.name,
        waiting=len(waiting),
        longest=None if longest is None else max(timedelta(), longest),
        p90=_spread(waits).p90,
        waits=len(waits),
        counters=able,
        each=each,
        ends_at=forecast.expected_end(line, now),
    )


def _end_of_all(
    groups: Sequence[GroupLine], counters: Sequence[CounterLine], now: datetime
) -> datetime | None:
    lines = [
        forecast.Line(waiting=group.waiting, each=group.each, counters=len(group.counters))
        for group in groups
    ]
    return forecast.end_of_all(lines, sum(counter.state is CounterState.OPEN for counter in counters), now)


# --- one ticket ------------------------------------------------------------------------------------

_WORDS = {
    Act.ISSUE: "Nomor diambil",
    Act.CALL: "Dipanggil",
    Act.RECALL: "Dipanggil ulang",
    Act.WITHDRAW: "Panggilan dibatalkan",
    Act.START: "Mulai dilayani",
    Act.PARK: "Ditunda",
    Act.RESUME: "Diambil kembali",
    Act.TRANSFER: "Dipindahkan",
    Act.NEXT_SERVICE: "Layanan berikutnya",
    Act.RELEASE: "Dilepaskan",
    Act.FINISH: "Selesai",
    Act.MARK_NO_SHOW: "Tidak hadir",
    Act.RETURN: "Kembali ke antrean",
    Act.CANCEL: "Dibatalkan",
    Act.CLOSE_DAY: "Tidak terlayani: hari ditutup",
    Act.UNDO: "Diurungkan",
}
_HISTORY = (
    select(
        _EVENT.c.step,
        _EVENT.c.at,
        _EVENT.c.act,
        _EVENT.c.details,
        _PERSON.c.name.label("who"),
        _COUNTER.c.number.label("counter"),
        core(Station).c.name.label("station"),
        _SERVICE.c.name.label("service"),
    )
    .join(core(Station), _EVENT.c.station_id == core(Station).c.id)
    .outerjoin(_PERSON, _EVENT.c.person_id == _PERSON.c.id)
    .outerjoin(_COUNTER, _EVENT.c.counter_id == _COUNTER.c.id)
    .outerjoin(_SERVICE, _EVENT.c.service_id == _SERVICE.c.id)
    .where(_EVENT.c.ticket_id == bindparam("ticket"))
    .order_by(_EVENT.c.step)
)


def history(session: Session, *, ticket: UUID) -> tuple[EventLine, ...]:
    """What happened to a ticket, oldest first, in words."""
    return tuple(
        EventLine(
            step=row.step,
            at=row.at,
            words=_told(row),
            who=row.who or "",
            where=f"Loket {row.counter}" if row.counter else row.station,
        )
        for row in session.execute(_HISTORY, {"ticket": ticket})
    )


def _told(row: AnyRow) -> str:
    act, details = Act(row.act), row.details
    words = _WORDS[act]
    if act is Act.UNDO:
        return f"{words}: {_WORDS[Act(details['undoes'])].lower()}"
    if act in (Act.ISSUE, Act.NEXT_SERVICE) and row.service:
        return f"{words}: {row.service}"
    if act is Act.CALL:
        return f"{words}: {details.get('phrase', 'yang ditunda').lower()}"
    if act is Act.PARK:
        return f"{words}, kumpulan {'bersama' if details.get('pool') == 'common' else 'sendiri'}"
    if act is Act.TRANSFER:
        where = [f"ke {row.service}"] if row.service else []
        where += [f"untuk Loket {details['to_counter']}"] if details.get("to_counter") else []
        return f"{words} {' '.join(where)}, {'tempat tetap' if details.get('keep_place') else 'ke belakang'}"
    return words
