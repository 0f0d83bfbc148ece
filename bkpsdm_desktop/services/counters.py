"""Opening, pausing and closing a counter, by its clerk or by a supervisor."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, insert, select, update
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.domain.rights import Right, Role, allowed
from bkpsdm_desktop.domain.text import clean_line
from bkpsdm_desktop.services import holding
from bkpsdm_desktop.services.people import require
from bkpsdm_desktop.services.stamps import Stamp, record
from bkpsdm_desktop.store.ids import new_id
from bkpsdm_desktop.store.tables import (
    TICKET_ACTIVE,
    Counter,
    CounterBreak,
    CounterSession,
    Person,
    Station,
    Ticket,
)
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

    Raises ``Refused`` when another clerk has it open, the clerk has another counter open, or may not serve.
    """
    require(session, stamp, Right.SERVE)
    assert stamp.person is not None
    counter = _counter_of(session, stamp.station)
    mine = open_session(session, stamp.person)
    if mine is not None and mine.counter_id != counter.id:
        other = session.get_one(Counter, mine.counter_id)
        raise Refused(f"Anda masih membuka Loket {other.number}. Tutup dahulu loket itu.")
    if mine is not None:
        if not mine.paused and mine.station_id == stamp.station:
            return  # it is open: this very act, whose answer was lost, or F11 once more
        mine.paused = False
        _end_break(session, mine, stamp.at)
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
    _end_break(session, held, at)
    session.flush()


def pause_counter(
    session: Session, stamp: Stamp, *, reason: str = "Jeda", minutes: int | None = None
) -> None:
    """A break: the counter calls nobody, displays say so, until it is opened again.

    ``minutes`` is how long it is meant to last. Raises ``Refused`` while a visitor is there.
    """
    reason = clean_line(reason, field="Alasan jeda", limit=60)
    held = _session_without_visitor(session, stamp, "jeda")
    if held.paused:
        return
    held.paused = True
    session.execute(
        insert(CounterBreak).values(
            id=stamp.id,
            session_id=held.id,
            counter_id=held.counter_id,
            person_id=held.person_id,
            reason=reason,
            began_at=stamp.at,
            until=None if minutes is None else stamp.at + timedelta(minutes=minutes),
        )
    )
    session.flush()
    touch(session, Kind.COUNTERS)
    record(session, stamp, "counter.pause", _number(session, held), {"reason": reason, "minutes": minutes})


def _end_break(session: Session, held: CounterSession, at: datetime) -> None:
    session.execute(
        update(CounterBreak)
        .where(CounterBreak.session_id == held.id, CounterBreak.ended_at.is_(None))
        .values(ended_at=at)
        .execution_options(synchronize_session=False)
    )


def close_counter(session: Session, stamp: Stamp) -> None:
    """Close the clerk's counter. Raises ``Refused`` while a visitor is there."""
    if _closed_by(session, stamp, CounterSession.person_id == stamp.person):
        return
    held = _session_without_visitor(session, stamp, "tutup loket")
    _close(session, stamp, held)
    record(session, stamp, "counter.close", _number(session, held), {})


def close_counter_of(session: Session, stamp: Stamp, *, counter: UUID) -> None:
    """A supervisor closes a counter whose clerk has gone: a visitor whom it had called or served returns to
    the queue, what was parked there becomes everybody's. Raises ``Refused`` when it is closed already."""
    require(session, stamp, Right.SUPERVISE)
    if _closed_by(session, stamp, CounterSession.counter_id == counter):
        return
    held = session.execute(
        select(CounterSession)
        .where(CounterSession.counter_id == counter, CounterSession.closed_at.is_(None))
        .with_for_update()
    ).scalar_one_or_none()
    if held is None:
        raise Refused("Loket ini sudah tutup.")
    close_for_absent(session, stamp, held)
    body = {"person": str(held.person_id), "by_supervisor": True}
    record(session, stamp, "counter.close", _number(session, held), body)


def open_counter_for(session: Session, stamp: Stamp, *, counter: UUID, person: UUID) -> None:
    """A supervisor opens a counter for a clerk, who finds it open when signing in there; a counter of that
    clerk that is paused goes on.

    Raises ``Refused`` for a counter without a PC, one that another clerk has, a clerk who has another one
    open, or who may not serve.
    """
    require(session, stamp, Right.SUPERVISE)
    row = session.get(Counter, counter)
    station = session.scalars(
        select(Station.id).where(Station.counter_id == counter).order_by(Station.name)
    ).first()
    if row is None or not row.active or station is None:
        raise Refused("Loket ini tidak punya PC. Pasang dahulu PC sebagai loket itu.")
    clerk = session.get(Person, person)
    if clerk is None or not clerk.active or not allowed(Role(clerk.role), Right.SERVE):
        raise Refused("Akun ini tidak dapat melayani di loket. Pilih petugas lain.")
    mine = open_session(session, person)
    if mine is not None and mine.counter_id != counter:
        other = session.get_one(Counter, mine.counter_id)
        raise Refused(f"{clerk.name} masih membuka Loket {other.number}. Tutup dahulu loket itu.")
    if mine is not None:
        if not mine.paused:
            return
        mine.paused = False
        _end_break(session, mine, stamp.at)
    else:
        _release_if_idle(session, row, stamp.at)
        session.execute(
            insert(CounterSession).values(
                id=new_id(),
                counter_id=counter,
                person_id=person,
                station_id=station,
                opened_at=stamp.at,
                paused=False,
            )
        )
    session.flush()
    touch(session, Kind.COUNTERS)
    record(session, stamp, "counter.open", str(row.number), {"person": str(person), "by_supervisor": True})


def close_for_absent(session: Session, stamp: Stamp, held: CounterSession) -> None:
    """Close a counter whose clerk is no longer there: the visitor returns to the queue, what was parked
    becomes everybody's. Whoever does it writes the audit row."""
    active = session.execute(
        select(Ticket).where(Ticket.person_id == held.person_id, TICKET_ACTIVE).with_for_update()
    ).scalar_one_or_none()
    if active is not None:
        holding.give_back(session, replace(stamp, id=new_id()), active)
    _close(session, stamp, held)


def _closed_by(session: Session, stamp: Stamp, whose: ColumnElement[bool]) -> bool:
    """Whether this very act closed a counter already, when its answer was lost."""
    closed = select(CounterSession.id).where(whose, CounterSession.closed_at == stamp.at)
    return session.execute(closed).first() is not None


def _close(session: Session, stamp: Stamp, held: CounterSession) -> None:
    held.closed_at = stamp.at
    _end_break(session, held, stamp.at)
    session.flush()
    holding.leave_behind(session, stamp, held)
    touch(session, Kind.COUNTERS)


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
