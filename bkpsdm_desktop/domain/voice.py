"""What a voice says of a call, piece by piece: chime, number and counter; never a name.

A piece is a recording (a *clip*) with a name. The sentence of a number is pieces with short rests between.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

# A sentence with its chime lasts at most this long; it is composed for a little less.
LIMIT_MS = 6_000
AIM_MS = 5_900
CHIME_LIMIT_MS = 1_000
# Loudness of each piece and so of every sentence, in LUFS; sentences differ by 1 LU at most.
LOUDNESS = -16.0
EVEN_LU = 1.0  # so much may a piece or a sentence differ
CHIME = "gong"
# Of every sound here: 16 bit, one channel, so many samples a second.
RATE = 22_050

_DIGITS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
# The names of the letters as the Indonesian dictionary has them.
_LETTERS = {
    "A": "a", "B": "be", "C": "ce", "D": "de", "E": "e", "F": "ef", "G": "ge", "H": "ha", "I": "i",
    "J": "je", "K": "ka", "L": "el", "M": "em", "N": "en", "O": "o", "P": "pe", "Q": "ki", "R": "er",
    "S": "es", "T": "te", "U": "u", "V": "ve", "W": "we", "X": "eks", "Y": "ye", "Z": "zet",
}  # fmt: skip
_ENGLISH_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_ENGLISH_TEENS = ("ten", "eleven", "twelve", "thirteen", "fourteen",
                  "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")  # fmt: skip
_ENGLISH_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ENGLISH_LETTERS = {
    "A": "a", "B": "bee", "C": "cee", "D": "dee", "E": "e", "F": "ef", "G": "gee", "H": "aitch", "I": "i",
    "J": "jay", "K": "kay", "L": "el", "M": "em", "N": "en", "O": "o", "P": "pee", "Q": "cue", "R": "ar",
    "S": "ess", "T": "tee", "U": "u", "V": "vee", "W": "double-u", "X": "ex", "Y": "wye", "Z": "zed",
}  # fmt: skip

# Rests in milliseconds: between words, and where a sentence has a comma or a full stop.
_WORD, _COMMA, _STOP = 30, 130, 200


class Language(StrEnum):
    """A language of announcements."""

    INDONESIAN = "id"
    ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Clip:
    """A piece that has to be recorded: ``words`` is what is said, ``limit_ms`` the longest it may last."""

    name: str
    words: str
    language: Language
    limit_ms: int


def seconds_words(milliseconds: int) -> str:
    """*0,75 detik*."""
    return f"{milliseconds / 1000:.2f} detik".replace(".", ",")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a sentence and the rest after it, in milliseconds."""

    clip: str
    rest_ms: int


def _indonesian_clips() -> list[Clip]:
    language = Language.INDONESIAN
    clips = [
        Clip(CHIME, "(nada)", language, CHIME_LIMIT_MS),
        Clip("nomor-antrean", "nomor antrean", language, 1_200),
        Clip("panggilan-kedua", "panggilan kedua", language, 1_200),
        Clip("panggilan-ketiga", "panggilan ketiga", language, 1_200),
        Clip("panggilan-ulang", "panggilan ulang", language, 1_200),
        Clip("silakan-menuju", "silakan menuju", language, 1_200),
        Clip("loket", "loket", language, 650),
    ]
    clips += [Clip(f"huruf-{letter.lower()}", name, language, 500) for letter, name in _LETTERS.items()]
    clips += [Clip(f"angka-{digit}", word, language, 750) for digit, word in enumerate(_DIGITS)]
    clips += [Clip(word, word, language, 500) for word in ("belas", "puluh")]
    return [*clips, *(Clip(word, word, language, 800) for word in ("sepuluh", "sebelas"))]


def _english_clips() -> list[Clip]:
    language = Language.ENGLISH
    clips = [
        Clip("en-number", "number", language, 800),
        Clip("en-please-go-to", "please go to", language, 1_200),
        Clip("en-desk", "desk", language, 800),
    ]
    clips += [Clip(f"en-{letter.lower()}", name, language, 600) for letter, name in _ENGLISH_LETTERS.items()]
    clips += [Clip(f"en-{number}", word, language, 750) for number, word in enumerate(_ENGLISH_DIGITS)]
    clips += [Clip(f"en-{number}", word, language, 900) for number, word in enumerate(_ENGLISH_TEENS, 10)]
    tens = zip(range(20, 100, 10), _ENGLISH_TENS, strict=True)
    return [*clips, *(Clip(f"en-{number}", word, language, 800) for number, word in tens)]


CLIPS: Mapping[str, Clip] = {clip.name: clip for clip in (*_indonesian_clips(), *_english_clips())}
_REPEATED = {2: "panggilan-kedua", 3: "panggilan-ketiga"}


