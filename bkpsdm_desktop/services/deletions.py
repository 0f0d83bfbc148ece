"""The breaker of deletions: what is missing at central is not deleted here by the hundred without a word."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bkpsdm_desktop.protocol.messages import Kind, Pulled
from bkpsdm_desktop.services import sync_troubles
from bkpsdm_desktop.services.sync_rows import known_rows
from bkpsdm_desktop.services.wire_forms import read_rows, table_of
from bkpsdm_desktop.store.sync_tables import SyncRow, SyncTrouble
from bkpsdm_desktop.store.tables import core
from bkpsdm_desktop.store.wire_rows import ENTITIES

MOST_ROWS = 500
MOST_SHARE = 0.05
_SPAN = timedelta(days=1)
_ID_BYTES = 16

_ROW, _TROUBLE = core(SyncRow), core(SyncTrouble)
_NAMES = {"service": "layanan", "service_group": "kelompok layanan", "holiday": "hari libur"}


def too_many(session: Session, scope: str, rows: Sequence[Pulled], *, now: datetime) -> bool:
    """Whether a person must allow what these rows delete: more than 500 rows or 5 % of an entity within a
    day. One row alone is what a person deletes at central; it always goes. What must be allowed is put into
    the to-do list."""
    doomed: dict[str, list[Pulled]] = {}
    for row in rows:
        if row.op is Kind.DELETE and len(row.id) == _ID_BYTES and row.entity in ENTITIES:
            doomed.setdefault(row.entity, []).append(row)
    # every entity is looked at, so that all questions are asked at once
    return any([_asks(session, scope, entity, gone, now) for entity, gone in doomed.items()])


def _asks(session: Session, scope: str, entity: str, gone: list[Pulled], now: datetime) -> bool:
    allowed = session.execute(
        select(_TROUBLE.c.seq, _TROUBLE.c.settled_at)
        .where(
            _TROUBLE.c.kind == sync_troubles.MANY_DELETIONS, _TROUBLE.c.scope == scope,
            _TROUBLE.c.entity == entity, _TROUBLE.c.decision == sync_troubles.ALLOWED,
        )
        .order_by(_TROUBLE.c.seq.desc())
        .limit(1)
    ).one_or_none()  # fmt: skip
    new = [row for row in gone if allowed is None or row.seq > allowed.seq]
    # Rows of here that central never gave count as well: its tombstone would take them all the same.
    here = read_rows(session, ENTITIES[entity], {UUID(bytes=row.id) for row in new})
    known = known_rows(session, ((entity, key) for key in here))
    deleted = len(here) - sum(row.deleted for row in known.values())
    since = max(now - _SPAN, allowed.settled_at) if allowed is not None else now - _SPAN
    of_entity = select(func.count()).select_from(_ROW).where(_ROW.c.entity == entity)
    before = session.scalar(of_entity.where(_ROW.c.deleted, _ROW.c.changed_at > since)) or 0
    total = deleted + before
    table = table_of(ENTITIES[entity])
    present = session.scalar(select(func.count()).select_from(table)) or 0
    all_rows = present if "active" in table.c else present + before  # switched off, not gone
    if not deleted or total <= 1 or (total <= MOST_ROWS and total <= MOST_SHARE * all_rows):
        return False
    name = _NAMES.get(entity, entity)
    reason = (
        f"Kantor pusat menghapus {total} dari {all_rows} baris {name}. Belum dilakukan di sini; "
        "periksa dengan kantor pusat, lalu izinkan."
    )
    sync_troubles.note(
        session, sync_troubles.MANY_DELETIONS, (entity, None), reason, at=now, scope=scope, seq=new[-1].seq
    )
    return True
