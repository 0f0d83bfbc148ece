"""What the display shows, as plain data: which state, which calls, which words. No Qt here."""

from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby
from uuid import UUID

from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.languages import Language
from bkpsdm_desktop.domain.notices import lines_of
from bkpsdm_desktop.screens.display.words import INDONESIAN, Words, words_of
from bkpsdm_desktop.services.board_rows import BoardCall, BoardNotice, BoardState


class Mode(StrEnum):
    """The display's states; each has its own design."""

    STARTING = "starting"
    CALLS = "calls"
    EMPTY = "empty"
    BREAK = "break"
    CLOSED = "closed"
    OFFLINE = "offline"


@dataclass(frozen=True, slots=True)
class CallRow:
    """A number and its counter. ``marked`` while it is new."""

    label: str
    counter: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture of the information area: its notice, and its size in bytes, by which a new one is known."""

    notice: UUID
    size: int

    @property
    def name(self) -> str:
        return f"{self.notice}-{self.size}"


@dataclass(frozen=True, slots=True)
class Wait:
    """The letter of a group and how many minutes one waits for it: ``25–35``."""

    series: str
    minutes: str


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of the information area. ``text`` is ``""`` when ``title`` has it for itself.

    ``subject`` is the same for the turn in another language and for its parts. With a ``picture`` there are
    no words; beside ``waits`` the words say in what they are counted.
    """

    icon: str
    title: str
    text: str
    subject: str = ""
    picture: Shown | None = None
    waits: tuple[Wait, ...] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """A state in words: icon (``""``: none), heading, and what to do."""

    icon: str
    heading: str
    text: str


