"""Applying what central gives: a page of rows and the new cursor in one transaction.

Nothing that comes is thrown away and nothing stops the stream: what this program does not know yet is
parked, what it can't use is put into the to-do list, and only many deletions at once wait for a person.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import delete, insert, select, text
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.protocol.messages import Kind as Op
from bkpsdm_desktop.protocol.messages import Page, Pulled
from bkpsdm_desktop.services import sync_troubles
from bkpsdm_desktop.services.arriving import Arriving, Took, take
from bkpsdm_desktop.services.deletions import too_many
from bkpsdm_desktop.services.sync_state import hold_duty
from bkpsdm_desktop.store.sync_tables import SyncCursor, SyncParked
from bkpsdm_desktop.store.tables import core
from bkpsdm_desktop.store.upsert import dialect_insert
from bkpsdm_desktop.store.wire_rows import ENTITIES, SCHEMA
from bkpsdm_desktop.store.work import touch

OWN = "own:"
"""Scopes of an office's own rows begin with this. A row that changes moves up there, so numbers have holes;
what differs from the rows here is kept until the incarnation that pulled it merges it."""

_CURSOR, _PARKED = core(SyncCursor), core(SyncParked)
_ID_BYTES = 16


class Outcome(StrEnum):
    """What became of a page."""

    APPLIED = "applied"
    NOTHING = "nothing"
    """Everything in it was applied before."""
    GAP = "gap"
    """Rows are missing before it or in it: it must be asked for again from the cursor on."""
    REWOUND = "rewound"
    """Central's scope ends before our cursor: it was restored from a backup."""
    STOPPED = "stopped"
    """It deletes so much that a person must allow it first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """What a page did. ``after`` is the cursor now; except for ``APPLIED`` nothing was changed."""

    outcome: Outcome
    after: int
    changed: int = 0
    parked: int = 0
    troubles: int = 0


def cursor(session: Session, scope: str) -> int:
    """The last number that was pulled of a scope."""
    return session.scalar(select(_CURSOR.c.after).where(_CURSOR.c.scope == scope)) or 0


def apply(session: Session, page: Page, *, fence: int, now: datetime) -> Applied:
    """Apply the rows of a page that are not applied yet, and move the cursor with them.

    A page may come twice, late or overlapping. Raises ``LeaseLost`` when another station syncs now.
    """
    hold_duty(session, fence)
    after = cursor(session, page.scope)
    if page.head < after:
        return Applied(outcome=Outcome.REWOUND, after=after)
    if page.next <= after:
        return Applied(outcome=Outcome.NOTHING, after=after)
    rows = [row for row in page.rows if row.seq > after]
    if _has_hole(page, rows, after):
        return Applied(outcome=Outcome.GAP, after=after)
    if too_many(session, page.scope, rows, now=now):
        return Applied(outcome=Outcome.STOPPED, after=after)
    took = _take_all(session, page.scope, rows, now)
    _save_cursor(session, page.scope, page.next)
    touch(session, Kind.SYNC)
    return Applied(
        outcome=Outcome.APPLIED,
        after=page.next,
        changed=took.count(Took.CHANGED),
        parked=took.count(Took.PARKED),
        troubles=took.count(Took.TROUBLE),
    )


def replay_parked(session: Session, *, fence: int, now: datetime) -> int:
    """Apply parked rows that this program knows by now: once after an upgrade. Returns how many."""
    hold_duty(session, fence)
    rows = session.execute(
        select(_PARKED)
        .where(_PARKED.c.schema <= SCHEMA, _PARKED.c.entity.in_(list(ENTITIES)))
        .where(_PARKED.c.scope.not_like(OWN + "%"))
        .order_by(_PARKED.c.scope, _PARKED.c.seq)
    ).all()
    with unlogged(session):
        for row in rows:
            pulled = Pulled(
                row.seq, row.entity, row.entity_id.bytes, Op(row.op), row.version, row.schema, row.epoch,
                row.payload,
            )  # fmt: skip
            _take_one(session, row.scope, pulled, now)
            session.execute(delete(_PARKED).where(_PARKED.c.scope == row.scope, _PARKED.c.seq == row.seq))
    if rows:
        touch(session, Kind.SYNC, Kind.OFFICE)
    return len(rows)


@contextmanager
def unlogged(session: Session) -> Iterator[None]:
    """Meanwhile the triggers note nothing in the queue: central has these rows already. It ends with the
    transaction at the latest."""
    sqlite = session.get_bind().dialect.name == "sqlite"
    on = "INSERT INTO sync_applying (flag) VALUES (1)" if sqlite else "SET LOCAL bkpsdm.applying = '1'"
    off = "DELETE FROM sync_applying" if sqlite else "SET LOCAL bkpsdm.applying = ''"
    session.execute(text(on))
    yield
    session.execute(text(off))


def _has_hole(page: Page, rows: Sequence[Pulled], after: int) -> bool:
    """Whether rows are missing. Numbers of a scope are without a hole, but for those of own rows."""
    numbers = [row.seq for row in rows]
    if not numbers:
        return page.next != page.head
    if page.next != numbers[-1] or page.next > page.head:
        return True
    if page.scope.startswith(OWN):
        return numbers != sorted(set(numbers))
    return numbers != list(range(after + 1, page.next + 1))


def _take_all(session: Session, scope: str, rows: Sequence[Pulled], now: datetime) -> list[Took]:
    took: list[Took] = []
    waiting: list[Pulled] = []
    with unlogged(session):
        for row in rows:
            became = _take_one(session, scope, row, now, may_wait=True)
            if became is Took.WAITS:
                waiting.append(row)
            else:
                took.append(became)
        # What they refer to may have come after them.
        took += [_take_one(session, scope, row, now) for row in waiting]
    if Took.CHANGED in took:
        touch(session, Kind.OFFICE, Kind.QUEUE)
    return took


def _take_one(session: Session, scope: str, row: Pulled, now: datetime, *, may_wait: bool = False) -> Took:
    if len(row.id) != _ID_BYTES:
        reason = "Baris dari kantor pusat tidak bernomor dengan benar. Baris tidak dipakai."
        sync_troubles.note(
            session, sync_troubles.UNUSABLE, (row.entity, None), reason, at=now, scope=scope, seq=row.seq,
            theirs=row.payload,
        )  # fmt: skip
        return Took.TROUBLE
    entity = ENTITIES.get(row.entity)
    if entity is None or row.schema > SCHEMA:
        return _park(session, scope, row, now)
    arriving = Arriving(entity=entity, id=UUID(bytes=row.id), scope=scope, row=row)
    if scope.startswith(OWN):
        return Took.NOTHING if arriving.is_known(session) else _park(session, scope, row, now)
    return take(session, arriving, now=now, may_wait=may_wait)


def _park(session: Session, scope: str, row: Pulled, now: datetime) -> Took:
    session.execute(delete(_PARKED).where(_PARKED.c.scope == scope, _PARKED.c.seq == row.seq))  # pulled anew
    session.execute(
        insert(_PARKED).values(
            scope=scope, seq=row.seq, entity=row.entity, entity_id=UUID(bytes=row.id), op=str(row.op),
            version=row.version, schema=row.schema, epoch=row.epoch, payload=row.payload, parked_at=now,
        )
    )  # fmt: skip
    return Took.PARKED


def _save_cursor(session: Session, scope: str, after: int) -> None:
    add = dialect_insert(session.get_bind().dialect.name)(_CURSOR).values(scope=scope, after=after)
    session.execute(add.on_conflict_do_update(index_elements=["scope"], set_={"after": after}))
