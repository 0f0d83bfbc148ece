"""What every act carries, and the audit row that it leaves."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, insert, select, text, update
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.audit import GENESIS, AuditEntry, body_hash, entry_hash
from bkpsdm_desktop.domain.instants import to_micros
from bkpsdm_desktop.store.ids import new_id
from bkpsdm_desktop.store.tables import Audit, AuditHead, core
from bkpsdm_desktop.store.types import Id

_AUDIT, _HEAD = core(Audit), core(AuditHead)
_READ_HEAD = (
    select(_HEAD.c.seq, _HEAD.c.hash).where(_HEAD.c.station_id == bindparam("station")).with_for_update()
)
_ADD_ENTRY = insert(_AUDIT)
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


def record(session: Session, stamp: Stamp, action: str, target: str, body: Mapping[str, object]) -> None:
    """Add the act to the station's audit chain; the last thing that a writing function does.

    An act whose audit row can't be written fails too: both are in one transaction. The head row is locked
    last in every transaction, so two stations never wait for each other crosswise.
    """
    run = session.connection().execute
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
    run(
        _ADD_ENTRY,
        {
            "id": new_id(),
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
    run(_MOVE_HEAD, {"station": stamp.station, "new_seq": seq, "new_hash": digest})
