"""The choice of what is spoken next, played through with a clock: whatever comes when, whoever withdraws."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from bkpsdm_desktop.domain.announcing import TOO_OLD, Call, Part, Said, Saying, next_saying

START = datetime(2026, 11, 24, 2, 41, tzinfo=UTC)
_SECONDS = {Part.SENTENCE: 5.5, Part.ENGLISH: 4.0, Part.REPEAT: 5.5}


def after(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def call(place: int, seconds: float, *, number: int = 0, again: int = 1) -> Call:
    return Call(
        announcement=UUID(int=place + 1),
        at=after(seconds),
        series="A",
        number=number or place + 1,
        counter=1,
        call=again,
    )


@dataclass
class Speaker:
    """Plays a day: ``calls`` appear at their time; a call may be withdrawn or answered at some second."""

    calls: list[Call]
    withdrawn: dict[UUID, float] = field(default_factory=dict)
    answered: dict[UUID, float] = field(default_factory=dict)
    english: bool = False
    repeat: bool = True
    spoken: list[tuple[datetime, datetime, Saying]] = field(default_factory=list)

    def play(self, until: float) -> None:
        now, last, done = START, None, set[UUID]()
        while now < after(until):
            saying = next_saying(
                self._known(now, done), last, now=now, english=self.english, repeat=self.repeat
            )
            if saying is None or saying.not_before > now:
                now += timedelta(seconds=0.1)
                continue
            end = now + timedelta(seconds=_SECONDS[saying.part])
            self.spoken.append((now, end, saying))
            last, now = Said(saying.call.announcement, saying.part, end), end
            done.add(saying.call.announcement)

    def _known(self, now: datetime, done: set[UUID]) -> list[Call]:
        return [
            replace(
                each,
                answered=now >= after(self.answered.get(each.announcement, 1e6)),
                spoken=each.announcement in done,
            )
            for each in self.calls
            if each.at <= now < after(self.withdrawn.get(each.announcement, 1e6))
        ]

    def said(self) -> list[tuple[int, Part]]:
        return [(saying.call.number, saying.part) for _, _, saying in self.spoken]


def test_fault_d6_three_calls_in_one_second_are_spoken_in_call_order_before_any_repeat() -> None:
    speaker = Speaker([call(2, 0.9), call(0, 0.0), call(1, 0.4)])
    speaker.play(40)
    first, repeat = Part.SENTENCE, Part.REPEAT
    assert speaker.said() == [(1, first), (2, first), (3, first), (3, repeat)]
    assert speaker.spoken[2][1] <= after(20)


def test_the_repeat_comes_after_a_rest() -> None:
    """What is heard, 1.5 to 2 s, is measured in tests/app/test_voice.py."""
    speaker = Speaker([call(0, 0)])
    speaker.play(20)
    (_, ended, _), (again, _, saying) = speaker.spoken
    assert saying.part is Part.REPEAT
    assert 1.2 <= (again - ended).total_seconds() <= 1.5


def test_a_call_that_comes_before_the_repeat_goes_first_and_the_repeat_is_dropped() -> None:
    speaker = Speaker([call(0, 0), call(1, 6.5)])
    speaker.play(30)
    assert speaker.said() == [(1, Part.SENTENCE), (2, Part.SENTENCE), (2, Part.REPEAT)]


def test_a_recall_is_spoken_and_not_repeated() -> None:
    speaker = Speaker([call(0, 0, again=2)])
    speaker.play(30)
    assert speaker.said() == [(1, Part.SENTENCE)]


def test_a_visitor_who_has_come_is_not_called_again() -> None:
    speaker = Speaker([call(0, 0)], answered={UUID(int=1): 3})
    speaker.play(30)
    assert speaker.said() == [(1, Part.SENTENCE)]


def test_english_follows_unless_somebody_waits() -> None:
    speaker = Speaker([call(0, 0)], english=True)
    speaker.play(30)
    assert speaker.said() == [(1, Part.SENTENCE), (1, Part.ENGLISH), (1, Part.REPEAT)]
    speaker = Speaker([call(0, 0), call(1, 1)], english=True, repeat=False)
    speaker.play(30)
    assert speaker.said() == [(1, Part.SENTENCE), (2, Part.SENTENCE), (2, Part.ENGLISH)]


def test_what_is_withdrawn_before_it_is_spoken_is_dropped() -> None:
    speaker = Speaker([call(0, 0), call(1, 0.2)], withdrawn={UUID(int=2): 3})
    speaker.play(30)
    assert speaker.said() == [(1, Part.SENTENCE), (1, Part.REPEAT)]


def test_ux_u61_a_display_that_starts_speaks_nothing_older_than_a_minute() -> None:
    now = after(100)
    old, fresh = call(0, 39), call(1, 41)
    saying = next_saying([old, fresh], None, now=now, english=False, repeat=True)
    assert saying is not None
    assert saying.call == fresh


moments = st.floats(0, 90, allow_nan=False).map(lambda seconds: round(seconds, 1))


@given(
    st.lists(st.tuples(moments, st.integers(1, 3)), max_size=12),
    st.dictionaries(st.integers(0, 11), moments, max_size=4),
    st.booleans(),
    st.booleans(),
)
def test_every_call_is_spoken_once_in_order_unless_withdrawn_or_too_old(
    made: list[tuple[float, int]], taken_back: dict[int, float], english: bool, repeat: bool
) -> None:
    calls = [call(place, at, again=again) for place, (at, again) in enumerate(sorted(made))]
    withdrawn = {UUID(int=place + 1): at for place, at in taken_back.items()}
    speaker = Speaker(calls, withdrawn, english=english, repeat=repeat)
    speaker.play(240)
    firsts = [(start, saying) for start, _, saying in speaker.spoken if saying.part is Part.SENTENCE]
    order = [saying.call.announcement for _, saying in firsts]
    assert order == sorted(set(order), key=[each.announcement for each in calls].index)
    for start, saying in firsts:
        assert timedelta(0) <= start - saying.call.at < TOO_OLD
    for each in calls:
        if each.announcement in order or each.announcement in withdrawn:
            continue
        # Not spoken: the voice was busy with earlier ones until it was too old.
        busy = [start for start, _ in firsts if each.at <= start < each.at + TOO_OLD]
        assert len(busy) >= 8
    for (_, ended, _), (start, _, saying) in zip(speaker.spoken, speaker.spoken[1:], strict=False):
        assert start >= ended  # one after another
        if saying.part is not Part.SENTENCE:
            assert not [
                each
                for each in calls
                if each.at <= start < each.at + TOO_OLD
                and each.announcement not in {said.call.announcement for _, said in firsts}
                and start < after(taken_back.get(calls.index(each), 1e6))
            ]
