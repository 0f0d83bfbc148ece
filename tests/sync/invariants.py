"""What must hold after sessions, however bad the line was (hardening: I1, I2, I9, I12)."""

from collections import Counter

from bkpsdm_desktop.protocol import wire
from bkpsdm_desktop.sync.status import Phase
from tests.sync.model_central import Tokens, sums_of, tokens_of
from tests.sync.model_line import World


def at_office(world: World) -> set[Tokens]:
    data = world.office.data
    everything = [payload for payload, _ in data.content.values()]
    everything += [*(op.payload for op in data.log), *(row.payload for row in data.staged)]
    return {tokens_of(payload) for payload in everything}


def alive(world: World) -> set[Tokens]:
    """The rows as they are now at either end."""
    rows = [payload for payload, _ in world.office.data.content.values()]
    rows += [row.payload for row in world.central.data.rows.values()]
    return {tokens_of(payload) for payload in rows}


def at_central(world: World) -> set[Tokens]:
    data = world.central.data
    everything = [*(row.payload for row in data.rows.values()), *data.history, *data.quarantined.values()]
    return {tokens_of(payload) for payload in [*everything, *(op.payload for op in data.parked)]}


def lost(contents: set[Tokens], kept: set[Tokens]) -> set[Tokens]:
    """Contents of which nothing is kept, nor anything that grew out of them."""
    prefixes = {tokens[:length] for tokens in kept for length in range(1, len(tokens) + 1)}
    return contents - prefixes


def nothing_lost_by_a_session(before: set[Tokens], world: World) -> None:
    gone = lost(before, at_office(world) | at_central(world))
    assert not gone, f"LOST by a session: {gone}"


def marked_as_sent_is_held(world: World) -> None:
    """Whatever the office marks as sent, central holds (as long as central itself was not restored)."""
    data = world.office.data
    sent = {tokens_of(op.payload) for op in data.log[: data.sent]}
    gone = lost(sent, at_central(world))
    assert not gone, f"LOST, marked as sent: {gone}"


def healed(world: World) -> None:
    """Quiet sessions on a fine line, then everything must be equal and present."""
    while world.line.on_the_way:
        world.line.arrives(0)
    before = alive(world)
    for _ in range(3):
        status = world.session().engine.status
        if status.phase is Phase.IDLE:
            break
    assert status.phase is Phase.IDLE, f"DIVERGED: {status}"
    gone = lost(before, at_central(world))
    assert not gone, f"LOST: {gone}"
    equal_digests(world)
    applied_once(world)
    troubles_are_seen(world)


def equal_digests(world: World) -> None:
    """I1."""
    office, central = world.office.data, world.central.data
    sound = {key: row for key, row in office.rows.items() if key not in office.troubles}
    assert sorted(sums_of(sound, ""), key=repr) == sorted(sums_of(central.rows, ""), key=repr), "DIVERGED"
    here = {key: (row.payload, row.deleted) for key, row in sound.items()}
    there = {key: (row.payload, row.deleted) for key, row in central.rows.items()}
    assert here == there, "DIVERGED"
    shown = {key: value for key, value in office.content.items() if key not in office.troubles}
    assert shown == there, "DIVERGED: what people see is not what is known of it"
    given = {key: row.payload for key, row in office.employees.items()}
    assert world.central.employees().items() <= given.items(), "DIVERGED: a row of central is not here"


def applied_once(world: World) -> None:
    """I2: no number of a log was applied twice."""
    counted = Counter(world.central.data.applied)
    assert all(count == 1 for count in counted.values()), "applied twice"


def troubles_are_seen(world: World) -> None:
    """I9: what its writer had no right to do survives nowhere as a row. I12: it is in a list at both ends."""
    central = world.central.data
    for row in central.rows.values():
        assert wire.decode(row.payload)["allowed"], "an operation without the right survived"
    forbidden = {
        key for key, (payload, _) in world.office.data.content.items() if not wire.decode(payload)["allowed"]
    }
    assert forbidden <= central.quarantined.keys(), "nobody at central sees it"
    assert forbidden <= world.office.data.troubles.keys(), "nobody at the office sees it"
