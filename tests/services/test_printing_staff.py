"""What staff do with slips: print again, confirm, copy. On both databases."""

from dataclasses import asdict
from uuid import UUID

import pytest
from sqlalchemy import select

from bkpsdm_desktop.devices.printers import MemoryPrinter
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.services import counters, serving
from bkpsdm_desktop.services.ports import PrinterFailed, Proof, Sent
from bkpsdm_desktop.services.print_claims import claim_job
from bkpsdm_desktop.services.printers import add_printer, use_printer
from bkpsdm_desktop.services.printing import confirm_printed, print_again, queue_print_job, reprint_ticket
from bkpsdm_desktop.services.rows import IssuedTicket
from bkpsdm_desktop.store.tables import Audit, Printer
from tests.documents.samples import DAY_SHEET
from tests.helpers.office import OfficeUnderTest
from tests.helpers.printing import Printing, until_idle, with_printer, words

BROKE_OFF = PrinterFailed("Printer berhenti menjawab saat mencetak.", sent=True)


def audited(office: OfficeUnderTest) -> list[str]:
    query = select(Audit.action).where(Audit.action.like("print%")).order_by(Audit.at, Audit.seq)
    return office.work.read(lambda session: list(session.scalars(query)))


def id_of(ticket: IssuedTicket) -> UUID:
    assert ticket.print_job is not None
    return ticket.print_job


def unsure_slip(office: OfficeUnderTest) -> tuple[Printing, IssuedTicket]:
    """A slip that broke off in the printer."""
    printing = with_printer(office)
    ticket = office.take()
    until_idle(printing.worker(MemoryPrinter([BROKE_OFF])))
    return printing, ticket


def test_a_slip_that_waits_for_more_than_5_seconds_is_offered(office: OfficeUnderTest) -> None:
    printing = with_printer(office)
    office.take()
    office.later(seconds=4)
    assert printing.offered() == ()
    office.later(seconds=1)
    assert [(row.title, row.state, row.unsure) for row in printing.offered()] == [("C001", "waiting", False)]


def test_at_most_50_slips_are_offered_newest_first(office: OfficeUnderTest) -> None:
    printing = with_printer(office)
    for _ in range(52):
        office.take()
        office.later(seconds=1)
    office.later(minutes=3)
    offered = [row.title for row in printing.offered()]
    assert offered == [f"C{number:03}" for number in range(52, 2, -1)]


def test_the_slip_of_a_visitor_who_is_gone_is_not_offered(office: OfficeUnderTest) -> None:
    printing = with_printer(office)
    office.take()
    office.later(minutes=3)
    office.act(counters.open_counter)
    office.act(serving.call_next)
    assert len(printing.offered()) == 1
    office.act(serving.start_serving)
    office.act(serving.finish)
    assert printing.offered() == ()


def test_a_late_slip_is_printed_by_one_act_and_is_no_copy(office: OfficeUnderTest) -> None:
    printing, printer = with_printer(office), MemoryPrinter()
    ticket = office.take()
    office.later(minutes=3)
    worker = printing.worker(printer)
    until_idle(worker)
    again = office.act(print_again, job=id_of(ticket))
    until_idle(worker)
    [slip] = [words(job) for job in printer.jobs]
    assert (slip["number"], slip["copy"]) == ("C001", False)
    assert printing.job(again).state == "printed"
    assert printing.job(ticket.print_job).state == "cancelled"
    assert printing.offered() == ()
    assert audited(office)[-1] == "print.again"


def test_fault_a2_a_slip_that_may_be_out_is_printed_again_as_salinan(office: OfficeUnderTest) -> None:
    printing, ticket = unsure_slip(office)
    printer = MemoryPrinter()
    office.act(print_again, job=id_of(ticket))
    until_idle(printing.worker(printer))
    [slip] = [words(job) for job in printer.jobs]
    assert (slip["number"], slip["copy"]) == ("C001", True)
    assert printing.offered() == ()


def test_a_slip_seen_by_a_person_counts_as_printed(office: OfficeUnderTest) -> None:
    printing, ticket = unsure_slip(office)
    office.act(confirm_printed, job=id_of(ticket))
    office.act(confirm_printed, job=id_of(ticket))
    job = printing.job(ticket.print_job)
    assert (job.state, job.note) == ("printed", "Dinyatakan tercetak oleh petugas.")
    assert audited(office).count("print.confirm") == 1


def test_a_slip_that_never_reached_the_printer_cannot_be_confirmed(office: OfficeUnderTest) -> None:
    printing = with_printer(office)
    ticket = office.take()
    office.later(minutes=3)
    until_idle(printing.worker(MemoryPrinter()))
    with pytest.raises(Refused, match="tidak menunggu kepastian"):
        office.act(confirm_printed, job=id_of(ticket))


