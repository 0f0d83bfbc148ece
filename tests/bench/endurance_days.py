"""Days of visits in one process: ``python -m tests.bench.endurance_days FOLDER DAYS VISITS MINUTES``.

It ends after so many days, or with the day on which so many minutes are over. The clerk's password is the
first line of standard input. Prints memory, visits, lost calls and speed as JSON.
"""

import asyncio
import json
import os
import sys
import time as wall
from datetime import datetime, time, timedelta
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bkpsdm_desktop.app.data_folder import DataFolder
from bkpsdm_desktop.app.loop import application, run
from bkpsdm_desktop.app.station import Station, pc_clock
from bkpsdm_desktop.domain.instants import at_wib, business_day
from bkpsdm_desktop.services import day, issuing
from bkpsdm_desktop.services.rows import CounterState
from bkpsdm_desktop.store.tables import Announcement, AnnouncementSeen
from tests.bench.driver import Clerk, Opened, until
from tests.bench.measure import memory_kib
from tests.bench.stage import SERVICES

_EARLY = 1000
_STEP = timedelta(minutes=4)


class Clock:
    """The office's time, moved by hand."""

    def __init__(self) -> None:
        self.now = at_wib(business_day(pc_clock()) + timedelta(days=1), time(8))

    def __call__(self) -> datetime:
        return self.now

    def next_morning(self) -> None:
        self.now = at_wib(business_day(self.now) + timedelta(days=1), time(8))


class TimelessStation(Station):
    """A station that does not watch its clock: here it is set all the time."""

    async def _keep_time(self) -> None:
        await asyncio.Event().wait()


async def one_day(opened: Opened, clerk: Clerk, clock: Clock, visits: int, taken: int) -> None:
    """The counter is opened, visitors come and are served, the day is closed by the next morning."""
    desk, work = opened.station.desk, opened.station.work
    await until(lambda: clerk.view.state is not CounterState.OPEN)
    await clerk.open_counter()
    take = work.bind(issuing.take_ticket)
    for visit in range(visits):
        clock.now += _STEP
        service = SERVICES[(taken + visit) % len(SERVICES)]
        await take(desk.stamp(), service=service, priority=None, randomness=os.urandom(5))
        await until(lambda: clerk.view.candidate is not None)
        await clerk.serve_next()
    clock.next_morning()
    await work.bind(day.roll_over)(desk.stamp(), signer=desk.signer)


def lost_calls(session: Session) -> tuple[int, int]:
    """Calls that no display marked as shown, and all of them."""
    shown = select(AnnouncementSeen.announcement_id).where(AnnouncementSeen.shown_at.is_not(None))
    calls = session.execute(select(func.count()).select_from(Announcement)).scalar_one()
    lost = session.execute(
        select(func.count()).select_from(Announcement).where(Announcement.id.not_in(shown))
    ).scalar_one()
    return lost, calls


def main(folder: Path, days: int, visits: int, minutes: float, password: str) -> int:
    clock = Clock()
    told: dict[str, float] = {}

    async def play() -> int:
        data = DataFolder(folder)
        display = await Opened.at(data, "Layar antrean", clock=clock, kind=TimelessStation)
        counter = await Opened.at(data, "Loket 1", clock=clock, kind=TimelessStation)
        try:
            clerk = await counter.sign_in("rani", password)
            begin, cpu, taken = wall.monotonic(), wall.process_time(), 0
            for _ in range(days):
                await one_day(counter, clerk, clock, visits, taken)
                taken += visits
                if "early" not in told and (taken >= _EARLY or days * visits < 2 * _EARLY):
                    told["early"] = memory_kib(os.getpid())
                elif wall.monotonic() - begin > 60 * minutes and taken >= 2 * _EARLY:
                    break
            told["visits"] = taken
            told["ms"] = (wall.monotonic() - begin) / taken * 1000
            told["cpu_ms"] = (wall.process_time() - cpu) / taken * 1000
            told["end"] = memory_kib(os.getpid())
            told["lost"], told["calls"] = await counter.station.work.bind_read(lost_calls)()
        finally:
            await counter.close()
            await display.close()
        sys.stdout.write(json.dumps(told))
        return 0

    return run(application(), play)


if __name__ == "__main__":
    _, place, number, of_a_day, most = sys.argv
    sys.exit(main(Path(place), int(number), int(of_a_day), float(most), sys.stdin.readline().strip()))
