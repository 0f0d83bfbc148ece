"""From a snapshot to the rows of each panel. No widget: what is said where, and what each figure opens."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from bkpsdm_desktop.domain.instants import WIB
from bkpsdm_desktop.domain.ticket import State as TicketState
from bkpsdm_desktop.screens.supervisor import wording
from bkpsdm_desktop.screens.supervisor.figures import Cell
from bkpsdm_desktop.screens.supervisor.wording import STATE_ICONS, mins
from bkpsdm_desktop.screens.widgets.state import State
from bkpsdm_desktop.services.rows import CounterState
from bkpsdm_desktop.services.supervision_rows import (
    CounterLine,
    Figure,
    GroupLine,
    HealthLine,
    Level,
    Of,
    Spread,
    Supervision,
)


@dataclass(frozen=True, slots=True)
class AtCounter:
    """Opens one counter."""

    number: int


@dataclass(frozen=True, slots=True)
class OneTicket:
    """Opens the history of one ticket."""

    ticket: UUID


@dataclass(frozen=True, slots=True)
class Facts:
    """Opens a list that is not of tickets: ``kind`` and, of a device or group, its ``key``."""

    kind: str
    key: str = ""


Rows = list[list[Cell]]


def _plain(text: str, *, strong: bool = False, muted: bool = False) -> Cell:
    return Cell(text, strong=strong, muted=muted)


# --- who waits -------------------------------------------------------------------------------------


def waits_badge(view: Supervision, now: datetime) -> tuple[str, State]:
    """What the icons below mean, in words: how many groups wait too long, or soon will."""
    later = max(timedelta(), now - view.now)
    limit = timedelta(minutes=view.rules.wait_limit_minutes)
    states = [wording.against(g.longest + later, limit) for g in view.groups if g.longest is not None]
    late, near = states.count(State.BAD), states.count(State.WARN)
    if late:
        return f"{late} lewat {view.rules.wait_limit_minutes} mnt", State.BAD
    return (
        (f"{near} mendekati {view.rules.wait_limit_minutes} mnt", State.WARN) if near else ("", State.NEUTRAL)
    )


def waiting_rows(view: Supervision, now: datetime, most: int) -> Rows:
    """A row for each group, at most ``most`` (the rest in one), and their sum."""
    groups = list(view.groups)
    shown, rest = (groups, []) if len(groups) <= most else (groups[: most - 1], groups[most - 1 :])
    later = max(timedelta(), now - view.now)
    rows = [_group_row(group, view, later) for group in shown]
    if rest:
        codes = tuple(group.code for group in rest)
        rows.append(_summed(f"{len(rest)} kelompok lain", rest, codes, view, later, p90=None))
    rows.append(_summed("Jumlah", groups, (), view, later, p90=view.waits.p90))
    return rows


def _group_row(group: GroupLine, view: Supervision, later: timedelta) -> list[Cell]:
    name = f"{group.series} {group.name}"
    codes = (group.code,)
    count = Cell(
        str(group.waiting),
        strong=True,
        opens=Figure(Of.WAITING, codes),
        name=f"{name}: {group.waiting} orang menunggu",
    )
    end = wording.end_words(group.ends_at)
    if group.waiting and not group.counters:
        last = Cell(
            "tanpa loket", State.BAD, opens=Facts("forecast", group.code), name=f"{name}: tidak ada loket"
        )
    else:
        last = Cell(end, opens=Facts("forecast", group.code), name=f"{name}: habis kira-kira pukul {end} WIB")
    return [
        _plain(name),
        count,
        _longest(group.longest, view, later, codes, name),
        _p90(group.p90, view, codes, name),
        last,
    ]


def _longest(
    span: timedelta | None, view: Supervision, later: timedelta, codes: tuple[str, ...], name: str
) -> Cell:
    if span is None:
        return _plain(wording.NONE, muted=True)
    waited = span + later
    state = wording.against(waited, timedelta(minutes=view.rules.wait_limit_minutes))
    words = wording.waited_words(waited, state)
    return Cell(
        mins(waited),
        state,
        STATE_ICONS.get(state, ""),
        opens=Figure(Of.LONGEST, codes),
        name=f"{name}: terlama {words}",
    )


def _p90(span: timedelta | None, view: Supervision, codes: tuple[str, ...], name: str) -> Cell:
    if span is None:
        return Cell(wording.NONE, muted=True, name=f"{name}: {wording.FEW} untuk p90, perlu 10 tunggu")
    state = wording.against(span, timedelta(minutes=view.targets.wait_p90))
    return Cell(
        mins(span),
        state,
        STATE_ICONS.get(state, ""),
        opens=Figure(Of.WAITS, codes),
        name=f"{name}: 9 dari 10 menunggu paling lama {mins(span)} hari ini",
    )


def _summed(
    name: str,
    groups: Sequence[GroupLine],
    codes: tuple[str, ...],
    view: Supervision,
    later: timedelta,
    *,
    p90: timedelta | None,
) -> list[Cell]:
    waits = [group.longest for group in groups if group.longest is not None]
    ends = [group.ends_at for group in groups if group.ends_at is not None]
    end = view.ends_at if not codes else max(ends, default=None)
    count = sum(group.waiting for group in groups)
    words = wording.end_words(end)
    return [
        _plain(name, strong=not codes),
        Cell(
            str(count), strong=True, opens=Figure(Of.WAITING, codes), name=f"{name}: {count} orang menunggu"
        ),
        _longest(max(waits, default=None), view, later, codes, name),
        _p90(p90, view, codes, name),
        Cell(
            words,
            strong=not codes,
            opens=Facts("forecast"),
            name=f"{name}: habis kira-kira pukul {words} WIB",
        ),
    ]


# --- counters --------------------------------------------------------------------------------------


def counters_note(view: Supervision) -> str:
    """``6 buka · 1 jeda · 1 tutup``."""
    states = [line.state for line in view.counters]
    words = ((CounterState.OPEN, "buka"), (CounterState.PAUSED, "jeda"), (CounterState.CLOSED, "tutup"))
    return " · ".join(f"{states.count(state)} {word}" for state, word in words)


def counter_rows(view: Supervision, now: datetime, most: int) -> Rows:
    """A row for each counter, at most ``most``; the rest in one."""
    lines = list(view.counters)
    shown, rest = (lines, []) if len(lines) <= most else (lines[: most - 1], lines[most - 1 :])
    rows = [_counter_row(line, view, now) for line in shown]
    if rest:
        opened = sum(line.state is not CounterState.CLOSED for line in rest)
        words = f"{len(rest)} loket lain, {opened} buka"
        rows.append([_plain(""), _plain(""), _plain(""), _plain(""), Cell(words, opens=Facts("counters"))])
    return rows


def _counter_row(line: CounterLine, view: Supervision, now: datetime) -> list[Cell]:
    badge = wording.counter_badge(line)
    number = Cell(
        str(line.number), strong=True, opens=AtCounter(line.number), name=f"Loket {line.number}: {badge.word}"
    )
    label = (
        Cell(
            line.label, strong=True, opens=OneTicket(line.ticket), name=f"{line.label} di Loket {line.number}"
        )
        if line.ticket is not None
        else _plain("")
    )
    return [
        number,
        Cell(badge=badge),
        label,
        _lasting(line, now),
        Cell(wording.clerk_words(line, view), muted=line.state is CounterState.CLOSED, gives_way=True),
    ]


def _lasting(line: CounterLine, now: datetime) -> Cell:
    if line.since is None:
        return _plain("")
    span = max(timedelta(), now - line.since)
    serving = line.target is not None and line.label and line.ticket_state is not None
    state = wording.against(span, line.target) if serving and line.target else State.NEUTRAL
    return Cell(mins(span), state, STATE_ICONS.get(state, ""))


# --- health ----------------------------------------------------------------------------------------

_KIND_ICONS = {
    "kiosk": "kiosk",
    "display": "screen",
    "sound": "sound",
    "counter": "counter",
    "printer": "printer",
    "clock": "clock",
    "backup": "database",
    "skill": "people",
    "alarm": "bell",
}
_KIND_WORDS = {"kiosk": "mesin antrean", "display": "layar"}


def health_rows(view: Supervision, most: int) -> Rows:
    """Each device and duty; where there are too many, those in order of one kind share a row."""
    lines = list(view.health)
    for kind in ("display", "kiosk"):
        calm = [line for line in lines if line.kind == kind and line.level in (Level.OK, Level.OFF)]
        if len(lines) > most and len(calm) > 1:
            place = lines.index(calm[0])
            lines = [line for line in lines if line not in calm]
            working = sum(line.level is Level.OK for line in calm)
            words = "siap" if working == len(calm) else f"{working} siap"
            name = f"{len(calm)} {_KIND_WORDS[kind]}"
            level = Level.OK if working else Level.OFF
            lines.insert(place, HealthLine(key=kind, kind=kind, name=name, level=level, words=words))
    shown, rest = (lines, []) if len(lines) <= most else (lines[: most - 1], lines[most - 1 :])
    rows = [_health_row(line) for line in shown]
    if rest:
        worst = next(
            (level for level in (Level.BAD, Level.WARN) if any(x.level is level for x in rest)), Level.OK
        )
        more = HealthLine(key="", kind="", name=f"{len(rest)} lagi", level=worst, words="lihat daftar")
        rows.append(_health_row(more))
    return rows


def _health_row(line: HealthLine) -> list[Cell]:
    state = wording.LEVELS[line.level]
    calm = line.level in (Level.OK, Level.OFF)
    icon = {Level.OK: "check", Level.OFF: "minus"}.get(line.level, state.icon)
    words = Cell(
        line.words,
        State.NEUTRAL if calm else state,
        icon,
        muted=calm,
        opens=Facts("health", line.key),
        name=f"{line.name}: {line.words}",
    )
    return [Cell(line.name, icon=_KIND_ICONS.get(line.kind, "dot"), gives_way=True), words]


def health_alarms(view: Supervision) -> int:
    """How many of them want to be looked at."""
    return sum(line.level in (Level.WARN, Level.BAD) for line in view.health)


# --- today against target --------------------------------------------------------------------------


def today_rows(view: Supervision) -> Rows:
    """Today's figures beside what the agency wants to reach."""
    targets = view.targets
    finished = view.count(Of.FINISHED)
    done = Cell(
        f"{finished} orang",
        strong=True,
        opens=Figure(Of.FINISHED),
        name=f"{finished} orang selesai dilayani hari ini",
    )
    state = None if not targets.finished else State.NEUTRAL if finished >= targets.finished else State.INFO
    goal = f"{targets.finished} orang" if targets.finished else wording.NONE
    badge = (
        Cell(badge=wording.target_badge(State.NEUTRAL))
        if state is State.NEUTRAL
        else _plain("berjalan" if targets.finished else wording.NONE, muted=True)
    )
    return [
        [_plain("Selesai dilayani"), done, _plain(goal, muted=True), badge],
        _spread_row("Tunggu, median", view.waits, view.waits.median, targets.wait_median, Of.WAITS),
        _spread_row("Tunggu, p90", view.waits, view.waits.p90, targets.wait_p90, Of.WAITS),
        _spread_row(
            "Layanan, median", view.services, view.services.median, targets.service_median, Of.SERVICES
        ),
        _spread_row("Layanan, p90", view.services, view.services.p90, targets.service_p90, Of.SERVICES),
        _no_show_row(view),
    ]


