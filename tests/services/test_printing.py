"""Print jobs and their worker: what is printed, when, and what is said of it. On both databases."""

import threading
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import Concatenate, ParamSpec, TypeVar
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from bkpsdm_desktop.devices.printers import MemoryPrinter
from bkpsdm_desktop.documents.slips import Renderer
from bkpsdm_desktop.domain.errors import DatabaseUnavailable
from bkpsdm_desktop.services.ports import PrinterFailed, Proof, Sent
from bkpsdm_desktop.services.print_worker import NO_ADDRESS, NOT_COMPOSED, PrintWorker
from bkpsdm_desktop.services.printing import print_state, queue_print_job
from bkpsdm_desktop.services.rows import PrintState
from bkpsdm_desktop.store.work import Work
from tests.documents.samples import DAY_SHEET
from tests.emulator.interpreter import printed
from tests.emulator.server import PrinterServer
from tests.helpers.logs import LoggedErrors
from tests.helpers.office import OfficeUnderTest
from tests.helpers.printing import PlainRenderer, Printing, until_idle, with_printer, words

P = ParamSpec("P")
R = TypeVar("R")

NO_PAPER = "Kertas printer habis. Isi kertas, lalu cetak lagi."
NOTHING_PRINTED = PrinterFailed(NO_PAPER, sent=False)


def state_of(printing: Printing, job: UUID | None) -> PrintState:
    assert job is not None
    return printing.office.work.read(print_state, job=job)


def test_slips_are_printed_oldest_first_and_proven_by_the_printer(office: OfficeUnderTest) -> None:
    printing, printer = with_printer(office), MemoryPrinter()
    tickets = []
    for _ in range(3):
        tickets.append(office.take())
        office.later(seconds=1)
    until_idle(printing.worker(printer))
    assert [words(job)["number"] for job in printer.jobs] == ["C001", "C002", "C003"]
    assert not any(words(job)["copy"] for job in printer.jobs)
    assert {state_of(printing, ticket.print_job) for ticket in tickets} == {PrintState.PRINTED}
    assert printing.offered() == ()


def test_a_ticket_reaches_real_paper_with_its_code(office: OfficeUnderTest) -> None:
    with PrinterServer() as server:
        printing = with_printer(office, f"tcp://127.0.0.1:{server.port}")
        ticket = office.take()
        until_idle(printing.real_worker())
    [slip] = server.slips
    data = printing.job(ticket.print_job).data
    assert slip == printed(Renderer().render("ticket", data), 576)
    assert state_of(printing, ticket.print_job) is PrintState.PRINTED


def test_the_same_job_gives_the_same_bytes_at_any_worker_and_time(office: OfficeUnderTest) -> None:
    printing, first, second = with_printer(office, of_the_office=True), MemoryPrinter(), MemoryPrinter()
    ticket = office.take()
    until_idle(printing.worker(first, renderer=Renderer))
    office.later(days=1)
    data = printing.job(ticket.print_job).data
    at_counter = office.stamp(office.made.kiosks[0])
    office.work.run(queue_print_job, at_counter, kind="ticket", title=ticket.label, data=data)
    until_idle(printing.worker(second, renderer=Renderer, station=office.made.counters[0]))
    assert first.jobs == second.jobs


def test_paper_of_58_mm_gets_its_own_renderer(office: OfficeUnderTest) -> None:
    printing, printer = with_printer(office, width=384), MemoryPrinter()
    office.take()
    until_idle(printing.worker(printer))
    assert b"384" in printer.jobs[0]


def test_a_station_without_a_printer_makes_no_job(office: OfficeUnderTest) -> None:
    assert office.take().print_job is None


def test_fault_b1_a_job_that_was_only_sent_is_not_called_printed(office: OfficeUnderTest) -> None:
    printing = with_printer(office)
    ticket = office.take()
    until_idle(printing.worker(MemoryPrinter([Sent(Proof.NO_STATUS, "Printer ini tidak memberi tahu.")])))
    assert state_of(printing, ticket.print_job) is PrintState.SENT
    assert printing.job(ticket.print_job).note == "Printer ini tidak memberi tahu."


def test_fault_b1_a_printer_that_is_off_is_told_to_the_visitor_and_printed_when_it_is_on_in_time(
    office: OfficeUnderTest,
) -> None:
    server = PrinterServer()
    with server:
        address = f"tcp://127.0.0.1:{server.port}"
    printing = with_printer(office, address)  # nobody listens there any more
    ticket = office.take()
    worker = printing.real_worker()
    until_idle(worker)
    assert state_of(printing, ticket.print_job) is PrintState.ATTENTION
    assert "tidak dapat dihubungi" in printing.job(ticket.print_job).note
    office.later(seconds=20)
    until_idle(printing.worker(MemoryPrinter()))
    assert state_of(printing, ticket.print_job) is PrintState.PRINTED


