"""Words and figures of the counter console."""

from datetime import datetime, timedelta

from bkpsdm_desktop.domain.indonesian import clock, clock_wib, minutes
from bkpsdm_desktop.domain.queue import Priority
from bkpsdm_desktop.screens.widgets.meter import NEAR
from bkpsdm_desktop.screens.widgets.state import State
from bkpsdm_desktop.services.counter_rows import ActiveTicket, CounterView
from bkpsdm_desktop.services.rows import CounterState

PRIORITY_WORDS = {
    Priority.ELDERLY: "Prioritas: lansia",
    Priority.DISABILITY: "Prioritas: disabilitas",
    Priority.PREGNANT: "Prioritas: hamil/menyusui",
    Priority.TODDLER: "Prioritas: membawa balita",
}

PRIORITY_ICONS = {
    Priority.ELDERLY: "elder",
    Priority.DISABILITY: "wheelchair",
    Priority.PREGNANT: "heart",
    Priority.TODDLER: "toddler",
}

_FEW_SKILLS = 3


def wait_state(waited: timedelta | None, limit: timedelta) -> State:
    """How a wait stands against its limit (U21): neutral until 80 %, a warning until 100 %, then bad."""
    if waited is None or waited < limit * NEAR:
        return State.NEUTRAL
    return State.BAD if waited > limit else State.WARN


def near_from(target: timedelta) -> str:
    """``kuning mulai 8 menit``: where the amber part begins."""
    return f"kuning mulai {minutes(target * NEAR)}"


def skills_words(view: CounterView) -> str:
    """``melayani A, C, K``; short, because it stands beside a title."""
    if not view.skills:
        return "belum ada layanan"
    if all(row.mine for row in view.queue):
        return "semua layanan"
    few = len(view.skills) <= _FEW_SKILLS
    return ("melayani " if few else "") + ", ".join(view.skills)


def counter_badge(view: CounterView) -> tuple[str, State, str]:
    """Words, state and icon of the pill beside the counter's name."""
    active = view.active
    if active is not None and active.started_at is None:
        return f"Memanggil {active.label}", State.INFO, "sound"
    if active is not None:
        return f"Melayani {active.label}", State.OK, "user"
    match view.state:
        case CounterState.OPEN:
            return "Siap", State.NEUTRAL, "check"
        case CounterState.PAUSED:
            return "Jeda", State.WARN, "pause"
        case _:
            return "Tutup", State.NEUTRAL, "lock"


def median_words(median: timedelta | None) -> str:
    """``6,5 mnt``; a dash when nobody was served yet."""
    if median is None:
        return "–"
    return f"{median.total_seconds() / 60:.1f}".replace(".", ",").removesuffix(",0") + " mnt"


def seen_sentence(active: ActiveTicket) -> str:
    """``Layar ruang tunggu dan lantai 2 menampilkan C012 sejak 09.41.52.``; empty when no display said so."""
    if not active.seen:
        return ""
    names = [display for display, _ in active.seen]
    joined = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} dan {names[-1]}"
    since = clock(max(at for _, at in active.seen), seconds=True)
    subject = joined if names[0].startswith("Layar") else f"Layar {joined}"
    return f"{subject} menampilkan {active.label} sejak {since}."


def promise_words(days: int | None, fee: str) -> str:
    """``Janji layanan 3 hari kerja · tidak dipungut biaya``; no promise is shown when there is none."""
    parts = [f"Janji layanan {days} hari kerja"] if days is not None else []
    if fee:
        parts.append(fee[0].lower() + fee[1:] if parts else fee)
    return " · ".join(parts)


def ago(since: datetime, now: datetime) -> str:
    """``18 detik lalu``, then ``2 menit lalu``."""
    seconds = max(0, int((now - since).total_seconds()))
    return f"{seconds} detik lalu" if seconds < 60 else f"{seconds // 60} menit lalu"


def steps(active: ActiveTicket) -> list[tuple[str, str]]:
    """What happened to the number so far: an icon and a sentence each."""
    rows = [
        ("ticket", f"Nomor diambil {clock_wib(active.issued_at)}."),
        ("sound", f"Dipanggil {active.calls} kali, terakhir {clock_wib(active.called_at)}."),
    ]
    if active.started_at is not None:
        rows.append(("user", f"Di loket sejak {clock_wib(active.started_at)}."))
    return rows
