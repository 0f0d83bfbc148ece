"""What a public display shows, and its report that it did."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, exists, func, select
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.instants import at_wib, business_day
from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.domain.numbers import format_number
from bkpsdm_desktop.domain.ticket import State
from bkpsdm_desktop.services import estimate, notices, office
from bkpsdm_desktop.services.board_rows import BoardCall, BoardState, BoardWait
from bkpsdm_desktop.services.displays import board_settings
from bkpsdm_desktop.services.rows import OfficeRow
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
    core,
)
from bkpsdm_desktop.store.upsert import dialect_insert
from bkpsdm_desktop.store.work import touch

# Enough for the large block, the longest list, and all that a busy office calls between two reads.
_CALLS = 40


_TICKET, _CALL, _COUNTER, _SESSION = core(Ticket), core(Announcement), core(Counter), core(CounterSession)
_STATION = core(Station)

# Built once (see issuing.py): between a call and its picture stands this read.
_OPEN_COUNTERS = (
    select(_COUNTER.c.number, _SESSION.c.paused)
    .join(_SESSION, _SESSION.c.counter_id == _COUNTER.c.id)
    .where(_SESSION.c.closed_at.is_(None), _COUNTER.c.room == bindparam("room"))
    .order_by(_COUNTER.c.number)
)
# The display itself, and all of the office and the day that is one value: each statement that is saved is a
# way to the server and back.
_HERE = select(
    _STATION.c.room,
    _STATION.c.settings,
    office.OFFICE_SETTING.label("office"),
    select(func.count())
    .where(_TICKET.c.business_day == bindparam("day"), _TICKET.c.state == State.WAITING)
    .scalar_subquery()
    .label("waiting"),
    exists().where(core(ClosedDay).c.business_day == bindparam("day")).label("closed"),
).where(_STATION.c.id == bindparam("station"))
# By service, not by the letter of the number: one that was transferred waits in another line.
_WAITING_BY_SERVICE = (
    select(_TICKET.c.service_id, func.count().label("ahead"))
    .where(_TICKET.c.business_day == bindparam("day"), _TICKET.c.state == State.WAITING)
    .group_by(_TICKET.c.service_id)
)
_GROUP, _SERVICE = core(ServiceGroup), core(Service)
_OFFERED = (
    select(_GROUP.c.code, _GROUP.c.series, _GROUP.c.name, _SERVICE.c.id)
    .join(_SERVICE, _SERVICE.c.group_id == _GROUP.c.id)
    .where(_GROUP.c.active, _SERVICE.c.active)
    .order_by(_GROUP.c.position, _GROUP.c.name)
)
# Recalls stand beside their first call: a display reports each that it painted, and shows a number once.
_CALLS_OF_TODAY = (
    select(
        _CALL.c.id,
        _CALL.c.at,
        _CALL.c.call,
        _TICKET.c.series,
        _TICKET.c.number,
        _COUNTER.c.number.label("counter"),
    )
    .join(_TICKET, _CALL.c.ticket_id == _TICKET.c.id)
    .join(_COUNTER, _CALL.c.counter_id == _COUNTER.c.id)
    .where(
        _CALL.c.withdrawn_at.is_(None),
        # Both: the time lets the database stop at midnight instead of reading every call there ever was.
        _CALL.c.at >= bindparam("midnight"),
        _TICKET.c.business_day == bindparam("day"),
    )
    .order_by(_CALL.c.at.desc(), _CALL.c.call.desc(), _CALL.c.id.desc())
    .limit(_CALLS)
)
_CALLS_IN_ROOM = _CALLS_OF_TODAY.where(_CALL.c.room == bindparam("room"))
_CALLS_FOR_GROUPS = _CALLS_OF_TODAY.where(
    _TICKET.c.service_id.in_(
        select(Service.id)
        .join(ServiceGroup)
        .where(ServiceGroup.code.in_(bindparam("groups", expanding=True)))
    )
)


def board_state(session: Session, *, station: UUID, now: datetime) -> BoardState:
    """Calls of today for a display: those of its room, or of its groups when its settings name some."""
    day = business_day(now)
    run = session.connection().execute
    display = run(_HERE, {"station": station, "day": day}).one()
    counters = run(_OPEN_COUNTERS, {"room": display.room}).all()
    return BoardState(
        office=OfficeRow(**display.office),
        now=now,
        status=office.calendar(session, since=day).status(now),
        room=display.room,
        calls=_calls(session, display, day),
        open_counters=tuple(row.number for row in counters if not row.paused),
        paused_counters=tuple(row.number for row in counters if row.paused),
        waiting=display.waiting,
        day_closed=bool(display.closed),
        waits=_waits(session, display, day, now),
        notices=notices.shown_notices(session, room=display.room, day=day),
        settings=board_settings(display.settings),
    )


def _waits(session: Session, display: Row[Any], day: date, now: datetime) -> tuple[BoardWait, ...]:
    """The range of each group with enough history, for who comes now; of the display's groups when its
    settings name some."""
    paces = estimate.paces_now(session, now)
    if not paces:
        return ()
    run = session.connection().execute
    ahead = {row.service_id: row.ahead for row in run(_WAITING_BY_SERVICE, {"day": day})}
    shown = display.settings.get("groups")
    services: dict[tuple[str, str], list[UUID]] = {}
    for row in run(_OFFERED):
        if not shown or row.code in shown:
            services.setdefault((row.series, row.name), []).append(row.id)
    found = (
        (series, name, estimate.group_range(paces, offered, sum(ahead.get(each, 0) for each in offered)))
        for (series, name), offered in services.items()
    )
    return tuple(
        BoardWait(series=series, name=name, estimate=wait) for series, name, wait in found if wait is not None
    )


def _calls(session: Session, display: Row[Any], day: date) -> tuple[BoardCall, ...]:
    values: dict[str, object] = {"day": day, "midnight": at_wib(day, time.min)}
    groups, run = display.settings.get("groups"), session.connection().execute
    if groups:
        rows = run(_CALLS_FOR_GROUPS, {**values, "groups": groups})
    else:
        rows = run(_CALLS_IN_ROOM, {**values, "room": display.room})
    return tuple(
        BoardCall(
            announcement=row.id,
            label=format_number(row.series, row.number),
            counter=row.counter,
            called_at=row.at,
            call=row.call,
        )
        for row in rows
    )


def report_shown(session: Session, stamp: Stamp, *, announcements: Sequence[UUID]) -> None:
    """A display has painted these calls; the first time counts, a repeated report changes nothing."""
    if not announcements:
        return
    insert = dialect_insert(session.get_bind().dialect.name)
    seen = core(AnnouncementSeen)
    new = insert(seen)
    session.execute(
        # The row may be there already: the same station may have spoken the call before it was painted.
        new.on_conflict_do_update(
            index_elements=["announcement_id", "display_id"],
            set_={"shown_at": func.coalesce(seen.c.shown_at, new.excluded.shown_at)},
        ),
        [
            {"announcement_id": announcement, "display_id": stamp.station, "shown_at": stamp.at}
            for announcement in announcements
        ],
    )
    touch(session, Kind.QUEUE)
