"""What the counter shows of a visit that is more than call, serve and finish: frozen rows."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkedRow:
    """A parked number that this clerk may take back. ``own``: of the clerk's pool, else of everybody's.

    ``by`` is who parked it; ``long``: it lies there longer than the rules say.
    """

    ticket: UUID
    label: str
    service: str
    own: bool
    by: str
    since: datetime
    long: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LegRow:
    """One service of the present visit; ``present`` is the one that is being served now."""

    service: str
    waited: timedelta
    served: timedelta
    present: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceTarget:
    """A service that a number may go to. ``counters`` are open and serve it; ``mine``: this clerk does."""

    service: UUID
    series: str
    name: str
    waiting: int
    counters: tuple[int, ...]
    mine: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterTarget:
    """An open counter that a number may go to; ``serves``: its clerk may serve the present service."""

    counter: UUID
    number: int
    person: str
    paused: bool
    skills: tuple[str, ...]
    serves: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakRow:
    """The break that a counter is in; ``until`` is when it is meant to end."""

    reason: str
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakChoice:
    """A reason for a break, and how many minutes it usually takes."""

    reason: str
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmRow:
    """An emergency that nobody has ended yet. ``counter`` is 0 at a station without one; ``here``: it was
    raised at this very station."""

    id: UUID
    counter: int
    person: str
    since: datetime
    here: bool
