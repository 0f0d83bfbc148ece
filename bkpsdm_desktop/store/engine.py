"""Opening the office database: SQLite (encrypted when a key is given) or PostgreSQL."""

from contextlib import suppress
from copy import copy
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2
from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError

from bkpsdm_desktop.domain.errors import Refused

# Below this release two processes that write can damage a WAL database.
_OLDEST_SQLITE = (3, 51, 3)

# A pulled network cable must be noticed within a few seconds, not after TCP's own two hours.
_POSTGRESQL_ARGUMENTS: dict[str, Any] = {
    "connect_timeout": 3,
    "keepalives_idle": 2,
    "keepalives_interval": 1,
    "keepalives_count": 3,
    "tcp_user_timeout": 4000,
    # No compiling of statements: ours are small, and compiling one takes longer than running it.
    "options": "-c lock_timeout=4000 -c statement_timeout=30000 -c idle_in_transaction_session_timeout=10000 "
    "-c jit=off",
}


class OfficeSqlite(SQLiteDialect_pysqlite):
    """SQLAlchemy's SQLite, with transactions that this program begins itself.

    The driver would begin them only at the first write: a read that turns into a write then fails at once.
    An engine's ``begin`` event could do the same, but one listener makes every statement dearer.
    """

    supports_statement_cache = True
    begin = "BEGIN"

    def do_begin(self, dbapi_connection: DBAPIConnection) -> None:
        cursor = dbapi_connection.cursor()
        cursor.execute(self.begin)
        cursor.close()


registry.register("sqlite.kantor", __name__, OfficeSqlite.__name__)


def for_writing(engine: Engine) -> Engine:
    """The same engine (one pool, one file) for transactions that write: on SQLite they lock at the start."""
    writer = engine.execution_options()
    if isinstance(engine.dialect, OfficeSqlite):
        dialect = copy(engine.dialect)
        dialect.begin = "BEGIN IMMEDIATE"
        # A copy made before the first connection has not asked the driver yet; migrations want to know.
        dialect.server_version_info = dialect._get_server_version_info(None)
        writer.dialect = dialect
    return writer


def sqlite_url(path: Path) -> str:
    """The address of an embedded database file."""
    return f"sqlite:///{path}"


def sqlite_path(url: str) -> Path | None:
    """The file of an embedded database, or ``None`` for PostgreSQL."""
    parsed = make_url(url)
    return Path(parsed.database) if parsed.get_backend_name() == "sqlite" and parsed.database else None


def open_engine(
    url: str,
    *,
    key: bytes | None = None,
    password: str | None = None,
    create: bool = False,
    patient: bool = False,
) -> Engine:
    """An engine for an office database.

    ``url`` is ``sqlite:///PATH`` or ``postgresql://USER@HOST/NAME`` (without a password: PGPASSFILE, the
    system's own authentication or ``password``). ``key`` are the 32 bytes that encrypt a SQLite file; without
    one it is an ordinary SQLite file. A missing file is made only with ``create``: a deleted database must
    not come back empty. A server that says nothing for some seconds is given up unless ``patient``: a
    migration may have a statement that takes long. Raises ``Refused`` for an address that is neither, or
    holds a password.
    """
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise Refused(_bad_address(url)) from None
    if parsed.password is not None:
        raise Refused(
            "Alamat basis data tidak boleh memuat kata sandi. Simpan kata sandi di berkas PGPASSFILE."
        )
    backend = parsed.get_backend_name()
    if backend == "sqlite" and parsed.database:
        return _open_sqlite(Path(parsed.database), key, create)
    if backend == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
        if password is not None:
            parsed = parsed.set(password=password)
        return _open_postgresql(parsed, patient)
    raise Refused(_bad_address(url))


def _open_postgresql(url: URL, patient: bool) -> Engine:
    import psycopg  # not for an office on one PC

    from bkpsdm_desktop.store.patience import PatientConnection

    connection = psycopg.Connection if patient else PatientConnection
    engine = create_engine(url, connect_args=_POSTGRESQL_ARGUMENTS, pool_size=3, max_overflow=2)

    @event.listens_for(engine, "do_connect")
    def connect(_dialect: Any, _record: Any, arguments: Any, keywords: Any) -> Any:
        return connection.connect(*arguments, **keywords)

    return engine


def _bad_address(url: str) -> str:
    return (
        f"Alamat basis data '{url}' tidak dikenal. Contoh: sqlite:///C:/data/kantor.db atau "
        "postgresql://bkpsdm@server-kantor/bkpsdm."
    )


def _open_sqlite(path: Path, key: bytes | None, create: bool) -> Engine:
    if sqlcipher3.dbapi2.sqlite_version_info < _OLDEST_SQLITE:
        raise RuntimeError(f"SQLite {sqlcipher3.dbapi2.sqlite_version} is too old for several processes")
    address = f"{path.absolute().as_uri()}?mode={'rwc' if create else 'rw'}"

    def connect() -> Any:
        return sqlcipher3.dbapi2.connect(address, uri=True, timeout=5, check_same_thread=False)

    url = URL.create("sqlite+kantor", database=str(path))
    engine = create_engine(url, module=sqlcipher3.dbapi2, creator=connect)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # no BEGIN of the driver's own
        cursor = connection.cursor()
        if key is not None:
            cursor.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        cursor.execute("PRAGMA journal_mode = WAL")
        # FULL: a printed number must survive a power cut.
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA mmap_size = 0")
        cursor.close()

    return engine


def dispose_quietly(engine: Engine) -> None:
    """Drop pooled connections to a file that is gone."""
    with suppress(Exception):
        engine.dispose()
