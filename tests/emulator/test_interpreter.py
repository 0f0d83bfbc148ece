"""The emulated printer refuses what a real one would spoil paper on."""

import pytest

from bkpsdm_desktop.documents.slips import compose_ticket, escpos
from tests.documents.samples import ticket
from tests.emulator.interpreter import Interpreter, PrinterError, printed

JOB = escpos(compose_ticket(ticket()))


def test_raster_wider_than_the_paper_is_refused() -> None:
    with pytest.raises(PrinterError, match="576 dots on paper of 384"):
        printed(JOB, 384)


@pytest.mark.parametrize("data", [b"abc", b"\x1bE\x01", b"\x1dV\x01", b"\x1dv0\x03\x01\x00\x01\x00\x00"])
def test_unknown_command_is_refused(data: bytes) -> None:
    with pytest.raises(PrinterError):
        Interpreter(576).feed(data)


def test_job_in_small_pieces_prints_the_same() -> None:
    printer = Interpreter(576)
    for start in range(0, len(JOB), 997):
        printer.feed(JOB[start : start + 997])
    assert printer.slips == [printed(JOB, 576)]
    assert printer.idle


def test_job_without_a_cut_is_no_slip() -> None:
    with pytest.raises(PrinterError, match="0 slips"):
        printed(JOB[:-4], 576)
