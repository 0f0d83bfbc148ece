"""Ticket printers in the settings: added, changed, removed, who uses them, and a slip to try them."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import update

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.services import printer_settings
from bkpsdm_desktop.services.printer_settings import PrinterBoard, PrinterEdit, PrinterLine
from bkpsdm_desktop.services.rows import PrintState
from bkpsdm_desktop.store.ids import new_id
from bkpsdm_desktop.store.tables import StationRun
from tests.emulator.device import PrinterDevice
from tests.emulator.server import PrinterServer
from tests.helpers.office import OfficeUnderTest
from tests.helpers.printing import Printing, until_idle, with_printer
from tests.services.settings.people import administrator, audited, configure


def board(office: OfficeUnderTest) -> PrinterBoard:
    return office.work.read(printer_settings.printer_board, now=office.now)


def line(office: OfficeUnderTest, printer: UUID) -> PrinterLine:
    return next(row for row in board(office).printers if row.id == printer)


def edit(**change: object) -> PrinterEdit:
    usual = PrinterEdit(name="Printer lobi", address="tcp://192.0.2.31:9100", width=576, station=None)
    return replace(usual, **change)  # type: ignore[arg-type]


def add(office: OfficeUnderTest, **change: object) -> UUID:
    return configure(office, printer_settings.add_printer, edit=edit(**change))


def put(office: OfficeUnderTest, printer: UUID, **change: object) -> None:
    was = line(office, printer).edit
    made = replace(was, **change)  # type: ignore[arg-type]
    configure(office, printer_settings.put_printer, printer=printer, edit=made, was=was)


def users(office: OfficeUnderTest) -> dict[str, UUID | None]:
    return {row.name: row.printer for row in board(office).stations}


def test_a_printer_is_added_once_whatever_happens_to_the_answer(office: OfficeUnderTest) -> None:
    kiosk, counter = office.made.kiosks[0], office.made.counters[0]
    stamp = office.stamp(counter, administrator(office))
    wanted = edit(name="  Printer lobi ", users=(kiosk, counter, kiosk))
    for _ in range(2):
        assert office.work.run(printer_settings.add_printer, stamp, edit=wanted) == stamp.id
    row = line(office, stamp.id)
    assert (row.name, row.address, row.width) == ("Printer lobi", "tcp://192.0.2.31:9100", 576)
    assert row.users == tuple(sorted((kiosk, counter)))
    assert row.last is None
    assert audited(office, "printer.add") == ["Printer lobi"]


def test_a_station_uses_one_printer_and_moves_with_the_tick(office: OfficeUnderTest) -> None:
    kiosk, counter = office.made.kiosks[0], office.made.counters[0]
    first = add(office, users=(kiosk, counter))
    second = add(office, name="Printer loket", address="usb:/dev/usb/lp0", station=counter, width=384)
    put(office, second, users=(counter,))
    assert line(office, first).users == (kiosk,)
    put(office, second, users=())
    assert line(office, first).users == (kiosk,)
    assert users(office)["Loket 1"] is None


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": " "}, "Nama printer belum diisi"),
        ({"name": "x" * 61}, "Nama printer paling banyak 60"),
        ({"name": "PRINTER KIOSK"}, "Nama printer PRINTER KIOSK sudah dipakai"),
        ({"width": 512}, "harus 80 mm atau 58 mm"),
        ({"address": ""}, "Alamat printer belum diisi"),
        ({"address": "tcp://"}, "Alamat printer"),
        ({"address": "tcp://printer:70000"}, "Alamat printer ditulis seperti"),
        ({"address": "tcp://a;reboot"}, "Alamat printer ditulis seperti"),
        ({"address": "usb:lp0"}, "Perangkat printer USB ditulis lengkap"),
        ({"address": "file:slip"}, "Folder berkas ditulis lengkap"),
        ({"address": "usb:/dev/usb/lp0"}, "Terpasang di PC mana"),
        ({"address": "file:/srv/slip"}, "Terpasang di PC mana"),
        ({"station": new_id()}, "Stasiun yang dipilih sudah tidak ada"),
        ({"users": (new_id(),)}, "Stasiun yang dipilih sudah tidak ada"),
    ],
)
def test_what_is_wrong_is_said_before_anything_changes(
    office: OfficeUnderTest, change: dict[str, object], sentence: str
) -> None:
    with_printer(office)
    before = users(office)
    with pytest.raises(Refused, match=sentence):
        add(office, **change)
    assert len(board(office).printers) == 1
    assert users(office) == before


def test_a_printer_whose_name_was_there_twice_can_still_be_changed(office: OfficeUnderTest) -> None:
    """A PC that was set up again made a second one of the same name."""
    with_printer(office, "tcp://192.0.2.8:9100")
    again = with_printer(office, "tcp://192.0.2.9:9100").printer
    put(office, again, width=384)
    assert line(office, again).width == 384
    put(office, again, name="Printer kiosk kanan")


def test_a_station_that_is_given_back_goes_to_the_printer_it_had(office: OfficeUnderTest) -> None:
    kiosk, counter = office.made.kiosks[0], office.made.counters[0]
    first = add(office, users=(kiosk, counter))
    second = add(office, name="Printer loket")
    before = line(office, second).edit

    def draw_and_take_back(*back: tuple[UUID, UUID]) -> UUID | None:
        put(office, second, users=(counter,))
        was = line(office, second).edit
        configure(office, printer_settings.put_printer, printer=second, edit=before, was=was, back=back)
        assert kiosk in line(office, first).users, "only those that leave go back"
        return users(office)["Loket 1"]

    assert draw_and_take_back((counter, first), (kiosk, second)) == first
    assert draw_and_take_back((counter, new_id())) is None
    assert draw_and_take_back() is None


def test_what_was_changed_meanwhile_is_not_overwritten(office: OfficeUnderTest) -> None:
    kiosk, printer = office.made.kiosks[0], add(office)
    seen = line(office, printer).edit
    put(office, printer, users=(kiosk,))
    with pytest.raises(Refused, match="Printer lobi baru saja diubah di PC lain"):
        configure(
            office, printer_settings.put_printer, printer=printer, edit=replace(seen, width=384), was=seen
        )
    with pytest.raises(Refused, match="Printer lobi baru saja diubah di PC lain"):
        configure(office, printer_settings.remove_printer, printer=printer, was=seen)


def test_a_removed_printer_is_gone_from_the_list_and_its_removal_is_taken_back(
    office: OfficeUnderTest,
) -> None:
    kiosk = office.made.kiosks[0]
    printer = add(office, users=(kiosk,))
    was = line(office, printer).edit
    for _ in range(2):
        configure(office, printer_settings.remove_printer, printer=printer, was=was)
    assert board(office).printers == ()
    assert office.take().print_job is None, "the kiosk has no printer now"
    with pytest.raises(Refused, match="Printer ini sudah dihapus"):
        configure(office, printer_settings.print_test, printer=printer)
    with pytest.raises(Refused, match="Printer ini sudah dihapus"):
        configure(office, printer_settings.put_printer, printer=printer, edit=was, was=was)
    for _ in range(2):
        configure(office, printer_settings.restore_printer, printer=printer, edit=was)
    assert line(office, printer).edit == was
    assert office.take().print_job is not None
    assert audited(office, "printer.remove") == audited(office, "printer.restore") == ["Printer lobi"]


def test_a_printer_that_slips_wait_for_is_not_removed(office: OfficeUnderTest) -> None:
    printing = with_printer(office, "tcp://192.0.2.8:9100")
    office.take()
    row = line(office, printing.printer)
    assert row.open_jobs == 1
    with pytest.raises(Refused, match="1 cetakan masih menunggu Printer kiosk"):
        configure(office, printer_settings.remove_printer, printer=row.id, was=row.edit)


def test_a_removed_name_may_be_given_again_and_then_the_old_printer_stays_removed(
    office: OfficeUnderTest,
) -> None:
    first = add(office)
    was = line(office, first).edit
    configure(office, printer_settings.remove_printer, printer=first, was=was)
    add(office)
    with pytest.raises(Refused, match="Nama printer Printer lobi sudah dipakai"):
        configure(office, printer_settings.restore_printer, printer=first, edit=was)


Emulator = PrinterServer | PrinterDevice


def emulated(
    office: OfficeUnderTest, link: str, width: int
) -> tuple[PrinterServer | PrinterDevice, Printing]:
    if link == "usb":
        device = PrinterDevice(width)
        return device, with_printer(office, f"usb:{device.path}", width=width)
    server = PrinterServer(width)
    return server, with_printer(office, f"tcp://127.0.0.1:{server.port}", of_the_office=True, width=width)


@pytest.mark.parametrize("width", [576, 384])
@pytest.mark.parametrize("link", ["tcp", "usb"])
def test_fault_b4_the_test_slip_comes_out_of_the_printer_that_was_chosen(
    office: OfficeUnderTest, link: str, width: int
) -> None:
    """Two printers of one name: the one that was chosen by its row prints."""
    with_printer(office, "tcp://127.0.0.1:9")
    printer, printing = emulated(office, link, width)
    with printer:
        stamp = office.stamp(office.made.counters[0], administrator(office))
        worker = printing.real_worker()
        for _ in range(2):
            office.work.run(printer_settings.print_test, stamp, printer=printing.printer)
        until_idle(worker)
        [slip] = printer.slips
        assert slip.width == width
        row = line(office, printing.printer)
        assert row.last is not None
        assert (row.last.title, row.last.state) == ("Cetak uji Printer kiosk", PrintState.PRINTED)
        assert row.open_jobs == 0
        assert row.up
    assert audited(office, "printer.test") == ["Printer kiosk"]


def test_why_the_test_slip_did_not_come_out_is_told_and_the_next_one_takes_its_place(
    office: OfficeUnderTest,
) -> None:
    with PrinterServer() as server:
        printing = with_printer(office, f"tcp://127.0.0.1:{server.port}")
        worker = printing.real_worker()
        server.mechanism.has_paper = False
        configure(office, printer_settings.print_test, printer=printing.printer)
        until_idle(worker)
        row = line(office, printing.printer)
        assert row.last is not None
        assert row.last.note == "Kertas printer habis. Isi kertas, lalu cetak lagi."
        assert row.open_jobs == 1
        server.mechanism.has_paper = True
        office.later(seconds=5)
        configure(office, printer_settings.print_test, printer=printing.printer)
        until_idle(worker)
        assert len(server.slips) == 1
        assert [state for _, state in printing.states()] == [PrintState.CANCELLED, PrintState.PRINTED]


def test_a_printer_of_a_pc_that_is_off_prints_no_test(office: OfficeUnderTest) -> None:
    printing = with_printer(office, "usb:/dev/usb/lp0")
    assert not line(office, printing.printer).up
    with pytest.raises(Refused, match=r"tidak menyala, padahal Printer kiosk dicetak dari sana"):
        configure(office, printer_settings.print_test, printer=printing.printer)
    run, long_ago = printing.run_of(office.made.kiosks[0]), office.now - timedelta(minutes=3)
    assert line(office, printing.printer).up
    office.work.run(
        lambda session: session.execute(
            update(StationRun).where(StationRun.id == run).values(seen_at=long_ago)
        )
    )
    assert not line(office, printing.printer).up, "a PC that fell silent counts as off"
    assert printing.jobs() == []


def test_a_supervisor_may_not(office: OfficeUnderTest) -> None:
    stamp = office.stamp(office.made.counters[0], office.made.supervisor)
    with pytest.raises(Refused, match="tidak berhak mengatur kantor"):
        office.work.run(printer_settings.add_printer, stamp, edit=edit())
