"""The numbers of booked visits as the agency may set them: limits, meaning, and the visits agreed already."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bkpsdm_desktop.domain.calendar import OfficeCalendar
from bkpsdm_desktop.domain.indonesian import clock, long_date, short_date
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.queue_rules import Limit
from bkpsdm_desktop.domain.slots import BookingRules, slots_of_day

_PLACES = Limit(words="Tempat tiap jam janji", unit="tempat", least=0, most=99)

# Keys are the fields of ``BookingRules``; what a group has instead keeps the limits of ``capacity``.
LIMITS: Mapping[str, Limit] = {
    "slot_minutes": Limit(words="Jarak jam janji", unit="menit", least=5, most=240),
    "capacity": _PLACES,
    "days_ahead": Limit(words="Janji paling jauh", unit="hari", least=0, most=365),
}
_LOOK_AHEAD = 31
"""Days in which an open one is looked for, as an example."""
_NAMED = 3
"""So many groups with places of their own are named in a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BookedGroup:
    """A group of services that visits may be agreed for; ``code`` is what the rules know it by."""

    code: str
    series: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedVisits:
    """So many visits were agreed for a group (its code) at an instant, and not cancelled."""

    starts_at: datetime
    group: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What rules make of the visits to come: all of them, and those that no longer fit them."""

    visits: int
    full: int
    """Slots that hold more visits than places."""
    outside: int
    """Visits at a time that is no slot."""
    far: int
    """Visits beyond the last day that may be booked."""


def check_rules(rules: BookingRules) -> BookingRules:
    """The rules as they are. Raises ``Refused`` naming the first number outside its limits."""
    for name, limit in LIMITS.items():
        limit.check(getattr(rules, name))
    for code, places in rules.capacity_by_group.items():
        _PLACES.check(places, f" untuk {code}")
    return rules


def with_capacity(rules: BookingRules, group: str, places: int | None) -> BookingRules:
    """Rules in which a group has its own number of places; ``None``: that of the office."""
    others = {code: kept for code, kept in rules.capacity_by_group.items() if code != group}
    return replace(rules, capacity_by_group=others if places is None else {**others, group: places})


def changes(before: BookingRules, after: BookingRules) -> dict[str, list[int | None]]:
    """Number -> old and new value of what is other; places of a group as ``capacity KGB``."""
    pairs: dict[str, list[int | None]] = {
        name: [getattr(before, name), getattr(after, name)] for name in LIMITS
    }
    old, new = before.capacity_by_group, after.capacity_by_group
    pairs |= {f"capacity {code}": [old.get(code), new.get(code)] for code in sorted({*old, *new})}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def sentences(
    rules: BookingRules, groups: Sequence[BookedGroup], calendar: OfficeCalendar, *, today: date
) -> tuple[str, ...]:
    """What the numbers mean: when slots are, what they hold, and how far ahead a visit may be agreed."""
    return (_times(rules, calendar, today), _places(rules, groups), _reach(rules, today))


def _times(rules: BookingRules, calendar: OfficeCalendar, today: date) -> str:
    minutes = int(rules.length.total_seconds()) // 60
    days = [today + timedelta(days=ahead) for ahead in range(1, _LOOK_AHEAD + 1)]
    example = next((day for day in days if calendar.hours(day)), None)
    if example is None:
        return f"Jam janji setiap {minutes} menit selama kantor buka."
    slots = [clock(at) for at in slots_of_day(calendar, example, rules.length)]
    if not slots:
        return (
            f"Tidak ada jam janji pada {long_date(example)}: kantor tidak buka {minutes} menit terus-menerus."
        )
    told = ", ".join(slots) if len(slots) <= 3 else f"{slots[0]}, {slots[1]}, … {slots[-1]}"
    return f"{len(slots)} jam janji pada {long_date(example)}, setiap {minutes} menit: {told}."


def _places(rules: BookingRules, groups: Sequence[BookedGroup]) -> str:
    own = [group for group in groups if group.code in rules.capacity_by_group]
    usual = f"tiap kelompok {_visitors(rules.capacity)}"
    told = [f"{group.name} {_visitors(rules.capacity_of(group.code))}" for group in own]
    if len(own) > _NAMED:  # their fields say the rest
        told = [f"{len(own)} kelompok menurut angkanya sendiri"]
    return f"Satu jam janji: {'; '.join([usual, *told])}."


def _visitors(places: int) -> str:
    return f"{places} pengunjung" if places else "tidak menerima janji"


def _reach(rules: BookingRules, today: date) -> str:
    if rules.days_ahead <= 0:
        return "Janji hanya dapat dibuat untuk hari ini."
    return f"Hari ini janji dapat dibuat sampai {short_date(today + timedelta(days=rules.days_ahead))}."


def effect(
    rules: BookingRules, visits: Sequence[AgreedVisits], calendar: OfficeCalendar, *, today: date
) -> Effect:
    """How many of the visits to come would no longer fit these rules; all of them stay agreed."""
    days = {business_day(each.starts_at) for each in visits}
    slots = {day: frozenset(slots_of_day(calendar, day, rules.length)) for day in days}
    fitting = [each for each in visits if each.starts_at in slots[business_day(each.starts_at)]]
    last = today + timedelta(days=rules.days_ahead)
    return Effect(
        visits=sum(each.count for each in visits),
        full=sum(each.count > rules.capacity_of(each.group) for each in fitting),
        outside=sum(each.count for each in visits) - sum(each.count for each in fitting),
        far=sum(each.count for each in visits if business_day(each.starts_at) > last),
    )
