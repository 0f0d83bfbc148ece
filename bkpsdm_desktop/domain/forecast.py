"""When the waiting line will be gone: people x time of service / counters, and no more than that.

The time of service is the median of today when at least ten visits of the group were served, else what
the service's standard says. A counter that may serve several groups counts for each of them, so one group's
end is what it would be if the counters worked for it alone; the end of all is the work of all shared among
the counters that are open. New visitors are not counted: it is the end of those who wait now.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """People who wait for one group, the time each of them takes, and the open counters that may serve it."""

    waiting: int
    each: timedelta
    counters: int

    @property
    def work(self) -> timedelta:
        return self.waiting * self.each


def time_each(median: timedelta | None, standards: Sequence[timedelta]) -> timedelta:
    """How long one visitor of a group takes: today's ``median`` when there is one, else the mean of the
    standards of the group's services."""
    if median is not None:
        return median
    return sum(standards, timedelta()) / len(standards) if standards else timedelta()


def expected_end(line: Line, now: datetime) -> datetime | None:
    """When the last of those who wait now will be served; ``None`` when nobody waits or no counter can."""
    if not line.waiting or not line.counters:
        return None
    return now + line.work / line.counters


def end_of_all(lines: Sequence[Line], counters: int, now: datetime) -> datetime | None:
    """The end of all lines: the work of all among ``counters``, and not before the longest single line.
    ``None`` when nobody waits, or somebody waits whom no counter can serve."""
    wanted = [line for line in lines if line.waiting]
    ends = [expected_end(line, now) for line in wanted]
    if not wanted or not counters or None in ends:
        return None
    together = now + sum((line.work for line in wanted), timedelta()) / counters
    return max(together, *(end for end in ends if end is not None))
