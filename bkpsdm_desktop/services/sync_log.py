"""The sealed log as the sync engine asks for it: where it stands, what is to be sent, what is held."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from uuid import UUID

from sqlalchemy import Executable, bindparam, delete, func, select, update
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.protocol import wire
from bkpsdm_desktop.protocol.messages import Kind as What
from bkpsdm_desktop.protocol.messages import Op, Sum
from bkpsdm_desktop.services.sync_state import hold_duty, place
from bkpsdm_desktop.store.digests import sums_of
from bkpsdm_desktop.store.sync_tables import SyncCursor, SyncEntry, SyncParked, SyncRow, SyncState
from bkpsdm_desktop.store.tables import SyncLog, core
from bkpsdm_desktop.store.wire_rows import ENTITIES, Owner
from bkpsdm_desktop.store.work import touch

KEPT = timedelta(days=30)
"""How long acknowledged entries stay: a central that is restored from an older backup is filled again."""

_ENTRY, _ROW, _STATE, _CURSOR = core(SyncEntry), core(SyncRow), core(SyncState), core(SyncCursor)
_QUEUE, _PARKED = core(SyncLog), core(SyncParked)
_OVERHEAD = 32  # bytes of an entry besides its payload, about


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """What a hello says: ``head`` and ``chain`` of the sealed log, ``sent`` and the chain there (``None``
    when that entry is not here), and how far each scope is pulled."""

    office_code: str
    epoch: UUID
    audience: str
    address: str
    head: int
    chain: bytes
    sent: int
    sent_chain: bytes | None
    cursors: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Entries ``first``, ``first + 1`` ...; ``before`` is the chain before them."""

    first: int
    before: bytes
    ops: list[Op]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """What central does not have yet: changes that are not sealed, entries that are not acknowledged; and
    pulled rows that wait for a newer program."""

    unsealed: int
    unsent: int
    parked: int


def position(session: Session) -> Position | None:
    """Where this office stands; ``None`` when it is not enrolled."""
    here = place(session)
    if here is None or here.epoch is None:
        return None
    head, chain = head_of(session)
    return Position(
        office_code=here.office_code,
        epoch=here.epoch,
        audience=here.audience,
        address=here.address,
        head=head,
        chain=chain,
        sent=here.sent,
        sent_chain=chain_at(session, here.sent),
        cursors={row.scope: row.after for row in session.execute(select(_CURSOR))},
    )


def head_of(session: Session) -> tuple[int, bytes]:
    """The last sealed number and the chain there."""
    newest = select(_ENTRY.c.seq, _ENTRY.c.chain).order_by(_ENTRY.c.seq.desc()).limit(1)
    row = session.execute(newest).one_or_none()
    return (row.seq, row.chain) if row is not None else (0, wire.NO_CHAIN)


def chain_at(session: Session, seq: int) -> bytes | None:
    """The chain at a number; ``None`` when the entry is not in the log: never written, or pruned."""
    if seq == 0:
        return wire.NO_CHAIN
    chain: bytes | None = session.scalar(select(_ENTRY.c.chain).where(_ENTRY.c.seq == seq))
    return chain


def batch(session: Session, *, after: int, rows: int, size: int) -> Batch | None:
    """At most ``rows`` entries after a number, of about ``size`` bytes before packing, at least one. ``None``
    when there are none, or when the entry at ``after`` is not here to chain them to."""
    before = chain_at(session, after)
    if before is None:
        return None
    ops: list[Op] = []
    filled = 0
    found = session.execute(
        select(_ENTRY).where(_ENTRY.c.seq > after, _ENTRY.c.seq <= after + rows).order_by(_ENTRY.c.seq)
    )
    for row in found:
        filled += len(row.payload) + _OVERHEAD
        if ops and filled > size:
            break
        ops.append(Op(row.entity, row.entity_id.bytes, What(row.op), row.version, row.schema, row.payload))
    return Batch(first=after + 1, before=before, ops=ops) if ops else None


def save_sent(session: Session, *, fence: int, seq: int) -> None:
    """Central holds the log up to ``seq``: what it said, also when that is less than before.

    Raises ``ValueError`` for a number that was never sealed, ``LeaseLost`` when another station syncs now.
    """
    hold_duty(session, fence)
    head, _ = head_of(session)
    if not 0 <= seq <= head:
        raise ValueError(f"{seq} is not in the log, which ends at {head}")
    session.execute(update(_STATE).values(sent=seq))
    touch(session, Kind.SYNC)


def pending(session: Session) -> Pending:
    """What is still to be sent, and what is parked."""
    sent = session.scalar(select(_STATE.c.sent)) or 0
    count = func.count()
    return Pending(
        unsealed=session.scalar(select(count).select_from(_QUEUE)) or 0,
        unsent=session.scalar(select(count).select_from(_ENTRY).where(_ENTRY.c.seq > sent)) or 0,
        parked=session.scalar(select(count).select_from(_PARKED)) or 0,
    )


def prune(session: Session, *, now: datetime, most: int = 2_000) -> int:
    """Remove acknowledged entries older than 30 days, at most ``most`` of them; returns how many.

    The last acknowledged one stays: the next batch is chained to it.
    """
    sent = session.scalar(select(_STATE.c.sent)) or 0
    first: int | None = session.scalar(select(func.min(_ENTRY.c.seq)))
    if first is None:
        return 0
    # From the oldest on and without a hole, also when a clock was set back meanwhile.
    kept = session.scalar(
        select(func.min(_ENTRY.c.seq)).where(_ENTRY.c.seq < first + most, _ENTRY.c.sealed_at > now - KEPT)
    )
    end: int = min(sent, first + most, kept if kept is not None else sent)
    if end <= first:
        return 0
    session.execute(delete(_ENTRY).where(_ENTRY.c.seq < end))
    return end - first


def digest(session: Session, *, entity: str | None = None, since: str | None = None) -> tuple[Sum, ...]:
    """What the rows that the office owns add up to, by entity and day, in that order; of one entity, and of
    the days from ``since`` (ISO) on when they are given. Tombstones count, as they do at central."""
    dialect = session.get_bind().dialect.name
    given = {name: value for name, value in (("entity", entity), ("since", since)) if value is not None}
    rows = session.execute(_digest(dialect, entity is not None, since is not None), given)
    sums = [Sum(row.entity, row.day, row.number, row.high, row.low) for row in rows if _is_ours(row.entity)]
    return tuple(sorted(sums, key=lambda total: (total.entity, total.day)))


def _is_ours(name: str) -> bool:
    return name in ENTITIES and ENTITIES[name].owner is Owner.OFFICE


@cache
def _digest(dialect: str, of_entity: bool, since: bool) -> Executable:
    statement = select(_ROW.c.entity, _ROW.c.day, *sums_of(_ROW.c.row_hash, dialect))
    if of_entity:
        statement = statement.where(_ROW.c.entity == bindparam("entity"))
    if since:
        statement = statement.where(_ROW.c.day >= bindparam("since"))
    return statement.group_by(_ROW.c.entity, _ROW.c.day)