def _spread_row(title: str, spread: Spread, span: timedelta | None, target: int, of: Of) -> list[Cell]:
    limit = timedelta(minutes=target)
    value = Cell(
        wording.part_mins(span),
        strong=span is not None,
        muted=span is None,
        opens=Figure(of),
        name=f"{title} hari ini: {wording.part_mins(span)}, dari {spread.count} kunjungan",
    )
    state = None if span is None else wording.against(span, limit)
    return [
        _plain(title),
        value,
        _plain(f"≤ {target} mnt", muted=True),
        Cell(badge=wording.target_badge(state)),
    ]


def _no_show_row(view: Supervision) -> list[Cell]:
    count = view.count(Of.NO_SHOW)
    ended = count + view.count(Of.FINISHED)
    share = wording.share_of(count, ended)
    words = f"{count} orang" if share is None else f"{count} ({wording.percent_words(share)})"
    limit = view.targets.no_show_percent
    state = None
    if share is not None:
        state = State.BAD if share > limit else State.WARN if share >= 0.8 * limit else State.NEUTRAL
    name = f"Tidak hadir hari ini: {words} dari {ended} yang dipanggil dan berakhir"
    value = Cell(words, strong=True, opens=Figure(Of.NO_SHOW), name=name)
    return [
        _plain("Tidak hadir"),
        value,
        _plain(f"≤ {limit} %", muted=True),
        Cell(badge=wording.target_badge(state)),
    ]


