"""A PC of a made-up office: its data folder, its stations as real processes, and the person before it."""

import asyncio
import gc
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from bkpsdm_desktop.app.data_folder import DataFolder
from bkpsdm_desktop.app.demo import MadeUp, make_up
from tests.helpers.source import ROOT

KIOSK, COUNTER, DISPLAY = "Mesin antrean", "Loket 1", "Layar antrean"
_PERSON_LOOKS_MS = 20

Window = TypeVar("Window", bound=QWidget)


def made_up_pc(root: Path, database: str = "") -> MadeUp:
    """A new made-up office on one PC, set up as a person does it; ``database`` is a migrated PostgreSQL."""
    return make_up(root, database)


def copied(made: MadeUp, root: Path) -> DataFolder:
    """The same office on another PC, for a test that spoils it."""
    shutil.copytree(made.folder.root, root)
    return DataFolder(root)


@dataclass(frozen=True, slots=True)
class StationProcess:
    """A station that runs by itself, without a screen; what it says is kept in files."""

    process: subprocess.Popen[bytes]
    out: Path

    def said(self) -> str:
        return self.out.read_text(encoding="utf-8")

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(30)


@contextmanager
def station_process(folder: DataFolder, name: str, **environment: str) -> Iterator[StationProcess]:
    """Start a station as it is started on a PC; it is killed in the end if it still runs."""
    out = folder.root / f"{name}-{time.monotonic_ns()}.keluaran"
    with out.open("wb") as stream:
        process = subprocess.Popen(
            [sys.executable, "-m", "bkpsdm_desktop", "--data", str(folder.root), "--station", name],
            cwd=ROOT,
            env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"} | environment,
            stdout=stream,
            stderr=subprocess.STDOUT,
        )
    try:
        yield StationProcess(process, out)
    finally:
        process.kill()
        process.wait(30)


@contextmanager
def person(*acts: Callable[[], bool], seconds: float = 60) -> Iterator[None]:
    """Somebody before the screen: tries each act in turn until it returns ``True``, then the next.

    For code that runs an event loop until its windows are closed. When time is up all windows are closed,
    so that the code ends, and the test fails.
    """
    gc.collect()  # what earlier tests left must not be destroyed by a thread of this one
    left = list(acts)
    deadline = time.monotonic() + seconds
    timer = QTimer()

    def look() -> None:
        if left and left[0]():
            left.pop(0)
        elif time.monotonic() > deadline:
            for window in QApplication.topLevelWidgets():
                window.close()

    timer.timeout.connect(look)
    timer.start(_PERSON_LOOKS_MS)
    try:
        yield
    finally:
        timer.stop()
    assert not left, f"{len(left)} of {len(acts)} acts were not possible within {seconds} s"


def windows_of(kind: type[Window]) -> list[Window]:
    """The windows of a kind that can be seen now."""
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible()]


async def until(condition: Callable[[], bool], *, seconds: float = 30) -> None:
    """Like ``eventually``, while the event loop goes on."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"not within {seconds} s"
        await asyncio.sleep(0.02)


async def until_true(condition: Callable[[], Awaitable[bool]], *, seconds: float = 30) -> None:
    """The same for a condition that has to be asked for."""
    deadline = time.monotonic() + seconds
    while not await condition():
        assert time.monotonic() < deadline, f"not within {seconds} s"
        await asyncio.sleep(0.05)
