"""A slip straight to a printer, past the queue: what is on it is kept nowhere."""

from dataclasses import asdict
from datetime import datetime

from bkpsdm_desktop.app.station import slip_renderer
from bkpsdm_desktop.devices.printers import open_printer
from bkpsdm_desktop.domain import indonesian
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.slips import LinesSlip
from bkpsdm_desktop.services.ports import PrinterFailed, Proof


def print_now(address: str, width: int, slip: LinesSlip, *, now: datetime) -> str:
    """Print a list and say what is known of it. Blocks: for a worker thread. Raises ``Refused`` with what to
    do when there is no printer or it failed."""
    try:
        printer = open_printer(address)
    except ValueError as error:
        raise Refused(str(error)) from None
    if printer is None:
        raise Refused("Belum ada printer tiket yang dipilih.")
    try:
        sent = printer.send(slip_renderer(width).render("lines", asdict(slip)))
    except PrinterFailed as failure:
        raise Refused(str(failure)) from None
    if sent.proof is Proof.PROVEN:
        return f"Tercetak {indonesian.clock_wib(now)}"
    return sent.detail or "Terkirim. Printer ini tidak dapat melapor; lihat apakah kertas keluar."
