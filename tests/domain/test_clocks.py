"""Jumps of clocks, and the office's time on a PC that is wrong."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bkpsdm_desktop.domain.clocks import ClockWatch, OfficeClock, offset_between, steady_clock

NOON = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def watch() -> ClockWatch:
    return ClockWatch(NOON, 100.0)


@pytest.mark.parametrize(
    ("moved", "passed", "doubtful", "sentence"),
    [
        (-HOUR, 1.0, True, "Jam komputer mundur 1 jam. Pastikan tanggal sebelum nomor diambil lagi."),
        (timedelta(days=2), 1.0, True, "Jam komputer maju 1 hari"),
        (timedelta(minutes=10, seconds=2), 1.0, True, "maju 10 menit"),
        (timedelta(minutes=10), 0.0, False, "maju 10 menit. Periksa"),
        (timedelta(minutes=-4), 0.0, False, "mundur 4 menit. Periksa pengaturan jam PC ini."),
        (timedelta(seconds=-7), 0.0, False, "mundur 7 detik"),
    ],
)
def test_fault_c1_c2_a_jump_is_noticed_and_beyond_10_minutes_doubtful(
    moved: timedelta, passed: float, doubtful: bool, sentence: str
) -> None:
    jump = watch().observe(NOON + moved, 100.0 + passed)
    assert jump is not None
    assert jump.is_doubtful is doubtful
    assert sentence in jump.sentence


def test_fault_c6_midnight_and_a_pause_are_no_jumps() -> None:
    watched = ClockWatch(datetime(2026, 11, 24, 16, 59, 59, tzinfo=UTC), 0.0)
    assert watched.observe(datetime(2026, 11, 24, 17, 0, 1, tzinfo=UTC), 2.0) is None
    assert watched.observe(datetime(2026, 11, 25, 1, 0, 1, tzinfo=UTC), 2.0 + 8 * 3600) is None


@given(st.lists(st.floats(0, 3600), max_size=20), st.floats(-4.9, 4.9))
def test_a_clock_that_is_merely_a_little_wrong_never_jumps(steps: list[float], error: float) -> None:
    watched, steady = watch(), 100.0
    for step in steps:
        steady += step
        wall = NOON + timedelta(seconds=steady - 100.0 + error / 2)
        assert watched.observe(wall, steady) is None


def test_a_jump_is_told_once() -> None:
    watched = watch()
    assert watched.observe(NOON - HOUR, 101.0) is not None
    assert watched.observe(NOON - HOUR + timedelta(seconds=1), 102.0) is None


class Pc:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


def test_fault_c1_the_offices_time_stands_still_while_the_clock_catches_up() -> None:
    pc = Pc()
    clock = OfficeClock(pc)
    assert clock.now() == NOON
    pc.now = NOON - timedelta(minutes=3)
    assert clock.now() == NOON
    pc.now = NOON + timedelta(seconds=1)
    assert clock.now() == pc.now


def test_fault_c1_a_doubtful_jump_is_followed() -> None:
    pc = Pc()
    clock = OfficeClock(pc)
    clock.now()
    pc.now = NOON - HOUR
    assert clock.now() == NOON - HOUR


@given(st.lists(st.integers(-600, 600), max_size=30))
def test_fault_c1_small_steps_never_take_the_offices_time_back(steps: list[int]) -> None:
    pc = Pc()
    clock = OfficeClock(pc)
    last = clock.now()
    for step in steps:
        behind = last - pc.now
        if behind - timedelta(seconds=step) > timedelta(minutes=10):
            continue  # together they would be a doubtful jump
        pc.now += timedelta(seconds=step)
        assert clock.now() >= last
        last = clock.now()


def test_the_offset_to_the_server_is_taken_at_the_middle_of_the_question() -> None:
    pc = Pc()
    pc.now = NOON - 2 * HOUR  # two hours slow
    sent, received = pc.now, pc.now + timedelta(milliseconds=40)
    offset = offset_between(sent, NOON + timedelta(milliseconds=20), received)
    assert offset == 2 * HOUR
    clock = OfficeClock(pc)
    clock.set_offset(offset)
    assert clock.now() == NOON


def test_the_steady_clock_goes_on() -> None:
    assert 0 <= steady_clock() <= steady_clock()
