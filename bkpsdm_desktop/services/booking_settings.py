"""The numbers of booked visits: setting them, and the visits that were agreed under the ones before."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.booking_rules import AgreedVisits, BookedGroup, changes, check_rules
from bkpsdm_desktop.domain.calendar import OfficeCalendar
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.rights import Right
from bkpsdm_desktop.domain.slots import BookingRules
from bkpsdm_desktop.services import office
from bkpsdm_desktop.services.edits import changed_meanwhile
from bkpsdm_desktop.services.people import require
from bkpsdm_desktop.services.stamps import Stamp, record
from bkpsdm_desktop.store.tables import Booking, Service, ServiceGroup


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingRulesView:
    """The numbers, the groups that are offered, the visits after ``now``, and when the office is open."""

    rules: BookingRules
    groups: tuple[BookedGroup, ...]
    visits: tuple[AgreedVisits, ...]
    calendar: OfficeCalendar
    now: datetime


def booking_rules_view(session: Session, *, now: datetime) -> BookingRulesView:
    """What the settings show of the rules."""
    groups = session.execute(
        select(ServiceGroup.code, ServiceGroup.series, ServiceGroup.name)
        .where(ServiceGroup.active)
        .order_by(ServiceGroup.position, ServiceGroup.name)
    )
    return BookingRulesView(
        rules=office.booking_rules(session),
        groups=tuple(BookedGroup(code=row.code, series=row.series, name=row.name) for row in groups),
        visits=_visits(session, now),
        calendar=office.calendar(session, since=business_day(now)),
        now=now,
    )


def _visits(session: Session, now: datetime) -> tuple[AgreedVisits, ...]:
    rows = session.execute(
        select(Booking.starts_at, ServiceGroup.code, func.count().label("agreed"))
        .join(Service, Booking.service_id == Service.id)
        .join(ServiceGroup, Service.group_id == ServiceGroup.id)
        .where(
            Booking.business_day >= business_day(now),
            Booking.starts_at > now,
            Booking.cancelled_at.is_(None),
        )
        .group_by(Booking.starts_at, ServiceGroup.code)
        .order_by(Booking.starts_at, ServiceGroup.code)
    )
    return tuple(AgreedVisits(starts_at=row.starts_at, group=row.code, count=row.agreed) for row in rows)


def put_booking_rules(session: Session, stamp: Stamp, *, rules: BookingRules, was: BookingRules) -> None:
    """Let other numbers count for visits that are agreed from now on, instead of those that somebody saw.

    Visits that were agreed already stay as they are, and so does what a newer program keeps beside the
    numbers. Raises ``Refused`` for a number outside its limits, a group that the office does not have, and
    when the rules are no longer those that were seen.
    """
    require(session, stamp, Right.CONFIGURE)
    check_rules(rules)
    present = office.booking_rules(session)
    if present == rules:
        return
    if present != was:
        raise changed_meanwhile("Aturan janji")
    _check_groups(session, rules, present)
    stored = office.setting(session, office.BOOKING, {})
    office.put_setting(session, office.BOOKING, {**stored, **asdict(rules)})
    session.flush()
    record(session, stamp, "booking_rules.put", "", changes(present, rules))


def _check_groups(session: Session, rules: BookingRules, present: BookingRules) -> None:
    """What an earlier import left for a group that is gone may stay; nothing new is written for one."""
    known = {*session.scalars(select(ServiceGroup.code)), *present.capacity_by_group}
    for code in rules.capacity_by_group:
        if code not in known:
            raise Refused(f"Kelompok {code} tidak ada di kantor ini. Pilih kelompok yang tampil.")
