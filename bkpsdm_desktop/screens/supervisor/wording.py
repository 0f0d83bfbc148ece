"""Words, figures and states of the supervisor's screen."""

from datetime import datetime, timedelta

from bkpsdm_desktop.domain.indonesian import clock
from bkpsdm_desktop.domain.statistics import ENOUGH
from bkpsdm_desktop.domain.ticket import State as TicketState
from bkpsdm_desktop.screens.widgets.badge import BadgeText
from bkpsdm_desktop.screens.widgets.meter import NEAR
from bkpsdm_desktop.screens.widgets.state import State
from bkpsdm_desktop.services.rows import CounterState
from bkpsdm_desktop.services.supervision_rows import CounterLine, Figure, Level, Of, Supervision

NONE = "–"
FEW = "belum cukup data"

LEVELS = {Level.OK: State.OK, Level.WARN: State.WARN, Level.BAD: State.BAD, Level.OFF: State.NEUTRAL}

TICKET_WORDS = {
    TicketState.WAITING: BadgeText("Menunggu", State.NEUTRAL, "hourglass"),
    TicketState.CALLED: BadgeText("Dipanggil", State.WARN, "sound"),
    TicketState.SERVING: BadgeText("Dilayani", State.INFO, "user"),
    TicketState.PARKED: BadgeText("Ditunda", State.NEUTRAL, "pause"),
    TicketState.FINISHED: BadgeText("Selesai", State.OK, "check"),
    TicketState.NO_SHOW: BadgeText("Tidak hadir", State.WARN, "forbidden"),
    TicketState.CANCELLED: BadgeText("Dibatalkan", State.NEUTRAL, "close"),
    TicketState.UNSERVED: BadgeText("Tidak terlayani", State.BAD, "forbidden"),
}

SUM_WORDS = (
    (Of.FINISHED, "selesai"),
    (Of.WAITING, "menunggu"),
    (Of.SERVING, "dilayani"),
    (Of.CALLED, "dipanggil"),
    (Of.PARKED, "ditunda"),
    (Of.NO_SHOW, "tidak hadir"),
    (Of.CANCELLED, "batal"),
    (Of.UNSERVED, "tidak terlayani"),
)
"""The parts of *nomor diambil*: together they are all numbers of today (U55)."""

_TITLES = {
    Of.ISSUED: "Nomor diambil hari ini",
    Of.WAITING: "Menunggu sekarang",
    Of.LONGEST: "Menunggu paling lama",
    Of.WAITS: "Waktu tunggu hari ini",
    Of.SERVICES: "Waktu layanan hari ini",
    Of.CALLED: "Sedang dipanggil",
    Of.SERVING: "Sedang dilayani",
    Of.PARKED: "Sedang ditunda",
    Of.PARKED_OWN: "Ditunda, disimpan petugas",
    Of.PARKED_COMMON: "Ditunda, kumpulan bersama",
    Of.FINISHED: "Selesai hari ini",
    Of.NO_SHOW: "Tidak hadir hari ini",
    Of.CANCELLED: "Dibatalkan hari ini",
    Of.UNSERVED: "Tidak terlayani hari ini",
    Of.RETURNED: "Kembali setelah tidak hadir",
    Of.MOVED: "Dipindahkan hari ini",
    Of.RELEASED: "Dilepaskan hari ini",
    Of.REPRINTED: "Slip dicetak ulang hari ini",
    Of.RECALLED: "Dipanggil lebih dari sekali",
}


def title_of(figure: Figure, view: Supervision) -> str:
    """What the list behind a figure is called."""
    title = _TITLES[figure.of]
    if figure.hour is not None:
        title += f", pukul {figure.hour:02d}.00–{figure.hour:02d}.59 WIB"
    names = [group.name for group in view.groups if group.code in figure.groups]
    return f"{title}: {', '.join(names)}" if names else title


def mins(span: timedelta | None) -> str:
    """``34 mnt``; ``< 1 mnt`` in the first minute, a dash for none."""
    if span is None:
        return NONE
    whole = int(span.total_seconds()) // 60
    return f"{whole} mnt" if whole else "< 1 mnt"


