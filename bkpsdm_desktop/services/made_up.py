"""A made-up but realistic office: for trying the program out, for simulated days and for tests.

The people do not exist and their names say so. Their accounts have random passwords.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from bkpsdm_desktop import assets
from bkpsdm_desktop.services import office
from bkpsdm_desktop.services.reference import import_reference, read_reference
from bkpsdm_desktop.services.rows import OfficeRow, Role
from bkpsdm_desktop.services.stamps import Stamp
from bkpsdm_desktop.store.ids import new_id
from bkpsdm_desktop.store.tables import Counter, Person, ServiceGroup, Skill, Station

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
