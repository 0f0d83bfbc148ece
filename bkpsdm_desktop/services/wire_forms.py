"""Rows of the database as what travels, and back."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Date, Integer, LargeBinary, String, Table, select
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from bkpsdm_desktop.domain.instants import from_micros
from bkpsdm_desktop.protocol.wire import plain
from bkpsdm_desktop.store.tables import Office
from bkpsdm_desktop.store.types import Id, Instant
from bkpsdm_desktop.store.wire_rows import Entity

_BIGGEST = 2**63


class NotARow(ValueError):
    """Fields that are no row of the entity: one is missing, or of another type."""


def table_of(entity: Entity) -> Table:
    return Office.metadata.tables[entity.name]


def read_rows(session: Session, entity: Entity, ids: Iterable[UUID]) -> dict[UUID, dict[str, Any]]:
    """The present rows of these ids: column -> value as the program has it. What is gone is not there."""
    table = table_of(entity)
    columns = [table.c[name] for name in entity.columns]
    rows = session.execute(select(*columns).where(table.c.id.in_(list(ids))))
    return {row.id: dict(row._mapping) for row in rows}


def as_fields(row: Mapping[str, Any]) -> dict[str, Any]:
    """The plain fields of a row. Raises ``TypeError`` for what has no wire form."""
    fields: dict[str, Any] = plain(row)
    return fields


def from_fields(entity: Entity, fields: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Values of the columns, and the fields that this program does not know. Raises :class:`NotARow`."""
    table = table_of(entity)
    values = {}
    for name in entity.columns:
        column = table.c[name]
        if name not in fields:
            raise NotARow(f"{name} is missing")
        value = fields[name]
        if value is None and not column.nullable:
            raise NotARow(f"{name} is empty")
        try:
            values[name] = None if value is None else _value(column.type, value)
        except (TypeError, ValueError, OverflowError) as error:
            raise NotARow(f"{name}: {error}") from None
    unknown = {name: value for name, value in fields.items() if name not in values}
    return values, unknown


def _value(kind: TypeEngine[Any], value: Any) -> Any:
    match kind:
        case Id():
            return UUID(bytes=_only(bytes, value))
        case Instant():
            return _instant(_only(int, value))
        case Date():
            return date.fromisoformat(_only(str, value))
        case Boolean():
            return _only(bool, value)
        case Integer():
            return _number(_only(int, value))
        case String():
            return _text(_only(str, value))
        case LargeBinary():
            return _only(bytes, value)
    return value  # JSON holds what MessagePack does, but for bytes, which no column of ours has in it


def _only(kind: type[Any], value: Any) -> Any:
    if type(value) is not kind:  # True is an int elsewhere
        raise TypeError(f"a {type(value).__name__} instead of a {kind.__name__}")
    return value


def _instant(micros: int) -> datetime:
    return from_micros(micros)


def _number(value: int) -> int:
    if not -_BIGGEST <= value < _BIGGEST:
        raise ValueError("too large a number")
    return value


def _text(value: str) -> str:
    if "\0" in value:  # PostgreSQL has no such text
        raise ValueError("a text with a zero byte")
    return value
