"""What the office is and when it is open, read from its tables."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, bindparam, exists, or_, select
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.calendar import OfficeCalendar, Opening
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.instants import WIB
from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.domain.languages import Language
from bkpsdm_desktop.domain.slots import BookingRules
from bkpsdm_desktop.domain.ticket import QueueRules
from bkpsdm_desktop.services.rows import OfficeRow
from bkpsdm_desktop.store.tables import Holiday, OpeningHours, Service, ServiceGroup, Setting, Skill, core
from bkpsdm_desktop.store.work import touch

OFFICE = "office"
QUEUE_RULES = "queue_rules"
SLIP = "slip"
KIOSK_PIN = "kiosk_pin_hash"
BOOKING = "booking"

SLIP_DEFAULT: Mapping[str, Any] = {
    "prepare": "NIP atau KTP",
    "notes": [
        "Nomor dipanggil maks. {calls}×. Terlambat? Lapor petugas: dapat dipanggil lagi s.d. {minutes} menit."
    ],
    "free_notice": ["Layanan ini GRATIS.", "Adukan pungutan: lapor.go.id"],
    "en": {
        "prepare": "employee number (NIP) or identity card (KTP)",
        "notes": [
            "Called up to {calls} times. Late? Tell a clerk: we can call you again within {minutes} minutes."
        ],
        "free_notice": ["This service is FREE.", "Report any charge: lapor.go.id"],
    },
}
"""The words of the slip: Indonesian, and below ``en`` the English ones."""


_SETTING = core(Setting)
_READ_SETTING = select(_SETTING.c.value).where(_SETTING.c.key == bindparam("key"))


def setting(session: Session, key: str, default: Any = None) -> Any:
    """The JSON value of a setting, or ``default`` when it was never set."""
    row = session.execute(_READ_SETTING, {"key": key}).one_or_none()
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

    def slip_words(self, language: Language) -> Mapping[str, Any]:
        """``prepare``, ``notes`` and ``free_notice`` as the visitor reads them."""
        if language is Language.INDONESIAN:
            return self.slip
        return {**SLIP_DEFAULT[language], **self.slip.get(language, {})}


# The settings of an identity as columns of a statement that needs other things too.
IDENTITY = tuple(
    select(_SETTING.c.value).where(_SETTING.c.key == key).scalar_subquery().label(f"{key}_setting")
    for key in (OFFICE, QUEUE_RULES, SLIP)
)


def identity_of(row: Row[Any]) -> Identity:
    """Office, rules and the words of the slip, from a row that has the columns ``IDENTITY``."""
    return Identity(
        office=OfficeRow(**row.office_setting),
        rules=_rules(row.queue_rules_setting or {}),
        slip={**SLIP_DEFAULT, **(row.slip_setting or {})},
    )


# The office as a column of a statement that needs other things too: the fields of ``OfficeRow``.
OFFICE_SETTING = select(_SETTING.c.value).where(_SETTING.c.key == OFFICE).scalar_subquery()

# The stored rules as a column of a statement that needs other things too, for ``rules_of``.
RULES_SETTING = select(_SETTING.c.value).where(_SETTING.c.key == QUEUE_RULES).scalar_subquery()


def rules_of(stored: Mapping[str, Any] | None) -> QueueRules:
    """Rules from the value of ``RULES_SETTING``."""
    return _rules(stored or {})


def queue_rules(session: Session) -> QueueRules:
    """The numbers of the calling rule and of a ticket's life."""
    return _rules(setting(session, QUEUE_RULES, {}))


_RULE_NAMES = {field.name for field in fields(QueueRules)}


def _rules(stored: Mapping[str, Any]) -> QueueRules:
    """Stored rules; keys that a newer program wrote are ignored."""
    return QueueRules(**{key: value for key, value in stored.items() if key in _RULE_NAMES})


_BOOKING_NAMES = {field.name for field in fields(BookingRules)}


def booking_rules(session: Session) -> BookingRules:
    """The numbers of booked visits; keys that a newer program wrote are ignored."""
    stored = setting(session, BOOKING, {})
    return BookingRules(**{key: value for key, value in stored.items() if key in _BOOKING_NAMES})


_HOURS, _HOLIDAY = core(OpeningHours), core(Holiday)
_SPECIAL = and_(_HOURS.c.valid_from <= bindparam("day"), _HOURS.c.valid_to >= bindparam("day"))
_ORDINARY = and_(_HOURS.c.valid_from.is_(None), _HOURS.c.valid_to.is_(None))

# Whether numbers are given at an instant, for a statement that needs to know: what
# ``calendar(...).status(at).is_open`` computes. Its values are those of ``open_values``.
IS_OPEN = and_(
    exists().where(
        _HOURS.c.weekday == bindparam("weekday"),
        _HOURS.c.opens_minute <= bindparam("minute"),
        _HOURS.c.closes_minute > bindparam("minute"),
        or_(_SPECIAL, and_(_ORDINARY, ~exists().where(_SPECIAL).correlate(None))),
    ),
    ~exists().where(_HOLIDAY.c.day == bindparam("day")),
)


def open_values(at: datetime) -> dict[str, Any]:
    """The values of ``IS_OPEN`` for an instant."""
    local = at.astimezone(WIB)
    return {"day": local.date(), "weekday": local.weekday(), "minute": local.hour * 60 + local.minute}


_ALL_HOURS = select(_HOURS)
_HOLIDAYS = select(_HOLIDAY.c.day, _HOLIDAY.c.name).where(_HOLIDAY.c.day >= bindparam("since"))


def is_open(session: Session, at: datetime) -> bool:
    """Whether numbers are given at an instant."""
    return bool(session.execute(select(IS_OPEN), open_values(at)).scalar_one())


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
    openings = [_opening(row.weekday, row) for row in session.execute(_ALL_HOURS)]
    holidays = session.execute(_HOLIDAYS, {"since": since})
    return OfficeCalendar(openings=openings, holidays={day: name for day, name in holidays})


def _clock(minute: int) -> time:
    # 24.00 is written as the last instant of the day, since a time of day ends before it.
    return time.max if minute >= 24 * 60 else time(minute // 60, minute % 60)


_SERVICE, _GROUP, _SKILL = core(Service), core(ServiceGroup), core(Skill)
_SKILLED = (
    select(_SERVICE.c.id, _GROUP.c.series)
    .join(_GROUP, _SERVICE.c.group_id == _GROUP.c.id)
    .join(_SKILL, _SKILL.c.group_id == _GROUP.c.id)
    .where(
        _SKILL.c.person_id == bindparam("person"),
        or_(_SKILL.c.expires_on.is_(None), _SKILL.c.expires_on >= bindparam("on")),
    )
)

# The services that a clerk may call, for a statement of its own; its values are ``person`` and ``on``.
SKILLED_SERVICES = _SKILLED.with_only_columns(_SERVICE.c.id)


def skilled_services(session: Session, person: UUID, *, on: date) -> dict[UUID, str]:
    """Service id -> series of all services that a clerk may call on a day."""
    rows = session.execute(_SKILLED, {"person": person, "on": on})
    return {service: series for service, series in rows}


ENROLLED = "enrolled"
_CENTRAL = "Layanan diatur kantor pusat; kirim usulan perbaikan."


def is_enrolled(session: Session) -> bool:
    """Whether the agency's centre gives this office its services."""
    return bool(setting(session, ENROLLED, False))


def require_own_services(session: Session) -> None:
    """Raise ``Refused`` when the centre gives the services: an office that is not enrolled edits its own."""
    if is_enrolled(session):
        raise Refused(_CENTRAL)
