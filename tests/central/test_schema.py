"""The central database: what migrations make is what the tables say, and nothing else passes for one."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.store.central_migrate import (
    VERSION_TABLE,
    central_config,
    central_revisions,
    migrate_central,
    newest_central_revision,
    open_central,
)
from bkpsdm_desktop.store.central_tables import Central
from bkpsdm_desktop.store.engine import sqlite_url
from bkpsdm_desktop.store.migrate import create_sqlite
from tests.helpers.central import CentralUnderTest
from tests.helpers.database import postgresql_database


def test_migrations_and_tables_of_the_central_database_say_the_same(central: CentralUnderTest) -> None:
    with central.server.work.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "version_table": VERSION_TABLE}
        )
        assert compare_metadata(context, Central.metadata) == []


def test_the_files_of_the_central_migrations_are_named_by_their_revisions() -> None:
    tree = ScriptDirectory.from_config(central_config())
    assert {script.revision for script in tree.walk_revisions()} == central_revisions()
    assert tree.get_current_head() == newest_central_revision()


def test_migrating_twice_changes_nothing(central: CentralUnderTest) -> None:
    assert migrate_central(central.url) == newest_central_revision()


def test_an_office_database_is_never_taken_for_the_central_one(tmp_path: Path) -> None:
    path = tmp_path / "kantor.db"
    create_sqlite(path, None)
    for act in (migrate_central, open_central):
        with pytest.raises(Refused, match="bukan milik kantor pusat"):
            act(sqlite_url(path))
    with postgresql_database() as url, pytest.raises(Refused, match="bukan milik kantor pusat"):
        migrate_central(url)


def test_a_server_on_a_database_that_is_not_there_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="bkpsdm-central migrate --db"):
        open_central(sqlite_url(tmp_path / "tidak-ada.db"))
    assert list(tmp_path.iterdir()) == []
    with postgresql_database(empty=True) as url, pytest.raises(Refused, match="belum siap"):
        open_central(url)
