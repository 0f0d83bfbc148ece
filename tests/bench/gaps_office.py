"""The rest of a busy office: ``python -m tests.bench.gaps_office --data FOLDER STATION CLERK``.

Each second two numbers are taken (one visitor for each counter), the second counter serves one, and a
supervisor's screen reads the day, until the process is killed.
"""

import os
import sys
import time
from pathlib import Path

from bkpsdm_desktop.app.data_folder import DataFolder
from bkpsdm_desktop.app.setup import clock_of
from bkpsdm_desktop.app.station import open_work
from bkpsdm_desktop.services import counters, issuing, people, serving
from bkpsdm_desktop.services.stamps import Stamp
from bkpsdm_desktop.services.supervision import supervision
from bkpsdm_desktop.store.ids import new_id
from tests.bench.stage import SERVICES

_EVERY_SECONDS = 1.0
_TAKEN = 2


def main(root: Path, name: str, username: str) -> None:
    folder = DataFolder(root)
    station = folder.read_station(name).id
    work = open_work(folder, "")
    person = work.read(people.person_named, username)

    def stamp() -> Stamp:
        return Stamp(id=new_id(), at=clock_of(work), station=station, person=person)

    work.run(counters.open_counter, stamp())
    taken = 0
    while True:
        begin = time.monotonic()
        for _ in range(_TAKEN):
            taken += 1
            service = SERVICES[taken % len(SERVICES)]
            randomness = os.urandom(5)
            work.run(issuing.take_ticket, stamp(), service=service, priority=None, randomness=randomness)
        for act in (serving.call_next, serving.start_serving, serving.finish):
            work.run(act, stamp())
        work.read(supervision, now=clock_of(work), station=station)
        time.sleep(max(0.0, begin + _EVERY_SECONDS - time.monotonic()))


if __name__ == "__main__":
    main(Path(sys.argv[2]), sys.argv[3], sys.argv[4])
