"""The legs of a visit, counted from its events."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from bkpsdm_desktop.domain.legs import Leg, LegStep, fold_legs
from bkpsdm_desktop.domain.ticket import Act, State

LEAVE, RAISE = UUID(int=1), UUID(int=2)
NINE = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


def step(act: Act, after: State, minute: float, service: UUID | None = None) -> LegStep:
    return LegStep(act=act, after=after, at=NINE + timedelta(minutes=minute), service=service)


def fold(*steps: LegStep, now: float) -> tuple[Leg, ...]:
    return fold_legs(steps, first=LEAVE, now=NINE + timedelta(minutes=now))


def minutes(span: timedelta) -> float:
    return span.total_seconds() / 60


def test_feat_q5_each_service_has_its_own_waiting_and_service_time() -> None:
    legs = fold(
        step(Act.ISSUE, State.WAITING, 0),
        step(Act.CALL, State.CALLED, 10),
        step(Act.START, State.SERVING, 11),
        step(Act.TRANSFER, State.WAITING, 15, RAISE),
        step(Act.CALL, State.CALLED, 20),
        step(Act.START, State.SERVING, 21),
        step(Act.PARK, State.PARKED, 25),
        step(Act.RESUME, State.SERVING, 35),
        now=40,
    )
    assert [(leg.service, minutes(leg.waited), minutes(leg.served), minutes(leg.parked)) for leg in legs] == [
        (LEAVE, 11, 4, 0),
        (RAISE, 6, 9, 10),
    ]


def test_a_further_service_at_the_same_counter_is_not_waited_for() -> None:
    legs = fold(
        step(Act.ISSUE, State.WAITING, 0),
        step(Act.CALL, State.CALLED, 3),
        step(Act.START, State.SERVING, 4),
        step(Act.NEXT_SERVICE, State.SERVING, 9, RAISE),
        now=12,
    )
    assert [(minutes(leg.waited), minutes(leg.served)) for leg in legs] == [(4, 5), (0, 3)]


def test_a_leg_that_was_undone_never_was() -> None:
    legs = fold(
        step(Act.ISSUE, State.WAITING, 0),
        step(Act.CALL, State.CALLED, 3),
        step(Act.START, State.SERVING, 4),
        step(Act.TRANSFER, State.WAITING, 9, RAISE),
        step(Act.UNDO, State.SERVING, 9.1, LEAVE),
        now=12,
    )
    assert [(leg.service, minutes(leg.served)) for leg in legs] == [(LEAVE, 8)]


@given(st.lists(st.tuples(st.sampled_from(list(State)), st.integers(-5, 60)), min_size=1))
def test_no_span_is_negative_whatever_the_clocks_did(rows: list[tuple[State, int]]) -> None:
    steps = [step(Act.CALL, state, minute) for state, minute in rows]
    for leg in fold_legs(steps, first=LEAVE, now=NINE):
        assert min(leg.waited, leg.served, leg.parked) >= timedelta()
