"""What taking a ticket costs: the program's way beside sqlcipher3 alone, Core alone and the ORM alone."""

import gc
import statistics
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.store.tables import Office, SyncLog, core
from tests.bench import rivals
from tests.bench.measure import Rate, rate
from tests.bench.report import Report, Row
from tests.bench.stage import Stage, stage, take, working_mornings

HEADING = "Taking a ticket (SQLite, `synchronous=FULL`, encrypted, one process)"
_METHOD = (
    "Each way has a file of its own with the same schema and triggers. In each round every way writes the "
    "tickets of one office day, in turns; the figures are medians over the rounds, the ratio is the median "
    "of the rounds' ratios. The rivals write the same rows (number, ticket, event, print job, audit row and "
    "head, change counters, sync log) and nothing else: they read nothing, check nothing and hash nothing."
)
_COUNTED: tuple[type[Office], ...] = (*rivals.WRITTEN, SyncLog)
_RAW = "sqlcipher3 alone"
_PROGRAM = "through `Work` and `take_ticket`"


@dataclass(slots=True)
class _Way:
    take: Callable[[datetime, int], object]
    rates: list[Rate] = field(default_factory=list)

    def day(self, morning: datetime, count: int) -> None:
        """All tickets of one day."""
        number = iter(range(count))
        self.rates.append(rate(count, lambda: self.take(morning, next(number))))


def measure(report: Report, folder: Path, *, quick: bool) -> None:
    """A few office days, each of 120 visitors."""
    report.section(HEADING, _METHOD)
    rounds, tickets = (2, 12) if quick else (9, 120)
    with ExitStack() as stack:
        stages = {
            name: stack.enter_context(stage(folder / f"way-{place}"))
            for place, name in enumerate((_RAW, "SQLAlchemy Core alone", "SQLAlchemy ORM alone", _PROGRAM))
        }
        ways = {name: _way(stack, name, place) for name, place in stages.items()}
        with stages[_PROGRAM].opened() as work:
            # The first day made the tickets that the rivals copy; the second warms every cache.
            mornings = working_mornings(work, rounds + 2)[1:]
        for place, morning in enumerate(mornings):
            for name in list(ways)[place % len(ways) :] + list(ways)[: place % len(ways)]:
                gc.collect()
                ways[name].day(morning, tickets)
        _check_equal(stages)
    for way in ways.values():
        del way.rates[0]
    _report(report, ways)


def _way(stack: ExitStack, name: str, place: Stage) -> _Way:
    work = stack.enter_context(place.opened())
    take(work, place.made, working_mornings(work, 1)[0], 1)
    if name == _PROGRAM:
        return _Way(lambda at, n: take(work, place.made, at, n))
    rival = {_RAW: rivals.raw, "SQLAlchemy Core alone": rivals.bare_core}.get(name, rivals.bare_orm)
    run, close = rival(place)
    stack.callback(close)
    return _Way(lambda at, n: run(business_day(at), n))


def _check_equal(stages: dict[str, Stage]) -> None:
    """A comparison of different work would be worth nothing: every way must have left as many rows."""
    found = {}
    for name, place in stages.items():
        with place.opened() as work:
            found[name] = work.read(_rows)
    if len({tuple(counts.items()) for counts in found.values()}) != 1:
        raise AssertionError(f"the ways wrote different rows: {found}")


def _rows(session: Session) -> dict[str, Any]:
    return {
        model.__tablename__: session.execute(select(func.count()).select_from(core(model))).scalar_one()
        for model in _COUNTED
    }


def _report(report: Report, ways: dict[str, _Way]) -> None:
    for name, way in ways.items():
        speed = statistics.median(figure.per_second for figure in way.rates)
        cpu = statistics.median(figure.cpu_ms for figure in way.rates)
        report.add(HEADING, Row(name, f"{speed:.0f} tickets/s, {cpu:.2f} ms CPU a ticket"))
    raw, program = ways[_RAW].rates, ways[_PROGRAM].rates
    ratio = statistics.median(
        ours.per_second / theirs.per_second for ours, theirs in zip(program, raw, strict=True)
    )
    cpu = statistics.median(figure.cpu_ms for figure in program)
    report.add(
        HEADING,
        Row("the program's speed, as a share of sqlcipher3 alone", f"{ratio:.2f}", ">= 0.25", ratio >= 0.25),
    )
    report.add(HEADING, Row("CPU of a ticket in the program", f"{cpu:.2f} ms", "<= 2 ms", cpu <= 2))
