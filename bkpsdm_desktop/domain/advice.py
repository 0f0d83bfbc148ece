"""The one thing that a supervisor should do now (ux.md U58), by a rule that can be read.

In this order: an alarm; what a clerk holds whose PC is silent; people whom nobody may serve; waits over the
limit; a device that does not work. Of waits the worst comes first, measured against its limit. It is advice
on places and counters: of clerks it says only who is free and has the skill.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from uuid import UUID


class Todo(StrEnum):
    """What kind of thing is to be done; ``LOOK`` opens what is behind it."""

    NOTHING = "nothing"
    ALARM = "alarm"
    RELEASE = "release"
    OPEN_COUNTER = "open_counter"
    WAITS = "waits"
    LOOK = "look"


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupFact:
    """A group of services: who waits, and which open counters may serve it."""

    code: str
    name: str
    waiting: int
    longest: timedelta | None
    p90: timedelta | None
    counters: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClerkFact:
    """A clerk who serves nobody now. ``counter`` is the paused counter of one on a break."""

    id: UUID
    name: str
    groups: frozenset[str]
    counter: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldFact:
    """A number whose clerk's PC gives no sign of life since ``silent``."""

    ticket: UUID
    label: str
    counter: int
    silent: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that the rule looks at. ``free_counters`` are closed and have a PC, lowest number first; ``broken``
    are devices by name with what is wrong, ``alarms`` the places of emergencies."""

    alarms: Sequence[str]
    held: Sequence[HeldFact]
    groups: Sequence[GroupFact]
    clerks: Sequence[ClerkFact]
    free_counters: Sequence[int]
    broken: Sequence[tuple[str, str]]
    wait_limit: timedelta
    p90_target: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """One sentence with its figures, the verb that does it, and the arithmetic behind it, a line each."""

    todo: Todo
    fact: str
    reason: str
    verb: str = ""
    sums: tuple[str, ...] = ()
    ticket: UUID | None = None
    counter: int | None = None
    person: UUID | None = None
    subject: str = ""
    """Code of the group or name of the device that it is about."""


NOTHING = Advice(
    todo=Todo.NOTHING,
    fact="Tidak ada yang perlu dilakukan sekarang.",
    reason="Tunggu, loket, dan alat dalam batas.",
)


def advise(facts: Facts) -> Advice:
    """The one thing to do now."""
    if facts.alarms:
        place = facts.alarms[0]
        return Advice(
            todo=Todo.ALARM,
            fact=f"Keadaan darurat di {place}.",
            reason="Datangi sekarang, lalu akhiri alarmnya.",
            verb="Tangani",
            subject=place,
            sums=(f"Tombol darurat ditahan di {place}.", "Alarm berdiri sampai diakhiri seseorang."),
        )
    return _release(facts) or _unserved(facts) or _waits(facts) or _device(facts) or NOTHING


def _release(facts: Facts) -> Advice | None:
    if not facts.held:
        return None
    held = max(facts.held, key=lambda each: each.silent)
    silent = _minutes(held.silent)
    return Advice(
        todo=Todo.RELEASE,
        fact=f"Lepaskan {held.label} dari Loket {held.counter}.",
        reason=f"PC loket itu tidak memberi tanda sejak {silent} lalu.",
        verb=f"Lepaskan {held.label}",
        ticket=held.ticket,
        counter=held.counter,
        sums=(
            f"{held.label} di Loket {held.counter}; tanda terakhir PC-nya {silent} lalu, batas 2 menit.",
            "Bila dilepaskan, nomor kembali ke tempatnya dalam antrean; riwayatnya tetap.",
        ),
    )


def _unserved(facts: Facts) -> Advice | None:
    alone = [group for group in facts.groups if group.waiting and not group.counters]
    if not alone:
        return None
    group = max(alone, key=lambda each: each.longest or timedelta())
    reason = f"{group.waiting} orang menunggu, belum ada loket yang melayani."
    return _opening(facts, group, reason, (f"{group.name}: {reason}",))


def _waits(facts: Facts) -> Advice | None:
    late = [group for group in facts.groups if group.waiting and _excess(facts, group) > 1]
    if not late:
        return None
    group = max(late, key=lambda each: _excess(facts, each))
    parts = [words for share, words in sorted(_shares(facts, group), reverse=True) if share > 1]
    line = f"{group.name}: {group.waiting} orang menunggu, {group.counters} loket dapat melayani."
    return _opening(facts, group, parts[0], (line, *parts))


def _shares(facts: Facts, group: GroupFact) -> list[tuple[float, str]]:
    """How many times its limit each figure is, and the figure in words."""
    shares = []
    if group.p90 is not None:
        words = f"Tunggu p90 {_minutes(group.p90)}, target {_number(facts.p90_target)}."
        shares.append((group.p90 / facts.p90_target, words))
    if group.longest is not None:
        words = f"Terlama {_minutes(group.longest)}, batas {_number(facts.wait_limit)}."
        shares.append((group.longest / facts.wait_limit, words))
    return shares


def _excess(facts: Facts, group: GroupFact) -> float:
    """How many times its limit the worse of the two figures is."""
    return max((share for share, _ in _shares(facts, group)), default=0.0)


def _opening(facts: Facts, group: GroupFact, reason: str, sums: tuple[str, ...]) -> Advice:
    able = [clerk for clerk in facts.clerks if group.code in clerk.groups]
    paused = [clerk for clerk in able if clerk.counter is not None]
    away = [clerk for clerk in able if clerk.counter is None] if facts.free_counters else []
    # Who only has a break is at the counter already; a counter that stays empty needs a clerk.
    clerk = away[0] if away else paused[0] if paused else None
    if clerk is None:
        lacks = "Tidak ada loket tutup yang ber-PC." if able else "Tidak ada petugas bebas berkeahlian itu."
        return Advice(
            todo=Todo.WAITS,
            fact=f"{group.name} menunggu terlalu lama.",
            reason=f"{reason} {lacks}",
            verb="Lihat yang menunggu",
            subject=group.code,
            sums=(*sums, lacks, "Pindahkan sebagian nomor ke layanan atau loket lain."),
        )
    number = clerk.counter if clerk.counter is not None else facts.free_counters[0]
    where = "sedang jeda" if clerk.counter is not None else "bebas"
    return Advice(
        todo=Todo.OPEN_COUNTER,
        fact=f"Buka Loket {number} untuk {group.name}.",
        reason=f"{reason} {clerk.name} {where}.",
        verb=f"Buka Loket {number}",
        counter=number,
        person=clerk.id,
        subject=group.code,
        sums=(*sums, f"{clerk.name} {where} dan berkeahlian {group.name}; Loket {number} dapat dibuka."),
    )


def _device(facts: Facts) -> Advice | None:
    if not facts.broken:
        return None
    name, wrong = facts.broken[0]
    return Advice(
        todo=Todo.LOOK,
        fact=f"Periksa {name}.",
        reason=f"{wrong[:1].upper()}{wrong[1:]}.",
        verb="Lihat alat",
        subject=name,
        sums=tuple(f"{device}: {words}." for device, words in facts.broken),
    )


def _number(span: timedelta) -> int:
    return int(span.total_seconds()) // 60


def _minutes(span: timedelta) -> str:
    return f"{_number(span)} menit"
