"""The first central schema: offices, their stations and rows, what is given to them, the back office."""

import sqlalchemy as sa
from alembic import op

from bkpsdm_desktop.store import types

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_BIG_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "office",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("epoch", sa.LargeBinary(), nullable=True),
        sa.Column("applied", sa.BigInteger(), nullable=False),
        sa.Column("chain", sa.LargeBinary(), nullable=False),
        sa.Column("head", sa.BigInteger(), nullable=False),
        sa.Column("rows_head", sa.BigInteger(), nullable=False),
        sa.Column("last_contact", types.Instant(), nullable=True),
        sa.Column("clock_offset", sa.BigInteger(), nullable=False),
        sa.Column("program", sa.String(), nullable=False),
        sa.Column("schema", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code"),
    )
    op.create_table(
        "office_entry",
        sa.Column("epoch", sa.LargeBinary(), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("chain", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("epoch", "seq"),
    )
    op.create_table(
        "office_row",
        sa.Column("office_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("entity", sa.String(), nullable=False),
        sa.Column("entity_id", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("epoch", sa.LargeBinary(), nullable=False),
        sa.Column("row_hash", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("schema", sa.Integer(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("office_id", "entity", "entity_id"),
    )
    op.create_index("ix_office_row_at", "office_row", ["office_id", "at"], unique=True)
    op.create_index("ix_office_row_day", "office_row", ["office_id", "entity", "day"])
    op.create_table(
        "official",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("username", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("failed_logins", sa.Integer(), nullable=False),
        sa.Column("locked_until", types.Instant(), nullable=True),
        sa.Column("disabled_at", types.Instant(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("username"),
    )
    op.create_table(
        "one_time_word",
        sa.Column("word_hash", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", types.Instant(), nullable=False),
        sa.PrimaryKeyConstraint("word_hash"),
    )
    op.create_index("ix_one_time_word_expires_at", "one_time_word", ["expires_at"])
    op.create_table(
        "scope_head",
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("head", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("scope"),
    )
    op.create_table(
        "scope_row",
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("entity", sa.String(), nullable=False),
        sa.Column("entity_id", sa.LargeBinary(), nullable=False),
        sa.Column("op", sa.String(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("schema", sa.Integer(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "seq"),
    )
    op.create_table(
        "enrol_code",
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("expires_at", types.Instant(), nullable=False),
        sa.Column("used_by", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"]),
        sa.PrimaryKeyConstraint("code_hash"),
    )
    op.create_index("ix_enrol_code_office_id", "enrol_code", ["office_id"])
    op.create_table(
        "office_epoch",
        sa.Column("epoch", sa.LargeBinary(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("given_at", types.Instant(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"]),
        sa.PrimaryKeyConstraint("epoch"),
    )
    op.create_index("ix_office_epoch_office_id", "office_epoch", ["office_id"])
    op.create_table(
        "office_history",
        sa.Column("id", _BIG_KEY, autoincrement=True, nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("entity", sa.String(), nullable=False),
        sa.Column("entity_id", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("epoch", sa.LargeBinary(), nullable=False),
        sa.Column("row_hash", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("schema", sa.Integer(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("lost_at", types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_office_history_row", "office_history", ["office_id", "entity", "entity_id"])
    op.create_table(
        "office_trouble",
        sa.Column("id", _BIG_KEY, autoincrement=True, nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("epoch", sa.LargeBinary(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("parked", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("entity", sa.String(), nullable=False),
        sa.Column("entity_id", sa.LargeBinary(), nullable=False),
        sa.Column("op", sa.String(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("schema", sa.Integer(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("came_at", types.Instant(), nullable=False),
        sa.Column("settled_at", types.Instant(), nullable=True),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("epoch", "seq"),
    )
    op.create_index("ix_office_trouble_open", "office_trouble", ["office_id", "parked", "settled_at"])
    op.create_table(
        "security_event",
        sa.Column("id", _BIG_KEY, autoincrement=True, nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=True),
        sa.Column("at", types.Instant(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_security_event_office_id", "security_event", ["office_id"])
    op.create_table(
        "station_key",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("enrolled_at", types.Instant(), nullable=False),
        sa.Column("seen_at", types.Instant(), nullable=True),
        sa.Column("revoked_at", types.Instant(), nullable=True),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("public_key"),
    )
    op.create_index("ix_station_key_office_id", "station_key", ["office_id"])
    op.create_table(
        "web_session",
        sa.Column("cookie_hash", sa.LargeBinary(), nullable=False),
        sa.Column("official_id", types.Id(), nullable=False),
        sa.Column("csrf", sa.String(), nullable=False),
        sa.Column("began_at", types.Instant(), nullable=False),
        sa.Column("seen_at", types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(["official_id"], ["official.id"]),
        sa.PrimaryKeyConstraint("cookie_hash"),
    )
    op.create_index("ix_web_session_official_id", "web_session", ["official_id"])
    op.create_table(
        "bearer_token",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("key_id", types.Id(), nullable=False),
        sa.Column("epoch", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(["key_id"], ["station_key.id"]),
        sa.PrimaryKeyConstraint("token_hash"),
    )
    op.create_index("ix_bearer_token_expires_at", "bearer_token", ["expires_at"])
    op.create_index("ix_bearer_token_key_id", "bearer_token", ["key_id"])
