"""Printers on USB: the device file that Linux makes of one, with a pty or a FIFO in its place."""

import errno
import os
import select
import threading
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

import pytest

from bkpsdm_desktop.devices.lines import Line
from bkpsdm_desktop.devices.printers import UsbPrinter, open_printer
from bkpsdm_desktop.documents.slips import Renderer
from bkpsdm_desktop.services.ports import PrinterFailed, PrinterStatus, Proof, Sent
from tests.documents.samples import PORTAL_QR, ticket
from tests.emulator.device import PrinterDevice
from tests.emulator.interpreter import printed
from tests.emulator.qr import read_qr

END = b"\x1dVB\x00"  # the cut
WIDTHS = pytest.mark.parametrize("width", [576, 384])


def job(width: int = 576) -> bytes:
    return Renderer(width).render("ticket", asdict(ticket()))


def at(device: PrinterDevice, *, patience: float = 10, job_timeout: float = 10) -> UsbPrinter:
    """Times are long, so that a busy machine changes nothing; short only where an answer never comes."""
    return UsbPrinter(device.path, patience=patience, job_timeout=job_timeout)


@WIDTHS
def test_feat_a_ticket_over_usb_is_proven_by_the_printer_and_readable(width: int) -> None:
    with PrinterDevice(width) as device:
        assert at(device).status() is PrinterStatus.READY
        assert at(device).send(job(width)) == Sent(Proof.PROVEN)
        assert at(device).send(job(width)) == Sent(Proof.PROVEN)
    assert len(device.slips) == 2
    assert device.slips[0] == printed(job(width), width)
    assert read_qr(device.slips[0]) == PORTAL_QR


def test_every_byte_reaches_the_printer_as_it_is() -> None:
    """A line for terminals would change line ends, and take 0x03, 0x11 and 0x13 for itself."""
    with PrinterDevice() as device:
        device.mechanism.answers_realtime = device.mechanism.answers_in_turn = False
        at(device, patience=0.2).send(job())
        device.wait_for_slips(1)
    assert device.received.endswith(job())


@pytest.mark.parametrize(
    ("fault", "value", "status", "sentence"),
    [
        ("has_paper", False, PrinterStatus.PAPER_OUT, "Kertas printer habis"),
        ("cover_open", True, PrinterStatus.COVER_OPEN, "Tutup printer terbuka"),
        ("stopped", True, PrinterStatus.OFFLINE, "Printer tidak siap"),
    ],
)
def test_fault_b2_a_usb_printer_that_stands_still_says_why_and_gets_nothing(
    fault: str, value: bool, status: PrinterStatus, sentence: str
) -> None:
    with PrinterDevice() as device:
        setattr(device.mechanism, fault, value)
        assert at(device).status() is status
        with pytest.raises(PrinterFailed, match=sentence) as failed:
            at(device).send(job())
        assert not failed.value.sent
        assert b"\x1dv0" not in device.received


def test_fault_b1_a_usb_printer_that_says_nothing_proves_nothing() -> None:
    with PrinterDevice() as device:
        device.mechanism.answers_realtime = device.mechanism.answers_in_turn = False
        assert at(device, patience=0.2).status() is PrinterStatus.UNKNOWN
        assert at(device, patience=0.2).send(job()).proof is Proof.NO_STATUS
        device.wait_for_slips(1)


def test_an_answer_that_nobody_read_is_not_taken_for_the_one_to_come() -> None:
    with PrinterDevice() as device:
        device.mechanism.has_paper = False
        device.old_answer(b"\x12\x12\x00")
        assert at(device).status() is PrinterStatus.PAPER_OUT


def test_fault_b3_unplugged_in_the_middle_of_a_job_nobody_knows() -> None:
    with PrinterDevice() as device:
        device.unplug_after = 5000
        with pytest.raises(PrinterFailed, match="Periksa apakah slip sudah keluar") as failed:
            at(device).send(job())
        assert failed.value.sent


def test_fault_b3_unplugged_before_the_job_nothing_was_printed() -> None:
    with PrinterDevice() as device:
        device.unplug_after = 1
        with pytest.raises(PrinterFailed, match="Periksa kabel dan daya printer") as failed:
            at(device).send(job())
        assert not failed.value.sent


def test_a_printer_that_takes_no_bytes_is_given_up_in_time() -> None:
    with PrinterDevice() as device:
        device.take_nothing = True
        with pytest.raises(PrinterFailed, match="Periksa apakah slip sudah keluar") as failed:
            at(device, patience=0.1, job_timeout=0.3).send(job() * 20)
        assert failed.value.sent


@WIDTHS
def test_a_pipe_takes_the_job_and_answers_nothing(tmp_path: Path, width: int) -> None:
    pipe = tmp_path / "lp0"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    taken = bytearray()

    def take() -> None:
        while not taken.endswith(END):
            if select.select([reading], [], [], 10)[0]:
                with suppress(BlockingIOError):  # the end of one visit, and the next has just begun
                    taken.extend(os.read(reading, 4096))

    reader = threading.Thread(target=take)
    reader.start()
    try:
        printer = UsbPrinter(pipe, patience=0.1)
        assert printer.status() is PrinterStatus.UNKNOWN
        assert printer.send(job(width)).proof is Proof.NO_STATUS
        reader.join(20)
    finally:
        os.close(reading)
    assert read_qr(printed(bytes(taken[taken.index(b"\x1b@") :]), width)) == PORTAL_QR


def test_a_device_that_is_not_there_or_is_none_says_what_to_do(tmp_path: Path) -> None:
    gone = UsbPrinter(tmp_path / "lp0")
    assert gone.status() is PrinterStatus.UNREACHABLE
    with pytest.raises(PrinterFailed, match=r"lp0 tidak ada\. Periksa kabel dan daya printer") as failed:
        gone.send(job())
    assert not failed.value.sent
    (tmp_path / "surat").write_text("bukan printer")
    with pytest.raises(PrinterFailed, match="bukan printer"):
        UsbPrinter(tmp_path / "surat").send(job())
    assert (tmp_path / "surat").read_text() == "bukan printer"
    os.mkfifo(tmp_path / "lp1")
    with pytest.raises(PrinterFailed, match="dicabut"):
        UsbPrinter(tmp_path / "lp1").send(job())


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.EACCES, "tidak boleh dipakai akun ini. Administrator memasukkan akun ini ke grup lp."),
        (errno.EBUSY, "sedang dipakai program lain. Tutup program itu, lalu cetak lagi."),
        (errno.ENODEV, "dicabut. Periksa kabel dan daya printer, lalu cetak lagi."),
        (errno.EIO, "tidak menjawab. Periksa kabel dan daya printer, lalu cetak lagi."),
    ],
)
def test_what_the_system_says_becomes_a_sentence(number: int, words: str) -> None:
    class Refusing(UsbPrinter):
        def _connected(self) -> Line:
            raise OSError(number, os.strerror(number))

    with pytest.raises(PrinterFailed) as failed:
        Refusing(Path("/dev/usb/lp0")).send(b"")
    assert str(failed.value) == f"Printer USB /dev/usb/lp0 {words}"
    assert not failed.value.sent


def test_the_address_of_a_usb_printer() -> None:
    with PrinterDevice() as device:
        printer = open_printer(f"usb:{device.path}")
        assert printer is not None
        assert printer.status() is PrinterStatus.READY
    for address in ("usb:", "usb:lp0"):
        with pytest.raises(ValueError, match="usb:/dev/usb/lp0"):
            open_printer(address)
