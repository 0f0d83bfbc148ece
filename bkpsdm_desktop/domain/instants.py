"""Instants: aware in code, integer microseconds UTC in tables, WIB for people."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WIB = ZoneInfo("Asia/Jakarta")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def to_micros(at: datetime) -> int:
    """Microseconds since 1970 UTC of an aware instant. Raises ``ValueError`` for a naive one."""
    if at.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return (at - _EPOCH) // _MICROSECOND


def from_micros(micros: int) -> datetime:
    """The aware UTC instant of microseconds since 1970."""
    return _EPOCH + timedelta(microseconds=micros)


def business_day(at: datetime) -> date:
    """The office's day of an instant: its date in Asia/Jakarta, whatever zone the PC is set to."""
    return at.astimezone(WIB).date()


def at_wib(day: date, clock: time) -> datetime:
    """The instant of a wall-clock time of the office on a day."""
    return datetime.combine(day, clock, tzinfo=WIB)
