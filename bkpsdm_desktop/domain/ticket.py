"""The life of a ticket: one table of what may follow what, and why the rest may not."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bkpsdm_desktop.domain.errors import Refused


class State(StrEnum):
    """Where a ticket is. ``WAITING``, ``CALLED``, ``SERVING`` and ``PARKED`` are open."""

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    PARKED = "parked"
    FINISHED = "finished"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"
    UNSERVED = "unserved"


class Act(StrEnum):
    """What happens to a ticket; each is one event."""

    ISSUE = "issue"
    CALL = "call"
    RECALL = "recall"
    WITHDRAW = "withdraw"
    START = "start"
    PARK = "park"
    RESUME = "resume"
    TRANSFER = "transfer"
    NEXT_SERVICE = "next_service"
    RELEASE = "release"
    FINISH = "finish"
    MARK_NO_SHOW = "mark_no_show"
    RETURN = "return"
    CANCEL = "cancel"
    CLOSE_DAY = "close_day"
    UNDO = "undo"


OPEN_STATES = frozenset({State.WAITING, State.CALLED, State.SERVING, State.PARKED})

TRANSITIONS: dict[tuple[State | None, Act], State] = {
    (None, Act.ISSUE): State.WAITING,
    (State.WAITING, Act.CALL): State.CALLED,
    (State.WAITING, Act.CANCEL): State.CANCELLED,
    (State.WAITING, Act.CLOSE_DAY): State.UNSERVED,
    (State.CALLED, Act.RECALL): State.CALLED,
    (State.CALLED, Act.WITHDRAW): State.WAITING,
    (State.CALLED, Act.START): State.SERVING,
    (State.CALLED, Act.MARK_NO_SHOW): State.NO_SHOW,
    (State.CALLED, Act.CANCEL): State.CANCELLED,
    (State.CALLED, Act.CLOSE_DAY): State.UNSERVED,
    (State.SERVING, Act.FINISH): State.FINISHED,
    (State.SERVING, Act.PARK): State.PARKED,
    (State.SERVING, Act.NEXT_SERVICE): State.SERVING,
    (State.PARKED, Act.RESUME): State.SERVING,
    (State.PARKED, Act.CALL): State.CALLED,
    (State.PARKED, Act.CANCEL): State.CANCELLED,
    (State.PARKED, Act.CLOSE_DAY): State.UNSERVED,
    (State.WAITING, Act.TRANSFER): State.WAITING,
    (State.CALLED, Act.TRANSFER): State.WAITING,
    (State.SERVING, Act.TRANSFER): State.WAITING,
    (State.PARKED, Act.TRANSFER): State.WAITING,
    # What an absent clerk holds goes back to its place; a parked number to the pool of everybody.
    (State.CALLED, Act.RELEASE): State.WAITING,
    (State.SERVING, Act.RELEASE): State.WAITING,
    (State.PARKED, Act.RELEASE): State.PARKED,
    (State.NO_SHOW, Act.RETURN): State.WAITING,
}

# A call is heard and seen at once, so it is withdrawn, not undone; issuing and closing a day stay.
UNDOABLE = frozenset(
    {
        Act.START, Act.FINISH, Act.MARK_NO_SHOW, Act.CANCEL, Act.RETURN, Act.PARK, Act.RESUME, Act.TRANSFER,
        Act.NEXT_SERVICE,
    }
)  # fmt: skip

_STATE_IN_WORDS = {
    State.WAITING: "masih menunggu dan belum dipanggil",
    State.CALLED: "sedang dipanggil",
    State.SERVING: "sedang dilayani",
    State.PARKED: "sedang ditunda",
    State.FINISHED: "sudah selesai dilayani",
    State.NO_SHOW: "sudah ditandai tidak hadir",
    State.CANCELLED: "sudah dibatalkan",
    State.UNSERVED: "tidak terlayani karena hari layanannya sudah ditutup",
}

_WHAT_TO_DO = {
    (State.WAITING, Act.START): "Panggil dahulu (F2).",
    (State.WAITING, Act.RECALL): "Panggil dahulu (F2).",
    (State.WAITING, Act.MARK_NO_SHOW): "Panggil dahulu (F2).",
    (State.WAITING, Act.FINISH): "Panggil dahulu (F2).",
    (State.CALLED, Act.CALL): "Mulai layani (F4), panggil ulang (F3), atau batalkan panggilan.",
    (State.CALLED, Act.FINISH): "Mulai layani dahulu (F4).",
    (State.SERVING, Act.RECALL): "Pengunjung sudah di loket.",
    (State.SERVING, Act.CALL): "Selesaikan dulu (F9).",
    (State.SERVING, Act.WITHDRAW): "Panggilan hanya dapat dibatalkan sebelum F4.",
    (State.SERVING, Act.MARK_NO_SHOW): "Selesaikan dengan F9.",
    (State.SERVING, Act.CANCEL): "Selesaikan dengan F9.",
    (State.WAITING, Act.PARK): "Panggil dahulu (F2).",
    (State.CALLED, Act.PARK): "Mulai layani dahulu (F4), baru tunda.",
    (State.CALLED, Act.NEXT_SERVICE): "Mulai layani dahulu (F4).",
    (State.PARKED, Act.FINISH): "Ambil kembali dahulu (Shift+F7).",
    (State.PARKED, Act.START): "Ambil kembali dahulu (Shift+F7).",
    (State.NO_SHOW, Act.CALL): "Bila pengunjung datang, catat kehadirannya dahulu.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRules:
    """The numbers that the agency may change (table ``setting``, key ``queue_rules``)."""

    max_calls: int = 3
    return_minutes: int = 30
    undo_seconds: int = 8
    wait_limit_minutes: int = 45
    regular_per_priority: int = 2
    finish_and_call: bool = False
    recall_hint_seconds: int = 60
    overtakes_in_a_row: int = 2
    """After so many calls that went ahead (booked, priority) the oldest by arrival comes."""
    booking_early_minutes: int = 30
    """How long before its time a booked visit may check in."""
    booking_late_minutes: int = 15
    """A booked visit that checks in later than this ranks by its arrival."""
    park_hint_minutes: int = 30
    auto_lock_minutes: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketFacts:
    """What the machine needs to know of one ticket."""

    number: str
    state: State
    calls: int
    no_show_at: datetime | None = None


def next_state(facts: TicketFacts, act: Act, *, now: datetime, rules: QueueRules) -> State:
    """The state after an act. Raises ``Refused`` with the reason when the act is not possible now."""
    target = TRANSITIONS.get((facts.state, act))
    if target is None:
        advice = _WHAT_TO_DO.get((facts.state, act), "")
        raise Refused(f"{facts.number} {_STATE_IN_WORDS[facts.state]}. {advice}".strip())
    if act is Act.RECALL and facts.calls >= rules.max_calls:
        raise Refused(
            f"{facts.number} sudah dipanggil {facts.calls} kali. "
            "Mulai layani (F4) atau tandai tidak hadir (F8)."
        )
    if act is Act.MARK_NO_SHOW and facts.calls < rules.max_calls:
        raise Refused(f"F8 belum bisa dipakai: baru {facts.calls} dari {rules.max_calls} panggilan.")
    if act is Act.RETURN and facts.no_show_at is not None:
        limit = facts.no_show_at + timedelta(minutes=rules.return_minutes)
        if now > limit:
            raise Refused(
                f"{facts.number} lewat batas {rules.return_minutes} menit untuk kembali. "
                "Silakan ambil nomor baru di mesin antrean."
            )
    return target


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One event of a ticket, as the chain check reads it."""

    act: Act
    before: State | None
    after: State
    at: datetime
    undoes: Act | None = None


def chain_fault(steps: list[Step], *, undo_seconds: int) -> str | None:
    """Why a ticket's events, in order, are no legal life; ``None`` when they are."""
    state: State | None = None
    previous: Step | None = None
    for place, step in enumerate(steps):
        if step.before != state:
            return f"event {place} starts from {step.before}, the ticket was {state}"
        if step.act is Act.UNDO:
            if previous is None or previous.act not in UNDOABLE or step.undoes is not previous.act:
                return f"event {place} undoes what cannot be undone"
            if step.after != previous.before:
                return f"event {place} does not restore the state before"
            if step.at - previous.at > timedelta(seconds=undo_seconds):
                return f"event {place} undoes after more than {undo_seconds} s"
        elif TRANSITIONS.get((state, step.act)) != step.after:
            return f"event {place}: {step.act} does not lead from {state} to {step.after}"
        state, previous = step.after, step
    return None
