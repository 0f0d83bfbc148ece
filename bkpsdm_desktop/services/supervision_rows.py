"""What the supervisor's screen shows: one snapshot, and which of its tickets stand behind which figure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from uuid import UUID

from bkpsdm_desktop.domain.advice import Advice
from bkpsdm_desktop.domain.calendar import OfficeStatus
from bkpsdm_desktop.domain.instants import WIB
from bkpsdm_desktop.domain.queue import Priority
from bkpsdm_desktop.domain.ticket import Act, QueueRules, State
from bkpsdm_desktop.services.estimate import Accuracy
from bkpsdm_desktop.services.rows import CounterState, OfficeRow


class Level(StrEnum):
    """How a thing stands: in order, to be looked at, broken, or not in use."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"
    OFF = "off"


class Of(StrEnum):
    """What a figure counts or measures."""

    ISSUED = "issued"
    WAITING = "waiting"
    LONGEST = "longest"
    WAITS = "waits"
    SERVICES = "services"
    CALLED = "called"
    SERVING = "serving"
    PARKED = "parked"
    PARKED_OWN = "parked_own"
    PARKED_COMMON = "parked_common"
    FINISHED = "finished"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"
    UNSERVED = "unserved"
    RETURNED = "returned"
    MOVED = "moved"
    RELEASED = "released"
    REPRINTED = "reprinted"
    RECALLED = "recalled"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the screen: what it is of, and of which groups (their codes) or hour, when not of all."""

    of: Of
    groups: tuple[str, ...] = ()
    hour: int | None = None


@dataclass(frozen=True, slots=True)
class LegLine:
    """A leg of a visit that is over: the group of its service, how long it waited and was served."""

    group: str
    wait: timedelta | None
    served: timedelta | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketLine:
    """A ticket of today. ``since`` is when its present state began, ``acts`` all that happened to it unless
    that was the usual (then empty), ``common`` whether it is parked for everybody, ``only_counter`` the only
    counter that may call it."""

    id: UUID
    label: str
    group: str
    service: str
    state: State
    priority: Priority | None
    issued_at: datetime
    since: datetime
    counter: int | None
    only_counter: int | None
    clerk: str
    common: bool
    calls: int
    legs: tuple[LegLine, ...]
    acts: frozenset[str]
    slips: int

    @property
    def is_open(self) -> bool:
        return self.state in _OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLine:
    """A group of services now and today. ``counters`` are the open ones that may serve it, ``each`` how long
    a visitor takes, ``ends_at`` when those who wait now will be served. ``p90`` needs ten waits."""

    code: str
    series: str
    name: str
    waiting: int
    longest: timedelta | None
    p90: timedelta | None
    waits: int
    counters: tuple[int, ...]
    each: timedelta
    ends_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterLine:
    """A counter. ``since`` is when it came into its present state, ``silent`` how long its PC has given no
    sign of life (``None`` while it does, or when nobody is there); ``break_*`` are of a pause."""

    id: UUID
    number: int
    room: str
    has_pc: bool
    state: CounterState
    since: datetime | None
    ticket: UUID | None
    label: str
    ticket_state: State | None
    calls: int
    target: timedelta | None
    person: UUID | None
    clerk: str
    groups: frozenset[str]
    silent: timedelta | None
    break_reason: str
    break_until: datetime | None
    parked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClerkLine:
    """Somebody who may serve. ``counter`` is the one that is open for them."""

    id: UUID
    name: str
    groups: frozenset[str]
    counter: int | None
    state: CounterState
    busy: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthLine:
    """A device or duty: its state in a few words, and more of it for who opens it."""

    key: str
    kind: str  # kiosk, display, printer, sound, counter, clock, backup, skill, alarm
    name: str
    level: Level
    words: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Median and 90th percentile of ``count`` spans of today; both ``None`` below ten."""

    count: int
    median: timedelta | None
    p90: timedelta | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Targets:
    """What the agency wants to reach (setting ``targets``). ``finished`` per day, 0 when none is set."""

    finished: int = 0
    wait_median: int = 15
    wait_p90: int = 30
    service_median: int = 10
    service_p90: int = 15
    no_show_percent: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingLine:
    """A visit agreed for today. ``arrived`` once it has its number; ``late`` when its time went by."""

    id: UUID
    starts_at: datetime
    code: str
    name: str
    service: str
    label: str
    arrived: bool
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillLine:
    """A skill that ends soon: it is taken out of the clerk's list after that day."""

    person: str
    group: str
    expires_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakLine:
    """A break of today; it goes on while ``ended_at`` is ``None``."""

    id: UUID
    counter: int
    clerk: str
    reason: str
    began_at: datetime
    until: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmLine:
    """An emergency of today; it stands while ``ended_at`` is ``None``. ``counter`` is 0 at a PC without."""

    id: UUID
    counter: int
    place: str
    clerk: str
    raised_at: datetime
    ended_at: datetime | None
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceChoice:
    """A service that a number can be moved to."""

    id: UUID
    name: str
    group: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLine:
    """One step in a ticket's life, in words."""

    step: int
    at: datetime
    words: str
    who: str
    where: str


