"""What the office is and when it is open, read from its tables."""

from dataclasses import asdict, fields
from datetime import date, time
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.calendar import OfficeCalendar, Opening
from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.domain.ticket import QueueRules
from bkpsdm_desktop.services.rows import OfficeRow
from bkpsdm_desktop.store.tables import Holiday, OpeningHours, Service, ServiceGroup, Setting, Skill
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


def queue_rules(session: Session) -> QueueRules:
    """The numbers of the calling rule and of a ticket's life; unknown keys of a newer program are ignored."""
    stored = setting(session, QUEUE_RULES, {})
    known = {field.name for field in fields(QueueRules)}
    return QueueRules(**{key: value for key, value in stored.items() if key in known})


def calendar(session: Session, *, since: date) -> OfficeCalendar:
    """Opening hours and the days off from a day on."""
    openings = [
        Opening(
            weekday=row.weekday,
            opens=_clock(row.opens_minute),
            closes=_clock(row.closes_minute),
            valid_from=row.valid_from,
            valid_to=row.valid_to,
        )
        for row in session.execute(
            select(
                OpeningHours.weekday,
                OpeningHours.opens_minute,
                OpeningHours.closes_minute,
                OpeningHours.valid_from,
                OpeningHours.valid_to,
            )
        )
    ]
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
