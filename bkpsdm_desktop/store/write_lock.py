"""One writer at a time among the stations on a SQLite file, in an order that starves nobody."""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import Timeout, lock_descriptor, unlock_descriptor

_LONGEST_PAUSE = 0.004
_SHORTEST_PAUSE = 0.0003


def lock_files(database: Path) -> tuple[Path, Path]:
    """The files of a database's lock: waiting place and door. Without a station that runs they may go."""
    return database.with_name(database.name + ".next"), database.with_name(database.name + ".lock")


class WriteLock:
    """A door with a waiting place for one, made of two locks of the operating system on files beside the
    database; a process that ends, however it ends, gives both back.

    SQLite alone would keep the data right, but its busy handler lets a process that has just written write
    again while others wait for seconds; a single lock does so too when the processors are busy. Here the
    writer that leaves must get the waiting place first, and that is taken by the next one. Who has waited
    long looks more often whether it is free.

    The files stay open: opening them for each write would cost more than the locks.
    """

    def __init__(self, database: Path, *, timeout: float = 10.0) -> None:
        self._paths = lock_files(database)
        self._timeout = timeout
        self._threads = threading.Lock()  # the system's locks know processes, not threads
        self._files: tuple[int, ...] = ()

    @contextmanager
    def held(self) -> Iterator[None]:
        """``acquire`` and ``release``."""
        self.acquire()
        try:
            yield
        finally:
            self.release()

    def acquire(self) -> None:
        """Take the lock. Raises ``filelock.Timeout`` when others keep it for too long, and ``OSError`` when
        the files can't be opened."""
        started = time.monotonic()
        if not self._threads.acquire(timeout=self._timeout):
            raise Timeout(str(self._paths[1]))
        try:
            waiting_place, door = self._opened()
            self._take(waiting_place, started, pause=_LONGEST_PAUSE)
            try:
                self._take(door, started, pause=_SHORTEST_PAUSE)  # nobody else looks
            finally:
                unlock_descriptor(waiting_place)
        except BaseException:
            self._threads.release()
            raise

    def release(self) -> None:
        """Give the lock back."""
        try:
            unlock_descriptor(self._files[1])
        finally:
            self._threads.release()

    def close(self) -> None:
        """Close the files; holding the lock again opens them anew."""
        with self._threads:
            for file in self._files:
                os.close(file)
            self._files = ()

    def _take(self, file: int, started: float, *, pause: float) -> None:
        while not lock_descriptor(file, blocking=False):
            waited = time.monotonic() - started
            if waited > self._timeout:
                raise Timeout(str(self._paths[1]))
            time.sleep(max(_SHORTEST_PAUSE, pause / (1 + waited / 0.01)))

    def _opened(self) -> tuple[int, ...]:
        if not self._files:
            waiting_place = os.open(self._paths[0], os.O_RDWR | os.O_CREAT, 0o660)
            try:
                self._files = (waiting_place, os.open(self._paths[1], os.O_RDWR | os.O_CREAT, 0o660))
            except OSError:
                os.close(waiting_place)
                raise
        return self._files
