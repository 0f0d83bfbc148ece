"""An office in memory: rows, queue, sealed log, what is known of every row; backup, restore, re-install."""

import copy
from dataclasses import dataclass, field

from bkpsdm_desktop.protocol import judging, wire
from bkpsdm_desktop.protocol.judging import Fate
from bkpsdm_desktop.protocol.messages import (
    Kind,
    Mark,
    Op,
    Page,
    Pulled,
    Push,
    Sums,
    Trouble,
)
from bkpsdm_desktop.sync.reunion import Reunion, reunite
from bkpsdm_desktop.sync.steps import Facts
from tests.sync.model_central import (
    EMPLOYEE,
    OFFICE,
    SCHEMA,
    SCOPE,
    TICKET,
    TROUBLE,
    Row,
    Tokens,
    marks_of,
    payload_of,
    sums_of,
    tokens_of,
)


@dataclass
class OfficeData:
    """All that a backup holds."""

    epoch: bytes = b""
    pending: bytes = b""
    restored: bool = False
    era: bytes = b""
    content: dict[bytes, tuple[bytes, bool]] = field(default_factory=dict)
    """The data itself: payload, deleted."""
    queue: list[bytes] = field(default_factory=list)
    rows: dict[bytes, Row] = field(default_factory=dict)
    log: list[Op] = field(default_factory=list)
    chains: list[bytes] = field(default_factory=lambda: [wire.NO_CHAIN])
    sent: int = 0
    cursors: dict[str, int] = field(default_factory=dict)
    staged: list[Pulled] = field(default_factory=list)
    troubles: dict[bytes, bytes] = field(default_factory=dict)
    reviews: list[bytes] = field(default_factory=list)
    employees: dict[bytes, Row] = field(default_factory=dict)


