"""The words of an announcement, and how a sentence is made to fit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bkpsdm_desktop.domain.voice import (
    AIM_MS,
    CHIME,
    CLIPS,
    Language,
    english_sentence,
    fit,
    longest_usual,
    sentence,
    words_of,
)

letters = st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
numbers = st.integers(1, 9_999)
counters = st.integers(1, 120)
calls = st.integers(1, 6)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (("A", 1, 2, 1), "nomor antrean, a, nol nol satu, silakan menuju loket dua"),
        (("C", 12, 10, 1), "nomor antrean, ce, nol satu dua, silakan menuju loket sepuluh"),
        (("K", 120, 11, 1), "nomor antrean, ka, satu dua nol, silakan menuju loket sebelas"),
        (("M", 7, 12, 2), "panggilan kedua, em, nol nol tujuh, silakan menuju loket dua belas"),
        (("L", 45, 20, 3), "panggilan ketiga, el, nol empat lima, silakan menuju loket dua puluh"),
        (("U", 1000, 21, 4), "panggilan ulang, u, satu nol nol nol, silakan menuju loket dua puluh satu"),
        (("A", 1, 104, 1), "nomor antrean, a, nol nol satu, silakan menuju loket satu nol empat"),
    ],
)
def test_a_number_is_said_digit_by_digit_and_a_counter_as_a_word(
    number: tuple[str, int, int, int], words: str
) -> None:
    series, ticket, counter, call = number
    assert words_of(sentence(series, ticket, counter, call=call)) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (("A", 1, 2), "number, a, zero zero one, please go to desk two"),
        (("C", 12, 13), "number, cee, zero one two, please go to desk thirteen"),
        (("K", 120, 40), "number, kay, one two zero, please go to desk forty"),
        (("M", 7, 99), "number, em, zero zero seven, please go to desk ninety nine"),
    ],
)
def test_the_english_sentence(number: tuple[str, int, int], words: str) -> None:
    assert words_of(english_sentence(*number)) == words


@given(letters, numbers, counters, calls)
def test_feat_d2_every_number_at_every_counter_has_its_pieces_and_one_chime(
    series: str, number: int, counter: int, call: int
) -> None:
    spoken = sentence(series, number, counter, call=call)
    assert [token.clip for token in spoken].count(CHIME) == 1
    assert spoken[0].clip == CHIME
    english = english_sentence(series, number, counter)
    for tokens, language in ((spoken, Language.INDONESIAN), (english, Language.ENGLISH)):
        assert {CLIPS[token.clip].language for token in tokens} == {language}
    # Number and counter are in every sentence: nobody has to guess where to go.
    digits = [token.clip for token in spoken if token.clip.startswith("angka-")]
    assert digits[: len(f"{number:03d}")] == [f"angka-{digit}" for digit in f"{number:03d}"]
    assert "loket" in {token.clip for token in spoken}


@given(letters, numbers, counters, calls, st.data())
def test_a_sentence_of_any_recordings_is_made_to_fit(
    series: str, number: int, counter: int, call: int, data: st.DataObject
) -> None:
    tokens = sentence(series, number, counter, call=call)
    names = sorted({token.clip for token in tokens})
    lengths = {name: data.draw(st.integers(20, CLIPS[name].limit_ms)) for name in names}
    fitted = fit(tokens, lengths)
    chime = lengths[CHIME]
    words = sum(lengths[token.clip] for token in tokens) - chime
    rests = sum(token.rest_ms for token in tokens)
    assert chime + words / fitted.pace + rests * fitted.rests <= AIM_MS + 1
    assert fitted.pace >= 1
    assert fitted.pace == 1 or fitted.rests == 0  # words are quickened only when no rest is left


def test_what_fits_is_left_as_it_was_recorded() -> None:
    tokens = sentence("A", 1, 2)
    fitted = fit(tokens, dict.fromkeys(CLIPS, 300))
    assert (fitted.rests, fitted.pace) == (1, 1)


def test_the_longest_usual_sentence_takes_the_longest_pieces() -> None:
    lengths = dict.fromkeys(CLIPS, 300) | {"angka-8": 400, "huruf-w": 350, "panggilan-ketiga": 500}
    tokens = longest_usual(lengths)
    assert words_of(tokens) == (
        "panggilan ketiga, we, delapan delapan delapan, silakan menuju loket delapan belas"
    )
