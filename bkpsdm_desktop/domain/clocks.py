"""Clocks that people and networks set: noticing a jump, and the office's time on a PC that is wrong.

Small corrections are everyday (NTP). A jump of more than ten minutes means that nobody knows the date.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

DOUBTFUL = timedelta(minutes=10)
# Less than this is the ordinary work of NTP, and the time between two looks at two clocks.
_NOTICED = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Jump:
    """How far a wall clock moved against the time that really passed; negative: it was set back."""

    size: timedelta

    @property
    def is_doubtful(self) -> bool:
        """Whether numbers must not be issued until a person confirms the date."""
        return abs(self.size) > DOUBTFUL

    @property
    def sentence(self) -> str:
        """For the status line, or as the reason why issuing stands still."""
        way = "mundur" if self.size < timedelta(0) else "maju"
        if self.is_doubtful:
            return f"Jam komputer {way} {_span(self.size)}. Pastikan tanggal sebelum nomor diambil lagi."
        return f"Jam komputer {way} {_span(self.size)}. Periksa pengaturan jam PC ini."


def _span(size: timedelta) -> str:
    seconds = round(abs(size).total_seconds())
    for unit, name in ((86400, "hari"), (3600, "jam"), (60, "menit")):
        if seconds >= unit:
            return f"{seconds // unit} {name}"
    return f"{seconds} detik"


class ClockWatch:
    """Compares a wall clock with a steady one, look by look. Midnight and a long pause are no jumps."""

    def __init__(self, wall: datetime, steady: float) -> None:
        self._wall = wall
        self._steady = steady

    def observe(self, wall: datetime, steady: float) -> Jump | None:
        """The jump since the last look, or ``None``. ``steady`` is in seconds, as :func:`steady_clock`."""
        size = (wall - self._wall) - timedelta(seconds=steady - self._steady)
        self._wall, self._steady = wall, steady
        return Jump(size) if abs(size) >= _NOTICED else None


def steady_clock() -> float:
    """Seconds that nobody can set, and that run on while the PC sleeps where the system has such a clock."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot is None else time.clock_gettime(boot)


class OfficeClock:
    """The office's time: this PC's clock plus its offset to the database server.

    A small step back lets the time stand still until the clock has caught up, so that what comes later is
    never written earlier. A doubtful jump is followed: people decide about that one.
    """

    def __init__(self, pc_now: Callable[[], datetime], offset: timedelta = timedelta(0)) -> None:
        self._pc_now = pc_now
        self._offset = offset
        self._last: datetime | None = None

    def now(self) -> datetime:
        """The office's time, aware."""
        present = self._pc_now() + self._offset
        if self._last is not None and timedelta(0) < self._last - present <= DOUBTFUL:
            return self._last
        self._last = present
        return present

    def set_offset(self, offset: timedelta) -> None:
        """Use a new measurement (:func:`offset_between`)."""
        self._offset = offset


def offset_between(sent: datetime, server: datetime, received: datetime) -> timedelta:
    """What to add to the PC's clock: the server's time against the middle of question and answer."""
    return server - (sent + (received - sent) / 2)
