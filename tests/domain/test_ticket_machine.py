"""The table of a ticket's life: what is legal, and that everything else says why."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.ticket import (
    TRANSITIONS,
    Act,
    QueueRules,
    State,
    Step,
    TicketFacts,
    chain_fault,
    next_state,
)

NOW = datetime(2026, 11, 24, 2, 41, tzinfo=UTC)
RULES = QueueRules()


def facts(state: State, calls: int = 3) -> TicketFacts:
    return TicketFacts(number="C012", state=state, calls=calls, no_show_at=NOW)


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("act", [act for act in Act if act not in (Act.ISSUE, Act.UNDO)])
def test_every_illegal_act_says_why_and_every_legal_one_leads_on(state: State, act: Act) -> None:
    calls = 1 if act is Act.RECALL else 3
    if (state, act) in TRANSITIONS:
        assert next_state(facts(state, calls), act, now=NOW, rules=RULES) is TRANSITIONS[state, act]
    else:
        with pytest.raises(Refused, match=r"^C012 .*\.$"):
            next_state(facts(state, calls), act, now=NOW, rules=RULES)


def test_what_is_over_stays_over() -> None:
    for state in (State.FINISHED, State.CANCELLED, State.UNSERVED):
        assert not [act for (before, act) in TRANSITIONS if before is state]


def step(act: Act, before: State | None, after: State, second: int, undoes: Act | None = None) -> Step:
    return Step(act=act, before=before, after=after, at=NOW + timedelta(seconds=second), undoes=undoes)


ISSUED = step(Act.ISSUE, None, State.WAITING, 0)
CALLED = step(Act.CALL, State.WAITING, State.CALLED, 60)
STARTED = step(Act.START, State.CALLED, State.SERVING, 70)


def test_a_chain_that_begins_with_a_call_is_no_life() -> None:
    assert chain_fault([CALLED], undo_seconds=8) is not None


def test_an_undo_must_restore_the_state_before_in_time() -> None:
    def undo(second: int, after: State = State.CALLED) -> Step:
        return step(Act.UNDO, State.SERVING, after, second, Act.START)

    assert chain_fault([ISSUED, CALLED, STARTED, undo(78)], undo_seconds=8) is None
    assert chain_fault([ISSUED, CALLED, STARTED, undo(79)], undo_seconds=8) is not None
    assert chain_fault([ISSUED, CALLED, STARTED, undo(75, State.WAITING)], undo_seconds=8) is not None


def test_a_call_cannot_be_undone() -> None:
    undo = step(Act.UNDO, State.CALLED, State.WAITING, 61, Act.CALL)
    assert chain_fault([ISSUED, CALLED, undo], undo_seconds=8) is not None


@given(st.lists(st.sampled_from(list(Act)), max_size=12))
def test_a_chain_built_by_the_machine_is_legal(acts: list[Act]) -> None:
    steps, state, calls = [ISSUED], State.WAITING, 0
    for place, act in enumerate(acts, start=1):
        if act in (Act.UNDO, Act.ISSUE):
            continue
        try:
            after = next_state(facts(state, calls), act, now=NOW, rules=RULES)
        except Refused:
            continue
        calls = {Act.CALL: 1, Act.RECALL: calls + 1, Act.RETURN: 0, Act.WITHDRAW: 0}.get(act, calls)
        steps.append(step(act, state, after, place))
        state = after
    assert chain_fault(steps, undo_seconds=8) is None
