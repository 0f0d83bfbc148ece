"""Each safeguard is needed: without it a directed trace finds a loss or a difference."""

from collections.abc import Callable

import pytest

from tests.sync import invariants, variants
from tests.sync.model_central import Central
from tests.sync.model_line import Weather, World
from tests.sync.test_traces import DAY, Trace, row, trace_a, trace_c, trace_d

BROKEN = "LOST|DIVERGED"


def trace_gap(world: World) -> None:
    """Central is restored to the backup, and only then the second of two batches arrives."""
    backup = world.central.backup()
    for number in range(1, 7):
        world.office.writes(row(number), str(number), DAY)
    world.session([Weather.FINE, Weather.FINE, Weather.LATE], patience=0)
    world.central.restore(backup)
    world.line.arrives(0)
    invariants.healed(world)
    invariants.marked_as_sent_is_held(world)


def trace_overtaken(world: World) -> None:
    """A push is delayed, the file is put back, other rows are written; the delayed push arrives between the
    hello and the push of those."""
    world.office.writes(row(1), "one", DAY)
    world.session()
    backup = world.office.backup()
    world.office.writes(row(2), "two", DAY)
    world.session([Weather.FINE, Weather.LATE], patience=0)
    world.office.restore(backup, told=False)
    world.office.writes(row(3), "three", DAY)
    world.session([Weather.FINE, Weather.OVERTAKEN])
    invariants.marked_as_sent_is_held(world)
    invariants.healed(world)


def trace_loser(world: World) -> None:
    """A row is edited and sent, the backup of before is put back, and the row is edited otherwise."""
    world.office.writes(row(1), "one", DAY)
    world.session()
    backup = world.office.backup()
    world.office.writes(row(1), "sent", DAY)
    world.session()
    world.office.restore(backup)
    world.office.writes(row(1), "otherwise", DAY)
    invariants.healed(world)


def trace_installed_anew(world: World) -> None:
    """The PC is new; what the office sent long ago must come back to it."""
    world.office.writes(row(1), "one", DAY)
    world.session()
    world.office.reinstall(world.central.enrol().epoch)
    invariants.healed(world)


def without(
    central: Callable[[], Central] = Central, engine: Callable[[], variants.Unchecked] = variants.Unchecked
) -> Callable[[], World]:
    return lambda: World(central(), engine)


def numbers_in_push() -> Central:
    return Central(judge_push=variants.push_without_chain)


def numbers_in_hello() -> Central:
    return Central(judge_hello=variants.hello_by_numbers)


def first_design() -> Central:
    return Central(variants.hello_of_the_first_design, acks_applied=True)


def no_history() -> Central:
    return Central(keeps_losers=False)


VARIANTS: dict[str, tuple[Callable[[], World], Trace]] = {
    "the chain in a push": (without(numbers_in_push), trace_overtaken),
    "the chain in a hello": (without(numbers_in_hello), trace_a),
    "an answer about this batch alone": (without(first_design, variants.Believing), trace_a),
    "the cursor that central names": (without(engine=variants.OwnCursor), trace_c),
    "a hello before the first push": (without(engine=variants.Silent), trace_c),
    "the newest epoch alone": (without(variants.EveryEpoch, variants.Unechoed), trace_d),
    "own rows before a new incarnation": (without(engine=variants.Poor), trace_installed_anew),
    "the history of losers": (without(no_history), trace_loser),
    "no hole in a log": (without(variants.Gaps), trace_gap),
}


@pytest.mark.parametrize("trace", {trace for _, trace in VARIANTS.values()})
def test_with_every_safeguard_the_trace_passes(trace: Trace) -> None:
    trace(World())
    trace(without()())
    trace(without(engine=variants.Unechoed)())


@pytest.mark.parametrize("name", VARIANTS)
def test_without_(name: str) -> None:
    make, trace = VARIANTS[name]
    with pytest.raises(AssertionError, match=BROKEN):
        trace(make())
