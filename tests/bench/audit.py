"""Checking the audit trail of years: every row, and the rows since a checkpoint (fault D5)."""

import json
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.audit import GENESIS, AuditEntry, body_hash, entry_hash
from bkpsdm_desktop.domain.instants import to_micros
from bkpsdm_desktop.services import trail
from bkpsdm_desktop.services.made_up import MadeUpOffice
from bkpsdm_desktop.services.stamps import Stamp, record
from bkpsdm_desktop.store.ids import new_id
from bkpsdm_desktop.store.tables import Audit, AuditHead, Station
from bkpsdm_desktop.store.work import Work
from tests.bench.bulk import analyse, bare, load
from tests.bench.report import Report, Row
from tests.bench.stage import stage
from tests.helpers.accounts import TestKey
from tests.helpers.office import MORNING

HEADING = "Checking an audit trail of 1,000,000 rows (fault D5)"
_METHOD = (
    "Two stations wrote half a million rows each; their bodies are as long as those of tickets. "
    "`audit verify` reads them all; with `--since-checkpoint` it goes on from where the check before ended, "
    "here 500 rows earlier. One run of each: what is read is larger than any cache of the program's."
)
_NAMES = {"sqlite": "SQLite, encrypted", "postgresql": "PostgreSQL"}
_LATER = 500
_COLUMNS = (
    "id", "station_id", "seq", "at", "person_id", "action", "object", "body", "body_hash", "prev_hash",
    "hash",
)  # fmt: skip


def measure(report: Report, folder: Path, *, quick: bool) -> None:
    """The full and the short check on each database."""
    report.section(HEADING, _METHOD)
    rows = 2_000 if quick else 1_000_000
    for dialect, name in _NAMES.items():
        with stage(folder / dialect, dialect) as place, place.opened() as work:
            fill(work, place.made, rows)
            seconds, found = _timed(work, ())
            assert found.faults == (), found.faults
            assert found.rows >= rows
            what = f"{name}: all rows"
            report.add(HEADING, Row(what, f"{seconds:.1f} s", "<= 60 s", seconds <= 60))
            work.run(_grow, place.made)
            seconds, since = _timed(work, found.marks)
            assert since.faults == (), since.faults
            assert _LATER <= since.rows < found.rows
            report.add(HEADING, Row(f"{name}: the rows since the checkpoint", f"{seconds:.2f} s"))


def _timed(work: Work, since: tuple[trail.CheckpointLine, ...]) -> tuple[float, trail.Verified]:
    start = time.monotonic()
    found = work.read(trail.verify, since=since)
    return time.monotonic() - start, found


def fill(work: Work, made: MadeUpOffice, rows: int) -> None:
    """Whole chains of a counter and a display, signed at their ends."""
    for station in (made.counters[0], made.displays[0]):
        begin = work.read(_head, station)
        with bare(work):
            load(work, Audit, _COLUMNS, _entries(made, station, begin, rows // 2))
        work.run(_sign, station)
    analyse(work)


def _head(session: Session, station: UUID) -> tuple[int, bytes]:
    head = session.get(AuditHead, station)
    return (head.seq, head.hash) if head else (0, GENESIS)


def _entries(
    made: MadeUpOffice, station: UUID, begin: tuple[int, bytes], count: int
) -> Iterator[tuple[Any, ...]]:
    first, prev = begin
    person, action, target = made.clerks[0], "ticket.finish", "A001"
    for seq in range(first + 1, first + count + 1):
        body = json.dumps(
            {"ticket": str(station), "number": seq, "counter": 3, "service": "Kenaikan Gaji Berkala"}
        )
        at = MORNING - timedelta(days=1000) + timedelta(seconds=seq)
        digest = body_hash(body)
        entry = AuditEntry(
            station=station, seq=seq, at=to_micros(at), person=person, action=action, object=target,
            body_hash=digest, prev_hash=prev,
        )  # fmt: skip
        here = entry_hash(entry)
        yield new_id(), station, seq, at, person, action, target, body, digest, prev, here
        prev = here


def _sign(session: Session, station: UUID) -> None:
    """Move the head to the end of what was loaded, and sign it as the station."""
    key = TestKey()
    newest = select(Audit.seq, Audit.hash).where(Audit.station_id == station).order_by(Audit.seq.desc())
    last = session.execute(newest.limit(1)).one()
    if session.get(AuditHead, station) is None:
        session.execute(insert(AuditHead).values(station_id=station, seq=last.seq, hash=last.hash))
    session.execute(
        update(AuditHead).where(AuditHead.station_id == station).values(seq=last.seq, hash=last.hash)
    )
    session.execute(update(Station).where(Station.id == station).values(public_key=key.public_key))
    trail.checkpoint(session, Stamp(id=new_id(), at=MORNING, station=station), key)


def _grow(session: Session, made: MadeUpOffice) -> None:
    for _ in range(_LATER):
        stamp = Stamp(id=new_id(), at=MORNING, station=made.counters[0], person=made.clerks[0])
        record(session, stamp, "ticket.finish", "A001", {"number": "A001"})
