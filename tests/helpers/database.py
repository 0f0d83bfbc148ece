"""Office databases for tests: SQLite in a folder of the test, PostgreSQL in a database of its own."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Engine, create_engine, make_url, text

from bkpsdm_desktop.store.engine import open_engine, sqlite_url
from bkpsdm_desktop.store.migrate import create_sqlite, migrate_postgresql
from bkpsdm_desktop.store.work import Work

DIALECTS = ("sqlite", "postgresql")
_TEMPLATE = f"cetakan_{uuid4().hex[:12]}"
_templates: set[str] = set()


def server_url() -> str:
    """The PostgreSQL server that ``dev.py test`` started. A test that needs it fails without one."""
    url = os.environ.get("BKPSDM_TEST_PG")
    assert url, "BKPSDM_TEST_PG is not set: run the tests with python3 dev.py test"
    return url


@contextmanager
def postgresql_database(*, empty: bool = False) -> Iterator[str]:
    """The URL of a database of its own, migrated unless ``empty``; dropped afterwards."""
    admin = create_engine(server_url(), isolation_level="AUTOCOMMIT")
    name = f"uji_{uuid4().hex}"
    try:
        with admin.connect() as connection:
            if not empty:
                _make_template(connection.engine)
            template = "template0" if empty else _TEMPLATE
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
        yield url_of(name)
        with admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
    finally:
        admin.dispose()


def url_of(database: str) -> str:
    """The URL of a database on the test server; the password comes from PGPASSFILE."""
    return make_url(server_url()).set(database=database).render_as_string(hide_password=False)


def _make_template(admin: Engine) -> None:
    if _TEMPLATE in _templates:
        return
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {_TEMPLATE} TEMPLATE template0"))
    engine = open_engine(url_of(_TEMPLATE))
    migrate_postgresql(engine)
    engine.dispose()
    _templates.add(_TEMPLATE)


@contextmanager
def database(dialect: str, folder: Path, *, key: bytes | None = None) -> Iterator[str]:
    """The URL of a migrated, empty office database of a dialect."""
    if dialect == "sqlite":
        path = folder / "kantor.db"
        create_sqlite(path, key)
        yield sqlite_url(path)
        return
    with postgresql_database() as url:
        yield url


@contextmanager
def work_on(url: str, *, key: bytes | None = None) -> Iterator[Work]:
    """``Work`` on a database, closed afterwards."""
    work = Work(open_engine(url, key=key))
    try:
        yield work
    finally:
        work.close()
