"""Printers and print workers of the office under test."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from bkpsdm_desktop.devices.printers import open_printer
from bkpsdm_desktop.documents.slips import Renderer
from bkpsdm_desktop.services import ports
from bkpsdm_desktop.services.print_worker import PrintWorker
from bkpsdm_desktop.services.printers import add_printer, use_printer
from bkpsdm_desktop.services.printing import unprinted
from bkpsdm_desktop.services.rows import PrintJobRow
from bkpsdm_desktop.store.ids import new_id
from bkpsdm_desktop.store.tables import PrintJob, StationRun
from bkpsdm_desktop.store.work import Work
from tests.helpers.office import OfficeUnderTest


class PlainRenderer:
    """Kept data as sorted JSON: quick, and a test reads what was printed."""

    def __init__(self, width: int) -> None:
        self.width = width

    def render(self, kind: str, data: Mapping[str, object]) -> bytes:
        return json.dumps([kind, self.width, data], sort_keys=True).encode()


def words(job: bytes) -> dict[str, object]:
    """The data that PlainRenderer printed."""
    _, _, data = json.loads(job)
    assert isinstance(data, dict)
    return data


@dataclass(slots=True)
class Printing:
    """The kiosk's printer (or the office's) and what happens to its jobs."""

    office: OfficeUnderTest
    printer: UUID

    def run_of(self, station: UUID) -> UUID:
        """A new start of a station."""
        return start_run(self.office.work, station, self.office.now)

    def worker(
        self,
        printer: ports.Spooler,
        *,
        station: UUID | None = None,
        run: UUID | None = None,
        work: Work | None = None,
        renderer: Callable[[int], ports.Renderer] = PlainRenderer,
        renew_seconds: float = 10.0,
    ) -> PrintWorker:
        """The kiosk's worker, or another station's, with a printer in the place of the real one."""
        station = station or self.office.made.kiosks[0]
        return PrintWorker(
            work or self.office.work,
            renderer,
            lambda address: printer,
            clock=lambda: self.office.now,
            station=station,
            run=run or self.run_of(station),
            renew_seconds=renew_seconds,
        )

    def real_worker(self) -> PrintWorker:
        """The kiosk's worker with the real renderer and the printer of the address."""
        station = self.office.made.kiosks[0]
        return PrintWorker(
            self.office.work,
            Renderer,
            open_printer,
            clock=lambda: self.office.now,
            station=station,
            run=self.run_of(station),
        )

    def jobs(self) -> list[PrintJob]:
        """All jobs, oldest first."""
        query = select(PrintJob).order_by(PrintJob.created_at, PrintJob.title, PrintJob.id)
        return self.office.work.read(lambda session: list(session.scalars(query)))

    def states(self) -> list[tuple[str, str]]:
        """Title and state of all jobs, oldest first."""
        return [(job.title, job.state) for job in self.jobs()]

    def job(self, job: UUID | None) -> PrintJob:
        assert job is not None
        return self.office.work.read(lambda session: session.get_one(PrintJob, job))

    def offered(self) -> tuple[PrintJobRow, ...]:
        """What F10 offers now."""
        return self.office.work.read(unprinted, now=self.office.now)


def start_run(work: Work, station: UUID, now: datetime) -> UUID:
    """A new start of a station."""
    run = new_id()

    def start(session: Session) -> None:
        session.execute(insert(StationRun).values(id=run, station_id=station, started_at=now, seen_at=now))

    work.run(start)
    return run


def with_printer(
    office: OfficeUnderTest, address: str = "memory:", *, of_the_office: bool = False, width: int = 576
) -> Printing:
    """Gives the first kiosk a ticket printer: its own, or the office's."""
    kiosk = office.made.kiosks[0]
    printer = office.work.run(
        add_printer,
        office.stamp(kiosk),
        name="Printer kiosk",
        address=address,
        width=width,
        station=None if of_the_office else kiosk,
    )
    office.work.run(use_printer, office.stamp(kiosk), station=kiosk, printer=printer)
    return Printing(office, printer)


def until_idle(worker: PrintWorker) -> None:
    """Let a worker do all that can be done now."""
    while worker.work_once():
        pass
