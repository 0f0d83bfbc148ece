"""Reading the sealed log out of a damaged database file (fault A11)."""

from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import UUID

import sqlcipher3.dbapi2

from bkpsdm_desktop.domain.instants import from_micros
from bkpsdm_desktop.store.migrate import open_raw

_COLUMNS = (
    "seq", "entity", "entity_id", "op", "version", "schema", "payload", "row_hash", "chain", "sealed_at",
)  # fmt: skip
# By the key alone, so that no damaged index is asked.
_NEXT = (
    "SELECT seq, entity, entity_id, op, version, schema, payload, row_hash, chain, sealed_at "
    "FROM sync_entry WHERE seq > ? ORDER BY seq LIMIT 1"
)

Saved = dict[str, Any]


def read_log(path: Path, key: bytes | None, *, after: int = 0) -> list[Saved]:
    """The sealed entries after a number that can still be read from a damaged file, up to the first that
    can't. Nothing is written to the file."""
    found: list[Saved] = []
    try:
        with closing(open_raw(path, key)) as connection:
            while (row := connection.execute(_NEXT, (after,)).fetchone()) is not None:
                entry = dict(zip(_COLUMNS, row, strict=True))
                entry["entity_id"] = UUID(bytes=entry["entity_id"])
                entry["sealed_at"] = from_micros(entry["sealed_at"])
                found.append(entry)
                after = entry["seq"]
    except (sqlcipher3.dbapi2.DatabaseError, ValueError, TypeError, OverflowError):
        return found  # what was read so far is whole: the chain will tell
    return found
