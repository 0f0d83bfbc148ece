"""Ticket printers: which there are, and which one a station uses."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.services.stamps import Stamp, record, recorded
from bkpsdm_desktop.store.tables import Printer, Station
from bkpsdm_desktop.store.work import touch

_WIDTHS = (384, 576)


@dataclass(frozen=True, slots=True)
class PrinterOf:
    """Where a station prints its slips, and the width of the paper in dots."""

    address: str
    width: int


def printer_of(session: Session, *, station: UUID) -> PrinterOf | None:
    """The ticket printer of a station, ``None`` when it has none."""
    row = session.execute(
        select(Printer.address, Printer.width)
        .join(Station, Station.printer_id == Printer.id)
        .where(Station.id == station)
    ).one_or_none()
    return None if row is None else PrinterOf(row.address, row.width)


def add_printer(
    session: Session, stamp: Stamp, *, name: str, address: str, width: int, station: UUID | None
) -> UUID:
    """Add a ticket printer of a station, or of the office (``station`` None: any station prints on it).

    ``width`` is in dots: 576 for paper of 80 mm, 384 for 58 mm. The act's id becomes the printer's. Raises
    ``Refused`` for another width and for an empty name.
    """
    if width not in _WIDTHS:
        raise Refused("Lebar kertas printer tiket harus 80 mm (576 titik) atau 58 mm (384 titik).")
    if not name.strip():
        raise Refused("Beri nama printer ini, misalnya Printer tiket.")
    if session.execute(select(Printer.id).where(Printer.id == stamp.id)).first():
        return stamp.id
    session.execute(
        insert(Printer).values(
            id=stamp.id, station_id=station, name=name.strip(), address=address, width=width
        )
    )
    touch(session, Kind.OFFICE)
    body = {"printer": stamp.id, "address": address, "width": width, "station": station}
    record(session, stamp, "printer.add", name.strip(), body)
    return stamp.id


def use_printer(session: Session, stamp: Stamp, *, station: UUID, printer: UUID | None) -> None:
    """From now on a station prints at this printer, or nowhere (``None``); jobs already made stay.

    Raises ``Refused`` for a printer that is not there.
    """
    if printer is not None and session.get(Printer, printer) is None:
        raise Refused("Printer ini tidak ada lagi. Pilih printer lain.")
    name = session.execute(select(Station.name).where(Station.id == station)).scalar_one()
    if recorded(session, stamp, "printer.use", name):
        return
    session.execute(update(Station).where(Station.id == station).values(printer_id=printer))
    touch(session, Kind.OFFICE)
    record(session, stamp, "printer.use", name, {"station": station, "printer": printer})
