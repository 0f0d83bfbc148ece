"""Running times against their targets (ux.md U21): colour, icon and word."""

from datetime import timedelta

import pytest

from bkpsdm_desktop.screens.counter.wording import median_words, wait_state
from bkpsdm_desktop.screens.widgets.state import State
from tests.screens.counter.conftest import Play
from tests.screens.counter.stage import Stage


@pytest.mark.parametrize(
    ("minutes", "state"),
    [(0, State.NEUTRAL), (35.9, State.NEUTRAL), (36, State.WARN), (45, State.WARN), (45.1, State.BAD)],
)
def test_ux_u21_a_wait_is_neutral_until_80_percent_amber_until_100_then_red(
    minutes: float, state: State
) -> None:
    assert wait_state(timedelta(minutes=minutes), timedelta(minutes=45)) is state


def test_ux_u21_the_visit_turns_amber_at_eight_of_ten_minutes_and_red_after_ten(play: Play) -> None:
    async def scene(at: Stage) -> None:
        await at.press("F2", "F4")
        visit = at.window.desk.visit
        await at.wait(7 * 60 + 59)
        assert (visit.meter.state, visit.badge.word) == (State.NEUTRAL, "Sesuai target")
        await at.wait(1)
        assert (visit.meter.state, visit.badge.word) == (State.WARN, "Mendekati target")
        assert visit.meter.word == "mendekati target"
        await at.wait(121)
        assert (visit.meter.state, visit.badge.word) == (State.BAD, "Lewat target")
        assert visit.elapsed.text() == "10 mnt 1 dtk"

    play(scene)


def test_ux_u21_the_longest_waiting_turns_too(play: Play) -> None:
    async def scene(at: Stage) -> None:
        assert at.shown_queue()[1].state is State.NEUTRAL
        await at.wait(11 * 60)
        assert at.shown_queue()[1].state is State.WARN
        await at.wait(9 * 60)
        assert at.shown_queue()[1].state is State.BAD
        assert at.window.desk.next.number == "C010"
        assert at.window.desk.next.meter.state is State.BAD
        assert at.window.desk.next.meter.word == "lewat batas"

    play(scene)


def test_times_go_on_between_two_readings_and_never_run_backwards(play: Play) -> None:
    async def scene(at: Stage) -> None:
        waits = [row.longest for row in at.shown_queue()]
        await at.wait(20)
        at.ticker.advance(-3600)
        at.window.desk.tick(at.situation())
        assert at.shown_queue()[0].longest == waits[0]

    play(scene)


def test_fault_c1_a_warning_about_the_clock_stands_in_the_status_line(play: Play) -> None:
    async def scene(at: Stage) -> None:
        at.office.warnings = ("Jam PC ini mundur 1 jam.",)
        at.feed.change()
        await at.settle()
        seen = set()
        for _ in range(13):
            await at.wait(1)
            seen.add(at.status)
        assert "Jam PC ini mundur 1 jam." in seen
        assert any("belum bisa dipakai" in words for words in seen)

    play(scene)


def test_a_no_show_leaves_the_list_when_its_time_is_over(play: Play) -> None:
    async def scene(at: Stage) -> None:
        table = at.window.desk.day.returnable_table.model()
        assert table.rowCount() == 1
        await at.wait(14 * 60 + 1)
        assert table.rowCount() == 0

    play(scene)


def test_a_median_reads_like_a_figure() -> None:
    assert median_words(None) == "–"
    assert median_words(timedelta(minutes=6, seconds=30)) == "6,5 mnt"
    assert median_words(timedelta(minutes=7)) == "7 mnt"
