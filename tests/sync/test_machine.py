"""The protocol under random search (``BKPSDM_SYNC_SEEDS`` makes it longer)."""

from hypothesis.stateful import run_state_machine_as_test

from tests.sync.machine import Machine, profile
from tests.sync.model_line import World
from tests.sync.variants import Unchecked


class WithoutCheck(Machine):
    """The digest at the end of a session mends much: the protocol before it must lose nothing either."""

    make = staticmethod(lambda: World(make=Unchecked))


def test_nothing_is_lost_without_the_digest_either() -> None:
    run_state_machine_as_test(WithoutCheck, settings=profile())


def test_no_disaster_loses_a_row_or_leaves_the_two_sides_different() -> None:
    run_state_machine_as_test(Machine, settings=profile())
