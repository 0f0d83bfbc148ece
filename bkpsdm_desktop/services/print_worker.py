"""The worker that prints: one thread of a station, which alone waits for printers."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.errors import DatabaseUnavailable
from bkpsdm_desktop.domain.failpoints import reach
from bkpsdm_desktop.services.ports import PrinterFailed, Renderer, Spooler
from bkpsdm_desktop.services.print_claims import (
    ClaimedJob,
    anything_due,
    claim_job,
    mark_done,
    mark_failed,
    mark_handing_over,
    recover_claims,
    renew_claim,
)
from bkpsdm_desktop.store.work import Work

log = logging.getLogger(__name__)

NOT_COMPOSED = (
    "Slip tidak dapat disusun karena kesalahan program. Tuliskan nomornya untuk pengunjung dan beri tahu "
    "administrator."
)
BROKE_OFF = "Pencetakan terhenti karena kesalahan program. Periksa apakah slip sudah keluar."
NO_ADDRESS = "Printer ini belum punya alamat. Beri tahu administrator."

_LOOK_SECONDS = 1.0  # for claims that lapse and slips that get late, which no change announces


class PrintWorker:
    """Prints the jobs of a station's own printers and, in turn with other stations, of the office's.

    ``renderer`` gives the renderer for paper of a width in dots; ``open_printer`` the printer of an address,
    ``None`` for an empty one, and raises ValueError with a sentence for a wrong one. ``clock`` is the
    office's time; ``run`` the ``StationRun`` of this start. A claim is renewed every ``renew_seconds``.
    """

    def __init__(
        self,
        work: Work,
        renderer: Callable[[int], Renderer],
        open_printer: Callable[[str], Spooler | None],
        *,
        clock: Callable[[], datetime],
        station: UUID,
        run: UUID,
        renew_seconds: float = 10.0,
    ) -> None:
        self._work = work
        self._renderer = renderer
        self._open_printer = open_printer
        self._clock = clock
        self._station = station
        self._run = run
        self._renew_seconds = renew_seconds
        # What the database has yet to be told; first of all, what an earlier start of this station left.
        self._owed: Callable[[Session], None] | None = self._recover
        self._lost_database = False
        self._awake = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._loop, name="print-worker", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        """Look now: print jobs have changed. From any thread."""
        self._awake.set()

    def stop(self, seconds: float = 10.0) -> None:
        """Take no further job and wait for the one at the printer, for so many seconds at most."""
        self._stopping.set()
        self._awake.set()
        if self._thread.is_alive():
            self._thread.join(seconds)

    def work_once(self) -> bool:
        """See to one job, in this thread; False when there is nothing to do now.

        Raises DatabaseUnavailable. What a printer answered meanwhile is kept and recorded by the next step.
        """
        self._record_owed()
        now = self._clock()
        if not self._work.read(anything_due, station=self._station, now=now):
            return False
        job = self._work.run(claim_job, station=self._station, run=self._run, now=now)
        if job is None:
            return False
        reach("print.after_claim")
        self._owed = self._printed(job)
        self._record_owed()
        return True

    def _loop(self) -> None:
        while not self._stopping.is_set():
            try:
                while not self._stopping.is_set() and self.work_once():
                    pass
                self._lost_database = False
            except DatabaseUnavailable as error:
                if not self._lost_database:
                    log.warning("printing waits for the database: %s", error)
                self._lost_database = True
            except Exception:
                log.exception("the print worker failed; it goes on")
            self._awake.wait(_LOOK_SECONDS)
            self._awake.clear()

    def _record_owed(self) -> None:
        if self._owed is not None:
            self._work.run(self._owed)
            self._owed = None

    def _recover(self, session: Session) -> None:
        recover_claims(session, station=self._station, run=self._run, now=self._clock())

    def _printed(self, job: ClaimedJob) -> Callable[[Session], None] | None:
        """Print; returns what is to be recorded, ``None`` when the claim was lost in time."""
        try:
            data = self._renderer(job.width).render(job.kind, job.data)
        except Exception:
            log.exception("print job %s can't be composed", job.id)
            return self._failed(job, NOT_COMPOSED, sent=False, retry=False)
        try:
            printer = self._open_printer(job.address)
        except ValueError as error:
            return self._failed(job, str(error), sent=False)
        if printer is None:
            return self._failed(job, NO_ADDRESS, sent=False)
        if not self._work.run(mark_handing_over, job=job.id, run=self._run, now=self._clock()):
            return None
        reach("print.after_hand_over")
        with self._claim_renewed(job):
            outcome = self._sent(job, printer, data)
        reach("print.after_send")
        return outcome

    def _sent(self, job: ClaimedJob, printer: Spooler, data: bytes) -> Callable[[Session], None]:
        try:
            sent = printer.send(data)
        except PrinterFailed as failure:
            return self._failed(job, str(failure), sent=failure.sent)
        except Exception:
            log.exception("print job %s broke off", job.id)
            return self._failed(job, BROKE_OFF, sent=True)
        now = self._clock()
        return lambda session: mark_done(session, job=job.id, run=self._run, now=now, sent=sent)

    def _failed(
        self, job: ClaimedJob, sentence: str, *, sent: bool, retry: bool = True
    ) -> Callable[[Session], None]:
        now = self._clock()
        return lambda session: mark_failed(
            session, job=job.id, run=self._run, now=now, sentence=sentence, sent=sent, retry=retry
        )

    @contextmanager
    def _claim_renewed(self, job: ClaimedJob) -> Iterator[None]:
        """A printer may take longer than a claim lasts."""
        done = threading.Event()

        def renew() -> None:
            while not done.wait(self._renew_seconds):
                try:
                    self._work.run(renew_claim, job=job.id, run=self._run, now=self._clock())
                except DatabaseUnavailable:
                    log.warning("the claim of print job %s can't be renewed", job.id)

        thread = threading.Thread(target=renew, name="print-claim", daemon=True)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()
