"""Starting a station of this PC, or setting the PC up when it is none yet."""

import asyncio
import logging
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from bkpsdm_desktop.app.data_folder import DataFolder, StationConfig
from bkpsdm_desktop.app.faults import log_to, report_fault
from bkpsdm_desktop.app.instance import Instance
from bkpsdm_desktop.app.loop import application, run
from bkpsdm_desktop.app.station import Station, open_work
from bkpsdm_desktop.app.windows import StationWindows
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.screens.start.acts import StartChoice
from bkpsdm_desktop.services import office

# Loaded when something is wrong.
if TYPE_CHECKING:
    from bkpsdm_desktop.app.rescue import Problem
    from bkpsdm_desktop.screens.start.problem import ProblemWindow

log = logging.getLogger(__name__)

VERSION = "0.1.0"
_RETRY_SECONDS = 3.0


def run_station(folder: DataFolder, name: str | None, role: str | None = None) -> int:
    """Run the named station, the only one, or the start window when there is none; the exit status.

    ``role`` (kiosk, loket, layar, meja) leaves only the stations of that role to choose from.

    Why it does not start is said on the terminal, and where there is a screen in a window too: whoever
    switches a PC on in the morning sees no terminal.
    """
    while True:
        try:
            return _start(folder, name, role)
        except Refused as refusal:
            from bkpsdm_desktop.app import rescue

            problem = rescue.problem_of(folder, refusal)
            sys.stderr.write(f"{problem.sentence}\n")
            sys.stderr.flush()
        if not _has_screen() or not _tell(application(), folder, problem):
            return 1


def _has_screen() -> bool:
    """Without one Qt would end the program with a report of a crash."""
    named = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    return named or sys.platform in ("win32", "darwin")


def _tell(app: QApplication, folder: DataFolder, problem: "Problem") -> bool:
    """Show why the station does not start; whether a backup was put back and it is to start again."""
    from bkpsdm_desktop.app import rescue
    from bkpsdm_desktop.screens.start.problem import ProblemWindow

    backup = problem.backup

    async def main() -> int:
        over, again = asyncio.Event(), asyncio.Event()
        window = ProblemWindow(
            "Program tidak dapat dimulai",
            problem.sentence,
            on_fault=report_fault,
            backup=rescue.told(backup) if backup else "",
            restore=(lambda: asyncio.to_thread(rescue.restore, folder, backup)) if backup else None,
        )
        window.start_again.connect(again.set)
        window.start_again.connect(window.close)
        window.closed.connect(over.set)
        window.show()
        await over.wait()
        window.deleteLater()
        return int(again.is_set())

    return run(app, main) == 1


def _start(folder: DataFolder, name: str | None, role: str | None) -> int:
    folder.create()
    names = folder.station_names()
    if role is not None:
        names = [each for each in names if folder.read_station(each).role == role]
    if name is None and len(names) > 1:
        raise Refused(f"PC ini punya beberapa stasiun. Pilih dengan --station: {', '.join(names)}.")
    chosen = name or (names[0] if names else None)
    app = application(dark=bool(chosen) and folder.read_station(chosen or "").dark)
    if chosen is None:
        chosen = _set_up(app, folder)
        if chosen is None:
            return 0
    return _run(app, folder, chosen)


def add_station(folder: DataFolder) -> int:
    """The start window on a PC that is a station already; then the new one runs."""
    folder.create()
    app = application()
    made = _set_up(app, folder)
    return 0 if made is None else _run(app, folder, made)


def _set_up(app: QApplication, folder: DataFolder) -> str | None:
    """The start window; the name of the station it made, or ``None`` when it was closed."""
    from bkpsdm_desktop.app.setup import Setup, machine_name, random_group
    from bkpsdm_desktop.screens.start.window import StartWindow

    made: list[str] = []

    async def main() -> int:
        over = asyncio.Event()
        window = StartWindow(
            Setup(folder),
            machine=machine_name(),
            version=VERSION,
            on_fault=report_fault,
            random_group=random_group,
        )

        def started(choice: StartChoice) -> None:
            made.append(choice.name)
            over.set()

        window.started.connect(started)
        window.cancelled.connect(over.set)
        window.show()
        await over.wait()
        window.close()
        window.deleteLater()
        return 0

    run(app, main)
    return made[0] if made else None


def _run(app: QApplication, folder: DataFolder, name: str) -> int:
    """One station until its window says that it is over."""
    config = folder.read_station(name)
    shown: list[Callable[[], None]] = []

    def show_again() -> None:
        for show in shown:
            show()

    instance = Instance(folder.station_lock(name), show_again)
    if not instance.claim():
        sys.stdout.write(f"{name} sudah berjalan di PC ini; jendelanya ditampilkan.\n")
        return 0

    async def main() -> int:
        over = asyncio.Event()
        opened = await _open(folder, config, over, shown)
        if opened is None:
            return 0
        station, name_of_office = opened
        size = None if config.full_screen else (1366, 768)
        windows = StationWindows(station, over.set, office=name_of_office, size=size)
        shown.append(windows.show_again)
        app.lastWindowClosed.connect(over.set)
        windows.open()
        try:
            await station.start()
            await over.wait()
        finally:
            shown.clear()
            windows.close()
            await station.close()
        return 0

    try:
        with log_to(folder.logs, name):
            return run(app, main)
    finally:
        instance.release()


async def _open(
    folder: DataFolder, config: StationConfig, over: asyncio.Event, shown: list[Callable[[], None]]
) -> tuple[Station, str] | None:
    """Open the station; with it the office's name.

    A PostgreSQL that is not up yet (the whole office starts at once) is waited for, with a window that says
    so; ``None`` when that was closed (``over``).
    """
    window: ProblemWindow | None = None
    try:
        while not over.is_set():
            try:
                return await _opened(folder, config)
            except Refused as refusal:
                if not config.database:
                    raise
                log.warning("waiting for the office database: %s", refusal.sentence)
                if window is None:
                    window = _waiting_window(config)
                    window.closed.connect(over.set)
                    shown.append(window.raise_)
                window.say(f"{refusal.sentence} Program mencoba lagi sendiri tiap {_RETRY_SECONDS:g} detik.")
                with suppress(TimeoutError):
                    await asyncio.wait_for(over.wait(), _RETRY_SECONDS)
        return None
    finally:
        shown.clear()
        if window is not None:
            window.closed.disconnect(over.set)
            window.close()
            window.deleteLater()


def _waiting_window(config: StationConfig) -> "ProblemWindow":
    from bkpsdm_desktop.screens.start.problem import ProblemWindow

    window = ProblemWindow(f"{config.name} menunggu basis data kantor", "", on_fault=report_fault)
    window.show()
    return window


async def _opened(folder: DataFolder, config: StationConfig) -> tuple[Station, str]:
    """The station, opened; nothing of it is left when it can't start."""
    work = await asyncio.to_thread(open_work, folder, config.database, station=config.name)
    try:
        station = Station(folder, config, work=work)
    except Refused:
        work.close()
        raise
    try:
        await station.open()
        row = await station.work.bind_read(office.office_row)()
    except BaseException:
        await station.close()
        raise
    return station, f"{row.agency} {row.place}"
