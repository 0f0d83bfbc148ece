"""Sync with central: the sealed log, what is known of every row, cursors, parked rows, troubles."""

import sqlalchemy as sa
from alembic import op

from bkpsdm_desktop.store import types

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def _partial_index(name: str, table: str, columns: list[str], where: str) -> None:
    op.create_index(name, table, columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def upgrade() -> None:
    # A change of a ticket's state says nothing that its event does not: such entries would be looked at
    # once each and sent never.
    op.execute("DELETE FROM sync_log WHERE entity = 'ticket' AND op = 'U'")
    _add_log()
    _add_what_is_pulled()


def _add_log() -> None:
    op.create_table(
        "sync_entry",
        sa.Column("seq", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("entity", sa.String(), nullable=False),
        sa.Column("entity_id", types.Id(), nullable=False),
        sa.Column("op", sa.String(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("schema", sa.Integer(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("row_hash", sa.BigInteger(), nullable=False),
        sa.Column("chain", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_at", types.Instant(), nullable=False),
        sa.CheckConstraint("op IN ('P','D')", name="entry_op_known"),
    )
    op.create_table(
        "sync_row",
        sa.Column("entity", sa.String(), primary_key=True),
        sa.Column("entity_id", types.Id(), primary_key=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("epoch", sa.LargeBinary(), nullable=False),
        sa.Column("row_hash", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("changed_at", types.Instant(), nullable=False),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_sync_row_digest", "sync_row", ["entity", "day", "row_hash"])
    _partial_index("ix_sync_row_deleted", "sync_row", ["entity", "changed_at"], "deleted")
    op.create_table(
        "sync_state",
        sa.Column("one", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("office_code", sa.String(), nullable=False),
        sa.Column("office_id", types.Id(), nullable=True),
        sa.Column("epoch", types.Id(), nullable=True),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("sent", sa.BigInteger(), nullable=False),
        sa.Column("contact_at", types.Instant(), nullable=True),
        sa.Column("clock_offset", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("one = 1", name="one_state"),
    )


def _add_what_is_pulled() -> None:
    op.create_table(
        "sync_cursor",
        sa.Column("scope", sa.String(), primary_key=True),
        sa.Column("after", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "sync_parked",
        sa.Column("scope", sa.String(), primary_key=True),
        sa.Column("seq", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("entity", sa.String(), nullable=False),
        sa.Column("entity_id", types.Id(), nullable=False),
        sa.Column("op", sa.String(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("schema", sa.Integer(), nullable=False),
        sa.Column("epoch", sa.LargeBinary(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("parked_at", types.Instant(), nullable=False),
    )
    op.create_table(
        "sync_trouble",
        sa.Column("id", types.Id(), primary_key=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("entity", sa.String(), nullable=False),
        sa.Column("entity_id", types.Id(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("ours", sa.LargeBinary(), nullable=True),
        sa.Column("theirs", sa.LargeBinary(), nullable=True),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("at", types.Instant(), nullable=False),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("settled_at", types.Instant(), nullable=True),
        sa.Column("settled_by", types.Id(), nullable=True),
    )
    _partial_index("ix_sync_trouble_open", "sync_trouble", ["at"], "settled_at IS NULL")