@dataclass(frozen=True, kw_only=True)
class Supervision:
    """All that the supervisor's screen shows, read in one transaction at ``now``."""

    office: OfficeRow
    now: datetime
    day: date
    status: OfficeStatus
    rules: QueueRules
    targets: Targets
    closed: bool
    hold: str | None
    groups: tuple[GroupLine, ...]
    ends_at: datetime | None
    counters: tuple[CounterLine, ...]
    clerks: tuple[ClerkLine, ...]
    tickets: tuple[TicketLine, ...]
    waits: Spread
    services: Spread
    health: tuple[HealthLine, ...]
    bookings: tuple[BookingLine, ...]
    skills: tuple[SkillLine, ...]
    breaks: tuple[BreakLine, ...]
    alarms: tuple[AlarmLine, ...]
    choices: tuple[ServiceChoice, ...]
    advice: Advice
    accuracy: Accuracy | None
    usual: tuple[tuple[int, float], ...]
    """Hour and the usual number of finished visits in it on this weekday."""

    @cached_property
    def by_state(self) -> dict[State, int]:
        """How many of today's numbers are in each state: the parts of *nomor diambil*."""
        return {state: len(self._sorted_out.get(of, ())) for of, state in _BY_STATE.items()}

    @property
    def issued(self) -> int:
        """How many numbers were taken today."""
        return len(self.tickets)

    def behind(self, figure: Figure) -> tuple[TicketLine, ...]:
        """The tickets that stand behind a figure, those first that have been so for longest."""
        found = [ticket for ticket in self._sorted_out.get(figure.of, ()) if _belongs(ticket, figure)]
        found.sort(key=lambda ticket: (ticket.since, ticket.label))
        return tuple(found[:1] if figure.of is Of.LONGEST else found)

    def count(self, of: Of, *groups: str) -> int:
        """The figure itself, where it counts."""
        return len(self.behind(Figure(of, groups))) if groups else len(self._sorted_out.get(of, ()))

    @cached_property
    def _sorted_out(self) -> dict[Of, list[TicketLine]]:
        """Today's tickets by what they count for, found in one pass: the screen asks for all of them."""
        found: dict[Of, list[TicketLine]] = {Of.ISSUED: list(self.tickets)}
        for ticket in self.tickets:
            for of in _counts_for(ticket):
                found.setdefault(of, []).append(ticket)
        found[Of.LONGEST] = found.get(Of.WAITING, [])
        return found


_OPEN = frozenset({State.WAITING, State.CALLED, State.SERVING, State.PARKED})
_BY_STATE = {
    Of.WAITING: State.WAITING,
    Of.CALLED: State.CALLED,
    Of.SERVING: State.SERVING,
    Of.PARKED: State.PARKED,
    Of.FINISHED: State.FINISHED,
    Of.NO_SHOW: State.NO_SHOW,
    Of.CANCELLED: State.CANCELLED,
    Of.UNSERVED: State.UNSERVED,
}
_OF_STATE = {state: of for of, state in _BY_STATE.items()}
_BY_ACT = ((Of.RETURNED, Act.RETURN), (Of.MOVED, Act.TRANSFER), (Of.RELEASED, Act.RELEASE))


def _counts_for(ticket: TicketLine) -> Iterator[Of]:
    yield _OF_STATE[ticket.state]
    if ticket.state is State.PARKED:
        yield Of.PARKED_COMMON if ticket.common else Of.PARKED_OWN
    if ticket.legs:
        if any(leg.wait is not None for leg in ticket.legs):
            yield Of.WAITS
        if any(leg.served is not None for leg in ticket.legs):
            yield Of.SERVICES
    if ticket.slips > 1:
        yield Of.REPRINTED
    if ticket.calls > 1 or Act.RECALL in ticket.acts:
        yield Of.RECALLED
    for of, act in _BY_ACT:
        if act in ticket.acts:
            yield of


def _belongs(ticket: TicketLine, figure: Figure) -> bool:
    """Whether one of a figure's tickets is of its groups and its hour."""
    if figure.hour is not None and ticket.since.astimezone(WIB).hour != figure.hour:
        return False
    if not figure.groups:
        return True
    if figure.of is Of.WAITS:
        return any(leg.wait is not None and leg.group in figure.groups for leg in ticket.legs)
    if figure.of is Of.SERVICES:
        return any(leg.served is not None and leg.group in figure.groups for leg in ticket.legs)
    return ticket.group in figure.groups
