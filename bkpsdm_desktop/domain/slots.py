"""Slots of booked visits: when they are, how many visitors each holds, and what coming late means."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bkpsdm_desktop.domain.calendar import OfficeCalendar
from bkpsdm_desktop.domain.instants import at_wib
from bkpsdm_desktop.domain.ticket import QueueRules

_SHORTEST, _LONGEST = 5, 240


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingRules:
    """The numbers that the agency may change (table ``setting``, key ``booking``).

    ``capacity`` is how many visitors a slot of a group holds, unless ``capacity_by_group`` (group's code)
    says otherwise; 0 takes no bookings. ``days_ahead`` is how far ahead a visit may be agreed.
    """

    slot_minutes: int = 30
    capacity: int = 2
    capacity_by_group: Mapping[str, int] = field(default_factory=dict)
    days_ahead: int = 30

    def capacity_of(self, group: str) -> int:
        return max(0, self.capacity_by_group.get(group, self.capacity))

    @property
    def length(self) -> timedelta:
        return timedelta(minutes=min(max(self.slot_minutes, _SHORTEST), _LONGEST))


def slots_of_day(calendar: OfficeCalendar, day: date, length: timedelta) -> tuple[datetime, ...]:
    """When the slots of a day begin: from each opening on, as many as end before the office closes."""
    return tuple(
        begins for opens, closes in calendar.hours(day) for begins in _within(day, opens, closes, length)
    )


def _within(day: date, opens: time, closes: time, length: timedelta) -> Iterator[datetime]:
    begins = at_wib(day, opens)
    # An office that is open until midnight closes at the last instant of its day.
    end = at_wib(day + timedelta(days=1), time.min) if closes == time.max else at_wib(day, closes)
    while begins + length <= end:
        yield begins
        begins += length


class Arrival(StrEnum):
    """How a check-in stands to its booked time."""

    TOO_EARLY = "too_early"
    IN_TIME = "in_time"
    LATE = "late"


def arrival(starts_at: datetime, now: datetime, rules: QueueRules) -> Arrival:
    """``TOO_EARLY`` has to come back, ``IN_TIME`` goes first from its time on, ``LATE`` ranks by arrival."""
    if now < starts_at - timedelta(minutes=rules.booking_early_minutes):
        return Arrival.TOO_EARLY
    if now > starts_at + timedelta(minutes=rules.booking_late_minutes):
        return Arrival.LATE
    return Arrival.IN_TIME


def due_at(starts_at: datetime, now: datetime, rules: QueueRules) -> datetime | None:
    """From when on the calling rule lets a visitor who checks in now go first; ``None``: not at all."""
    return starts_at if arrival(starts_at, now, rules) is Arrival.IN_TIME else None
