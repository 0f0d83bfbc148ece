"""The schema: what migrations make is what the tables say, on both databases, with every trigger."""

import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Executable, delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.services import counters, serving
from bkpsdm_desktop.store.engine import for_writing, open_engine, sqlite_url
from bkpsdm_desktop.store.ids import new_id
from bkpsdm_desktop.store.migrate import (
    alembic_config,
    create_sqlite,
    known_revisions,
    migrate_postgresql,
    migrate_sqlite,
    needs_migration,
    newest_revision,
    revision,
)
from bkpsdm_desktop.store.sync_tables import SEALED, UPDATES_NOT_LOGGED, SyncEntry
from bkpsdm_desktop.store.tables import (
    APPEND_ONLY,
    SYNCED,
    Counter,
    Office,
    Setting,
    SyncLog,
    Ticket,
    TicketEvent,
)
from bkpsdm_desktop.store.triggers import actual_triggers, expected_triggers, recreate_triggers
from bkpsdm_desktop.store.work import Work
from tests.helpers.database import postgresql_database
from tests.helpers.office import OfficeUnderTest


def run(session: Session, statement: Executable) -> None:
    session.execute(statement)


NOW = datetime(2026, 11, 24, 2, 41, tzinfo=UTC)


def test_migrations_and_tables_say_the_same(work: Work) -> None:
    with work.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert _real(compare_metadata(context, Office.metadata)) == []


def _real(differences: list[object]) -> list[object]:
    # sync_applying is the trigger guard of SQLite alone and has no ORM class.
    return [d for d in differences if "sync_applying" not in str(d)]


def test_every_synced_table_has_its_triggers_and_append_only_ones_two_more(work: Work) -> None:
    """Three of a synced table, but for one of whose rows only immutable columns travel."""
    with work.engine.connect() as connection:
        dialect = connection.dialect.name
        assert actual_triggers(connection) == expected_triggers(dialect)
    logged = 3 * len(SYNCED) - len(UPDATES_NOT_LOGGED)
    assert len(expected_triggers("sqlite")) == logged + 2 * len(APPEND_ONLY) + len(SEALED)


def test_making_the_triggers_again_changes_nothing(work: Work) -> None:
    with for_writing(work.engine).connect() as connection:
        recreate_triggers(connection)
        connection.commit()
        assert actual_triggers(connection) == expected_triggers(connection.dialect.name)


def test_bulk_core_and_text_statements_reach_the_sync_log(office: OfficeUnderTest) -> None:
    def logged(session: Session) -> list[tuple[object, str]]:
        rows = select(SyncLog.entity_id, SyncLog.op).where(SyncLog.entity == "counter").order_by(SyncLog.id)
        return [(row.entity_id, row.op) for row in session.execute(rows)]

    before = len(office.work.read(logged))
    new = new_id()
    office.work.run(run, insert(Counter).values(id=new, number=77, room="A", active=True))
    office.work.run(run, update(Counter).where(Counter.id == new).values(room="B"))
    office.work.run(run, text("UPDATE counter SET room = 'C' WHERE number = 77"))
    office.work.run(run, text("DELETE FROM counter WHERE number = 77"))
    assert office.work.read(logged)[before:] == [(new, "I"), (new, "U"), (new, "U"), (new, "D")]


def test_a_change_of_a_tickets_state_logs_its_event_alone(office: OfficeUnderTest) -> None:
    ticket = office.take()

    def logged(session: Session) -> list[str]:
        return list(session.scalars(select(SyncLog.op).where(SyncLog.entity_id == ticket.id)))

    office.act(counters.open_counter)
    office.act(serving.call_next)
    office.work.run(run, text("UPDATE ticket SET calls = calls"))
    # the event of taking a number has the id of the act, as the ticket has
    assert office.work.read(logged) == ["I", "I"]


