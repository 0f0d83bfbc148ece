"""The bytes of rows and messages."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from bkpsdm_desktop.protocol import wire
from bkpsdm_desktop.protocol.messages import Hello, Kind, Op, Push, Pushed

WORDS = st.text(max_size=20)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | WORDS | st.binary(max_size=20),
    lambda part: st.lists(part, max_size=4) | st.dictionaries(WORDS, part, max_size=4),
    max_leaves=5,
)
ROWS = st.dictionaries(WORDS, VALUES, max_size=5)
OPS = st.builds(
    Op,
    entity=WORDS,
    id=st.binary(min_size=16, max_size=16),
    op=st.sampled_from(Kind),
    version=st.integers(1, 2**40),
    schema=st.integers(1, 99),
    payload=ROWS.map(wire.encode),
)


@given(ROWS, st.randoms())
def test_the_order_in_which_a_row_was_read_does_not_change_its_bytes(row: dict[str, Any], rng: Any) -> None:
    shuffled = list(row.items())
    rng.shuffle(shuffled)
    assert wire.encode(dict(shuffled)) == wire.encode(row)
    assert wire.decode(wire.encode(row)) == row


def test_what_both_databases_hold_differently_travels_alike() -> None:
    at = datetime(2026, 11, 24, 9, 41, tzinfo=timezone(timedelta(hours=7)))
    row = {
        "id": UUID(int=7), "at": at, "day": date(2026, 11, 24), "fee": Decimal("0.50"), "words": ("a", "b"),
    }  # fmt: skip
    assert wire.decode(wire.encode(row)) == {
        "id": UUID(int=7).bytes,
        "at": int(at.timestamp()) * 1_000_000,
        "day": "2026-11-24",
        "fee": "0.50",
        "words": ["a", "b"],
    }
    assert wire.encode({"at": at}) == wire.encode({"at": at.astimezone(UTC)})


def test_binary_floating_point_has_no_single_form() -> None:
    with pytest.raises(TypeError, match="float"):
        wire.encode({"share": 0.1})


@given(st.lists(st.integers(-(2**63), 2**63 - 1)), st.lists(st.integers(-(2**63), 2**63 - 1)))
def test_digests_add_up_in_any_order(some: list[int], others: list[int]) -> None:
    assert wire.Digest.of([*others, *some]) == wire.Digest.of(some) + wire.Digest.of(others)


@given(st.binary())
def test_the_hash_of_a_row_fits_a_bigint(payload: bytes) -> None:
    assert -(2**63) <= wire.row_hash(payload) < 2**63


@given(OPS, OPS, st.integers(1, 2**40))
def test_different_entries_give_different_links(one: Op, other: Op, seq: int) -> None:
    def link(op: Op, at: int) -> bytes:
        return wire.chained(wire.NO_CHAIN, at, op.entity, op.id, op.op, op.payload)

    said = [(op.entity, op.id, op.op, op.payload) for op in (one, other)]
    assert (link(one, seq) == link(other, seq)) is (said[0] == said[1])
    assert link(one, seq) != link(one, seq + 1)


@given(st.lists(OPS, max_size=3))
def test_a_message_arrives_as_it_was_sent(ops: list[Op]) -> None:
    push = Push(epoch=bytes(16), first=7, before=wire.NO_CHAIN, ops=ops)
    assert wire.unpack(wire.pack(push), Push) == push


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><title>Selamat datang di Wi-Fi hotel</title></html>",
        wire.pack(Pushed(acked=3))[:-1],
        wire.pack(Pushed(acked=3)) + b"x",
        wire.pack({"acked": "tiga"}),
        wire.pack([1, 2]),
        zstandard.compress(b"\xc1"),
        zstandard.compress(b"\x91" * 100_000),
    ],
)  # fmt: skip
def test_fault_e11_what_is_no_message_of_ours_is_told_apart(body: bytes) -> None:
    with pytest.raises(wire.BadWire):
        wire.unpack(body, Pushed)


def test_a_small_message_that_would_fill_the_memory_is_refused_unopened() -> None:
    bomb = zstandard.compress(bytes(wire.MOST_BYTES + 1))
    assert len(bomb) < 2_000
    with pytest.raises(wire.BadWire, match="too large"):
        wire.unpack(bomb, Pushed)


@pytest.mark.parametrize("payload", [b"", b"\x01", b"\xc1", msgspec.msgpack.encode({1: "a"})])
def test_a_payload_that_is_no_row_is_told_apart(payload: bytes) -> None:
    with pytest.raises(wire.BadWire):
        wire.decode(payload)


def test_fault_e16_what_a_newer_peer_adds_is_no_error() -> None:
    newer = {"acked": 3, "quarantined": [], "parked": 0, "weather": "cerah"}
    assert wire.unpack(wire.pack(newer), Pushed) == Pushed(acked=3)


def test_a_hello_without_its_word_is_refused() -> None:
    with pytest.raises(wire.BadWire, match="Hello"):
        wire.unpack(wire.pack({"key": bytes(32)}), Hello)
