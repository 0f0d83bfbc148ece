"""A whole day: parked, transferred and booked tickets, breaks, emergencies, voice, versions of services."""

import sqlalchemy as sa
from alembic import op

from bkpsdm_desktop.store import types

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_OPEN = "state IN ('waiting','called','serving','parked')"
_UNENDED = "ended_at IS NULL"


def _partial_index(name: str, table: str, columns: list[str], where: str) -> None:
    op.create_index(name, table, columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def upgrade() -> None:
    _change_tickets()
    _add_tables_of_the_day()
    _add_tables_of_the_office()


def _change_tickets() -> None:
    with op.batch_alter_table("station_run") as batch:
        batch.add_column(sa.Column("health", sa.JSON(), nullable=False, server_default=sa.text("'{}'")))
    op.drop_index("ix_ticket_open", "ticket")
    op.drop_index("ix_ticket_day_state", "ticket")
    op.add_column("ticket", sa.Column("queued_at", types.Instant(), nullable=True))
    op.add_column("ticket", sa.Column("place_at", types.Instant(), nullable=True))
    op.add_column("ticket", sa.Column("due_at", types.Instant(), nullable=True))
    op.execute("UPDATE ticket SET queued_at = issued_at, place_at = issued_at")
    with op.batch_alter_table("ticket") as batch:
        batch.add_column(sa.Column("only_counter_id", types.Id(), nullable=True))
        batch.create_foreign_key("fk_ticket_only_counter", "counter", ["only_counter_id"], ["id"])
        batch.alter_column("queued_at", existing_type=types.Instant(), nullable=False)
        batch.alter_column("place_at", existing_type=types.Instant(), nullable=False)
    op.create_index("ix_ticket_day_state", "ticket", ["business_day", "state", "series", "place_at"])
    _partial_index("ix_ticket_open", "ticket", ["state"], _OPEN)
    with op.batch_alter_table("ticket_event") as batch:
        batch.add_column(sa.Column("service_id", types.Id(), nullable=True))
        batch.create_foreign_key("fk_event_service", "service", ["service_id"], ["id"])


def _add_tables_of_the_day() -> None:
    op.create_table(
        "counter_break",
        sa.Column("id", types.Id(), primary_key=True),
        sa.Column("session_id", types.Id(), sa.ForeignKey("counter_session.id"), nullable=False),
        sa.Column("counter_id", types.Id(), sa.ForeignKey("counter.id"), nullable=False),
        sa.Column("person_id", types.Id(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("began_at", types.Instant(), nullable=False),
        sa.Column("until", types.Instant(), nullable=True),
        sa.Column("ended_at", types.Instant(), nullable=True),
    )
    op.create_index("ix_counter_break_began_at", "counter_break", ["began_at"])
    _partial_index("ix_break_open", "counter_break", ["session_id"], _UNENDED)
    op.create_table(
        "booking",
        sa.Column("id", types.Id(), primary_key=True),
        sa.Column("code", sa.String(), nullable=False, unique=True),
        sa.Column("business_day", sa.Date(), nullable=False),
        sa.Column("starts_at", types.Instant(), nullable=False),
        sa.Column("service_id", types.Id(), sa.ForeignKey("service.id"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("created_by", types.Id(), sa.ForeignKey("person.id"), nullable=True),
        sa.Column("cancelled_at", types.Instant(), nullable=True),
        sa.Column("ticket_id", types.Id(), sa.ForeignKey("ticket.id"), nullable=True, unique=True),
        sa.Column("arrived_at", types.Instant(), nullable=True),
    )
    op.create_index("ix_booking_day", "booking", ["business_day", "starts_at"])
    op.create_table(
        "emergency",
        sa.Column("id", types.Id(), primary_key=True),
        sa.Column("station_id", types.Id(), sa.ForeignKey("station.id"), nullable=False),
        sa.Column("counter_id", types.Id(), sa.ForeignKey("counter.id"), nullable=True),
        sa.Column("person_id", types.Id(), sa.ForeignKey("person.id"), nullable=True),
        sa.Column("raised_at", types.Instant(), nullable=False),
        sa.Column("ended_at", types.Instant(), nullable=True),
        sa.Column("ended_by", types.Id(), sa.ForeignKey("person.id"), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
    )
    _partial_index("ix_emergency_open", "emergency", ["raised_at"], _UNENDED)
    op.create_table(
        "wait_pace",
        sa.Column("service_id", types.Id(), sa.ForeignKey("service.id"), primary_key=True),
        sa.Column("hour", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("visits", sa.Integer(), nullable=False),
        sa.Column("low", sa.Integer(), nullable=False),
        sa.Column("high", sa.Integer(), nullable=False),
        sa.Column("computed_at", types.Instant(), nullable=False),
    )


def _add_tables_of_the_office() -> None:
    op.create_table(
        "station_pin",
        sa.Column("id", types.Id(), primary_key=True),
        sa.Column("station_id", types.Id(), sa.ForeignKey("station.id"), nullable=False),
        sa.Column("person_id", types.Id(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("pin_hash", sa.String(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("locked_until", types.Instant(), nullable=True),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.UniqueConstraint("station_id", "person_id"),
    )
    op.create_table(
        "notice",
        sa.Column("id", types.Id(), primary_key=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("words_en", sa.String(), nullable=False),
        sa.Column("picture", sa.LargeBinary(), nullable=True),
        sa.Column("room", sa.String(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("created_by", types.Id(), sa.ForeignKey("person.id"), nullable=True),
    )
    op.create_table(
        "voice_clip",
        sa.Column("name", sa.String(), primary_key=True),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("milliseconds", sa.Integer(), nullable=False),
        sa.Column("loudness", sa.Integer(), nullable=False),
        sa.Column("imported_at", types.Instant(), nullable=False),
    )
    op.create_table(
        "service_version",
        sa.Column("id", types.Id(), primary_key=True),
        sa.Column("service_id", types.Id(), sa.ForeignKey("service.id"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("valid_from", types.Instant(), nullable=True),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("published_at", types.Instant(), nullable=True),
        sa.Column("published_by", types.Id(), sa.ForeignKey("person.id"), nullable=True),
        sa.Column("applied_at", types.Instant(), nullable=True),
        sa.UniqueConstraint("service_id", "version"),
    )
