"""The emergency key: a silent call for help from a counter to all others, until a person ends it."""

from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.domain.text import clean_line
from bkpsdm_desktop.services.people import require_any
from bkpsdm_desktop.services.stamps import Stamp, record
from bkpsdm_desktop.services.visit_rows import AlarmRow
from bkpsdm_desktop.store.tables import Counter, Emergency, Person, Station
from bkpsdm_desktop.store.work import touch

_NOTE_LIMIT = 200


def raise_alarm(session: Session, stamp: Stamp) -> UUID:
    """Call for help; returns the emergency's id. While one of this station is open it stays one.

    Nobody is asked for a right, nor even to be signed in: a locked station may call too. It is recorded
    either way.
    """
    done = session.get(Emergency, stamp.id)
    if done is not None:
        return done.id
    station = session.get_one(Station, stamp.station)
    standing = session.scalars(
        select(Emergency.id).where(Emergency.station_id == stamp.station, Emergency.ended_at.is_(None))
    ).first()
    if standing is None:
        session.execute(
            insert(Emergency).values(
                id=stamp.id,
                station_id=stamp.station,
                counter_id=station.counter_id,
                person_id=stamp.person,
                raised_at=stamp.at,
                note="",
            )
        )
        touch(session, Kind.ALARM)
    record(session, stamp, "alarm.raise", station.name, {"again": standing is not None})
    return standing or stamp.id


def end_alarm(session: Session, stamp: Stamp, *, alarm: UUID, note: str) -> None:
    """Somebody has seen to it. Raises ``Refused`` without a note, or when somebody else ended it before."""
    note = clean_line(note, field="Catatan", limit=_NOTE_LIMIT)
    row = session.get(Emergency, alarm, with_for_update=True)
    if row is None:
        raise Refused("Panggilan bantuan ini tidak ditemukan.")
    if row.ended_at is not None:
        if row.ended_by == stamp.person and row.note == note:
            return  # this very act, whose answer was lost
        name = session.execute(select(Person.name).where(Person.id == row.ended_by)).scalar_one_or_none()
        raise Refused(f"Panggilan bantuan ini sudah ditangani {name or 'petugas lain'}.")
    require_any(session, stamp)
    row.ended_at, row.ended_by, row.note = stamp.at, stamp.person, note
    session.flush()
    touch(session, Kind.ALARM)
    station = session.get_one(Station, row.station_id)
    record(session, stamp, "alarm.end", station.name, {"note": note})


def open_alarms(session: Session, *, station: UUID) -> tuple[AlarmRow, ...]:
    """The emergencies that nobody has ended, the oldest first, as a station shows them."""
    rows = session.execute(
        select(Emergency.id, Emergency.station_id, Emergency.raised_at, Counter.number, Person.name)
        .outerjoin(Counter, Emergency.counter_id == Counter.id)
        .outerjoin(Person, Emergency.person_id == Person.id)
        .where(Emergency.ended_at.is_(None))
        .order_by(Emergency.raised_at)
    )
    return tuple(
        AlarmRow(
            id=row.id,
            counter=row.number or 0,
            person=row.name or "",
            since=row.raised_at,
            here=row.station_id == station,
        )
        for row in rows
    )
