"""The change feed: tells a station that other stations (or itself) changed a kind of data.

A hint, never the truth: a listener reloads what it shows. On SQLite ``PRAGMA data_version`` is polled; on
PostgreSQL a thread listens, and says *everything changed* after each connect and every few seconds.
"""

import logging
import threading
import time
from collections.abc import Callable

from sqlalchemy import Engine
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import SQLAlchemyError

from bkpsdm_desktop.domain.kinds import ALL_KINDS, Kind
from bkpsdm_desktop.store.engine import dispose_quietly, sqlite_path
from bkpsdm_desktop.store.work import CHANNEL

log = logging.getLogger(__name__)

OnChange = Callable[[frozenset[Kind]], None]
OnLink = Callable[[bool], None]

_POLL_SECONDS = 0.02
_RECONNECT_SECONDS = 1.0
_FULL_STATE_SECONDS = 5.0


class ChangeFeed:
    """Watches one office database in a thread of its own.

    ``on_change`` gets the kinds that changed, ``on_link`` gets ``False`` when the database can't be
    reached and ``True`` when it can again; both are called in the feed's thread.
    """

    def __init__(self, engine: Engine, on_change: OnChange, on_link: OnLink) -> None:
        self._engine = engine
        self._on_change = on_change
        self._on_link = on_link
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="change-feed", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Ask the thread to end and wait for it."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(timeout=10)

    def _run(self) -> None:
        watch = self._watch_postgresql if self._engine.dialect.name == "postgresql" else self._watch_sqlite
        driver_error = self._engine.dialect.loaded_dbapi.Error  # from what goes straight to the driver
        while not self._stop.is_set():
            try:
                watch()
            except (SQLAlchemyError, driver_error, OSError) as error:
                log.warning("change feed lost the database: %s", type(error).__name__)
                if isinstance(error, OSError):  # another file, or none: what is open writes into the old one
                    dispose_quietly(self._engine)
                self._on_link(False)
                self._stop.wait(_RECONNECT_SECONDS)

    def _connected(self) -> None:
        self._on_link(True)
        self._on_change(ALL_KINDS)

    def _watch_sqlite(self) -> None:
        path = sqlite_path(str(self._engine.url))
        assert path is not None
        file = path.stat().st_ino
        raw = self._engine.raw_connection()
        try:
            # Straight on the driver: inside a transaction data_version would never be seen to change.
            cursor = raw.cursor()
            version, counts = self._version(cursor), self._counts(cursor)
            self._connected()
            next_look = time.monotonic() + _FULL_STATE_SECONDS
            while not self._stop.wait(_POLL_SECONDS):
                current = self._version(cursor)
                if current != version:
                    version = current
                    before, counts = counts, self._counts(cursor)
                    changed = frozenset(kind for kind in Kind if counts.get(kind) != before.get(kind))
                    if changed:
                        self._on_change(changed)
                if time.monotonic() >= next_look:
                    next_look = time.monotonic() + _FULL_STATE_SECONDS
                    if path.stat().st_ino != file:
                        raise OSError("another file stands in the place of the database")
        finally:
            raw.invalidate()

    @staticmethod
    def _version(cursor: DBAPICursor) -> int:
        cursor.execute("PRAGMA data_version")
        (version,) = cursor.fetchone() or (0,)
        return int(version)

    @staticmethod
    def _counts(cursor: DBAPICursor) -> dict[str, int]:
        cursor.execute("SELECT kind, n FROM change")
        return dict(cursor.fetchall())

    def _watch_postgresql(self) -> None:
        import psycopg  # an office on one PC does without

        raw = self._engine.raw_connection()
        try:
            connection = raw.driver_connection
            assert isinstance(connection, psycopg.Connection)
            connection.autocommit = True
            connection.execute(f"LISTEN {CHANNEL}")
            self._connected()
            next_look = time.monotonic() + _FULL_STATE_SECONDS
            while not self._stop.is_set():
                kinds: set[Kind] = set()
                for notice in connection.notifies(timeout=0.25, stop_after=1):
                    kinds.update(Kind(name) for name in notice.payload.split(",") if name in ALL_KINDS)
                if kinds:
                    self._on_change(frozenset(kinds))
                if time.monotonic() >= next_look:
                    next_look = time.monotonic() + _FULL_STATE_SECONDS
                    # Also finds a dead line: listening alone never notices it.
                    connection.execute("SELECT 1")
                    self._on_change(ALL_KINDS)
        finally:
            raw.invalidate()
