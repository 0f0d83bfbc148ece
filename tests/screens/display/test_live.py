"""What a display does with what it reads, without a window."""

import base64
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from bkpsdm_desktop.domain.errors import DatabaseUnavailable
from bkpsdm_desktop.screens.display.settings import DisplaySettings
from bkpsdm_desktop.services.board_rows import BoardSettings
from tests.screens.display.board import BREAK, CLOSED, FRIDAY, MORNING_CALLS, NOW, call, notice, state
from tests.screens.display.conftest import Live

Make = Callable[..., Live]

GONE = DatabaseUnavailable("Basis data kantor tidak dapat dihubungi.")


def lit_changes(live: Live, run: Callable[[], None]) -> list[tuple[float, bool]]:
    """(seconds, lit) of each change while ``run`` runs, looking every 10 ms of its time."""
    begin, seen, last = live.ticker.now(), [], live.value("lit")

    def look() -> None:
        nonlocal last
        if live.value("lit") != last:
            last = live.value("lit")
            seen.append(((live.ticker.now() - begin).total_seconds(), last))

    stop = live.ticker.every(10, look)
    run()
    stop()
    return seen


def test_the_newest_call_is_large_and_earlier_ones_follow(live: Make) -> None:
    board = live().start()
    assert (board.value("calledLabel"), board.value("calledCounter")) == ("C012", "3")
    assert [row[:2] for row in board.rows()] == [
        ("K009", "2"),
        ("C011", "5"),
        ("A021", "1"),
        ("L004", "4"),
        ("C010", "3"),
    ]


def test_ux_u4_a_new_call_blinks_three_times_at_1_5_hz_and_then_stands_still(live: Make) -> None:
    board = live().start()
    new = call("K010", 2, 0)

    def run() -> None:
        board.change(state((new, *MORNING_CALLS)))
        board.advance(30)

    changes = lit_changes(board, run)
    assert [lit for _, lit in changes] == [False, True] * 3
    gaps = [later - earlier for (earlier, _), (later, _) in pairwise(changes)]
    assert min(gaps) >= 0.32
    assert changes[-1][0] < 2.5


def test_ux_u4_a_call_that_lost_the_block_stays_marked_in_the_first_row(live: Make) -> None:
    board = live().start()
    first = call("C013", 3, 0)
    board.change(state((first, *MORNING_CALLS)))
    board.advance(5)
    second = call("K010", 2, 0, now=NOW + timedelta(seconds=5))
    board.change(state((second, first, *MORNING_CALLS), now=NOW + timedelta(seconds=5)))
    assert board.value("calledLabel") == "K010"
    assert board.rows()[0] == ("C013", "3", True)
    board.advance(14)
    assert board.rows()[0] == ("C013", "3", True)
    board.advance(2)
    assert board.rows()[0] == ("C013", "3", False)


def test_fault_d6_three_calls_within_a_second_are_all_shown_in_order(live: Make) -> None:
    board = live().start()
    calls = [call("A022", 1, 0.9), call("C013", 3, 0.5), call("L005", 4, 0.1)]
    board.change(state((*reversed(calls), *MORNING_CALLS)))
    assert (board.value("calledLabel"), board.value("calledCounter")) == ("L005", "4")
    assert board.rows()[:2] == [("C013", "3", True), ("A022", "1", True)]
    board.report()
    assert board.office.reported[-3:] == [each.announcement for each in calls]
    board.advance(19)
    assert [marked for _, _, marked in board.rows()[:2]] == [True, True]


def test_fault_d6_calls_read_one_by_one_give_the_same_order(live: Make) -> None:
    board = live().start()
    calls = [call("A022", 1, 0.9), call("C013", 3, 0.5), call("L005", 4, 0.1)]
    for end in (1, 2, 3):
        board.change(state((*reversed(calls[:end]), *MORNING_CALLS)))
        assert board.value("calledLabel") == calls[end - 1].label
    assert board.rows()[:2] == [("C013", "3", True), ("A022", "1", True)]


