"""The tables of an office database.

``SYNCED`` names the tables whose changes the triggers write into ``sync_log``. No autoincrement key of
theirs leaves the office; each has a UUID ``id``.
"""

from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from bkpsdm_desktop.store.types import Id, Instant

_BIG_KEY = BigInteger().with_variant(Integer, "sqlite")


def _partial(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """An index of some rows only. The migrations say the same to PostgreSQL (see their env.py): naming it
    here would load its whole dialect in every station, and an office on one PC has no PostgreSQL."""
    return Index(name, *columns, unique=unique, sqlite_where=text(where))


class Office(DeclarativeBase):
    """The metadata of an office database."""

    type_annotation_map = {UUID: Id, datetime: Instant, dict[str, Any]: JSON, list[str]: JSON}  # noqa: RUF012


class Setting(Office):
    """One setting of the office, a JSON value under a key."""

    __tablename__ = "setting"
    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[Any] = mapped_column(JSON)


class ServiceGroup(Office):
    """A group of services; ``series`` is the letter of its ticket numbers."""

    __tablename__ = "service_group"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    series: Mapped[str]
    name: Mapped[str]
    name_en: Mapped[str]
    icon: Mapped[str]
    position: Mapped[int]
    daily_limit: Mapped[int | None]
    active: Mapped[bool]


class Service(Office):
    """A service of the standard of service, by its ``code`` (kode)."""

    __tablename__ = "service"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    group_id: Mapped[UUID] = mapped_column(ForeignKey("service_group.id"), index=True)
    name: Mapped[str]
    name_en: Mapped[str]
    requirements: Mapped[list[str]]
    minutes: Mapped[int]
    promise_days: Mapped[int | None]
    fee: Mapped[str]
    product: Mapped[str]
    legal_basis: Mapped[str]
    notes: Mapped[str]
    source: Mapped[str]
    position: Mapped[int]
    active: Mapped[bool]


class Counter(Office):
    """A counter; its number is what displays show."""

    __tablename__ = "counter"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    room: Mapped[str]
    active: Mapped[bool]


class OpeningHours(Office):
    """One stretch of opening hours; minutes after local midnight."""

    __tablename__ = "opening_hours"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    weekday: Mapped[int]
    opens_minute: Mapped[int]
    closes_minute: Mapped[int]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    basis: Mapped[str]


class Holiday(Office):
    """A day off: ``kind`` is libur_nasional or cuti_bersama."""

    __tablename__ = "holiday"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(index=True)
    kind: Mapped[str]
    name: Mapped[str]
    status: Mapped[str]
    basis: Mapped[str]


class Person(Office):
    """An account of this office."""

    __tablename__ = "person"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    role: Mapped[str]
    password_hash: Mapped[str]
    active: Mapped[bool]
    failed_logins: Mapped[int]
    locked_until: Mapped[datetime | None]
    created_at: Mapped[datetime]


class Skill(Office):
    """A person may call the services of a group, until a date if one is set."""

    __tablename__ = "skill"
    __table_args__ = (UniqueConstraint("person_id", "group_id"),)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    group_id: Mapped[UUID] = mapped_column(ForeignKey("service_group.id"))
    expires_on: Mapped[date | None]


class Station(Office):
    """A (PC, role, name). Its audit rows form one chain, signed with the key it made at its first start."""

    __tablename__ = "station"
    __table_args__ = (UniqueConstraint("machine", "role", "name"),)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    machine: Mapped[str]
    role: Mapped[str]
    name: Mapped[str]
    counter_id: Mapped[UUID | None] = mapped_column(ForeignKey("counter.id"))
    room: Mapped[str]
    printer_id: Mapped[UUID | None]  # no foreign key: a printer may belong to a station in turn
    settings: Mapped[dict[str, Any]]
    public_key: Mapped[str]
    created_at: Mapped[datetime]


class StationRun(Office):
    """A station that is up: ``seen_at`` is renewed while it runs. ``health`` is what it says of its devices:
    a part (``sound``, ``printer``) -> a word of ``services.health``."""

    __tablename__ = "station_run"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    station_id: Mapped[UUID] = mapped_column(ForeignKey("station.id"), index=True)
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    health: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))


