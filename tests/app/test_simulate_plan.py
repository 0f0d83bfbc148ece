"""The plan of a simulated day: all from the seed, and sensible."""

from datetime import date
from uuid import UUID

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from bkpsdm_desktop.app.simulate.plan import LAST_CALL, WINDOW, Plan, PlannedService, Turn, make_plan
from bkpsdm_desktop.app.simulate.stage import VirtualClock

DAY = date(2026, 11, 24)
SERVICES = [PlannedService(id=UUID(int=n), minutes=minutes) for n, minutes in enumerate((8, 10, 15), 1)]


def plan(seed: int = 1, *, visitors: int = 60, day: date = DAY, counters: int = 4) -> Plan:
    return make_plan(
        seed=seed, day=day, visitors=visitors, kiosks=3, counters=counters, displays=2, services=SERVICES
    )


@given(seed=st.integers(), visitors=st.integers(1, 80))
def test_the_same_seed_gives_the_same_plan(seed: int, visitors: int) -> None:
    assert plan(seed, visitors=visitors) == plan(seed, visitors=visitors)


@given(seed=st.integers())
def test_another_seed_gives_another_plan(seed: int) -> None:
    assert plan(seed).visitors != plan(seed + 1).visitors


@given(seed=st.integers(), visitors=st.integers(1, 80), counters=st.integers(1, 9))
def test_every_visitor_comes_within_the_day_to_a_kiosk_that_is_there(
    seed: int, visitors: int, counters: int
) -> None:
    made = plan(seed, visitors=visitors, counters=counters)
    assert len({visitor.ticket for visitor in made.visitors}) == visitors
    assert [visitor.at for visitor in made.visitors] == sorted(visitor.at for visitor in made.visitors)
    for visitor in made.visitors:
        assert 0 <= visitor.at <= WINDOW
        assert visitor.kiosk in range(3)
        assert visitor.asks_at in range(counters)
        assert visitor.ticket.version == 7
        assert visitor.away is None or visitor.at <= visitor.away[0] < visitor.away[1]
    assert len(made.slips) == counters
    assert all(victim in range(3 + counters + 2) for victim in made.victims)


@given(seed=st.integers(), visitors=st.integers(1, 200), counters=st.integers(1, 9))
def test_the_counters_can_serve_all_who_come(seed: int, visitors: int, counters: int) -> None:
    made = plan(seed, visitors=visitors, counters=counters)
    assert sum(visitor.serving for visitor in made.visitors) <= counters * WINDOW / 2


def test_on_another_day_only_the_ticket_ids_differ() -> None:
    """Two days of one seed stand in one database."""
    one, other = plan(), plan(day=date(2026, 11, 25))
    nobody = UUID(int=0)
    assert not {v.ticket for v in one.visitors} & {v.ticket for v in other.visitors}
    assert [msgspec.structs.replace(v, ticket=nobody) for v in one.visitors] == [
        msgspec.structs.replace(v, ticket=nobody) for v in other.visitors
    ]


def test_a_plan_has_everything_that_happens_in_a_queue() -> None:
    visitors = plan(visitors=300).visitors
    assert any(visitor.priority for visitor in visitors)
    assert any(visitor.leaves_at for visitor in visitors)
    assert any(visitor.away and visitor.away[1] > WINDOW * 2 for visitor in visitors)
    assert any(visitor.away and visitor.away[1] < WINDOW * 2 for visitor in visitors)
    assert any(visitor.books for visitor in visitors)
    assert {visitor.turn for visitor in visitors} == {None, *Turn}
    assert all(visitor.then != visitor.service for visitor in visitors)
    assert any(True in slips for slips in plan().slips)


def test_some_come_as_the_office_closes_and_may_be_left_waiting() -> None:
    made = plan(visitors=150)
    assert made.left_waiting == 3
    assert [visitor.at for visitor in made.visitors][-3:] == [WINDOW] * 3
    assert made.visitors[-4].at < LAST_CALL


def test_150_visitors_at_four_counters_come_within_20_real_seconds() -> None:
    assert WINDOW / plan(visitors=150).factor <= 20


@given(st.lists(st.floats(0, 5), min_size=1, max_size=20))
def test_no_process_gives_an_instant_twice(pauses: list[float]) -> None:
    seconds = 100.0

    def monotonic() -> float:
        return seconds

    clock = VirtualClock(DAY, 720.0, 100.0, monotonic=monotonic)
    given_out = []
    for pause in pauses:
        seconds += pause
        given_out += [clock.now(), clock.soon(3), clock.now()]
    assert given_out == sorted(set(given_out))


def test_the_clock_of_two_processes_with_one_epoch_is_the_same() -> None:
    clocks = [VirtualClock(DAY, 720.0, 100.0, monotonic=lambda: 101.5) for _ in range(2)]
    first, second = (clock.now() for clock in clocks)
    assert first == second
    assert clocks[0].since_opening(first) == 1.5 * 720
    assert clocks[0].real_until(1.5 * 720 + 360) == 0.5
    assert clocks[0].real_until(0) == 0
