"""Two hundred working days through one counter and one display that are never started anew."""

import json
import os
import subprocess
import sys
from pathlib import Path

from bkpsdm_desktop.app.demo import make_up
from tests.bench.report import Report, Row
from tests.helpers.source import ROOT

HEADING = "200 days of 100 visits through one running counter and display"
_METHOD = (
    "A counter and a display run in one process on an encrypted database, with their real windows and "
    "without a screen or a voice (`tests/bench/endurance_days.py`). Time is injected: each visit takes four "
    "minutes of it, each night the day is closed and the counter opened anew. Memory is proportional (Pss), "
    "after 1,000 visits and at the end. A call is lost when the display never marked it as shown. In a run "
    "of all sections it ends with the day on which 12 minutes are over; `python -m tests.bench --only "
    "endurance` runs all 200 days, however long they take, or as long as `--minutes` says."
)
_MINUTES = 12
_WANTED = 20_000


def measure(report: Report, folder: Path, *, quick: bool, minutes: float = _MINUTES) -> None:
    """20,000 visits, or as many as fit into the minutes."""
    report.section(HEADING, _METHOD)
    days, visits = (2, 4) if quick else (200, 100)
    folder.mkdir()
    made = make_up(folder)
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.bench.endurance_days",
            str(folder),
            str(days),
            str(visits),
            str(minutes),
        ],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"},
        input=made.passwords["rani"] + "\n",
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    told: dict[str, float] = json.loads(done.stdout)
    done_visits = int(told["visits"])
    report.add(HEADING, Row("visits", f"{done_visits:,}", f"{_WANTED:,}", done_visits >= _WANTED))
    growth = told["end"] / told["early"] - 1
    report.add(HEADING, Row("memory after 1,000 visits", f"{told['early'] / 1024:.0f} MiB"))
    report.add(HEADING, Row("memory at the end", f"{told['end'] / 1024:.0f} MiB"))
    report.add(HEADING, Row("growth", f"{growth * 100:.1f} %", "< 5 %", growth < 0.05))
    lost = int(told["lost"])
    calls = f"{lost} of {told['calls']:.0f}"
    report.add(HEADING, Row("calls that no display showed", calls, "0", lost == 0))
    visit = f"{told['ms']:.0f} ms, {told['cpu_ms']:.0f} ms of CPU"
    report.add(HEADING, Row("one visit through the windows", visit))
