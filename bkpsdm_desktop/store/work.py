"""``Work``: the only thing that opens a session.

A service function takes the session first, may run twice, and touches nothing but the session and pure
ports. ``Work`` gives it a transaction, tells other stations which kinds of data changed, and tries again
when the database says so.
"""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import Concatenate, ParamSpec, TypeVar

from filelock import Timeout
from sqlalchemy import Engine, bindparam, text, update
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.errors import DatabaseReadOnly, DatabaseUnavailable, Refused
from bkpsdm_desktop.domain.failpoints import reach
from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.store.engine import for_writing, sqlite_path
from bkpsdm_desktop.store.tables import Change, core
from bkpsdm_desktop.store.write_lock import WriteLock

__all__ = ["CHANNEL", "UNREACHABLE", "Session", "Work", "touch"]

P = ParamSpec("P")
R = TypeVar("R")

CHANNEL = "bkpsdm"  # NOTIFY channel on PostgreSQL; its payload is a comma-separated list of kinds

UNREACHABLE = "Basis data kantor tidak terjangkau. Tindakan tidak dilakukan; coba lagi setelah tersambung."
_BUSY = "Basis data kantor sedang sibuk. Tindakan tidak dilakukan; silakan coba lagi."
_DISK_FULL = "Ruang penyimpanan penuh. Tindakan tidak dilakukan; kosongkan ruang lalu coba lagi."
_READ_ONLY = "Basis data hanya dapat dibaca. Tindakan tidak dilakukan; periksa izin berkas data."
_NO_RIGHT = "Akun basis data PC ini tidak berhak untuk tindakan ini. Administrator memeriksa alamatnya."

_RETRYABLE_STATES = {"40001", "40P01", "55P03"}  # serialisation failure, deadlock, lock timeout
_ATTEMPTS = 6
_LOST_ATTEMPTS = 2


def touch(session: Session, *kinds: Kind) -> None:
    """Say that this transaction changes these kinds of data; they are published when it commits."""
    session.info.setdefault("kinds", set()).update(kinds)


