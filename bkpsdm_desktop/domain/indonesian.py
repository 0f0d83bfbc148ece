"""How dates, times, durations and numbers are written for Indonesian readers (ux.md: dot in times, WIB)."""

from datetime import date, datetime, timedelta

from bkpsdm_desktop.domain.instants import WIB

_DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
_SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")


def day_name(day: date) -> str:
    """``Selasa``."""
    return _DAYS[day.weekday()]


def long_date(day: date) -> str:
    """``Selasa, 24 November 2026``."""
    return f"{day_name(day)}, {day.day} {_MONTHS[day.month - 1]} {day.year}"


def short_date(day: date) -> str:
    """``24 Nov 2026``."""
    return f"{day.day} {_SHORT_MONTHS[day.month - 1]} {day.year}"


def month_name(month: int) -> str:
    """``November`` for 11."""
    return _MONTHS[month - 1]


def clock(at: datetime, *, seconds: bool = False) -> str:
    """``09.41`` (or ``09.41.18``) in WIB."""
    return at.astimezone(WIB).strftime("%H.%M.%S" if seconds else "%H.%M")


def clock_wib(at: datetime) -> str:
    """``09.41 WIB``."""
    return f"{clock(at)} WIB"


def minutes(span: timedelta) -> str:
    """``14 menit``; never negative, since a clock may have been set back."""
    return f"{max(0, int(span.total_seconds()) // 60)} menit"


def duration(span: timedelta) -> str:
    """``4 mnt 12 dtk`` (``12 dtk`` under a minute, ``1 jam 4 mnt`` from an hour); never negative."""
    total = max(0, int(span.total_seconds()))
    if total < 60:
        return f"{total} dtk"
    if total < 3600:
        return f"{total // 60} mnt {total % 60} dtk"
    return f"{total // 3600} jam {total % 3600 // 60} mnt"
