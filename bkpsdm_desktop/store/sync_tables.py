"""The tables of sync: what an office sealed, knows of every synced row, pulled, parked, could not apply.

They are of this database alone: none of them is synced, and a kiosk reads none of them.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from bkpsdm_desktop.store.tables import Office, Ticket

CENTRAL = b""
"""The epoch of rows that central wrote."""


class SyncEntry(Office):
    """One sealed entry of the log that central is sent: never changed; removed once it is acknowledged and
    older than any backup of central. ``op`` is P (put) or D (delete)."""

    __tablename__ = "sync_entry"
    __table_args__ = (CheckConstraint("op IN ('P','D')", name="entry_op_known"),)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    entity: Mapped[str]
    entity_id: Mapped[UUID]
    op: Mapped[str]
    version: Mapped[int] = mapped_column(BigInteger)
    schema: Mapped[int]
    payload: Mapped[bytes] = mapped_column(LargeBinary)
    row_hash: Mapped[int] = mapped_column(BigInteger)
    chain: Mapped[bytes] = mapped_column(LargeBinary)
    sealed_at: Mapped[datetime]


class SyncRow(Office):
    """What is known of a synced row: its newest version, the epoch that wrote it, the hash of its wire form.

    ``day`` is its business day as ISO text, empty for what has none. ``extra`` are fields of a newer program
    (MessagePack): kept and sent back. A deleted row stays as a tombstone.
    """

    __tablename__ = "sync_row"
    __table_args__ = (
        # Covers the digest, so that a million rows are added up without being read.
        Index("ix_sync_row_digest", "entity", "day", "row_hash"),
        Index("ix_sync_row_deleted", "entity", "changed_at", sqlite_where=text("deleted")),
        {"sqlite_with_rowid": False},
    )
    entity: Mapped[str] = mapped_column(primary_key=True)
    entity_id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(BigInteger)
    epoch: Mapped[bytes] = mapped_column(LargeBinary)
    row_hash: Mapped[int] = mapped_column(BigInteger)
    day: Mapped[str]
    deleted: Mapped[bool]
    changed_at: Mapped[datetime]
    extra: Mapped[bytes | None] = mapped_column(LargeBinary)


class SyncState(Office):
    """The one row that says where this office stands with central. Without an epoch nothing is sealed.

    ``sent`` is the number up to which central has applied the log, as central said last; ``clock_offset`` is
    central's clock minus ours in microseconds, only to be shown.
    """

    __tablename__ = "sync_state"
    __table_args__ = (CheckConstraint("one = 1", name="one_state"),)
    one: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    office_code: Mapped[str]
    office_id: Mapped[UUID | None]
    epoch: Mapped[UUID | None]
    address: Mapped[str]
    audience: Mapped[str]
    sent: Mapped[int] = mapped_column(BigInteger)
    contact_at: Mapped[datetime | None]
    clock_offset: Mapped[int] = mapped_column(BigInteger)


class SyncCursor(Office):
    """The last number that was pulled of a scope."""

    __tablename__ = "sync_cursor"
    scope: Mapped[str] = mapped_column(primary_key=True)
    after: Mapped[int] = mapped_column(BigInteger)


class SyncParked(Office):
    """A pulled row that this program can't use yet, kept as it came until a newer program replays it."""

    __tablename__ = "sync_parked"
    scope: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    entity: Mapped[str]
    entity_id: Mapped[UUID]
    op: Mapped[str]
    version: Mapped[int] = mapped_column(BigInteger)
    schema: Mapped[int]
    epoch: Mapped[bytes] = mapped_column(LargeBinary)
    payload: Mapped[bytes] = mapped_column(LargeBinary)
    parked_at: Mapped[datetime]


class SyncTrouble(Office):
    """Something of sync that a person must look at: ``kind`` what, ``reason`` a sentence, ``ours`` and
    ``theirs`` both payloads, ``who`` must act. ``decision`` is what was decided, empty until then."""

    __tablename__ = "sync_trouble"
    __table_args__ = (Index("ix_sync_trouble_open", "at", sqlite_where=text("settled_at IS NULL")),)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str]
    scope: Mapped[str]
    seq: Mapped[int] = mapped_column(BigInteger)
    entity: Mapped[str]
    entity_id: Mapped[UUID | None]
    reason: Mapped[str]
    ours: Mapped[bytes | None] = mapped_column(LargeBinary)
    theirs: Mapped[bytes | None] = mapped_column(LargeBinary)
    who: Mapped[str]
    at: Mapped[datetime]
    decision: Mapped[str]
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[UUID | None]


# Only immutable columns of a ticket travel, a change of its state is an event: no update is logged.
UPDATES_NOT_LOGGED: tuple[type[Office], ...] = (Ticket,)

# Never changed, but removed in time.
SEALED: tuple[type[Office], ...] = (SyncEntry,)
