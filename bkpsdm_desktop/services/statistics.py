"""Statistics of a period, from its events alone (docs/statistik.md says what each figure means)."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from operator import itemgetter
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Connection, Select, Text, bindparam, cast, select, true, type_coerce
from sqlalchemy.orm import Session
from sqlalchemy.types import NullType

from bkpsdm_desktop.domain.errors import Refused
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
    pieces,
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
    """What reads the tickets and the events of a period.

    The events come in no order: sorting half a million rows would take the database longer than everything
    else. Their step tells the order.
    """
    tickets = select(
        raw_key(_TICKET.c.id, "ticket", dialect),
        raw(_TICKET.c.business_day, "day"),
        _TICKET.c.priority,
        raw_key(_TICKET.c.service_id, "service", dialect),
    ).where(IN_PERIOD)
    columns = (
        raw_key(_EVENT.c.ticket_id, "ticket", dialect),
        _EVENT.c.step,
        _EVENT.c.act,
        raw(_EVENT.c.at, "at"),
        raw_key(_EVENT.c.service_id, "service", dialect),
        raw_key(_EVENT.c.person_id, "person", dialect),
    )
    of_the_ticket = _EVENT.c.ticket_id == _TICKET.c.id
    if dialect == "postgresql":
        # Ticket by ticket, by the index: left to choose, a server reads the events of all years for a month.
        life = select(*columns).where(of_the_ticket).correlate(_TICKET).offset(0).lateral()
        events = select(*life.c).select_from(_TICKET.join(life, true())).where(IN_PERIOD)
    else:
        events = select(*columns).join(_TICKET, of_the_ticket).where(IN_PERIOD)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What was read of a period: its visits, and the names of what they are split by. :func:`add_up` makes
    figures of it, without the database."""

    period: Period
    read_at: datetime
    tally: "_Tally"
    names: "_Names"


def gather(session: Session, stamp: Stamp, *, period: Period) -> Gathered:
    """Read the visits of a period. Raises ``Refused`` for who may not see its figures, and for a period that
    ends before it begins or is longer than :data:`MOST_DAYS`.

    The figures themselves are made by :func:`add_up`, when the transaction is over: a server ends a
    connection that holds one and says nothing for ten seconds.
    """
    require(session, stamp, Right.SEE_STATISTICS)
    if period.last < period.first:
        raise Refused("Tanggal akhir mendahului tanggal awal. Tukar kedua tanggal itu.")
    if period.days > MOST_DAYS:
        raise Refused(f"Rentang paling panjang {MOST_DAYS} hari. Pilih rentang yang lebih pendek.")
    tally = _Tally()
    for visit, day, priority in visits(session, period):
        tally.add(visit, day, priority)
    return Gathered(period=period, read_at=stamp.at, tally=tally, names=_Names(session))


def add_up(gathered: Gathered) -> Statistics:
    """The figures of what was gathered. Takes about half a second for a year: not on the window's thread."""
    total, by = gathered.tally.grouped()
    return Statistics(
        period=gathered.period,
        computed_at=gathered.read_at,
        total=_line("", "Jumlah", total),
        by={grouping: gathered.names.lines(grouping, by[grouping]) for grouping in Grouping},
    )


MOST_DAYS = 366
_PIECE_DAYS = 31
_TICKET_AND_STEP = itemgetter(0, 1)


def visits(session: Session, period: Period) -> Iterator[tuple[Visit, Hashable, str | None]]:
    """Every visit of a period with its business day (as the driver gives it: :func:`as_date`) and priority,
    in no particular order.

    Read month by month, so that a year needs no more memory than a month, and the connection is never
    silent for longer than a month takes to fold.
    """
    connection = session.connection()
    of_tickets, of_events = _statements(connection.dialect.name)
    for piece in pieces(period, days=_PIECE_DAYS):
        values = {"first": piece.first, "last": piece.last}
        tickets = {row[0]: row for row in _raw_rows(connection, of_tickets, values)}
        for ticket, events in _lives(_raw_rows(connection, of_events, values)):
            _, day, priority, service = tickets[ticket]
            visit = fold(events)
            first = visit.legs[0]
            if (
                first.service is None
            ):  # an event of an older program: then the ticket had one service for good
                first.service = service
            yield visit, day, priority


def _raw_rows(
    connection: Connection, statement: Select[Any], values: Mapping[str, object]
) -> list[tuple[Any, ...]]:
    """The driver's own tuples: for half a million of them SQLAlchemy's rows would cost as much again."""
    with connection.execute(statement, values) as result:
        assert result.cursor is not None
        return list(result.cursor.fetchall())


def _lives(rows: list[tuple[Any, ...]]) -> Iterator[tuple[Hashable, list[Event]]]:
    """The events of one ticket after the other. Sorts ``rows``, which mostly are in order already."""
    rows.sort(key=_TICKET_AND_STEP)
    present: Hashable = None
    events: list[Event] = []
    for ticket, _, act, at, service, person in rows:
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
        self._days: dict[Hashable, _Cell] = defaultdict(_Cell)

    def add(self, visit: Visit, day: Hashable, priority: str | None) -> None:
        of_day, first, person = self._days[day], visit.legs[0], visit.person
        came = hour_of(first.begun)
        part = self._parts[first.service, came, person, priority]
        part.outcomes[visit.outcome] += 1
        of_day.outcomes[visit.outcome] += 1
        if visit.whole is not None:
            part.wholes.append(visit.whole)
            of_day.wholes.append(visit.whole)
        for leg in visit.legs:
            waited, served, same = leg.waited, leg.served, leg is first
            hour = came if same else hour_of(leg.begun)
            if waited is not None:
                of_day.waits.append(waited)
                own = same and leg.caller == person
                (part if own else self._parts[leg.service, hour, leg.caller, priority]).waits.append(waited)
            if served is not None:
                of_day.services.append(served)
                own = same and leg.server == person
                cell = part if own else self._parts[leg.service, hour, leg.server, priority]
                cell.services.append(served)

    def grouped(self) -> tuple[_Cell, Mapping[Grouping, Mapping[Hashable, _Cell]]]:
        """The total, and the cells of each grouping."""
        for cell in (*self._parts.values(), *self._days.values()):
            cell.sort()
        days = {as_date(day): cell for day, cell in self._days.items()}
        months = _joined(days, lambda day: (day.year, day.month))
        by: dict[Grouping, Mapping[Hashable, _Cell]] = {
            grouping: _joined(self._parts, itemgetter(place)) for place, grouping in enumerate(_PLACES)
        }
        by[Grouping.DAY] = {day: cell for day, cell in days.items()}
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


def as_date(day: Any) -> date:
    """The day as the driver gave it: text on SQLite."""
    return date.fromisoformat(day) if isinstance(day, str) else day


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