def sum_parts(view: Supervision) -> list[Cell]:
    """*80 nomor = 47 selesai + 24 menunggu + …*: the parts that there are; waiting and finished always."""
    always = {Of.FINISHED, Of.WAITING}
    cells = [Cell(f"{view.issued} nomor", strong=True, opens=Figure(Of.ISSUED))]
    for of, word in wording.SUM_WORDS:
        count = view.count(of)
        if count or of in always:
            cells.append(Cell(f"{count} {word}", opens=Figure(of), name=f"{count} nomor {word}"))
    return cells


# --- what else happened today ----------------------------------------------------------------------


def attention_rows(view: Supervision, most: int) -> Rows:
    """Bookings, what is parked, and what a supervisor should know of; the last ones give way."""
    arrived = sum(booking.arrived for booking in view.bookings)
    late = sum(booking.late for booking in view.bookings)
    bookings = f"{arrived} dari {len(view.bookings)}" if view.bookings else "0"
    on_break = sum(each.ended_at is None for each in view.breaks)
    breaks = f"{len(view.breaks)}, {on_break} sekarang" if on_break else str(len(view.breaks))
    rows = [
        _fact("Janji datang", bookings, Facts("bookings"), State.WARN if late else State.NEUTRAL),
        _count("Ditunda petugas", Of.PARKED_OWN, view),
        _count("Ditunda bersama", Of.PARKED_COMMON, view),
        _count("Dipanggil > 1×", Of.RECALLED, view),
        _count("Kembali terlambat", Of.RETURNED, view),
        _count("Dipindahkan", Of.MOVED, view),
        _count("Dilepaskan", Of.RELEASED, view),
        _count("Slip cetak ulang", Of.REPRINTED, view),
        _fact("Jeda loket", breaks, Facts("breaks"), State.NEUTRAL),
    ]
    rows.insert(3, _accuracy(view))
    return rows[:most]