class StationPin(Office):
    """The PIN of a person at one station, made there after signing in with the password; it is worth nothing
    at any other station, so it is not synced."""

    __tablename__ = "station_pin"
    __table_args__ = (UniqueConstraint("station_id", "person_id"),)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    station_id: Mapped[UUID] = mapped_column(ForeignKey("station.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    pin_hash: Mapped[str]
    failed: Mapped[int]
    locked_until: Mapped[datetime | None]
    created_at: Mapped[datetime]


class CounterSession(Office):
    """A clerk at a counter. At most one is open per counter and per person."""

    __tablename__ = "counter_session"
    __table_args__ = (
        _partial("uq_open_session_counter", "counter_id", unique=True, where="closed_at IS NULL"),
        _partial("uq_open_session_person", "person_id", unique=True, where="closed_at IS NULL"),
    )  # fmt: skip
    id: Mapped[UUID] = mapped_column(primary_key=True)
    counter_id: Mapped[UUID] = mapped_column(ForeignKey("counter.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    station_id: Mapped[UUID] = mapped_column(ForeignKey("station.id"))
    opened_at: Mapped[datetime]
    paused: Mapped[bool]
    closed_at: Mapped[datetime | None]


class CounterBreak(Office):
    """A pause of a counter, from ``began_at`` to ``ended_at``; ``until`` is when it is meant to end."""

    __tablename__ = "counter_break"
    __table_args__ = (_partial("ix_break_open", "session_id", where="ended_at IS NULL"),)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("counter_session.id"))
    counter_id: Mapped[UUID] = mapped_column(ForeignKey("counter.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str]
    began_at: Mapped[datetime] = mapped_column(index=True)
    until: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class SeriesCounter(Office):
    """The last number of a series on a business day; locked while a ticket is issued."""

    __tablename__ = "series_counter"
    business_day: Mapped[date] = mapped_column(primary_key=True)
    series: Mapped[str] = mapped_column(primary_key=True)
    last: Mapped[int]


class SeriesGap(Office):
    """Numbers that are left out on purpose (``first`` to ``last``), with the reason: after a restored
    backup nobody knows which of them were already printed."""

    __tablename__ = "series_gap"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    business_day: Mapped[date]
    series: Mapped[str]
    first: Mapped[int]
    last: Mapped[int]
    reason: Mapped[str]
    at: Mapped[datetime]


_OPEN = "state IN ('waiting','called','serving','parked')"
_ACTIVE = "state IN ('called','serving')"


class Ticket(Office):
    """A ticket. Its state is the fold of its events, kept here so that one conditional update decides
    who wins.

    ``service_id`` is the service of the present leg of the visit, ``service_name`` the text as printed, which
    stays. ``queued_at`` is when the present wait began, ``place_at`` what gives its place in it, ``due_at``
    the booked time from which it goes first, ``only_counter_id`` the only counter that may call it. A parked
    ticket with a person is of that clerk's own pool, without one of everybody's.
    """

    __tablename__ = "ticket"
    __table_args__ = (
        UniqueConstraint("business_day", "series", "number"),
        # Covers what every new ticket asks: who waits in its series, and since when.
        Index("ix_ticket_day_state", "business_day", "state", "series", "place_at"),
        _partial("ix_ticket_open", "state", where=_OPEN),
        # A clerk has one active ticket, a counter too: the database holds it even if a rule is forgotten.
        _partial("uq_active_ticket_person", "person_id", unique=True, where=_ACTIVE),
    )  # fmt: skip
    id: Mapped[UUID] = mapped_column(primary_key=True)
    business_day: Mapped[date]
    series: Mapped[str]
    number: Mapped[int]
    code: Mapped[str] = mapped_column(unique=True)
    service_id: Mapped[UUID] = mapped_column(ForeignKey("service.id"))
    service_name: Mapped[str]
    priority: Mapped[str | None]
    station_id: Mapped[UUID] = mapped_column(ForeignKey("station.id"))
    issued_at: Mapped[datetime]
    queued_at: Mapped[datetime]
    place_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    only_counter_id: Mapped[UUID | None] = mapped_column(ForeignKey("counter.id"))
    state: Mapped[str]
    calls: Mapped[int]
    counter_id: Mapped[UUID | None] = mapped_column(ForeignKey("counter.id"))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    called_at: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]  # finished, no-show, cancelled or unserved


# Conditions in the very words of the indexes: SQLite uses a partial index only where it can read the
# condition in the statement. With bound values each of them would read two years of tickets.
TICKET_OPEN = text(f"ticket.{_OPEN}")
TICKET_ACTIVE = text(f"ticket.{_ACTIVE}")


class TicketEvent(Office):
    """One step of a ticket's life; ``id`` is the act's id, so that a repeated act is found."""

    __tablename__ = "ticket_event"
    __table_args__ = (
        UniqueConstraint("ticket_id", "step"),
        # Partial, because the most frequent event, a number that is taken, is of no counter and no person.
        _partial("ix_event_counter", "counter_id", "at", where="counter_id IS NOT NULL"),
        _partial("ix_event_person", "person_id", "at", where="person_id IS NOT NULL"),
    )  # fmt: skip
    id: Mapped[UUID] = mapped_column(primary_key=True)
    ticket_id: Mapped[UUID] = mapped_column(ForeignKey("ticket.id"))
    step: Mapped[int]
    act: Mapped[str]
    before: Mapped[str | None]
    after: Mapped[str]
    at: Mapped[datetime]
    station_id: Mapped[UUID] = mapped_column(ForeignKey("station.id"))
    counter_id: Mapped[UUID | None] = mapped_column(ForeignKey("counter.id"))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    service_id: Mapped[UUID | None] = mapped_column(ForeignKey("service.id"))  # of a leg that begins
    details: Mapped[dict[str, Any]]


class Booking(Office):
    """A visit that was agreed beforehand: a slot, a service and a code; it gets its number at check-in."""

    __tablename__ = "booking"
    __table_args__ = (Index("ix_booking_day", "business_day", "starts_at"),)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    business_day: Mapped[date]
    starts_at: Mapped[datetime]
    service_id: Mapped[UUID] = mapped_column(ForeignKey("service.id"))
    name: Mapped[str]
    contact: Mapped[str]
    note: Mapped[str]
    created_at: Mapped[datetime]
    created_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    cancelled_at: Mapped[datetime | None]
    ticket_id: Mapped[UUID | None] = mapped_column(ForeignKey("ticket.id"), unique=True)
    arrived_at: Mapped[datetime | None]


class Emergency(Office):
    """F12 was held at a counter. The alarm stands at the other counters until a person ends it."""

    __tablename__ = "emergency"
    __table_args__ = (_partial("ix_emergency_open", "raised_at", where="ended_at IS NULL"),)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    station_id: Mapped[UUID] = mapped_column(ForeignKey("station.id"))
    counter_id: Mapped[UUID | None] = mapped_column(ForeignKey("counter.id"))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    raised_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    note: Mapped[str]


class Notice(Office):
    """One thing in the information area of displays: words, or a picture, until its last day."""

    __tablename__ = "notice"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    words: Mapped[str]
    words_en: Mapped[str]
    picture: Mapped[bytes | None] = mapped_column(LargeBinary)
    room: Mapped[str]  # empty: every room
    first_day: Mapped[date]
    last_day: Mapped[date]
    position: Mapped[int]
    created_at: Mapped[datetime]
    created_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))


class VoiceClip(Office):
    """The agency's own recording of one piece of an announcement, in place of the shipped one.

    ``data`` is a 16-bit mono WAV, ``loudness`` is in hundredths of a LUFS."""

    __tablename__ = "voice_clip"
    name: Mapped[str] = mapped_column(primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)
    milliseconds: Mapped[int]
    loudness: Mapped[int]
    imported_at: Mapped[datetime]


class ServiceVersion(Office):
    """A version of a service: what the agency published, and from when it counts. The row of ``service``
    holds the one in force. ``published_at`` is empty for a draft, ``applied_at`` until it came into force."""

    __tablename__ = "service_version"
    __table_args__ = (UniqueConstraint("service_id", "version"),)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    service_id: Mapped[UUID] = mapped_column(ForeignKey("service.id"))
    version: Mapped[int]
    data: Mapped[dict[str, Any]]
    valid_from: Mapped[datetime | None]
    created_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    published_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    applied_at: Mapped[datetime | None]


class WaitPace(Office):
    """How long one waits per number ahead, by service and hour (-1: all day), from the office's own history:
    derived once a day from the events, and read with every ticket. Seconds."""

    __tablename__ = "wait_pace"
    service_id: Mapped[UUID] = mapped_column(ForeignKey("service.id"), primary_key=True)
    hour: Mapped[int] = mapped_column(primary_key=True)
    visits: Mapped[int]
    low: Mapped[int]
    high: Mapped[int]
    computed_at: Mapped[datetime]


class Announcement(Office):
    """A call to be shown on displays and, later, spoken once in call order."""

    __tablename__ = "announcement"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    ticket_id: Mapped[UUID] = mapped_column(ForeignKey("ticket.id"), index=True)
    counter_id: Mapped[UUID] = mapped_column(ForeignKey("counter.id"))
    room: Mapped[str]
    call: Mapped[int]
    at: Mapped[datetime] = mapped_column(index=True)
    withdrawn_at: Mapped[datetime | None]


class AnnouncementSeen(Office):
    """A display showed (or a speaker spoke) an announcement; the first time counts."""

    __tablename__ = "announcement_seen"
    announcement_id: Mapped[UUID] = mapped_column(ForeignKey("announcement.id"), primary_key=True)
    display_id: Mapped[UUID] = mapped_column(ForeignKey("station.id"), primary_key=True)
    shown_at: Mapped[datetime | None]
    spoken_at: Mapped[datetime | None]


class Printer(Office):
    """A ticket printer: of one station (``station_id``) or of the office (a network printer). One that was
    removed has no address; print jobs still name it."""

    __tablename__ = "printer"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    station_id: Mapped[UUID | None] = mapped_column(ForeignKey("station.id"))
    name: Mapped[str]
    address: Mapped[str]
    width: Mapped[int]


class PrintJob(Office):
    """One thing to print: it keeps the data, not the bytes. ``claim_until`` lapses when its worker died."""

    __tablename__ = "print_job"
    __table_args__ = (
        _partial("ix_print_job_due", "printer_id", "state", where="state IN ('waiting','printing')"),
        _partial("ix_print_job_open", "state", where="state IN ('waiting','printing','attention')"),
    )  # fmt: skip
    id: Mapped[UUID] = mapped_column(primary_key=True)
    printer_id: Mapped[UUID] = mapped_column(ForeignKey("printer.id"))
    station_id: Mapped[UUID] = mapped_column(ForeignKey("station.id"))
    kind: Mapped[str]
    title: Mapped[str]
    data: Mapped[dict[str, Any]]
    ticket_id: Mapped[UUID | None] = mapped_column(ForeignKey("ticket.id"), index=True)
    state: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    claimed_by: Mapped[UUID | None]
    claim_until: Mapped[datetime | None]
    handed_over_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    note: Mapped[str]


class Audit(Office):
    """Who did what, when, at which station: one hash chain per station."""

    __tablename__ = "audit"
    __table_args__ = (UniqueConstraint("station_id", "seq"),)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    station_id: Mapped[UUID] = mapped_column(ForeignKey("station.id"))
    seq: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime]
    person_id: Mapped[UUID | None]
    action: Mapped[str]
    object: Mapped[str]
    body: Mapped[str]
    body_hash: Mapped[bytes]
    prev_hash: Mapped[bytes]
    hash: Mapped[bytes]


class AuditHead(Office):
    """The end of each station's chain; locked last in every transaction that writes."""

    __tablename__ = "audit_head"
    station_id: Mapped[UUID] = mapped_column(ForeignKey("station.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger)
    hash: Mapped[bytes]


class AuditCheckpoint(Office):
    """A signed (station, seq, head)."""

    __tablename__ = "audit_checkpoint"
    __table_args__ = (UniqueConstraint("station_id", "seq"),)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    station_id: Mapped[UUID] = mapped_column(ForeignKey("station.id"))
    seq: Mapped[int] = mapped_column(BigInteger)
    head: Mapped[bytes]
    at: Mapped[datetime]
    signature: Mapped[bytes]


class ClosedDay(Office):
    """A business day that was closed (*Tutup hari*); ``act`` is the act's id, so that it may run again."""

    __tablename__ = "closed_day"
    business_day: Mapped[date] = mapped_column(primary_key=True)
    act: Mapped[UUID]
    print_job: Mapped[UUID | None]
    closed_at: Mapped[datetime]
    person_id: Mapped[UUID | None]


class ClockHold(Office):
    """Issuing stands still because a clock jumped, until staff confirm the date."""

    __tablename__ = "clock_hold"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    station_id: Mapped[UUID] = mapped_column(ForeignKey("station.id"))
    reason: Mapped[str]
    at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    confirmed_by: Mapped[UUID | None]


class Lease(Office):
    """A duty that one station holds at a time; ``fence`` grows with each new holder."""

    __tablename__ = "lease"
    name: Mapped[str] = mapped_column(primary_key=True)
    holder: Mapped[UUID]
    fence: Mapped[int] = mapped_column(BigInteger)
    until: Mapped[datetime]


class Change(Office):
    """How often each kind of data changed; the change feed compares these on SQLite."""

    __tablename__ = "change"
    kind: Mapped[str] = mapped_column(primary_key=True)
    n: Mapped[int] = mapped_column(BigInteger)


class SyncLog(Office):
    """What changed in synced tables, filled by triggers: ``op`` is I, U or D."""

    __tablename__ = "sync_log"
    __table_args__ = (CheckConstraint("op IN ('I','U','D')", name="op_known"),)
    id: Mapped[int] = mapped_column(_BIG_KEY, primary_key=True, autoincrement=True)
    entity: Mapped[str]
    entity_id: Mapped[UUID]
    op: Mapped[str]


SYNCED: tuple[type[Office], ...] = (
    Counter, CounterSession, Person, Skill, Station, OpeningHours, SeriesGap,
    Ticket, TicketEvent, Announcement, Audit, AuditCheckpoint, Booking, CounterBreak, Emergency,
)  # fmt: skip

# Rows of these are never changed nor removed: triggers refuse it.
APPEND_ONLY: tuple[type[Office], ...] = (TicketEvent, Audit, AuditCheckpoint, SeriesGap)


def core(model: type[Office]) -> Table:
    """The plain table of a model. On the way of every ticket Core statements that are built once cost a
    quarter of what ORM statements built each time do."""
    return cast(Table, model.__table__)
