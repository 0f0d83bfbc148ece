"""Opening hours as people type them: a week, and a plan of the ordinary one and special periods."""

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from bkpsdm_desktop.domain.calendar import OfficeCalendar, Opening
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.indonesian import short_date
from bkpsdm_desktop.domain.text import clean_line

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
BASIS_LIMIT = 160
_DAY_END = 24 * 60
_STRETCHES = 4
_CLOCK = re.compile(r"(\d{1,2})[.:](\d{2})")


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """From one minute of the day to another."""

    opens: int
    closes: int


Day = tuple[Stretch, ...]
Week = tuple[Day, ...]
CLOSED_WEEK: Week = ((),) * 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A week that replaces the ordinary one from ``first`` to ``last``, both included (Ramadan)."""

    first: date
    last: date
    week: Week
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursPlan:
    """When the office is open; ``basis`` is what the ordinary week rests on."""

    week: Week
    basis: str = ""
    periods: tuple[Period, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DayShown:
    """One day of a preview: its stretches, and why they are not the ordinary ones."""

    day: date
    stretches: Day
    holiday: str | None = None
    special: str | None = field(default=None)


def read_day(text: str, *, name: str) -> Day:
    """``08.00–12.00, 13.00–15.00`` as stretches in order; nothing typed (or *tutup*) is a closed day.

    Accepts a hyphen or *sampai* for the dash and a colon for the dot. Raises ``Refused`` with the day's name.
    """
    words = text.strip().lower()
    if words in ("", "tutup", "-", "–"):
        return ()
    parts = [part for part in re.split(r"[,;]| dan ", words) if part.strip()]
    stretches = tuple(sorted(_stretch(part.strip(), name) for part in parts))
    check_day(stretches, name=name)
    return stretches


def check_day(stretches: Day, *, name: str) -> None:
    """Raise ``Refused`` unless the stretches of a day are few, forward and apart from one another."""
    if len(stretches) > _STRETCHES:
        raise Refused(f"{name}: paling banyak {_STRETCHES} rentang jam dalam sehari.")
    for stretch in stretches:
        if not 0 <= stretch.opens < stretch.closes <= _DAY_END:
            raise Refused(f"{name}: jam tutup harus sesudah jam buka, paling lambat 24.00.")
    for before, after in itertools.pairwise(stretches):
        if after.opens < before.closes:
            raise Refused(
                f"{name}: {write_stretch(before)} dan {write_stretch(after)} bertumpang tindih. "
                "Ubah salah satunya."
            )
        if after.opens == before.closes:
            raise Refused(f"{name}: gabungkan {write_stretch(before)} dan {write_stretch(after)}.")


def _stretch(part: str, name: str) -> Stretch:
    ends = [end.strip() for end in re.split(r"–|-|—|sampai|s\.d\.", part)]
    if len(ends) != 2:
        raise Refused(f"{name}: '{part}' tidak terbaca. Contoh: 08.00–12.00, 13.00–15.00.")
    return Stretch(_minute(ends[0], name), _minute(ends[1], name))


def _minute(text: str, name: str) -> int:
    match = _CLOCK.fullmatch(text)
    if match is None:
        raise Refused(f"{name}: jam '{text}' tidak terbaca. Contoh: 08.00.")
    hour, minute = int(match[1]), int(match[2])
    if minute > 59 or hour * 60 + minute > _DAY_END:
        raise Refused(f"{name}: jam '{text}' tidak ada. Dari 00.00 sampai 24.00.")
    return hour * 60 + minute


def write_minute(minute: int) -> str:
    """``08.00``."""
    return f"{minute // 60:02d}.{minute % 60:02d}"


def write_stretch(stretch: Stretch) -> str:
    """``08.00–12.00``."""
    return f"{write_minute(stretch.opens)}–{write_minute(stretch.closes)}"


def write_day(stretches: Day) -> str:
    """``08.00–12.00, 13.00–15.00``; nothing for a closed day."""
    return ", ".join(write_stretch(stretch) for stretch in stretches)


def check_plan(plan: HoursPlan) -> HoursPlan:
    """The plan with its texts cleaned and its periods in order. Raises ``Refused`` for a week without any
    opening, a day that contradicts itself, and periods that are backward or overlap."""
    _check_week(plan.week, "Jam biasa")
    periods = tuple(sorted((_checked(period) for period in plan.periods), key=lambda each: each.first))
    for before, after in itertools.pairwise(periods):
        if after.first <= before.last:
            raise Refused(
                f"Masa khusus {period_words(before)} dan {period_words(after)} bertumpang tindih. "
                "Ubah tanggal salah satunya."
            )
    basis = clean_line(plan.basis, field="Dasar jam biasa", limit=BASIS_LIMIT, required=False)
    return HoursPlan(week=plan.week, basis=basis, periods=periods)


def _checked(period: Period) -> Period:
    if period.last < period.first:
        raise Refused(
            f"Masa khusus mulai {short_date(period.first)}: tanggal akhirnya lebih awal. Ubah salah satunya."
        )
    _check_week(period.week, f"Masa khusus {period_words(period)}")
    basis = clean_line(period.basis, field="Nama dan dasar masa khusus", limit=BASIS_LIMIT)
    return Period(first=period.first, last=period.last, week=period.week, basis=basis)


def _check_week(week: Week, name: str) -> None:
    if len(week) != 7:
        raise ValueError("a week has seven days")
    if not any(week):
        raise Refused(f"{name}: isi jam buka untuk sedikitnya satu hari.")
    for place, stretches in enumerate(week):
        check_day(stretches, name=DAYS[place])


def period_words(period: Period) -> str:
    """``17 Feb 2027 – 18 Mar 2027``."""
    return f"{short_date(period.first)} – {short_date(period.last)}"


def calendar_of(plan: HoursPlan, holidays: Mapping[date, str]) -> OfficeCalendar:
    """The calendar that a plan makes, as the kiosk will ask it."""
    weeks: list[tuple[Week, date | None, date | None]] = [(plan.week, None, None)]
    weeks += [(period.week, period.first, period.last) for period in plan.periods]
    openings = [
        Opening(
            weekday=weekday,
            opens=_time(stretch.opens),
            closes=_time(stretch.closes),
            valid_from=first,
            valid_to=last,
        )
        for week, first, last in weeks
        for weekday, stretches in enumerate(week)
        for stretch in stretches
    ]
    return OfficeCalendar(openings=openings, holidays=holidays)


def coming(plan: HoursPlan, holidays: Mapping[date, str], *, first: date, days: int) -> Sequence[DayShown]:
    """The days from ``first`` on, as a plan opens them."""
    calendar = calendar_of(plan, holidays)
    return [_shown(plan, calendar, first + timedelta(days=ahead)) for ahead in range(days)]


def _shown(plan: HoursPlan, calendar: OfficeCalendar, day: date) -> DayShown:
    special = next((period for period in plan.periods if period.first <= day <= period.last), None)
    stretches = tuple(Stretch(_number(opens), _number(closes)) for opens, closes in calendar.hours(day))
    return DayShown(
        day=day,
        stretches=stretches,
        holiday=calendar.holidays.get(day),
        special=special.basis or "Masa khusus" if special else None,
    )


def _time(minute: int) -> time:
    # 24.00 is written as the last instant of the day, since a time of day ends before it.
    return time.max if minute >= _DAY_END else time(minute // 60, minute % 60)


def _number(at: time) -> int:
    return _DAY_END if at == time.max else at.hour * 60 + at.minute
