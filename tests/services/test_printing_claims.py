"""Who prints a job: claims, lost workers, and two workers on one printer. On both databases."""

import threading
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event, select, text
from sqlalchemy.orm import Session

from bkpsdm_desktop.devices.printers import MemoryPrinter
from bkpsdm_desktop.services import print_claims
from bkpsdm_desktop.services.ports import PrinterFailed, Proof, Sent
from bkpsdm_desktop.services.print_claims import ClaimedJob
from bkpsdm_desktop.services.printing import print_again, unprinted
from bkpsdm_desktop.store.tables import PrintJob
from bkpsdm_desktop.store.work import Work
from tests.helpers.office import OfficeUnderTest
from tests.helpers.printing import Printing, until_idle, with_printer, words

PROVEN = Sent(Proof.PROVEN)


def claim(printing: Printing, station: UUID, run: UUID) -> ClaimedJob | None:
    office = printing.office
    return office.work.run(print_claims.claim_job, station=station, run=run, now=office.now)


def hand_over(printing: Printing, job: ClaimedJob, run: UUID) -> bool:
    office = printing.office
    return office.work.run(print_claims.mark_handing_over, job=job.id, run=run, now=office.now)


def claimed(printing: Printing, station: UUID, run: UUID) -> ClaimedJob:
    job = claim(printing, station, run)
    assert job is not None
    return job


def test_a_claimed_job_is_nobody_elses_and_its_printer_is_busy(office: OfficeUnderTest) -> None:
    printing = with_printer(office, of_the_office=True)
    office.take()
    office.take()
    kiosk, counter = office.made.kiosks[0], office.made.counters[0]
    assert claim(printing, kiosk, printing.run_of(kiosk)) is not None
    assert claim(printing, counter, printing.run_of(counter)) is None


def test_a_printer_of_another_station_is_left_to_it(office: OfficeUnderTest) -> None:
    printing = with_printer(office)
    office.take()
    counter = office.made.counters[0]
    assert claim(printing, counter, printing.run_of(counter)) is None


def test_a_station_prints_on_its_own_printer_before_the_offices(office: OfficeUnderTest) -> None:
    office_printer = with_printer(office, of_the_office=True)
    office.take()
    office.later(seconds=1)
    own = with_printer(office)
    ticket = office.take()
    kiosk = office.made.kiosks[0]
    first = claimed(own, kiosk, own.run_of(kiosk))
    assert first.id == ticket.print_job
    assert len(office_printer.jobs()) == 2


def test_a_claim_that_lapsed_without_a_hand_over_is_printed_by_another_station(
    office: OfficeUnderTest,
) -> None:
    printing, printer = with_printer(office, of_the_office=True), MemoryPrinter()
    office.take()
    kiosk, counter = office.made.kiosks[0], office.made.counters[0]
    dead = printing.run_of(kiosk)
    lost = claimed(printing, kiosk, dead)
    other = printing.worker(printer, station=counter)
    office.later(seconds=29)
    until_idle(other)
    assert printer.jobs == []
    office.later(seconds=1)
    until_idle(other)
    assert len(printer.jobs) == 1
    assert not hand_over(printing, lost, dead)  # had it lived, it would send nothing now


def test_fault_a2_a_claim_that_lapsed_after_the_hand_over_is_never_printed_again_by_itself(
    office: OfficeUnderTest,
) -> None:
    printing, printer = with_printer(office, of_the_office=True), MemoryPrinter()
    office.take()
    kiosk, counter = office.made.kiosks[0], office.made.counters[0]
    dead = printing.run_of(kiosk)
    assert hand_over(printing, claimed(printing, kiosk, dead), dead)
    other = printing.worker(printer, station=counter)
    for _ in range(5):
        office.later(seconds=31)
        until_idle(other)
    assert printer.jobs == []
    [row] = printing.offered()
    assert (row.title, row.unsure, row.note) == ("C001", True, print_claims.UNSURE)


@pytest.mark.parametrize(("handed_over", "state"), [(False, "printed"), (True, "attention")])
def test_a_new_start_of_the_station_sees_to_its_earlier_claim_at_once(
    office: OfficeUnderTest, handed_over: bool, state: str
) -> None:
    printing = with_printer(office)
    office.take()
    kiosk = office.made.kiosks[0]
    earlier = printing.run_of(kiosk)
    job = claimed(printing, kiosk, earlier)
    if handed_over:
        assert hand_over(printing, job, earlier)
    until_idle(printing.worker(MemoryPrinter()))
    assert printing.states() == [("C001", state)]


def test_the_late_answer_of_a_slow_printer_settles_an_unsure_job(office: OfficeUnderTest) -> None:
    printing = with_printer(office, of_the_office=True)
    office.take()
    kiosk, run = office.made.kiosks[0], printing.run_of(office.made.kiosks[0])
    job = claimed(printing, kiosk, run)
    assert hand_over(printing, job, run)
    office.later(seconds=31)
    until_idle(printing.worker(MemoryPrinter(), station=office.made.counters[0]))
    assert printing.states() == [("C001", "attention")]
    office.work.run(print_claims.mark_done, job=job.id, run=run, now=office.now, sent=PROVEN)
    assert printing.states() == [("C001", "printed")]


