"""What every act carries, and the audit row that it leaves."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, select, text, update
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.audit import GENESIS, AuditEntry, body_hash, entry_hash
from bkpsdm_desktop.domain.instants import to_micros
from bkpsdm_desktop.store.tables import Audit, AuditHead, core
from bkpsdm_desktop.store.types import Id
from bkpsdm_desktop.store.upsert import dialect_insert

_AUDIT, _HEAD = core(Audit), core(AuditHead)
_READ_HEAD = (
    select(_HEAD.c.seq, _HEAD.c.hash).where(_HEAD.c.station_id == bindparam("station")).with_for_update()
)
# The id names act, action and object: an act that runs again finds its row and leaves it alone.
_ADD_ENTRY = {
    name: dialect_insert(name)(_AUDIT)
    .on_conflict_do_nothing(index_elements=[_AUDIT.c.id])
    .execution_options(preserve_rowcount=True)
    for name in ("postgresql", "sqlite")
}
_FIND_ENTRY = select(_AUDIT.c.seq).where(_AUDIT.c.id == bindparam("entry"))
# Two threads that write a station's first rows together: both find the same head row to lock.
_FIRST_HEAD = text(
    "INSERT INTO audit_head (station_id, seq, hash) VALUES (:station, 0, :hash) ON CONFLICT DO NOTHING"
).bindparams(bindparam("station", type_=Id()))
_MOVE_HEAD = (
    update(_HEAD)
    .where(_HEAD.c.station_id == bindparam("station"))
    .values(seq=bindparam("new_seq"), hash=bindparam("new_hash"))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """Who does something, where and when.

    ``id`` names the act: when a lost answer makes it run again, the second run finds what the first one
    did. ``at`` is the office's time (the PC's clock plus its offset to the database server).
    """

    id: UUID
    at: datetime
    station: UUID
    person: UUID | None = None


def _entry_id(stamp: Stamp, action: str, target: str) -> UUID:
    """The id of an act's audit row. It begins as the act's id does, so that rows of one time lie together."""
    told = hashlib.blake2b(f"{action}\0{target}".encode(), key=stamp.id.bytes, digest_size=8).digest()
    return UUID(bytes=stamp.id.bytes[:8] + bytes([told[0] & 0x3F | 0x80]) + told[1:])


def recorded(session: Session, stamp: Stamp, action: str, target: str) -> bool:
    """Whether this act ran before and said so: its answer was lost, and it runs again."""
    found = session.execute(_FIND_ENTRY, {"entry": _entry_id(stamp, action, target)})
    return found.one_or_none() is not None


def record(session: Session, stamp: Stamp, action: str, target: str, body: Mapping[str, object]) -> None:
    """Add the act to the station's audit chain; the last thing that a writing function does.

    An act whose audit row can't be written fails too: both are in one transaction. The head row is locked
    last in every transaction, so two stations never wait for each other crosswise. An act that runs again
    adds nothing; within one act no two rows have the same action and target.
    """
    connection = session.connection()
    run = connection.execute
    head = run(_READ_HEAD, {"station": stamp.station}).one_or_none()
    if head is None:
        run(_FIRST_HEAD, {"station": stamp.station, "hash": GENESIS})
        head = run(_READ_HEAD, {"station": stamp.station}).one()
    seq = head.seq + 1
    content = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    entry = AuditEntry(
        station=stamp.station,
        seq=seq,
        at=to_micros(stamp.at),
        person=stamp.person,
        action=action,
        object=target,
        body_hash=body_hash(content),
        prev_hash=head.hash,
    )
    digest = entry_hash(entry)
    added = run(
        _ADD_ENTRY[connection.dialect.name],
        {
            "id": _entry_id(stamp, action, target),
            "station_id": stamp.station,
            "seq": seq,
            "at": stamp.at,
            "person_id": stamp.person,
            "action": action,
            "object": target,
            "body": content,
            "body_hash": entry.body_hash,
            "prev_hash": head.hash,
            "hash": digest,
        },
    )
    if added.rowcount:
        run(_MOVE_HEAD, {"station": stamp.station, "new_seq": seq, "new_hash": digest})
