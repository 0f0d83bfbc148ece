"""What a public display shows, and its report that it did."""

from collections.abc import Sequence
from datetime import datetime, time
from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.instants import at_wib, business_day
from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.domain.numbers import format_number
from bkpsdm_desktop.domain.ticket import State
from bkpsdm_desktop.services import office
from bkpsdm_desktop.services.rows import BoardCall, BoardState
from bkpsdm_desktop.services.stamps import Stamp
from bkpsdm_desktop.store.tables import (
    Announcement,
    AnnouncementSeen,
    ClosedDay,
    Counter,
    CounterSession,
    Service,
    ServiceGroup,
    Station,
    Ticket,
)
from bkpsdm_desktop.store.upsert import dialect_insert
from bkpsdm_desktop.store.work import touch

# Enough for the large block, the longest list, and all that a busy office calls between two reads.
_CALLS = 40


def board_state(session: Session, *, station: UUID, now: datetime) -> BoardState:
    """Calls of today for a display: those of its room, or of its groups when its settings name some."""
    display = session.get_one(Station, station)
    day = business_day(now)
    counters = session.execute(
        select(Counter.number, CounterSession.paused)
        .join(CounterSession, CounterSession.counter_id == Counter.id)
        .where(CounterSession.closed_at.is_(None), Counter.room == display.room)
        .order_by(Counter.number)
    ).all()
    waiting, closed = session.execute(
        select(
            select(func.count())
            .where(Ticket.business_day == day, Ticket.state == State.WAITING)
            .scalar_subquery(),
            exists().where(ClosedDay.business_day == day),
        )
    ).one()
    return BoardState(
        office=office.office_row(session),
        now=now,
        status=office.calendar(session, since=day).status(now),
        room=display.room,
        calls=_calls(session, display, now),
        open_counters=tuple(row.number for row in counters if not row.paused),
        paused_counters=tuple(row.number for row in counters if row.paused),
        waiting=waiting,
        day_closed=bool(closed),
    )


def _calls(session: Session, display: Station, now: datetime) -> tuple[BoardCall, ...]:
    # Recalls stand beside their first call: a display reports each that it painted, and shows a number once.
    day = business_day(now)
    query = (
        select(
            Announcement.id,
            Announcement.at,
            Announcement.call,
            Ticket.series,
            Ticket.number,
            Counter.number.label("counter"),
        )
        .join(Ticket, Announcement.ticket_id == Ticket.id)
        .join(Counter, Announcement.counter_id == Counter.id)
        .where(
            Announcement.withdrawn_at.is_(None),
            Announcement.at >= at_wib(day, time.min),  # else a quiet morning reads all the years before
            Ticket.business_day == day,
        )
        .order_by(Announcement.at.desc(), Announcement.call.desc(), Announcement.id.desc())
        .limit(_CALLS)
    )
    groups = display.settings.get("groups")
    if groups:
        query = query.where(
            Ticket.service_id.in_(select(Service.id).join(ServiceGroup).where(ServiceGroup.code.in_(groups)))
        )
    else:
        query = query.where(Announcement.room == display.room)
    return tuple(
        BoardCall(
            announcement=row.id,
            label=format_number(row.series, row.number),
            counter=row.counter,
            called_at=row.at,
            call=row.call,
        )
        for row in session.execute(query)
    )


def report_shown(session: Session, stamp: Stamp, *, announcements: Sequence[UUID]) -> None:
    """A display has painted these calls; the first time counts, a repeated report changes nothing."""
    if not announcements:
        return
    session.execute(
        dialect_insert(session.get_bind().dialect.name)(AnnouncementSeen).on_conflict_do_nothing(),
        [
            {"announcement_id": announcement, "display_id": stamp.station, "shown_at": stamp.at}
            for announcement in announcements
        ],
    )
    touch(session, Kind.QUEUE)