def test_a_late_answer_does_not_undo_what_staff_decided(office: OfficeUnderTest) -> None:
    printing = with_printer(office, of_the_office=True)
    office.take()
    kiosk, run = office.made.kiosks[0], printing.run_of(office.made.kiosks[0])
    job = claimed(printing, kiosk, run)
    assert hand_over(printing, job, run)
    office.later(seconds=31)
    until_idle(printing.worker(MemoryPrinter(), station=office.made.counters[0]))
    office.act(print_again, job=job.id)
    office.work.run(print_claims.mark_done, job=job.id, run=run, now=office.now, sent=PROVEN)
    assert printing.job(job.id).state == "cancelled"


def test_a_claim_is_renewed_while_a_printer_takes_its_time(office: OfficeUnderTest) -> None:
    class Slow(MemoryPrinter):
        """Does not answer before its worker has renewed the claim."""

        def send(self, data: bytes) -> Sent:
            office.later(seconds=20)
            until = office.now + print_claims.CLAIM
            tick = threading.Event()
            for _ in range(1000):
                if office.work.read(claim_until) == until:
                    return super().send(data)
                tick.wait(0.01)
            raise AssertionError("the claim was not renewed")

    def claim_until(session: Session) -> Any:
        return session.scalars(select(PrintJob.claim_until)).one()

    printing, printer = with_printer(office), Slow()
    office.take()
    until_idle(printing.worker(printer, renew_seconds=0.01))
    assert printing.states() == [("C001", "printed")]


def test_a_failure_that_is_told_after_two_minutes_leads_to_the_list_not_to_paper(
    office: OfficeUnderTest,
) -> None:
    class Patient(MemoryPrinter):
        def send(self, data: bytes) -> Sent:
            office.later(minutes=2)
            raise PrinterFailed("Printer tidak siap.", sent=False)

    printing = with_printer(office)
    office.take()
    until_idle(printing.worker(Patient()))
    until_idle(printing.worker(MemoryPrinter()))
    [row] = printing.offered()
    assert (row.state, row.unsure) == ("attention", False)
    assert row.note == f"{print_claims.LATE} Printer tidak siap."


class Counted(MemoryPrinter):
    """Shared by several workers; notices when two of them print at the same time."""

    def __init__(self) -> None:
        super().__init__()
        self.overlaps = 0
        self._free = threading.Lock()

    def send(self, data: bytes) -> Sent:
        if not self._free.acquire(blocking=False):
            self.overlaps += 1
            return super().send(data)
        try:
            return super().send(data)
        finally:
            self._free.release()


def test_two_workers_on_one_office_printer_never_print_a_job_twice(office: OfficeUnderTest) -> None:
    printing, printer = with_printer(office, of_the_office=True), Counted()
    for _ in range(24):
        office.take()
    stations = (office.made.kiosks[0], *office.made.counters)
    works = [Work(office.work.engine) for _ in stations]
    workers = [
        printing.worker(printer, station=station, work=work)
        for station, work in zip(stations, works, strict=True)
    ]
    start = threading.Barrier(len(workers))
    errors: list[Exception] = []

    def drain(work_once: Callable[[], bool]) -> None:
        start.wait()
        try:
            while not errors and any(state in ("waiting", "printing") for _, state in printing.states()):
                work_once()
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=drain, args=(worker.work_once,)) for worker in workers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert sorted(str(words(job)["number"]) for job in printer.jobs) == [f"C{n:03}" for n in range(1, 25)]
    assert printer.overlaps == 0
    assert {state for _, state in printing.states()} == {"printed"}


def test_two_claims_at_the_same_moment_get_one_job_between_them(office: OfficeUnderTest) -> None:
    printing = with_printer(office, of_the_office=True)
    stations = (office.made.kiosks[0], office.made.counters[0])
    runs = [printing.run_of(station) for station in stations]
    for _ in range(10):
        ticket = office.take()
        start = threading.Barrier(2)
        won: list[ClaimedJob | None] = []

        def compete(place: int, start: threading.Barrier = start, won: Any = won) -> None:
            start.wait()
            won.append(claim(printing, stations[place], runs[place]))

        threads = [threading.Thread(target=compete, args=(place,)) for place in (0, 1)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        [job] = [job for job in won if job is not None]
        assert job.id == ticket.print_job
        owner = printing.job(job.id).claimed_by
        assert owner in runs
        assert hand_over(printing, job, owner)
        office.work.run(print_claims.mark_done, job=job.id, run=owner, now=office.now, sent=PROVEN)


def test_looking_for_work_and_the_list_of_staff_read_open_jobs_only(office: OfficeUnderTest) -> None:
    """Both look many times a minute, and a year leaves some forty thousand finished jobs."""
    asked: list[tuple[str, Any]] = []

    def listen(connection: Any, cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        asked.append((statement, parameters))

    event.listen(office.work.engine, "before_cursor_execute", listen)
    office.work.read(print_claims.anything_due, station=office.made.kiosks[0], now=office.now)
    office.work.read(unprinted, now=office.now)
    event.remove(office.work.engine, "before_cursor_execute", listen)
    queries = [(sql, values) for sql, values in asked if "FROM print_job" in sql]
    assert len(queries) == 2
    with office.work.engine.connect() as connection:
        explain = "EXPLAIN QUERY PLAN "
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL enable_seqscan = off"))
            explain = "EXPLAIN "
        for sql, values in queries:
            plan = str(connection.exec_driver_sql(explain + sql, values).all())
            assert "ix_print_job_due" in plan or "ix_print_job_open" in plan, plan
