"""What every act carries, and the audit row that it leaves."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.audit import GENESIS, AuditEntry, body_hash, entry_hash
from bkpsdm_desktop.domain.instants import to_micros
from bkpsdm_desktop.store.ids import new_id
from bkpsdm_desktop.store.tables import Audit, AuditHead, core

_AUDIT, _HEAD = core(Audit), core(AuditHead)
_READ_HEAD = (
    select(_HEAD.c.seq, _HEAD.c.hash).where(_HEAD.c.station_id == bindparam("station")).with_for_update()
)
_ADD_ENTRY, _ADD_HEAD = insert(_AUDIT), insert(_HEAD)
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
    seq, prev = (head.seq + 1, head.hash) if head else (1, GENESIS)
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    entry = AuditEntry(
        station=stamp.station,
        seq=seq,
        at=to_micros(stamp.at),
        person=stamp.person,
        action=action,
        object=target,
        body_hash=body_hash(text),
        prev_hash=prev,
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
            "body": text,
            "body_hash": entry.body_hash,
            "prev_hash": prev,
            "hash": digest,
        },
    )
    if head is None:
        run(_ADD_HEAD, {"station_id": stamp.station, "seq": seq, "hash": digest})
    else:
        run(_MOVE_HEAD, {"station": stamp.station, "new_seq": seq, "new_hash": digest})
