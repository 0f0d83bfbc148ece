"""Statistics of a period, from its events alone (docs/statistik.md says what each figure means)."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from operator import itemgetter
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Select, Text, bindparam, cast, select, type_coerce
from sqlalchemy.orm import Session
from sqlalchemy.types import NullType

from bkpsdm_desktop.domain.indonesian import month_name, short_date
from bkpsdm_desktop.domain.queue import Priority
from bkpsdm_desktop.domain.rights import Right
from bkpsdm_desktop.domain.statistics import (
    Event,
    Grouping,
    Outcome,
    Period,
    Times,
    Visit,
    fold,
    hour_of,
    times,
)
from bkpsdm_desktop.services.people import require
from bkpsdm_desktop.services.stamps import Stamp
from bkpsdm_desktop.store.tables import Person, Service, Ticket, TicketEvent, core

NOBODY = "Tanpa petugas"
REGULAR = "Reguler"
PRIORITY_WORDS = {
    Priority.ELDERLY: "Lansia",
    Priority.DISABILITY: "Disabilitas",
    Priority.PREGNANT: "Hamil atau menyusui",
    Priority.TODDLER: "Membawa balita",
}

_TICKET, _EVENT = core(Ticket), core(TicketEvent)


def raw(column: Any, name: str) -> Any:
    """A column as the driver gives it: half a million instants need not become datetimes."""
    return type_coerce(column, NullType()).label(name)


def raw_key(column: Any, name: str, dialect: str) -> Any:
    """A key as something that is told apart fast: bytes on SQLite, text on PostgreSQL (a ``UUID`` compares
    and hashes in Python). :func:`as_uuid` gives the UUID."""
    return cast(column, Text).label(name) if dialect == "postgresql" else raw(column, name)


IN_PERIOD = _TICKET.c.business_day.between(bindparam("first"), bindparam("last"))


@cache
def _statements(dialect: str) -> tuple[Select[Any], Select[Any]]:
    """What reads the tickets and the events of a period."""
    tickets = select(
        raw_key(_TICKET.c.id, "ticket", dialect),
        _TICKET.c.business_day,
        _TICKET.c.priority,
        raw_key(_TICKET.c.service_id, "service", dialect),
    ).where(IN_PERIOD)
    events = (
        select(
            raw_key(_EVENT.c.ticket_id, "ticket", dialect),
            _EVENT.c.act,
            raw(_EVENT.c.at, "at"),
            raw_key(_EVENT.c.service_id, "service", dialect),
            raw_key(_EVENT.c.person_id, "person", dialect),
        )
        .join(_TICKET, _EVENT.c.ticket_id == _TICKET.c.id)
        .where(IN_PERIOD)
        .order_by(_EVENT.c.ticket_id, _EVENT.c.step)
    )
    return tickets, events


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of figures. Numbers are counted where the visit began (``issued`` and how they ended), times
    where they were spent: of a transferred number the wait for the second service stands at that service."""

    key: str
    label: str
    issued: int
    finished: int
    no_show: int
    cancelled: int
    unserved: int
    open: int
    wait: Times
    service: Times
    whole: Times


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """All figures of a period, read at ``computed_at``. In each grouping the lines add up to ``total``."""

    period: Period
    computed_at: datetime
    total: Line
    by: Mapping[Grouping, tuple[Line, ...]]


def statistics(session: Session, stamp: Stamp, *, period: Period) -> Statistics:
    """The figures of a period. Raises ``Refused`` for who may not see them."""
    require(session, stamp, Right.SEE_STATISTICS)
    tally = _Tally()
    for visit, day, priority in visits(session, period):
        tally.add(visit, day, priority)
    total, by = tally.grouped()
    names = _Names(session)
    return Statistics(
        period=period,
        computed_at=stamp.at,
        total=_line("", "Jumlah", total),
        by={grouping: names.lines(grouping, by[grouping]) for grouping in Grouping},
    )


def visits(session: Session, period: Period) -> Iterator[tuple[Visit, date, str | None]]:
    """Every visit of a period with its business day and priority, in no particular order."""
    connection = session.connection()
    values = {"first": period.first, "last": period.last}
    of_tickets, of_events = _statements(connection.dialect.name)
    tickets = {row[0]: row for row in connection.execute(of_tickets, values)}
    for ticket, events in _lives(connection.execute(of_events, values)):
        _, day, priority, service = tickets[ticket]
        visit = fold(events)
        first = visit.legs[0]
        if first.service is None:  # an event of an older program: then the ticket had one service for good
            first.service = service
        yield visit, day, priority


def _lives(rows: Iterable[Any]) -> Iterator[tuple[Hashable, list[Event]]]:
    """The events of one ticket after the other."""
    present: Hashable = None
    events: list[Event] = []
    for ticket, act, at, service, person in rows:
        if ticket != present:
            if events:
                yield present, events
            present, events = ticket, []
        events.append((act, at, service, person))
    if events:
        yield present, events


@dataclass(slots=True)
class _Cell:
    """What is known of one part: how visits ended, and seconds."""

    outcomes: dict[Outcome, int] = field(default_factory=lambda: defaultdict(int))
    waits: list[int] = field(default_factory=list)
    services: list[int] = field(default_factory=list)
    wholes: list[int] = field(default_factory=list)

    def sort(self) -> None:
        """What is joined from sorted pieces is sorted again in no time."""
        for values in (self.waits, self.services, self.wholes):
            values.sort()

    def take_in(self, other: "_Cell") -> None:
        for outcome, count in other.outcomes.items():
            self.outcomes[outcome] += count
        self.waits += other.waits
        self.services += other.services
        self.wholes += other.wholes


