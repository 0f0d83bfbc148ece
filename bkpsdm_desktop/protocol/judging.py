"""What central decides about a hello, a push and a row: pure, so that the proof runs the very same code.

The caller holds the lock of the office while it asks and while it writes what was decided.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from bkpsdm_desktop.protocol.messages import (
    OLDEST,
    PROTOCOL,
    Hello,
    Kind,
    Op,
    Push,
    PushRefusal,
    Refused,
    Standing,
)
from bkpsdm_desktop.protocol.wire import NO_CHAIN, chained


@dataclass(frozen=True, slots=True)
class Known:
    """What central holds of an office: the only epoch that may push, the last number applied of it, and the
    chain at any number up to that one (``None`` where central holds none)."""

    newest_epoch: bytes
    applied: int
    chain_at: Callable[[int], bytes | None]

    def link(self, seq: int) -> bytes | None:
        """The chain at ``seq``; before the first entry it is the same for every log."""
        if seq == 0:
            return NO_CHAIN
        return self.chain_at(seq) if 0 < seq <= self.applied else None


def judge_hello(known: Known, hello: Hello) -> Standing:
    """How central finds the office. Only a chain that is equal at ``applied`` is ok: numbers alone would let
    an office that was restored and went on working mark as sent what central never saw."""
    if hello.newest < OLDEST or hello.oldest > PROTOCOL:
        return Standing.UPGRADE
    if hello.epoch != known.newest_epoch:
        return Standing.STALE
    if hello.head < known.applied:
        return Standing.REWOUND
    held = known.link(hello.known)
    if held is not None and held != hello.chain:
        return Standing.FORK
    return Standing.OK if hello.known == known.applied else Standing.PROVE


@dataclass(frozen=True, slots=True)
class Accept:
    """The first ``skip`` entries of the batch are already applied, byte for byte; ``links`` are the chains of
    those after them, in order. ``acked`` is the last number of this batch and ``chain`` the chain there."""

    skip: int
    links: tuple[bytes, ...]
    acked: int
    chain: bytes


def judge_push(known: Known, push: Push) -> Accept | Refused:
    """Whether a batch continues what was applied. An overlap of any length is compared entry by entry; the
    answer never speaks of more than this batch."""
    if push.epoch != known.newest_epoch:
        return Refused(why=PushRefusal.STALE, applied=known.applied)
    if not 1 <= push.first <= known.applied + 1:
        return Refused(why=PushRefusal.GAP, applied=known.applied)
    if known.link(push.first - 1) != push.before:
        return Refused(why=PushRefusal.FORK, applied=known.applied)
    return _walk(known, push)


def _walk(known: Known, push: Push) -> Accept | Refused:
    chain = push.before
    links: list[bytes] = []
    for seq, op in enumerate(push.ops, push.first):
        chain = link_of(chain, seq, op)
        if seq > known.applied:
            links.append(chain)
        elif known.link(seq) != chain:
            return Refused(why=PushRefusal.FORK, applied=known.applied)
    acked = push.first + len(push.ops) - 1
    return Accept(skip=len(push.ops) - len(links), links=tuple(links), acked=acked, chain=chain)


def link_of(previous: bytes, seq: int, op: Op) -> bytes:
    """The chain at ``seq`` after ``op``, as both sides compute it."""
    return chained(previous, seq, op.entity, op.id, op.op.value, op.payload)


@dataclass(frozen=True, slots=True)
class Held:
    """A row as it is held. ``epoch`` is the incarnation that wrote it:
    central gives each one greater bytes than the one before it (its own rows carry none)."""

    version: int
    epoch: bytes
    row_hash: int
    deleted: bool = False


class Fate(StrEnum):
    """What becomes of a row that arrives."""

    APPLY = "apply"
    """It replaces what is held; nothing is kept of that but what :func:`displaces` says."""
    SAME = "same"
    """It is held already."""
    HISTORY = "history"
    """What is held is newer: the arriving content is kept in the history, and shown to be reviewed."""
    QUARANTINE = "quarantine"
    """The same id with other content, of an entity that never changes."""


def settle(held: Held | None, row: Held, *, mutable: bool) -> Fate:
    """The fate of ``row`` where ``held`` is held. The later of (version, incarnation) wins, no clock
    is asked. Of the same version of the same incarnation two contents exist only if a database was copied:
    what is held stays, the other goes to the history."""
    if held is None:
        return Fate.APPLY
    equal = (held.row_hash, held.deleted) == (row.row_hash, row.deleted)
    if not mutable:
        return Fate.SAME if equal else Fate.QUARANTINE
    if equal and row.version <= held.version:
        return Fate.SAME
    return Fate.APPLY if (row.version, row.epoch) > (held.version, held.epoch) else Fate.HISTORY


def displaces(held: Held | None, row: Held) -> bool:
    """Whether applying ``row`` must keep the held content in the history: another incarnation wrote it, so
    the writer of ``row`` may never have seen it."""
    return held is not None and held.epoch != row.epoch and held.row_hash != row.row_hash


def held(op: Op, epoch: bytes, row_hash: int) -> Held:
    """An entry as a row to :func:`settle`."""
    return Held(version=op.version, epoch=epoch, row_hash=row_hash, deleted=op.op is Kind.DELETE)
