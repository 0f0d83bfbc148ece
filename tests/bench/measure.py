"""Small pieces that every benchmark uses."""

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(slots=True)
class Row:
    """One line of the report: what, the figure of this run, what it must reach, and whether it does."""

    what: str
    figure: str
    target: str = ""
    met: bool | None = None


@dataclass(slots=True)
class Report:
    """The lines of a run, by heading."""

    sections: dict[str, list[Row]] = field(default_factory=dict)

    def add(self, heading: str, row: Row) -> None:
        self.sections.setdefault(heading, []).append(row)


def percentile(values: Sequence[float], share: float) -> float:
    """The nearest-rank percentile; ``share`` is 0.99 for the 99th."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def rate(count: int, fn: Callable[[], object]) -> tuple[float, float]:
    """Runs per second of wall time, and CPU milliseconds a run, of ``count`` runs."""
    wall, cpu = time.perf_counter(), time.process_time()
    for _ in range(count):
        fn()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return count / wall, cpu / count * 1000


def memory_kib(pid: int) -> int:
    """Proportional memory of a process, where the system tells it, else its resident memory."""
    for name, key in (("smaps_rollup", "Pss:"), ("status", "VmRSS:")):
        path = Path(f"/proc/{pid}/{name}")
        try:
            lines = path.read_text(encoding="ascii").splitlines()
        except OSError:
            continue
        for line in lines:
            if line.startswith(key):
                return int(line.split()[1])
    raise OSError("this system does not tell the memory of a process")
