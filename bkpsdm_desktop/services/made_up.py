"""A made-up but realistic office: for trying the program out, for simulated days and for tests.

The people do not exist and their names say so. Their accounts have random passwords.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bkpsdm_desktop import assets
from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.services import office
from bkpsdm_desktop.services.reference import import_reference, read_reference
from bkpsdm_desktop.services.rows import OfficeRow, Role
from bkpsdm_desktop.services.stamps import Stamp
from bkpsdm_desktop.store.ids import new_id
from bkpsdm_desktop.store.tables import (
    Counter,
    CounterSession,
    Holiday,
    OpeningHours,
    Person,
    ServiceGroup,
    Skill,
    Station,
)
from bkpsdm_desktop.store.work import touch

CLERKS = (
    ("rani", "Rani Contoh"),
    ("joko", "Joko Umpama"),
    ("siti", "Siti Misalnya"),
    ("budi", "Budi Andaikan"),
    ("dewi", "Dewi Seumpama"),
    ("agus", "Agus Permisalan"),
    ("lina", "Lina Contohnya"),
    ("tono", "Tono Ibarat"),
)
SUPERVISOR = ("maya", "Maya Pengandaian")


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeUpOffice:
    """The ids of a made-up office, in the order of their numbers."""

    kiosks: tuple[UUID, ...]
    counters: tuple[UUID, ...]  # stations of role loket
    displays: tuple[UUID, ...]
    clerks: tuple[UUID, ...]
    supervisor: UUID


def make_up_office(
    session: Session, *, now: datetime, kiosks: int, counters: int, displays: int, password_hash: str
) -> MadeUpOffice:
    """Fill an empty database with reference data, stations, and one clerk per counter with all skills."""
    boot = _station(session, now, "setelan", "Setelan", None)
    office.put_office(
        session, OfficeRow(code="TGS", agency="BKPSDM", place="Kota Tangerang Selatan", portal="")
    )
    session.flush()
    stamp = Stamp(id=new_id(), at=now, station=boot)
    import_reference(session, stamp, read_reference(assets.resource("reference")))
    _more_counters(session, counters)
    session.flush()
    by_number = {row.number: row.id for row in session.scalars(select(Counter))}
    groups = list(session.scalars(select(ServiceGroup.id).where(ServiceGroup.active)))
    clerks = []
    for place in range(counters):
        username, name = CLERKS[place % len(CLERKS)]
        suffix = "" if place < len(CLERKS) else str(place // len(CLERKS) + 1)
        clerks.append(_person(session, now, username + suffix, name, Role.CLERK, password_hash))
        session.flush()
        session.add_all(Skill(id=new_id(), person_id=clerks[-1], group_id=group) for group in groups)
    supervisor = _person(session, now, *SUPERVISOR, Role.SUPERVISOR, password_hash)
    made = MadeUpOffice(
        kiosks=tuple(_station(session, now, "kiosk", f"Kiosk {n + 1}", None) for n in range(kiosks)),
        counters=tuple(
            _station(session, now, "loket", f"Loket {n + 1}", by_number[n + 1]) for n in range(counters)
        ),
        displays=tuple(_station(session, now, "layar", f"Layar {n + 1}", None) for n in range(displays)),
        clerks=tuple(clerks),
        supervisor=supervisor,
    )
    session.flush()
    return made


def _more_counters(session: Session, wanted: int) -> None:
    present = set(session.scalars(select(Counter.number)))
    session.add_all(
        Counter(id=new_id(), number=number, room="Ruang layanan", active=True)
        for number in range(1, wanted + 1)
        if number not in present
    )


def _person(
    session: Session, now: datetime, username: str, name: str, role: Role, password_hash: str
) -> UUID:
    person = Person(
        id=new_id(),
        username=username,
        name=name,
        role=role,
        password_hash=password_hash,
        active=True,
        failed_logins=0,
        created_at=now,
    )
    session.add(person)
    return person.id


def _station(session: Session, now: datetime, role: str, name: str, counter: UUID | None) -> UUID:
    station = Station(
        id=new_id(),
        machine="pc-contoh",
        role=role,
        name=name,
        counter_id=counter,
        room="Ruang layanan",
        settings={},
        public_key="",
        created_at=now,
    )
    session.add(station)
    return station.id


def complete_office(
    session: Session, *, now: datetime, kiosks: int, counters: int, displays: int, password_hash: str
) -> MadeUpOffice:
    """Stations and clerks of an office that has some already; what is missing is made up.

    Counters and clerks that have a session open are left alone. New clerks have all skills.
    """
    busy = set(session.scalars(select(CounterSession.counter_id).where(CounterSession.closed_at.is_(None))))
    _more_counters(session, counters + len(busy))
    session.flush()
    free = [
        row
        for row in session.scalars(select(Counter).where(Counter.active).order_by(Counter.number))
        if row.id not in busy
    ]
    supervisor = session.scalars(
        select(Person.id).where(Person.role.in_((Role.SUPERVISOR, Role.ADMINISTRATOR)), Person.active)
    ).first()
    return MadeUpOffice(
        kiosks=_stations(session, now, "kiosk", "Kiosk", kiosks),
        counters=tuple(_station_of(session, now, counter) for counter in free[:counters]),
        displays=_stations(session, now, "layar", "Layar", displays),
        clerks=_clerks(session, now, counters, password_hash),
        supervisor=supervisor or _person(session, now, *SUPERVISOR, Role.SUPERVISOR, password_hash),
    )


def _stations(session: Session, now: datetime, role: str, name: str, wanted: int) -> tuple[UUID, ...]:
    rows = session.scalars(select(Station).where(Station.role == role).order_by(Station.name))
    present = {row.name: row.id for row in rows}
    names = (f"{name} {n}" for n in range(1, wanted + len(present) + 1))
    missing = [free for free in names if free not in present][: max(0, wanted - len(present))]
    return (*list(present.values())[:wanted], *(_station(session, now, role, free, None) for free in missing))


def _station_of(session: Session, now: datetime, counter: Counter) -> UUID:
    present = session.scalars(select(Station.id).where(Station.counter_id == counter.id)).first()
    return present or _station(session, now, "loket", f"Loket {counter.number}", counter.id)


def _clerks(session: Session, now: datetime, wanted: int, password_hash: str) -> tuple[UUID, ...]:
    people = {row.username: row for row in session.scalars(select(Person))}
    busy = set(session.scalars(select(CounterSession.person_id).where(CounterSession.closed_at.is_(None))))
    free = [
        person.id
        for _, person in sorted(people.items())
        if person.role == Role.CLERK and person.active and person.id not in busy
    ][:wanted]
    groups = list(session.scalars(select(ServiceGroup.id).where(ServiceGroup.active)))
    for place in range(len(people) + wanted):
        username, name = CLERKS[place % len(CLERKS)]
        username += "" if place < len(CLERKS) else str(place // len(CLERKS) + 1)
        if len(free) < wanted and username not in people:
            free.append(_person(session, now, username, name, Role.CLERK, password_hash))
            session.flush()
            session.add_all(Skill(id=new_id(), person_id=free[-1], group_id=group) for group in groups)
    return tuple(free)


def open_at_all_hours(session: Session, *, now: datetime) -> None:
    """Let a made-up office give numbers at any time, unless it is open just now by its ordinary hours."""
    if office.is_open(session, now):
        return
    session.execute(delete(OpeningHours))
    session.execute(delete(Holiday))
    session.add_all(
        OpeningHours(id=new_id(), weekday=day, opens_minute=0, closes_minute=24 * 60, basis="kantor contoh")
        for day in range(7)
    )
    session.flush()
    touch(session, Kind.OFFICE)
