"""How soon a counter's first window takes a key, and what the signed-in console weighs."""

import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bkpsdm_desktop.app.demo import MadeUp, make_up
from bkpsdm_desktop.app.station import open_work
from bkpsdm_desktop.services import issuing
from bkpsdm_desktop.services.stamps import Stamp
from bkpsdm_desktop.store.ids import new_id
from tests.bench.measure import memory_kib
from tests.bench.report import Report, Row
from tests.bench.stage import SERVICES
from tests.helpers.source import ROOT

HEADING = "Start and memory of a counter"
_METHOD = (
    "The baseline is a window with one field that loads PySide6, SQLAlchemy, sqlcipher3 and qasync and runs "
    "one query on the same encrypted file (`tests/bench/baseline_window.py`). Both start in turns, without a "
    "screen; the time runs from the start of the process until a key pressed in the first field is in it. "
    "Memory is proportional (Pss), 60 s after the console of a signed-in clerk with 24 waiting tickets "
    "stands, one process after the other."
)
_STATION, _CLERK = "Loket 1", "rani"
_LONGEST_SECONDS = 180.0  # for a window that says nothing any more


def measure(report: Report, folder: Path, *, quick: bool) -> None:
    """Nine starts of each, then the memory of each."""
    report.section(HEADING, _METHOD)
    starts, idle = (1, 0.5) if quick else (9, 60.0)
    folder.mkdir()
    made = make_up(folder)
    _wait_in_line(made, 24)
    baseline, counter = _baseline(made), _counter(made)
    if not quick:
        for command in (baseline, counter):  # both from warm caches
            _start(command)
    pairs = [(_start(baseline), _start(counter)) for _ in range(starts)]
    ratio = statistics.median(ours / theirs for theirs, ours in pairs)
    for place, name in enumerate(("baseline window", "counter's login")):
        seconds = statistics.median(pair[place] for pair in pairs)
        report.add(HEADING, Row(f"{name}: first key after", f"{seconds * 1000:.0f} ms"))
    report.add(HEADING, Row("start, against the baseline", f"{ratio:.2f} x", "<= 2 x", ratio <= 2))
    base, ours = _memory(baseline, "key", idle), _memory(counter, "console", idle)
    report.add(HEADING, Row("baseline window: memory", f"{base / 1024:.0f} MiB"))
    report.add(HEADING, Row("signed-in counter, 24 waiting: memory", f"{ours / 1024:.0f} MiB"))
    share = ours / base
    report.add(HEADING, Row("memory, against the baseline", f"{share:.2f} x", "<= 1.6 x", share <= 1.6))


def _wait_in_line(made: MadeUp, tickets: int) -> None:
    """Visitors take numbers at the counter's own station: it has no printer, so nothing is left to print."""
    from bkpsdm_desktop.app.setup import clock_of

    station = made.folder.read_station(_STATION).id
    work = open_work(made.folder, "")
    try:
        for n in range(tickets):
            work.run(
                issuing.take_ticket,
                Stamp(id=new_id(), at=clock_of(work), station=station),
                service=SERVICES[n % len(SERVICES)],
                priority=None,
                randomness=os.urandom(5),
            )
    finally:
        work.close()


_Command = tuple[Sequence[str], str]  # arguments, and the line that goes in


def _baseline(made: MadeUp) -> _Command:
    return ["tests.bench.baseline_window", str(made.folder.database)], made.folder.read_key().hex()


def _counter(made: MadeUp) -> _Command:
    arguments = ["tests.bench.counter_window", str(made.folder.root), _STATION, _CLERK]
    return arguments, made.passwords[_CLERK]


@contextmanager
def _running(command: _Command) -> Iterator["subprocess.Popen[str]"]:
    arguments, line = command
    process = subprocess.Popen(
        [sys.executable, "-m", *arguments],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    too_long = threading.Timer(_LONGEST_SECONDS, process.kill)
    too_long.start()
    try:
        assert process.stdin is not None
        process.stdin.write(line + "\n")
        process.stdin.flush()
        yield process
    finally:
        too_long.cancel()
        process.kill()
        process.communicate()


def _told(process: "subprocess.Popen[str]", word: str) -> float:
    """When the process said a word."""
    assert process.stdout is not None
    for line in process.stdout:
        said, _, at = line.partition(" ")
        if said == word:
            return float(at)
    raise RuntimeError(f"the window ended before it said {word!r}")


def _start(command: _Command) -> float:
    begin = time.monotonic()
    with _running(command) as process:
        return _told(process, "key") - begin


def _memory(command: _Command, word: str, idle: float) -> int:
    with _running(command) as process:
        _told(process, word)
        time.sleep(idle)
        return memory_kib(process.pid)
