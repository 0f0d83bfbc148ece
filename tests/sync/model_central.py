"""Central in memory: the real decisions of ``protocol/judging.py`` over lists and dictionaries."""

import copy
import itertools
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from bkpsdm_desktop.protocol import judging, wire
from bkpsdm_desktop.protocol.judging import Accept, Fate, Held, Known
from bkpsdm_desktop.protocol.messages import (
    MASTER,
    Enrolled,
    Hello,
    Kind,
    Mark,
    Op,
    Page,
    Pulled,
    Push,
    Pushed,
    Refused,
    Standing,
    Sum,
    Sums,
    Trouble,
    Welcome,
    office_scope,
)

OFFICE = "K01"
SCOPE = office_scope(OFFICE)
SCHEMA = 3
PAGE = 3
TICKET, TROUBLE, EMPLOYEE = "ticket", "sync_trouble", "employee"
HelloJudge = Callable[[Known, Hello], Standing]
PushJudge = Callable[[Known, Push], Accept | Refused]


@dataclass(frozen=True)
class Row:
    """A row with what is known of it, on either side."""

    version: int
    epoch: bytes
    payload: bytes
    deleted: bool = False

    @property
    def hash(self) -> int:
        return wire.row_hash(self.payload)

    @property
    def held(self) -> Held:
        return Held(self.version, self.epoch, self.hash, self.deleted)


Tokens = tuple[str, ...]


def payload_of(tokens: Tokens, day: str, *, allowed: bool = True) -> bytes:
    return wire.encode({"tokens": tokens, "day": day, "allowed": allowed})


def tokens_of(payload: bytes) -> Tokens:
    """The edits that made the content, oldest first: a content that grew out of another begins with it."""
    return tuple(wire.decode(payload)["tokens"])


def sums_of(rows: dict[bytes, Row], since: str) -> list[Sum]:
    days: dict[str, list[int]] = defaultdict(list)
    for row in rows.values():
        day = wire.decode(row.payload)["day"]
        if day >= since:
            days[day].append(row.hash)
    digests = {day: wire.Digest.of(hashes) for day, hashes in days.items()}
    return [Sum(TICKET, day, digest.count, digest.high, digest.low) for day, digest in digests.items()]


def marks_of(rows: dict[bytes, Row], day: str) -> list[Mark]:
    chosen = {key: row for key, row in rows.items() if wire.decode(row.payload)["day"] == day}
    return [Mark(key, row.version, row.epoch, row.hash, row.deleted) for key, row in chosen.items()]


@dataclass
class CentralData:
    """All that a restore of central brings back."""

    newest: bytes = b""
    chains: dict[bytes, list[bytes]] = field(default_factory=dict)
    rows: dict[bytes, Row] = field(default_factory=dict)
    history: list[bytes] = field(default_factory=list)
    troubles: dict[bytes, list[Trouble]] = field(default_factory=dict)
    quarantined: dict[bytes, bytes] = field(default_factory=dict)
    parked: list[Op] = field(default_factory=list)
    scopes: dict[str, list[Pulled]] = field(default_factory=lambda: {MASTER: [], SCOPE: []})
    applied: list[tuple[bytes, int]] = field(default_factory=list)