def test_a_printer_without_paper_rests_between_tries_and_keeps_the_order(office: OfficeUnderTest) -> None:
    printing, printer = with_printer(office), MemoryPrinter([NOTHING_PRINTED, NOTHING_PRINTED])
    office.take()
    worker = printing.worker(printer)
    assert worker.work_once()
    office.later(seconds=1)
    office.take()
    assert not worker.work_once()  # the second slip does not overtake, the printer is not asked again yet
    office.later(seconds=1)
    assert worker.work_once()
    assert not worker.work_once()
    office.later(seconds=10)
    until_idle(worker)
    assert [words(job)["number"] for job in printer.jobs] == ["C001", "C002"]


def test_fault_b2_after_paper_was_out_for_3_minutes_no_old_slip_shoots_out_and_all_are_offered(
    office: OfficeUnderTest,
) -> None:
    with PrinterServer() as server:
        server.mechanism.has_paper = False
        printing = with_printer(office, f"tcp://127.0.0.1:{server.port}")
        worker = printing.real_worker()
        for _ in range(10):
            office.take()
            until_idle(worker)
            office.later(seconds=2)
        office.later(minutes=3)
        server.mechanism.has_paper = True
        until_idle(worker)
        office.later(minutes=1)
        until_idle(worker)
        offered = printing.offered()
        new = office.take()
        until_idle(worker)
    assert [row.title for row in offered] == [f"C{number:03}" for number in range(10, 0, -1)]
    assert {row.state for row in offered} == {PrintState.ATTENTION}
    assert not any(row.unsure for row in offered)
    assert offered[-1].note == f"Lewat 2 menit, tidak dicetak otomatis. {NO_PAPER}"
    assert offered[0].note == "Lewat 2 menit, tidak dicetak otomatis."
    assert len(server.slips) == 1
    assert state_of(printing, new.print_job) is PrintState.PRINTED


def test_fault_b2_a_late_slip_is_offered_even_when_its_own_station_is_off(office: OfficeUnderTest) -> None:
    printing = with_printer(office)
    office.take()
    office.later(seconds=121)
    until_idle(printing.worker(MemoryPrinter(), station=office.made.counters[0]))
    assert printing.states() == [("C001", "attention")]


def test_a_sheet_without_a_lifetime_is_printed_when_paper_is_there_again(office: OfficeUnderTest) -> None:
    printing, printer = with_printer(office), MemoryPrinter([NOTHING_PRINTED])
    stamp = office.stamp(office.made.kiosks[0])
    job = office.work.run(
        queue_print_job, stamp, kind="lines", title="Lembar tutup hari", data=asdict(DAY_SHEET), lifetime=None
    )
    worker = printing.worker(printer)
    until_idle(worker)
    office.later(hours=2)
    until_idle(worker)
    assert state_of(printing, job) is PrintState.PRINTED


def test_fault_b3_a_printer_unplugged_in_the_middle_of_a_slip_needs_a_person(office: OfficeUnderTest) -> None:
    with PrinterServer() as server:
        server.drop_after = 2000
        printing = with_printer(office, f"tcp://127.0.0.1:{server.port}")
        ticket = office.take()
        worker = printing.real_worker()
        until_idle(worker)
        office.later(minutes=1)
        until_idle(worker)
        server.wait_for_jobs(1)
    assert server.slips == []
    assert state_of(printing, ticket.print_job) is PrintState.ATTENTION
    [row] = printing.offered()
    assert (row.title, row.unsure) == ("C001", True)
    assert row.note == "Printer berhenti menjawab saat mencetak. Periksa apakah slip sudah keluar."


def test_a_slip_that_cannot_be_composed_is_logged_and_does_not_hold_up_the_next(
    office: OfficeUnderTest, logged_errors: LoggedErrors
) -> None:
    printing, printer = with_printer(office), MemoryPrinter()
    stamp = office.stamp(office.made.kiosks[0])
    broken = office.work.run(queue_print_job, stamp, kind="ticket", title="C000", data={"number": "C000"})
    office.later(seconds=1)
    good = office.take()
    until_idle(printing.worker(printer, renderer=Renderer))
    record = logged_errors.claim("can't be composed")
    assert record.exc_info
    assert (printing.job(broken).state, printing.job(broken).note) == ("attention", NOT_COMPOSED)
    assert state_of(printing, good.print_job) is PrintState.PRINTED


