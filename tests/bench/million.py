"""An office with a million past tickets beside one with a thousand: the present must not feel the past."""

import statistics
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

from bkpsdm_desktop.domain.instants import business_day, to_micros
from bkpsdm_desktop.services import serving
from bkpsdm_desktop.services.console import counter_view
from bkpsdm_desktop.services.made_up import MadeUpOffice
from bkpsdm_desktop.services.rows import PersonRow, Role
from bkpsdm_desktop.store.ids import new_id
from bkpsdm_desktop.store.tables import Audit, PrintJob, Station, Ticket, TicketEvent
from bkpsdm_desktop.store.work import Session, Work
from tests.bench.bulk import analyse, bare, load_raw
from tests.bench.measure import milliseconds
from tests.bench.report import Report, Row
from tests.bench.stage import SERIES, SERVICES, clerk_stamp, stage, take
from tests.helpers.office import MORNING

HEADING = "An office with 1,000,000 past tickets, against one with 1,000"
_METHOD = (
    "The past tickets lie on the days before, 500 a day, each with four events, a print job and an audit "
    "row; they are loaded in bulk and the planner's statistics are made. Both offices have the same 200 open "
    "tickets today. Rounds take turns: one take, one list of the counter, one call (then served) in the "
    "small office, the same in the large one, the next round the other way about. The ratio is that of the "
    "medians."
)
_NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
_OPEN, _DAY, _CHUNK, _MOST = 200, 500, 10_000, 1.5


def _columns(names: str) -> list[str]:
    return names.split()


_TICKET = _columns(
    "id business_day series number code service_id service_name station_id issued_at queued_at place_at "
    "state calls counter_id person_id called_at started_at ended_at"
)
_EVENT = _columns("id ticket_id step act before after at station_id counter_id person_id details")
_PRINT = _columns("id printer_id station_id kind title data ticket_id state created_at note")
_AUDIT = _columns("id station_id seq at person_id action object body body_hash prev_hash hash")
_STEPS = (
    ("issue", None, "waiting"),
    ("call", "waiting", "called"),
    ("start", "called", "serving"),
    ("finish", "serving", "finished"),
)


@dataclass(slots=True)
class _Office:
    work: Work
    made: MadeUpOffice
    now: datetime
    visitors: int = 0

    def take(self) -> None:
        take(self.work, self.made, self.now, self.visitors)
        self.visitors += 1

    def look(self) -> None:
        person = PersonRow(
            id=self.made.clerks[0], username="rani", name="Rani Contoh", role=Role.CLERK, skills=SERIES
        )
        self.work.read(counter_view, person=person, station=self.made.counters[0], now=self.now)

    def call(self) -> None:
        self.work.run(serving.call_next, clerk_stamp(self.made, self.now))

    def serve(self) -> None:
        for act in (serving.start_serving, serving.finish):
            self.work.run(act, clerk_stamp(self.made, self.now))


def measure(report: Report, folder: Path, *, quick: bool) -> None:
    """Both offices, on each database."""
    report.section(HEADING, _METHOD)
    sizes = (100, 2_000) if quick else (1_000, 1_000_000)
    opened, rounds = (12, 3) if quick else (_OPEN, 100)
    for dialect, name in _NAMES.items():
        with ExitStack() as stack:
            offices = []
            for size in sizes:
                place = stack.enter_context(stage(folder / f"{dialect}-{size}", dialect))
                work = stack.enter_context(place.opened())
                fill(work, place.made, size)
                offices.append(_today(work, place.made, opened))
            _compare(report, name, offices, rounds)


def _today(work: Work, made: MadeUpOffice, opened: int) -> _Office:
    office = _Office(work, made, MORNING)
    for _ in range(opened):
        office.now += timedelta(seconds=10)
        office.take()
    return office


