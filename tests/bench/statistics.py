"""Statistics of one year: 120,000 tickets with their events, bulk-loaded, read on the lane of reports."""

import asyncio
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from bkpsdm_desktop.app.loop import application, run
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.statistics import Grouping, Period
from bkpsdm_desktop.domain.ticket import Act, State
from bkpsdm_desktop.services import wait_history
from bkpsdm_desktop.services.made_up import MadeUpOffice
from bkpsdm_desktop.services.stamps import Stamp
from bkpsdm_desktop.services.statistics import Statistics, add_up, gather
from bkpsdm_desktop.store.ids import new_id
from bkpsdm_desktop.store.tables import Ticket, TicketEvent
from bkpsdm_desktop.store.work import Work
from tests.bench import big
from tests.bench.report import Report, Row
from tests.bench.stage import SERIES, SERVICES, stage
from tests.helpers.office import MORNING

HEADING = "Statistics of one year"
_METHOD = (
    "120,000 tickets of 240 working days, most with four or five events, some with two services, some whose "
    "visitor does not come; read on the lane of reports and then added up in all groupings, off the window's "
    "thread, beside the program's own event loop. The slowest of three runs counts, the first included. The "
    "history of the estimate is that of the last 90 days."
)
_NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
_DAYS, _LIMIT_SECONDS = 240, 3.0
_BATCH_DAYS = 5


def measure(report: Report, folder: Path, *, quick: bool) -> None:
    """The year on each database."""
    report.section(HEADING, _METHOD)
    tickets = 2_400 if quick else 120_000
    for dialect, name in _NAMES.items():
        with stage(folder / dialect, dialect, clerks=4) as place, place.opened() as work:
            period = fill_year(work, place.made, tickets)
            _measure(report, name, work, place.made, period, tickets)


def fill_year(work: Work, made: MadeUpOffice, tickets: int) -> Period:
    """Tickets on the working days before the made-up morning; returns from when to when."""
    rng = Random(7)
    mornings = [MORNING - timedelta(days=back) for back in range(1, 2 * _DAYS)]
    mornings = [at for at in mornings if at.weekday() < 5][:_DAYS]
    for start in range(0, _DAYS, _BATCH_DAYS):
        lives = [
            _life(made, rng, morning, place, f"{start + offset:03}{place:06}")
            for offset, morning in enumerate(mornings[start : start + _BATCH_DAYS])
            for place in range(tickets // _DAYS)
        ]
        events = [event for _, events in lives for event in events]
        work.run(big.insert_rows, {Ticket: [ticket for ticket, _ in lives], TicketEvent: events})
    if work.engine.dialect.name == "postgresql":
        big.analyze(work)
    return Period(first=business_day(mornings[-1]), last=business_day(mornings[0]))


def _life(
    made: MadeUpOffice, rng: Random, morning: datetime, place: int, code: str
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """A ticket and its events: most are served, some for two services, some do not come."""
    number, service = new_id(), SERVICES[place % 6]
    at, clerk = morning + timedelta(seconds=50 * place), place % 4
    steps = list(_steps(rng, service))
    ended = {Act.FINISH: State.FINISHED, Act.MARK_NO_SHOW: State.NO_SHOW}[steps[-1][0]]
    ticket = {
        "id": number, "business_day": business_day(at), "series": SERIES[place % 6],
        "number": place // 6 + 1, "code": code, "service_id": service, "service_name": "Layanan",
        "priority": "lansia" if place % 9 == 0 else None, "station_id": made.kiosks[0], "issued_at": at,
        "queued_at": at, "place_at": at, "state": ended, "calls": 1,
    }  # fmt: skip
    events = []
    for step, (act, before, after, seconds, leg) in enumerate(steps, 1):
        at += timedelta(seconds=seconds)
        event = {
            "id": new_id(), "ticket_id": number, "step": step, "act": act, "before": before, "after": after,
            "at": at, "station_id": made.kiosks[0], "counter_id": None,
            "person_id": made.clerks[clerk] if step > 1 else None, "service_id": leg, "details": {},
        }  # fmt: skip
        events.append(event)
    return ticket, events


_Step = tuple[Act, State | None, State, int, Any]


def _steps(rng: Random, service: Any) -> Iterator[_Step]:
    yield Act.ISSUE, None, State.WAITING, 0, service
    yield Act.CALL, State.WAITING, State.CALLED, rng.randrange(30, 2400), None
    kind = rng.random()
    if kind < 0.05:
        yield Act.RECALL, State.CALLED, State.CALLED, 60, None
        yield Act.RECALL, State.CALLED, State.CALLED, 60, None
        yield Act.MARK_NO_SHOW, State.CALLED, State.NO_SHOW, 60, None
        return
    yield Act.START, State.CALLED, State.SERVING, rng.randrange(5, 60), None
    if kind < 0.15:
        yield Act.NEXT_SERVICE, State.SERVING, State.SERVING, rng.randrange(120, 900), SERVICES[0]
    yield Act.FINISH, State.SERVING, State.FINISHED, rng.randrange(120, 900), None


def _measure(report: Report, name: str, work: Work, made: MadeUpOffice, period: Period, tickets: int) -> None:
    stamp = Stamp(id=new_id(), at=MORNING, station=made.counters[0], person=made.supervisor)
    seconds: list[float] = []

    async def rounds() -> int:
        for _ in range(3):
            start = time.perf_counter()
            found = await _year(work, stamp, period)
            seconds.append(time.perf_counter() - start)
            assert found.total.issued == tickets
            assert all(sum(line.issued for line in found.by[grouping]) == tickets for grouping in Grouping)
        return 0

    run(application(), rounds)
    worst = max(seconds)
    row = Row(
        f"{name}: {tickets} tickets in all groupings",
        f"{worst:.2f} s",
        f"<= {_LIMIT_SECONDS:.0f} s",
        worst <= _LIMIT_SECONDS,
    )
    report.add(HEADING, row)
    start = time.perf_counter()
    work.read(wait_history.measured, on=period.last)
    report.add(HEADING, Row(f"{name}: history of the estimate", f"{time.perf_counter() - start:.2f} s"))


async def _year(work: Work, stamp: Stamp, period: Period) -> Statistics:
    """As the page *Statistik* does it: read on the lane of reports, then added up in another thread."""
    gathered = await work.bind_report(gather)(stamp, period=period)
    return await asyncio.to_thread(add_up, gathered)
