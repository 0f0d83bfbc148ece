"""A clock that tests move by hand."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bkpsdm_desktop.screens.ticker import Cancel

# 24 November 2026, 09.41 WIB: the morning of the mock-ups.
MORNING = datetime(2026, 11, 24, 2, 41, tzinfo=UTC)


@dataclass(eq=False)
class _Timer:
    due: datetime
    order: int
    period: timedelta | None
    callback: Callable[[], None]


class FakeTicker:
    """A ``Ticker`` that stands still until ``advance``; timers then run in order of their due time."""

    def __init__(self, start: datetime = MORNING) -> None:
        self._now = start
        self._timers: list[_Timer] = []
        self._made = 0

    @property
    def running(self) -> int:
        """How many timers are set: a closed screen must leave none behind."""
        return len(self._timers)

    def now(self) -> datetime:
        return self._now

    def after(self, ms: int, callback: Callable[[], None]) -> Cancel:
        return self._add(ms, None, callback)

    def every(self, ms: int, callback: Callable[[], None]) -> Cancel:
        return self._add(ms, timedelta(milliseconds=ms), callback)

    def advance(self, seconds: float) -> None:
        """Move time forward, running each timer at its own instant."""
        end = self._now + timedelta(seconds=seconds)
        while due := [timer for timer in self._timers if timer.due <= end]:
            timer = min(due, key=lambda each: (each.due, each.order))
            self._now = max(self._now, timer.due)
            if timer.period is None:
                self._timers.remove(timer)
            else:
                timer.due += timer.period
            timer.callback()
        self._now = end

    def _add(self, ms: int, period: timedelta | None, callback: Callable[[], None]) -> Cancel:
        self._made += 1
        timer = _Timer(
            due=self._now + timedelta(milliseconds=ms), order=self._made, period=period, callback=callback
        )
        self._timers.append(timer)

        def cancel() -> None:
            if timer in self._timers:
                self._timers.remove(timer)

        return cancel
