"""What the events of a ticket add up to: how its visitor waited, was served, and left.

A visit has *legs*: one begins when the number is taken, when it is transferred, and with each further service
at the counter. The time of a leg is made of stretches:

* a **wait** runs from the moment a number queues (taken, transferred, back after *tidak hadir*, released by a
  supervisor) to the call that led to the counter; recalls do not end it, a withdrawn call does not count;
* a **service** runs from the start (or the resuming) to the end, the parking, the transfer or the next
  service; parked time is neither.

What was undone never happened. A clock that was set back makes no negative time. Times are whole seconds.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from bkpsdm_desktop.domain.ticket import Act

ENOUGH = 10
"""With fewer values there is no median: *belum cukup data* (ux.md U57)."""

_SECOND = 1_000_000
_HOUR = 3600 * _SECOND
_WIB_HOURS = 7

Event = tuple[str, int, Hashable, Hashable]
"""Act, microseconds since 1970, service of a leg that begins (or None), person (or None)."""


class Outcome(StrEnum):
    """How a visit ended; every issued number is exactly one of these."""

    FINISHED = "finished"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"
    UNSERVED = "unserved"
    OPEN = "open"


class Grouping(StrEnum):
    """By what figures are split. The value is how the screen names it."""

    SERVICE = "Layanan"
    HOUR = "Jam"
    CLERK = "Petugas"
    PRIORITY = "Prioritas"
    DAY = "Hari"
    MONTH = "Bulan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Business days from ``first`` to ``last``, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


def pieces(period: Period, *, days: int) -> Iterator[Period]:
    """The period cut into parts of at most ``days`` days, in order."""
    first = period.first
    while first <= period.last:
        last = min(period.last, first + timedelta(days=days - 1))
        yield Period(first=first, last=last)
        first = last + timedelta(days=1)


def week_until(day: date) -> Period:
    """Seven days, the last of them ``day``."""
    return Period(first=day - timedelta(days=6), last=day)


def month_until(day: date) -> Period:
    """The month of ``day`` up to it."""
    return Period(first=day.replace(day=1), last=day)


def year_until(day: date) -> Period:
    """The year of ``day`` up to it."""
    return Period(first=day.replace(month=1, day=1), last=day)


@dataclass(slots=True)
class Leg:
    """One leg. ``waited`` and ``served`` are seconds, None when it never came to that; ``caller`` made the
    call that led to the counter, ``server`` ended (or interrupted) the service."""

    service: Hashable
    begun: int
    waited: int | None = None
    served: int | None = None
    caller: Hashable = None
    server: Hashable = None


@dataclass(slots=True)
class Visit:
    """A ticket's whole life. ``waited`` also has the stretches of legs that ended without a service;
    ``whole`` is from the number to the end, of finished visits only; ``person`` ended it."""

    begun: int = 0
    legs: list[Leg] = field(default_factory=list)
    outcome: Outcome = Outcome.OPEN
    waited: int = 0
    whole: int | None = None
    person: Hashable = None


def fold(events: Sequence[Event]) -> Visit:
    """The visit that these events of one ticket, in their order, make."""
    if len(events) == _PLAIN_EVENTS:
        (_, begun, service, _), (second, called, _, caller), (third, started, _, _), last = events
        fourth, ended, _, server = last
        if second == _CALL and third == _START and fourth == _FINISH:
            # As _stretch does it: three calls more for each of a year's visits would be felt.
            waited = (called - begun) // _SECOND if called > begun else 0
            served = (ended - started) // _SECOND if ended > started else 0
            whole = (ended - begun) // _SECOND if ended > begun else 0
            leg = Leg(service, begun, waited, served, caller, server)
            return Visit(begun, [leg], Outcome.FINISHED, waited, whole, server)
    return _read(events).visit


def so_far(events: Sequence[Event], *, now: int) -> Visit:
    """As :func:`fold`, of a visit that goes on: what runs is counted up to ``now`` (microseconds), a wait
    that a call has ended up to that call."""
    life = _read(events)
    life.at = now
    life.go_on()
    return life.visit


def _read(events: Sequence[Event]) -> "_Life":
    life = _Life()
    for act, at, service, person in _standing(events):
        life.at, life.person = at, person
        _DO[act](life, service)
    return life


# Nearly every visit is taken, called, started, finished: a year of them is read in half the time.
_PLAIN_EVENTS = 4
_CALL, _START, _FINISH = Act.CALL.value, Act.START.value, Act.FINISH.value
_UNDO = Act.UNDO.value


def _stretch(begun: int, ended: int) -> int:
    return max(0, ended - begun) // _SECOND


def _standing(events: Iterable[Event]) -> list[Event]:
    """The events without what was undone: an undoing always takes back the event before it."""
    left: list[Event] = []
    for event in events:
        if event[0] == _UNDO and left:
            left.pop()
        else:
            left.append(event)
    return left


class _Life:
    """Where a ticket is while its events are read."""

    __slots__ = ("at", "called", "caller", "person", "serving", "since", "visit")

    def __init__(self) -> None:
        self.visit = Visit()
        self.at = 0
        self.person: Hashable = None
        self.since: int | None = None
        self.called: int | None = None
        self.caller: Hashable = None
        self.serving: int | None = None

    def issue(self, service: Hashable) -> None:
        self.visit.begun = self.since = self.at
        self.visit.legs.append(Leg(service, self.at))

    def call(self, _: Hashable) -> None:
        self.called, self.caller = self.at, self.person

    def withdraw(self, _: Hashable) -> None:
        self.called = None

    def start(self, _: Hashable) -> None:
        leg = self.visit.legs[-1]
        if self.since is not None and self.called is not None:
            waited = _stretch(self.since, self.called)
            leg.waited = waited + (leg.waited or 0)
            leg.caller = self.caller
            self.visit.waited += waited
        self.since, self.serving = None, self.at

    def pause(self, _: Hashable) -> None:
        self._end_service()

    def resume(self, _: Hashable) -> None:
        self.serving = self.at

    def transfer(self, service: Hashable) -> None:
        self._end_service()
        if self.since is not None:
            self.visit.waited += _stretch(self.since, self.at)
        self.since, self.called = self.at, None
        self._next_leg(service)

    def next_service(self, service: Hashable) -> None:
        self._end_service()
        self.serving = self.at
        self._next_leg(service)

    def release(self, _: Hashable) -> None:
        if self.serving is not None:
            self._end_service()
            self.since = self.at
        self.called = None

    def come_back(self, _: Hashable) -> None:
        self.visit.outcome, self.visit.person = Outcome.OPEN, None
        self.since, self.called = self.at, None

    def finish(self, _: Hashable) -> None:
        self._end_service()
        self._end(Outcome.FINISHED)
        self.visit.whole = _stretch(self.visit.begun, self.at)

    def no_show(self, _: Hashable) -> None:
        self._end(Outcome.NO_SHOW)

    def cancel(self, _: Hashable) -> None:
        self._end(Outcome.CANCELLED)

    def close_day(self, _: Hashable) -> None:
        self._end(Outcome.UNSERVED)
        self.visit.person = None  # whoever closed the day has not served this visitor

    def nothing(self, _: Hashable) -> None:
        """A recall changes no time."""

    def go_on(self) -> None:
        """What runs at this moment is counted up to it."""
        leg = self.visit.legs[-1]
        if self.serving is not None:
            self._end_service()
        elif self.since is not None:
            ended = self.at if self.called is None else self.called
            leg.waited = _stretch(self.since, ended) + (leg.waited or 0)

    def _end(self, outcome: Outcome) -> None:
        self.visit.outcome, self.visit.person = outcome, self.person
        self.since = self.called = None

    def _end_service(self) -> None:
        if self.serving is None:
            return
        leg = self.visit.legs[-1]
        leg.served = _stretch(self.serving, self.at) + (leg.served or 0)
        leg.server = self.person
        self.serving = None

    def _next_leg(self, service: Hashable) -> None:
        same = self.visit.legs[-1].service
        self.visit.legs.append(Leg(same if service is None else service, self.at))


_DO: dict[str, Callable[[_Life, Hashable], None]] = {
    Act.ISSUE: _Life.issue,
    Act.CALL: _Life.call,
    Act.RECALL: _Life.nothing,
    Act.WITHDRAW: _Life.withdraw,
    Act.START: _Life.start,
    Act.PARK: _Life.pause,
    Act.RESUME: _Life.resume,
    Act.TRANSFER: _Life.transfer,
    Act.NEXT_SERVICE: _Life.next_service,
    Act.RELEASE: _Life.release,
    Act.RETURN: _Life.come_back,
    Act.FINISH: _Life.finish,
    Act.MARK_NO_SHOW: _Life.no_show,
    Act.CANCEL: _Life.cancel,
    Act.CLOSE_DAY: _Life.close_day,
}


def hour_of(micros: int) -> int:
    """The hour of day in WIB, which has no summer time."""
    return (micros // _HOUR + _WIB_HOURS) % 24


def percentile(ordered: Sequence[int], share: float) -> int:
    """The nearest-rank percentile of values in order: the smallest that at least ``share`` of them do not
    exceed. It is always a value that was measured. Raises ``ValueError`` for no values."""
    if not ordered:
        raise ValueError("no values")
    # Whole thousandths: 0.9 x 10 must be 9, not a hair more.
    thousandths = round(share * 1000)
    return ordered[max(0, -(-thousandths * len(ordered) // 1000) - 1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """How long something took: of ``n`` values, ``total`` in all, median and 90th percentile; these are None
    below :data:`ENOUGH` values."""

    n: int
    total: timedelta
    median: timedelta | None
    p90: timedelta | None


def times(seconds: Iterable[int]) -> Times:
    """What values in seconds come to."""
    ordered = sorted(seconds)
    enough = len(ordered) >= ENOUGH
    return Times(
        n=len(ordered),
        total=timedelta(seconds=sum(ordered)),
        median=timedelta(seconds=percentile(ordered, 0.5)) if enough else None,
        p90=timedelta(seconds=percentile(ordered, 0.9)) if enough else None,
    )
