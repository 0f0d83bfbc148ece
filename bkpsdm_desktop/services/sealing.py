"""Sealing: what the triggers noted becomes numbered, chained entries that never change again.

Only sealed entries are sent. A row that is edited between two attempts to send it would otherwise have
another content under the same number, which central must take for a fork.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.protocol import wire
from bkpsdm_desktop.protocol.messages import Kind as Op
from bkpsdm_desktop.services import sync_troubles
from bkpsdm_desktop.services.sync_rows import Known, known_rows, save_rows
from bkpsdm_desktop.services.sync_state import hold_duty, place
from bkpsdm_desktop.services.wire_forms import as_fields, read_rows
from bkpsdm_desktop.store.sync_tables import SyncEntry
from bkpsdm_desktop.store.tables import SyncLog, core
from bkpsdm_desktop.store.wire_rows import ENTITIES, SCHEMA, Entity, day_of
from bkpsdm_desktop.store.work import touch

log = logging.getLogger(__name__)

MOST = 200
"""Queue rows in one transaction: sealing holds SQLite's write lock, and a visitor waits for a number."""

_QUEUE, _ENTRY = core(SyncLog), core(SyncEntry)
_GONE = b""
_NOT_SENT = "Baris ini diubah di luar program, padahal tidak boleh berubah. Perubahannya tidak dikirim."
_NO_FORM = "Baris ini berisi nilai yang tidak dapat dikirim. Baris tidak dikirim; lainnya tetap terkirim."

Key = tuple[str, UUID]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """What one transaction did: rows of the queue that it settled, entries that it wrote, faults of ours
    that it found. ``more``: the queue was longer."""

    queued: int = 0
    entries: int = 0
    faults: int = 0
    more: bool = False


@dataclass(frozen=True, slots=True)
class _Draft:
    """An entry before it has its number, with the row's day, and fields of a newer program in it."""

    entity: str
    id: UUID
    op: Op
    version: int
    payload: bytes
    day: str
    extra: bytes | None


class _Fault(Exception):
    """A row that can't be sent as it is."""

    def __init__(self, sentence: str, cause: str) -> None:
        super().__init__(cause)
        self.sentence = sentence


def seal(session: Session, *, fence: int, now: datetime, most: int = MOST) -> Sealed:
    """Seal the oldest ``most`` rows of the queue. Nothing without an epoch: after a restore without a line
    the office works on and seals when it is enrolled again.

    Repeated edits of a row are one entry, of its present content; a row that came and went is none, neither
    is one whose wire form is unchanged. Raises ``LeaseLost`` when ``fence`` is no longer the newest.
    """
    hold_duty(session, fence)
    here = place(session)
    if here is None or here.epoch is None:
        return Sealed()
    noted = session.execute(
        select(_QUEUE.c.id, _QUEUE.c.entity, _QUEUE.c.entity_id, _QUEUE.c.op)
        .order_by(_QUEUE.c.id)
        .limit(most + 1)
    ).all()
    rows = noted[:most]
    if not rows:
        return Sealed()
    changes: dict[Key, str] = {}  # in the order of their first change
    for row in rows:
        changes[row.entity, row.entity_id] = changes.get((row.entity, row.entity_id), "") + row.op
    drafts, faults = _drafts(session, changes, now)
    _write(session, drafts, here.epoch.bytes, now)
    session.execute(delete(_QUEUE).where(_QUEUE.c.id.in_([row.id for row in rows])))
    if drafts or faults:
        touch(session, Kind.SYNC)
    return Sealed(queued=len(rows), entries=len(drafts), faults=faults, more=len(noted) > most)


def _drafts(session: Session, changes: Mapping[Key, str], now: datetime) -> tuple[list[_Draft], int]:
    present, known = _present(session, changes), known_rows(session, changes)
    drafts, faults = [], 0
    for key, operations in changes.items():
        entity = ENTITIES.get(key[0])
        if entity is None:
            log.error("the queue of sync names %s, which does not travel", key[0])
            faults += 1
            continue
        try:
            draft = _draft(entity, key[1], operations, present.get(key), known.get(key))
        except _Fault as fault:
            log.error("a row of %s is not sent: %s", entity.name, fault)
            sync_troubles.note(session, sync_troubles.FAULT, key, fault.sentence, at=now)
            faults += 1
            continue
        if draft is not None:
            drafts.append(draft)
    return drafts, faults


def _present(session: Session, keys: Mapping[Key, str]) -> dict[Key, dict[str, Any]]:
    wanted: dict[str, list[UUID]] = {}
    for name, key in keys:
        wanted.setdefault(name, []).append(key)
    return {
        (name, key): row
        for name, ids in wanted.items()
        if name in ENTITIES
        for key, row in read_rows(session, ENTITIES[name], ids).items()
    }


def _draft(
    entity: Entity, key: UUID, operations: str, row: Mapping[str, Any] | None, known: Known | None
) -> _Draft | None:
    """The entry that says what became of a row; ``None`` when there is nothing to say."""
    version = 1 if known is None else known.version + 1
    if row is None:
        if known is None or known.deleted:
            return None
        return _Draft(entity.name, key, Op.DELETE, version, _GONE, known.day, None)
    try:
        fields = as_fields(row)
        extra = known.extra if known is not None and not known.deleted else None
        payload = wire.encode({**(wire.decode(extra) if extra else {}), **fields})
    except (TypeError, ValueError) as error:
        raise _Fault(_NO_FORM, str(error)) from error
    if known is not None and not known.deleted and known.row_hash == wire.row_hash(payload):
        return None
    if not entity.mutable and known is not None and not known.deleted:
        raise _Fault(_NOT_SENT, "it was changed after it was sealed")
    if not entity.mutable and "U" in operations:
        log.error("a row of %s was changed, which never changes", entity.name)
    return _Draft(entity.name, key, Op.PUT, version, payload, day_of(entity, fields), extra)


def _write(session: Session, drafts: list[_Draft], epoch: bytes, now: datetime) -> None:
    if not drafts:
        return
    head = session.execute(
        select(_ENTRY.c.seq, _ENTRY.c.chain).order_by(_ENTRY.c.seq.desc()).limit(1)
    ).one_or_none()
    seq, chain = (head.seq, head.chain) if head is not None else (0, wire.NO_CHAIN)
    entries = []
    for seq, draft in enumerate(drafts, seq + 1):  # noqa: B020 - goes on from the head
        chain = wire.chained(chain, seq, draft.entity, draft.id.bytes, draft.op, draft.payload)
        entries.append(
            {
                "seq": seq, "entity": draft.entity, "entity_id": draft.id, "op": str(draft.op),
                "version": draft.version, "schema": SCHEMA, "payload": draft.payload,
                "row_hash": wire.row_hash(draft.payload), "chain": chain, "sealed_at": now,
            }
        )  # fmt: skip
    session.execute(insert(_ENTRY), entries)
    save_rows(
        session,
        {
            (draft.entity, draft.id): Known(
                draft.version, epoch, wire.row_hash(draft.payload), draft.day,
                draft.op is Op.DELETE, draft.extra,
            )
            for draft in drafts
        },
        at=now,
    )  # fmt: skip
