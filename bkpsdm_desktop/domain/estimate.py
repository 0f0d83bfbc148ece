"""The waiting estimate: a range from what earlier visitors waited, never a single made-up number.

The *pace* of a visit is its wait in seconds for each number that was to be called up to and with it:
``wait / (ahead + 1)``. From the paces of a service at an hour of day the quartiles are kept; times the
present line they make the range, rounded outwards to five minutes. On simulated days two of three visits and
more fall into it (tests/domain/test_estimate.py): half by the quartiles, the rest by the rounding.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from bkpsdm_desktop.domain.languages import Language
from bkpsdm_desktop.domain.statistics import percentile

ALL_DAY = -1
"""The hour of a pace that counts for the whole day."""

ENOUGH_VISITS = 20
"""With less history there is no range for the hour, and below it for the day none at all."""

ENOUGH_TOLD = 10
"""With fewer visits no share of ranges that came true."""

LOW, HIGH = 0.25, 0.75
_STEP = 5

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """Seconds per number ahead: of most visits between ``low`` and ``high``; from so many ``visits``."""

    visits: int
    low: int
    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitRange:
    """A wait in minutes, ``low`` to ``high``, both multiples of five."""

    low: int
    high: int

    def holds(self, seconds: int) -> bool:
        """Whether a wait lies within it."""
        return self.low * 60 <= seconds <= self.high * 60

    def miss(self, seconds: int) -> int:
        """By how many seconds a wait lies outside; 0 within."""
        return max(self.low * 60 - seconds, seconds - self.high * 60, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waited(Generic[Key]):
    """One visit of the past: its service, the hour (WIB) it came, how many were ahead, what it waited."""

    service: Key
    hour: int
    ahead: int
    seconds: int


def paces(history: Iterable[Waited[Key]]) -> Mapping[tuple[Key, int], Pace]:
    """The pace of each service at each hour, and all day, where there is enough history."""
    found: dict[tuple[Key, int], list[int]] = {}
    for visit in history:
        pace = visit.seconds // (visit.ahead + 1)
        for hour in (visit.hour, ALL_DAY):
            found.setdefault((visit.service, hour), []).append(pace)
    return {key: _pace(values) for key, values in found.items() if len(values) >= ENOUGH_VISITS}


def _pace(values: list[int]) -> Pace:
    ordered = sorted(values)
    return Pace(visits=len(ordered), low=percentile(ordered, LOW), high=percentile(ordered, HIGH))


def wait_range(low: int, high: int, ahead: int) -> WaitRange:
    """The range for a number with so many ahead, from a pace in seconds; rounded outwards to five minutes."""
    step = _STEP * 60
    first = low * (ahead + 1) // step
    last = -(-high * (ahead + 1) // step)
    return WaitRange(low=first * _STEP, high=max(last, first + 1) * _STEP)


def together(parts: Iterable[Pace]) -> Pace | None:
    """One pace for several services of one line, each weighted by its visits. ``None`` without any."""
    known = list(parts)
    visits = sum(pace.visits for pace in known)
    if not visits:
        return None
    return Pace(
        visits=visits,
        low=sum(pace.low * pace.visits for pace in known) // visits,
        high=sum(pace.high * pace.visits for pace in known) // visits,
    )


def range_words(wait: WaitRange, language: Language = Language.INDONESIAN) -> str:
    """``± 25–35 menit``; from an hour on ``± 50 menit – 1 jam 5 menit``."""
    hour, minute = language.of("jam", "h"), language.of("menit", "min")
    if wait.high < 60:
        return f"± {wait.low}–{wait.high} {minute}"
    return f"± {_span(wait.low, hour, minute)} – {_span(wait.high, hour, minute)}"


def _span(minutes: int, hour: str, minute: str) -> str:
    hours, rest = divmod(minutes, 60)
    words = [f"{hours} {hour}"] if hours else []
    if rest or not hours:
        words.append(f"{rest} {minute}")
    return " ".join(words)
