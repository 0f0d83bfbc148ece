"""The form of the audit chain: what is hashed, and in which bytes."""

import hashlib
from dataclasses import dataclass
from uuid import UUID

GENESIS = bytes(32)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One entry of a station's chain. ``at`` is in microseconds UTC, ``body`` is JSON text."""

    station: UUID
    seq: int
    at: int
    person: UUID | None
    action: str
    object: str
    body_hash: bytes
    prev_hash: bytes


def body_hash(body: str) -> bytes:
    """SHA-256 of an entry's JSON text."""
    return hashlib.sha256(body.encode()).digest()


def entry_hash(entry: AuditEntry) -> bytes:
    """SHA-256 over the length-prefixed fields: no two different entries share one form."""
    fields = (
        entry.station.bytes,
        entry.seq.to_bytes(8, "big"),
        entry.at.to_bytes(8, "big", signed=True),
        entry.person.bytes if entry.person else b"",
        entry.action.encode(),
        entry.object.encode(),
        entry.body_hash,
        entry.prev_hash,
    )
    digest = hashlib.sha256()
    for field in fields:
        digest.update(len(field).to_bytes(4, "big"))
        digest.update(field)
    return digest.digest()


def checkpoint_message(station: UUID, seq: int, head: bytes) -> bytes:
    """What a station signs: its name in the chain, the last entry and its hash."""
    return b"bkpsdm-checkpoint-1" + station.bytes + seq.to_bytes(8, "big") + head
