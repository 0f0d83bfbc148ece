"""Does a counter's window ever stand still? Gaps of a timer of 10 ms while a whole office works."""

import json
import os
import subprocess
import sys
from pathlib import Path

from bkpsdm_desktop.app.demo import MadeUp, make_up
from bkpsdm_desktop.app.station import open_work, pc_clock
from bkpsdm_desktop.services import people
from bkpsdm_desktop.services.made_up import MadeUpOffice
from tests.bench import million
from tests.bench.report import Report, Row
from tests.helpers.source import ROOT

HEADING = "Gaps of a 10 ms timer in a counter while a whole office works"
_METHOD = (
    "A signed-in counter with its window (`tests/bench/gaps_window.py`) serves one visitor a second and adds "
    "up the statistics of 120,000 tickets every two seconds, in the thread of reports. Beside it run a "
    "display station and a process that takes two numbers a second, serves one visitor a second at the "
    "second counter and reads what the supervisor's screen shows: some sixty times what an office has in its "
    "busiest hour, all on the encrypted database of this PC and its two cores. A gap is the time between two "
    "ticks of a precise timer of 10 ms."
)
_QT = {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}


def measure(report: Report, folder: Path, *, quick: bool) -> None:
    """Sixty seconds of it."""
    report.section(HEADING, _METHOD)
    seconds = 3 if quick else 60
    folder.mkdir()
    made = make_up(folder)
    _fill(made, 500 if quick else 120_000)
    office = _started("tests.bench.gaps_office", made, "Loket 2", "joko")
    display = _started("bkpsdm_desktop", made, "--station", "Layar antrean")
    try:
        gaps = _gaps(made, seconds)
    finally:
        for process in (office, display):
            process.kill()
            process.communicate()
    p99, worst = gaps["p99"], gaps["max"]
    report.add(HEADING, Row("99th percentile", f"{p99:.1f} ms", "<= 50 ms", p99 <= 50))
    report.add(HEADING, Row("the longest", f"{worst:.0f} ms"))
    report.add(HEADING, Row("visits served meanwhile, here", f"{gaps['served']:.0f}"))


def _fill(made: MadeUp, tickets: int) -> None:
    """A history, as the office of the bench has one."""
    folder = made.folder
    ids = {name: folder.read_station(name).id for name in folder.station_names()}
    work = open_work(folder, "")
    try:
        clerks = tuple(work.read(people.person_named, name) for name in ("rani", "joko"))
        office = MadeUpOffice(
            kiosks=(ids["Mesin antrean"],),
            counters=(ids["Loket 1"], ids["Loket 2"]),
            displays=(ids["Layar antrean"],),
            clerks=clerks,
            supervisor=work.read(people.person_named, "admin"),
        )
        million.fill(work, office, tickets, until=pc_clock())
    finally:
        work.close()


def _started(module: str, made: MadeUp, *arguments: str) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-m", module, "--data", str(made.folder.root), *arguments],
        cwd=ROOT,
        env={**os.environ, **_QT},
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    )
    return process


def _gaps(made: MadeUp, seconds: int) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.gaps_window", str(made.folder.root), str(seconds)],
        cwd=ROOT,
        env={**os.environ, **_QT},
        input=made.passwords["rani"] + "\n",
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    gaps: dict[str, float] = json.loads(done.stdout)
    return gaps
