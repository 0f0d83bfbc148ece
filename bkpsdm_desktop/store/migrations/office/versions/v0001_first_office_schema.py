"""The first office schema."""

import sqlalchemy as sa
from alembic import op

from bkpsdm_desktop.store import types

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "change",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("kind"),
    )
    op.create_table(
        "closed_day",
        sa.Column("business_day", sa.Date(), nullable=False),
        sa.Column("act", types.Id(), nullable=False),
        sa.Column("print_job", types.Id(), nullable=True),
        sa.Column("closed_at", types.Instant(), nullable=False),
        sa.Column("person_id", types.Id(), nullable=True),
        sa.PrimaryKeyConstraint("business_day"),
    )
    op.create_table(
        "counter",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("room", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("number"),
    )
    op.create_table(
        "holiday",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("holiday", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_holiday_day"), ["day"], unique=False)

    op.create_table(
        "lease",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("holder", types.Id(), nullable=False),
        sa.Column("fence", sa.BigInteger(), nullable=False),
        sa.Column("until", types.Instant(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "opening_hours",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("opens_minute", sa.Integer(), nullable=False),
        sa.Column("closes_minute", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("basis", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "person",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("username", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("failed_logins", sa.Integer(), nullable=False),
        sa.Column("locked_until", types.Instant(), nullable=True),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("username"),
    )
    op.create_table(
        "series_counter",
        sa.Column("business_day", sa.Date(), nullable=False),
        sa.Column("series", sa.String(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("business_day", "series"),
    )
    op.create_table(
        "series_gap",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("business_day", sa.Date(), nullable=False),
        sa.Column("series", sa.String(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", types.Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "service_group",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("series", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("icon", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("daily_limit", sa.Integer(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code"),
    )
    op.create_table(
        "setting",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "sync_log",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("entity", sa.String(), nullable=False),
        sa.Column("entity_id", types.Id(), nullable=False),
        sa.Column("op", sa.String(), nullable=False),
        sa.CheckConstraint("op IN ('I','U','D')", name="op_known"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "service",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("group_id", types.Id(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("requirements", sa.JSON(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("promise_days", sa.Integer(), nullable=True),
        sa.Column("fee", sa.String(), nullable=False),
        sa.Column("product", sa.String(), nullable=False),
        sa.Column("legal_basis", sa.String(), nullable=False),
        sa.Column("notes", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["service_group.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code"),
    )
    with op.batch_alter_table("service", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_service_group_id"), ["group_id"], unique=False)

    op.create_table(
        "skill",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("person_id", types.Id(), nullable=False),
        sa.Column("group_id", types.Id(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["service_group.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("person_id", "group_id"),
    )
    op.create_table(
        "station",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("machine", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("counter_id", types.Id(), nullable=True),
        sa.Column("room", sa.String(), nullable=False),
        sa.Column("printer_id", types.Id(), nullable=True),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("public_key", sa.String(), nullable=False),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["counter_id"],
            ["counter.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("machine", "role", "name"),
    )
    op.create_table(
        "audit",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("station_id", types.Id(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("at", types.Instant(), nullable=False),
        sa.Column("person_id", types.Id(), nullable=True),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("object", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("body_hash", sa.LargeBinary(), nullable=False),
        sa.Column("prev_hash", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["station_id"],
            ["station.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("station_id", "seq"),
    )
    op.create_table(
        "audit_checkpoint",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("station_id", types.Id(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("head", sa.LargeBinary(), nullable=False),
        sa.Column("at", types.Instant(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["station_id"],
            ["station.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("station_id", "seq"),
    )
    op.create_table(
        "audit_head",
        sa.Column("station_id", types.Id(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["station_id"],
            ["station.id"],
        ),
        sa.PrimaryKeyConstraint("station_id"),
    )
    op.create_table(
        "clock_hold",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("station_id", types.Id(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", types.Instant(), nullable=False),
        sa.Column("confirmed_at", types.Instant(), nullable=True),
        sa.Column("confirmed_by", types.Id(), nullable=True),
        sa.ForeignKeyConstraint(
            ["station_id"],
            ["station.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "counter_session",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("counter_id", types.Id(), nullable=False),
        sa.Column("person_id", types.Id(), nullable=False),
        sa.Column("station_id", types.Id(), nullable=False),
        sa.Column("opened_at", types.Instant(), nullable=False),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.Column("closed_at", types.Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["counter_id"],
            ["counter.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["station_id"],
            ["station.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("counter_session", schema=None) as batch_op:
        batch_op.create_index(
            "uq_open_session_counter",
            ["counter_id"],
            unique=True,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )
        batch_op.create_index(
            "uq_open_session_person",
            ["person_id"],
            unique=True,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )

    op.create_table(
        "printer",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("station_id", types.Id(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["station_id"],
            ["station.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "station_run",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("station_id", types.Id(), nullable=False),
        sa.Column("started_at", types.Instant(), nullable=False),
        sa.Column("seen_at", types.Instant(), nullable=False),
        sa.Column("ended_at", types.Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["station_id"],
            ["station.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("station_run", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_station_run_station_id"), ["station_id"], unique=False)

    op.create_table(
        "ticket",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("business_day", sa.Date(), nullable=False),
        sa.Column("series", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("service_id", types.Id(), nullable=False),
        sa.Column("service_name", sa.String(), nullable=False),
        sa.Column("priority", sa.String(), nullable=True),
        sa.Column("station_id", types.Id(), nullable=False),
        sa.Column("issued_at", types.Instant(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.Column("counter_id", types.Id(), nullable=True),
        sa.Column("person_id", types.Id(), nullable=True),
        sa.Column("called_at", types.Instant(), nullable=True),
        sa.Column("started_at", types.Instant(), nullable=True),
        sa.Column("ended_at", types.Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["counter_id"],
            ["counter.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["service.id"],
        ),
        sa.ForeignKeyConstraint(
            ["station_id"],
            ["station.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("business_day", "series", "number"),
        sa.UniqueConstraint("code"),
    )
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.create_index(
            "ix_ticket_day_state", ["business_day", "state", "series", "issued_at"], unique=False
        )
        batch_op.create_index(
            "ix_ticket_open",
            ["state"],
            unique=False,
            sqlite_where=sa.text("state IN ('waiting','called','serving')"),
            postgresql_where=sa.text("state IN ('waiting','called','serving')"),
        )
        batch_op.create_index(
            "uq_active_ticket_person",
            ["person_id"],
            unique=True,
            sqlite_where=sa.text("state IN ('called','serving')"),
            postgresql_where=sa.text("state IN ('called','serving')"),
        )

    op.create_table(
        "announcement",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("ticket_id", types.Id(), nullable=False),
        sa.Column("counter_id", types.Id(), nullable=False),
        sa.Column("room", sa.String(), nullable=False),
        sa.Column("call", sa.Integer(), nullable=False),
        sa.Column("at", types.Instant(), nullable=False),
        sa.Column("withdrawn_at", types.Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["counter_id"],
            ["counter.id"],
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"],
            ["ticket.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("announcement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_announcement_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_announcement_ticket_id"), ["ticket_id"], unique=False)

    op.create_table(
        "print_job",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("printer_id", types.Id(), nullable=False),
        sa.Column("station_id", types.Id(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("ticket_id", types.Id(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("expires_at", types.Instant(), nullable=True),
        sa.Column("claimed_by", types.Id(), nullable=True),
        sa.Column("claim_until", types.Instant(), nullable=True),
        sa.Column("handed_over_at", types.Instant(), nullable=True),
        sa.Column("ended_at", types.Instant(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["printer_id"],
            ["printer.id"],
        ),
        sa.ForeignKeyConstraint(
            ["station_id"],
            ["station.id"],
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"],
            ["ticket.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("print_job", schema=None) as batch_op:
        batch_op.create_index(
            "ix_print_job_due",
            ["printer_id", "state"],
            unique=False,
            sqlite_where=sa.text("state IN ('waiting','printing')"),
            postgresql_where=sa.text("state IN ('waiting','printing')"),
        )
        batch_op.create_index(
            "ix_print_job_open",
            ["state"],
            unique=False,
            sqlite_where=sa.text("state IN ('waiting','printing','attention')"),
            postgresql_where=sa.text("state IN ('waiting','printing','attention')"),
        )
        batch_op.create_index(batch_op.f("ix_print_job_ticket_id"), ["ticket_id"], unique=False)

    op.create_table(
        "ticket_event",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("ticket_id", types.Id(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("before", sa.String(), nullable=True),
        sa.Column("after", sa.String(), nullable=False),
        sa.Column("at", types.Instant(), nullable=False),
        sa.Column("station_id", types.Id(), nullable=False),
        sa.Column("counter_id", types.Id(), nullable=True),
        sa.Column("person_id", types.Id(), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["counter_id"],
            ["counter.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["station_id"],
            ["station.id"],
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"],
            ["ticket.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("ticket_id", "step"),
    )
    with op.batch_alter_table("ticket_event", schema=None) as batch_op:
        batch_op.create_index(
            "ix_event_counter",
            ["counter_id", "at"],
            unique=False,
            sqlite_where=sa.text("counter_id IS NOT NULL"),
            postgresql_where=sa.text("counter_id IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_event_person",
            ["person_id", "at"],
            unique=False,
            sqlite_where=sa.text("person_id IS NOT NULL"),
            postgresql_where=sa.text("person_id IS NOT NULL"),
        )

    op.create_table(
        "announcement_seen",
        sa.Column("announcement_id", types.Id(), nullable=False),
        sa.Column("display_id", types.Id(), nullable=False),
        sa.Column("shown_at", types.Instant(), nullable=True),
        sa.Column("spoken_at", types.Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["announcement_id"],
            ["announcement.id"],
        ),
        sa.ForeignKeyConstraint(
            ["display_id"],
            ["station.id"],
        ),
        sa.PrimaryKeyConstraint("announcement_id", "display_id"),
    )
