"""Stations: joining an office, its first start, and who is up."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.domain.portal import checked_portal
from bkpsdm_desktop.domain.rights import Right, Role
from bkpsdm_desktop.domain.text import clean_line
from bkpsdm_desktop.services import office, people
from bkpsdm_desktop.services.passwords import SecretHash
from bkpsdm_desktop.services.people import require
from bkpsdm_desktop.services.rows import OfficeRow
from bkpsdm_desktop.services.stamps import Stamp, record, recorded
from bkpsdm_desktop.store.ids import new_id
from bkpsdm_desktop.store.tables import Counter, Person, ServiceGroup, Station, StationRun
from bkpsdm_desktop.store.work import touch

SILENT_AFTER = timedelta(seconds=150)
"""A station renews its sign of life each minute: after two that did not come its process is gone."""
_NAME_LIMIT = 60


def register_station(
    session: Session,
    *,
    act: UUID,
    at: datetime,
    machine: str,
    role: str,
    name: str,
    counter: int | None,
    room: str,
    public_key: str,
    settings: Mapping[str, Any],
) -> UUID:
    """Make this (PC, role, name) a station of the office, or find it again; returns its id.

    ``counter`` is the number of the counter that it stands at. A new ``public_key`` replaces the old one,
    which the chain then says. Raises ``Refused`` for a counter that the office doesn't have.
    """
    machine = clean_line(machine, field="Nama PC", limit=_NAME_LIMIT)
    name = clean_line(name, field="Nama stasiun", limit=_NAME_LIMIT)
    room = clean_line(room, field="Ruang", limit=_NAME_LIMIT)
    counter_id = None if counter is None else _counter(session, counter)
    station = session.execute(
        select(Station).where(Station.machine == machine, Station.role == role, Station.name == name)
    ).scalar_one_or_none()
    kept = station.settings if station is not None else {}
    if station is not None and role == "layar":
        room = station.room  # the office gives a display its room, not the PC that is set up again
    values = {
        "counter_id": counter_id,
        "room": room,
        "public_key": public_key,
        "settings": {**kept, **settings},  # what the office set for it stays when a PC is set up anew
    }
    if station is None:
        station = Station(id=new_id(), machine=machine, role=role, name=name, created_at=at, **values)
        session.add(station)
    elif all(getattr(station, field) == value for field, value in values.items()):
        return station.id
    for field, value in values.items():
        setattr(station, field, value)
    session.flush()
    touch(session, Kind.OFFICE)
    body = {"machine": machine, "role": role, "counter": counter, "room": room, "key": public_key}
    record(session, Stamp(id=act, at=at, station=station.id), "station.register", name, body)
    return station.id


def _counter(session: Session, number: int) -> UUID:
    counter = session.execute(
        select(Counter.id).where(Counter.number == number, Counter.active)
    ).scalar_one_or_none()
    if counter is None:
        raise Refused(f"Loket {number} tidak ada di kantor ini. Tambahkan dahulu di data loket.")
    return counter


def configure_display(
    session: Session, stamp: Stamp, *, name: str, room: str | None, groups: Sequence[str] | None
) -> None:
    """Let a display show the calls of a waiting room, or of chosen groups of services (by their code).

    ``None`` leaves a setting as it is, an empty list of groups means all of the room. Raises ``Refused``
    for an unknown display or group.
    """
    require(session, stamp, Right.CONFIGURE)
    display = session.scalars(
        select(Station).where(Station.name == name, Station.role == "layar").with_for_update()
    ).first()
    if display is None:
        raise Refused(f"Layar '{name}' tidak ada di kantor ini.")
    if recorded(session, stamp, "display.configure", name):
        return
    if room is not None:
        display.room = clean_line(room, field="Ruang", limit=_NAME_LIMIT)
    if groups is not None:
        known = set(session.scalars(select(ServiceGroup.code).where(ServiceGroup.active)))
        unknown = [code for code in groups if code not in known]
        if unknown:
            raise Refused(f"Kelompok {', '.join(unknown)} tidak ada. Yang ada: {', '.join(sorted(known))}.")
        display.settings = {**display.settings, "groups": list(groups)}
    session.flush()
    touch(session, Kind.OFFICE, Kind.QUEUE)
    told = {key: value for key, value in display.settings.items() if key != "pc"}
    record(session, stamp, "display.configure", name, {"room": display.room, **told})


def counter_numbers(session: Session) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The numbers of all counters, and of those at which a PC stands."""
    numbers = session.scalars(select(Counter.number).where(Counter.active).order_by(Counter.number))
    taken = session.scalars(
        select(Counter.number)
        .join(Station, Station.counter_id == Counter.id)
        .where(Counter.active)
        .distinct()
        .order_by(Counter.number)
    )
    return tuple(numbers), tuple(taken)


