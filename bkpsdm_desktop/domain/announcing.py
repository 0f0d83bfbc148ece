"""What a voice says next: strictly in call order, the repeat only while nobody waits to be spoken."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

# Older calls are no news: a display that starts again is silent about them.
TOO_OLD = timedelta(seconds=60)
_ENGLISH_AFTER = timedelta(milliseconds=400)
# With the moment that a loudspeaker leaves before each sentence this is heard as 1.5 to 2 s.
_REPEAT_AFTER = timedelta(milliseconds=1_300)


class Part(StrEnum):
    """The parts of an announcement, in their order. The first is owed to every call."""

    SENTENCE = "sentence"
    ENGLISH = "english"
    REPEAT = "repeat"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """An announcement of a waiting room. ``spoken`` is whether any station spoke it, ``answered`` whether
    its visitor has come meanwhile. A ``test`` calls nobody: it is no announcement of a ticket."""

    announcement: UUID
    at: datetime
    series: str
    number: int
    counter: int
    call: int
    spoken: bool = False
    answered: bool = False
    test: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """What this voice said last, and when it ended."""

    announcement: UUID
    part: Part
    ended_at: datetime


@dataclass(frozen=True, slots=True)
class Saying:
    """What is to be said, not before an instant."""

    call: Call
    part: Part
    not_before: datetime


def next_saying(
    calls: Iterable[Call], last: Said | None, *, now: datetime, english: bool, repeat: bool
) -> Saying | None:
    """What to say next, or ``None``.

    ``calls`` are those that were not withdrawn. Each that is younger than 60 s is said once, in call order.
    While none waits, the call that was said last is said in English too and, when it is a first call whose
    visitor has not come yet, once more.
    """
    valid = [call for call in calls if now - call.at < TOO_OLD]
    unspoken = [call for call in valid if not call.spoken]
    if unspoken:
        # Of two stations' calls in one instant, by key, which is the order in which they were made.
        first = min(unspoken, key=lambda call: (call.at, call.announcement))
        return Saying(first, Part.SENTENCE, now)
    call = next((call for call in valid if last and call.announcement == last.announcement), None)
    if call is None or last is None:
        return None
    if english and last.part is Part.SENTENCE:
        return Saying(call, Part.ENGLISH, last.ended_at + _ENGLISH_AFTER)
    wanted = repeat and call.call == 1 and not call.answered
    if wanted and last.part is not Part.REPEAT:
        return Saying(call, Part.REPEAT, last.ended_at + _REPEAT_AFTER)
    return None
