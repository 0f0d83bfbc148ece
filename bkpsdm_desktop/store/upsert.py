"""``INSERT ... ON CONFLICT``, which each database has in its own dialect."""

from collections.abc import Callable
from typing import Any


def dialect_insert(dialect: str) -> Callable[[Any], Any]:
    """The ``insert`` of a dialect. Loaded when asked for: an office on one PC needs no PostgreSQL."""
    if dialect == "postgresql":
        from sqlalchemy.dialects.postgresql import insert as postgresql_insert

        return postgresql_insert
    from sqlalchemy.dialects.sqlite import insert as sqlite_insert

    return sqlite_insert
