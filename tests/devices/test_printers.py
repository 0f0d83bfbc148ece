"""Printers as the rest of the program meets them: what was proven, what failed, and what nobody can know."""

import socket
from dataclasses import asdict
from pathlib import Path

import pytest

from bkpsdm_desktop.devices.printers import FilePrinter, MemoryPrinter, TcpPrinter, open_printer
from bkpsdm_desktop.documents.slips import Renderer
from bkpsdm_desktop.services.ports import PrinterFailed, PrinterStatus, Proof, Sent, Spooler
from tests.documents.samples import PORTAL_QR, ticket
from tests.emulator.interpreter import printed
from tests.emulator.qr import read_qr
from tests.emulator.server import PrinterServer

JOB = Renderer().render("ticket", asdict(ticket()))
RASTER = b"\x1dv0"


def near(server: PrinterServer, *, patience: float = 10, job_timeout: float = 10) -> TcpPrinter:
    """Times are long, so that a busy machine changes nothing; short only where an answer never comes."""
    return TcpPrinter("127.0.0.1", server.port, timeout=10, patience=patience, job_timeout=job_timeout)


def test_ticket_over_the_network_is_proven_by_the_printer_and_readable() -> None:
    with PrinterServer() as server:
        assert near(server).send(JOB) == Sent(Proof.PROVEN)
    [slip] = server.slips
    assert read_qr(slip) == PORTAL_QR
    assert slip == printed(JOB, 576)


def test_paper_running_low_is_said_and_still_proven() -> None:
    with PrinterServer() as server:
        server.mechanism.low_paper = True
        assert near(server).status() is PrinterStatus.PAPER_LOW
        assert near(server).send(JOB) == Sent(Proof.PROVEN, "Kertas printer hampir habis.")


def test_fault_b1_taken_bytes_are_no_proof_where_the_printer_cannot_tell() -> None:
    with PrinterServer() as server:
        server.mechanism.answers_realtime = False
        server.mechanism.answers_in_turn = False
        assert near(server, patience=0.2).status() is PrinterStatus.UNKNOWN
        assert near(server, patience=0.2).send(JOB).proof is Proof.NO_STATUS
        server.wait_for_jobs(2)
    assert len(server.slips) == 1


def test_fault_b1_ready_printer_that_does_not_confirm_the_end_of_the_job_proves_nothing() -> None:
    with PrinterServer() as server:
        server.mechanism.answers_in_turn = False
        assert near(server, job_timeout=0.6).send(JOB).proof is Proof.NO_STATUS


def test_fault_b1_answer_to_question_bytes_inside_the_picture_is_no_proof() -> None:
    with PrinterServer() as server:
        server.mechanism.chatter = b"\x12\x12"
        server.mechanism.answers_in_turn = False
        assert near(server, job_timeout=0.6).send(JOB).proof is Proof.NO_STATUS


def test_fault_b2_nothing_is_sent_without_paper_and_nothing_old_comes_after_the_refill() -> None:
    with PrinterServer() as server:
        server.mechanism.has_paper = False
        assert near(server).status() is PrinterStatus.PAPER_OUT
        for _ in range(10):
            with pytest.raises(PrinterFailed, match="Kertas printer habis") as failed:
                near(server).send(JOB)
            assert not failed.value.sent
        assert RASTER not in b"".join(server.received)
        server.mechanism.has_paper = True
        assert near(server).send(JOB).proof is Proof.PROVEN
    assert len(server.slips) == 1


def test_fault_b2_paper_that_ends_within_a_slip_is_a_slip_to_be_looked_for() -> None:
    with PrinterServer() as server:
        server.mechanism.paper_left = 400
        with pytest.raises(PrinterFailed, match="saat mencetak") as failed:
            near(server, job_timeout=0.6).send(JOB)
        assert failed.value.sent
    assert server.slips == []


def test_fault_b3_connection_lost_in_the_middle_of_a_job() -> None:
    with PrinterServer() as server:
        server.drop_after = 5000
        with pytest.raises(PrinterFailed, match="Periksa apakah slip sudah keluar") as failed:
            near(server).send(JOB)
        assert failed.value.sent
        assert near(server).send(JOB).proof is Proof.PROVEN
    assert len(server.slips) == 1