def test_fault_d7_twenty_recalls_neither_flicker_nor_move_a_row(live: Make) -> None:
    board = live().start()
    moves: list[str] = []
    calls = board.board.model.calls
    for signal in (calls.rowsInserted, calls.rowsRemoved, calls.rowsMoved, calls.modelReset):
        signal.connect(lambda *_: moves.append("moved"))

    def run() -> None:
        now = NOW
        recalls = [call("C012", 3, 0, number=1)]
        for number in range(2, 22):
            now += timedelta(milliseconds=100)
            recalls.insert(0, call("C012", 3, 0, number=number, now=now))
            board.change(state((*recalls, *MORNING_CALLS), now=now))
            board.advance(0.1)
        board.advance(10)

    changes = lit_changes(board, run)
    gaps = [later - earlier for (earlier, _), (later, _) in pairwise(changes)]
    assert min(gaps) >= 0.32  # never faster than 1.5 Hz
    assert len(changes) <= 2 * 3 * 2  # 2 s of recalls: at most two series
    assert changes[-1][1] is True
    assert moves == []
    assert [label for label, _, _ in board.rows()].count("C012") == 0


def test_fault_d7_a_recall_after_the_blinking_blinks_again(live: Make) -> None:
    board = live().start()
    board.advance(60)
    now = NOW + timedelta(seconds=60)

    def run() -> None:
        board.change(state((call("C012", 3, 0, number=2, now=now), *MORNING_CALLS), now=now))
        board.advance(5)

    assert len(lit_changes(board, run)) == 6


def test_many_different_calls_never_blink_faster_than_one(live: Make) -> None:
    board = live().start()

    def run() -> None:
        calls = list(MORNING_CALLS)
        for number in range(30):
            now = NOW + timedelta(milliseconds=200 * (number + 1))
            calls.insert(0, call(f"C{100 + number}", 3, 0, now=now))
            board.change(state(calls, now=now))
            board.advance(0.2)
        board.advance(5)

    changes = lit_changes(board, run)
    gaps = [later - earlier for (earlier, _), (later, _) in pairwise(changes)]
    assert min(gaps) >= 0.32
    assert changes[-1][1] is True


def test_a_withdrawn_call_clears_and_comes_to_rest(live: Make) -> None:
    board = live().start()
    board.change(state((call("K010", 2, 0), *MORNING_CALLS)))
    board.advance(0.4)
    board.change(state())
    assert board.value("calledLabel") == "C012"
    assert board.value("lit") is True
    board.advance(3)
    assert board.value("lit") is True


@pytest.mark.parametrize("settings", [DisplaySettings(blink=False), DisplaySettings(motion=False)])
def test_nothing_blinks_when_motion_is_reduced(live: Make, settings: DisplaySettings) -> None:
    board = live(settings=settings).start()

    def run() -> None:
        board.change(state((call("K010", 2, 0), *MORNING_CALLS)))
        board.advance(5)

    assert lit_changes(board, run) == []
    assert board.value("calledLabel") == "K010"


# --- reports -------------------------------------------------------------------------------------------


def test_each_announcement_is_reported_once_and_in_call_order(live: Make) -> None:
    board = live().start()
    assert board.office.reported == []
    assert board.news == 1
    board.report()
    assert board.office.reported == [each.announcement for each in reversed(MORNING_CALLS)]
    board.advance(30)
    board.report()
    assert len(board.office.reported) == len(MORNING_CALLS)


def test_a_report_that_failed_is_made_again_after_the_next_read(live: Make) -> None:
    board = live().start()
    board.office.error = GONE
    board.report()
    assert board.office.reported == []
    board.office.error = None
    board.advance(5)
    board.report()
    assert len(board.office.reported) == len(MORNING_CALLS)
    assert board.office.faults == []


# --- connection ----------------------------------------------------------------------------------------


def test_fault_d15_a_restarted_display_shows_the_present_state_at_its_first_read(live: Make) -> None:
    board = live(state((call("C013", 3, 65), *MORNING_CALLS))).start()
    assert board.value("mode") == "calls"
    assert board.value("calledLabel") == "C013"
    assert not any(marked for _, _, marked in board.rows())  # old calls are no news
    assert lit_changes(board, lambda: board.advance(5)) == []


def test_fault_d15_a_display_that_starts_before_its_database_comes_by_itself(live: Make) -> None:
    board = live()
    board.office.error = GONE
    board.start()
    assert board.value("mode") == "starting"
    board.advance(11)
    assert board.value("mode") == "offline"
    assert board.rows() == []
    board.office.error = None
    board.advance(5)
    assert board.value("mode") == "calls"


