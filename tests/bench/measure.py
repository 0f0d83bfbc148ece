"""Small pieces that every benchmark uses."""

import gc
import math
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple


def percentile(values: Sequence[float], share: float) -> float:
    """The nearest-rank percentile; ``share`` is 0.99 for the 99th. Raises ``ValueError`` without values."""
    if not values:
        raise ValueError("no values were measured")
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


class Rate(NamedTuple):
    """Runs per second of wall time, and CPU milliseconds of this process for each."""

    per_second: float
    cpu_ms: float


def rate(count: int, fn: Callable[[], object]) -> Rate:
    """How fast ``count`` runs of ``fn`` are."""
    wall, cpu = time.perf_counter(), time.process_time()
    for _ in range(count):
        fn()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return Rate(count / wall, cpu / count * 1000)


def milliseconds(count: int, fn: Callable[[], object]) -> list[float]:
    """The wall time of each of ``count`` runs of ``fn``."""
    times = []
    for _ in range(count):
        start = time.perf_counter()
        fn()
        times.append((time.perf_counter() - start) * 1000)
    return times


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


def settle() -> None:
    """What the program does with its own garbage once it has started (``app/loop.py``)."""
    gc.collect()
    gc.freeze()
