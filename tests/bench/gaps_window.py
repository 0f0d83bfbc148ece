"""A counter that watches its own event loop: ``python -m tests.bench.gaps_window FOLDER SECONDS``.

The clerk's password is the first line of standard input. Prints the gaps between ticks of a timer of 10 ms.
"""

import asyncio
import json
import sys
import time
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer

from bkpsdm_desktop.app.data_folder import DataFolder
from bkpsdm_desktop.app.loop import application, run
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.statistics import Period
from bkpsdm_desktop.services import people, statistics
from tests.bench.driver import Clerk, Opened
from tests.bench.measure import percentile

_TICK_MS = 10
_READ_SECONDS = 2.0
_VISIT_SECONDS = 1.0


class Watch(QObject):
    """Milliseconds from each tick to the next."""

    def __init__(self) -> None:
        super().__init__()
        self.gaps: list[float] = []
        self._last = 0.0
        self._timer = QTimer(self, interval=_TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        self._last = time.perf_counter()
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.gaps.append((now - self._last) * 1000)
        self._last = now


async def work_for(opened: Opened, clerk: Clerk, seconds: float, watch: Watch) -> int:
    """Serve and read until the time is over; the visits."""
    served, over = 0, asyncio.Event()

    async def read() -> None:
        gather = opened.station.work.bind_report(statistics.gather)
        supervisor = opened.station.work.read(people.person_named, "maya")
        while not over.is_set():
            stamp = opened.station.desk.stamp(supervisor)
            until = business_day(stamp.at)
            period = Period(first=until - timedelta(days=365), last=until)
            await asyncio.to_thread(statistics.add_up, await gather(stamp, period=period))
            await asyncio.sleep(_READ_SECONDS)

    reading = asyncio.get_running_loop().create_task(read())
    watch.start()
    end = time.monotonic() + seconds
    while (begin := time.monotonic()) < end:
        await clerk.serve_next()
        served += 1
        await asyncio.sleep(max(0.0, begin + _VISIT_SECONDS - time.monotonic()))
    watch.stop()
    over.set()
    reading.cancel()
    return served


def main(folder: Path, seconds: float, password: str) -> int:
    watch = Watch()

    async def play() -> int:
        opened = await Opened.at(DataFolder(folder), "Loket 1")
        try:
            clerk = await opened.sign_in("rani", password)
            await clerk.open_counter()
            served = await work_for(opened, clerk, seconds, watch)
        finally:
            await opened.close()
        gaps = {"p99": percentile(watch.gaps, 0.99), "max": max(watch.gaps), "served": float(served)}
        sys.stdout.write(json.dumps(gaps))
        return 0

    return run(application(), play)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), float(sys.argv[2]), sys.stdin.readline().strip()))