def test_fault_d16_a_lost_database_keeps_the_list_dated_and_comes_back(live: Make) -> None:
    board = live().start()
    board.office.error = GONE
    board.link(False)
    assert board.value("connected") is False
    assert board.value("mode") == "offline"
    assert board.value("rowsTitle") == "s.d. 10.09"
    assert [label for label, _, _ in board.rows()] == ["C012", "K009", "C011", "A021", "L004"]
    assert "Nomor Anda tetap berlaku." in board.value("messageText")
    board.advance(120)
    assert board.value("rowsTitle") == "s.d. 10.09"
    assert board.value("clock") == "10.11 WIB"
    board.office.error = None
    board.office.state = state((call("K010", 2, 30), *MORNING_CALLS), now=NOW + timedelta(seconds=120))
    board.link(True)
    assert board.value("connected") is True
    assert board.value("calledLabel") == "K010"
    assert board.office.faults == []


def test_fault_d16_a_read_that_hangs_shows_the_badge_within_ten_seconds_and_is_given_up(live: Make) -> None:
    board = live().start()
    board.office.hangs = True
    board.advance(9)
    assert board.value("connected") is True
    board.advance(5)
    assert board.value("connected") is False
    board.office.hangs = False
    board.advance(13)
    assert board.value("connected") is True


def test_a_line_that_is_back_is_believed_after_a_read(live: Make) -> None:
    board = live().start()
    board.office.error = GONE
    board.link(False)
    board.link(True)
    assert board.value("connected") is False


def test_a_fault_of_ours_is_told_once_and_the_display_goes_on(live: Make) -> None:
    board = live().start()
    board.office.error = RuntimeError("a mistake")
    board.advance(30)
    assert len(board.office.faults) == 1
    assert board.value("connected") is False
    board.office.error = None
    board.advance(5)
    assert board.value("connected") is True


def test_changes_while_a_read_runs_are_read_after_it(live: Make) -> None:
    board = live().start()
    before = board.office.reads

    def burst() -> None:
        for _ in range(10):
            board.office.change(state((call("K010", 2, 0), *MORNING_CALLS)))

    board.loop.do(burst)
    assert board.office.reads - before == 2
    assert board.value("calledLabel") == "K010"


# --- clock, turns, states --------------------------------------------------------------------------------


def test_ux_u9_the_clock_is_the_offices_in_wib_and_goes_on_between_reads(live: Make) -> None:
    board = live(state(now=NOW))
    board.ticker.advance(-3600)  # this PC's clock is an hour behind
    board.start()
    assert board.value("clock") == "10.09 WIB"
    assert board.value("date") == "24 Nov 2026"
    board.office.error = GONE
    board.advance(61)
    assert board.value("clock") == "10.10 WIB"


def test_ux_u9_the_information_area_takes_turns_of_twelve_seconds(live: Make) -> None:
    board = live(state(notices=(FRIDAY,))).start()
    seen = [board.value("infoTitle").replace("\N{NO-BREAK SPACE}", " ")]
    for _ in range(4):
        board.advance(12)
        seen.append(board.value("infoTitle").replace("\N{NO-BREAK SPACE}", " "))
    assert seen == [
        "Istirahat 12.00, tutup 15.00 WIB",
        "12 orang menunggu",
        "Semua layanan gratis",
        "Jumat, loket tutup 11.00 WIB",
        "Istirahat 12.00, tutup 15.00 WIB",
    ]


def test_ux_u10_the_picture_shifts_by_at_most_four_pixels_each_ten_minutes(live: Make) -> None:
    board = live().start()
    places = []
    for _ in range(5):
        places.append((board.value("shiftX"), board.value("shiftY")))
        board.advance(600)
    assert len(set(places)) == 4
    assert places[4] == places[0]
    for (x, y), (other_x, other_y) in pairwise(places):
        assert abs(x - other_x) + abs(y - other_y) <= 4
        assert 0 <= x <= 4
        assert 0 <= y <= 4


def test_ux_u10_the_shift_can_be_switched_off(live: Make) -> None:
    board = live(settings=DisplaySettings(pixel_shift=False)).start()
    board.advance(1200)
    assert (board.value("shiftX"), board.value("shiftY")) == (0, 0)


