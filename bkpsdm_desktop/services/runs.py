"""Which displays owe which pictures: more about the runs of stations than that they are up."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bkpsdm_desktop.store.tables import (
    Announcement,
    AnnouncementSeen,
    Service,
    ServiceGroup,
    Station,
    StationRun,
    Ticket,
)


def first_read(session: Session, run: UUID, *, at: datetime) -> None:
    """A display reads for the first time: from here on it owes a picture of each call.

    Its row stands before this, so whoever calls later knows of the display.
    """
    session.execute(update(StationRun).where(StationRun.id == run).values(started_at=at, seen_at=at))


def end_dead(session: Session, station: UUID, *, at: datetime) -> None:
    """The station was found dead: its runs ended at ``at``."""
    session.execute(
        update(StationRun)
        .where(StationRun.station_id == station, StationRun.ended_at.is_(None))
        .values(seen_at=at, ended_at=at)
    )


def shows(display: Station, *, room: str, group: str) -> bool:
    """Whether a display is for the calls of a room, or of a group of services when its settings name some."""
    groups = display.settings.get("groups")
    return group in groups if groups else display.room == room


def displays_without(session: Session, *, ticket: UUID) -> frozenset[str]:
    """The displays that are up, are for the newest call of a ticket, and have not yet shown it."""
    call = session.execute(
        select(Announcement.id, Announcement.room, ServiceGroup.code.label("group"))
        .join(Ticket, Announcement.ticket_id == Ticket.id)
        .join(Service, Ticket.service_id == Service.id)
        .join(ServiceGroup, Service.group_id == ServiceGroup.id)
        .where(Announcement.ticket_id == ticket)
        .order_by(Announcement.at.desc(), Announcement.call.desc())
        .limit(1)
    ).one_or_none()
    if call is None:
        return frozenset()
    shown = select(AnnouncementSeen.display_id).where(
        AnnouncementSeen.announcement_id == call.id, AnnouncementSeen.shown_at.is_not(None)
    )
    up = session.scalars(
        select(Station)
        .join(StationRun, StationRun.station_id == Station.id)
        .where(Station.role == "layar", StationRun.ended_at.is_(None), Station.id.not_in(shown))
    )
    return frozenset(display.name for display in up if shows(display, room=call.room, group=call.group))
