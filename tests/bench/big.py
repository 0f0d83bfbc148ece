"""An office after years of work: 100,000 tickets, and what people wait for (fault D4)."""

import multiprocessing
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.ticket import Act, State
from bkpsdm_desktop.services import serving
from bkpsdm_desktop.services.board import board_state
from bkpsdm_desktop.services.console import counter_view, find_ticket
from bkpsdm_desktop.services.kiosk import kiosk_state
from bkpsdm_desktop.services.made_up import MadeUpOffice
from bkpsdm_desktop.services.rows import PersonRow, PrintState, Role
from bkpsdm_desktop.store.ids import new_id
from bkpsdm_desktop.store.tables import (
    Announcement,
    AnnouncementSeen,
    Audit,
    Office,
    PrintJob,
    Station,
    Ticket,
    TicketEvent,
    core,
)
from bkpsdm_desktop.store.work import Work
from tests.bench.measure import milliseconds
from tests.bench.report import Report, Row
from tests.bench.stage import SERIES, SERVICES, Stage, clerk_stamp, stage, take
from tests.helpers.office import MORNING

HEADING = "An office with 100,000 tickets (fault D4)"
_METHOD = (
    "The tickets lie on the days before, each with events, call, slip and audit row; today 300 were taken, "
    "most of them served, 24 wait. The slowest of 20 runs counts, the first included. The start is a process "
    "of its own, up to the console's contents in hand."
)
_NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
_TODAY, _WAITING = 300, 24
_DAY = 500  # tickets of each past day
_BATCH = 2000

_Rows = dict[type[Office], list[dict[str, Any]]]


_SPAWN = multiprocessing.get_context("spawn")
_RUNS = 20


@dataclass(frozen=True, slots=True)
class _Cast:
    """Who and what the tickets of the past have to do with."""

    made: MadeUpOffice
    counter: UUID
    printer: UUID


def measure(report: Report, folder: Path, *, quick: bool) -> None:
    """The times of D4 on each database."""
    report.section(HEADING, _METHOD)
    tickets, today = (1000, 30) if quick else (100_000, _TODAY)
    for dialect, name in _NAMES.items():
        with stage(folder / dialect, dialect) as place, place.opened() as work:
            fill(work, place.made, tickets)
            now = _busy_today(work, place.made, today)
            _measure_acts(report, name, work, place.made, now)
            _measure_start(report, name, place, now)


def fill(work: Work, made: MadeUpOffice, tickets: int) -> None:
    """Tickets of past days with all that belongs to them."""
    cast = work.read(_cast, made)
    days = tickets // _DAY + 1
    sequence = count(1)
    for start in range(0, tickets, _BATCH):
        rows: _Rows = {}
        for n in range(start, min(start + _BATCH, tickets)):
            day, place = divmod(n, _DAY)
            at = MORNING - timedelta(days=days - day) + timedelta(seconds=20 * place)
            for model, values in _life(cast, at, place, n, next(sequence)):
                rows.setdefault(model, []).append(values)
        work.run(insert_rows, rows)
    if work.engine.dialect.name == "postgresql":
        analyze(work)


def analyze(work: Work) -> None:
    """As PostgreSQL's autovacuum does by itself within minutes; SQLite gets no statistics in the program."""
    with work.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM ANALYZE")


def _cast(session: Session, made: MadeUpOffice) -> _Cast:
    counter = session.get_one(Station, made.counters[0]).counter_id
    printer = session.get_one(Station, made.kiosks[0]).printer_id
    assert counter is not None
    assert printer is not None
    return _Cast(made, counter, printer)


def insert_rows(session: Session, rows: _Rows) -> None:
    """All rows of each table at once."""
    for model, values in rows.items():
        session.connection().execute(insert(core(model)), values)


