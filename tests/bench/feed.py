"""From a clerk's key to the call in another process's hands: the display's feed and its read."""

import multiprocessing
import queue
import time
from collections.abc import Mapping
from contextlib import ExitStack
from datetime import datetime, timedelta
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.domain.numbers import format_number
from bkpsdm_desktop.services import serving
from bkpsdm_desktop.services.board import board_state
from bkpsdm_desktop.store.feed import ChangeFeed
from bkpsdm_desktop.store.tables import Announcement, Ticket
from bkpsdm_desktop.store.work import Work
from tests.bench.measure import percentile, settle
from tests.bench.report import Report, Row
from tests.bench.stage import Stage, clerk_stamp, stage, take
from tests.helpers.office import MORNING

HEADING = "Call to row in hand, in another process"
_METHOD = (
    "One process calls ten numbers a second; another one has the change feed of a display and reads the "
    "whole board at each change, as the display does. The time runs from just before `call_next` is given "
    "to `Work` until the board with this call is in the display's hands; the second figure runs from the "
    "commit. Halfway to the next call the visit ends and a visitor takes a number, so 24 wait all the time."
)
_SPAWN = multiprocessing.get_context("spawn")
_PER_SECOND = 10
_WAITING = 24
_TARGETS = {"sqlite": 60, "postgresql": 20}
_NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}

# Announcement -> nanoseconds of the monotonic clock, which all processes of a system share.
Seen = dict[UUID, int]


def measure(report: Report, folder: Path, *, quick: bool) -> None:
    """A thousand calls on each database."""
    report.section(HEADING, _METHOD)
    calls = 10 if quick else 1000
    for dialect, target in _TARGETS.items():
        with stage(folder / dialect, dialect) as place:
            whole, after_commit = _calls(place, calls)
        name = _NAMES[dialect]
        p99 = percentile(whole, 0.99)
        report.add(HEADING, Row(f"{name}: p50", f"{percentile(whole, 0.5):.1f} ms"))
        report.add(HEADING, Row(f"{name}: p99", f"{p99:.1f} ms", f"<= {target} ms", p99 <= target))
        report.add(HEADING, Row(f"{name}: p99 from the commit", f"{percentile(after_commit, 0.99):.1f} ms"))
        report.add(HEADING, Row(f"{name}: longest", f"{max(whole):.1f} ms"))


def _calls(place: Stage, count: int) -> tuple[list[float], list[float]]:
    """Milliseconds of each call, from the key and from the commit."""
    with ExitStack() as stack:
        origin = time.monotonic()
        ready, stop = _SPAWN.Event(), _SPAWN.Event()
        reader, writer = _SPAWN.Pipe(duplex=False)
        display = _SPAWN.Process(target=_display, args=(place, origin, ready, stop, writer))
        display.start()
        stack.callback(display.join, 60)
        stack.callback(stop.set)
        writer.close()
        work = stack.enter_context(place.opened())
        for n in range(_WAITING):
            take(work, place.made, MORNING, n)
        if not ready.wait(timeout=60):
            raise TimeoutError("the display's process did not start")
        pressed, committed = _clerk(work, place, count, origin)
        time.sleep(1.0)
        stop.set()
        if not reader.poll(30):
            raise TimeoutError("the display's process did not answer")
        seen: Seen = reader.recv()
        called = work.read(_announcements)
    missing = [ticket for ticket in pressed if called[ticket] not in seen]
    if missing:
        raise AssertionError(f"{len(missing)} calls were never in the display's hands")
    return _spans(pressed, called, seen), _spans(committed, called, seen)


def _spans(since: Mapping[str, int], called: Mapping[str, UUID], seen: Seen) -> list[float]:
    return [(seen[called[label]] - at) / 1e6 for label, at in since.items()]


def _announcements(session: Session) -> dict[str, UUID]:
    rows = session.execute(
        select(Announcement.id, Ticket.series, Ticket.number).join(
            Ticket, Announcement.ticket_id == Ticket.id
        )
    )
    return {format_number(row.series, row.number): row.id for row in rows}


def _clerk(work: Work, place: Stage, count: int, origin: float) -> tuple[dict[str, int], dict[str, int]]:
    """Ten calls a second; label -> when the key was pressed, and when the call was committed."""
    settle()
    pressed: dict[str, int] = {}
    committed: dict[str, int] = {}
    begin = time.monotonic()
    for n in range(count):
        due = begin + n / _PER_SECOND
        time.sleep(max(0.0, due - time.monotonic()))
        start = time.monotonic_ns()
        label = work.run(serving.call_next, clerk_stamp(place.made, _office_time(origin)))
        end = time.monotonic_ns()
        assert label is not None
        pressed[label], committed[label] = start, end
        time.sleep(max(0.0, due + 0.5 / _PER_SECOND - time.monotonic()))
        work.run(serving.start_serving, clerk_stamp(place.made, _office_time(origin)))
        work.run(serving.finish, clerk_stamp(place.made, _office_time(origin)))
        take(work, place.made, _office_time(origin), n)
    return pressed, committed


def _office_time(origin: float) -> datetime:
    """The time of the machine moved to a working morning: one clock for both processes."""
    return MORNING + timedelta(seconds=time.monotonic() - origin)


def _display(place: Stage, origin: float, ready: Event, stop: Event, results: Connection) -> None:
    settle()
    changes: queue.SimpleQueue[frozenset[Kind]] = queue.SimpleQueue()
    seen: Seen = {}
    with place.opened() as work:
        feed = ChangeFeed(work.engine, changes.put, lambda linked: ready.set() if linked else None)
        feed.start()
        try:
            while not stop.is_set():
                if not _changed(changes):
                    continue
                board = work.read(board_state, station=place.made.displays[0], now=_office_time(origin))
                now = time.monotonic_ns()
                for call in board.calls:
                    seen.setdefault(call.announcement, now)
        finally:
            feed.stop()
    results.send(seen)


def _changed(changes: "queue.SimpleQueue[frozenset[Kind]]") -> bool:
    """Wait a moment for news; what came together is read once."""
    try:
        changes.get(timeout=0.1)
    except queue.Empty:
        return False
    while not changes.empty():
        changes.get()
    return True
