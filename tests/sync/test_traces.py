"""The directed traces of the protocol: each needs a certain safeguard, and chance seldom finds it."""

from collections.abc import Callable

import pytest

from tests.sync import invariants
from tests.sync.model_line import Weather, World

DAY = "2026-11-24"
Trace = Callable[[World], None]


def row(number: int) -> bytes:
    return number.to_bytes(16, "big")


def trace_a(world: World) -> None:
    """Restored by copying the file; then a new row under the same number, and only the prefix is sent."""
    world.office.writes(row(1), "one", DAY)
    world.office.seal()
    backup = world.office.backup()
    world.office.writes(row(2), "two", DAY)
    world.session()
    world.office.restore(backup, told=False)
    world.office.writes(row(3), "three", DAY)
    world.session(actions=7)
    invariants.marked_as_sent_is_held(world)
    invariants.healed(world)


def trace_b(world: World) -> None:
    """As A, but several entries are sent over numbers that central applied, then more."""
    world.office.writes(row(1), "one", DAY)
    world.office.seal()
    backup = world.office.backup()
    for number in (2, 3):
        world.office.writes(row(number), f"old {number}", DAY)
    world.session()
    world.office.restore(backup, told=False)
    for number in (4, 5, 6):
        world.office.writes(row(number), f"new {number}", DAY)
    world.session(actions=12)
    invariants.marked_as_sent_is_held(world)
    world.office.writes(row(7), "more", DAY)
    world.session()
    invariants.healed(world)


def trace_c(world: World) -> None:
    """Central is restored; nothing new happens at the office, and yet the row must reach central again."""
    world.office.writes(row(1), "one", DAY)
    world.office.seal()
    backup = world.central.backup()
    world.session()
    world.central.restore(backup)
    invariants.healed(world)


def trace_d(world: World) -> None:
    """As A, but the first push is delayed, the office crashes between the new epoch and its own rows, and
    then the push of the old epoch arrives."""
    world.office.writes(row(1), "one", DAY)
    world.session()
    backup = world.office.backup()
    world.office.writes(row(2), "two", DAY)
    world.session([Weather.FINE, Weather.LATE], patience=0)
    delayed = list(world.line.on_the_way)
    assert delayed, "the push is on its way"
    world.office.restore(backup)
    world.office.writes(row(3), "three", DAY)
    world.session(actions=4)
    assert world.office.data.pending, "crashed with the new epoch, before its own rows"
    world.session()
    world.line.arrives(0)
    invariants.healed(world)


TRACES: dict[str, Trace] = {"A": trace_a, "B": trace_b, "C": trace_c, "D": trace_d}


@pytest.mark.parametrize("name", TRACES)
def test_trace_(name: str) -> None:
    TRACES[name](World())
