"""A kiosk as a process of its own, to be killed.

Run as ``python -m tests.helpers.print_child URL STATION RUN TIME ACT``.
ACT is ``take`` (a visitor takes a number, then the worker prints it) or ``print`` (the worker alone). TIME is
the office's time in ISO form; it stands still. RUN is the row of this start of the station.
"""

import os
import sys
from datetime import datetime
from uuid import UUID

from bkpsdm_desktop.devices.printers import open_printer
from bkpsdm_desktop.documents.slips import Renderer
from bkpsdm_desktop.services.issuing import take_ticket
from bkpsdm_desktop.services.print_worker import PrintWorker
from bkpsdm_desktop.services.stamps import Stamp
from bkpsdm_desktop.store.engine import open_engine
from bkpsdm_desktop.store.ids import new_id, reference_id
from bkpsdm_desktop.store.work import Work


def main(url: str, station: UUID, run: UUID, now: datetime, act: str) -> None:
    work = Work(open_engine(url))
    if act == "take":
        stamp = Stamp(id=new_id(), at=now, station=station)
        service = reference_id("service", "CT")
        work.run(take_ticket, stamp, service=service, priority=None, randomness=os.urandom(5))
    worker = PrintWorker(work, Renderer, open_printer, clock=lambda: now, station=station, run=run)
    while worker.work_once():
        pass
    work.close()


if __name__ == "__main__":
    _, url, station, run, now, act = sys.argv
    main(url, UUID(station), UUID(run), datetime.fromisoformat(now), act)
