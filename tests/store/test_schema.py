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
from bkpsdm_desktop.store.tables import APPEND_ONLY, SYNCED, Office, Setting, SyncLog, Ticket, TicketEvent
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


def test_every_synced_table_has_its_three_triggers_and_append_only_ones_two_more(work: Work) -> None:
    with work.engine.connect() as connection:
        dialect = connection.dialect.name
        assert actual_triggers(connection) == expected_triggers(dialect)
    assert len(expected_triggers("sqlite")) == 3 * len(SYNCED) + 2 * len(APPEND_ONLY)


def test_making_the_triggers_again_changes_nothing(work: Work) -> None:
    with for_writing(work.engine).connect() as connection:
        recreate_triggers(connection)
        connection.commit()
        assert actual_triggers(connection) == expected_triggers(connection.dialect.name)


def test_bulk_core_and_text_statements_reach_the_sync_log(office: OfficeUnderTest) -> None:
    ticket = office.take()

    def mark(session: Session) -> int:
        return len(session.scalars(select(SyncLog.id).where(SyncLog.entity == "ticket")).all())

    before = office.work.read(mark)
    office.work.run(run, text("UPDATE ticket SET calls = calls"))
    assert office.work.read(mark) == before + 1
    logged = office.work.read(
        lambda session: session.scalars(select(SyncLog.entity_id).where(SyncLog.entity == "ticket")).all()
    )
    assert set(logged) == {ticket.id}


def test_rows_that_sync_applies_are_not_logged_again(office: OfficeUnderTest) -> None:
    office.take()

    def apply(session: Session) -> None:
        sqlite = session.get_bind().dialect.name == "sqlite"
        on = "INSERT INTO sync_applying (flag) VALUES (1)" if sqlite else "SET LOCAL bkpsdm.applying = '1'"
        session.execute(text(on))
        session.execute(text("UPDATE ticket SET calls = 2"))
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