def first_start(
    session: Session,
    stamp: Stamp,
    *,
    identity: OfficeRow,
    username: str,
    name: str,
    password_hash: SecretHash,
) -> UUID:
    """Name the office and make its first administrator; returns the administrator's id.

    There is no account before and none that comes with the program. Raises ``Refused`` when the office has
    an administrator already.
    """
    if session.get(Person, stamp.id) is not None:
        return stamp.id
    if people.has_administrator(session):
        raise Refused("Kantor ini sudah punya administrator. Masuk dengan akun itu.")
    office.put_office(session, _checked(identity))
    record(session, stamp, "office.create", identity.code, {"place": identity.place})
    return people.create_person(
        session,
        stamp,
        username=username,
        name=name,
        role=Role.ADMINISTRATOR,
        password_hash=password_hash,
        skills={},
    )


def _checked(identity: OfficeRow) -> OfficeRow:
    code = identity.code.strip()
    if not (len(code) == 3 and code.isascii() and code.isalpha() and code.isupper()):
        raise Refused("Kode kantor terdiri atas tiga huruf besar. Contoh: TGS.")
    return OfficeRow(
        code=code,
        agency=clean_line(identity.agency, field="Nama badan", limit=_NAME_LIMIT),
        place=clean_line(identity.place, field="Nama kota", limit=_NAME_LIMIT),
        portal=checked_portal(identity.portal),
    )


# --- runs ----------------------------------------------------------------------------------------


def start_run(session: Session, stamp: Stamp) -> UUID:
    """The station is up; returns the id of the run, which is ``stamp.id``. Runs that a crash left open end
    at their last sign of life. Raises ``Refused`` for a station that the office does not know (any more)."""
    if session.get(StationRun, stamp.id) is not None:
        return stamp.id
    if session.get(Station, stamp.station) is None:
        raise Refused(
            "Stasiun ini tidak dikenal di basis data kantor. Daftarkan lagi: hapus berkasnya (.json) "
            "di folder 'stasiun' pada folder data, lalu mulai program."
        )
    session.execute(
        update(StationRun)
        .where(StationRun.station_id == stamp.station, StationRun.ended_at.is_(None))
        .values(ended_at=StationRun.seen_at)
    )
    session.execute(
        insert(StationRun).values(
            id=stamp.id, station_id=stamp.station, started_at=stamp.at, seen_at=stamp.at
        )
    )
    record(session, stamp, "station.start", "", {})
    return stamp.id


def beat(session: Session, *, run: UUID, at: datetime) -> None:
    """The station is still up."""
    session.execute(update(StationRun).where(StationRun.id == run).values(seen_at=at))


def end_run(session: Session, stamp: Stamp, *, run: UUID) -> None:
    """The station goes down in order."""
    session.execute(
        update(StationRun)
        .where(StationRun.id == run, StationRun.ended_at.is_(None))
        .values(seen_at=stamp.at, ended_at=stamp.at)
    )
    record(session, stamp, "station.stop", "", {})


def stations_up(session: Session, *, at: datetime) -> frozenset[UUID]:
    """The stations that gave a sign of life lately."""
    return frozenset(
        session.scalars(
            select(StationRun.station_id).where(
                StationRun.ended_at.is_(None), StationRun.seen_at > at - SILENT_AFTER
            )
        )
    )
