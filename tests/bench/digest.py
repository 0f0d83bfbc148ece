"""The digest of a million rows, as an office and central compare them."""

import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from bkpsdm_desktop.protocol import wire
from bkpsdm_desktop.protocol.messages import Sum
from bkpsdm_desktop.services import sync_log
from bkpsdm_desktop.store.sync_tables import SyncRow
from bkpsdm_desktop.store.work import Work
from tests.bench.bulk import analyse, load
from tests.bench.report import Report, Row
from tests.bench.stage import stage
from tests.helpers.office import MORNING

HEADING = "Digest of 1,000,000 rows"
_METHOD = (
    "What the office's rows add up to, by entity and day, as it is compared with central: one ticket and "
    "three events of each visit, spread over 500 days. The median of nine runs counts, after one that warms "
    "up; both databases must give the same sums. One day alone is what a session asks for at its end."
)
_TARGETS = {"sqlite": ("SQLite, encrypted", 0.5), "postgresql": ("PostgreSQL", 0.3)}
_COLUMNS = ("entity", "entity_id", "version", "epoch", "row_hash", "day", "deleted", "changed_at", "extra")
_ENTITIES = ("ticket", "ticket_event", "ticket_event", "ticket_event")
_DAYS = 500
_FIRST = date(2025, 7, 1)


def measure(report: Report, folder: Path, *, quick: bool) -> None:
    """All rows, and the rows of the last day, on each database."""
    report.section(HEADING, _METHOD)
    rows, runs = (4_000, 2) if quick else (1_000_000, 9)
    found = []
    for dialect, (name, target) in _TARGETS.items():
        with stage(folder / dialect, dialect) as place, place.opened() as work:
            load(work, SyncRow, _COLUMNS, _rows(rows))
            analyse(work)
            seconds, sums = _timed(work, runs)
            assert sum(total.count for total in sums) == rows
            found.append(sums)
            report.add(
                HEADING,
                Row(f"{name}: all rows", f"{seconds * 1000:.0f} ms", f"<= {target} s", seconds <= target),
            )
            last = (_FIRST + timedelta(days=_DAYS - 1)).isoformat()
            seconds, sums = _timed(work, runs, since=last)
            assert {total.day for total in sums} == {last}
            report.add(HEADING, Row(f"{name}: the last day", f"{seconds * 1000:.1f} ms"))
    equal = found[0] == found[1]
    report.add(HEADING, Row("the sums of both", "equal" if equal else "differ", "equal", equal))


def _rows(count: int) -> Iterator[tuple[Any, ...]]:
    for n in range(count):
        key = UUID(int=n)
        day = _FIRST + timedelta(days=n * _DAYS // count)
        entity = _ENTITIES[n % len(_ENTITIES)]
        yield entity, key, 1, b"e" * 16, wire.row_hash(key.bytes), day.isoformat(), False, MORNING, None


def _timed(work: Work, runs: int, *, since: str | None = None) -> tuple[float, tuple[Sum, ...]]:
    sums = work.read(sync_log.digest, since=since)
    taken = []
    for _ in range(runs):
        start = time.monotonic()
        assert work.read(sync_log.digest, since=since) == sums
        taken.append(time.monotonic() - start)
    return sorted(taken)[runs // 2], sums
