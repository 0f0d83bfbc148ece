"""Several stations that take tickets from one SQLite file at once."""

import multiprocessing
import random
import time
from collections.abc import Sequence
from datetime import timedelta
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.store.tables import Ticket
from tests.bench.measure import percentile
from tests.bench.report import Report, Row
from tests.bench.stage import Stage, stage, take
from tests.helpers.office import MORNING

HEADING = "Stations that write at once (SQLite, `synchronous=FULL`, encrypted, one file)"
_METHOD = (
    "Each process is a kiosk with a `Work` of its own and takes tickets of all six series. Saturated: each "
    "takes the next as soon as it has one; the time of each process's first ticket is left out. Paced: each "
    "takes 20 a second at uneven moments, and the time counts from the moment the ticket was due."
)
_SPAWN = multiprocessing.get_context("spawn")  # as stations are: nothing inherited


class _Plan(NamedTuple):
    stage: Stage
    kiosk: int
    tickets: int
    per_second: float | None  # None: saturated


def measure(report: Report, folder: Path, *, quick: bool) -> None:
    """Ten thousand tickets by eight processes; then four at a pace."""
    report.section(HEADING, _METHOD)
    tickets, paced = (80, 10) if quick else (10_000, 300)
    with stage(folder, kiosks=8) as place:
        start = time.monotonic()
        times = _run([_Plan(place, kiosk, tickets // 8, None) for kiosk in range(8)])
        speed = tickets / (time.monotonic() - start)
        later = [value for own in times for value in own[1:]]
        _report_numbers(report, place, tickets)
        report.add(HEADING, Row("8 processes, saturated", f"{speed:.0f} tickets/s, start included"))
        _report_times(report, "8 processes, saturated", later, p99=300, longest=2000)
        by_process = [percentile(own[1:], 0.99) for own in times]
        spread = f"{min(by_process):.0f} to {max(by_process):.0f} ms"
        report.add(HEADING, Row("8 processes, saturated: p99 of the luckiest and the unluckiest", spread))
    with stage(folder / "paced", kiosks=4) as place:
        times = _run([_Plan(place, kiosk, paced, 20.0) for kiosk in range(4)])
        _report_times(report, "4 processes, each 20/s", [v for own in times for v in own], p99=50)


def _run(plans: Sequence[_Plan]) -> list[list[float]]:
    """Milliseconds of each ticket, by process."""
    barrier = _SPAWN.Barrier(len(plans))
    readers, processes = [], []
    for plan in plans:
        reader, writer = _SPAWN.Pipe(duplex=False)
        process = _SPAWN.Process(target=_child, args=(plan, barrier, writer))
        process.start()
        writer.close()
        readers.append(reader)
        processes.append(process)
    try:
        return [reader.recv() for reader in readers]
    finally:
        for process in processes:
            process.join(timeout=60)
            if process.is_alive():
                process.kill()


def _child(plan: _Plan, barrier: Barrier, results: Connection) -> None:
    with plan.stage.opened() as work:
        barrier.wait(timeout=120)
        times, jitter = [], random.Random(plan.kiosk)
        begin = time.monotonic()
        for n in range(plan.tickets):
            due = time.monotonic()
            if plan.per_second:
                due = begin + (n + jitter.random()) / plan.per_second
                time.sleep(max(0.0, due - time.monotonic()))
            take(work, plan.stage.made, MORNING + timedelta(milliseconds=n), n, kiosk=plan.kiosk)
            times.append((time.monotonic() - due) * 1000)
        results.send(times)


def _report_numbers(report: Report, place: Stage, wanted: int) -> None:
    with place.opened() as work:
        duplicates, gaps, count = work.read(_numbers)
    sound = (duplicates, gaps, count) == (0, 0, wanted)
    figure = f"{count} tickets, {duplicates} duplicates, {gaps} gaps"
    report.add(HEADING, Row("8 processes, saturated", figure, "0 duplicates, 0 gaps", sound))


def _numbers(session: Session) -> tuple[int, int, int]:
    """Duplicates, gaps and the count of a day's numbers."""
    rows = session.execute(
        select(func.count(), func.count(Ticket.number.distinct()), func.max(Ticket.number))
        .where(Ticket.business_day == business_day(MORNING))
        .group_by(Ticket.series)
    ).all()
    duplicates = sum(count - distinct for count, distinct, _ in rows)
    return duplicates, sum(last - distinct for _, distinct, last in rows), sum(row[0] for row in rows)


def _report_times(
    report: Report, what: str, times: Sequence[float], *, p99: float, longest: float | None = None
) -> None:
    reached = percentile(times, 0.99)
    report.add(HEADING, Row(f"{what}: p50", f"{percentile(times, 0.5):.1f} ms"))
    report.add(HEADING, Row(f"{what}: p99", f"{reached:.0f} ms", f"< {p99:.0f} ms", reached < p99))
    worst = max(times)
    target = f"< {longest:.0f} ms" if longest else ""
    met = worst < longest if longest else None
    report.add(HEADING, Row(f"{what}: longest", f"{worst:.0f} ms", target, met))