class Office:
    def __init__(self, schema: int = SCHEMA) -> None:
        self.data = OfficeData()
        self.schema = schema

    # ---- what people do

    def writes(
        self, key: bytes, token: str, day: str, *, allowed: bool = True, deleted: bool = False
    ) -> None:
        """Adds, edits or deletes a row; the trigger puts it into the queue."""
        held = self.data.content.get(key)
        tokens: Tokens = (*(tokens_of(held[0]) if held else ()), token)
        day = wire.decode(held[0])["day"] if held else day
        self.data.content[key] = (payload_of(tokens, day, allowed=allowed), deleted)
        self.data.queue.append(key)

    def backup(self) -> OfficeData:
        return copy.deepcopy(self.data)

    def restore(self, data: OfficeData, *, told: bool = True) -> None:
        """``told``: by the command, which marks it; otherwise somebody copied the file or the disk."""
        self.data = copy.deepcopy(data)
        if told:
            self.data.restored, self.data.pending = True, b""

    def reinstall(self, epoch: bytes) -> None:
        self.data = OfficeData(pending=epoch)

    # ---- the log

    def seal(self) -> None:
        """Nothing is sealed between a restore and the new incarnation."""
        data = self.data
        if data.restored or data.pending or not data.epoch:
            return
        for key in dict.fromkeys(data.queue):
            row = self._present(key, data.epoch)
            if row != data.rows.get(key):
                self._log(key, row)
                data.rows[key] = row
        data.queue = []

    def _present(self, key: bytes, epoch: bytes) -> Row:
        """A row as it is now, its version raised if nobody logged this content yet."""
        known = self.data.rows.get(key)
        payload, deleted = self.data.content[key]
        if known and (known.payload, known.deleted) == (payload, deleted):
            return known
        return Row(known.version + 1 if known else 1, epoch, payload, deleted)

    def _log(self, key: bytes, row: Row) -> None:
        kind = Kind.DELETE if row.deleted else Kind.PUT
        op = Op(TICKET, key, kind, row.version, self.schema, row.payload)
        self.data.log.append(op)
        self.data.chains.append(judging.link_of(self.data.chains[-1], len(self.data.log), op))

    def facts(self, at: int | None) -> Facts:
        self.seal()
        data = self.data
        where = data.sent if at is None else at
        chain = data.chains[where] if where < len(data.chains) else b""
        return Facts(
            office=OFFICE, epoch=data.epoch, head=len(data.log), sent=data.sent, at=where, chain=chain,
            cursors=dict(data.cursors), pending=data.pending, restored=data.restored,
            era=data.era,
        )  # fmt: skip

    def batch(self, after: int, rows: int) -> Push | None:
        self.seal()
        ops = self.data.log[after : after + rows]
        if not ops:
            return None
        return Push(epoch=self.data.epoch, first=after + 1, before=self.data.chains[after], ops=ops)

    def save_era(self, era: bytes) -> None:
        self.data.era, self.data.cursors = era, {}

    def save_sent(self, seq: int) -> None:
        self.data.sent = seq

    # ---- what central gives

    def apply(self, page: Page) -> None:
        for pulled in page.rows:
            self._apply(pulled)
        self.data.cursors[page.scope] = page.next

    def _apply(self, pulled: Pulled) -> None:
        row = Row(pulled.version, pulled.epoch, pulled.payload, pulled.op is Kind.DELETE)
        if pulled.entity == TROUBLE:
            self.data.troubles[pulled.id] = pulled.payload
        elif pulled.entity == EMPLOYEE:
            self.data.employees[pulled.id] = row  # central's list wins, in central's order
        elif self._settle(self.data.rows, pulled.id, row) and pulled.id not in self.data.queue:
            self.data.content[pulled.id] = (row.payload, row.deleted)

    @staticmethod
    def _settle(rows: dict[bytes, Row], key: bytes, row: Row) -> bool:
        held = rows.get(key)
        applies = judging.settle(held.held if held else None, row.held, mutable=True) is Fate.APPLY
        if applies:
            rows[key] = row
        return applies

    def note(self, troubles: list[Trouble]) -> None:
        for trouble in troubles:
            self.data.troubles[trouble.id] = self.data.content[trouble.id][0]

    # ---- a new incarnation

    def save_pending(self, epoch: bytes) -> None:
        self.data.pending, self.data.restored, self.data.staged = epoch, False, []

    def stage(self, page: Page) -> None:
        self.data.staged.extend(page.rows)

    def take_over(self, epoch: bytes) -> None:
        """One transaction."""
        data = self.data
        here = {key: self._present(key, data.epoch) for key in data.content}
        staged = data.staged
        data.log, data.chains, data.queue, data.staged = [], [wire.NO_CHAIN], [], []
        data.sent, data.cursors, data.epoch, data.pending = 0, {}, epoch, b""
        there = {row.id: row for row in staged if row.entity == TICKET}
        for key in sorted(here | there):
            self._reunite(key, here.get(key), there.get(key))

    def _reunite(self, key: bytes, here: Row | None, pulled: Pulled | None) -> None:
        there = (
            Row(pulled.version, pulled.epoch, pulled.payload, pulled.op is Kind.DELETE) if pulled else None
        )
        verdict = reunite(here.held if here else None, there.held if there else None)
        if here and verdict in (Reunion.LOG, Reunion.BOTH):
            self._log(key, here)
            self.data.rows[key] = Row(here.version, self.data.epoch, here.payload, here.deleted)
        if here and verdict is Reunion.BOTH:
            self.data.reviews.append(here.payload)
        if there and verdict in (Reunion.TAKE, Reunion.BOTH, Reunion.EQUAL):
            self.data.rows[key] = there
            self.data.content[key] = (there.payload, there.deleted)

    # ---- check

    def sums(self, since: str) -> Sums:
        sound = {key: row for key, row in self.data.rows.items() if key not in self.data.troubles}
        return Sums(
            applied=len(self.data.log), head=self.data.cursors.get(SCOPE, 0), sums=sums_of(sound, since)
        )

    def marks(self, day: str) -> list[Mark]:
        return marks_of(self.data.rows, day)

    def resend(self, ids: list[bytes]) -> None:
        for key in ids:
            self._log(key, self.data.rows[key])
