"""The office that is measured: keyed SQLite or PostgreSQL, a printer at the kiosk, counters open."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.services import counters, issuing, office
from bkpsdm_desktop.services.made_up import MadeUpOffice, make_up_office
from bkpsdm_desktop.services.rows import IssuedTicket
from bkpsdm_desktop.services.stamps import Stamp
from bkpsdm_desktop.store.engine import open_engine
from bkpsdm_desktop.store.ids import new_id, reference_id
from bkpsdm_desktop.store.tables import Printer, Station
from bkpsdm_desktop.store.work import Work
from tests.helpers.database import database
from tests.helpers.office import MORNING

# One service of each group: tickets of all six series, as on a real day.
SERVICES = tuple(
    reference_id("service", code) for code in ("SK-AMBIL", "CT", "KGB", "PENSIUN-BUP", "KARPEG", "INFO")
)
SERIES = ("A", "C", "K", "U", "L", "M")


@dataclass(frozen=True, slots=True)
class Stage:
    """An office in a database; goes to child processes, which open it anew."""

    url: str
    key: bytes | None
    made: MadeUpOffice

    @contextmanager
    def opened(self) -> Iterator[Work]:
        """``Work`` as a station has it."""
        work = Work(open_engine(self.url, key=self.key))
        try:
            yield work
        finally:
            work.close()


@contextmanager
def stage(
    folder: Path, dialect: str = "sqlite", *, kiosks: int = 1, clerks: int = 1, keyed: bool = True
) -> Iterator[Stage]:
    """A made-up office in a database of its own, with a printer at each kiosk and open counters."""
    folder.mkdir(parents=True, exist_ok=True)
    key = os.urandom(32) if keyed and dialect == "sqlite" else None
    with database(dialect, folder, key=key) as url:
        work = Work(open_engine(url, key=key))
        try:
            made = work.run(
                make_up_office,
                now=MORNING - timedelta(hours=1),
                kiosks=kiosks,
                counters=clerks,
                displays=1,
                password_hash="-",
            )
            work.run(_add_printers, made)
            for station, person in zip(made.counters, made.clerks, strict=True):
                work.run(counters.open_counter, _stamp(MORNING, station, person))
        finally:
            work.close()
        yield Stage(url, key, made)


def _add_printers(session: Session, made: MadeUpOffice) -> None:
    for kiosk in made.kiosks:
        printer = new_id()
        session.add(Printer(id=printer, station_id=kiosk, name="Printer kiosk", address="file:-", width=576))
        session.flush()
        session.execute(update(Station).where(Station.id == kiosk).values(printer_id=printer))


def _stamp(at: datetime, station: UUID, person: UUID | None = None) -> Stamp:
    return Stamp(id=new_id(), at=at, station=station, person=person)


def take(work: Work, made: MadeUpOffice, at: datetime, n: int, *, kiosk: int = 0) -> IssuedTicket:
    """The ``n``-th visitor takes a number at a kiosk: the services take turns."""
    return work.run(
        issuing.take_ticket,
        _stamp(at, made.kiosks[kiosk]),
        service=SERVICES[n % len(SERVICES)],
        priority=None,
        randomness=os.urandom(5),
    )


def clerk_stamp(made: MadeUpOffice, at: datetime, place: int = 0) -> Stamp:
    """The clerk of a counter (from 0) does something."""
    return _stamp(at, made.counters[place], made.clerks[place])


def working_mornings(work: Work, count: int) -> list[datetime]:
    """``count`` mornings on which the office is open, from the made-up one on."""
    calendar = work.read(lambda session: office.calendar(session, since=business_day(MORNING)))
    mornings: list[datetime] = []
    at = MORNING
    while len(mornings) < count:
        if calendar.status(at).is_open:
            mornings.append(at)
        at += timedelta(days=1)
    return mornings
