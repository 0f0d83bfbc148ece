"""What the events of one ticket come to: waits, services, legs, outcomes, percentiles."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bkpsdm_desktop.domain.statistics import (
    ENOUGH,
    Event,
    Outcome,
    Period,
    fold,
    hour_of,
    month_until,
    percentile,
    pieces,
    so_far,
    times,
    week_until,
    year_until,
)
from bkpsdm_desktop.domain.ticket import Act

_MINUTE = 60 * 1_000_000
_NINE_WIB = 2 * 60 * _MINUTE


def _events(*steps: tuple[Act, float] | tuple[Act, float, str]) -> list[Event]:
    """Acts at minutes after 09.00 WIB, done by Rani; the first names the service CT unless said."""
    return [
        (
            act,
            _NINE_WIB + round(minute * _MINUTE),
            rest[0] if rest else ("CT" if act is Act.ISSUE else None),
            "rani",
        )
        for act, minute, *rest in steps
    ]


def test_a_plain_visit_waits_until_its_call_and_is_served_until_the_end() -> None:
    visit = fold(_events((Act.ISSUE, 0), (Act.CALL, 12), (Act.RECALL, 13), (Act.START, 14), (Act.FINISH, 20)))
    [leg] = visit.legs
    assert (leg.service, leg.waited, leg.served) == ("CT", 12 * 60, 6 * 60)
    assert (visit.outcome, visit.whole, visit.waited) == (Outcome.FINISHED, 20 * 60, 12 * 60)
    assert (leg.caller, leg.server, visit.person) == ("rani", "rani", "rani")
    assert hour_of(leg.begun) == 9


@given(st.lists(st.integers(0, 3_000_000_000), min_size=4, max_size=4))
def test_the_short_way_of_a_plain_visit_gives_what_the_long_way_gives(at: list[int]) -> None:
    acts = (Act.ISSUE, Act.CALL, Act.START, Act.FINISH)
    plain: list[Event] = [
        (act.value, when, "CT" if act is Act.ISSUE else None, act) for act, when in zip(acts, at, strict=True)
    ]
    recalled: list[Event] = [*plain[:2], (Act.RECALL.value, at[1], None, None), *plain[2:]]
    assert fold(plain) == fold(recalled)


def test_a_withdrawn_call_ends_no_wait() -> None:
    visit = fold(_events((Act.ISSUE, 0), (Act.CALL, 5), (Act.WITHDRAW, 6), (Act.CALL, 9), (Act.START, 10)))
    assert visit.legs[0].waited == 9 * 60
    assert visit.outcome is Outcome.OPEN


def test_parked_time_is_neither_wait_nor_service() -> None:
    visit = fold(
        _events(
            (Act.ISSUE, 0), (Act.CALL, 5), (Act.START, 6), (Act.PARK, 10), (Act.RESUME, 30), (Act.PARK, 31),
            (Act.CALL, 40), (Act.START, 41), (Act.FINISH, 43),
        )
    )  # fmt: skip
    assert (visit.legs[0].waited, visit.legs[0].served) == (5 * 60, (4 + 1 + 2) * 60)


def test_feat_q5_each_leg_has_its_wait_and_the_visit_the_whole() -> None:
    visit = fold(
        _events(
            (Act.ISSUE, 0), (Act.CALL, 5), (Act.START, 6), (Act.TRANSFER, 10, "KGB"), (Act.CALL, 25),
            (Act.START, 26), (Act.NEXT_SERVICE, 30, "INFO"), (Act.FINISH, 33),
        )
    )  # fmt: skip
    assert [(leg.service, leg.waited, leg.served) for leg in visit.legs] == [
        ("CT", 5 * 60, 4 * 60),
        ("KGB", 15 * 60, 4 * 60),
        ("INFO", None, 3 * 60),
    ]
    assert (visit.waited, visit.whole) == (20 * 60, 33 * 60)


def test_feat_q5_what_runs_is_counted_up_to_now_as_the_statistics_will_count_it() -> None:
    steps = _events(
        (Act.ISSUE, 0), (Act.CALL, 10), (Act.START, 11), (Act.TRANSFER, 15, "KGB"), (Act.CALL, 20),
        (Act.START, 21), (Act.PARK, 25), (Act.RESUME, 35),
    )  # fmt: skip
    served = [
        (leg.service, leg.waited, leg.served) for leg in so_far(steps, now=_NINE_WIB + 40 * _MINUTE).legs
    ]
    assert served == [("CT", 10 * 60, 4 * 60), ("KGB", 5 * 60, (4 + 5) * 60)]
    waiting = so_far(steps[:4], now=_NINE_WIB + 18 * _MINUTE).legs[-1]
    called = so_far(steps[:5], now=_NINE_WIB + 28 * _MINUTE).legs[-1]
    assert (waiting.waited, called.waited, called.served) == (3 * 60, 5 * 60, None)


def test_a_number_that_is_moved_while_it_waits_has_waited_in_the_whole_only() -> None:
    visit = fold(_events((Act.ISSUE, 0), (Act.TRANSFER, 10, "KGB"), (Act.CALL, 15), (Act.START, 16)))
    assert [leg.waited for leg in visit.legs] == [None, 5 * 60]
    assert visit.waited == 15 * 60


def test_a_released_visitor_waits_again_in_the_same_leg() -> None:
    visit = fold(
        _events(
            (Act.ISSUE, 0), (Act.CALL, 5), (Act.RELEASE, 7), (Act.CALL, 8), (Act.START, 9), (Act.RELEASE, 12),
            (Act.CALL, 20), (Act.START, 21), (Act.FINISH, 25),
        )
    )  # fmt: skip
    assert (visit.legs[0].waited, visit.legs[0].served) == ((8 + 8) * 60, (3 + 4) * 60)


def test_who_came_late_waits_from_coming_back() -> None:
    visit = fold(
        _events(
            (Act.ISSUE, 0), (Act.CALL, 5), (Act.MARK_NO_SHOW, 9), (Act.RETURN, 30), (Act.CALL, 34),
            (Act.START, 35), (Act.FINISH, 40),
        )
    )  # fmt: skip
    assert (visit.legs[0].waited, visit.outcome) == (4 * 60, Outcome.FINISHED)


def test_what_was_undone_never_happened() -> None:
    undone = _events(
        (Act.ISSUE, 0), (Act.CALL, 5), (Act.START, 6), (Act.TRANSFER, 8, "KGB"), (Act.UNDO, 8.1, "CT"),
        (Act.FINISH, 10), (Act.UNDO, 10.1), (Act.FINISH, 12),
    )  # fmt: skip
    assert fold(undone) == fold(_events((Act.ISSUE, 0), (Act.CALL, 5), (Act.START, 6), (Act.FINISH, 12)))


@pytest.mark.parametrize(
    ("act", "outcome"),
    [
        (Act.MARK_NO_SHOW, Outcome.NO_SHOW),
        (Act.CANCEL, Outcome.CANCELLED),
        (Act.CLOSE_DAY, Outcome.UNSERVED),
    ],
)
def test_feat_q4_every_other_end_is_an_outcome_without_a_wait(act: Act, outcome: Outcome) -> None:
    visit = fold(_events((Act.ISSUE, 0), (Act.CALL, 5), (act, 10)))
    assert (visit.outcome, visit.legs[0].waited, visit.whole) == (outcome, None, None)


def test_a_clock_that_was_set_back_makes_no_negative_time() -> None:
    visit = fold(_events((Act.ISSUE, 10), (Act.CALL, 5), (Act.START, 4), (Act.FINISH, 2)))
    assert (visit.legs[0].waited, visit.legs[0].served, visit.whole) == (0, 0, 0)


# --- percentiles -----------------------------------------------------------------------------------


def test_a_percentile_is_the_nearest_rank() -> None:
    values = list(range(1, 11))
    assert [percentile(values, share) for share in (0.25, 0.5, 0.9, 1.0)] == [3, 5, 9, 10]
    assert percentile([7], 0.9) == 7
    with pytest.raises(ValueError, match="no values"):
        percentile([], 0.5)


@given(st.lists(st.integers(0, 10_000), min_size=1), st.sampled_from((0.25, 0.5, 0.75, 0.9)))
def test_a_percentile_is_a_measured_value_that_enough_others_do_not_exceed(
    values: list[int], share: float
) -> None:
    found = percentile(sorted(values), share)
    assert found in values
    assert sum(value <= found for value in values) * 1000 >= round(share * 1000) * len(values)
    assert sum(value < found for value in values) < share * len(values) + 1e-6


def test_fault_l4_below_ten_values_there_is_no_median_and_with_none_no_division() -> None:
    assert times([]).median is None
    assert times([60] * (ENOUGH - 1)).p90 is None
    found = times([60] * ENOUGH)
    assert (found.n, found.median, found.total) == (10, timedelta(minutes=1), timedelta(minutes=10))


def test_periods_end_on_the_given_day() -> None:
    day = date(2026, 11, 24)
    assert week_until(day).first == date(2026, 11, 18)
    assert month_until(day).first == date(2026, 11, 1)
    assert (year_until(day).first, year_until(day).days) == (date(2026, 1, 1), 328)


@given(st.integers(0, 400), st.integers(1, 40))
def test_the_pieces_of_a_period_are_its_days_each_once(more: int, most: int) -> None:
    first = date(2026, 1, 1)
    period = Period(first=first, last=first + timedelta(days=more))
    cut = list(pieces(period, days=most))
    assert (cut[0].first, cut[-1].last) == (period.first, period.last)
    assert all(after.first == before.last + timedelta(days=1) for before, after in pairwise(cut))
    assert all(1 <= piece.days <= most for piece in cut)
