"""The numbers of the queue as the agency may set them: their limits, what they mean, and an example."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from uuid import UUID

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.indonesian import clock
from bkpsdm_desktop.domain.queue import Priority, RecentCalls, Waiting, choose, order, reason_phrase
from bkpsdm_desktop.domain.ticket import QueueRules


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """What a number is called, its unit and the values that it may have."""

    words: str
    unit: str
    least: int
    most: int

    def check(self, value: int, whose: str = "") -> None:
        """Raises ``Refused`` for a value that it may not have; ``whose`` follows its name."""
        if not self.least <= value <= self.most:
            raise Refused(f"{self.words}{whose} dari {self.least} sampai {self.most} {self.unit}.")


# Keys are the fields of ``QueueRules``; ``finish_and_call`` is a yes or no.
LIMITS: Mapping[str, Limit] = {
    "regular_per_priority": Limit(words="Reguler sebelum prioritas", unit="nomor", least=1, most=9),
    "overtakes_in_a_row": Limit(words="Didahulukan berturut-turut", unit="nomor", least=1, most=5),
    "wait_limit_minutes": Limit(words="Batas menunggu", unit="menit", least=10, most=240),
    "max_calls": Limit(words="Panggilan paling banyak", unit="kali", least=1, most=9),
    "recall_hint_seconds": Limit(words="Ingatkan panggil ulang", unit="detik", least=15, most=600),
    "return_minutes": Limit(words="Batas kembali", unit="menit", least=0, most=240),
    "undo_seconds": Limit(words="Urungkan dalam", unit="detik", least=3, most=30),
    "booking_early_minutes": Limit(words="Janji paling awal", unit="menit", least=0, most=120),
    "booking_late_minutes": Limit(words="Janji paling lambat", unit="menit", least=0, most=60),
    "park_hint_minutes": Limit(words="Ingatkan tunda", unit="menit", least=5, most=240),
    "auto_lock_minutes": Limit(words="Kunci otomatis", unit="menit", least=0, most=60),
}

LONGEST_UNDO_SECONDS = LIMITS["undo_seconds"].most
"""What was undone under an earlier rule stays right under a shorter one."""


def check_rules(rules: QueueRules) -> QueueRules:
    """The rules as they are. Raises ``Refused`` naming the first number outside its limits."""
    for name, limit in LIMITS.items():
        limit.check(getattr(rules, name))
    return rules


def changes(before: QueueRules, after: QueueRules) -> dict[str, list[object]]:
    """Field -> old and new value of what is other."""
    pairs = {
        field.name: [getattr(before, field.name), getattr(after, field.name)] for field in fields(before)
    }
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def change_words(name: str, before: object, after: object) -> str:
    """A changed field in words: ``Panggilan paling banyak 3 → 2 kali``."""
    if name == "finish_and_call":
        return "Selesai langsung memanggil" if after else "Selesai tidak lagi langsung memanggil"
    limit = LIMITS[name]
    return f"{limit.words} {before} → {after} {limit.unit}"


def sentences(rules: QueueRules) -> tuple[str, ...]:
    """What the numbers mean, one sentence for each part of the rule."""
    back = (
        f"dapat kembali dalam {rules.return_minutes} menit"
        if rules.return_minutes
        else "yang terlambat mengambil nomor baru"
    )
    lock = (
        f"Layar loket terkunci setelah {rules.auto_lock_minutes} menit tanpa dipakai."
        if rules.auto_lock_minutes
        else "Layar loket tidak terkunci sendiri."
    )
    following = "langsung dipanggil" if rules.finish_and_call else "menunggu F2"
    return (
        f"Setelah {rules.regular_per_priority} nomor reguler, 1 nomor prioritas didahulukan.",
        f"Paling banyak {rules.overtakes_in_a_row} didahulukan berturut-turut, lalu yang datang paling awal.",
        f"Yang menunggu lebih dari {rules.wait_limit_minutes} menit dipanggil lebih dahulu.",
        f"Nomor dipanggil paling banyak {rules.max_calls} kali; {back}.",
        f"Janji: dari {rules.booking_early_minutes} menit sebelum sampai {rules.booking_late_minutes} menit "
        "sesudah waktunya.",
        f"Sesudah F9 nomor berikutnya {following}; urungkan dalam {rules.undo_seconds} detik.",
        f"Pengingat: panggil ulang {rules.recall_hint_seconds} detik, nomor yang ditunda "
        f"{rules.park_hint_minutes} menit.",
        lock,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterQueue:
    """Whom an open counter may call now, and what it remembers of its calls."""

    counter: int
    waiting: tuple[Waiting, ...]
    recent: RecentCalls


def next_calls(
    queues: Sequence[CounterQueue], before: QueueRules, after: QueueRules, *, now: datetime
) -> str:
    """What other rules do to the next call of each open counter, in one sentence."""
    if not queues:
        return "Belum ada loket yang buka; aturan dipakai pada panggilan pertama."
    told = []
    for each in queues:
        old, new = (_label(each, rules, now) for rules in (before, after))
        told.append(f"loket {each.counter} {new}" + (f" (semula {old})" if old != new else ""))
    same = " tetap" if all(" (semula " not in words for words in told) and before != after else ""
    return f"Panggilan berikutnya pukul {clock(now)}{same}: {', '.join(told)}."


def _label(queue: CounterQueue, rules: QueueRules, now: datetime) -> str:
    choice = choose(queue.waiting, queue.recent, now=now, rules=rules)
    return "tidak ada" if choice is None else choice.ticket.label


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleLine:
    """One call of the example: its place, the number, who waits, for how long, and why it is its turn."""

    place: int
    label: str
    who: str
    waited: int
    why: str


# Minutes waited, series, number, priority, minutes since the booked time.
_EXAMPLE: Sequence[tuple[int, str, int, Priority | None, int | None]] = (
    (52, "K", 4, None, None),
    (38, "C", 9, None, None),
    (33, "K", 5, None, None),
    (29, "C", 10, Priority.ELDERLY, None),
    (24, "A", 7, None, None),
    (21, "C", 11, None, None),
    (17, "K", 6, Priority.PREGNANT, None),
    (13, "C", 12, None, 2),
    (9, "A", 8, None, None),
    (6, "K", 7, None, 1),
    (4, "C", 13, Priority.ELDERLY, None),
    (2, "A", 9, None, None),
)
_WHO = {Priority.ELDERLY: "prioritas lansia", Priority.PREGNANT: "prioritas ibu hamil"}


def example(rules: QueueRules, *, now: datetime) -> tuple[ExampleLine, ...]:
    """The order in which one counter would call twelve made-up visitors under these rules."""
    waiting = [
        Waiting(
            id=UUID(int=place),
            series=series,
            number=number,
            service="",
            priority=priority,
            place_at=now - timedelta(minutes=waited),
            queued_at=now - timedelta(minutes=waited),
            due_at=None if booked is None else now - timedelta(minutes=booked),
        )
        for place, (waited, series, number, priority, booked) in enumerate(_EXAMPLE)
    ]
    choices = order(waiting, RecentCalls(), now=now, rules=rules, limit=len(waiting))
    return tuple(
        ExampleLine(
            place=place,
            label=choice.ticket.label,
            who=_who(choice.ticket),
            waited=_EXAMPLE[choice.ticket.id.int][0],
            why=reason_phrase(choice, rules),
        )
        for place, choice in enumerate(choices, start=1)
    )


def _who(ticket: Waiting) -> str:
    if ticket.due_at is not None:
        return f"janji {clock(ticket.due_at)}"
    return _WHO[ticket.priority] if ticket.priority else "reguler"
