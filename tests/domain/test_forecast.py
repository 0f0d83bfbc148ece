"""When the line will be gone: the arithmetic, and what it does not claim."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bkpsdm_desktop.domain.forecast import Line, end_of_all, expected_end, time_each

NOW = datetime(2026, 11, 24, 3, 20, tzinfo=UTC)


def line(waiting: int, minutes: int = 7, counters: int = 1) -> Line:
    return Line(waiting=waiting, each=timedelta(minutes=minutes), counters=counters)


LINES = st.lists(st.builds(line, st.integers(0, 30), st.integers(1, 40), st.integers(0, 5)), max_size=6)


def test_eight_people_of_seven_minutes_at_two_counters_take_28_minutes() -> None:
    assert expected_end(line(8, 7, 2), NOW) == NOW + timedelta(minutes=28)


def test_nobody_waits_or_nobody_serves() -> None:
    assert expected_end(line(0), NOW) is None
    assert expected_end(line(3, counters=0), NOW) is None
    assert end_of_all([line(3, counters=0), line(1)], 1, NOW) is None
    assert end_of_all([line(0), line(0, counters=0)], 2, NOW) is None


def test_todays_median_counts_else_the_mean_of_the_standards() -> None:
    minutes = [timedelta(minutes=5), timedelta(minutes=10)]
    assert time_each(timedelta(minutes=4), minutes) == timedelta(minutes=4)
    assert time_each(None, minutes) == timedelta(minutes=7.5)
    assert time_each(None, []) == timedelta()


@given(LINES, st.integers(1, 8))
def test_all_lines_end_no_sooner_than_the_longest_and_than_their_work_allows(
    lines: list[Line], counters: int
) -> None:
    end = end_of_all(lines, counters, NOW)
    wanted = [each for each in lines if each.waiting]
    if end is None:
        assert not wanted or any(not each.counters for each in wanted)
        return
    for each in wanted:
        single = expected_end(each, NOW)
        assert single is not None
        assert end >= single
    assert (end - NOW) * counters >= sum((each.work for each in wanted), timedelta()) - timedelta(
        microseconds=9
    )


@given(LINES, st.integers(1, 8))
def test_one_person_more_never_ends_sooner(lines: list[Line], counters: int) -> None:
    before = end_of_all(lines, counters, NOW)
    after = end_of_all([*lines, line(1)], counters, NOW)
    assert before is None or (after is not None and after >= before)
