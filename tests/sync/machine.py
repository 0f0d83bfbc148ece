"""Whatever happens to an office, central and the line: nothing is lost and both sides end equal."""

import os
from collections.abc import Callable
from typing import ClassVar

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from tests.sync import invariants
from tests.sync.model_central import CentralData
from tests.sync.model_line import Weather, World
from tests.sync.model_office import OfficeData

SEEDS = int(os.environ.get("BKPSDM_SYNC_SEEDS", "200"))
"""Seeds of the random search; the variable ``BKPSDM_SYNC_SEEDS`` asks for more."""

DAYS = ("", "2026-11-22", "2026-11-24")
KEYS = st.integers(1, 6).map(lambda number: number.to_bytes(16, "big"))
WEATHER = st.lists(st.sampled_from(Weather), max_size=12)
LENGTHS = st.integers(1, 40)


def profile(seeds: int = SEEDS, *, shrink: bool = True) -> settings:
    return settings(
        max_examples=seeds,
        stateful_step_count=20,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, *([Phase.shrink] if shrink else [])],
    )


class Machine(RuleBasedStateMachine):
    """``world`` makes the world: a variant of it lacks a safeguard."""

    make: ClassVar[Callable[[], World]] = World

    def __init__(self) -> None:
        super().__init__()
        self.world = type(self).make()
        self.backups: list[OfficeData] = []
        self.central_backups: list[CentralData] = []
        self.tokens = 0

    def _token(self) -> str:
        self.tokens += 1
        return str(self.tokens)

    # ---- people

    @rule(key=KEYS, day=st.sampled_from(DAYS))
    def writes(self, key: bytes, day: str) -> None:
        self.world.office.writes(key, self._token(), day)

    @rule(key=KEYS)
    def deletes(self, key: bytes) -> None:
        if key in self.world.office.data.content:
            self.world.office.writes(key, self._token(), "", deleted=True)

    @rule(day=st.sampled_from(DAYS))
    def writes_without_the_right(self, day: str) -> None:
        token = self._token()
        self.world.office.writes(b"forbidden" + token.encode().rjust(7), token, day, allowed=False)

    @rule()
    def seals(self) -> None:
        self.world.office.seal()

    @rule(key=KEYS)
    def central_edits(self, key: bytes) -> None:
        self.world.central.edits_employee(key, self._token())

    # ---- sessions

    @rule(weather=WEATHER)
    def session(self, weather: list[Weather]) -> None:
        before = invariants.alive(self.world)
        self.world.session(weather)
        invariants.nothing_lost_by_a_session(before, self.world)

    @rule(weather=WEATHER, actions=LENGTHS)
    def session_that_crashes(self, weather: list[Weather], actions: int) -> None:
        before = invariants.alive(self.world)
        self.world.session(weather, actions=actions)
        invariants.nothing_lost_by_a_session(before, self.world)

    @precondition(lambda self: self.world.line.on_the_way)
    @rule(index=st.integers(0, 9))
    def a_delayed_request_arrives(self, index: int) -> None:
        before = invariants.alive(self.world)
        self.world.line.arrives(index)
        invariants.nothing_lost_by_a_session(before, self.world)

    # ---- disasters

    @rule()
    def office_is_backed_up(self) -> None:
        self.backups.append(self.world.office.backup())

    @precondition(lambda self: self.backups)
    @rule(index=st.integers(0, 9), told=st.booleans())
    def office_is_restored(self, index: int, told: bool) -> None:
        self.world.office.restore(self.backups[index % len(self.backups)], told=told)

    @rule()
    def office_is_installed_anew(self) -> None:
        self.world.office.reinstall(self.world.central.enrol().epoch)

    @rule()
    def central_is_backed_up(self) -> None:
        self.central_backups.append(self.world.central.backup())

    @precondition(lambda self: self.central_backups)
    @rule(index=st.integers(0, 9))
    def central_is_restored(self, index: int) -> None:
        self.world.central.restore(self.central_backups[index % len(self.central_backups)])

    def teardown(self) -> None:
        invariants.healed(self.world)
