"""Which displays owe which pictures: more about the runs of stations than that they are up."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bkpsdm_desktop.store.tables import Announcement, AnnouncementSeen, Station, StationRun


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


def displays_without(session: Session, *, ticket: UUID) -> frozenset[str]:
    """The displays of the counter's room that are up and have not yet shown the newest call of a ticket."""
    call = session.execute(
        select(Announcement.id, Announcement.room)
        .where(Announcement.ticket_id == ticket)
        .order_by(Announcement.at.desc(), Announcement.call.desc())
        .limit(1)
    ).one_or_none()
    if call is None:
        return frozenset()
    shown = select(AnnouncementSeen.display_id).where(AnnouncementSeen.announcement_id == call.id)
    return frozenset(
        session.scalars(
            select(Station.name)
            .join(StationRun, StationRun.station_id == Station.id)
            .where(Station.role == "layar", Station.room == call.room)
            .where(StationRun.ended_at.is_(None), Station.id.not_in(shown))
        )
    )