def part_mins(span: timedelta | None) -> str:
    """``6,5 mnt``: with a tenth below ten minutes."""
    if span is None:
        return FEW
    minutes = span.total_seconds() / 60
    words = f"{minutes:.1f}".replace(".", ",").removesuffix(",0") if minutes < 10 else f"{minutes:.0f}"
    return f"{words} mnt"


def share_of(part: int, whole: int) -> float | None:
    """``part`` of ``whole`` in percent; ``None`` when the whole is too small to speak of (U57)."""
    return None if whole < ENOUGH else 100 * part / whole


def percent_words(share: float) -> str:
    """``2,5 %``."""
    return f"{share:.1f}".replace(".", ",").removesuffix(",0") + " %"


def end_words(at: datetime | None) -> str:
    """``10.55``, rounded up to five minutes: the forecast knows no more."""
    if at is None:
        return NONE
    late = timedelta(minutes=-at.minute % 5) if at.second == 0 and at.microsecond == 0 else None
    rounded = at.replace(second=0, microsecond=0)
    if late is None:
        rounded += timedelta(minutes=1)
        late = timedelta(minutes=-rounded.minute % 5)
    return clock(rounded + late)


def against(span: timedelta | None, limit: timedelta) -> State:
    """Neutral up to 80 % of a limit, a warning up to all of it, then bad (U21)."""
    if span is None or span < limit * NEAR:
        return State.NEUTRAL
    return State.BAD if span > limit else State.WARN


STATE_ICONS = {State.WARN: "clock", State.BAD: "warning"}
_STATE_WORDS = {State.WARN: "mendekati", State.BAD: "lewat"}


def waited_words(span: timedelta | None, state: State) -> str:
    """``lewat 47 mnt``: the word that goes with the icon."""
    word = _STATE_WORDS.get(state, "")
    return f"{word} {mins(span)}".strip()


def target_badge(state: State | None) -> BadgeText:
    """How a figure stands against its target."""
    if state is None:
        return BadgeText("Belum cukup", State.NEUTRAL, "hourglass")
    return {
        State.NEUTRAL: BadgeText("Sesuai", State.OK, "check"),
        State.WARN: BadgeText("Mendekati", State.WARN, "clock"),
    }.get(state, BadgeText("Lewat target", State.BAD, "warning"))


def counter_badge(line: CounterLine) -> BadgeText:
    """State of a counter; a silent PC comes before everything."""
    if line.silent is not None:
        return BadgeText("PC diam", State.BAD, "wifi-off")
    if line.ticket_state is TicketState.SERVING:
        return BadgeText("Melayani", State.INFO, "user")
    if line.ticket_state is TicketState.CALLED:
        return BadgeText(f"Panggil {line.calls}×", State.WARN, "sound")
    return {
        CounterState.OPEN: BadgeText("Siap", State.OK, "check"),
        CounterState.PAUSED: BadgeText("Jeda", State.NEUTRAL, "pause"),
    }.get(line.state, BadgeText("Tutup", State.NEUTRAL, "forbidden"))


def series_words(line: CounterLine, view: Supervision) -> str:
    """``A, C, K``: letters of what a clerk may serve."""
    own = [group.series for group in view.groups if group.code in line.groups]
    return "semua" if own and len(own) == len(view.groups) else ", ".join(own)


def clerk_words(line: CounterLine, view: Supervision) -> str:
    """Who is at a counter and what for; why it is paused; or that it is empty."""
    if line.state is CounterState.CLOSED:
        return "kosong" if line.has_pc else "tanpa PC"
    if line.state is CounterState.PAUSED and line.break_reason:
        until = f" s.d. {clock(line.break_until)}" if line.break_until else ""
        return f"{line.clerk} · {line.break_reason.lower()}{until}"
    letters = series_words(line, view)
    return f"{line.clerk} · {letters}" if letters else line.clerk
