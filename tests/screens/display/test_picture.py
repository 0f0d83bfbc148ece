"""Which state and which words, from the rows alone."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bkpsdm_desktop.domain.languages import Language
from bkpsdm_desktop.screens.display.picture import (
    CounterPage,
    Mode,
    Picture,
    Turn,
    Wait,
    compose,
    counter_labels,
    counter_pages,
    info_turns,
)
from bkpsdm_desktop.services.board_rows import BoardState
from tests.screens.display.board import BREAK, CLOSED, MORNING_CALLS, NOW, OPEN, WAITS, call, state


def picture(shown: BoardState | None, *, connected: bool = True, far: bool = False) -> Picture:
    return compose(shown, connected=connected, marked=frozenset(), rows=5, far=far)


def test_a_number_called_again_stands_once_at_its_latest_call() -> None:
    again = call("C011", 2, 1, number=2)
    shown = picture(state((again, *MORNING_CALLS)))
    assert shown.called is not None
    assert (shown.called.label, shown.called.counter) == ("C011", "2")
    assert [row.label for row in shown.rows] == ["C012", "K009", "A021", "L004", "C010"]


@pytest.mark.parametrize(
    ("shown", "mode"),
    [
        (state(), Mode.CALLS),
        (state(()), Mode.EMPTY),
        (state(status=BREAK, opened=()), Mode.BREAK),
        (state(status=CLOSED, opened=()), Mode.CLOSED),
        # Those who wait at closing time are still called: the board stays until the last counter closes.
        (state(status=CLOSED, opened=(3,)), Mode.CALLS),
        (state(status=BREAK, opened=(3,)), Mode.CALLS),
        (state(day_closed=True), Mode.CLOSED),
        (state(opened=(), paused=(1, 2)), Mode.CALLS),
    ],
)
def test_ux_u11_which_state_is_shown(shown: BoardState, mode: Mode) -> None:
    assert picture(shown).mode is mode


def test_a_new_call_is_never_hidden_by_the_clock() -> None:
    late = call("C013", 3, 2)
    shown = state((late,), status=CLOSED, opened=())
    made = compose(shown, connected=True, marked={late.announcement}, rows=5, far=False)
    assert made.mode is Mode.CALLS


def test_ux_u11_closed_says_when_it_opens_next() -> None:
    assert picture(state(status=CLOSED, opened=())).message.text == (
        "Buka lagi Rabu, 25 Nov 2026,\npukul 08.00 WIB."
    )
    early = replace(CLOSED, opens_at=NOW + timedelta(minutes=51))
    assert picture(state((), status=early, opened=())).message.heading == "Loket belum buka"
    assert picture(state((), status=early, opened=())).message.text == "Buka pukul 11.00 WIB."
    never = replace(CLOSED, opens_at=None)
    assert picture(state((), status=never, opened=())).message.heading == "Loket tutup"


def test_ux_u11_a_holiday_is_named() -> None:
    shown = picture(state((), status=replace(CLOSED, holiday="Hari contoh"), opened=()))
    assert shown.turns[0] == Turn("calendar", "Hari ini libur", "Hari contoh", "holiday")


def test_the_qr_is_mentioned_only_where_there_is_a_portal() -> None:
    with_portal = picture(state(status=BREAK, opened=()))
    without = picture(state(status=BREAK, opened=(), portal=""))
    assert "QR" in with_portal.turns[0].text
    assert not any("QR" in turn.text or "daring" in turn.title for turn in without.turns)


@pytest.mark.parametrize(
    ("shown", "title"),
    [
        (state(), "Istirahat 12.00, tutup 15.00 WIB"),
        (state(status=replace(OPEN, open_until=OPEN.last_closing)), "Hari ini loket tutup 15.00 WIB"),
    ],
)
def test_ux_u9_closing_time_is_among_the_turns(shown: BoardState, title: str) -> None:
    assert title in [turn.title for turn in picture(shown).turns]


def test_ux_u9_free_of_charge_and_waiting_are_among_the_turns() -> None:
    titles = [turn.title for turn in picture(state()).turns]
    assert "Semua layanan gratis" in titles
    assert "12 orang menunggu" in titles
    assert "Tidak ada yang menunggu" in [turn.title for turn in picture(state(waiting=0)).turns]


def test_far_seats_get_the_date_as_a_turn_because_the_head_has_no_room() -> None:
    assert "Selasa, 24 November 2026" in [turn.title for turn in picture(state(), far=True).turns]


def test_a_closed_day_leaves_no_list_when_the_line_is_cut() -> None:
    shown = picture(state(day_closed=True), connected=False)
    assert shown.mode is Mode.OFFLINE
    assert shown.rows == ()


@pytest.mark.parametrize(
    ("counters", "labels"),
    [
        ([], []),
        ([3, 1, 2], ["1", "2", "3"]),
        ([1, 2, 3, 4], ["1", "2", "3", "4"]),
        ([1, 2, 3, 4, 5, 7], ["1–5", "7"]),
        ([1, 3, 4, 5, 6, 7, 8, 12], ["1", "3–8", "12"]),
    ],
)
def test_long_runs_of_counters_become_one_label(counters: list[int], labels: list[str]) -> None:
    assert counter_labels(counters) == labels


def test_counters_take_turns_only_when_they_must() -> None:
    def at_most_three(page: CounterPage) -> bool:
        return len(page.open) + len(page.paused) <= 3

    assert counter_pages([1, 2], [4], fits=at_most_three) == (CounterPage(("1", "2"), ("4",)),)
    assert counter_pages([1, 3, 5, 7], [2], fits=at_most_three) == (
        CounterPage(("1", "3", "5"), ()),
        CounterPage(("7",), ()),
        CounterPage((), ("2",)),
    )
    assert counter_pages([], [], fits=at_most_three) == (CounterPage((), ()),)


def test_feat_q6_each_group_with_history_has_its_range_among_the_turns() -> None:
    [turn] = [turn for turn in picture(state(waits=WAITS[:2])).turns if turn.waits]
    assert turn.waits == (Wait("A", "10–15"), Wait("C", "25–35"))
    assert (turn.title, turn.text) == ("menit", "tunggu")
    for shown in (state(), state(waits=WAITS, status=CLOSED, opened=()), state(waits=WAITS, day_closed=True)):
        assert not any(turn.waits for turn in picture(shown).turns)


def test_ranges_that_do_not_fit_beside_each_other_go_on_in_the_next_turn() -> None:
    turn = Turn("clock", "menit", "tunggu", "waits", waits=tuple(Wait(letter, "5–10") for letter in "ACKUL"))
    made = info_turns([turn], fits=lambda each: len(each.waits) <= 2)
    assert ["".join(wait.series for wait in each.waits) for each in made] == ["AC", "KU", "L"]
    assert {each.subject for each in made} == {"waits"}


@given(st.lists(st.sampled_from("ACKULM"), max_size=12), st.integers(1, 6))
def test_no_range_is_lost_or_told_twice_whatever_fits(letters: list[str], room: int) -> None:
    waits = tuple(Wait(letter, f"{5 * place}–{5 * place + 10}") for place, letter in enumerate(letters))
    turn = Turn("clock", "menit", "tunggu", "waits", waits=waits)
    made = info_turns([turn] if waits else [], fits=lambda each: len(each.waits) <= room)
    assert tuple(wait for each in made for wait in each.waits) == waits
    assert all(1 <= len(each.waits) <= room for each in made)


def test_a_turn_that_does_not_fit_is_joined_or_parted() -> None:
    turn = Turn("info", "Satu kalimat", "Kalimat lain.")
    assert info_turns([turn], fits=lambda _: True) == (turn,)
    assert info_turns([turn], fits=lambda each: not each.text) == (
        Turn("info", "Satu kalimat. Kalimat lain.", ""),
    )
    assert info_turns([turn], fits=lambda each: len(each.title + each.text) <= 13) == (
        Turn("info", "Satu kalimat", ""),
        Turn("info", "Kalimat lain.", ""),
    )


def test_a_text_that_is_too_long_for_one_turn_goes_on_in_the_next() -> None:
    turn = Turn("megaphone", "satu dua tiga empat lima enam tujuh", "", "x")
    made = info_turns((turn,), fits=lambda each: len(each.title) <= 14)
    assert [each.title for each in made] == ["satu dua tiga", "empat lima", "enam tujuh"]
    assert {(each.icon, each.subject) for each in made} == {("megaphone", "x")}


def test_both_languages_have_something_to_say_in_every_state() -> None:
    for shown in (state(), state(()), state(status=BREAK, opened=()), state(status=CLOSED, opened=()), None):
        for connected in (True, False):
            indonesian, english = (
                compose(shown, connected=connected, marked=frozenset(), rows=5, far=False, language=language)
                for language in Language
            )
            assert indonesian.mode is english.mode
            assert (indonesian.called, indonesian.rows) == (english.called, english.rows)
            assert [turn.subject for turn in indonesian.turns] == [turn.subject for turn in english.turns]
            if indonesian.message.heading:
                assert indonesian.message.heading != english.message.heading