def _compare(report: Report, name: str, offices: list[_Office], rounds: int) -> None:
    times: dict[str, tuple[list[float], list[float]]] = {
        "take": ([], []),
        "counter list": ([], []),
        "call": ([], []),
    }
    for number in range(rounds):
        order = (0, 1) if number % 2 == 0 else (1, 0)
        for place in order:
            office = offices[place]
            office.now += timedelta(seconds=20)
            acts: dict[str, Callable[[], None]] = {
                "take": office.take,
                "counter list": office.look,
                "call": office.call,
            }
            for what, act in acts.items():
                times[what][place].extend(milliseconds(1, act))
            office.serve()
    for what, (small, large) in times.items():
        ratio = statistics.median(large) / statistics.median(small)
        figure = f"{ratio:.2f} x ({statistics.median(large):.1f} ms)"
        report.add(HEADING, Row(f"{name}: {what}", figure, f"<= {_MOST} x", ratio <= _MOST))


# --- the past ------------------------------------------------------------------------------------


def fill(work: Work, made: MadeUpOffice, tickets: int, *, until: datetime = MORNING) -> None:
    """Past tickets with their events, print jobs and audit rows, on the days before ``until``."""
    past = work.read(_Past.of, made)
    begin = until - timedelta(days=tickets // _DAY + 1)
    with bare(work):
        for first in range(0, tickets, _CHUNK):
            past.load(work, range(first, min(first + _CHUNK, tickets)), begin)
    analyse(work)


class _Past:
    """Rows of tickets that were taken, called, served and finished, as the driver takes them."""

    def __init__(self, made: MadeUpOffice, counter: UUID, printer: UUID, *, as_bytes: bool) -> None:
        self._as_bytes = as_bytes
        self._kiosk, self._station = self._key(made.kiosks[0]), self._key(made.counters[0])
        self._counter, self._person = self._key(counter), self._key(made.clerks[0])
        self._printer = self._key(printer)
        self._audited = self._key(made.displays[0])  # a chain that nothing else writes to meanwhile
        self._services = [self._key(service) for service in SERVICES]
        self._seq = count(1_000_000)  # far from the rows that the station itself writes

    @classmethod
    def of(cls, session: Session, made: MadeUpOffice) -> "_Past":
        counter = session.get_one(Station, made.counters[0]).counter_id
        printer = session.get_one(Station, made.kiosks[0]).printer_id
        assert counter is not None
        assert printer is not None
        return cls(made, counter, printer, as_bytes=session.get_bind().dialect.name == "sqlite")

    def _key(self, key: UUID) -> UUID | bytes:
        return key.bytes if self._as_bytes else key

    def load(self, work: Work, numbers: range, begin: datetime) -> None:
        rows: dict[type, list[tuple[Any, ...]]] = {Ticket: [], TicketEvent: [], PrintJob: [], Audit: []}
        for n in numbers:
            day, place = divmod(n, _DAY)
            at = begin + timedelta(days=day, seconds=20 * place)
            self._life(rows, n, place, business_day(at).isoformat(), to_micros(at))
        for model, columns in ((Ticket, _TICKET), (TicketEvent, _EVENT), (PrintJob, _PRINT), (Audit, _AUDIT)):
            load_raw(work, model, columns, rows[model])

    def _life(self, rows: dict[type, list[tuple[Any, ...]]], n: int, place: int, day: str, at: int) -> None:
        minute = 60_000_000
        ticket, seq = self._key(new_id()), next(self._seq)
        taken = (at, at, at, "finished", 1, self._counter, self._person)
        rows[Ticket].append(
            (
                *(ticket, day, SERIES[place % 6], place // 6 + 1, f"TGS{n:09d}"),
                *(self._services[place % 6], "Layanan", self._kiosk, *taken),
                *(at + 2 * minute, at + 3 * minute, at + 9 * minute),
            )
        )
        for step, (what, before, after) in enumerate(_STEPS, 1):
            by = (self._counter, self._person) if step > 1 else (None, None)
            when = at + step * minute
            rows[TicketEvent].append(
                (self._key(new_id()), ticket, step, what, before, after, when, self._station, *by, "{}")
            )
        number = '{"number":"A001"}'
        job = (self._key(new_id()), self._printer, self._kiosk, "ticket", "A001", number, ticket)
        rows[PrintJob].append((*job, "printed", at, ""))
        act = (self._key(new_id()), self._audited, seq, at, self._person, "ticket.finish", "A001", "{}")
        rows[Audit].append((*act, bytes(32), bytes(32), bytes(32)))