def _accuracy(view: Supervision) -> list[Cell]:
    total = view.accuracy.total if view.accuracy is not None else None
    if total is None or total.share is None:
        words = Cell(wording.FEW, muted=True, opens=Facts("accuracy"), name=f"Perkiraan tepat: {wording.FEW}")
        return [_plain("Perkiraan tepat"), words]
    share = wording.percent_words(round(100 * total.share))
    name = f"Perkiraan tunggu tepat: {total.within} dari {total.told} kunjungan dalam 30 hari"
    return [_plain("Perkiraan tepat"), Cell(share, strong=True, opens=Facts("accuracy"), name=name)]


def _count(title: str, of: Of, view: Supervision) -> list[Cell]:
    count = view.count(of)
    return _fact(title, str(count), Figure(of), State.NEUTRAL)


def _fact(title: str, words: str, opens: object, state: State) -> list[Cell]:
    icon = STATE_ICONS.get(state, "")
    return [
        _plain(title),
        Cell(words, state, icon, strong=True, opens=opens, name=f"{title}: {words} hari ini"),
    ]


# --- hours -----------------------------------------------------------------------------------------

_FIRST, _LAST = 8, 15


@dataclass(frozen=True, slots=True)
class Hour:
    """One hour of the day: how many visits ended well, how many numbers were taken, and how many visits end
    in it on such a weekday (``None``: not known yet)."""

    hour: int
    finished: int
    issued: int
    usual: float | None


def hours(view: Supervision) -> list[Hour]:
    """The hours of work, and any other in which something happened."""
    finished = Counter(
        ticket.since.astimezone(WIB).hour for ticket in view.tickets if ticket.state is TicketState.FINISHED
    )
    issued = Counter(ticket.issued_at.astimezone(WIB).hour for ticket in view.tickets)
    first = min([_FIRST, *finished, *issued])
    last = max([_LAST, *finished, *issued])
    usual = dict(view.usual)
    return [Hour(hour, finished[hour], issued[hour], usual.get(hour)) for hour in range(first, last + 1)]
