"""The calling rule, as people read it."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

from hypothesis import given
from hypothesis import strategies as st

from bkpsdm_desktop.domain.queue import Choice, Priority, Reason, RecentCalls, Waiting, choose, explain, order
from bkpsdm_desktop.domain.ticket import QueueRules

NOW = datetime(2026, 11, 24, 2, 41, tzinfo=UTC)
RULES = QueueRules()
NAMES = UUID(int=7)


def waiting(label: str, minutes_ago: float, priority: Priority | None = None) -> Waiting:
    return Waiting(
        id=uuid5(NAMES, label),
        series=label[0],
        number=int(label[1:]),
        service="CT",
        priority=priority,
        place_at=NOW - timedelta(minutes=minutes_ago),
        queued_at=NOW - timedelta(minutes=minutes_ago),
    )


def called(tickets: list[Waiting], recent: RecentCalls | None = None) -> list[str]:
    choices = order(tickets, recent or RecentCalls(), now=NOW, rules=RULES, limit=99)
    return [choice.ticket.label for choice in choices]


def test_nobody_waits_nobody_is_called() -> None:
    assert choose([], RecentCalls(), now=NOW, rules=RULES) is None


def test_first_come_first_served_across_series() -> None:
    assert called([waiting("K001", 5), waiting("C001", 9), waiting("A001", 7)]) == ["C001", "A001", "K001"]


def test_at_the_same_instant_series_and_number_decide() -> None:
    assert called([waiting("C002", 5), waiting("A009", 5), waiting("C001", 5)]) == ["A009", "C001", "C002"]


def test_two_regular_then_one_priority() -> None:
    regular = [waiting(f"C{n:03d}", 30 - n) for n in range(1, 6)]
    elderly = [waiting("A001", 5, Priority.ELDERLY), waiting("A002", 4, Priority.ELDERLY)]
    assert called(regular + elderly) == ["C001", "C002", "A001", "C003", "C004", "A002", "C005"]


def test_a_priority_number_that_came_first_is_called_first() -> None:
    assert called([waiting("C001", 5), waiting("A001", 9, Priority.TODDLER)]) == ["A001", "C001"]


def test_who_waits_longer_than_45_minutes_goes_before_every_priority() -> None:
    tickets = [waiting("C001", 45.1), waiting("A001", 10, Priority.DISABILITY)]
    recent = RecentCalls(regular_since_priority=("C008", "C009"))
    choice = choose(tickets, recent, now=NOW, rules=RULES)
    assert choice == Choice(ticket=tickets[0], reason=Reason.OVER_LIMIT)


def test_exactly_45_minutes_is_not_over_the_limit() -> None:
    choice = choose([waiting("C001", 45)], RecentCalls(), now=NOW, rules=RULES)
    assert choice is not None
    assert choice.reason is Reason.LONGEST


tickets = st.lists(
    st.builds(
        waiting,
        st.integers(1, 400).map(lambda n: f"C{n:03d}"),
        st.integers(0, 44),
        st.sampled_from([None, None, Priority.ELDERLY, Priority.PREGNANT]),
    ),
    max_size=25,
    unique_by=lambda ticket: ticket.label,
)


@given(tickets)
def test_everybody_is_called_exactly_once(crowd: list[Waiting]) -> None:
    assert sorted(called(crowd)) == sorted(ticket.label for ticket in crowd)


@given(tickets)
def test_within_one_kind_nobody_overtakes(crowd: list[Waiting]) -> None:
    labels = called(crowd)
    for wanted in (True, False):
        kind = sorted((t for t in crowd if (t.priority is not None) is wanted), key=lambda t: t.place)
        assert [label for label in labels if label in {t.label for t in kind}] == [t.label for t in kind]


@given(tickets)
def test_fault_d9_a_regular_number_is_overtaken_at_most_once_in_three_calls(crowd: list[Waiting]) -> None:
    by_label = {ticket.label: ticket for ticket in crowd}
    labels = called(crowd)
    for place, label in enumerate(labels):
        ticket = by_label[label]
        if ticket.priority is None:
            overtaking = [other for other in labels[:place] if by_label[other].place > ticket.place]
            assert len(overtaking) <= (place + 1) // 3


@given(tickets, st.permutations(range(25)))
def test_the_order_in_which_rows_are_read_does_not_matter(crowd: list[Waiting], shuffle: list[int]) -> None:
    mixed = [crowd[place] for place in shuffle if place < len(crowd)]
    assert called(mixed) == called(crowd)


@given(tickets.filter(bool))
def test_every_choice_can_be_explained_and_names_its_number(crowd: list[Waiting]) -> None:
    recent = RecentCalls(regular_since_priority=("K001", "K002"))
    choice = choose(crowd, recent, now=NOW, rules=RULES)
    assert choice is not None
    lines = explain(choice, crowd, recent, now=NOW, rules=RULES)
    assert any(choice.ticket.label in line for line in lines)
    assert all(line.endswith(".") for line in lines)


def test_fault_c1_a_clock_set_back_never_makes_a_wait_negative() -> None:
    future = waiting("C001", -60)
    choice = choose([future], RecentCalls(), now=NOW, rules=RULES)
    assert choice is not None
    lines = explain(choice, [future], RecentCalls(), now=NOW, rules=RULES)
    assert "0 menit" in lines[-1]
