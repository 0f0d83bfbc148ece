"""When the office is open: weekly hours, special periods (Ramadan), holidays and joint leave days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bkpsdm_desktop.domain.instants import WIB, at_wib

_LOOK_AHEAD_DAYS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """One stretch of opening hours on a weekday (0 = Monday), local time.

    Hours with dates (``valid_from``, ``valid_to``, both included) replace the ordinary ones of those days.
    """

    weekday: int
    opens: time
    closes: time
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeCalendar:
    """Hours and days off. ``holidays`` maps a day to the name that people read on the kiosk."""

    openings: Sequence[Opening]
    holidays: Mapping[date, str]

    def hours(self, day: date) -> list[tuple[time, time]]:
        """The stretches of a day in order; empty on a day off."""
        if day in self.holidays:
            return []
        special = [
            o for o in self.openings if o.valid_from and o.valid_to and o.valid_from <= day <= o.valid_to
        ]
        ordinary = [o for o in self.openings if o.valid_from is None and o.valid_to is None]
        return sorted((o.opens, o.closes) for o in special or ordinary if o.weekday == day.weekday())

    def status(self, now: datetime) -> "OfficeStatus":
        """Open or not at an instant, until when, and when it opens next."""
        local = now.astimezone(WIB)
        day, clock = local.date(), local.time()
        today = self.hours(day)
        closes = next((closes for opens, closes in today if opens <= clock < closes), None)
        later_today = next((opens for opens, _ in today if opens > clock), None)
        return OfficeStatus(
            open_until=at_wib(day, closes) if closes else None,
            opens_at=None if closes else self._next_opening(day, later_today),
            on_break=closes is None and later_today is not None and any(end <= clock for _, end in today),
            holiday=self.holidays.get(day),
            last_closing=at_wib(day, today[-1][1]) if today else None,
        )

    def _next_opening(self, day: date, later_today: time | None) -> datetime | None:
        if later_today is not None:
            return at_wib(day, later_today)
        for ahead in range(1, _LOOK_AHEAD_DAYS):
            other = day + timedelta(days=ahead)
            hours = self.hours(other)
            if hours:
                return at_wib(other, hours[0][0])
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeStatus:
    """``open_until`` when it is open now, else ``opens_at`` (``None``: not within 60 days).

    ``on_break`` is the pause within a day; ``last_closing`` is the end of today's last stretch.
    """

    open_until: datetime | None
    opens_at: datetime | None
    on_break: bool
    holiday: str | None
    last_closing: datetime | None

    @property
    def is_open(self) -> bool:
        return self.open_until is not None
