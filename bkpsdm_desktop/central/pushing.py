"""A push of an office, in one transaction: judged, authorised entry by entry, written, acknowledged."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from bkpsdm_desktop.central.bounds import big, short, small
from bkpsdm_desktop.central.bulk import Bulk, Row
from bkpsdm_desktop.central.entities import MUTABLE, Unusable, checked_day, is_newer
from bkpsdm_desktop.central.identity import Denied, Speaker, known, locked, note
from bkpsdm_desktop.domain.instants import to_micros
from bkpsdm_desktop.protocol.judging import Accept, Fate, Held, displaces, judge_push, settle
from bkpsdm_desktop.protocol.messages import Denial, Kind, Op, Push, Pushed, Refused, Trouble
from bkpsdm_desktop.protocol.wire import row_hash
from bkpsdm_desktop.store.central_tables import KnownOffice, OfficeTrouble

_OTHER_CONTENT = "nomor baris sama, isinya lain"
_NEWER = "dari program yang lebih baru"


@dataclass(frozen=True, slots=True)
class _Bad:
    seq: int
    op: Op
    reason: str
    parked: bool = False


@dataclass(slots=True)
class _Sorted:
    """The entries of a batch: the last row of each id, and what cannot be used. A row that the same batch
    changes again is no loser: the office itself went on."""

    rows: dict[tuple[str, bytes], tuple[int, Op, Row]] = field(default_factory=dict)
    bad: list[_Bad] = field(default_factory=list)


def push(session: Session, now: datetime, who: Speaker, batch: Push) -> Pushed | Refused:
    """Apply a batch. The same batch again changes nothing and is answered alike. Raises ``Denied`` when the
    token is for another epoch than the batch."""
    if batch.epoch != who.epoch:
        raise Denied(Denial.TOKEN)
    office = locked(session, who.office_id)
    overlap = known(session, office, batch.first - 1, batch.first + len(batch.ops) - 1)
    verdict = judge_push(overlap, batch)
    if isinstance(verdict, Refused):
        return verdict
    if verdict.links:
        _apply(session, now, office, batch, verdict)
    office.last_contact = now
    office.head = max(office.head, office.applied)
    session.flush()
    return _answer(session, batch, verdict)


def _apply(session: Session, now: datetime, office: KnownOffice, batch: Push, verdict: Accept) -> None:
    first = batch.first + verdict.skip
    bulk = Bulk(session.connection(), office.id, batch.epoch)
    found = _sort(first, batch.ops[verdict.skip :])
    if found.rows:
        bulk.fill([row for _, _, row in found.rows.values()])
        _settle(now, batch.epoch, bulk, found)
        bulk.write(office.rows_head)
    bulk.chain(first, verdict.links)
    office.rows_head += len(found.rows)
    office.applied, office.chain = verdict.acked, verdict.chain
    _set_aside(session, now, office, batch.epoch, found.bad)


def _sort(first: int, ops: Sequence[Op]) -> _Sorted:
    found = _Sorted()
    for seq, op in enumerate(ops, first):
        if is_newer(op):
            found.bad.append(_Bad(seq, op, _NEWER, parked=True))
            continue
        try:
            day = checked_day(op)
        except Unusable as why:
            found.bad.append(_Bad(seq, op, str(why)))
            continue
        _take(found, seq, op, day)
    return found


def _take(found: _Sorted, seq: int, op: Op, day: str) -> None:
    before = found.rows.get((op.entity, op.id))
    h = row_hash(op.payload)
    if before is not None and (op.entity not in MUTABLE or op.version <= before[1].version):
        if (op.op, op.version, h) != (before[1].op, before[1].version, before[2].row_hash):
            found.bad.append(_Bad(seq, op, _OTHER_CONTENT))
        return
    n = before[2].n if before is not None else len(found.rows) + 1
    row = Row(
        n, op.entity, op.id, op.version, h, day or (before[2].day if before else ""),
        op.op is Kind.DELETE, op.schema, op.payload,
    )  # fmt: skip
    found.rows[(op.entity, op.id)] = (seq, op, row)


def _settle(now: datetime, epoch: bytes, bulk: Bulk, found: _Sorted) -> None:
    """Take out of the batch what the table holds already, or what does not win over it."""
    present = bulk.held()
    if not present:
        return
    by_number = {row.n: (seq, op, row) for seq, op, row in found.rows.values()}
    displaced, lost, dropped = [], [], []
    for held in present:
        seq, op, row = by_number[held.n]
        incoming = Held(row.version, epoch, row.row_hash, row.deleted)
        standing = Held(held.version, held.epoch, held.row_hash, held.deleted)
        match settle(standing, incoming, mutable=op.entity in MUTABLE):
            case Fate.APPLY:
                if displaces(standing, incoming):
                    displaced.append(held.n)
                continue
            case Fate.HISTORY:
                lost.append(held.n)
            case Fate.QUARANTINE:
                found.bad.append(_Bad(seq, op, _OTHER_CONTENT))
        dropped.append(held.n)
    bulk.keep_held(displaced, to_micros(now))
    bulk.keep_incoming(lost, to_micros(now))
    bulk.drop(dropped)


def _set_aside(
    session: Session, now: datetime, office: KnownOffice, epoch: bytes, bad: Sequence[_Bad]
) -> None:
    """Keep what cannot be used, raw and with its reason."""
    if not bad:
        return
    session.execute(insert(OfficeTrouble), [_trouble(office.id, epoch, now, one) for one in bad])
    forged = [one for one in bad if not one.parked]
    if forged:
        numbers = [one.seq for one in forged]
        note(session, now, office.id, "quarantine", {"first": min(numbers), "entries": len(numbers)})


def _trouble(office_id: int, epoch: bytes, now: datetime, bad: _Bad) -> dict[str, object]:
    return {
        "office_id": office_id,
        "epoch": epoch,
        "seq": bad.seq,
        "parked": bad.parked,
        "reason": bad.reason,
        "entity": short(bad.op.entity),
        "entity_id": bad.op.id,
        "op": bad.op.op.value,
        "version": big(bad.op.version),
        "schema": small(bad.op.schema),
        "payload": bad.op.payload,
        "came_at": now,
    }


def _answer(session: Session, batch: Push, verdict: Accept) -> Pushed:
    """From what is kept, so that a batch that comes again is answered as the first time."""
    rows = session.execute(
        select(
            OfficeTrouble.seq,
            OfficeTrouble.entity,
            OfficeTrouble.entity_id,
            OfficeTrouble.reason,
            OfficeTrouble.parked,
        )
        .where(OfficeTrouble.epoch == batch.epoch, OfficeTrouble.seq.between(batch.first, verdict.acked))
        .order_by(OfficeTrouble.seq)
    ).all()
    return Pushed(
        acked=verdict.acked,
        quarantined=[
            Trouble(seq, entity, bytes(i), why) for seq, entity, i, why, parked in rows if not parked
        ],
        parked=sum(parked for *_, parked in rows),
    )
