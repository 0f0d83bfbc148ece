"""Column types with one meaning on SQLite and on PostgreSQL."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Dialect, LargeBinary, Uuid
from sqlalchemy.types import TypeDecorator, TypeEngine

from bkpsdm_desktop.domain.instants import from_micros, to_micros


class Id(TypeDecorator[UUID]):
    """A UUID: 16 bytes on SQLite, ``uuid`` on PostgreSQL (SQLAlchemy's own is text on SQLite)."""

    impl = LargeBinary(16)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(Uuid(as_uuid=True))
        return dialect.type_descriptor(LargeBinary(16))

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> Any:
        if value is None or dialect.name == "postgresql":
            return value
        return value.bytes

    def process_result_value(self, value: Any, dialect: Dialect) -> UUID | None:
        if value is None or isinstance(value, UUID):
            return value
        return UUID(bytes=value)


class Instant(TypeDecorator[datetime]):
    """An aware instant, stored as integer microseconds UTC."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else to_micros(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return None if value is None else from_micros(value)