def test_the_same_act_again_prints_nothing_more(office: OfficeUnderTest) -> None:
    printing, ticket = unsure_slip(office)
    stamp = office.stamp(office.made.counters[0], office.made.clerks[0])
    first = office.work.run(print_again, stamp, job=id_of(ticket))
    assert office.work.run(print_again, stamp, job=id_of(ticket)) == first
    copy = office.stamp(office.made.counters[0], office.made.clerks[0])
    second = office.work.run(reprint_ticket, copy, ticket=ticket.id)
    assert office.work.run(reprint_ticket, copy, ticket=ticket.id) == second
    assert len(printing.jobs()) == 3


def test_two_clerks_who_print_the_same_slip_get_one(office: OfficeUnderTest) -> None:
    _, ticket = unsure_slip(office)
    office.at_counter(0, print_again, job=id_of(ticket))
    with pytest.raises(Refused, match="sudah ditangani"):
        office.at_counter(1, print_again, job=id_of(ticket))


def test_a_slip_at_the_printer_is_not_printed_a_second_time(office: OfficeUnderTest) -> None:
    printing = with_printer(office)
    ticket = office.take()
    kiosk = office.made.kiosks[0]
    office.work.run(claim_job, station=kiosk, run=printing.run_of(kiosk), now=office.now)
    with pytest.raises(Refused, match="sedang dicetak"):
        office.act(print_again, job=id_of(ticket))


def test_a_reprint_is_marked_salinan_keeps_its_words_and_number(office: OfficeUnderTest) -> None:
    printing, printer = with_printer(office), MemoryPrinter()
    ticket = office.take()
    worker = printing.worker(printer)
    until_idle(worker)
    office.later(minutes=40)
    office.act(reprint_ticket, ticket=ticket.id)
    until_idle(worker)
    original, copy = (words(job) for job in printer.jobs)
    assert copy == {**original, "copy": True}
    assert audited(office)[-1] == "print.copy"
    assert office.take().label == "C002"


def test_a_reprint_takes_the_place_of_a_slip_that_still_waits(office: OfficeUnderTest) -> None:
    printing, printer = with_printer(office), MemoryPrinter()
    ticket = office.take()
    office.act(reprint_ticket, ticket=ticket.id)
    until_idle(printing.worker(printer))
    assert len(printer.jobs) == 1


def test_a_ticket_taken_without_a_printer_has_no_slip_to_copy(office: OfficeUnderTest) -> None:
    ticket = office.take()
    with pytest.raises(Refused, match="tanpa printer"):
        office.act(reprint_ticket, ticket=ticket.id)


def test_what_a_clerk_prints_again_comes_out_at_the_clerks_own_printer(office: OfficeUnderTest) -> None:
    printing, ticket = unsure_slip(office)
    counter = office.made.counters[0]
    own = office.act(add_printer, name="Printer loket 1", address="memory:", width=576, station=counter)
    office.act(use_printer, station=counter, printer=own)
    printer = MemoryPrinter()
    office.act(print_again, job=id_of(ticket))
    until_idle(printing.worker(MemoryPrinter()))
    until_idle(printing.worker(printer, station=counter))
    assert len(printer.jobs) == 1


def test_a_sheet_is_printed_again_without_a_mark_it_has_no_place_for(office: OfficeUnderTest) -> None:
    printing, printer = with_printer(office), MemoryPrinter([Sent(Proof.NO_STATUS), Sent(Proof.PROVEN)])
    stamp = office.stamp(office.made.kiosks[0])
    sheet = office.work.run(
        queue_print_job, stamp, kind="lines", title="Lembar", data=asdict(DAY_SHEET), lifetime=None
    )
    assert sheet is not None
    worker = printing.worker(printer)
    until_idle(worker)
    office.act(print_again, job=sheet)
    until_idle(worker)
    assert printer.jobs[0] == printer.jobs[1]
    assert [state for _, state in printing.states()] == ["sent", "printed"]


def test_a_job_that_is_not_there_is_refused(office: OfficeUnderTest) -> None:
    for act in (print_again, confirm_printed):
        with pytest.raises(Refused, match="tidak ada lagi"):
            office.act(act, job=office.made.supervisor)


@pytest.mark.parametrize(("name", "width"), [("Printer", 400), ("  ", 576)])
def test_a_printer_needs_a_name_and_a_paper_that_exists(
    office: OfficeUnderTest, name: str, width: int
) -> None:
    with pytest.raises(Refused):
        office.act(add_printer, name=name, address="file:/srv/slip", width=width, station=None)
    assert office.work.read(lambda session: session.scalars(select(Printer)).all()) == []


def test_a_station_without_a_printer_again_makes_no_more_jobs(office: OfficeUnderTest) -> None:
    with_printer(office)
    office.act(use_printer, station=office.made.kiosks[0], printer=None)
    assert office.take().print_job is None


def test_a_printer_that_is_not_there_cannot_be_used(office: OfficeUnderTest) -> None:
    with pytest.raises(Refused, match="tidak ada lagi"):
        office.act(use_printer, station=office.made.kiosks[0], printer=office.made.supervisor)
