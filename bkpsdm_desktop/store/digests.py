"""What the hashes of rows add up to, asked of a database: the same figures on SQLite and PostgreSQL."""

from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Integer, Label, cast, func, literal_column

from bkpsdm_desktop.protocol.wire import HALF, LOW


def sums_of(row_hash: Any, dialect: str) -> tuple[Label[int], Label[int], Label[int]]:
    """Columns ``number``, ``high`` and ``low`` of a select over rows with this column of hashes:
    :class:`~bkpsdm_desktop.protocol.wire.Digest` in SQL."""
    upper: ColumnElement[int] = row_hash.op(">>")(literal_column(str(HALF), Integer))
    lower = row_hash.op("&")(literal_column(str(LOW), BigInteger))
    if dialect == "postgresql":
        upper = cast(upper, Integer)  # adds up as bigint; a sum of bigint is a slow numeric
    return (
        func.count().label("number"),
        cast(func.sum(upper), BigInteger).label("high"),
        cast(func.sum(lower), BigInteger).label("low"),
    )
