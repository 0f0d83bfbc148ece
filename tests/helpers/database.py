"""Office databases for tests: SQLite in a folder of the test, PostgreSQL in a database of its own.

Making tables and a made-up office takes longer than most tests, so each process makes them once and every
test gets a copy.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from uuid import uuid4

from sqlalchemy import create_engine, make_url, text

from bkpsdm_desktop.services.made_up import MadeUpOffice
from bkpsdm_desktop.store.engine import open_engine, sqlite_url
from bkpsdm_desktop.store.migrate import create_sqlite, migrate_postgresql, settle_sqlite
from bkpsdm_desktop.store.work import Work
from tests.helpers.office import ordinary_office

DIALECTS = ("sqlite", "postgresql")


def server_url() -> str:
    """The PostgreSQL server that ``dev.py test`` started. A test that needs it fails without one."""
    url = os.environ.get("BKPSDM_TEST_PG")
    assert url, "BKPSDM_TEST_PG is not set: run the tests with python3 dev.py test"
    return url


def url_of(database: str) -> str:
    """The URL of a database on the test server; the password comes from PGPASSFILE."""
    return make_url(server_url()).set(database=database).render_as_string(hide_password=False)


@contextmanager
def postgresql_database(*, empty: bool = False) -> Iterator[str]:
    """The URL of a database of its own, migrated unless ``empty``; dropped afterwards."""
    with _postgresql_copy("template0" if empty else _postgresql_tables()) as url:
        yield url


@contextmanager
def database(dialect: str, folder: Path, *, key: bytes | None = None) -> Iterator[str]:
    """The URL of a migrated database of a dialect, without an office."""
    if dialect == "sqlite":
        path = folder / "kantor.db"
        if key is None:
            shutil.copy(_sqlite_tables(), path)
        else:
            create_sqlite(path, key)
        yield sqlite_url(path)
        return
    with postgresql_database() as url:
        yield url


@contextmanager
def office_database(dialect: str, folder: Path) -> Iterator[tuple[str, MadeUpOffice]]:
    """The URL of a database with a made-up office, and the ids in it."""
    if dialect == "sqlite":
        template, made = _sqlite_office()
        path = folder / "kantor.db"
        shutil.copy(template, path)
        yield sqlite_url(path), made
        return
    name, made = _postgresql_office()
    with _postgresql_copy(name) as url:
        yield url, made


@contextmanager
def work_on(url: str, *, key: bytes | None = None) -> Iterator[Work]:
    """``Work`` on a database, closed afterwards."""
    work = Work(open_engine(url, key=key))
    try:
        yield work
    finally:
        work.close()


# --- what is copied ----------------------------------------------------------------------------------


@cache
def _folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="bkpsdm-cetakan-"))


@cache
def _sqlite_tables() -> Path:
    path = _folder() / "tabel.db"
    create_sqlite(path, None)
    return path


@cache
def _sqlite_office() -> tuple[Path, MadeUpOffice]:
    path = _folder() / "kantor.db"
    shutil.copy(_sqlite_tables(), path)
    with work_on(sqlite_url(path)) as work:
        made = work.run(ordinary_office)
    settle_sqlite(path, None)  # everything into the main file, which is copied alone
    return path, made


@contextmanager
def _postgresql_copy(template: str) -> Iterator[str]:
    name = f"uji_{uuid4().hex}"
    _administer(f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield url_of(name)
    finally:
        _administer(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@cache
def _postgresql_tables() -> str:
    name = f"cetakan_{uuid4().hex}"
    _administer(f"CREATE DATABASE {name} TEMPLATE template0")
    engine = open_engine(url_of(name))
    migrate_postgresql(engine)
    engine.dispose()
    return name


@cache
def _postgresql_office() -> tuple[str, MadeUpOffice]:
    name = f"kantor_{uuid4().hex}"
    _administer(f"CREATE DATABASE {name} TEMPLATE {_postgresql_tables()}")
    with work_on(url_of(name)) as work:
        return name, work.run(ordinary_office)


def _administer(statement: str) -> None:
    engine = create_engine(server_url(), isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.execute(text(statement))
    finally:
        engine.dispose()
