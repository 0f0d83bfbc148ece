"""Many rows at once: COPY on PostgreSQL, one prepared statement on SQLite."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

from sqlalchemy import Table
from sqlalchemy.engine import Dialect

from bkpsdm_desktop.store.engine import for_writing
from bkpsdm_desktop.store.tables import Office, core
from bkpsdm_desktop.store.triggers import expected_triggers, recreate_triggers
from bkpsdm_desktop.store.work import Work

_CHUNK = 5_000


@contextmanager
def bare(work: Work) -> Iterator[None]:
    """Meanwhile no trigger of ours runs: what is loaded counts as sent to the central office long ago."""
    if work.engine.dialect.name == "postgresql":
        yield  # there each load asks for it by itself
        return
    with for_writing(work.engine).connect() as connection:
        for name in expected_triggers("sqlite"):
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        connection.commit()
    yield
    with for_writing(work.engine).connect() as connection:
        recreate_triggers(connection)
        connection.commit()


def load(work: Work, model: type[Office], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Put rows into a table; values as the program gives them, in the order of ``columns``.

    Past the change feed and the audit trail: only for an office that is made up before anybody looks.
    """
    convert = _converters(core(model), columns, work.engine.dialect)
    load_raw(work, model, columns, (convert(row) for row in rows))


def load_raw(
    work: Work, model: type[Office], columns: Sequence[str], rows: Iterable[tuple[Any, ...]]
) -> None:
    """The same with values as the driver takes them."""
    put = _copy if work.engine.dialect.name == "postgresql" else _insert
    put(work, core(model), columns, iter(rows))


def analyse(work: Work) -> None:
    """Statistics for the planner, as a server's autovacuum makes them; SQLite gets them here too."""
    statement = "VACUUM ANALYZE" if work.engine.dialect.name == "postgresql" else "ANALYZE"
    with work.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(statement)


def _converters(table: Table, columns: Sequence[str], dialect: Dialect) -> Any:
    """Values of the program to values of the driver."""
    bound = [table.c[name].type.dialect_impl(dialect).bind_processor(dialect) for name in columns]

    def convert(row: Sequence[Any]) -> tuple[Any, ...]:
        return tuple(
            value if process is None else process(value) for process, value in zip(bound, row, strict=True)
        )

    return convert


def _insert(work: Work, table: Table, columns: Sequence[str], rows: Iterator[tuple[Any, ...]]) -> None:
    statement = "INSERT INTO {} ({}) VALUES ({})".format(
        table.name, ", ".join(columns), ", ".join("?" * len(columns))
    )
    raw = work.engine.raw_connection()
    try:
        cursor = raw.cursor()
        while chunk := list(islice(rows, _CHUNK)):
            cursor.execute("BEGIN IMMEDIATE")
            cursor.executemany(statement, chunk)
            cursor.execute("COMMIT")
    finally:
        raw.close()


def _copy(work: Work, table: Table, columns: Sequence[str], rows: Iterator[tuple[Any, ...]]) -> None:
    """Several small COPYs: the program's connections give up on a server that is silent for long."""
    statement = "COPY {} ({}) FROM STDIN".format(table.name, ", ".join(columns))
    raw = work.engine.raw_connection()
    try:
        cursor: Any = raw.cursor()
        cursor.execute("SET session_replication_role = replica")  # no triggers, no foreign keys
        while chunk := list(islice(rows, _CHUNK)):
            with cursor.copy(statement) as copy:
                for row in chunk:
                    copy.write_row(row)
            raw.commit()
        cursor.execute("RESET session_replication_role")
        raw.commit()
    finally:
        raw.close()