class Work:
    """Runs service functions in transactions, in a worker thread when bound.

    Two lanes: one thread for acts and short reads, one for reports, so that a long report never holds up
    a call. ``sleep`` and ``rng`` are given by tests.
    """

    def __init__(
        self,
        engine: Engine,
        *,
        sleep: Callable[[float], None] = time.sleep,
        rng: random.Random | None = None,
    ) -> None:
        self.engine = engine
        self._sleep = sleep
        self._rng = rng or random.Random()
        self._acts = ThreadPoolExecutor(1, thread_name_prefix="acts")
        self._reports = ThreadPoolExecutor(1, thread_name_prefix="reports")
        path = sqlite_path(str(engine.url))
        self._write_lock = WriteLock(path) if path else None
        self._writer = for_writing(engine)
        self._reader = (
            engine
            if path
            else engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        )

    def run(self, fn: Callable[Concatenate[Session, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run a writing service function in this thread and commit.

        Raises what the function raises (nothing is changed then) and ``DatabaseUnavailable`` when the
        database can't be reached or written.
        """
        return self._attempts(True, fn, *args, **kwargs)

    def read(self, fn: Callable[Concatenate[Session, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run a reading service function in this thread, in one consistent snapshot."""
        return self._attempts(False, fn, *args, **kwargs)

    def bind(self, fn: Callable[Concatenate[Session, P], R]) -> Callable[P, Awaitable[R]]:
        """``fn`` as a coroutine function: its transaction runs on the lane of acts."""
        return self._bound(self._acts, True, fn)

    def bind_read(self, fn: Callable[Concatenate[Session, P], R]) -> Callable[P, Awaitable[R]]:
        """``fn`` as a coroutine function that reads on the lane of acts."""
        return self._bound(self._acts, False, fn)

    def bind_report(self, fn: Callable[Concatenate[Session, P], R]) -> Callable[P, Awaitable[R]]:
        """``fn`` as a coroutine function that reads on the lane of reports."""
        return self._bound(self._reports, False, fn)

    def bind_call(self, fn: Callable[Concatenate["Work", P], R]) -> Callable[P, Awaitable[R]]:
        """A use case of several transactions (it takes ``Work`` itself) as a coroutine function."""

        async def call(*args: P.args, **kwargs: P.kwargs) -> R:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._acts, partial(fn, self, *args, **kwargs))

        return call

    def close(self) -> None:
        """Wait for what runs, refuse the rest, and close the connections."""
        self._acts.shutdown(wait=True, cancel_futures=True)
        self._reports.shutdown(wait=True, cancel_futures=True)
        self.engine.dispose()
        if self._write_lock:
            self._write_lock.close()

    def _bound(
        self, lane: ThreadPoolExecutor, writes: bool, fn: Callable[Concatenate[Session, P], R]
    ) -> Callable[P, Awaitable[R]]:
        async def call(*args: P.args, **kwargs: P.kwargs) -> R:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(lane, partial(self._attempts, writes, fn, *args, **kwargs))

        return call

    def _attempts(
        self, writes: bool, fn: Callable[Concatenate[Session, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        lost = 0
        for attempt in range(_ATTEMPTS):
            try:
                return self._once(writes, fn, *args, **kwargs)
            except (DBAPIError, PoolTimeout, Timeout) as error:
                if _is_lost(error):
                    lost += 1  # the pool has dropped what it held
                    if lost >= _LOST_ATTEMPTS:
                        raise DatabaseUnavailable(UNREACHABLE) from error
                elif not _is_retryable(error):
                    raise _translated(error) from error
            # Full jitter: two writers that met do not meet again.
            self._sleep(self._rng.uniform(0, 0.005 * 2**attempt))
        raise DatabaseUnavailable(_BUSY)

    def _once(
        self, writes: bool, fn: Callable[Concatenate[Session, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        with (
            self._alone(writes),
            Session(self._writer if writes else self._reader, expire_on_commit=False) as session,
        ):
            result = fn(session, *args, **kwargs)
            kinds = session.info.pop("kinds", None)
            if kinds:
                _publish(session, kinds)
            if writes:
                reach("commit.before")
            session.commit()
            if writes:
                reach("commit.after")
            return result

    @contextmanager
    def _alone(self, writes: bool) -> Iterator[None]:
        if not writes or self._write_lock is None:
            yield
            return
        try:
            self._write_lock.acquire()
        except PermissionError:
            raise DatabaseReadOnly(_READ_ONLY) from None
        except Timeout:
            raise
        except OSError:
            raise DatabaseUnavailable(UNREACHABLE) from None
        try:
            yield
        finally:
            self._write_lock.release()


_CHANGE = core(Change)
_BUMP = update(_CHANGE).where(_CHANGE.c.kind == bindparam("changed")).values(n=_CHANGE.c.n + 1)


def _publish(session: Session, kinds: set[Kind]) -> None:
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        connection.execute(
            text("SELECT pg_notify(:channel, :kinds)"), {"channel": CHANNEL, "kinds": ",".join(sorted(kinds))}
        )
        return
    connection.execute(_BUMP, [{"changed": kind} for kind in sorted(kinds)])


def _is_lost(error: Exception) -> bool:
    if isinstance(error, PoolTimeout):
        return True
    if not isinstance(error, DBAPIError):
        return False
    if error.connection_invalidated:
        return True
    state = getattr(error.orig, "sqlstate", None)
    if error.orig is not None and type(error.orig).__module__.startswith("psycopg"):
        # No state: the server never answered. 57P0x: it is shutting down or starting up. 08: connection.
        return isinstance(error, OperationalError) and (state is None or state[:2] in {"08", "57"})
    return False


def _is_retryable(error: Exception) -> bool:
    if isinstance(error, Timeout):
        return True
    if not isinstance(error, DBAPIError):
        return False
    if getattr(error.orig, "sqlstate", None) in _RETRYABLE_STATES:
        return True
    return "database is locked" in str(error.orig) or "database table is locked" in str(error.orig)


def _translated(error: Exception) -> Exception:
    """The world's fault in plain words; our own fault as it is."""
    message = str(getattr(error, "orig", error))
    if getattr(getattr(error, "orig", None), "sqlstate", None) == "42501":
        return Refused(_NO_RIGHT)
    if "database or disk is full" in message or "disk I/O error" in message:
        return DatabaseUnavailable(_DISK_FULL)
    if "readonly database" in message:
        return DatabaseReadOnly(_READ_ONLY)
    if "unable to open database file" in message or "file is not a database" in message:
        return DatabaseUnavailable(UNREACHABLE)
    return error
