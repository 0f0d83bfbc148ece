"""Starting a station of this PC, or setting the PC up when it is none yet."""

import asyncio
import logging
import sys

from PySide6.QtWidgets import QApplication

from bkpsdm_desktop.app.data_folder import DataFolder
from bkpsdm_desktop.app.faults import log_to, report_fault
from bkpsdm_desktop.app.instance import Instance
from bkpsdm_desktop.app.loop import application, run
from bkpsdm_desktop.app.station import Station
from bkpsdm_desktop.app.windows import StationWindows
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.screens.start.acts import StartChoice
from bkpsdm_desktop.services import office

log = logging.getLogger(__name__)

VERSION = "0.1.0"
_RETRY_SECONDS = 3.0


def run_station(folder: DataFolder, name: str | None) -> int:
    """Run the named station, the only one, or the start window when there is none; the exit status."""
    folder.create()
    names = folder.station_names()
    if name is None and len(names) > 1:
        raise Refused(f"PC ini punya beberapa stasiun. Pilih dengan --station: {', '.join(names)}.")
    chosen = name or (names[0] if names else None)
    app = application(dark=bool(chosen) and folder.read_station(chosen or "").dark)
    if chosen is None:
        chosen = _set_up(app, folder)
        if chosen is None:
            return 0
    return _run(app, folder, chosen)


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
        return 0

    run(app, main)
    return made[0] if made else None


def _run(app: QApplication, folder: DataFolder, name: str) -> int:
    """One station until its window says that it is over."""
    config = folder.read_station(name)
    log_to(folder.logs, name)
    shown: list[StationWindows] = []

    def show_again() -> None:
        for windows in shown:
            windows.show_again()

    instance = Instance(folder.station_lock(name), show_again)
    if not instance.claim():
        sys.stdout.write(f"{name} sudah berjalan di PC ini; jendelanya ditampilkan.\n")
        return 0

    async def main() -> int:
        over = asyncio.Event()
        station = await _open(folder, name)
        windows = StationWindows(
            station,
            over.set,
            office=await _office_name(station),
            size=None if config.full_screen else (1366, 768),
        )
        shown.append(windows)
        app.lastWindowClosed.connect(over.set)
        windows.open()
        await station.start()
        await over.wait()
        shown.clear()
        windows.close()
        await station.close()
        return 0

    try:
        return run(app, main)
    finally:
        instance.release()


async def _open(folder: DataFolder, name: str) -> Station:
    """Open the station; a PostgreSQL that is not up yet (the whole office starts at once) is waited for."""
    while True:
        try:
            station = Station(folder, folder.read_station(name))
            await station.open()
            return station
        except Refused as refusal:
            if not folder.read_station(name).database:
                raise
            log.warning("waiting for the office database: %s", refusal.sentence)
            await asyncio.sleep(_RETRY_SECONDS)


async def _office_name(station: Station) -> str:
    row = await station.work.bind_read(office.office_row)()
    return f"{row.agency} {row.place}"
