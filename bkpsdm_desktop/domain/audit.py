"""The form of the audit chain: what is hashed, and in which bytes."""

import hashlib
import struct
from dataclasses import dataclass
from uuid import UUID

GENESIS = bytes(32)

# The first three fields, each after its length; and the length of any other.
_START = struct.Struct(">I16sIQIq").pack
_LENGTH = struct.Struct(">I").pack
_sha256 = hashlib.sha256


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
    return _sha256(body.encode()).digest()


def entry_hash(entry: AuditEntry) -> bytes:
    """SHA-256 over the length-prefixed fields: no two different entries share one form."""
    return fields_hash(
        entry.station.bytes,
        entry.seq,
        entry.at,
        entry.person.bytes if entry.person else b"",
        entry.action,
        entry.object,
        entry.body_hash,
        entry.prev_hash,
    )


def fields_hash(
    station: bytes, seq: int, at: int, person: bytes, action: str, object: str, body: bytes, prev: bytes
) -> bytes:
    """:func:`entry_hash` of the fields themselves, for whoever reads a million of them.

    ``station`` and ``person`` are the bytes of their ids (nobody: empty), ``body`` and ``prev`` are hashes.
    Raises ``struct.error`` or ``AttributeError`` for a value that is not of its type.
    """
    act, target = action.encode(), object.encode()
    form = (
        _START(16, station, 8, seq, 8, at), _LENGTH(len(person)), person, _LENGTH(len(act)), act,
        _LENGTH(len(target)), target, _LENGTH(len(body)), body, _LENGTH(len(prev)), prev,
    )  # fmt: skip
    return _sha256(b"".join(form)).digest()


def checkpoint_message(station: UUID, seq: int, head: bytes) -> bytes:
    """What a station signs: its name in the chain, the last entry and its hash."""
    return b"bkpsdm-checkpoint-1" + station.bytes + seq.to_bytes(8, "big") + head
