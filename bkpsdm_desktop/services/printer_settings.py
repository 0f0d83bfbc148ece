"""The office's ticket printers as the settings show them: where each is, who prints there, what it did last.

A printer that was removed keeps its row, since past print jobs name it, and loses its address.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain import indonesian
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.domain.printer_address import Link, checked_address, typed
from bkpsdm_desktop.domain.rights import Right
from bkpsdm_desktop.domain.slips import LinesSlip
from bkpsdm_desktop.domain.text import clean_line
from bkpsdm_desktop.services.edits import changed_meanwhile
from bkpsdm_desktop.services.people import require
from bkpsdm_desktop.services.printing import queue_at
from bkpsdm_desktop.services.rows import PrintState
from bkpsdm_desktop.services.stamps import Stamp, record
from bkpsdm_desktop.services.stations import stations_up
from bkpsdm_desktop.store.tables import Printer, PrintJob, Station
from bkpsdm_desktop.store.work import touch

WIDTHS = {576: "80 mm", 384: "58 mm"}
"""Dots of the paper and what it is called."""

NAME_LIMIT = 60
TEST = "Cetak uji"

_PRINTING_ROLES = ("kiosk", "loket", "layar", "meja")
_LOOK_BACK = 500  # print jobs; a printer that did nothing among so many is told without its last one
_OPEN = (PrintState.WAITING, PrintState.PRINTING)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterEdit:
    """What a person may change of a printer.

    ``station`` is the PC it is plugged into, None for a network printer that every PC reaches. ``width`` is
    in dots. ``users`` are the stations whose slips come out here, in the order of their ids.
    """

    name: str
    address: str
    width: int
    station: UUID | None
    users: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LastPrint:
    """The newest job of a printer; ``at`` is when it ended, or when it was made while it is open."""

    title: str
    state: PrintState
    at: datetime
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterLine:
    """A printer. ``open_jobs`` are not printed yet; ``up`` tells whether a PC that can print there runs."""

    id: UUID
    name: str
    address: str
    width: int
    station: UUID | None
    users: tuple[UUID, ...]
    open_jobs: int
    last: LastPrint | None
    up: bool

    @property
    def edit(self) -> PrinterEdit:
        """What an edit of it starts from."""
        return PrinterEdit(
            name=self.name, address=self.address, width=self.width, station=self.station, users=self.users
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintingStation:
    """A station that may print; ``printer`` is the one it uses now."""

    id: UUID
    name: str
    machine: str
    printer: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterBoard:
    """All printers by name, and all stations that may use one."""

    printers: tuple[PrinterLine, ...]
    stations: tuple[PrintingStation, ...]


# --- reading ---------------------------------------------------------------------------------------


def printer_board(session: Session, *, now: datetime) -> PrinterBoard:
    """What the settings show; ``now`` tells which PCs are up."""
    stations = tuple(
        PrintingStation(id=row.id, name=row.name, machine=row.machine, printer=row.printer_id)
        for row in session.execute(
            select(Station.id, Station.name, Station.machine, Station.printer_id)
            .where(Station.role.in_(_PRINTING_ROLES))
            .order_by(Station.name, Station.machine)
        )
    )
    running = stations_up(session, at=now)
    waiting, last = _open_jobs(session), _last_jobs(session)
    lines = tuple(
        PrinterLine(
            id=row.id,
            name=row.name,
            address=row.address,
            width=row.width,
            station=row.station_id,
            users=_users(stations, row.id),
            open_jobs=waiting.get(row.id, 0),
            last=last.get(row.id),
            up=bool(running) if row.station_id is None else row.station_id in running,
        )
        for row in session.scalars(
            select(Printer).where(Printer.address != "").order_by(Printer.name, Printer.id)
        )
    )
    return PrinterBoard(printers=lines, stations=stations)


def _users(stations: Iterable[PrintingStation], printer: UUID) -> tuple[UUID, ...]:
    return tuple(sorted(row.id for row in stations if row.printer == printer))


def _open_jobs(session: Session) -> Mapping[UUID, int]:
    rows = session.execute(
        select(PrintJob.printer_id, func.count())
        .where(PrintJob.state.in_(_OPEN))
        .group_by(PrintJob.printer_id)
    )
    return {printer: count for printer, count in rows}


def _last_jobs(session: Session) -> Mapping[UUID, LastPrint]:
    """The newest job of each printer, among the newest of all: keys of jobs grow with time."""
    found: dict[UUID, LastPrint] = {}
    for row in session.execute(
        select(
            PrintJob.printer_id,
            PrintJob.title,
            PrintJob.state,
            PrintJob.created_at,
            PrintJob.ended_at,
            PrintJob.note,
        )
        .order_by(PrintJob.id.desc())
        .limit(_LOOK_BACK)
    ):
        if row.state != PrintState.CANCELLED and row.printer_id not in found:
            found[row.printer_id] = LastPrint(
                title=row.title,
                state=PrintState(row.state),
                at=row.ended_at or row.created_at,
                note=row.note,
            )
    return found


# --- changing --------------------------------------------------------------------------------------


def check_printer(edit: PrinterEdit) -> PrinterEdit:
    """The edit with its texts cleaned. Raises ``Refused``."""
    if edit.width not in WIDTHS:
        raise Refused("Kertas printer tiket harus 80 mm atau 58 mm.")
    address = checked_address(edit.address)
    if edit.station is None and typed(address)[0] is not Link.NETWORK:
        raise Refused("Terpasang di PC mana? Pilih stasiun pada PC tempat printer atau folder itu berada.")
    name = clean_line(edit.name, field="Nama printer", limit=NAME_LIMIT)
    return replace(edit, name=name, address=address, users=tuple(sorted(set(edit.users))))


def add_printer(session: Session, stamp: Stamp, *, edit: PrinterEdit) -> UUID:
    """A new printer, used at once by ``edit.users``; returns its id, which is ``stamp.id``.

    Raises ``Refused`` for a name that another printer has and for a station that is not there.
    """
    require(session, stamp, Right.CONFIGURE)
    if session.get(Printer, stamp.id) is not None:
        return stamp.id
    edit = check_printer(edit)
    _check_name(session, edit.name, None)
    _check_stations(session, edit)
    session.add(
        Printer(id=stamp.id, station_id=edit.station, name=edit.name, address=edit.address, width=edit.width)
    )
    session.flush()
    _give(session, stamp.id, edit.users)
    touch(session, Kind.OFFICE)
    record(session, stamp, "printer.add", edit.name, asdict(edit))
    return stamp.id


def put_printer(
    session: Session,
    stamp: Stamp,
    *,
    printer: UUID,
    edit: PrinterEdit,
    was: PrinterEdit,
    back: Sequence[tuple[UUID, UUID]] = (),
) -> None:
    """Change a printer that somebody saw as ``was``, and who uses it; jobs already made stay its own.

    ``back`` are stations that a change which is taken back had drawn here, each with its former printer:
    those that leave go there again.

    Raises ``Refused`` for a taken name, a station or printer that is gone, and when it was changed meanwhile.
    """
    require(session, stamp, Right.CONFIGURE)
    edit = check_printer(edit)
    row = _locked(session, printer)
    present = _edit_of(session, row)
    if present == edit:
        return
    if present != was:
        raise changed_meanwhile(present.name)
    if edit.name != present.name:
        _check_name(session, edit.name, printer)
    _check_stations(session, edit)
    _write(session, row, edit)
    left = set(present.users) - set(edit.users)
    _give_back(session, {station: former for station, former in back if station in left})
    body = {"before": asdict(present), "after": asdict(edit)}
    record(session, stamp, "printer.put", edit.name, body)


def remove_printer(session: Session, stamp: Stamp, *, printer: UUID, was: PrinterEdit) -> None:
    """Take a printer out of use; the stations that used it have none then.

    Raises ``Refused`` while slips wait for it, and when it was changed meanwhile.
    """
    require(session, stamp, Right.CONFIGURE)
    row = session.get(Printer, printer, with_for_update=True)
    if row is None or not row.address:
        return
    present = _edit_of(session, row)
    if present != was:
        raise changed_meanwhile(present.name)
    waiting = _open_jobs(session).get(printer, 0)
    if waiting:
        raise Refused(f"{waiting} cetakan masih menunggu {row.name}. Tunggu sampai selesai, lalu hapus.")
    _give(session, printer, ())
    row.address = ""
    session.flush()
    touch(session, Kind.OFFICE)
    record(session, stamp, "printer.remove", row.name, {"printer": printer, "before": asdict(present)})


def restore_printer(session: Session, stamp: Stamp, *, printer: UUID, edit: PrinterEdit) -> None:
    """Take back a removal: the printer is as ``edit`` says again, unless it is in use already.

    Raises ``Refused`` when its name was given to another printer meanwhile.
    """
    require(session, stamp, Right.CONFIGURE)
    row = session.get(Printer, printer, with_for_update=True)
    if row is None:
        raise Refused("Printer ini sudah tidak ada. Tambahkan lagi dengan Ctrl+N.")
    if row.address:
        return
    edit = check_printer(edit)
    _check_name(session, edit.name, printer)
    _check_stations(session, edit)
    _write(session, row, edit)
    record(session, stamp, "printer.restore", edit.name, {"printer": printer, "after": asdict(edit)})


def _write(session: Session, row: Printer, edit: PrinterEdit) -> None:
    row.name, row.address, row.width, row.station_id = edit.name, edit.address, edit.width, edit.station
    session.flush()
    _give(session, row.id, edit.users)
    touch(session, Kind.OFFICE)


def _give(session: Session, printer: UUID, users: Sequence[UUID]) -> None:
    """Let these stations, and no others, print at a printer."""
    session.execute(
        update(Station).where(Station.printer_id == printer, Station.id.not_in(users)).values(printer_id=None)
    )
    if users:
        session.execute(update(Station).where(Station.id.in_(users)).values(printer_id=printer))


def _give_back(session: Session, former: Mapping[UUID, UUID]) -> None:
    there = set(
        session.scalars(select(Printer.id).where(Printer.id.in_(former.values()), Printer.address != ""))
    )
    for station, printer in former.items():
        if printer in there:
            session.execute(update(Station).where(Station.id == station).values(printer_id=printer))


def _edit_of(session: Session, row: Printer) -> PrinterEdit:
    users = session.scalars(
        select(Station.id).where(Station.printer_id == row.id, Station.role.in_(_PRINTING_ROLES))
    )
    return PrinterEdit(
        name=row.name,
        address=row.address,
        width=row.width,
        station=row.station_id,
        users=tuple(sorted(users)),
    )


def _locked(session: Session, printer: UUID) -> Printer:
    row = session.get(Printer, printer, with_for_update=True)
    if row is None or not row.address:
        raise Refused("Printer ini sudah dihapus. Tambahkan lagi dengan Ctrl+N.")
    return row


def _check_name(session: Session, name: str, printer: UUID | None) -> None:
    taken = session.scalars(
        select(Printer.id).where(func.lower(Printer.name) == name.lower(), Printer.address != "")
    )
    if any(other != printer for other in taken):
        raise Refused(f"Nama printer {name} sudah dipakai. Beri nama lain, misalnya dengan tempatnya.")


def _check_stations(session: Session, edit: PrinterEdit) -> None:
    named = {*edit.users, *([edit.station] if edit.station else [])}
    there = session.scalars(
        select(Station.id).where(Station.id.in_(named), Station.role.in_(_PRINTING_ROLES))
    )
    if named - set(there):
        raise Refused("Stasiun yang dipilih sudah tidak ada. Muat ulang daftar printer.")


# --- the test print --------------------------------------------------------------------------------


def print_test(session: Session, stamp: Stamp, *, printer: UUID) -> UUID:
    """Print a test slip by the same way as every ticket; returns the job, which is ``stamp.id``.

    Test slips of this printer that did not come out are given up. Raises ``Refused`` when the PC that prints
    there is not running.
    """
    require(session, stamp, Right.CONFIGURE)
    if session.get(PrintJob, stamp.id) is not None:
        return stamp.id
    row = _locked(session, printer)
    running = stations_up(session, at=stamp.at)
    if row.station_id is not None and row.station_id not in running:
        name = session.execute(select(Station.name).where(Station.id == row.station_id)).scalar_one()
        raise Refused(f"{name} tidak menyala, padahal {row.name} dicetak dari sana. Nyalakan {name} dahulu.")
    title = f"{TEST} {row.name}"
    session.execute(
        update(PrintJob)
        .where(
            PrintJob.printer_id == printer,
            PrintJob.title == title,
            PrintJob.state.in_((PrintState.WAITING, PrintState.ATTENTION)),
        )
        .values(state=PrintState.CANCELLED, ended_at=stamp.at)
    )
    queue_at(
        session,
        stamp,
        printer,
        kind="lines",
        title=title,
        data=asdict(_test_slip(row, stamp.at)),
        id=stamp.id,
    )
    record(session, stamp, "printer.test", row.name, {"printer": printer, "job": stamp.id})
    return stamp.id


def _test_slip(row: Printer, at: datetime) -> LinesSlip:
    """What shows at a glance that the right printer prints, in its whole width."""
    day = indonesian.short_date(business_day(at))
    return LinesSlip(
        title=TEST,
        lines=(
            ("Printer", row.name),
            ("Alamat", row.address),
            ("Kertas", WIDTHS[row.width]),
            ("Waktu", f"{day} {indonesian.clock_wib(at)}"),
        ),
        blocks=("0123 4567 89AB",),
        foot="Baris ini dan tepi kiri kanan utuh: printer tiket siap dipakai.",
    )
