"""Bringing the central office's database to the present schema, in one transaction on both databases."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.store.engine import for_writing, open_engine, sqlite_path

if TYPE_CHECKING:
    from alembic.config import Config

_TREE = Path(__file__).parent / "migrations" / "central"
VERSION_TABLE = "central_version"
"""Not alembic's usual name: an office's database must never pass for the central one."""

_ADVISORY_LOCK = 0x424B5043  # one migration at a time on a PostgreSQL server


def central_config(connection: Connection | None = None) -> "Config":
    """Where the migrations of the central database are."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_TREE).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def central_revisions() -> set[str]:
    """Every schema that this program can read or bring up to date: the files are named by them."""
    return {file.stem[1:5] for file in (_TREE / "versions").glob("v[0-9]*.py")}


def newest_central_revision() -> str:
    """The schema that this program works with."""
    return max(central_revisions())


def central_revision(connection: Connection) -> str | None:
    """The schema of a central database, ``None`` when it is empty. Raises ``Refused`` when it holds something
    else, or a schema newer than this program's."""
    tables = inspect(connection)
    if not tables.has_table(VERSION_TABLE):
        if tables.get_table_names():
            raise Refused("Basis data ini bukan milik kantor pusat. Isinya tidak diubah; pilih yang lain.")
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM central_version")).scalar()
    if found is not None and found not in central_revisions():
        raise Refused(
            f"Basis data ini dari program yang lebih baru (skema {found}). "
            "Perbarui program di server ini; basis data tidak diubah."
        )
    return found


def migrate_central(url: str) -> str:
    """Make or migrate the database at ``url``; returns its schema. Raises ``Refused`` as
    :func:`central_revision`, and for an address that is none."""
    path = sqlite_path(url) if url.startswith("sqlite") else None
    engine = open_engine(url, create=path is not None and not path.exists(), patient=True)
    try:
        with for_writing(engine).begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})
            central_revision(connection)
            _upgrade(connection)
    finally:
        engine.dispose()
    return newest_central_revision()


def open_central(url: str) -> Engine:
    """An engine for a central database of the present schema. Raises ``Refused`` when it is not, or there is
    none."""
    path = sqlite_path(url) if url.startswith("sqlite") else None
    if path is not None and not path.exists():
        raise Refused(_migrate_first(url))
    engine = open_engine(url)
    try:
        with engine.connect() as connection:
            current = central_revision(connection) == newest_central_revision()
    except BaseException:
        engine.dispose()
        raise
    if not current:
        engine.dispose()
        raise Refused(_migrate_first(url))
    return engine


def _upgrade(connection: Connection) -> None:
    from alembic import command

    command.upgrade(central_config(connection), "head")


def _migrate_first(url: str) -> str:
    return f"Basis data pusat belum siap. Jalankan dahulu: bkpsdm-central migrate --db {url}"