def test_fault_b3_connection_lost_before_the_job_printed_nothing() -> None:
    with PrinterServer() as server:
        server.drop_after = 1
        with pytest.raises(PrinterFailed, match="tidak dapat dihubungi") as failed:
            near(server).send(JOB)
        assert not failed.value.sent


def test_printer_that_is_off_is_unreachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]
    printer = TcpPrinter("127.0.0.1", port, timeout=0.5)
    assert printer.status() is PrinterStatus.UNREACHABLE
    with pytest.raises(PrinterFailed, match="tidak dapat dihubungi") as failed:
        printer.send(JOB)
    assert not failed.value.sent


@pytest.mark.parametrize(
    ("fault", "status", "sentence"),
    [
        ("cover_open", PrinterStatus.COVER_OPEN, "Tutup printer terbuka"),
        ("stopped", PrinterStatus.OFFLINE, "Printer tidak siap"),
    ],
)
def test_printer_that_stands_still_says_why(fault: str, status: PrinterStatus, sentence: str) -> None:
    with PrinterServer() as server:
        setattr(server.mechanism, fault, True)
        assert near(server).status() is status
        with pytest.raises(PrinterFailed, match=sentence) as failed:
            near(server).send(JOB)
        assert not failed.value.sent


def test_file_printer_keeps_jobs_in_order_and_claims_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "slip" / "kios"
    first, second = FilePrinter(folder), FilePrinter(folder)
    assert first.status() is PrinterStatus.UNKNOWN
    for printer, data in [(first, b"satu"), (second, b"dua"), (first, b"tiga")]:
        assert printer.send(data).proof is Proof.NO_STATUS
    kept = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert kept == {"slip-0001.bin": b"satu", "slip-0002.bin": b"dua", "slip-0003.bin": b"tiga"}


def test_file_printer_without_its_folder_says_so(tmp_path: Path) -> None:
    blocked = tmp_path / "berkas"
    blocked.write_bytes(b"")
    printer = FilePrinter(blocked)
    assert printer.status() is PrinterStatus.UNREACHABLE
    with pytest.raises(PrinterFailed, match="tidak dapat disimpan") as failed:
        printer.send(b"satu")
    assert not failed.value.sent


def test_memory_printer_follows_its_script_then_proves() -> None:
    no_paper = PrinterFailed("Kertas printer habis. Isi kertas, lalu cetak lagi.", sent=False)
    lost = PrinterFailed("Printer berhenti menjawab saat mencetak.", sent=True)
    printer = MemoryPrinter([no_paper, lost, Sent(Proof.NO_STATUS)])
    for failure in (no_paper, lost):
        with pytest.raises(PrinterFailed) as failed:
            printer.send(b"satu")
        assert failed.value is failure
    assert printer.send(b"dua").proof is Proof.NO_STATUS
    assert printer.send(b"tiga").proof is Proof.PROVEN
    assert printer.jobs == [b"satu", b"dua", b"tiga"]


def test_address_opens_its_printer(tmp_path: Path) -> None:
    assert open_printer("") is None
    assert open_printer("  ") is None
    with PrinterServer() as server:
        network: Spooler | None = open_printer(f"tcp://127.0.0.1:{server.port}")
        assert network is not None
        assert network.status() is PrinterStatus.READY
    folder = open_printer(f"file:{tmp_path}")
    assert folder is not None
    folder.send(b"satu")
    assert (tmp_path / "slip-0001.bin").read_bytes() == b"satu"
    assert isinstance(open_printer("tcp://printer-depan"), TcpPrinter)


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("tcp://", "belum berisi nama printer"),
        ("tcp://:9100", "belum berisi nama printer"),
        ("tcp://printer:0", "porta harus angka 1 sampai 65535"),
        ("tcp://printer:65536", "porta harus angka 1 sampai 65535"),
        ("tcp://printer:sembilan", "porta harus angka 1 sampai 65535"),
        ("tcp://printer/antrean", "hanya boleh berisi nama printer dan porta"),
        ("tcp://rani@printer", "hanya boleh berisi nama printer dan porta"),
        ("tcp://[::1", "tidak dapat dibaca"),
        ("file:slip", "folder lengkap"),
        ("file:", "folder lengkap"),
        ("printer:9100", "tidak dikenal"),
        ("usb", "tidak dikenal"),
    ],
)
def test_address_that_opens_nothing_says_what_is_wrong(address: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        open_printer(address)
