"""What central gives: rows of a scope after a cursor, digests, and the marks of single rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, insert, select
from sqlalchemy.orm import Session

from bkpsdm_desktop.central.bounds import checked, checked_number
from bkpsdm_desktop.central.identity import Speaker
from bkpsdm_desktop.protocol.messages import (
    MASTER,
    Kind,
    Mark,
    Marks,
    MarkWish,
    Page,
    Pull,
    Pulled,
    Sum,
    Sums,
    SumWish,
    office_scope,
    own_scope,
)
from bkpsdm_desktop.protocol.wire import BadWire
from bkpsdm_desktop.store.central_tables import KnownOffice, OfficeRow, ScopeHead, ScopeRow
from bkpsdm_desktop.store.digests import sums_of
from bkpsdm_desktop.store.upsert import dialect_insert

MOST_ROWS = 1000
_MOST_PAGE_BYTES = 4 * 1024 * 1024
_MOST_MARKS = 5000


@dataclass(frozen=True, slots=True)
class Given:
    """A row that central gives to whoever pulls a scope."""

    entity: str
    entity_id: bytes
    op: Kind
    version: int
    schema: int
    payload: bytes


def publish(session: Session, given: Mapping[str, Sequence[Given]]) -> None:
    """Add rows to scopes. The last thing in a transaction: the heads are locked, in the order of their names,
    until it ends, so a reader never sees a number appear below one that it has seen."""
    for scope in sorted(scope for scope, rows in given.items() if rows):
        last = _advance(session, scope, len(given[scope]))
        first = last - len(given[scope]) + 1
        session.execute(
            insert(ScopeRow),
            [
                {
                    "scope": scope,
                    "seq": seq,
                    "entity": row.entity,
                    "entity_id": row.entity_id,
                    "op": row.op.value,
                    "version": row.version,
                    "schema": row.schema,
                    "payload": row.payload,
                }
                for seq, row in enumerate(given[scope], first)
            ],
        )


def pull(session: Session, who: Speaker, wish: Pull) -> Page:
    """A page of a scope. Raises ``BadWire`` for a scope that is not this office's, or none at all."""
    limit, after = max(1, min(wish.limit, MOST_ROWS)), checked_number(wish.after)
    if wish.scope == own_scope(who.office):
        head = session.scalar(select(KnownOffice.rows_head).where(KnownOffice.id == who.office_id)) or 0
        rows = _own_rows(session, who.office_id, after, limit)
    elif wish.scope in (MASTER, office_scope(who.office)):
        head = session.scalar(select(ScopeHead.head).where(ScopeHead.scope == wish.scope)) or 0
        rows = _given_rows(session, wish.scope, after, limit)
    else:
        raise BadWire("a scope that is not this office's")
    page = _within(rows)
    return Page(scope=wish.scope, rows=page, next=page[-1].seq if page else head, head=head)


def sums(session: Session, who: Speaker, wish: SumWish) -> Sums:
    """Digests of the office's rows as central holds them, and the number up to which its log is applied."""
    checked(wish.entity, wish.since)
    office = session.execute(
        select(KnownOffice.applied, KnownOffice.rows_head).where(KnownOffice.id == who.office_id)
    ).one()
    day = OfficeRow.day if wish.by_day else func.max("")
    query: Select[Any, Any, Any, Any, Any] = select(
        OfficeRow.entity,
        day,
        *sums_of(OfficeRow.row_hash, session.get_bind().dialect.name),
    ).where(OfficeRow.office_id == who.office_id)
    if wish.entity:
        query = query.where(OfficeRow.entity == wish.entity)
    if wish.since:
        query = query.where(OfficeRow.day >= wish.since)
    columns = (OfficeRow.entity, OfficeRow.day) if wish.by_day else (OfficeRow.entity,)
    rows = session.execute(query.group_by(*columns).order_by(*columns))
    found = [Sum(entity, day, count, high, low) for entity, day, count, high, low in rows]
    return Sums(applied=office.applied, head=office.rows_head, sums=found)


def marks(session: Session, who: Speaker, wish: MarkWish) -> Marks:
    """Which rows central holds of an entity on a day, by their ids."""
    checked(wish.entity, wish.day)
    rows = session.execute(
        select(OfficeRow.entity_id, OfficeRow.version, OfficeRow.epoch, OfficeRow.row_hash, OfficeRow.deleted)
        .where(
            OfficeRow.office_id == who.office_id,
            OfficeRow.entity == wish.entity,
            OfficeRow.day == wish.day,
            OfficeRow.entity_id > wish.after,
        )
        .order_by(OfficeRow.entity_id)
        .limit(_MOST_MARKS + 1)
    ).all()
    found = [Mark(bytes(i), version, bytes(e), h, dead) for i, version, e, h, dead in rows[:_MOST_MARKS]]
    return Marks(marks=found, more=len(rows) > _MOST_MARKS)


def _advance(session: Session, scope: str, by: int) -> int:
    made = dialect_insert(session.get_bind().dialect.name)(ScopeHead).values(scope=scope, head=by)
    statement = made.on_conflict_do_update(
        index_elements=["scope"], set_={"head": ScopeHead.head + made.excluded.head}
    )
    head: int = session.execute(statement.returning(ScopeHead.head)).scalar_one()
    return head


def _given_rows(session: Session, scope: str, after: int, limit: int) -> list[Pulled]:
    rows = session.scalars(
        select(ScopeRow)
        .where(ScopeRow.scope == scope, ScopeRow.seq > after)
        .order_by(ScopeRow.seq)
        .limit(limit)
    )
    return [
        Pulled(r.seq, r.entity, r.entity_id, Kind(r.op), r.version, r.schema, b"", r.payload) for r in rows
    ]


def _own_rows(session: Session, office_id: int, after: int, limit: int) -> list[Pulled]:
    rows = session.scalars(
        select(OfficeRow)
        .where(OfficeRow.office_id == office_id, OfficeRow.at > after)
        .order_by(OfficeRow.at)
        .limit(limit)
    )
    return [
        Pulled(
            r.at, r.entity, r.entity_id, Kind.DELETE if r.deleted else Kind.PUT, r.version, r.schema,
            r.epoch, r.payload,
        )
        for r in rows
    ]  # fmt: skip


def _within(rows: list[Pulled]) -> list[Pulled]:
    """As many of the rows as a message may hold; at least one."""
    size = 0
    for count, row in enumerate(rows):
        size += len(row.payload)
        if count and size > _MOST_PAGE_BYTES:
            return rows[:count]
    return rows
