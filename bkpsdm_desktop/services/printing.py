"""Print jobs: made in the transaction that made the thing to print; a worker prints them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import bindparam, insert, select
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.services.rows import PrintJobRow, PrintState
from bkpsdm_desktop.services.stamps import Stamp
from bkpsdm_desktop.store.ids import new_id
from bkpsdm_desktop.store.tables import PrintJob, Station, core
from bkpsdm_desktop.store.work import touch

# A slip that comes out later than this meets nobody: it is offered to staff instead.
SLIP_LIFETIME = timedelta(minutes=2)

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
) -> UUID | None:
    """Put something into the queue of the station's printer; ``None`` when the station has none.

    ``data`` are the values that the renderer of ``kind`` needs; after ``lifetime`` the job is no longer
    printed by itself.
    """
    printer = session.execute(_PRINTER_OF, {"station": stamp.station}).scalar_one()
    if printer is None:
        return None
    job = new_id()
    session.execute(
        _ADD_JOB,
        {
            "id": job,
            "printer_id": printer,
            "station_id": stamp.station,
            "kind": kind,
            "title": title,
            "data": dict(data),
            "ticket_id": ticket,
            "state": PrintState.WAITING,
            "created_at": stamp.at,
            "expires_at": stamp.at + lifetime if lifetime else None,
            "note": "",
        },
    )
    touch(session, Kind.PRINTING)
    return job


def job_of_ticket(session: Session, ticket: UUID) -> UUID | None:
    """The first print job of a ticket: its original slip."""
    return session.execute(
        select(PrintJob.id).where(PrintJob.ticket_id == ticket).order_by(PrintJob.created_at).limit(1)
    ).scalar_one_or_none()


def unprinted(session: Session, *, station: UUID, now: datetime) -> tuple[PrintJobRow, ...]:
    """What F10 offers: jobs that need a person, newest first."""
    rows = session.scalars(
        select(PrintJob)
        .where(PrintJob.state == PrintState.ATTENTION)
        .order_by(PrintJob.created_at.desc())
        .limit(50)
    )
    return tuple(
        PrintJobRow(
            id=row.id,
            kind=row.kind,
            title=row.title,
            state=PrintState(row.state),
            created_at=row.created_at,
            note=row.note,
            unsure=row.handed_over_at is not None,
        )
        for row in rows
    )