def test_a_printer_program_that_breaks_off_leaves_an_unsure_job(
    office: OfficeUnderTest, logged_errors: LoggedErrors
) -> None:
    class Broken(MemoryPrinter):
        def send(self, data: bytes) -> Sent:
            raise RuntimeError("broken")

    printing = with_printer(office)
    office.take()
    until_idle(printing.worker(Broken()))
    assert logged_errors.claim("broke off").exc_info
    [row] = printing.offered()
    assert row.unsure


@pytest.mark.parametrize(
    ("address", "sentence"),
    [("", NO_ADDRESS), ("lpt1", "tidak dikenal"), ("usb:1", "harus berisi perangkatnya")],
)
def test_a_wrong_address_is_said_and_printed_once_it_is_right(
    office: OfficeUnderTest, address: str, sentence: str
) -> None:
    printing = with_printer(office, address)
    ticket = office.take()
    until_idle(printing.real_worker())
    assert sentence in printing.job(ticket.print_job).note
    office.later(seconds=10)
    until_idle(printing.worker(MemoryPrinter()))
    assert state_of(printing, ticket.print_job) is PrintState.PRINTED


class InterruptedWork(Work):
    """The database of another ``Work``, out of reach for acts while ``gone`` is set."""

    def __init__(self, work: Work) -> None:
        super().__init__(work.engine)
        self.gone = threading.Event()
        self.refused = threading.Event()

    def run(self, fn: Callable[Concatenate[Session, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        if self.gone.is_set():
            self.refused.set()
            raise DatabaseUnavailable("Basis data tidak terjangkau.")
        return super().run(fn, *args, **kwargs)


def test_the_answer_of_a_printer_is_recorded_when_the_database_is_back(office: OfficeUnderTest) -> None:
    work = InterruptedWork(office.work)

    class Slow(MemoryPrinter):
        def send(self, data: bytes) -> Sent:
            work.gone.set()
            return super().send(data)

    printing, printer = with_printer(office), Slow()
    ticket = office.take()
    worker = printing.worker(printer, work=work)
    with pytest.raises(DatabaseUnavailable):
        worker.work_once()
    assert state_of(printing, ticket.print_job) is PrintState.PRINTING
    work.gone.clear()
    until_idle(worker)
    assert state_of(printing, ticket.print_job) is PrintState.PRINTED
    assert len(printer.jobs) == 1


def test_the_thread_waits_for_the_database_and_then_prints(
    office: OfficeUnderTest, caplog: pytest.LogCaptureFixture
) -> None:
    work = InterruptedWork(office.work)
    work.gone.set()
    done = threading.Event()

    class Signalling(MemoryPrinter):
        def send(self, data: bytes) -> Sent:
            done.set()
            return super().send(data)

    printing = with_printer(office)
    office.take()
    worker = printing.worker(Signalling(), work=work)
    worker.start()
    assert work.refused.wait(10)
    work.gone.clear()
    worker.wake()
    assert done.wait(10)
    worker.stop()
    assert len([r for r in caplog.records if "waits for the database" in r.getMessage()]) == 1


def test_the_thread_prints_what_it_is_woken_for_and_ends_when_asked(office: OfficeUnderTest) -> None:
    printed_one = threading.Event()

    class Signalling(MemoryPrinter):
        def send(self, data: bytes) -> Sent:
            printed_one.set()
            return super().send(data)

    printing, printer = with_printer(office), Signalling()
    worker = printing.worker(printer)
    worker.start()
    for _ in range(2):
        printed_one.clear()
        office.take()
        worker.wake()
        assert printed_one.wait(10)
    worker.stop()
    assert len(printer.jobs) == 2
    assert {state for _, state in printing.states()} == {"printed"}


def test_the_thread_goes_on_after_an_error_of_ours(
    office: OfficeUnderTest, logged_errors: LoggedErrors
) -> None:
    failures = iter([ValueError("no time")])
    done = threading.Event()

    def clock() -> datetime:
        for failure in failures:
            raise failure
        return office.now

    class Signalling(MemoryPrinter):
        def send(self, data: bytes) -> Sent:
            done.set()
            return super().send(data)

    printing, printer = with_printer(office), Signalling()
    office.take()
    station = office.made.kiosks[0]
    worker = PrintWorker(
        office.work,
        PlainRenderer,
        lambda address: printer,
        clock=clock,
        station=station,
        run=printing.run_of(station),
    )
    worker.start()
    assert done.wait(10)
    worker.stop()
    assert logged_errors.claim("goes on").exc_info
