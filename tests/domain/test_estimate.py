"""The waiting estimate: its range, its history, and how often it holds on simulated days."""

import heapq
from random import Random
from statistics import median

import pytest

from bkpsdm_desktop.domain.estimate import (
    ALL_DAY,
    ENOUGH_VISITS,
    Pace,
    Waited,
    WaitRange,
    paces,
    range_words,
    together,
    wait_range,
)
from bkpsdm_desktop.domain.languages import Language


@pytest.mark.parametrize(
    ("low", "high", "ahead", "words"),
    [
        (200, 300, 6, "± 20–35 menit"),
        (0, 0, 0, "± 0–5 menit"),
        (300, 300, 0, "± 5–10 menit"),
        (600, 800, 4, "± 50 menit – 1 jam 10 menit"),
        (1200, 1200, 5, "± 2 jam – 2 jam 5 menit"),
    ],
)
def test_feat_q6_a_range_is_rounded_outwards_to_five_minutes(
    low: int, high: int, ahead: int, words: str
) -> None:
    found = wait_range(low, high, ahead)
    assert range_words(found) == words
    assert found.holds(low * (ahead + 1))
    assert found.holds(high * (ahead + 1))
    assert found.low < found.high


def test_a_range_is_told_in_english_too() -> None:
    assert range_words(WaitRange(low=25, high=35), Language.ENGLISH) == "± 25–35 min"
    assert range_words(WaitRange(low=50, high=65), Language.ENGLISH) == "± 50 min – 1 h 5 min"


def test_a_miss_is_the_distance_from_the_range() -> None:
    said = WaitRange(low=10, high=20)
    assert [said.miss(seconds) for seconds in (9 * 60, 600, 1200, 1230)] == [60, 0, 0, 30]


def test_feat_q6_too_little_history_gives_no_range_for_the_hour_and_then_none_at_all() -> None:
    few = [Waited(service="CT", hour=9, ahead=1, seconds=600) for _ in range(ENOUGH_VISITS - 1)]
    assert paces(few) == {}
    more = [*few, Waited(service="CT", hour=10, ahead=1, seconds=600)]
    assert paces(more) == {("CT", ALL_DAY): Pace(visits=20, low=300, high=300)}


def test_services_of_one_line_count_by_their_visits() -> None:
    assert together([]) is None
    parts = [Pace(visits=30, low=100, high=200), Pace(visits=10, low=300, high=600)]
    assert together(parts) == Pace(visits=40, low=150, high=300)


# --- how often it holds ----------------------------------------------------------------------------

_PER_HOUR = {8: 1.3, 9: 1.5, 10: 1.2, 11: 0.8, 12: 0.3, 13: 1.0, 14: 0.6}
_MEAN_SECONDS = {"CT": 370, "KGB": 530}


def _day(rng: Random, load: float) -> list[Waited[str]]:
    """One day of an office with two counters, a midday break, two services, and one of eight with priority:
    after two regular numbers a priority one goes first, as the calling rule says."""
    arrivals = []
    for hour, share in _PER_HOUR.items():
        at, gap = hour * 3600.0, 300 / (share * load * rng.uniform(0.8, 1.2))
        while (at := at + rng.expovariate(1 / gap)) < (hour + 1) * 3600:
            arrivals.append((at, rng.choice(("CT", "KGB")), rng.random() < 0.12))
    free = [8 * 3600.0 + rng.uniform(0, 300) for _ in range(2)]
    line: list[tuple[float, str, bool, int]] = []
    seen, regular = [], 0
    while arrivals or line:
        now = heapq.heappop(free)
        if 12 <= now / 3600 < 13:
            now = max(now, 12 * 3600 + rng.uniform(0, 1800))
        if not line and arrivals:
            now = max(now, arrivals[0][0])
        while arrivals and arrivals[0][0] <= now:
            line.append((*arrivals.pop(0), len(line)))
        first = next((who for who in line if who[2] and regular >= 2), line[0])
        line.remove(first)
        regular = 0 if first[2] else regular + 1
        came, service, _, ahead = first
        seen.append(Waited(service=service, hour=int(came // 3600), ahead=ahead, seconds=int(now - came)))
        heapq.heappush(free, now + rng.lognormvariate(0, 0.5) * _MEAN_SECONDS[service])
    return seen


@pytest.mark.parametrize("load", [0.6, 0.8, 1.0, 1.2])
def test_feat_q6_on_simulated_days_two_of_three_waits_lie_in_their_range(load: float) -> None:
    rng = Random(3)
    known = paces(visit for _ in range(60) for visit in _day(rng, load))
    held, widths = [], []
    for _ in range(20):
        for visit in _day(rng, load):
            pace = known.get((visit.service, visit.hour)) or known[(visit.service, ALL_DAY)]
            said = wait_range(pace.low, pace.high, visit.ahead)
            held.append(said.holds(visit.seconds))
            widths.append(said.high - said.low)
    share = sum(held) / len(held)
    assert 0.63 <= share <= 0.92, f"{share:.2f} of {len(held)}"
    assert median(widths) <= 30, "a range that is too wide says nothing"
