"""The bytes of a row: one encoding for every database, hashed, chained, added up.

A row travels as its *wire form*: field name -> plain value. :func:`encode` gives the same bytes for the same
values whatever database they came from, so hashes can be compared between an office and central.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from hashlib import blake2b
from typing import Any
from uuid import UUID

import msgspec
import zstandard

from bkpsdm_desktop.domain.instants import to_micros

CHAIN_BYTES = 16
NO_CHAIN = bytes(CHAIN_BYTES)
"""What stands before the first entry of a log."""

LEVEL = 3
MOST_BYTES = 8 * 1024 * 1024
"""What a message may be after unpacking: a small packed one must not fill the memory."""

_ENCODER = msgspec.msgpack.Encoder(order="deterministic")
HALF = 32
LOW = (1 << HALF) - 1
"""How a hash is cut into two for adding up."""


class BadWire(ValueError):
    """Bytes that no peer of ours sends."""


def plain(value: Any) -> Any:
    """A value of a column as what travels: ids as 16 bytes, instants as microseconds UTC, days and decimal
    numbers as text. Raises ``TypeError`` for what has no single form: binary floating point above all."""
    match value:
        case None | bool() | int() | str() | bytes():
            return value
        case UUID():
            return value.bytes
        case datetime():
            return to_micros(value)
        case date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case Mapping():
            return {str(key): plain(part) for key, part in value.items()}
        case list() | tuple():
            return [plain(part) for part in value]
    raise TypeError(f"a {type(value).__name__} has no wire form")


def encode(fields: Mapping[str, Any]) -> bytes:
    """Canonical MessagePack: keys in order, every number as short as it can be. Raises ``TypeError`` as
    :func:`plain`."""
    return _ENCODER.encode(plain(fields))


def decode(payload: bytes) -> dict[str, Any]:
    """The fields of a payload, as plain values. Raises :class:`BadWire`."""
    try:
        fields = msgspec.msgpack.decode(payload)
    except (msgspec.DecodeError, RecursionError) as error:
        raise BadWire("a payload that cannot be read") from error
    if not isinstance(fields, dict) or not all(isinstance(key, str) for key in fields):
        raise BadWire("a payload that is no row")
    return fields


def row_hash(payload: bytes) -> int:
    """The first 8 bytes of BLAKE2b of a payload, as a signed number that fits a BIGINT."""
    return int.from_bytes(blake2b(payload, digest_size=8).digest(), "big", signed=True)


def chained(previous: bytes, seq: int, entity: str, entity_id: bytes, op: str, payload: bytes) -> bytes:
    """The link of entry ``seq`` to the one before it. Each field is preceded by its length, so that no two
    different entries give the same bytes."""
    link = blake2b(previous, digest_size=CHAIN_BYTES)
    for part in (seq.to_bytes(8, "big"), entity.encode(), entity_id, op.encode(), payload):
        link.update(len(part).to_bytes(4, "big"))
        link.update(part)
    return link.digest()


@dataclass(frozen=True, slots=True)
class Digest:
    """What a set of rows adds up to: how many, and the upper and lower halves of their hashes (a plain sum
    of 64 bit numbers overflows in SQLite)."""

    count: int = 0
    high: int = 0
    low: int = 0

    @classmethod
    def of(cls, hashes: Iterable[int]) -> "Digest":
        """The same as SQL's ``count(*), sum(h >> 32), sum(h & 4294967295)``."""
        count = high = low = 0
        for value in hashes:
            count += 1
            high += value >> HALF
            low += value & LOW
        return cls(count, high, low)

    def __add__(self, other: "Digest") -> "Digest":
        return Digest(self.count + other.count, self.high + other.high, self.low + other.low)


def pack(message: object) -> bytes:
    """A message as the body of a request or an answer: MessagePack in a zstd frame."""
    return zstandard.ZstdCompressor(level=LEVEL).compress(msgspec.msgpack.encode(message))


def unpack(body: bytes, kind: Any, *, most: int = MOST_BYTES) -> Any:
    """The message of type ``kind`` in ``body``. Raises :class:`BadWire` for anything else: a login page of a
    hotel, a cut answer, a message that would unpack to more than ``most`` bytes."""
    try:
        if not 0 <= zstandard.frame_content_size(body) <= most:
            raise BadWire("a message without a size, or too large")
        data = zstandard.ZstdDecompressor().decompress(body, allow_extra_data=False)
        return msgspec.msgpack.decode(data, type=kind)
    except (zstandard.ZstdError, msgspec.ValidationError, msgspec.DecodeError, RecursionError) as error:
        raise BadWire(f"no {getattr(kind, '__name__', 'message')} of ours") from error
