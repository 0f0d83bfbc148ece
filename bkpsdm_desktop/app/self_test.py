"""Does this installation work? A made-up office in an empty folder, one number taken and printed there.

It needs no screen, no network and nothing of this PC but the folder; packages are tested by it, and so may an
administrator after an installation.
"""

import asyncio
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from bkpsdm_desktop.app.demo import MadeUp, make_up
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.indonesian import clock_wib

if TYPE_CHECKING:
    from bkpsdm_desktop.app.windows import StationWindows

_DEADLINE_SECONDS = 60.0  # of each step; a PC that has just been switched on is slow
_LOOK_SECONDS = 0.02
_STATIONS = {"Mesin antrean": (1080, 1920), "Loket 1": (1366, 768), "Layar antrean": (1920, 1080)}


def run_self_test(folder: Path) -> int:
    """Run it in an empty folder, which is left as it is afterwards; 0, and one line that says what happened.

    Raises ``Refused`` for a folder that holds something, or that can't be made.
    """
    _claim(folder)
    began = time.monotonic()
    made = make_up(folder / "kantor")
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_QUICK_BACKEND"] = "software"
    from bkpsdm_desktop.app.loop import application, run

    return run(application(), lambda: _play(made, began))


def _claim(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        held = any(folder.iterdir())
    except OSError as error:
        raise Refused(f"Folder {folder} tidak dapat dipakai ({error.strerror}). Pilih folder lain.") from None
    if held:
        raise Refused(f"Folder {folder} berisi berkas. Pilih folder yang kosong untuk uji diri.")


async def _play(made: MadeUp, began: float) -> int:
    from bkpsdm_desktop.app.station import Station
    from bkpsdm_desktop.app.windows import StationWindows

    stations: list[Station] = []
    windows: dict[str, StationWindows] = {}
    try:
        for name, size in _STATIONS.items():
            station = Station(made.folder, made.folder.read_station(name))
            await station.start()
            stations.append(station)
            windows[name] = StationWindows(station, lambda: None, office="BKPSDM Kota Contoh", size=size)
            windows[name].open()
        label = await _take(windows["Mesin antrean"])
        slip = await _printed(made.slips)
        at = clock_wib(stations[0].desk.clock())
    finally:
        for opened in windows.values():
            opened.close()
        for station in stations:
            await station.close()
    sys.stdout.write(
        f"Uji diri berhasil pukul {at}: nomor {label} diambil di mesin antrean dan dicetak ke {slip} "
        f"({time.monotonic() - began:.1f} detik).\n"
    )
    return 0


async def _take(windows: "StationWindows") -> str:
    """A visitor presses the first group, then *Ambil nomor*; the number."""
    kiosk = windows.kiosk
    assert kiosk is not None
    await until(lambda: kiosk.page is kiosk.groups)
    kiosk.groups.press_digit(1)
    await until(lambda: kiosk.page in (kiosk.services, kiosk.service))
    if kiosk.page is kiosk.services:
        kiosk.services.press_digit(1)
        await until(lambda: kiosk.page is kiosk.service)
    kiosk.service.press_main()
    await until(lambda: kiosk.page is kiosk.ticket and kiosk.issued is not None)
    issued = kiosk.issued
    assert issued is not None
    return issued.label


async def _printed(folder: Path) -> Path:
    """The slip in the folder that stands for a printer."""
    slips: list[Path] = []

    def came() -> bool:
        slips.extend(folder.glob("slip-*.bin"))
        return bool(slips)

    await until(came)
    return slips[0]


async def until(condition: Callable[[], bool]) -> None:
    """Wait for what a window is about to show. Raises ``TimeoutError`` when it does not come."""
    deadline = time.monotonic() + _DEADLINE_SECONDS
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError("the made-up office does not go on")
        await asyncio.sleep(_LOOK_SECONDS)
