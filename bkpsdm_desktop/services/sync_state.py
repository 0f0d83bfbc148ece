"""Where this office stands with central, and who of its stations may seal and apply."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import case, or_, select, update
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.store.sync_tables import SyncState
from bkpsdm_desktop.store.tables import Lease, core
from bkpsdm_desktop.store.upsert import dialect_insert
from bkpsdm_desktop.store.work import touch

DUTY = "sync"
LEASE = timedelta(seconds=30)

_LEASE, _STATE = core(Lease), core(SyncState)


class LeaseLost(Exception):
    """Another station does the sync of this office now; nothing was changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Central as this office knows it. Without an ``epoch`` the office is not enrolled."""

    office_code: str
    office_id: UUID | None
    epoch: UUID | None
    address: str
    audience: str
    sent: int
    contact_at: datetime | None
    clock_offset: timedelta


def place(session: Session) -> Place | None:
    """The office's place with central; ``None`` when it never had one."""
    row = session.execute(select(_STATE)).one_or_none()
    if row is None:
        return None
    return Place(
        office_code=row.office_code,
        office_id=row.office_id,
        epoch=row.epoch,
        address=row.address,
        audience=row.audience,
        sent=row.sent,
        contact_at=row.contact_at,
        clock_offset=timedelta(microseconds=row.clock_offset),
    )


def save_place(session: Session, new: Place) -> None:
    """Write down where the office stands: at enrolment, after a restore, with a new epoch."""
    values = {
        "one": 1, "office_code": new.office_code, "office_id": new.office_id, "epoch": new.epoch,
        "address": new.address, "audience": new.audience, "sent": new.sent, "contact_at": new.contact_at,
        "clock_offset": new.clock_offset // timedelta(microseconds=1),
    }  # fmt: skip
    statement = dialect_insert(session.get_bind().dialect.name)(_STATE).values(values)
    session.execute(
        statement.on_conflict_do_update(index_elements=["one"], set_={k: values[k] for k in values})
    )
    touch(session, Kind.SYNC)


def note_contact(session: Session, *, at: datetime, clock_offset: timedelta) -> None:
    """Central answered; ``clock_offset`` is its clock minus ours, which is shown and decides nothing."""
    session.execute(
        update(_STATE).values(contact_at=at, clock_offset=clock_offset // timedelta(microseconds=1))
    )
    touch(session, Kind.SYNC)


def take_duty(session: Session, *, station: UUID, now: datetime) -> int | None:
    """Do the sync of this office for the next 30 s, or go on with it: the fence that every sealing and
    applying transaction checks. ``None`` while another station does it."""
    values = {"name": DUTY, "holder": station, "fence": 1, "until": now + LEASE}
    statement = dialect_insert(session.get_bind().dialect.name)(_LEASE).values(values)
    mine = _LEASE.c.holder == station
    held = session.execute(
        statement.on_conflict_do_update(
            index_elements=["name"],
            set_={
                "holder": station,
                "until": now + LEASE,
                "fence": _LEASE.c.fence + case((mine, 0), else_=1),
            },
            where=or_(mine, _LEASE.c.until <= now),
        ).returning(_LEASE.c.fence)
    )
    fence: int | None = held.scalar_one_or_none()
    return fence


def leave_duty(session: Session, *, fence: int, now: datetime) -> None:
    """Let another station do the sync at once."""
    session.execute(update(_LEASE).where(_LEASE.c.name == DUTY, _LEASE.c.fence == fence).values(until=now))


def hold_duty(session: Session, fence: int) -> None:
    """The duty is still ours, and stays so until this transaction ends. Raises :class:`LeaseLost`.

    The row is locked, so that two stations never give out the same number.
    """
    held = session.execute(select(_LEASE.c.fence).where(_LEASE.c.name == DUTY).with_for_update())
    if held.scalar_one_or_none() != fence:
        raise LeaseLost
