"""The tables of the central office's database.

What offices send is kept as it came, one row an entity and id (``office_row``); typed tables hold only what
the central office itself owns. An epoch and the id of a row are the 16 bytes that travel.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, Integer, LargeBinary, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from bkpsdm_desktop.store.types import Id, Instant

_BIG_KEY = BigInteger().with_variant(Integer, "sqlite")


class Central(DeclarativeBase):
    """The metadata of the central database."""

    type_annotation_map = {  # noqa: RUF012
        UUID: Id, datetime: Instant, bytes: LargeBinary, dict[str, Any]: JSON,
    }  # fmt: skip


class KnownOffice(Central):
    """An office. ``epoch`` is its newest incarnation (none before the first enrolment), ``applied`` and
    ``chain`` how far its log of that epoch is applied; ``head`` what it says it has sealed. ``rows_head``
    numbers the changes of its rows; ``clock_offset`` is its clock minus ours in microseconds."""

    __tablename__ = "office"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    created_at: Mapped[datetime]
    epoch: Mapped[bytes | None]
    applied: Mapped[int] = mapped_column(BigInteger)
    chain: Mapped[bytes]
    head: Mapped[int] = mapped_column(BigInteger)
    rows_head: Mapped[int] = mapped_column(BigInteger)
    last_contact: Mapped[datetime | None]
    clock_offset: Mapped[int] = mapped_column(BigInteger)
    program: Mapped[str]
    schema: Mapped[int]


class OfficeEpoch(Central):
    """One incarnation of an office's database: when and why it was given. Its bytes are greater than those
    of the office's incarnations before it."""

    __tablename__ = "office_epoch"
    epoch: Mapped[bytes] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), index=True)
    given_at: Mapped[datetime]
    reason: Mapped[str]


class StationKey(Central):
    """The Ed25519 public key of an enrolled station."""

    __tablename__ = "station_key"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), index=True)
    public_key: Mapped[bytes] = mapped_column(unique=True)
    station: Mapped[str]
    enrolled_at: Mapped[datetime]
    seen_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class EnrolCode(Central):
    """A one-time code of the back office; only its hash is kept. ``used_by`` is the public key that used it:
    the same station may ask again when the answer was lost."""

    __tablename__ = "enrol_code"
    code_hash: Mapped[bytes] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), index=True)
    expires_at: Mapped[datetime]
    used_by: Mapped[bytes | None]


class OneTimeWord(Central):
    """A challenge that was given and not answered yet."""

    __tablename__ = "one_time_word"
    word_hash: Mapped[bytes] = mapped_column(primary_key=True)
    public_key: Mapped[bytes]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class BearerToken(Central):
    """A token of 15 minutes for one station and epoch; only its hash is kept."""

    __tablename__ = "bearer_token"
    token_hash: Mapped[bytes] = mapped_column(primary_key=True)
    key_id: Mapped[UUID] = mapped_column(ForeignKey("station_key.id"), index=True)
    epoch: Mapped[bytes]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class OfficeRow(Central):
    """A row of an office as it last came. ``at`` numbers the changes of one office; ``day`` is empty for
    what belongs to none; the payload of a deleted row is empty."""

    __tablename__ = "office_row"
    __table_args__ = (
        Index("ix_office_row_at", "office_id", "at", unique=True),
        Index("ix_office_row_day", "office_id", "entity", "day"),
    )
    office_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    entity: Mapped[str] = mapped_column(primary_key=True)
    entity_id: Mapped[bytes] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(BigInteger)
    epoch: Mapped[bytes]
    row_hash: Mapped[int] = mapped_column(BigInteger)
    day: Mapped[str]
    deleted: Mapped[bool]
    schema: Mapped[int]
    payload: Mapped[bytes]
    at: Mapped[int] = mapped_column(BigInteger)


class OfficeHistory(Central):
    """A value of a row that another one won over: nothing that came is thrown away."""

    __tablename__ = "office_history"
    __table_args__ = (Index("ix_office_history_row", "office_id", "entity", "entity_id"),)
    id: Mapped[int] = mapped_column(_BIG_KEY, primary_key=True, autoincrement=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    entity: Mapped[str]
    entity_id: Mapped[bytes]
    version: Mapped[int] = mapped_column(BigInteger)
    epoch: Mapped[bytes]
    row_hash: Mapped[int] = mapped_column(BigInteger)
    deleted: Mapped[bool]
    schema: Mapped[int]
    payload: Mapped[bytes]
    lost_at: Mapped[datetime]


class OfficeEntry(Central):
    """The chain at every number of an office's log that was applied."""

    __tablename__ = "office_entry"
    epoch: Mapped[bytes] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    office_id: Mapped[int]
    chain: Mapped[bytes]


class OfficeTrouble(Central):
    """An entry that could not be used (``parked``: not yet, its schema or entity is newer than ours), raw."""

    __tablename__ = "office_trouble"
    __table_args__ = (
        UniqueConstraint("epoch", "seq"),
        Index("ix_office_trouble_open", "office_id", "parked", "settled_at"),
    )
    id: Mapped[int] = mapped_column(_BIG_KEY, primary_key=True, autoincrement=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    epoch: Mapped[bytes]
    seq: Mapped[int] = mapped_column(BigInteger)
    parked: Mapped[bool]
    reason: Mapped[str]
    entity: Mapped[str]
    entity_id: Mapped[bytes]
    op: Mapped[str]
    version: Mapped[int] = mapped_column(BigInteger)
    schema: Mapped[int]
    payload: Mapped[bytes]
    came_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]


class SecurityEvent(Central):
    """Something that an honest office does not do, or that a person must know of."""

    __tablename__ = "security_event"
    id: Mapped[int] = mapped_column(_BIG_KEY, primary_key=True, autoincrement=True)
    office_id: Mapped[int | None] = mapped_column(ForeignKey("office.id"), index=True)
    at: Mapped[datetime]
    what: Mapped[str]
    detail: Mapped[dict[str, Any]]


class ScopeHead(Central):
    """The last number of a scope. Its row is locked last in a transaction, so that the numbers that a reader
    sees have no hole and none appears below them later."""

    __tablename__ = "scope_head"
    scope: Mapped[str] = mapped_column(primary_key=True)
    head: Mapped[int] = mapped_column(BigInteger)


class ScopeRow(Central):
    """A row that central gives to whoever pulls the scope."""

    __tablename__ = "scope_row"
    scope: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    entity: Mapped[str]
    entity_id: Mapped[bytes]
    op: Mapped[str]
    version: Mapped[int] = mapped_column(BigInteger)
    schema: Mapped[int]
    payload: Mapped[bytes]


class Official(Central):
    """Who may enter the back office."""

    __tablename__ = "official"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(unique=True)
    password_hash: Mapped[str]
    created_at: Mapped[datetime]
    failed_logins: Mapped[int]
    locked_until: Mapped[datetime | None]
    disabled_at: Mapped[datetime | None]


class WebSession(Central):
    """A session of the back office; only the hash of its cookie is kept."""

    __tablename__ = "web_session"
    cookie_hash: Mapped[bytes] = mapped_column(primary_key=True)
    official_id: Mapped[UUID] = mapped_column(ForeignKey("official.id"), index=True)
    csrf: Mapped[str]
    began_at: Mapped[datetime]
    seen_at: Mapped[datetime]
