"""Bringing an office database to the present schema.

SQLite: on a checked copy that then takes the file's place, so that a cut at any moment leaves the old
schema or the new one. PostgreSQL: in one transaction.
"""

import os
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlcipher3.dbapi2
from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.instants import WIB
from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.store.canary import write_canary
from bkpsdm_desktop.store.engine import for_writing, open_engine, sqlite_url
from bkpsdm_desktop.store.grants import grant
from bkpsdm_desktop.store.triggers import recreate_triggers

if TYPE_CHECKING:
    from alembic.config import Config

_TREE = Path(__file__).parent / "migrations" / "office"
_MAY_NOT = "42501"  # insufficient_privilege
_ADVISORY_LOCK = 0x424B5053  # one migration at a time on a PostgreSQL server


def alembic_config(connection: Connection | None = None) -> "Config":
    """Where the migrations are. Alembic is loaded when a database is migrated, not at every start."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_TREE).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def newest_revision() -> str:
    """The schema that this program works with."""
    return max(known_revisions())


def known_revisions() -> set[str]:
    """Every schema that this program can read or bring up to date: the files are named by them."""
    return {file.stem[1:5] for file in (_TREE / "versions").glob("v[0-9]*.py")}


def revision(session: Session) -> str | None:
    """The schema of a database; ``None`` when it holds none of ours yet."""
    if not inspect(session.connection()).has_table("alembic_version"):
        return None
    found: str | None = session.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def needs_migration(session: Session) -> bool:
    """Whether the schema is older than this program's, or not there yet.

    Raises ``Refused`` when it is newer or not ours: an older program must not touch it.
    """
    current = revision(session)
    if current is None:
        if inspect(session.connection()).get_table_names():
            raise Refused("Basis data ini bukan milik program ini. Isinya tidak diubah; pilih yang lain.")
        return True
    if current not in known_revisions():
        raise Refused(
            f"Basis data ini dari program yang lebih baru (skema {current}). "
            "Perbarui program di PC ini; basis data tidak diubah."
        )
    return current != newest_revision()


def upgrade(connection: Connection, to: str = "head") -> None:
    """Run the migrations and make all triggers again; the caller commits."""
    from alembic import command

    command.upgrade(alembic_config(connection), to)
    recreate_triggers(connection)
    known = {kind for (kind,) in connection.execute(text("SELECT kind FROM change"))}
    for kind in Kind:
        if kind not in known:
            connection.execute(text("INSERT INTO change (kind, n) VALUES (:kind, 0)"), {"kind": kind})


def migrate_postgresql(engine: Engine) -> None:
    """Bring a PostgreSQL office database up to date, in one transaction; the owner role does this.

    Raises ``Refused`` when the role may not.
    """
    try:
        with engine.begin() as connection:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})
            upgrade(connection)
            grant(connection)
    except ProgrammingError as error:
        if getattr(error.orig, "sqlstate", "") != _MAY_NOT:
            raise
        raise Refused(
            "Peran PostgreSQL ini tidak boleh memigrasi basis data. "
            "Jalankan perintah ini dengan peran pemiliknya."
        ) from None


def create_sqlite(path: Path, key: bytes | None) -> None:
    """Make a new, empty office database file. Raises ``FileExistsError`` when the path is taken."""
    if path.exists():
        raise FileExistsError(path)
    draft = path.with_name(path.name + ".baru")
    _remove(draft)
    bring_up_to_date(draft, key, create=True)
    settle_sqlite(draft, key)
    if key is not None:
        write_canary(path, key)
    os.replace(draft, path)


def migrate_sqlite(path: Path, key: bytes | None, *, backups: Path, now: datetime) -> Path:
    """Migrate an embedded database that no other station uses; returns the copy kept of the old one.

    The work happens on a copy made with the backup API; only a checked copy takes the file's place.
    """
    backups.mkdir(parents=True, exist_ok=True)
    stamp = now.astimezone(WIB).strftime("%Y%m%d-%H%M%S")
    kept = backups / f"sebelum-migrasi-{stamp}.db"
    copy_sqlite(path, kept, key)
    draft = path.with_name(path.name + ".migrasi")
    _remove(draft)
    copy_sqlite(path, draft, key)
    bring_up_to_date(draft, key)
    check_sqlite(draft, key)
    settle_sqlite(draft, key)
    # The old write-ahead log must not be replayed into the new file.
    settle_sqlite(path, key)
    _remove_sidecars(path)
    os.replace(draft, path)
    return kept


def bring_up_to_date(path: Path, key: bytes | None, *, create: bool = False) -> None:
    """Migrate a file that nobody else uses, in place."""
    engine = open_engine(sqlite_url(path), key=key, create=create)
    try:
        with for_writing(engine).connect() as connection:
            upgrade(connection)
            connection.commit()
    finally:
        engine.dispose()


def copy_sqlite(source: Path, target: Path, key: bytes | None) -> None:
    """A consistent copy of a database that may be in use (SQLite's backup API).

    Raises ``Refused`` when it can't be read or the copy can't be written.
    """
    _remove(target)
    try:
        with closing(open_raw(source, key)) as origin, closing(open_raw(target, key, create=True)) as copy:
            origin.backup(copy)
    except sqlcipher3.dbapi2.DatabaseError as error:
        _remove(target)
        raise Refused(f"Basis data {source.name} tidak dapat disalin ({error}).") from None


def check_sqlite(path: Path, key: bytes | None) -> None:
    """Raise ``Refused`` when a database file is damaged, checked on a connection of its own."""
    try:
        with closing(open_raw(path, key)) as connection:
            problems = [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
            problems += [str(row) for row in connection.execute("PRAGMA foreign_key_check")]
    except sqlcipher3.dbapi2.DatabaseError as error:
        problems = [str(error)]
    if problems:
        raise Refused(f"Berkas basis data {path.name} rusak ({problems[0]}). Gunakan cadangan lain.")


def open_raw(path: Path, key: bytes | None, *, create: bool = False) -> Any:
    """A connection of the driver's own, past everything that a sound database has.

    It is lazy: what is wrong with a file shows at the first statement."""
    mode = "rwc" if create else "rw"
    connection = sqlcipher3.dbapi2.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=5)
    if key is not None:
        connection.execute("PRAGMA cipher_log_level = NONE")  # what is wrong is told by the exception
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    return connection


def settle_sqlite(path: Path, key: bytes | None) -> None:
    """Everything into the main file, so that it can be moved alone."""
    with closing(open_raw(path, key)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _remove_sidecars(path: Path) -> None:
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)
    _remove_sidecars(path)
