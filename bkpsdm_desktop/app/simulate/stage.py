"""What all processes of a simulated day share: the script they read and the clock they follow."""

import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from datetime import time as clock_time
from pathlib import Path
from uuid import UUID

import msgspec

from bkpsdm_desktop.app.simulate.plan import Plan
from bkpsdm_desktop.domain.instants import at_wib

OPENING = clock_time(8)

# A call must be on every display within these real seconds.
PICTURE_SECONDS = 2.0


class Script(msgspec.Struct, frozen=True, kw_only=True):
    """The plan, the database and who plays: read by each process, also by one that starts again.

    ``appointments`` are the codes of those who booked, by the id of the ticket they will take.
    """

    url: str
    day: date
    plan: Plan
    kiosks: tuple[UUID, ...]
    counters: tuple[UUID, ...]
    clerks: tuple[UUID, ...]
    displays: tuple[UUID, ...]
    appointments: dict[UUID, str]


def write_script(path: Path, script: Script) -> None:
    path.write_bytes(msgspec.json.encode(script))


def read_script(path: Path) -> Script:
    """Raises ``msgspec.ValidationError`` for a file that is no script."""
    return msgspec.json.decode(path.read_bytes(), type=Script)


class VirtualClock:
    """The office's time of a simulated day: opening + factor x the real seconds since ``epoch``.

    ``epoch`` is a reading of the computer's monotonic clock, which all its processes share, so all of them
    have the same time. Within a process no instant is given twice.
    """

    def __init__(
        self, day: date, factor: float, epoch: float, *, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._opening = at_wib(day, OPENING)
        self._factor = factor
        self._epoch = epoch
        self._monotonic = monotonic
        self._last = self._opening

    def elapsed(self) -> float:
        """Virtual seconds since the opening."""
        return (self._monotonic() - self._epoch) * self._factor

    def real_until(self, elapsed: float) -> float:
        """Real seconds until so many virtual seconds after the opening have passed; at least 0."""
        return max(0.0, (elapsed - self.elapsed()) / self._factor)

    def since_opening(self, at: datetime) -> float:
        """Virtual seconds from the opening to an instant."""
        return (at - self._opening).total_seconds()

    def now(self) -> datetime:
        """The present instant, later than every one given before."""
        self._last = max(
            self._opening + timedelta(seconds=self.elapsed()), self._last + timedelta(microseconds=1)
        )
        return self._last

    def soon(self, seconds: float) -> datetime:
        """A few virtual seconds after the last instant: when the hand reaches the next key."""
        self._last += timedelta(seconds=seconds)
        return self._last
