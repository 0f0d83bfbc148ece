"""What the office is and when it is open, read from its tables."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, exists, select
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.calendar import OfficeCalendar, Opening
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.domain.ticket import QueueRules
from bkpsdm_desktop.services.rows import OfficeRow
from bkpsdm_desktop.store.tables import Holiday, OpeningHours, Service, ServiceGroup, Setting, Skill, core
from bkpsdm_desktop.store.work import touch

OFFICE = "office"
QUEUE_RULES = "queue_rules"
SLIP = "slip"
KIOSK_PIN = "kiosk_pin_hash"

SLIP_DEFAULT = {
    "prepare": "NIP atau KTP",
    "notes": [
        "Nomor dipanggil maks. {calls}×. Terlambat? Lapor petugas: dapat dipanggil lagi s.d. {minutes} menit."
    ],
    "free_notice": ["Layanan ini GRATIS.", "Adukan pungutan: lapor.go.id"],
}


def setting(session: Session, key: str, default: Any = None) -> Any:
    """The JSON value of a setting, or ``default`` when it was never set."""
    row = session.execute(select(Setting.value).where(Setting.key == key)).one_or_none()
    return default if row is None else row.value


def put_setting(session: Session, key: str, value: Any) -> None:
    """Set a setting to a JSON value."""
    session.merge(Setting(key=key, value=value))
    touch(session, Kind.OFFICE)


def office_row(session: Session) -> OfficeRow:
    """Name and code of the office."""
    return OfficeRow(**setting(session, OFFICE))


def put_office(session: Session, office: OfficeRow) -> None:
    """Set name and code of the office."""
    put_setting(session, OFFICE, asdict(office))


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What every ticket needs of the settings, read at once."""

    office: OfficeRow
    rules: QueueRules
    slip: Mapping[str, Any]


_SETTING = core(Setting)
_READ_IDENTITY = select(_SETTING.c.key, _SETTING.c.value).where(
    _SETTING.c.key.in_((OFFICE, QUEUE_RULES, SLIP))
)


def identity(session: Session) -> Identity:
    """Office, rules and the words of the slip in one read."""
    stored = {row.key: row.value for row in session.execute(_READ_IDENTITY)}
    return Identity(
        office=OfficeRow(**stored[OFFICE]),
        rules=_rules(stored.get(QUEUE_RULES, {})),
        slip={**SLIP_DEFAULT, **stored.get(SLIP, {})},
    )


def queue_rules(session: Session) -> QueueRules:
    """The numbers of the calling rule and of a ticket's life."""
    return _rules(setting(session, QUEUE_RULES, {}))


_RULE_NAMES = {field.name for field in fields(QueueRules)}


def _rules(stored: Mapping[str, Any]) -> QueueRules:
    """Stored rules; keys that a newer program wrote are ignored."""
    return QueueRules(**{key: value for key, value in stored.items() if key in _RULE_NAMES})


_HOURS, _HOLIDAY = core(OpeningHours), core(Holiday)
_READ_DAY = select(
    _HOURS.c.opens_minute, _HOURS.c.closes_minute, _HOURS.c.valid_from, _HOURS.c.valid_to
).where(
    _HOURS.c.weekday == bindparam("weekday"),
    ~exists().where(_HOLIDAY.c.day == bindparam("day")),
)


def is_open(session: Session, at: datetime) -> bool:
    """Whether numbers are given at an instant: the short way of ``calendar(...).status(at).is_open``."""
    day = business_day(at)
    openings = [
        _opening(day.weekday(), row)
        for row in session.execute(_READ_DAY, {"weekday": day.weekday(), "day": day})
    ]
    return OfficeCalendar(openings=openings, holidays={}).status(at).is_open


def _opening(weekday: int, row: Any) -> Opening:
    return Opening(
        weekday=weekday,
        opens=_clock(row.opens_minute),
        closes=_clock(row.closes_minute),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


def calendar(session: Session, *, since: date) -> OfficeCalendar:
    """Opening hours and the days off from a day on."""
    openings = [_opening(row.weekday, row) for row in session.execute(select(_HOURS))]
    holidays = session.execute(select(Holiday.day, Holiday.name).where(Holiday.day >= since))
    return OfficeCalendar(openings=openings, holidays={day: name for day, name in holidays})


def _clock(minute: int) -> time:
    # 24.00 is written as the last instant of the day, since a time of day ends before it.
    return time.max if minute >= 24 * 60 else time(minute // 60, minute % 60)


def skilled_services(session: Session, person: UUID, *, on: date) -> dict[UUID, str]:
    """Service id -> series of all services that a clerk may call on a day."""
    rows = session.execute(
        select(Service.id, ServiceGroup.series)
        .join(ServiceGroup, Service.group_id == ServiceGroup.id)
        .join(Skill, Skill.group_id == ServiceGroup.id)
        .where(Skill.person_id == person, (Skill.expires_on.is_(None)) | (Skill.expires_on >= on))
    )
    return {service: series for service, series in rows}