_Part = tuple[Hashable, int, Hashable, str | None]
"""Service, hour, person, priority."""


class _Tally:
    """Adds visits up: once by all that tells them apart within a day, once by day; the groupings are joined
    from these at the end."""

    def __init__(self) -> None:
        self._parts: dict[_Part, _Cell] = defaultdict(_Cell)
        self._days: dict[date, _Cell] = defaultdict(_Cell)

    def add(self, visit: Visit, day: date, priority: str | None) -> None:
        parts, of_day, first = self._parts, self._days[day], visit.legs[0]
        came, person = hour_of(first.begun), visit.person
        part = parts[(first.service, came, person, priority)]
        part.outcomes[visit.outcome] += 1
        of_day.outcomes[visit.outcome] += 1
        if visit.whole is not None:
            part.wholes.append(visit.whole)
            of_day.wholes.append(visit.whole)
        for leg in visit.legs:
            hour = came if leg is first else hour_of(leg.begun)
            if leg.waited is not None:
                same = leg is first and leg.caller == person
                cell = part if same else parts[(leg.service, hour, leg.caller, priority)]
                cell.waits.append(leg.waited)
                of_day.waits.append(leg.waited)
            if leg.served is not None:
                same = leg is first and leg.server == person
                cell = part if same else parts[(leg.service, hour, leg.server, priority)]
                cell.services.append(leg.served)
                of_day.services.append(leg.served)

    def grouped(self) -> tuple[_Cell, Mapping[Grouping, Mapping[Hashable, _Cell]]]:
        """The total, and the cells of each grouping."""
        for cell in (*self._parts.values(), *self._days.values()):
            cell.sort()
        months = _joined(self._days, lambda day: (day.year, day.month))
        by: dict[Grouping, Mapping[Hashable, _Cell]] = {
            grouping: _joined(self._parts, itemgetter(place)) for place, grouping in enumerate(_PLACES)
        }
        by[Grouping.DAY] = {day: cell for day, cell in self._days.items()}
        by[Grouping.MONTH] = months
        return _joined(months, lambda _: None).get(None, _Cell()), by


_PLACES = (Grouping.SERVICE, Grouping.HOUR, Grouping.CLERK, Grouping.PRIORITY)
_Any = TypeVar("_Any", bound=Hashable)


def _joined(cells: Mapping[_Any, _Cell], key: Callable[[_Any], Hashable]) -> dict[Hashable, _Cell]:
    made: dict[Hashable, _Cell] = defaultdict(_Cell)
    for name, cell in cells.items():
        made[key(name)].take_in(cell)
    for cell in made.values():
        cell.sort()
    return made


def _line(key: str, label: str, cell: _Cell) -> Line:
    of = cell.outcomes
    return Line(
        key=key,
        label=label,
        issued=sum(of.values()),
        finished=of[Outcome.FINISHED],
        no_show=of[Outcome.NO_SHOW],
        cancelled=of[Outcome.CANCELLED],
        unserved=of[Outcome.UNSERVED],
        open=of[Outcome.OPEN],
        wait=times(cell.waits),
        service=times(cell.services),
        whole=times(cell.wholes),
    )


def as_uuid(key: Any) -> UUID | None:
    """The key that :func:`raw_key` gave."""
    return UUID(bytes=key) if isinstance(key, bytes) else None if key is None else UUID(key)


class _Names:
    """How parts are called, and in which order they stand: services as the office ordered them, clerks by
    name (never by their figures), the rest as it comes."""

    def __init__(self, session: Session) -> None:
        services = session.execute(select(Service.id, Service.name).order_by(Service.position, Service.name))
        self._services = {row.id: (place, row.name) for place, row in enumerate(services)}
        people = session.execute(select(Person.id, Person.name).order_by(Person.name, Person.username))
        self._people = {row.id: (place, row.name) for place, row in enumerate(people)}
        self._priorities = list(Priority)

    def lines(self, grouping: Grouping, cells: Mapping[Hashable, _Cell]) -> tuple[Line, ...]:
        name = _NAMERS[grouping]
        named = [(*name(self, key), cell) for key, cell in cells.items()]
        named.sort(key=lambda row: row[0])
        return tuple(_line(key, label, cell) for _, key, label, cell in named)

    def service(self, raw: Any) -> tuple[int, str, str]:
        key = as_uuid(raw)
        assert key is not None
        place, name = self._services[key]
        return place, str(key), name

    def person(self, raw: Any) -> tuple[int, str, str]:
        key = as_uuid(raw)
        if key is None:
            return len(self._people), "", NOBODY
        place, name = self._people[key]
        return place, str(key), name

    def priority(self, raw: Any) -> tuple[int, str, str]:
        if raw is None:
            return 0, "", REGULAR
        kind = Priority(raw)
        return 1 + self._priorities.index(kind), kind.value, PRIORITY_WORDS[kind]

    def hour(self, hour: Any) -> tuple[int, str, str]:
        return hour, f"{hour:02}", f"{hour:02}.00–{hour:02}.59"

    def day(self, day: Any) -> tuple[int, str, str]:
        return day.toordinal(), day.isoformat(), short_date(day)

    def month(self, month: Any) -> tuple[int, str, str]:
        year, number = month
        return year * 12 + number, f"{year}-{number:02}", f"{month_name(number)} {year}"


_NAMERS: dict[Grouping, Callable[[_Names, Any], tuple[int, str, str]]] = {
    Grouping.SERVICE: _Names.service,
    Grouping.HOUR: _Names.hour,
    Grouping.CLERK: _Names.person,
    Grouping.PRIORITY: _Names.priority,
    Grouping.DAY: _Names.day,
    Grouping.MONTH: _Names.month,
}
