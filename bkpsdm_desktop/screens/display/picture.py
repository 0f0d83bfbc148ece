"""What the display shows, as plain data: which state, which calls, which words. No Qt here."""

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import groupby
from uuid import UUID

from bkpsdm_desktop.domain import indonesian
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.screens.display.settings import InfoPage
from bkpsdm_desktop.services.rows import BoardCall, BoardState


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
class Turn:
    """One turn of the information area. ``text`` is ``""`` when ``title`` has it for itself."""

    icon: str
    title: str
    text: str


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
    called: CallRow | None = None
    rows: tuple[CallRow, ...] = ()
    rows_title: str = "Sebelumnya"
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
    notices: Sequence[InfoPage],
) -> Picture:
    """The picture of a state. ``marked``: announcements that are still new; ``rows``: room of the list."""
    if not connected:
        return _offline(state, rows, far)
    if state is None:
        return Picture(
            mode=Mode.STARTING, message=Message("hourglass", "Layar disiapkan", "Mohon tunggu sebentar.")
        )
    calls = latest_calls(state.calls)
    mode = _mode(state, calls, marked)
    if mode is not Mode.CALLS:
        return Picture(mode=mode, message=_message(mode, state, far), turns=_turns(mode, state, far, notices))
    shown = [_row(call, marked) for call in calls[: rows + 1]]
    return Picture(mode=mode, called=shown[0], rows=tuple(shown[1:]), turns=_turns(mode, state, far, notices))


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


def _offline(state: BoardState | None, rows: int, far: bool) -> Picture:
    calls = latest_calls(state.calls) if state and not state.day_closed else []
    listen, valid = "Dengarkan petugas loket.", "Nomor Anda tetap berlaku."
    turns = [Turn("info", "Layar mencoba menyambung lagi.", "Perlu bantuan? Tanya petugas.")]
    if far:
        turns.insert(0, Turn("info", listen, ""))
    return Picture(
        mode=Mode.OFFLINE,
        rows=tuple(_row(call, frozenset()) for call in calls[:rows]),
        rows_title=f"s.d. {indonesian.clock(state.now)}" if state else "",
        message=Message("", "Panggilan di\nlayar berhenti", valid if far else f"{listen}\n{valid}"),
        turns=tuple(turns),
    )


def _message(mode: Mode, state: BoardState, far: bool) -> Message:
    opens = state.status.opens_at
    if mode is Mode.EMPTY:
        return Message("ticket", "Belum ada\npanggilan", "Silakan ambil nomor\ndi mesin antrean.")
    if mode is Mode.BREAK and opens is not None:
        return Message(
            "cup",
            "Loket istirahat",
            f"Dibuka lagi pukul {indonesian.clock_wib(opens)}.\nNomor Anda tetap berlaku.",
        )
    if opens is None:
        return Message("door", "Loket tutup", "Pelayanan hari ini selesai.\nTerima kasih.")
    if business_day(opens) == business_day(state.now):
        return Message("door", "Loket belum buka", f"Buka pukul {indonesian.clock_wib(opens)}.")
    day = business_day(opens)
    gap = "\n" if far else " "
    return Message(
        "door",
        "Loket tutup",
        f"Buka lagi {indonesian.day_name(day)},{gap}{indonesian.short_date(day)},\n"
        f"pukul {indonesian.clock_wib(opens)}.",
    )


def _turns(mode: Mode, state: BoardState, far: bool, notices: Sequence[InfoPage]) -> tuple[Turn, ...]:
    portal = state.office.portal.removeprefix("https://").removeprefix("http://").rstrip("/")
    match mode:
        case Mode.CALLS:
            turns = [*_closing_time(state), _waiting(state)]
        case Mode.EMPTY:
            turns = [
                Turn("desk", _open_counters(state), "Siapkan KTP dan berkas Anda."),
                *_closing_time(state),
            ]
        case Mode.BREAK:
            follow = "Pantau giliran lewat QR di slip." if portal else "Simpan slip nomor Anda."
            turns = [Turn("info", "Anda boleh menunggu di luar.", follow)]
        case _:
            turns = [Turn("globe", "Layanan daring tetap buka:", portal)] if portal else []
    if mode is Mode.CLOSED and state.status.holiday:
        turns.insert(0, Turn("calendar", "Hari ini libur", state.status.holiday))
    if far:  # the head has no room for the date then
        turns.append(Turn("calendar", indonesian.long_date(business_day(state.now)), ""))
    free = Turn("shield", "Semua layanan gratis", "Adukan pungutan: lapor.go.id")
    return (*turns, free, *(Turn("megaphone", each.title, each.text) for each in notices))


def _closing_time(state: BoardState) -> list[Turn]:
    pause, closing = state.status.open_until, state.status.last_closing
    if pause is None or closing is None:
        return []
    if pause == closing:
        title = f"Hari ini loket tutup {indonesian.clock_wib(closing)}"
    else:
        title = f"Istirahat {indonesian.clock(pause)}, tutup {indonesian.clock_wib(closing)}"
    return [Turn("clock", title, "Dipanggil? Siapkan slip dan KTP.")]


def _waiting(state: BoardState) -> Turn:
    if state.waiting == 0:
        return Turn("people", "Tidak ada yang menunggu", "Silakan ambil nomor di mesin antrean.")
    return Turn("people", f"{state.waiting} orang menunggu", "Perhatikan nomor Anda di layar.")


def _open_counters(state: BoardState) -> str:
    if not state.open_counters:
        return "Loket segera dibuka."
    return f"Loket {_enumerate(counter_labels(state.open_counters))} sudah buka."


def _enumerate(words: Sequence[str]) -> str:
    """``1``, ``1 dan 2``, ``1, 2, 3, dan 5``."""
    if len(words) < 3:
        return " dan ".join(words)
    return f"{', '.join(words[:-1])}, dan {words[-1]}"


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
    """Turns whose two lines don't fit become one running text, or two turns when that is too long too."""
    made: list[Turn] = []
    for turn in turns:
        if fits(turn) or not turn.text:
            made.append(turn)
            continue
        stop = " " if turn.title.endswith((".", ":", "?", "!")) else ". "
        joined = Turn(turn.icon, f"{turn.title}{stop}{turn.text}", "")
        made += [joined] if fits(joined) else [Turn(turn.icon, text, "") for text in (turn.title, turn.text)]
    return tuple(made)


def date_on_head(now: datetime) -> str:
    """``24 Nov 2026``, the office's day."""
    return indonesian.short_date(business_day(now))
