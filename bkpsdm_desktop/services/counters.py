"""Opening, pausing and closing a counter."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, insert, select
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.services.stamps import Stamp, record
from bkpsdm_desktop.store.ids import new_id
from bkpsdm_desktop.store.tables import TICKET_ACTIVE, Counter, CounterSession, Person, Station, Ticket
from bkpsdm_desktop.store.work import touch

NOT_OPEN = "Loket belum dibuka. Tekan F11 untuk membuka loket."
PAUSED = "Loket sedang jeda. Tekan F11 untuk membuka lagi."


_OPEN_OF = select(CounterSession).where(
    CounterSession.person_id == bindparam("person"), CounterSession.closed_at.is_(None)
)


def open_session(session: Session, person: UUID) -> CounterSession | None:
    """The open session of a clerk, at whatever counter."""
    return session.execute(_OPEN_OF, {"person": person}).scalar_one_or_none()


def open_counter(session: Session, stamp: Stamp) -> None:
    """Open the station's counter for the clerk, or take it out of its pause.

    Raises ``Refused`` when another clerk has it open, or the clerk has another counter open.
    """
    assert stamp.person is not None
    counter = _counter_of(session, stamp.station)
    mine = open_session(session, stamp.person)
    if mine is not None and mine.counter_id != counter.id:
        other = session.get_one(Counter, mine.counter_id)
        raise Refused(f"Anda masih membuka Loket {other.number}. Tutup dahulu loket itu.")
    if mine is not None:
        mine.paused = False
        mine.station_id = stamp.station
    else:
        _release_if_idle(session, counter, stamp.at)
        session.execute(
            insert(CounterSession).values(
                id=new_id(),
                counter_id=counter.id,
                person_id=stamp.person,
                station_id=stamp.station,
                opened_at=stamp.at,
                paused=False,
            )
        )
    session.flush()
    touch(session, Kind.COUNTERS)
    record(session, stamp, "counter.open", str(counter.number), {})


def _counter_of(session: Session, station: UUID) -> Counter:
    counter = session.execute(
        select(Counter).join(Station, Station.counter_id == Counter.id).where(Station.id == station)
    ).scalar_one_or_none()
    if counter is None or not counter.active:
        raise Refused("PC ini belum diatur sebagai loket. Minta bantuan administrator.")
    return counter


def _release_if_idle(session: Session, counter: Counter, at: datetime) -> None:
    """A session that a crashed PC left behind gives way, unless its clerk still has a visitor."""
    row = session.execute(
        select(CounterSession, Person.name)
        .join(Person, CounterSession.person_id == Person.id)
        .where(CounterSession.counter_id == counter.id, CounterSession.closed_at.is_(None))
        .with_for_update(of=CounterSession)
    ).one_or_none()
    if row is None:
        return
    held, name = row
    busy = session.execute(select(Ticket.id).where(Ticket.person_id == held.person_id, TICKET_ACTIVE)).first()
    if busy is not None:
        raise Refused(
            f"Loket {counter.number} sedang dipakai {name}. Pilih loket lain atau tunggu sampai selesai."
        )
    held.closed_at = at
    session.flush()


def pause_counter(session: Session, stamp: Stamp) -> None:
    """Pause: the counter calls nobody, displays say so. Raises ``Refused`` while a visitor is there."""
    held = _session_without_visitor(session, stamp, "jeda")
    held.paused = True
    session.flush()
    touch(session, Kind.COUNTERS)
    record(session, stamp, "counter.pause", _number(session, held), {})


def close_counter(session: Session, stamp: Stamp) -> None:
    """Close the clerk's counter. Raises ``Refused`` while a visitor is there."""
    held = _session_without_visitor(session, stamp, "tutup loket")
    held.closed_at = stamp.at
    session.flush()
    touch(session, Kind.COUNTERS)
    record(session, stamp, "counter.close", _number(session, held), {})


def _session_without_visitor(session: Session, stamp: Stamp, verb: str) -> CounterSession:
    assert stamp.person is not None
    held = open_session(session, stamp.person)
    if held is None:
        raise Refused(NOT_OPEN)
    active = session.execute(
        select(Ticket.state).where(Ticket.person_id == stamp.person, TICKET_ACTIVE)
    ).first()
    if active is not None:
        raise Refused(f"Masih ada pengunjung. Selesaikan dahulu (F9), baru {verb}.")
    return held


def _number(session: Session, held: CounterSession) -> str:
    return str(session.get_one(Counter, held.counter_id).number)