def test_a_sealed_entry_is_never_changed(work: Work) -> None:
    entry = {
        "seq": 1, "entity": "counter", "entity_id": new_id(), "op": "P", "version": 1, "schema": 3,
        "payload": b"", "row_hash": 1, "chain": b"", "sealed_at": NOW,
    }  # fmt: skip
    work.run(run, insert(SyncEntry).values(entry))
    with pytest.raises(DBAPIError, match="append-only"):
        work.run(run, update(SyncEntry).values(payload=b"x"))
    work.run(run, delete(SyncEntry))


def test_rows_that_sync_applies_are_not_logged_again(office: OfficeUnderTest) -> None:
    office.take()

    def apply(session: Session) -> None:
        sqlite = session.get_bind().dialect.name == "sqlite"
        on = "INSERT INTO sync_applying (flag) VALUES (1)" if sqlite else "SET LOCAL bkpsdm.applying = '1'"
        session.execute(text(on))
        session.execute(text("UPDATE counter SET room = 'X'"))
        if sqlite:
            session.execute(text("DELETE FROM sync_applying"))

    def size(session: Session) -> int:
        return len(session.scalars(select(SyncLog.id)).all())

    before = office.work.read(size)
    office.work.run(apply)
    assert office.work.read(size) == before
    office.act(counters.open_counter)
    assert office.work.read(size) > before


def test_events_are_append_only(office: OfficeUnderTest) -> None:
    office.take()
    for statement in (update(TicketEvent).values(act="call"), delete(TicketEvent)):
        with pytest.raises(DBAPIError, match="append-only"):
            office.work.run(run, statement)


def test_a_new_database_needs_no_migration_and_a_foreign_one_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "kantor.db"
    create_sqlite(path, None)
    engine = open_engine(sqlite_url(path))
    work = Work(engine)
    assert (work.read(revision), work.read(needs_migration)) == (newest_revision(), False)
    with for_writing(engine).connect() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        connection.commit()
    with pytest.raises(Refused, match="program yang lebih baru"):
        work.read(needs_migration)
    with for_writing(engine).connect() as connection:
        connection.execute(text("DROP TABLE alembic_version"))
        connection.commit()
    with pytest.raises(Refused, match="bukan milik program ini"):
        work.read(needs_migration)
    engine.dispose()


def test_the_files_of_the_migrations_are_named_by_their_revisions() -> None:
    tree = ScriptDirectory.from_config(alembic_config())
    assert {script.revision for script in tree.walk_revisions()} == known_revisions()
    assert tree.get_current_head() == newest_revision()


def test_a_sqlite_migration_keeps_the_old_file_and_every_row(tmp_path: Path) -> None:
    path, key = tmp_path / "kantor.db", b"k" * 32
    create_sqlite(path, key)
    work = Work(open_engine(sqlite_url(path), key=key))
    work.run(run, insert(Setting).values(key="a", value=1))
    work.close()
    kept = migrate_sqlite(path, key, backups=tmp_path / "cadangan", now=NOW)
    assert kept.name == "sebelum-migrasi-20261124-094100.db"
    for file in (path, kept):
        again = Work(open_engine(sqlite_url(file), key=key))
        assert again.read(lambda session: session.scalars(select(Setting.key)).all()) == ["a"]
        again.close()
    assert sorted(entry.name for entry in tmp_path.iterdir()) == [
        "cadangan",
        "kantor.db",
        "kantor.db.canary",
        "kantor.db.lock",
        "kantor.db.next",
    ]


def test_two_stations_migrate_one_postgresql_database_once() -> None:
    with postgresql_database(empty=True) as url:
        engines = [open_engine(url) for _ in range(2)]
        threads = [threading.Thread(target=migrate_postgresql, args=(engine,)) for engine in engines]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [Work(engine).read(revision) for engine in engines] == [newest_revision()] * 2
        for engine in engines:
            engine.dispose()


def test_a_clerk_has_one_active_ticket_whatever_a_program_tries(office: OfficeUnderTest) -> None:
    office.take()
    office.take()
    office.act(counters.open_counter)
    office.act(serving.call_next)
    clerk = office.made.clerks[0]
    steal = update(Ticket).where(Ticket.state == "waiting").values(state="called", person_id=clerk)
    with pytest.raises(DBAPIError):
        office.work.run(run, steal)
