"""``python -m tests.bench``: measures, prints, and writes what it found into docs/benchmarks.md."""

import argparse
import math
import os
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from tests.bench import (
    audit,
    big,
    contention,
    digest,
    endurance,
    feed,
    gaps,
    million,
    statistics,
    supervisor,
    ticket,
    voice,
    window,
)
from tests.bench.machine import facts
from tests.bench.report import Report, as_markdown, as_text
from tests.helpers.source import ROOT

Measure = Callable[..., None]

SECTIONS: dict[str, Measure] = {
    "ticket": ticket.measure,
    "contention": contention.measure,
    "feed": feed.measure,
    "big": big.measure,
    "supervisor": supervisor.measure,
    "window": window.measure,
    "audit": audit.measure,
    "million": million.measure,
    "endurance": endurance.measure,
    "gaps": gaps.measure,
    "statistics": statistics.measure,
    "voice": voice.measure,
    "digest": digest.measure,
}


def main(arguments: Sequence[str]) -> int:
    """Run the sections; exit status 1 when a figure misses its target."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--only", choices=list(SECTIONS), action="append", help="this section (repeatable)")
    parser.add_argument("--quick", action="store_true", help="few repetitions: only shows that it runs")
    parser.add_argument("--minutes", type=float, help="how long the endurance runs at most")
    options = parser.parse_args(arguments)
    sections = dict(SECTIONS)
    # alone it may take the hours that it needs
    minutes = options.minutes or (math.inf if options.only == ["endurance"] else None)
    if minutes is not None:
        sections["endurance"] = partial(endurance.measure, minutes=minutes)
    # /tmp may be memory, which syncs nothing.
    with tempfile.TemporaryDirectory(dir="/var/tmp" if os.name == "posix" else None) as name:
        report = run(options.only or list(SECTIONS), Path(name), quick=options.quick, sections=sections)
    if not options.quick:
        page = ROOT / "docs" / "benchmarks.md"
        before = page.read_text(encoding="utf-8") if options.only else ""
        page.write_text(as_markdown(report, before), encoding="utf-8")
        sys.stdout.write("written: docs/benchmarks.md\n")
    return 1 if report.missed and not options.quick else 0


def run(
    names: Sequence[str], folder: Path, *, quick: bool, sections: Mapping[str, Measure] = SECTIONS
) -> Report:
    """Measure these sections in ``folder`` and print each as it is found."""
    report = Report(facts(folder))
    for name in names:
        start = time.monotonic()
        before = list(report.sections)
        sections[name](report, folder / name, quick=quick)
        for heading in [heading for heading in report.sections if heading not in before]:
            sys.stdout.write("\n" + as_text(heading, report.sections[heading]))
        sys.stdout.write(f"  [{name}: {time.monotonic() - start:.0f} s]\n")
        sys.stdout.flush()
    return report


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
