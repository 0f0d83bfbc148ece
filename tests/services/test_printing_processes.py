"""Stations as processes of their own: one that dies as in a power cut, two that share a printer. On both
databases."""

import os
import subprocess
import sys
from uuid import UUID

import pytest

from bkpsdm_desktop.documents.slips import Renderer
from bkpsdm_desktop.domain.failpoints import VARIABLE
from bkpsdm_desktop.services.printing import print_again
from tests.emulator.interpreter import printed
from tests.emulator.qr import read_qr
from tests.emulator.server import PrinterServer
from tests.helpers.office import OfficeUnderTest
from tests.helpers.printing import Printing, with_printer
from tests.helpers.source import ROOT

pytestmark = pytest.mark.slow

KILLED = -9


def started(
    printing: Printing, act: str, *, station: UUID | None = None, dies_at: str = ""
) -> subprocess.Popen[bytes]:
    """Start a station (the kiosk unless another is named) and let it do something."""
    office = printing.office
    station = station or office.made.kiosks[0]
    url = office.work.engine.url.render_as_string(hide_password=False)
    words = (url, station, printing.run_of(station), office.now.isoformat(), act)
    return subprocess.Popen(
        [sys.executable, "-m", "tests.helpers.print_child", *map(str, words)],
        cwd=ROOT,
        env=os.environ | {VARIABLE: f"{dies_at}:kill" if dies_at else ""},
    )


def kiosk(printing: Printing, act: str, *, dies_at: str = "") -> int:
    """The exit status of a kiosk that does something."""
    return started(printing, act, dies_at=dies_at).wait(60)


@pytest.mark.parametrize("point", ["commit.after", "print.after_claim"])
def test_fault_a1_killed_between_the_ticket_and_its_slip_the_number_is_offered_and_printed_by_one_act(
    office: OfficeUnderTest, point: str
) -> None:
    with PrinterServer() as server:
        printing = with_printer(office, f"tcp://127.0.0.1:{server.port}")
        assert kiosk(printing, "take", dies_at=point) == KILLED
        office.later(minutes=3)
        assert kiosk(printing, "print") == 0
        [row] = printing.offered()
        assert (row.title, row.unsure) == ("C001", False)
        assert server.slips == []
        office.act(print_again, job=row.id)
        assert kiosk(printing, "print") == 0
        assert printing.offered() == ()
        assert kiosk(printing, "take") == 0
    ticket = office.ticket("C001")
    assert len(server.slips) == 2  # C001, by one act, and the C002 of the next visitor
    assert read_qr(server.slips[0]) == ticket.code
    assert read_qr(server.slips[1]) == office.ticket("C002").code
    assert printing.states() == [("C001", "cancelled"), ("C001", "printed"), ("C002", "printed")]


def test_fault_a1_killed_before_the_ticket_is_committed_no_number_is_gone(office: OfficeUnderTest) -> None:
    with PrinterServer() as server:
        printing = with_printer(office, f"tcp://127.0.0.1:{server.port}")
        assert kiosk(printing, "take", dies_at="commit.before") == KILLED
        assert kiosk(printing, "take") == 0
    assert len(server.slips) == 1
    assert printing.states() == [("C001", "printed")]


@pytest.mark.parametrize(("point", "slips"), [("print.after_hand_over", 0), ("print.after_send", 1)])
def test_fault_a2_killed_between_hand_over_and_mark_staff_are_asked_and_a_reprint_says_salinan(
    office: OfficeUnderTest, point: str, slips: int
) -> None:
    with PrinterServer() as server:
        printing = with_printer(office, f"tcp://127.0.0.1:{server.port}")
        assert kiosk(printing, "take", dies_at=point) == KILLED
        assert len(server.slips) == slips
        office.later(seconds=3)
        assert kiosk(printing, "print") == 0
        assert len(server.slips) == slips
        [row] = printing.offered()
        assert (row.title, row.unsure) == ("C001", True)
        again = office.act(print_again, job=row.id)
        assert kiosk(printing, "print") == 0
    data = printing.job(again).data
    assert data["copy"] is True
    assert server.slips[slips:] == [printed(Renderer().render("ticket", data), 576)]
    assert printing.states() == [("C001", "cancelled"), ("C001", "printed")]


def test_two_processes_on_one_office_printer_print_each_slip_once(office: OfficeUnderTest) -> None:
    with PrinterServer() as server:
        printing = with_printer(office, f"tcp://127.0.0.1:{server.port}", of_the_office=True)
        codes = {office.take().code for _ in range(8)}
        both = [
            started(printing, "print", station=station)
            for station in (office.made.kiosks[0], office.made.counters[0])
        ]
        assert [process.wait(60) for process in both] == [0, 0]
    assert len(server.slips) == 8
    assert {read_qr(slip) for slip in server.slips} == codes
    assert {state for _, state in printing.states()} == {"printed"}
