"""What the kiosk shows."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.estimate import Pace, WaitRange, wait_range
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.ticket import State
from bkpsdm_desktop.services import estimate, office
from bkpsdm_desktop.services.issuing import HELD, HELD_EN
from bkpsdm_desktop.services.rows import GroupRow, KioskState, ServiceRow
from bkpsdm_desktop.store.tables import ClockHold, ClosedDay, CounterSession, Service, ServiceGroup, Ticket

_DAY_CLOSED = ("Layanan hari ini sudah ditutup.", "Service has ended for today.")


def kiosk_state(session: Session, *, now: datetime) -> KioskState:
    """Groups with their services, how many wait, and whether numbers are given now."""
    day = business_day(now)
    hold, hold_en = _hold(session, day)
    waiting = waiting_by_service(session, day)
    counters = session.execute(
        select(func.count()).where(CounterSession.closed_at.is_(None), ~CounterSession.paused)
    ).scalar_one()
    return KioskState(
        office=office.office_row(session),
        now=now,
        status=office.calendar(session, since=day).status(now),
        waiting=sum(waiting.values()),
        open_counters=counters,
        groups=_groups(session, day, waiting, estimate.paces_now(session, now)),
        hold=hold,
        hold_en=hold_en,
    )


def waiting_by_service(session: Session, day: date) -> Mapping[UUID, int]:
    """Service id -> how many wait for it on a business day."""
    rows = session.execute(
        select(Ticket.service_id, func.count())
        .where(Ticket.business_day == day, Ticket.state == State.WAITING)
        .group_by(Ticket.service_id)
    )
    return Counter({service: count for service, count in rows})


def _hold(session: Session, day: date) -> tuple[str | None, str]:
    closed, held = session.execute(
        select(
            exists().where(ClosedDay.business_day == day), exists().where(ClockHold.confirmed_at.is_(None))
        )
    ).one()
    if held:
        return HELD, HELD_EN
    return _DAY_CLOSED if closed else (None, "")


def _groups(
    session: Session, day: date, waiting: Mapping[UUID, int], paces: Mapping[UUID, Pace]
) -> tuple[GroupRow, ...]:
    services: dict[UUID, list[ServiceRow]] = {}
    for row in session.scalars(
        select(Service).where(Service.active).order_by(Service.position, Service.name)
    ):
        services.setdefault(row.group_id, []).append(_service(row, waiting))
    groups = session.scalars(
        select(ServiceGroup).where(ServiceGroup.active).order_by(ServiceGroup.position, ServiceGroup.name)
    )
    return tuple(
        _group(group, services[group.id], paces, full=_is_full(session, day, group))
        for group in groups
        if group.id in services
    )


def _group(
    group: ServiceGroup, services: list[ServiceRow], paces: Mapping[UUID, Pace], *, full: bool
) -> GroupRow:
    # Its services share one line, so all its people are ahead of who comes now.
    ahead = sum(row.waiting for row in services)
    return GroupRow(
        id=group.id,
        code=group.code,
        series=group.series,
        name=group.name,
        name_en=group.name_en,
        icon=group.icon,
        waiting=ahead,
        full=full,
        services=tuple(replace(row, estimate=_range(paces.get(row.id), ahead)) for row in services),
        estimate=estimate.group_range(paces, (row.id for row in services), ahead),
    )


def _range(pace: Pace | None, ahead: int) -> WaitRange | None:
    return None if pace is None else wait_range(pace.low, pace.high, ahead)


def _service(row: Service, waiting: Mapping[UUID, int]) -> ServiceRow:
    return ServiceRow(
        id=row.id,
        code=row.code,
        name=row.name,
        name_en=row.name_en,
        requirements=tuple(row.requirements),
        minutes=row.minutes,
        promise_days=row.promise_days,
        fee=row.fee,
        waiting=waiting.get(row.id, 0),
    )


def _is_full(session: Session, day: date, group: ServiceGroup) -> bool:
    if group.daily_limit is None:
        return False
    issued = session.execute(
        select(func.count()).where(Ticket.business_day == day, Ticket.series == group.series)
    ).scalar_one()
    return issued >= group.daily_limit