_NO_MESSAGE = Message("", "", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One picture of the display. ``called`` is the large block; ``rows`` never holds it as well."""

    mode: Mode
    language: Language = Language.INDONESIAN
    called: CallRow | None = None
    rows: tuple[CallRow, ...] = ()
    rows_title: str = INDONESIAN.earlier
    message: Message = _NO_MESSAGE
    turns: tuple[Turn, ...] = ()


def latest_calls(calls: Sequence[BoardCall]) -> list[BoardCall]:
    """Of calls, newest first, one entry for each number: that of its latest call."""
    latest: dict[str, BoardCall] = {}
    for call in calls:
        latest.setdefault(call.label, call)
    return list(latest.values())


def compose(
    state: BoardState | None,
    *,
    connected: bool,
    marked: Set[UUID],
    rows: int,
    far: bool,
    language: Language = Language.INDONESIAN,
) -> Picture:
    """The picture of a state. ``marked``: announcements that are still new; ``rows``: room of the list."""
    words = words_of(language)
    if not connected:
        return _offline(state, rows, far, language)
    if state is None:
        message = Message("hourglass", *words.starting)
        return Picture(mode=Mode.STARTING, language=language, message=message)
    calls = latest_calls(state.calls)
    mode = _mode(state, calls, marked)
    turns = _turns(mode, state, far, language)
    if mode is not Mode.CALLS:
        message = _message(mode, state, far, language)
        return Picture(mode=mode, language=language, message=message, turns=turns)
    shown = [_row(call, marked) for call in calls[: rows + 1]]
    return Picture(
        mode=mode,
        language=language,
        called=shown[0],
        rows=tuple(shown[1:]),
        rows_title=words.earlier,
        turns=turns,
    )


def _mode(state: BoardState, calls: Sequence[BoardCall], marked: Set[UUID]) -> Mode:
    """Counters that still call after closing time are shown; the clock alone does not hide a call."""
    if state.day_closed:
        return Mode.CLOSED
    working = (
        state.status.is_open or bool(state.open_counters) or any(c.announcement in marked for c in calls)
    )
    if working:
        return Mode.CALLS if calls else Mode.EMPTY
    return Mode.BREAK if state.status.on_break else Mode.CLOSED


def _row(call: BoardCall, marked: Set[UUID]) -> CallRow:
    return CallRow(call.label, str(call.counter), call.announcement in marked)


def _offline(state: BoardState | None, rows: int, far: bool, language: Language) -> Picture:
    words = words_of(language)
    calls = latest_calls(state.calls) if state and not state.day_closed else []
    turns = [Turn("info", *words.reconnecting, "reconnecting")]
    if far:
        turns.insert(0, Turn("info", words.listen, "", "listen"))
    return Picture(
        mode=Mode.OFFLINE,
        language=language,
        rows=tuple(_row(call, frozenset()) for call in calls[:rows]),
        rows_title=words.until.format(time=language.clock(state.now)) if state else "",
        message=Message("", words.offline, words.valid if far else f"{words.listen}\n{words.valid}"),
        turns=tuple(turns),
    )


def _message(mode: Mode, state: BoardState, far: bool, language: Language) -> Message:
    words, opens = words_of(language), state.status.opens_at
    if mode is Mode.EMPTY:
        return Message("ticket", *words.empty)
    if opens is None:
        return Message("door", *words.done)
    time = language.clock_wib(opens)
    if mode is Mode.BREAK:
        return Message("cup", words.on_break[0], words.on_break[1].format(time=time))
    day = business_day(opens)
    if day == business_day(state.now):
        return Message("door", words.not_yet[0], words.not_yet[1].format(time=time))
    when = words.closed[1].format(
        day=language.day_name(day), gap="\n" if far else " ", date=language.short_date(day), time=time
    )
    return Message("door", words.closed[0], when)


def _turns(mode: Mode, state: BoardState, far: bool, language: Language) -> tuple[Turn, ...]:
    words = words_of(language)
    portal = state.office.portal.removeprefix("https://").removeprefix("http://").rstrip("/")
    match mode:
        case Mode.CALLS:
            turns = [*_closing_time(state, language), *_waits(state, words), _waiting(state, words)]
        case Mode.EMPTY:
            turns = [
                Turn("desk", _open_counters(state, words), words.bring, "counters"),
                *_closing_time(state, language),
                *_waits(state, words),
            ]
        case Mode.BREAK:
            follow = words.follow if portal else words.keep_slip
            turns = [Turn("info", words.wait_outside, follow, "outside")]
        case _:
            turns = [Turn("globe", words.online, portal, "portal")] if portal else []
    if mode is Mode.CLOSED and state.status.holiday:
        turns.insert(0, Turn("calendar", words.holiday, state.status.holiday, "holiday"))
    if far:  # the head has no room for the date then
        turns.append(Turn("calendar", language.long_date(business_day(state.now)), "", "date"))
    return (*turns, Turn("shield", *words.free, "free"), *_notices(state.notices, language))


def _notices(notices: Sequence[BoardNotice], language: Language) -> Iterator[Turn]:
    """Those of the office in this language; a picture needs none, and stands with the Indonesian ones."""
    for notice in notices:
        subject = str(notice.id)
        if notice.picture:
            if language is Language.INDONESIAN:
                yield Turn("", "", "", subject, Shown(notice.id, notice.picture))
            continue
        words = notice.words_en if language is Language.ENGLISH else notice.words
        if words:
            yield Turn("megaphone", *lines_of(words), subject)


def _closing_time(state: BoardState, language: Language) -> list[Turn]:
    words, pause, closing = words_of(language), state.status.open_until, state.status.last_closing
    if pause is None or closing is None:
        return []
    if pause == closing:
        title = words.closes.format(time=language.clock_wib(closing))
    else:
        title = words.pauses.format(pause=language.clock(pause), time=language.clock_wib(closing))
    return [Turn("clock", title, words.when_called, "closing")]


def _waits(state: BoardState, words: Words) -> list[Turn]:
    """The ranges that the office's history gives; a group with too little of it is left out."""
    shown = tuple(Wait(wait.series, f"{wait.estimate.low}–{wait.estimate.high}") for wait in state.waits)
    return [Turn("clock", *words.to_wait, "waits", waits=shown)] if shown else []


def _waiting(state: BoardState, words: Words) -> Turn:
    title, text = {0: words.nobody_waits, 1: words.one_waits}.get(state.waiting, words.many_wait)
    return Turn("people", title.format(count=state.waiting), text, "waiting")


def _open_counters(state: BoardState, words: Words) -> str:
    labels = counter_labels(state.open_counters)
    if not labels:
        return words.no_counter
    sentence = words.one_counter if len(state.open_counters) == 1 else words.counters
    return sentence.format(numbers=_enumerate(labels, words))


def _enumerate(labels: Sequence[str], words: Words) -> str:
    """``1``, ``1 dan 2``, ``1, 2, 3, dan 5``."""
    if len(labels) < 3:
        return words.last_of_two.join(labels)
    return f"{', '.join(labels[:-1])}{words.last_of_many}{labels[-1]}"


def counter_labels(counters: Sequence[int]) -> list[str]:
    """Counter numbers in order; five or more in a row become one label, ``1–6``."""
    labels: list[str] = []
    # Numbers of one run keep the same distance to their place in the list.
    for _, run in groupby(enumerate(sorted(counters)), key=lambda pair: pair[1] - pair[0]):
        numbers = [number for _, number in run]
        if len(numbers) >= 5:
            labels.append(f"{numbers[0]}–{numbers[-1]}")
        else:
            labels.extend(str(number) for number in numbers)
    return labels


@dataclass(frozen=True, slots=True)
class CounterPage:
    """What the line of counters shows at once: labels of open ones and of paused ones."""

    open: tuple[str, ...]
    paused: tuple[str, ...]


def counter_pages(
    open_counters: Sequence[int],
    paused_counters: Sequence[int],
    *,
    fits: Callable[[CounterPage], bool],
) -> tuple[CounterPage, ...]:
    """The line of counters; what does not fit beside each other takes turns."""
    opened, paused = tuple(counter_labels(open_counters)), tuple(counter_labels(paused_counters))
    if fits(CounterPage(opened, paused)):
        return (CounterPage(opened, paused),)
    pages = [CounterPage(part, ()) for part in _parts(opened, lambda part: fits(CounterPage(part, ())))]
    pages += [CounterPage((), part) for part in _parts(paused, lambda part: fits(CounterPage((), part)))]
    return tuple(pages)


def _parts(labels: tuple[str, ...], fits: Callable[[tuple[str, ...]], bool]) -> list[tuple[str, ...]]:
    parts: list[tuple[str, ...]] = []
    for label in labels:
        if parts and fits((*parts[-1], label)):
            parts[-1] = (*parts[-1], label)
        else:
            parts.append((label,))
    return parts


def info_turns(turns: Sequence[Turn], *, fits: Callable[[Turn], bool]) -> tuple[Turn, ...]:
    """Turns whose two lines don't fit become one running text, or a turn for each line; a text that is too
    long for that too goes on in further turns, so that nothing is ever cut off."""
    made: list[Turn] = []
    for turn in turns:
        if turn.picture or fits(turn):
            made.append(turn)
            continue
        if turn.waits:
            made += _parts_of_waits(turn, fits)
            continue
        stop = " " if turn.title.endswith((".", ":", "?", "!")) else ". "
        joined = replace(turn, title=f"{turn.title}{stop}{turn.text}", text="") if turn.text else turn
        if fits(joined):
            made.append(joined)
            continue
        for text in filter(None, (turn.title, turn.text)):
            made += _parts_of(replace(turn, title=text, text=""), fits)
    return tuple(made)


def _parts_of_waits(turn: Turn, fits: Callable[[Turn], bool]) -> list[Turn]:
    """Waits in as many turns as they need, each turn as full as it can be."""
    parts: list[Turn] = []
    for wait in turn.waits:
        longer = replace(turn, waits=(*parts[-1].waits, wait)) if parts else turn
        if parts and fits(longer):
            parts[-1] = longer
        else:
            parts.append(replace(turn, waits=(wait,)))
    return parts


def _parts_of(turn: Turn, fits: Callable[[Turn], bool]) -> list[Turn]:
    """A running text in as many turns as it needs, broken between words."""
    parts: list[Turn] = []
    for word in turn.title.split():
        longer = replace(turn, title=f"{parts[-1].title} {word}") if parts else turn
        if parts and fits(longer):
            parts[-1] = longer
        else:
            parts.append(replace(turn, title=word))
    return parts


def in_turn(indonesian: Sequence[Turn], english: Sequence[Turn]) -> list[tuple[Language, Turn]]:
    """Each subject in Indonesian and then, where it has English words, in English."""
    pairs: list[tuple[Language, Turn]] = []
    for subject in dict.fromkeys(turn.subject for turn in indonesian):
        for language, turns in ((Language.INDONESIAN, indonesian), (Language.ENGLISH, english)):
            pairs += [(language, turn) for turn in turns if turn.subject == subject]
    return pairs
