"""Other ways to write the rows of a ticket, as fast as each can: what the program is compared with.

They copy the rows of a ticket that the program made, so that every value has its type and its length; they
check nothing, read nothing, and compute no hash. The triggers of the schema run for them too.
"""

from collections.abc import Callable
from datetime import date
from itertools import count
from typing import Any
from uuid import UUID

import sqlcipher3.dbapi2
from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.store.engine import for_writing, open_engine, sqlite_path
from bkpsdm_desktop.store.ids import new_id
from bkpsdm_desktop.store.tables import (
    Audit,
    AuditHead,
    Change,
    Office,
    PrintJob,
    SeriesCounter,
    Ticket,
    TicketEvent,
    core,
)
from tests.bench.stage import SERIES, Stage

WRITTEN: tuple[type[Office], ...] = (Ticket, TicketEvent, PrintJob, Audit)
_KINDS = (Kind.QUEUE, Kind.PRINTING)

Take = Callable[[date, int], object]  # the n-th ticket of a day


def _code(n: int) -> str:
    return f"TGS{n:09d}"  # as long as a real one, and as unique


def raw(stage: Stage) -> tuple[Take, Callable[[], None]]:
    """sqlcipher3 alone, with the key and the pragmas of the program; and what closes it."""
    path = sqlite_path(stage.url)
    assert path is not None
    assert stage.key is not None
    connection = sqlcipher3.dbapi2.connect(str(path), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{stage.key.hex()}'\"")
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "mmap_size = 0"):
        connection.execute(f"PRAGMA {pragma}")
    patterns = {model.__tablename__: _raw_pattern(connection, model.__tablename__) for model in WRITTEN}
    inserts = {
        table: f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join(f':{name}' for name in row)})"
        for table, row in patterns.items()
    }
    station = patterns["audit"]["station_id"]
    sequence = count(patterns["audit"]["seq"] + 1)
    codes = count(1)

    def take(day: date, n: int) -> None:
        ticket, series, seq = new_id().bytes, SERIES[n % len(SERIES)], next(sequence)
        connection.execute("BEGIN IMMEDIATE")
        (number,) = connection.execute(
            "INSERT INTO series_counter (business_day, series, last) VALUES (?, ?, 1) "
            "ON CONFLICT (business_day, series) DO UPDATE SET last = last + 1 RETURNING last",
            (day.isoformat(), series),
        ).fetchone()
        own = {
            "ticket": {
                "id": ticket, "business_day": day.isoformat(), "series": series, "number": number,
                "code": _code(next(codes)),
            },
            "ticket_event": {"id": ticket, "ticket_id": ticket},
            "print_job": {"id": new_id().bytes, "ticket_id": ticket},
            "audit": {"id": new_id().bytes, "seq": seq},
        }  # fmt: skip
        for table, values in own.items():
            connection.execute(inserts[table], {**patterns[table], **values})
        connection.execute(
            "UPDATE audit_head SET seq = ?, hash = ? WHERE station_id = ?",
            (seq, patterns["audit"]["hash"], station),
        )
        connection.execute("UPDATE change SET n = n + 1 WHERE kind IN (?, ?)", _KINDS)
        connection.execute("COMMIT")

    return take, connection.close


def _raw_pattern(connection: Any, table: str) -> dict[str, Any]:
    cursor = connection.execute(f"SELECT * FROM {table} ORDER BY rowid DESC LIMIT 1")
    return dict(zip([column[0] for column in cursor.description], cursor.fetchone(), strict=True))


def _patterns(session: Session) -> dict[type[Office], dict[str, Any]]:
    return {model: dict(session.execute(select(core(model)).limit(1)).mappings().one()) for model in WRITTEN}


def _own(day: date, series: str, number: int, seq: int, code: int) -> dict[type[Office], dict[str, Any]]:
    ticket: UUID = new_id()
    return {
        Ticket: {
            "id": ticket, "business_day": day, "series": series, "number": number, "code": _code(code)
        },
        TicketEvent: {"id": ticket, "ticket_id": ticket},
        PrintJob: {"id": new_id(), "ticket_id": ticket},
        Audit: {"id": new_id(), "seq": seq},
    }  # fmt: skip


def bare_core(stage: Stage) -> tuple[Take, Callable[[], None]]:
    """SQLAlchemy Core alone, statements built once."""
    engine = open_engine(stage.url, key=stage.key)
    with Session(engine) as session:
        patterns = _patterns(session)
    writer = for_writing(engine)
    station, sequence, codes = patterns[Audit]["station_id"], count(patterns[Audit]["seq"] + 1), count(1)
    series_row, head, change = core(SeriesCounter), core(AuditHead), core(Change)
    next_number = (
        sqlite_insert(series_row)
        .values(business_day=bindparam("day"), series=bindparam("letter"), last=1)
        .on_conflict_do_update(
            index_elements=[series_row.c.business_day, series_row.c.series],
            set_={"last": series_row.c.last + 1},
        )
        .returning(series_row.c.last)
    )
    inserts = {model: insert(core(model)) for model in WRITTEN}
    move = (
        update(head)
        .where(head.c.station_id == bindparam("station"))
        .values(seq=bindparam("new_seq"), hash=bindparam("new_hash"))
    )
    bump = update(change).where(change.c.kind.in_(_KINDS)).values(n=change.c.n + 1)

    def take(day: date, n: int) -> None:
        series, seq = SERIES[n % len(SERIES)], next(sequence)
        with writer.begin() as connection:
            number = connection.execute(next_number, {"day": day, "letter": series}).scalar_one()
            for model, values in _own(day, series, number, seq, next(codes)).items():
                connection.execute(inserts[model], {**patterns[model], **values})
            moved = {"station": station, "new_seq": seq, "new_hash": patterns[Audit]["hash"]}
            connection.execute(move, moved)
            connection.execute(bump)

    return take, engine.dispose


def bare_orm(stage: Stage) -> tuple[Take, Callable[[], None]]:
    """SQLAlchemy's ORM alone, as a first program would be written: objects that are read, changed, added."""
    engine = open_engine(stage.url, key=stage.key)
    with Session(engine) as session:
        patterns = _patterns(session)
    writer = for_writing(engine)
    station, sequence, codes = patterns[Audit]["station_id"], count(patterns[Audit]["seq"] + 1), count(1)

    def take(day: date, n: int) -> None:
        series, seq = SERIES[n % len(SERIES)], next(sequence)
        with Session(writer) as session:
            row = session.get(SeriesCounter, (day, series))
            if row is None:
                row = SeriesCounter(business_day=day, series=series, last=0)
                session.add(row)
            row.last += 1
            for model, values in _own(day, series, row.last, seq, next(codes)).items():
                session.add(model(**{**patterns[model], **values}))
                session.flush()
            head = session.get_one(AuditHead, station)
            head.seq, head.hash = seq, patterns[Audit]["hash"]
            for kind in _KINDS:
                session.get_one(Change, kind).n += 1
            session.commit()

    return take, engine.dispose