def _life(
    cast: _Cast, at: datetime, place: int, n: int, seq: int
) -> Iterator[tuple[type[Office], dict[str, Any]]]:
    """A ticket that was taken, called, served and finished, at the counter and by the clerk of today."""
    ticket, call = new_id(), new_id()
    made, counter = cast.made, cast.counter
    person = made.clerks[0]
    end = at + timedelta(minutes=9)
    yield Ticket, {
        "id": ticket, "business_day": business_day(at), "series": SERIES[place % 6], "number": place // 6 + 1,
        "code": f"TGS{n:09d}", "service_id": SERVICES[place % 6], "service_name": "Layanan", "priority": None,
        "station_id": made.kiosks[0], "issued_at": at, "queued_at": at, "place_at": at,
        "state": State.FINISHED, "calls": 1,
        "counter_id": counter, "person_id": person, "called_at": at, "started_at": at, "ended_at": end,
    }  # fmt: skip
    steps = (
        (Act.ISSUE, None, State.WAITING),
        (Act.CALL, State.WAITING, State.CALLED),
        (Act.START, State.CALLED, State.SERVING),
        (Act.FINISH, State.SERVING, State.FINISHED),
    )
    for step, (act, before, after) in enumerate(steps, 1):
        yield TicketEvent, {
            "id": new_id(), "ticket_id": ticket, "step": step, "act": act, "before": before, "after": after,
            "at": at + timedelta(minutes=step), "station_id": made.counters[0], "details": {},
            "counter_id": counter if step > 1 else None, "person_id": person if step > 1 else None,
        }  # fmt: skip
    yield Announcement, {
        "id": call, "ticket_id": ticket, "counter_id": counter, "room": "Ruang layanan", "call": 1,
        "at": at + timedelta(minutes=2), "withdrawn_at": None,
    }  # fmt: skip
    yield AnnouncementSeen, {"announcement_id": call, "display_id": made.displays[0], "shown_at": at}
    yield PrintJob, {
        "id": new_id(), "printer_id": cast.printer, "station_id": made.kiosks[0], "kind": "ticket",
        "title": "A001", "data": {"number": "A001"}, "ticket_id": ticket, "state": PrintState.PRINTED,
        "created_at": at, "note": "",
    }  # fmt: skip
    yield Audit, {
        "id": new_id(), "station_id": made.displays[0], "seq": seq, "at": at, "person_id": person,
        "action": "ticket.finish", "object": "A001", "body": "{}", "body_hash": bytes(32),
        "prev_hash": bytes(32), "hash": bytes(32),
    }  # fmt: skip


def _busy_today(work: Work, made: MadeUpOffice, tickets: int) -> datetime:
    """A day in full swing; returns the time then."""
    now = MORNING
    for n in range(tickets):
        now += timedelta(seconds=10)
        take(work, made, now, n)
    for _ in range(tickets - _WAITING):
        now += timedelta(seconds=10)
        for act in (serving.call_next, serving.start_serving, serving.finish):
            work.run(act, clerk_stamp(made, now))
    return now


def _measure_acts(report: Report, name: str, work: Work, made: MadeUpOffice, now: datetime) -> None:
    slowest = partial(_slowest, report, name)
    slowest(
        "call",
        100,
        lambda: work.run(serving.call_next, clerk_stamp(made, now)),
        after=lambda: _end(work, made, now),
    )
    slowest("console (today's list)", 200, lambda: work.read(counter_view, **_console(made, now)))
    slowest("board", 200, lambda: work.read(board_state, station=made.displays[0], now=now))
    slowest("kiosk", 200, lambda: work.read(kiosk_state, now=now))
    slowest("search by number", 100, lambda: work.read(find_ticket, text="A002", now=now))
    code = take(work, made, now, 0).code
    slowest("search by code", 100, lambda: work.read(find_ticket, text=code, now=now))


def _end(work: Work, made: MadeUpOffice, now: datetime) -> None:
    for act in (serving.start_serving, serving.finish):
        work.run(act, clerk_stamp(made, now))


def _slowest(
    report: Report, name: str, what: str, limit: float, fn: Callable[[], object],
    *, after: Callable[[], None] = lambda: None,
) -> None:  # fmt: skip
    times = []
    for _ in range(_RUNS):
        times += milliseconds(1, fn)
        after()
    worst = max(times)
    report.add(HEADING, Row(f"{name}: {what}", f"{worst:.0f} ms", f"< {limit:.0f} ms", worst < limit))


def _console(made: MadeUpOffice, now: datetime) -> dict[str, Any]:
    person = PersonRow(id=made.clerks[0], username="rani", name="Rani Contoh", role=Role.CLERK, skills=SERIES)
    return {"person": person, "station": made.counters[0], "now": now}


def _measure_start(report: Report, name: str, place: Stage, now: datetime) -> None:
    reader, writer = _SPAWN.Pipe(duplex=False)
    process = _SPAWN.Process(target=_first_console, args=(place, now, writer))
    start = time.monotonic()
    process.start()
    writer.close()
    waiting: int = reader.recv()
    seconds = time.monotonic() - start
    process.join(timeout=60)
    assert waiting > 0
    report.add(HEADING, Row(f"{name}: start of the console", f"{seconds:.1f} s", "< 3 s", seconds < 3))


def _first_console(place: Stage, now: datetime, results: Connection) -> None:
    with place.opened() as work:
        view = work.read(counter_view, **_console(place.made, now))
        results.send(sum(line.waiting for line in view.queue))
