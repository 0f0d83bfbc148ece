"""Days off: added, changed and removed one by one, or whole years at once from a table."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.holiday_table import DayOff, Move, RowFault, check_day_off, moves, read_table
from bkpsdm_desktop.domain.indonesian import long_date
from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.domain.rights import Right
from bkpsdm_desktop.services.edits import changed_meanwhile
from bkpsdm_desktop.services.people import require
from bkpsdm_desktop.services.stamps import Stamp, record
from bkpsdm_desktop.store.ids import reference_id
from bkpsdm_desktop.store.tables import Holiday
from bkpsdm_desktop.store.work import touch


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidayLine:
    """A day off as it is stored."""

    id: UUID
    off: DayOff


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPreview:
    """What a file would do. ``faults`` empty: it can be imported; else nothing of it can."""

    rows: tuple[DayOff, ...]
    years: tuple[int, ...]
    moves: tuple[Move, ...]
    faults: tuple[RowFault, ...]


def holiday_lines(session: Session) -> tuple[HolidayLine, ...]:
    """All days off in order."""
    rows = session.scalars(select(Holiday).order_by(Holiday.day, Holiday.name))
    return tuple(HolidayLine(id=row.id, off=_off(row)) for row in rows)


def preview_import(session: Session, *, data: bytes) -> ImportPreview:
    """What importing a file would do. Raises ``Refused`` when it cannot be read at all."""
    table = read_table(data)
    found = () if table.faults else moves(_present(session), table.rows, table.years)
    return ImportPreview(rows=table.rows, years=table.years, moves=found, faults=table.faults)


def add_holiday(session: Session, stamp: Stamp, *, off: DayOff) -> UUID:
    """A further day off; returns its id. Raises ``Refused`` when that day has one of that name."""
    require(session, stamp, Right.CONFIGURE)
    off = check_day_off(off)
    present = session.get(Holiday, _id(off))
    if present is not None and _off(present) == off:
        return present.id
    _check_free(session, off)
    _add(session, off)
    touch(session, Kind.OFFICE)
    record(session, stamp, "holiday.add", off.day.isoformat(), asdict(off))
    return _id(off)


def put_holiday(session: Session, stamp: Stamp, *, holiday: UUID, off: DayOff, was: DayOff) -> UUID:
    """Change a day off that somebody saw as ``was``; returns its id, which follows day and name."""
    require(session, stamp, Right.CONFIGURE)
    off = check_day_off(off)
    row = session.get(Holiday, holiday, with_for_update=True)
    if row is None:
        done = session.get(Holiday, _id(off))
        if done is not None and _off(done) == off:
            return done.id
        raise Refused("Hari libur ini sudah dihapus di PC lain. Pilih yang lain.")
    present = _off(row)
    if present == off:
        return row.id
    if present != was:
        raise changed_meanwhile("Hari libur ini")
    session.delete(row)
    session.flush()
    _check_free(session, off)
    _add(session, off)
    touch(session, Kind.OFFICE)
    body = {"before": asdict(present), "after": asdict(off)}
    record(session, stamp, "holiday.put", off.day.isoformat(), body)
    return _id(off)


def remove_holiday(session: Session, stamp: Stamp, *, holiday: UUID) -> None:
    """Take a day off away: the office is open then, as its hours say."""
    require(session, stamp, Right.CONFIGURE)
    row = session.get(Holiday, holiday, with_for_update=True)
    if row is None:
        return
    off = _off(row)
    session.delete(row)
    session.flush()
    touch(session, Kind.OFFICE)
    record(session, stamp, "holiday.remove", off.day.isoformat(), asdict(off))


def put_years(
    session: Session, stamp: Stamp, *, years: Sequence[int], rows: Sequence[DayOff], was: Sequence[Move]
) -> tuple[DayOff, ...]:
    """Replace whole years: joint decrees are amended and days move. Returns what these years had before.

    ``was`` is what the person was shown that it would do. Raises ``Refused`` when it would do something else
    by now, and for a row that is wrong or of another year: then nothing changes.
    """
    require(session, stamp, Right.CONFIGURE)
    checked = [check_day_off(row) for row in rows]
    if any(row.day.year not in years for row in checked):
        raise ValueError("a row of a year that is not replaced")
    before = tuple(row for row in _present(session) if row.day.year in years)
    found = moves(before, checked, years)
    if not found:
        return before
    if tuple(was) != found:
        raise changed_meanwhile("Tabel libur")
    for row in session.scalars(select(Holiday)):
        if row.day.year in years:
            session.delete(row)
    session.flush()
    for off in checked:
        _add(session, off)
    touch(session, Kind.OFFICE)
    told = [f"{move.step} {move.row.day.isoformat()} {move.row.name}" for move in found]
    record(session, stamp, "holiday.import", ", ".join(str(year) for year in years), {"moves": told})
    return before


def _present(session: Session) -> list[DayOff]:
    return [_off(row) for row in session.scalars(select(Holiday).order_by(Holiday.day, Holiday.name))]


def _off(row: Holiday) -> DayOff:
    return DayOff(day=row.day, kind=row.kind, name=row.name, status=row.status, basis=row.basis)


def _id(off: DayOff) -> UUID:
    return reference_id("holiday", f"{off.day.isoformat()}:{off.name}")


def _check_free(session: Session, off: DayOff) -> None:
    names = session.scalars(select(Holiday.name).where(Holiday.day == off.day))
    if any(name.casefold() == off.name.casefold() for name in names):
        raise Refused(f"Nama {off.name} sudah ada pada {long_date(off.day)}. Ubah yang ada.")


def _add(session: Session, off: DayOff) -> None:
    session.add(Holiday(id=_id(off), **asdict(off)))
    session.flush()
