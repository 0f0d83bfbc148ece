"""Print jobs: made in the transaction that made the thing to print, printed by a worker, minded by staff."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, insert, or_, select, text
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.domain.rights import Right
from bkpsdm_desktop.domain.ticket import State
from bkpsdm_desktop.services.people import require
from bkpsdm_desktop.services.rows import PrintJobRow, PrintState
from bkpsdm_desktop.services.stamps import Stamp, record
from bkpsdm_desktop.store.ids import new_id
from bkpsdm_desktop.store.tables import PrintJob, Station, Ticket, core
from bkpsdm_desktop.store.work import touch

# A slip that comes out later than this meets nobody: it is offered to staff instead.
SLIP_LIFETIME = timedelta(minutes=2)

# A job that waits for longer is on the list of what did not print: the worker or the printer is away.
_OVERDUE = timedelta(seconds=5)
_OFFERED = 50

# The words of the partial index ix_print_job_open: with others both databases would read every old job.
_OPEN_JOBS = text("print_job.state IN ('waiting','printing','attention')")

_STATION = core(Station)
_PRINTER_OF = select(_STATION.c.printer_id).where(_STATION.c.id == bindparam("station"))
_ADD_JOB = insert(core(PrintJob))


def queue_print_job(
    session: Session,
    stamp: Stamp,
    *,
    kind: str,
    title: str,
    data: Mapping[str, object],
    ticket: UUID | None = None,
    lifetime: timedelta | None = SLIP_LIFETIME,
    id: UUID | None = None,
) -> UUID | None:
    """Put something into the queue of the station's printer; ``None`` when the station has none.

    ``data`` are the values that the renderer of ``kind`` needs; after ``lifetime`` the job is no longer
    printed by itself; ``id`` is the job's when it is known.
    """
    printer = _printer_of(session, stamp.station)
    if printer is None:
        return None
    return queue_at(
        session, stamp, printer, kind=kind, title=title, data=data, ticket=ticket, lifetime=lifetime, id=id
    )


def queue_at(
    session: Session,
    stamp: Stamp,
    printer: UUID,
    *,
    kind: str,
    title: str,
    data: Mapping[str, object],
    ticket: UUID | None = None,
    lifetime: timedelta | None = SLIP_LIFETIME,
    id: UUID | None = None,
) -> UUID:
    """The same for whoever has read already which printer it is."""
    return _queue(
        session,
        stamp,
        id=id or new_id(),
        printer_id=printer,
        kind=kind,
        title=title,
        data=dict(data),
        ticket_id=ticket,
        expires_at=stamp.at + lifetime if lifetime else None,
    )


def job_of_ticket(session: Session, ticket: UUID) -> UUID | None:
    """The first print job of a ticket: its original slip."""
    return session.execute(
        select(PrintJob.id).where(PrintJob.ticket_id == ticket).order_by(PrintJob.created_at).limit(1)
    ).scalar_one_or_none()


def slips_handed_over(session: Session) -> list[tuple[str, str, dict[str, Any]]]:
    """Title, kind and kept data of everything that went to a printer, oldest first."""
    rows = session.execute(
        select(PrintJob.title, PrintJob.kind, PrintJob.data)
        .where(PrintJob.handed_over_at.is_not(None))
        .order_by(PrintJob.handed_over_at)
    )
    return [(row.title, row.kind, row.data) for row in rows]


def print_state(session: Session, *, job: UUID) -> PrintState:
    """What the person in front of the printer is told about a job.

    A job that failed and waits to be tried again already counts as ATTENTION: nobody can say when it will
    come out, or whether.
    """
    row = session.execute(select(PrintJob.state, PrintJob.note).where(PrintJob.id == job)).one()
    state = PrintState(row.state)
    return PrintState.ATTENTION if state is PrintState.WAITING and row.note else state


def unprinted(session: Session, *, now: datetime) -> tuple[PrintJobRow, ...]:
    """What F10 offers: jobs of all printers that need a person or wait for too long, newest first, at most
    50. Slips of visitors who are gone are left out."""
    here = (State.WAITING, State.CALLED, State.SERVING)
    rows = session.scalars(
        select(PrintJob)
        .outerjoin(Ticket, PrintJob.ticket_id == Ticket.id)
        .where(
            _OPEN_JOBS,
            PrintJob.state != PrintState.PRINTING,
            or_(PrintJob.state == PrintState.ATTENTION, PrintJob.created_at <= now - _OVERDUE),
            or_(PrintJob.ticket_id.is_(None), Ticket.state.in_(here)),
        )
        .order_by(PrintJob.created_at.desc(), PrintJob.id.desc())
        .limit(_OFFERED)
    )
    return tuple(
        PrintJobRow(
            id=row.id,
            kind=row.kind,
            title=row.title,
            state=PrintState(row.state),
            created_at=row.created_at,
            note=row.note,
            unsure=row.state == PrintState.ATTENTION and row.handed_over_at is not None,
        )
        for row in rows
    )


def print_again(session: Session, stamp: Stamp, *, job: UUID) -> UUID:
    """Print a job that did not come out, at the printer of the person's own station if it has one.

    The new job takes the place of the old one and has the act's id, so that asking again changes nothing.
    A slip that may have come out before is marked *SALINAN*. Raises ``Refused`` while the job is at the
    printer, or when another person has already seen to it.
    """
    if _done(session, stamp):
        return stamp.id
    require(session, stamp, Right.SERVE, Right.SUPERVISE)
    old = _locked(session, job)
    if old.state == PrintState.PRINTING:
        raise Refused(f"{old.title} sedang dicetak. Tunggu sebentar.")
    if old.state == PrintState.CANCELLED:
        raise Refused(f"{old.title} sudah ditangani. Muat ulang daftar cetakan.")
    _repeat(session, stamp, old, copy=old.handed_over_at is not None)
    _replace(old, stamp)
    record(session, stamp, "print.again", old.title, {"job": stamp.id, "instead_of": old.id})
    return stamp.id


def reprint_ticket(session: Session, stamp: Stamp, *, ticket: UUID) -> UUID:
    """Print a ticket's slip once more, with the words it had, marked *SALINAN*; returns the job's id.

    What was still open of the ticket's slips is dropped. Raises ``Refused`` when the ticket never had one.
    """
    if _done(session, stamp):
        return stamp.id
    require(session, stamp, Right.SERVE, Right.SUPERVISE)
    slips = session.scalars(
        select(PrintJob)
        .where(PrintJob.ticket_id == ticket)
        .order_by(PrintJob.created_at, PrintJob.id)
        .with_for_update()
    ).all()
    if not slips:
        raise Refused(
            "Nomor ini diambil tanpa printer, jadi tidak ada slip yang dapat dicetak ulang. "
            "Tuliskan nomornya untuk pengunjung."
        )
    _repeat(session, stamp, slips[0], copy=True)
    for slip in slips:
        _replace(slip, stamp)
    record(session, stamp, "print.copy", slips[0].title, {"job": stamp.id, "ticket": ticket})
    return stamp.id


def confirm_printed(session: Session, stamp: Stamp, *, job: UUID) -> None:
    """A person looked: the job that nobody was sure of is out. Raises ``Refused`` for any other job."""
    require(session, stamp, Right.SERVE, Right.SUPERVISE)
    row = _locked(session, job)
    if row.state == PrintState.PRINTED:
        return
    if row.state != PrintState.ATTENTION or row.handed_over_at is None:
        raise Refused(f"{row.title} tidak menunggu kepastian. Pilih Cetak bila slip diperlukan.")
    row.state = PrintState.PRINTED
    row.ended_at = stamp.at
    row.note = "Dinyatakan tercetak oleh petugas."
    touch(session, Kind.PRINTING)
    record(session, stamp, "print.confirm", row.title, {"job": row.id})


def _queue(session: Session, stamp: Stamp, *, id: UUID, **values: object) -> UUID:
    waiting = {"station_id": stamp.station, "state": PrintState.WAITING, "created_at": stamp.at, "note": ""}
    session.connection().execute(_ADD_JOB, {"id": id, **waiting, **values})
    touch(session, Kind.PRINTING)
    return id


def _repeat(session: Session, stamp: Stamp, old: PrintJob, *, copy: bool) -> None:
    marked = copy and old.kind == "ticket"
    _queue(
        session,
        stamp,
        id=stamp.id,
        printer_id=_printer_of(session, stamp.station) or old.printer_id,
        kind=old.kind,
        title=old.title,
        data={**old.data, "copy": True} if marked else old.data,
        ticket_id=old.ticket_id,
        expires_at=stamp.at + (old.expires_at - old.created_at) if old.expires_at else None,
    )


def _replace(old: PrintJob, stamp: Stamp) -> None:
    """Another job prints this now; what is out, or at the printer, stays as it is."""
    if old.state in (PrintState.WAITING, PrintState.ATTENTION):
        old.state = PrintState.CANCELLED
        old.ended_at = stamp.at


def _printer_of(session: Session, station: UUID) -> UUID | None:
    printer: UUID | None = session.execute(_PRINTER_OF, {"station": station}).scalar_one()
    return printer


def _done(session: Session, stamp: Stamp) -> bool:
    return session.execute(select(PrintJob.id).where(PrintJob.id == stamp.id)).first() is not None


def _locked(session: Session, job: UUID) -> PrintJob:
    row = session.execute(select(PrintJob).where(PrintJob.id == job).with_for_update()).scalar_one_or_none()
    if row is None:
        raise Refused("Cetakan ini tidak ada lagi. Muat ulang daftar cetakan.")
    return row
