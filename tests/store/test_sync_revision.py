"""From revision 0002 to 0003: every row stays, the queue keeps what is still to be sent."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from bkpsdm_desktop.store.engine import for_writing, open_engine, sqlite_url
from bkpsdm_desktop.store.ids import new_id
from bkpsdm_desktop.store.migrate import upgrade
from bkpsdm_desktop.store.triggers import actual_triggers, expected_triggers
from tests.helpers.database import DIALECTS, postgresql_database


@contextmanager
def at_0002(dialect: str, folder: Path) -> Iterator[Connection]:
    """An empty database at the schema before sync, with the triggers of its time."""
    if dialect == "sqlite":
        with _opened(sqlite_url(folder / "kantor.db"), create=True) as connection:
            yield connection
        return
    with postgresql_database(empty=True) as url, _opened(url) as connection:
        yield connection


@contextmanager
def _opened(url: str, *, create: bool = False) -> Iterator[Connection]:
    engine = open_engine(url, create=create)
    try:
        with for_writing(engine).connect() as connection:
            yield connection
    finally:
        engine.dispose()


def revision_0002(connection: Connection) -> None:
    from alembic import command

    from bkpsdm_desktop.store.migrate import alembic_config

    command.upgrade(alembic_config(connection), "0002")


def count(connection: Connection, statement: str) -> int:
    found: int = connection.execute(text(statement)).scalar_one()
    return found


@pytest.mark.parametrize("dialect", DIALECTS)
def test_data_of_0002_is_all_there_at_0003_and_state_changes_of_tickets_leave_the_queue(
    dialect: str, tmp_path: Path
) -> None:
    with at_0002(dialect, tmp_path) as connection:
        revision_0002(connection)
        key = new_id().bytes if dialect == "sqlite" else new_id()
        connection.execute(text("INSERT INTO setting (key, value) VALUES ('a', '1')"))
        connection.execute(
            text("INSERT INTO counter (id, number, room, active) VALUES (:id, 1, 'A', true)"), {"id": key}
        )
        queued = text("INSERT INTO sync_log (entity, entity_id, op) VALUES (:entity, :id, :op)")
        for entity, op in (("counter", "I"), ("ticket", "I"), ("ticket", "U"), ("ticket_event", "I")):
            connection.execute(queued, {"entity": entity, "id": key, "op": op})
        connection.execute(
            text(
                "CREATE TRIGGER sync_ticket_u AFTER UPDATE ON ticket BEGIN SELECT 1; END"
                if dialect == "sqlite"
                else "CREATE TRIGGER sync_ticket_u AFTER UPDATE ON ticket FOR EACH ROW "
                "EXECUTE FUNCTION suppress_redundant_updates_trigger()"
            )
        )
        upgrade(connection)
        assert count(connection, "SELECT count(*) FROM setting") == 1
        assert count(connection, "SELECT count(*) FROM counter") == 1
        assert count(connection, "SELECT count(*) FROM sync_log") == 3
        assert count(connection, "SELECT count(*) FROM sync_log WHERE op = 'U'") == 0
        assert count(connection, "SELECT count(*) FROM sync_entry") == 0
        assert actual_triggers(connection) == expected_triggers(dialect)
        connection.commit()
