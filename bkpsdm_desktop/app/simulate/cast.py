"""The processes of a simulated day: started, killed, started again, and watched to their end."""

import contextlib
import multiprocessing
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import ModuleType
from uuid import UUID

from bkpsdm_desktop.app.simulate import child

RESTART_SECONDS = 2.0
_END_SECONDS = 10.0
_TITLES = {"kiosk": "Kiosk", "loket": "Loket", "layar": "Layar"}


@dataclass(slots=True)
class Member:
    """One station and its process."""

    role: str
    place: int
    station: UUID
    process: BaseProcess | None = None
    line: Connection | None = None
    restart_at: float | None = None  # monotonic seconds
    faults: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"{_TITLES[self.role]} {self.place + 1}"

    @property
    def is_up(self) -> bool:
        return self.process is not None and self.process.is_alive()

    @property
    def is_through(self) -> bool:
        """It ended and is not to start again."""
        return self.restart_at is None and not self.is_up

    def tell(self, message: bytes) -> None:
        """Say something to a process that may be ending at this moment."""
        if self.line is not None:
            with contextlib.suppress(OSError):
                self.line.send_bytes(message)


class Cast:
    """All members of a day. ``folder`` is where the processes write what goes wrong."""

    def __init__(self, folder: Path, script: Path, members: list[Member]) -> None:
        self.members = members
        self._folder = folder
        self._script = script
        self._epoch = 0.0
        self._closing = False
        # Never a plain fork: a child would share this process's connections. Where there is a fork server
        # it has loaded the modules once for all.
        self._context: ForkServerContext | SpawnContext = multiprocessing.get_context("spawn")
        if "forkserver" in multiprocessing.get_all_start_methods():
            self._context = multiprocessing.get_context("forkserver")
            self._context.set_forkserver_preload([child.__name__])

    def start(self) -> float:
        """Start everybody, wait until all are ready, open the day; the monotonic reading at the opening."""
        for member in self.members:
            self._spawn(member)
        for member in self.members:
            assert member.line is not None
            with contextlib.suppress(EOFError):  # it died at once: tend() notes it
                member.line.recv_bytes()
        self._epoch = time.monotonic()
        for member in self.members:
            self._open_day(member)
        return self._epoch

    def of_role(self, *roles: str) -> Iterator[Member]:
        return (member for member in self.members if member.role in roles)

    def kill(self, member: Member) -> None:
        """kill -9; the member starts again after 2 s."""
        assert member.process is not None
        member.process.kill()
        self._bury(member)
        member.restart_at = time.monotonic() + RESTART_SECONDS

    def tend(self) -> None:
        """Start again what is due, and note what ended as nobody asked."""
        for member in self.members:
            if member.restart_at is not None and time.monotonic() >= member.restart_at:
                member.restart_at = None
                self._spawn(member)
                self._open_day(member)
            elif member.process is not None and not member.is_up:
                self._note_end(member)

    def close_doors(self) -> None:
        """Say to all that no more visitors come."""
        self._closing = True
        for member in self.members:
            member.tell(child.CLOSING)

    def end(self, *roles: str) -> None:
        """The day is over: the end of its line ends each process; who does not end is killed."""
        ending = list(self.of_role(*roles))
        for member in ending:
            member.restart_at = None
            if member.line is not None:
                member.line.close()
                member.line = None
        deadline = time.monotonic() + _END_SECONDS
        for member in ending:
            if member.process is None:
                continue
            member.process.join(max(0.1, deadline - time.monotonic()))
            if member.is_up:
                member.faults.append("did not end")
                member.process.kill()
            self._note_end(member)

    def _complaints(self, member: Member) -> Path:
        return self._folder / f"{member.role}-{member.place + 1}.txt"

    def _spawn(self, member: Member) -> None:
        member.line, other_end = self._context.Pipe()
        arguments = (str(self._script), member.role, member.place, other_end, str(self._complaints(member)))
        member.process = self._context.Process(target=child.play_station, args=arguments, daemon=True)
        with _no_main_module():
            member.process.start()
        other_end.close()

    def _open_day(self, member: Member) -> None:
        member.tell(repr(self._epoch).encode())
        if self._closing:
            member.tell(child.CLOSING)

    def _note_end(self, member: Member) -> None:
        assert member.process is not None
        member.process.join()
        if member.process.exitcode:
            path = self._complaints(member)
            text = path.read_text(encoding="utf-8") if path.exists() else ""
            last = text.strip().rpartition("\n")[2] or "no word"
            member.faults.append(f"ended with status {member.process.exitcode}: {last}")
        self._bury(member)

    @staticmethod
    def _bury(member: Member) -> None:
        assert member.process is not None
        member.process.join()
        member.process.close()
        member.process = None
        if member.line is not None:
            member.line.close()
            member.line = None


@contextlib.contextmanager
def _no_main_module() -> Iterator[None]:
    """A child would import the main module anew: the whole program and Qt with it, for nothing."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main