def test_ux_u11_each_state_has_its_words(live: Make) -> None:
    board = live(state(())).start()
    assert board.value("mode") == "empty"
    assert board.value("infoTitle") == "Loket 1, 2, 3, dan 5 sudah buka."
    board.change(state(status=BREAK, opened=()))
    assert board.value("mode") == "break"
    assert "13.00 WIB" in board.value("messageText")
    board.change(state(status=CLOSED, opened=(), paused=()))
    assert board.value("mode") == "closed"
    assert board.value("messageText") == "Buka lagi Rabu, 25 Nov 2026,\npukul 08.00 WIB."


# --- notices, languages, settings ------------------------------------------------------------------------

RED = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC"
)
ENGLISH = BoardSettings(english=True)


def turns(board: Live, count: int) -> list[tuple[str, str]]:
    """What the information area and the counter's word say, turn by turn."""
    seen = []
    for _ in range(count):
        title = board.value("infoTitle").replace("\N{NO-BREAK SPACE}", " ")
        seen.append((title, board.value("counterWord")))
        board.advance(12)
    return seen


def test_in_english_each_subject_is_told_in_both_languages_and_the_labels_follow(live: Make) -> None:
    only = notice("Antrean khusus lansia")
    board = live(state(notices=(FRIDAY, only), settings=ENGLISH)).start()
    assert turns(board, 10) == [
        ("Istirahat 12.00, tutup 15.00 WIB", "Loket"),
        ("Break 12:00, closing 15:00 WIB", "Desk"),
        ("12 orang menunggu", "Loket"),
        ("12 people are waiting", "Desk"),
        ("Semua layanan gratis", "Loket"),
        ("All services are free", "Desk"),
        ("Jumat, loket tutup 11.00 WIB", "Loket"),
        ("Fridays: desks close at 11:00 WIB", "Desk"),
        ("Antrean khusus lansia", "Loket"),
        ("Istirahat 12.00, tutup 15.00 WIB", "Loket"),
    ]


def test_english_is_switched_on_and_off_while_the_display_runs(live: Make) -> None:
    board = live().start()
    assert {word for _, word in turns(board, 6)} == {"Loket"}
    board.change(state(settings=ENGLISH))
    assert board.settings == [ENGLISH]
    assert {word for _, word in turns(board, 6)} == {"Loket", "Desk"}
    board.change(state())
    assert board.settings[-1] == BoardSettings()
    assert {word for _, word in turns(board, 6)} == {"Loket"}


def test_the_clock_follows_the_language(live: Make) -> None:
    board = live(state(settings=ENGLISH)).start()
    assert board.value("clock") == "10.09 WIB"
    board.advance(12)
    assert board.value("clock") == "10:09 WIB"


def test_a_notice_appears_and_goes_with_the_next_state(live: Make) -> None:
    board = live().start()
    assert all(title != "Jumat, loket tutup 11.00 WIB" for title, _ in turns(board, 4))
    board.change(state(notices=(FRIDAY,)))
    assert ("Jumat, loket tutup 11.00 WIB", "Loket") in turns(board, 4)
    board.change(state())
    assert all(title != "Jumat, loket tutup 11.00 WIB" for title, _ in turns(board, 4))


def test_a_picture_is_fetched_once_and_shown_when_it_is_here(live: Make) -> None:
    picture = notice("Alur", picture=len(RED))
    board = live(state(notices=(picture,)))
    board.office.pictures[picture.id] = RED
    board.start()
    seen = set()
    for _ in range(5):
        seen.add(board.value("infoPicture"))
        board.advance(12)
    assert seen == {"", f"image://notice/{picture.id}-{len(RED)}"}
    assert board.office.asked == [picture.id]
    # The office puts another picture in its place.
    other = replace(picture, picture=len(RED) + 1)
    board.office.pictures[picture.id] = RED + b"\0"
    board.change(state(notices=(other,)))
    assert board.office.asked == [picture.id, picture.id]
    assert not board.pictures.has(f"{picture.id}-{len(RED)}")


def test_a_picture_that_can_not_be_read_is_left_out(live: Make) -> None:
    broken = notice("Rusak", picture=4)
    board = live(state(notices=(broken,)))
    board.office.pictures[broken.id] = b"beep"
    board.start()
    assert {title for title, _ in turns(board, 5)} == {title for title, _ in turns(board, 3)}
    assert "" not in {title for title, _ in turns(board, 4)}
    assert board.office.asked == [broken.id]
