"""Which rows travel, and as what: the one list of entities of the wire.

An entity is a table. Its *wire form* are the columns named here, no other: no row carries the office's id
(central knows it from the token), and no secret travels. Both sides read the day of a row here too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bkpsdm_desktop.domain.instants import business_day, from_micros

SCHEMA = 3
"""The schema of the wire rows that this program writes: the number of the newest revision."""


class Owner(StrEnum):
    """Who may change an entity's rows; the other side only reads them."""

    OFFICE = "office"
    CENTRAL = "central"


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity of the wire. ``mutable``: rows may change (else the version stays 1 and the same id with
    another content is a fault). ``day``: the column that gives a row its business day, empty for none.
    ``at_home``: columns that do not travel, each with the reason."""

    name: str
    columns: tuple[str, ...]
    owner: Owner
    mutable: bool
    day: str
    at_home: Mapping[str, str]


_HERE_ONLY = "of this database alone"
_FOLD = "follows from the ticket's events"

# Who comes first is referred to by those below.
_LIST = (
    Entity("service_group",
           ("id", "code", "series", "name", "name_en", "icon", "position", "daily_limit", "active"),
           Owner.CENTRAL, True, "", {}),
    Entity("service",
           ("id", "code", "group_id", "name", "name_en", "requirements", "minutes", "promise_days", "fee",
            "product", "legal_basis", "notes", "source", "position", "active"),
           Owner.CENTRAL, True, "", {}),
    Entity("holiday", ("id", "day", "kind", "name", "status", "basis"), Owner.CENTRAL, True, "", {}),
    Entity("counter", ("id", "number", "room", "active"), Owner.OFFICE, True, "", {}),
    Entity("opening_hours",
           ("id", "weekday", "opens_minute", "closes_minute", "valid_from", "valid_to", "basis"),
           Owner.OFFICE, True, "", {}),
    Entity("person", ("id", "username", "name", "role", "active", "created_at"), Owner.OFFICE, True, "",
           {"password_hash": "a secret", "failed_logins": _HERE_ONLY, "locked_until": _HERE_ONLY}),
    Entity("skill", ("id", "person_id", "group_id", "expires_on"), Owner.OFFICE, True, "", {}),
    Entity("station",
           ("id", "machine", "role", "name", "counter_id", "room", "public_key", "created_at"),
           Owner.OFFICE, True, "",
           {"printer_id": "printers do not travel", "settings": "of the PC; fractions have no wire form"}),
    Entity("counter_session",
           ("id", "counter_id", "person_id", "station_id", "opened_at", "paused", "closed_at"),
           Owner.OFFICE, True, "opened_at", {}),
    Entity("counter_break",
           ("id", "session_id", "counter_id", "person_id", "reason", "began_at", "until", "ended_at"),
           Owner.OFFICE, True, "began_at", {}),
    Entity("series_gap", ("id", "business_day", "series", "first", "last", "reason", "at"),
           Owner.OFFICE, False, "business_day", {}),
    Entity("ticket",
           ("id", "business_day", "series", "number", "code", "service_name", "priority", "station_id",
            "issued_at"),
           Owner.OFFICE, False, "business_day",
           {"service_id": "of the present leg; each leg's event says its own", "queued_at": _FOLD,
            "place_at": _FOLD, "due_at": _FOLD, "only_counter_id": _FOLD, "state": _FOLD, "calls": _FOLD,
            "counter_id": _FOLD, "person_id": _FOLD, "called_at": _FOLD, "started_at": _FOLD,
            "ended_at": _FOLD}),
    Entity("ticket_event",
           ("id", "ticket_id", "step", "act", "before", "after", "at", "station_id", "counter_id",
            "person_id", "service_id", "details"),
           Owner.OFFICE, False, "at", {}),
    Entity("booking",
           ("id", "code", "business_day", "starts_at", "service_id", "name", "contact", "note",
            "created_at", "created_by", "cancelled_at", "ticket_id", "arrived_at"),
           Owner.OFFICE, True, "business_day", {}),
    Entity("announcement", ("id", "ticket_id", "counter_id", "room", "call", "at", "withdrawn_at"),
           Owner.OFFICE, True, "at", {}),
    Entity("emergency",
           ("id", "station_id", "counter_id", "person_id", "raised_at", "ended_at", "ended_by", "note"),
           Owner.OFFICE, True, "raised_at", {}),
    Entity("audit",
           ("id", "station_id", "seq", "at", "person_id", "action", "object", "body", "body_hash",
            "prev_hash", "hash"),
           Owner.OFFICE, False, "at", {}),
    Entity("audit_checkpoint", ("id", "station_id", "seq", "head", "at", "signature"),
           Owner.OFFICE, False, "at", {}),
)  # fmt: skip

ENTITIES: Mapping[str, Entity] = {entity.name: entity for entity in _LIST}


def day_of(entity: Entity, fields: Mapping[str, Any]) -> str:
    """The business day of a row in its wire form (plain values) as ISO text, empty for what has none.

    A row from the other side may lack the column or hold nonsense there: then it has no day either.
    """
    match fields.get(entity.day):
        case bool():
            return ""
        case int(micros):
            try:
                return business_day(from_micros(micros)).isoformat()
            except (OverflowError, ValueError):
                return ""
        case str(day):
            return day
    return ""
