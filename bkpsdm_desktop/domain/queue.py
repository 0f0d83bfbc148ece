"""The calling rule: which waiting number is next for a counter, in an order that people can read.

First come, first served; after two regular calls of a counter one priority number goes first; a booked
visit that checked in goes first at its time; a number that waits longer than the limit goes before
everyone. Nobody is worse off with a priority or a booking than by arrival, and of three calls of a counter
at least one goes to the oldest by arrival (without bookings: two).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from bkpsdm_desktop.domain.indonesian import clock_wib
from bkpsdm_desktop.domain.numbers import format_number
from bkpsdm_desktop.domain.ticket import QueueRules


class Priority(StrEnum):
    """Who is offered to go first; asked politely, never proved."""

    ELDERLY = "lansia"
    DISABILITY = "disabilitas"
    PREGNANT = "hamil_menyusui"
    TODDLER = "balita"


class Reason(StrEnum):
    """Why a number is called."""

    OVER_LIMIT = "over_limit"
    PRIORITY_TURN = "priority_turn"
    BOOKED = "booked"
    LONGEST = "longest"


OVERTAKING = frozenset({Reason.PRIORITY_TURN, Reason.BOOKED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A waiting ticket.

    ``place_at`` gives its place: the time of issue, whatever happened since, or of a transfer that lost the
    place. ``queued_at`` is when the present wait began. ``due_at`` is a booked time (or a right to come
    first from then on), ``counter`` the only counter that may call it.
    """

    id: UUID
    series: str
    number: int
    service: str
    priority: Priority | None
    place_at: datetime
    queued_at: datetime
    due_at: datetime | None = None
    counter: UUID | None = None

    @property
    def place(self) -> tuple[datetime, str, int]:
        return (self.place_at, self.series, self.number)

    @property
    def label(self) -> str:
        return format_number(self.series, self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecentCalls:
    """What a counter remembers of its calls of today: the regular numbers since its last priority number,
    oldest first, and how many calls in a row went ahead of somebody who came earlier."""

    regular_since_priority: tuple[str, ...] = ()
    overtakes: int = 0

    def after(self, choice: "Choice") -> "RecentCalls":
        """The memory after this choice too is called."""
        ticket = choice.ticket
        overtakes = self.overtakes + 1 if choice.reason in OVERTAKING else 0
        if ticket.priority is not None:
            return RecentCalls(overtakes=overtakes)
        if choice.reason is Reason.BOOKED:
            return replace(self, overtakes=overtakes)
        regular = (*self.regular_since_priority, ticket.label)
        return RecentCalls(regular_since_priority=regular, overtakes=overtakes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A ticket and why it is its turn."""

    ticket: Waiting
    reason: Reason


def choose(
    waiting: Sequence[Waiting], recent: RecentCalls, *, now: datetime, rules: QueueRules
) -> Choice | None:
    """The next ticket of those that the clerk may serve, or ``None`` when nobody waits."""
    if not waiting:
        return None
    oldest = min(waiting, key=lambda ticket: ticket.place)
    longest = min(waiting, key=lambda ticket: (ticket.queued_at, ticket.place))
    if now - longest.queued_at > timedelta(minutes=rules.wait_limit_minutes):
        return Choice(ticket=longest, reason=Reason.OVER_LIMIT)
    if recent.overtakes >= rules.overtakes_in_a_row:
        return Choice(ticket=oldest, reason=Reason.LONGEST)
    if len(recent.regular_since_priority) >= rules.regular_per_priority:
        priority = [ticket for ticket in waiting if ticket.priority is not None]
        if priority:
            first = min(priority, key=lambda ticket: ticket.place)
            if first is not oldest:
                return Choice(ticket=first, reason=Reason.PRIORITY_TURN)
    booked = [ticket for ticket in waiting if ticket.due_at is not None and ticket.due_at <= now]
    if booked:
        first = min(booked, key=lambda ticket: (ticket.due_at, ticket.place))
        if first is not oldest:
            return Choice(ticket=first, reason=Reason.BOOKED)
    return Choice(ticket=oldest, reason=Reason.LONGEST)


def order(
    waiting: Sequence[Waiting], recent: RecentCalls, *, now: datetime, rules: QueueRules, limit: int
) -> list[Choice]:
    """The next ``limit`` choices as they would be if nobody else came and no other counter called."""
    rest = list(waiting)
    choices: list[Choice] = []
    while rest and len(choices) < limit:
        choice = choose(rest, recent, now=now, rules=rules)
        if choice is None:
            break
        choices.append(choice)
        rest.remove(choice.ticket)
        recent = recent.after(choice)
    return choices


def reason_phrase(choice: Choice, rules: QueueRules) -> str:
    """A few words for a table: why this number stands at this place."""
    if choice.reason is Reason.OVER_LIMIT:
        return f"Lewat {rules.wait_limit_minutes} menit"
    if choice.reason is Reason.PRIORITY_TURN:
        return "Giliran prioritas"
    if choice.reason is Reason.BOOKED:
        assert choice.ticket.due_at is not None
        return f"Janji pukul {clock_wib(choice.ticket.due_at)}"
    return "Menunggu paling lama"


def _lower_first(words: str) -> str:
    return words[:1].lower() + words[1:]


def explain(
    choice: Choice, waiting: Sequence[Waiting], recent: RecentCalls, *, now: datetime, rules: QueueRules
) -> tuple[str, ...]:
    """*Mengapa nomor ini?*: the rule as it was applied, one sentence a line, in the order it was asked."""
    label = choice.ticket.label
    rule = f"Aturan: {rules.regular_per_priority} reguler, lalu 1 prioritas."
    oldest = min(waiting, key=lambda ticket: (ticket.queued_at, ticket.place))
    waited = max(0, int((now - oldest.queued_at).total_seconds()) // 60)
    if choice.reason is Reason.OVER_LIMIT:
        return (
            f"{label} menunggu {waited} menit, lewat batas {rules.wait_limit_minutes} menit.",
            "Yang lewat batas dipanggil lebih dahulu, apa pun jenisnya.",
        )
    limit = rules.wait_limit_minutes
    within = f"Tidak ada yang lewat batas {limit} menit. Terlama: {oldest.label}, {waited} menit."
    recent_regular = ", ".join(recent.regular_since_priority[-rules.regular_per_priority :])
    if choice.reason is Reason.PRIORITY_TURN:
        priorities = sum(1 for ticket in waiting if ticket.priority is not None)
        among = f"{label} menunggu paling lama di antara {priorities} nomor prioritas."
        return (f"{rule} Panggilan terakhir reguler ({recent_regular}).", among, within)
    if choice.reason is Reason.BOOKED:
        return (
            f"{label}: {_lower_first(reason_phrase(choice, rules))}, sudah mencatat kedatangannya.",
            "Yang berjanji didahulukan pada waktunya, "
            f"paling banyak {rules.overtakes_in_a_row} berturut-turut.",
            within,
        )
    turn = (
        f"Sejak prioritas terakhir: {recent_regular} reguler."
        if recent_regular
        else "Belum ada reguler sejak prioritas terakhir."
    )
    if len(recent.regular_since_priority) >= rules.regular_per_priority:
        turn = "Giliran prioritas, dan nomor prioritas ini juga yang datang paling awal."
        if not any(ticket.priority is not None for ticket in waiting):
            turn = "Giliran prioritas, tetapi tidak ada nomor prioritas yang menunggu."
    return (
        f"{label} datang paling awal di antara {len(waiting)} nomor yang boleh Anda layani.",
        f"{rule} {turn}",
        within,
    )