class Central:
    """``judge_hello`` and ``judge_push`` may be variants without a safeguard; ``keeps_losers`` too."""

    def __init__(
        self,
        judge_hello: HelloJudge = judging.judge_hello,
        judge_push: PushJudge = judging.judge_push,
        *,
        keeps_losers: bool = True,
        acks_applied: bool = False,
        schema: int = SCHEMA,
    ) -> None:
        self.data = CentralData()
        self.judge_hello, self.judge_push = judge_hello, judge_push
        self.keeps_losers, self.acks_applied, self.schema = keeps_losers, acks_applied, schema
        self._births = itertools.count(1)  # outside of what a restore brings back, as UUIDs are
        self.era = 1

    # ---- what a restore does

    def backup(self) -> CentralData:
        return copy.deepcopy(self.data)

    def restore(self, data: CentralData) -> None:
        self.data = copy.deepcopy(data)
        self.era += 1

    # ---- requests

    def known(self, _epoch: bytes = b"") -> Known:
        return self.known_of(self.data.newest)

    def known_of(self, epoch: bytes) -> Known:
        chains = self.data.chains.get(epoch, [])
        return Known(epoch, len(chains), lambda seq: chains[seq - 1] if 0 < seq <= len(chains) else None)

    def enrol(self) -> Enrolled:
        self.data.newest = next(self._births).to_bytes(16, "big")
        self.data.chains[self.data.newest] = []
        return Enrolled(office=OFFICE, name="Kantor Contoh", epoch=self.data.newest, fresh=True)

    def hello(self, hello: Hello) -> Welcome:
        known = self.known(hello.epoch)
        standing = self.judge_hello(known, hello)
        token = "token" if standing is Standing.OK else ""
        return Welcome(
            standing=standing, applied=known.applied, office=OFFICE, token=token, schema=self.schema,
            now=0, offset=hello.clock, era=bytes([self.era % 256]),
        )  # fmt: skip

    def push(self, push: Push) -> Pushed | Refused:
        verdict = self.judge_push(self.known(push.epoch), push)
        if isinstance(verdict, Refused):
            return verdict
        chains = self.data.chains.setdefault(push.epoch, [])
        troubles = self.data.troubles.setdefault(push.epoch, [])
        parked = len(self.data.parked)
        for op, chain in zip(push.ops[verdict.skip :], verdict.links, strict=True):
            chains.append(chain)
            self.data.applied.append((push.epoch, len(chains)))
            self._take(push.epoch, len(chains), op)
        told = [trouble for trouble in troubles if push.first <= trouble.seq <= verdict.acked]
        acked = len(chains) if self.acks_applied else verdict.acked
        return Pushed(acked=acked, quarantined=told, parked=len(self.data.parked) - parked)

    def pull(self, scope: str, after: int) -> Page:
        rows = self.data.scopes[scope]
        page = rows[after : after + PAGE]
        return Page(scope=scope, rows=page, next=min(after, len(rows)) + len(page), head=len(rows))

    def sums(self, since: str) -> Sums:
        return Sums(
            applied=self.known().applied,
            head=len(self.data.scopes[SCOPE]),
            sums=sums_of(self.data.rows, since),
        )

    def marks(self, day: str) -> list[Mark]:
        return marks_of(self.data.rows, day)

    # ---- rows

    def _take(self, epoch: bytes, seq: int, op: Op) -> None:
        if op.schema > self.schema:
            self.data.parked.append(op)
        elif not wire.decode(op.payload)["allowed"]:
            self._quarantine(epoch, seq, op)
        else:
            self._settle(epoch, op)

    def _quarantine(self, epoch: bytes, seq: int, op: Op) -> None:
        self.data.troubles[epoch].append(Trouble(seq, op.entity, op.id, "no right"))
        self.data.quarantined[op.id] = op.payload
        self._give(SCOPE, TROUBLE, op.id, Row(1, b"", op.payload))

    def _settle(self, epoch: bytes, op: Op) -> None:
        row = Row(op.version, epoch, op.payload, op.op is Kind.DELETE)
        held = self.data.rows.get(op.id)
        fate = judging.settle(held.held if held else None, row.held, mutable=True)
        if fate is Fate.HISTORY and self.keeps_losers:
            self.data.history.append(op.payload)
        if fate is not Fate.APPLY:
            return
        if held and judging.displaces(held.held, row.held) and self.keeps_losers:
            self.data.history.append(held.payload)
        self.data.rows[op.id] = row
        self._give(SCOPE, TICKET, op.id, row)

    def _give(self, scope: str, entity: str, key: bytes, row: Row) -> None:
        rows = self.data.scopes[scope]
        kind = Kind.DELETE if row.deleted else Kind.PUT
        rows.append(
            Pulled(len(rows) + 1, entity, key, kind, row.version, self.schema, row.epoch, row.payload)
        )

    def upgrade(self) -> None:
        """A newer central takes what it had parked."""
        self.schema += 1
        waiting, self.data.parked = self.data.parked, []
        for op in waiting:
            self._take(self.data.newest, 0, op)

    def edits_employee(self, key: bytes, token: str) -> None:
        rows = [row for row in self.data.scopes[MASTER] if row.id == key]
        version = rows[-1].version + 1 if rows else 1
        self._give(MASTER, EMPLOYEE, key, Row(version, b"", payload_of((token,), "")))

    def employees(self) -> dict[bytes, bytes]:
        return {row.id: row.payload for row in self.data.scopes[MASTER]}


def hello_of(epoch: bytes, head: int, known: int, chain: bytes, cursors: dict[str, int]) -> Hello:
    """What the transport makes of ``SayHello``."""
    return Hello(
        key=b"k", word=b"w", audience="central", epoch=epoch, oldest=1, newest=1, schema=SCHEMA, head=head,
        known=known, chain=chain, cursors=cursors, program="test", clock=0,
    )  # fmt: skip
