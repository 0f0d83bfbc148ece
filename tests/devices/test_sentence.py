"""The shipped pieces, and every sentence that they make: length and loudness."""

import io
import wave

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bkpsdm_desktop.devices.recordings import loudness_of, read_wav
from bkpsdm_desktop.devices.sentence import BrokenClip, compose, milliseconds, shipped_clips, sound_of
from bkpsdm_desktop.domain.voice import (
    CHIME,
    CHIME_LIMIT_MS,
    CLIPS,
    LIMIT_MS,
    LOUDNESS,
    Token,
    english_sentence,
    fit,
    sentence,
)
from tests.helpers.source import ROOT

SOUNDS = ROOT / "resources" / "sounds"
LENGTHS = {name: milliseconds(sound_of(name, data)) for name, data in shipped_clips().items()}


def seconds(data: bytes) -> float:
    with wave.open(io.BytesIO(data)) as file:
        assert (file.getsampwidth(), file.getnchannels()) == (2, 1)
        return float(file.getnframes() / file.getframerate())


def test_ux_u64_every_piece_is_shipped_and_nothing_else() -> None:
    assert {path.stem for path in SOUNDS.glob("*.wav")} == set(CLIPS)


@pytest.mark.parametrize("name", sorted(CLIPS))
def test_a_shipped_piece_is_plain_short_trimmed_and_of_one_loudness(name: str) -> None:
    data = shipped_clips()[name]
    assert LENGTHS[name] <= CLIPS[name].limit_ms
    samples = read_wav(data)
    assert abs(loudness_of(samples) - LOUDNESS) <= 0.2
    peak = float(abs(samples).max())
    assert peak <= 0.9
    for end in (samples[:700], samples[-700:]):  # 32 ms
        assert float(abs(end).max()) > peak / 300


def test_the_chime_is_at_most_a_second() -> None:
    assert LENGTHS[CHIME] <= CHIME_LIMIT_MS


def test_ux_u62_every_sentence_lasts_at_most_six_seconds_with_its_chime() -> None:
    """Reckoned for every letter, for the shortest and longest digits, at every counter, for every call."""
    longest = max(range(10), key=lambda digit: LENGTHS[f"angka-{digit}"])
    for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ":
        for number in (1, 999, longest * 111, longest * 1111):
            for counter in range(1, 100):
                for call in range(1, 5):
                    tokens = sentence(letter, number, counter, call=call)
                    fitted = fit(tokens, LENGTHS)
                    chime = LENGTHS[CHIME]
                    words = sum(LENGTHS[token.clip] for token in tokens) - chime
                    rests = sum(token.rest_ms for token in tokens) * fitted.rests
                    assert chime + words / fitted.pace + rests <= LIMIT_MS
                    assert fitted.pace <= 1.4  # still easily understood


def test_an_ordinary_sentence_is_not_hurried() -> None:
    for number in range(1, 200):
        for counter in range(1, 11):
            for call in (1, 2, 3):
                assert fit(sentence("C", number, counter, call=call), LENGTHS).pace <= 1.05


@settings(max_examples=60)
@given(
    st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    st.integers(1, 9_999),
    st.integers(1, 99),
    st.integers(1, 4),
    st.booleans(),
)
def test_sentences_are_even_within_one_lu_and_never_cut(
    series: str, number: int, counter: int, call: int, english: bool
) -> None:
    tokens = (
        english_sentence(series, number, counter) if english else sentence(series, number, counter, call=call)
    )
    whole = compose(tokens, shipped_clips())
    assert seconds(whole) <= LIMIT_MS / 1000
    samples = read_wav(whole)
    assert abs(loudness_of(samples) - (LOUDNESS - 0.1)) <= 0.5  # so any two of them differ by at most 1 LU
    assert float(abs(samples).max()) < 1


def test_words_that_are_quickened_keep_their_loudness_and_their_end() -> None:
    calm = compose((Token("angka-9", 0),), shipped_clips())
    hurried = compose(tuple(Token("angka-9", 0) for _ in range(12)), shipped_clips())
    assert seconds(hurried) <= LIMIT_MS / 1000 < 12 * seconds(calm)
    assert abs(loudness_of(read_wav(hurried)) - loudness_of(read_wav(calm))) <= 0.5


def test_a_piece_of_another_form_is_named() -> None:
    stereo = io.BytesIO()
    with wave.open(stereo, "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(22_050)
        file.writeframes(bytes(400))
    for broken in (stereo.getvalue(), b"RIFF", b""):
        with pytest.raises(BrokenClip, match="loket"):
            compose((Token("loket", 0),), {"loket": broken})
