"""What is known of every synced row: its version, its hash, its day, whether it is gone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID

from sqlalchemy import Executable, bindparam, select
from sqlalchemy.orm import Session

from bkpsdm_desktop.store.sync_tables import SyncRow
from bkpsdm_desktop.store.tables import core
from bkpsdm_desktop.store.upsert import dialect_insert

_ROW = core(SyncRow)
_VALUES = ("version", "epoch", "row_hash", "day", "deleted", "changed_at", "extra")


@dataclass(frozen=True, slots=True)
class Known:
    """A row as this office knows it; ``epoch`` is that of the writer, ``extra`` what it can't read."""

    version: int
    epoch: bytes
    row_hash: int
    day: str
    deleted: bool
    extra: bytes | None


def known_rows(session: Session, keys: Iterable[tuple[str, UUID]]) -> dict[tuple[str, UUID], Known]:
    """What is known of these rows; of a row that never travelled nothing."""
    wanted: dict[str, list[UUID]] = {}
    for entity, key in keys:
        wanted.setdefault(entity, []).append(key)
    found = {}
    for entity, ids in wanted.items():
        rows = session.execute(select(_ROW).where(_ROW.c.entity == entity, _ROW.c.entity_id.in_(ids)))
        for row in rows:
            found[entity, row.entity_id] = Known(
                row.version, row.epoch, row.row_hash, row.day, row.deleted, row.extra
            )
    return found


def save_rows(session: Session, rows: Mapping[tuple[str, UUID], Known], *, at: datetime) -> None:
    """Write down what is known of these rows now."""
    if not rows:
        return
    session.execute(
        _save(session.get_bind().dialect.name),
        [
            {
                "entity": entity, "entity_id": key, "version": row.version, "epoch": row.epoch,
                "row_hash": row.row_hash, "day": row.day, "deleted": row.deleted, "changed_at": at,
                "extra": row.extra,
            }
            for (entity, key), row in rows.items()
        ],
    )  # fmt: skip


@cache
def _save(dialect: str) -> Executable:
    names = ("entity", "entity_id", *_VALUES)
    add = dialect_insert(dialect)(_ROW).values({name: bindparam(name) for name in names})
    saved: Executable = add.on_conflict_do_update(
        index_elements=["entity", "entity_id"], set_={name: add.excluded[name] for name in _VALUES}
    )
    return saved