def sentence(series: str, number: int, counter: int, *, call: int = 1) -> tuple[Token, ...]:
    """*(Gong) Nomor antrean, A, nol nol satu. Silakan menuju, loket dua.*

    A recall begins with *Panggilan kedua* in place of *Nomor antrean*. Counters above 99 are said digit by
    digit.
    """
    opening = "nomor-antrean" if call == 1 else _REPEATED.get(call, "panggilan-ulang")
    return (
        Token(CHIME, _COMMA),
        Token(opening, _COMMA),
        *_number(series, number, prefix="huruf-", digits="angka-"),
        Token("silakan-menuju", _WORD),
        Token("loket", _WORD),
        *_joined(_counter(counter)),
    )


def english_sentence(series: str, number: int, counter: int) -> tuple[Token, ...]:
    """*Number, A, zero zero one. Please go to, desk two.* It follows the Indonesian one: no chime."""
    return (
        Token("en-number", _COMMA),
        *_number(series, number, prefix="en-", digits="en-"),
        Token("en-please-go-to", _WORD),
        Token("en-desk", _WORD),
        *_joined(_english_counter(counter)),
    )


def _number(series: str, number: int, *, prefix: str, digits: str) -> list[Token]:
    """Letter and digits one by one, as ``format_number`` writes them."""
    letters = [f"{prefix}{letter.lower()}" for letter in series if letter.upper() in _LETTERS]
    figures = [f"{digits}{digit}" for digit in f"{number:03d}"]
    return [*_joined(letters, _COMMA), *_joined(figures, _STOP)]


def _joined(names: list[str], last: int = 0) -> list[Token]:
    return [*(Token(name, _WORD) for name in names[:-1]), *(Token(name, last) for name in names[-1:])]


def _counter(number: int) -> list[str]:
    """*sebelas*, *dua belas*, *dua puluh satu*."""
    if not 10 <= number <= 99:
        return [f"angka-{digit}" for digit in str(number)]
    if number in (10, 11):
        return ["sepuluh" if number == 10 else "sebelas"]
    tens, ones = divmod(number, 10)
    if tens == 1:
        return [f"angka-{ones}", "belas"]
    return [f"angka-{tens}", "puluh", *([f"angka-{ones}"] if ones else [])]


def _english_counter(number: int) -> list[str]:
    if number > 99:
        return [f"en-{digit}" for digit in str(number)]
    if number < 20:
        return [f"en-{number}"]
    ones = number % 10
    return [f"en-{number - ones}", *([f"en-{ones}"] if ones else [])]


def words_of(tokens: tuple[Token, ...]) -> str:
    """A sentence as it is read: *nomor antrean, a, nol nol satu, silakan menuju loket dua*."""
    spoken = [token for token in tokens if token.clip != CHIME]
    return "".join(
        CLIPS[token.clip].words + ("" if token is spoken[-1] else ", " if token.rest_ms >= _COMMA else " ")
        for token in spoken
    )


@dataclass(frozen=True, slots=True)
class Fit:
    """How a sentence is made to last at most ``AIM_MS``: ``rests`` is the share of each rest that is kept,
    ``pace`` how much faster than recorded the words are played (1: as recorded; the chime always is)."""

    rests: float
    pace: float


def fit(tokens: tuple[Token, ...], lengths: Mapping[str, int]) -> Fit:
    """Rests are shortened first; only when there is none left are the words played faster.

    ``lengths`` are the milliseconds of each clip.
    """
    spoken = sum(lengths[token.clip] for token in tokens)
    rests = sum(token.rest_ms for token in tokens)
    if spoken + rests <= AIM_MS:
        return Fit(1, 1)
    if spoken <= AIM_MS:
        return Fit((AIM_MS - spoken) / rests, 1)
    chime = sum(lengths[token.clip] for token in tokens if token.clip == CHIME)
    return Fit(0, (spoken - chime) / (AIM_MS - chime))


def longest_usual(lengths: Mapping[str, int]) -> tuple[Token, ...]:
    """The longest Indonesian sentence of an ordinary day: three digits, a counter up to 20, any call."""

    def spoken(tokens: tuple[Token, ...]) -> int:
        return sum(lengths[token.clip] for token in tokens)

    letter = max(_LETTERS, key=lambda each: lengths[f"huruf-{each.lower()}"])
    digit = max(range(10), key=lambda each: lengths[f"angka-{each}"])
    return max(
        (
            sentence(letter, 111 * digit, counter, call=call)
            for counter in range(1, 21)
            for call in range(1, 5)
        ),
        key=spoken,
    )
