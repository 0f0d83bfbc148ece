"""Many rows at once: into a temporary table (COPY on PostgreSQL), from there in one statement.

The statements are the same on both databases; only the way into the temporary table differs.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

_TABLE = (
    "CREATE TEMPORARY TABLE IF NOT EXISTS incoming (n integer, entity text, entity_id {bytes}, "
    "version bigint, row_hash bigint, day text, deleted boolean, schema integer, payload {bytes})"
)
_SQLITE = text(_TABLE.replace("{bytes}", "blob"))
_POSTGRESQL = text(_TABLE.replace("{bytes}", "bytea"))
_COPY = (
    "COPY incoming (n, entity, entity_id, version, row_hash, day, deleted, schema, payload) "
    "FROM STDIN (FORMAT BINARY)"
)
_COPY_TYPES = ("int4", "text", "bytea", "int8", "int8", "text", "bool", "int4", "bytea")
_FILL = text(
    "INSERT INTO incoming (n, entity, entity_id, version, row_hash, day, deleted, schema, payload) "
    "VALUES (:n, :entity, :entity_id, :version, :row_hash, :day, :deleted, :schema, :payload)"
)
_HELD = text(
    "SELECT i.n, r.version, r.epoch, r.row_hash, r.deleted FROM incoming i JOIN office_row r "
    "ON r.office_id = :office AND r.entity = i.entity AND r.entity_id = i.entity_id"
)
_UPSERT = text(
    "INSERT INTO office_row (office_id, entity, entity_id, version, epoch, row_hash, day, deleted, schema, "
    "payload, at) SELECT :office, entity, entity_id, version, :epoch, row_hash, day, deleted, schema, "
    "payload, :head + n FROM incoming WHERE n > 0 "
    "ON CONFLICT (office_id, entity, entity_id) DO UPDATE SET version = excluded.version, "
    "epoch = excluded.epoch, row_hash = excluded.row_hash, deleted = excluded.deleted, "
    # A deletion names no day: the row stays on the day that it had.
    "day = CASE WHEN excluded.deleted THEN office_row.day ELSE excluded.day END, "
    "schema = excluded.schema, payload = excluded.payload, at = excluded.at"
)
_KEEP_HELD = text(
    "INSERT INTO office_history (office_id, entity, entity_id, version, epoch, row_hash, deleted, schema, "
    "payload, lost_at) SELECT r.office_id, r.entity, r.entity_id, r.version, r.epoch, r.row_hash, r.deleted, "
    "r.schema, r.payload, :now FROM office_row r JOIN incoming i "
    "ON r.entity = i.entity AND r.entity_id = i.entity_id WHERE r.office_id = :office AND i.n = :n"
)
_KEEP_INCOMING = text(
    "INSERT INTO office_history (office_id, entity, entity_id, version, epoch, row_hash, deleted, schema, "
    "payload, lost_at) SELECT :office, entity, entity_id, version, :epoch, row_hash, deleted, schema, "
    "payload, :now FROM incoming WHERE n = :n"
)
_COPY_CHAIN = "COPY office_entry (epoch, seq, office_id, chain) FROM STDIN (FORMAT BINARY)"
_CHAIN_TYPES = ("bytea", "int8", "int4", "bytea")
_FILL_CHAIN = text(
    "INSERT INTO office_entry (epoch, seq, office_id, chain) VALUES (:epoch, :seq, :office, :chain)"
)


@dataclass(frozen=True, slots=True)
class Row:
    """A row to be written; ``n`` counts those of a batch from 1."""

    n: int
    entity: str
    entity_id: bytes
    version: int
    row_hash: int
    day: str
    deleted: bool
    schema: int
    payload: bytes

    def values(self) -> tuple[Any, ...]:
        return (
            self.n, self.entity, self.entity_id, self.version, self.row_hash, self.day, self.deleted,
            self.schema, self.payload,
        )  # fmt: skip


_NAMES = tuple(Row.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class HeldRow:
    """What the table holds where row ``n`` wants to be."""

    n: int
    version: int
    epoch: bytes
    row_hash: int
    deleted: bool


class Bulk:
    """The rows of one push of one office, in the transaction of ``connection``."""

    def __init__(self, connection: Connection, office_id: int, epoch: bytes) -> None:
        self._connection = connection
        self._office = office_id
        self._epoch = epoch
        self._copies = connection.dialect.name == "postgresql"
        connection.execute(_POSTGRESQL if self._copies else _SQLITE)
        self.empty()

    def empty(self) -> None:
        """Nothing is waiting to be written."""
        self._connection.execute(text("DELETE FROM incoming"))

    def fill(self, rows: Sequence[Row]) -> None:
        """Bring rows into the temporary table."""
        if self._copies:
            self._copy(_COPY, _COPY_TYPES, (row.values() for row in rows))
        else:
            parameters = [dict(zip(_NAMES, row.values(), strict=True)) for row in rows]
            self._connection.execute(_FILL, parameters)

    def held(self) -> list[HeldRow]:
        """What the table already holds of those rows."""
        rows = self._connection.execute(_HELD, {"office": self._office})
        return [HeldRow(n, version, bytes(epoch), h, bool(dead)) for n, version, epoch, h, dead in rows]

    def keep_held(self, numbers: Sequence[int], now: int) -> None:
        """What the table holds in the place of these rows goes to the history."""
        self._each(_KEEP_HELD, [{"office": self._office, "now": now, "n": n} for n in numbers])

    def keep_incoming(self, numbers: Sequence[int], now: int) -> None:
        """These rows go to the history themselves."""
        same = {"office": self._office, "epoch": self._epoch, "now": now}
        self._each(_KEEP_INCOMING, [{**same, "n": n} for n in numbers])

    def drop(self, numbers: Sequence[int]) -> None:
        """These rows are not written."""
        self._each(text("DELETE FROM incoming WHERE n = :n"), [{"n": n} for n in numbers])

    def write(self, head: int) -> None:
        """Write what is left; ``head`` is the number of the office's last change before it."""
        self._connection.execute(_UPSERT, {"office": self._office, "epoch": self._epoch, "head": head})

    def chain(self, first: int, links: Sequence[bytes]) -> None:
        """Remember the chain at ``first`` and the numbers after it."""
        if self._copies:
            rows = ((self._epoch, seq, self._office, link) for seq, link in enumerate(links, first))
            self._copy(_COPY_CHAIN, _CHAIN_TYPES, rows)
            return
        same = {"epoch": self._epoch, "office": self._office}
        self._each(_FILL_CHAIN, [{**same, "seq": seq, "chain": c} for seq, c in enumerate(links, first)])

    def _each(self, statement: Any, parameters: list[dict[str, Any]]) -> None:
        if parameters:
            self._connection.execute(statement, parameters)

    def _copy(self, statement: str, types: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
        driver: Any = self._connection.connection.driver_connection
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            copy.set_types(types)
            for row in rows:
                copy.write_row(row)
