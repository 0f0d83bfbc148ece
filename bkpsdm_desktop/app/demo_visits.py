"""Some visits in the made-up office, through the real windows, with pictures of what people saw."""

import asyncio
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from bkpsdm_desktop.app.demo import MadeUp
from bkpsdm_desktop.app.self_test import until
from bkpsdm_desktop.app.station import Station
from bkpsdm_desktop.app.windows import StationWindows
from bkpsdm_desktop.documents.slips import Renderer
from bkpsdm_desktop.screens.counter.verbs import Verb
from bkpsdm_desktop.screens.counter.window import CounterWindow
from bkpsdm_desktop.screens.kiosk.window import KioskWindow
from bkpsdm_desktop.screens.supervisor.page import SupervisorPage
from bkpsdm_desktop.services import printing
from bkpsdm_desktop.services.counter_rows import CounterView
from bkpsdm_desktop.services.rows import CounterState

_SIZES = {"kiosk": (1080, 1920), "loket": (1366, 768), "layar": (1920, 1080), "meja": (1366, 768)}
_LOOK_SECONDS = 0.05

# Digits pressed at the kiosk: group, then service (none where a group has one), then a priority or nothing.
_VISITORS = (((2, 1), None), ((1,), None), ((3, 1), None), ((2, 2), 4), ((5, 1), None), ((6, 1), 1))


class Visits:
    """Six visitors take numbers; two clerks call and serve; one visitor does not come."""

    def __init__(self, made: MadeUp, out: Path) -> None:
        self._made, self._out = made, out
        self._stations: list[Station] = []
        self._windows: dict[str, StationWindows] = {}
        self._story: list[str] = []
        self._slips: list[tuple[str, str, dict[str, Any]]] = []

    async def play(self) -> int:
        """Play the visits and tell them; the exit status."""
        began = time.monotonic()
        for name in self._made.folder.station_names():
            await self._open(name)
        try:
            await self._visit()
            self._slips = await self._stations[0].work.bind_read(printing.slips_handed_over)()
        finally:
            for windows in self._windows.values():
                windows.close()
            for station in self._stations:
                await station.close()
        self._tell(time.monotonic() - began)
        return 0

    async def _open(self, name: str) -> None:
        station = Station(self._made.folder, self._made.folder.read_station(name))
        await station.start()
        self._stations.append(station)
        windows = StationWindows(
            station, lambda: None, office="BKPSDM Kota Tangerang Selatan", size=_SIZES[station.config.role]
        )
        windows.open()
        self._windows[name] = windows

    async def _visit(self) -> None:
        kiosk = self._windows["Mesin antrean"].kiosk
        assert kiosk is not None
        await until(lambda: kiosk.page is kiosk.groups)
        await self._picture("mesin-antrean-awal", kiosk)
        counters = [await self._sign_in(place) for place in (1, 2)]
        for place, (digits, priority) in enumerate(_VISITORS):
            label = await self._take(kiosk, digits, priority, picture=place == 3)
            self._story.append(f"Pengunjung {place + 1} mengambil nomor {label}.")
        await self._picture("loket-siap", counters[0])
        await self._serve(counters[0], picture=True)
        await self._no_show(counters[1])
        for counter in (counters[0], counters[1], counters[0]):
            await self._serve(counter)
        await self._picture("loket-selesai", counters[0])
        await self._supervise()

    # --- kiosk -----------------------------------------------------------------------------------

    async def _take(
        self, kiosk: KioskWindow, digits: tuple[int, ...], priority: int | None, *, picture: bool
    ) -> str:
        taken = len(self._printed())
        await until(lambda: kiosk.page is kiosk.groups)
        kiosk.groups.press_digit(digits[0])
        if len(digits) > 1:
            await until(lambda: kiosk.page is kiosk.services)
            kiosk.services.press_digit(digits[1])
        await until(lambda: kiosk.page is kiosk.service)
        if priority is not None:
            kiosk.service.press_digit(priority)
        if picture:
            await self._picture("mesin-antrean-layanan", kiosk)
        kiosk.service.press_main()
        await until(lambda: kiosk.page is kiosk.ticket and kiosk.issued is not None)
        issued = kiosk.issued
        assert issued is not None
        await until(lambda: len(self._printed()) == taken + 1)
        if picture:
            await asyncio.sleep(1)  # the kiosk hears of its slip, and says so
            await self._picture("mesin-antrean-nomor", kiosk)
        kiosk.go_home()
        return issued.label

    # --- counter ---------------------------------------------------------------------------------

    async def _sign_in(self, place: int) -> CounterWindow:
        windows = self._windows[f"Loket {place}"]
        login, user = windows.login, ("rani", "joko")[place - 1]
        assert login is not None
        login.username.setText(user)
        login.password.setText(self._made.passwords[user])
        login.submit()
        await until(lambda: windows.counter is not None and windows.counter.view is not None)
        counter = windows.counter
        assert counter is not None
        await _knows(counter)
        await self._press(counter, Verb.OPEN, lambda view: view.state is CounterState.OPEN)
        return counter

    async def _supervise(self) -> None:
        """A supervisor signs in at the desk without a counter, and sees it all on one screen."""
        windows = self._windows["Meja pengawas"]
        login = windows.login
        assert login is not None
        login.username.setText("maya")
        login.password.setText(self._made.passwords["maya"])
        login.submit()
        await until(lambda: windows.supervisor is not None and windows.supervisor.view is not None)
        page = windows.supervisor
        assert page is not None
        assert page.view is not None
        await _knows(page)
        await self._picture("pengawas", page)
        self._story.append(f"Pengawas melihat {page.view.issued} nomor: {page.board.today.sum.words}.")

    async def _serve(self, counter: CounterWindow, *, picture: bool = False) -> None:
        label = await self._call(counter)
        if picture:
            await until(lambda: self._seen(counter))
            await self._picture("loket-memanggil", counter)
            display = self._windows["Layar antrean"].display
            assert display is not None
            await asyncio.sleep(1)
            display.grab().save(str(self._out / "layar-antrean.png"))
        await self._press(counter, Verb.START, lambda view: self._state(view) == "serving")
        if picture:
            await self._picture("loket-melayani", counter)
        await self._press(counter, Verb.FINISH, lambda view: view.active is None)
        self._story.append(
            f"{label} dilayani di Loket {counter.view.counter if counter.view else 0} sampai selesai."
        )

    async def _no_show(self, counter: CounterWindow) -> None:
        label = await self._call(counter)
        for calls in (2, 3):
            await self._press(counter, Verb.RECALL, lambda view, n=calls: self._calls(view) == n)  # type: ignore[misc]
        await self._press(counter, Verb.NO_SHOW, lambda view: view.active is None)
        await self._picture("loket-tidak-hadir", counter)
        self._story.append(f"{label} dipanggil 3 kali, tidak hadir; masih boleh kembali 30 menit.")

    async def _call(self, counter: CounterWindow) -> str:
        await self._press(counter, Verb.CALL_NEXT, lambda view: view.active is not None)
        view = counter.view
        assert view is not None
        assert view.active is not None
        return view.active.label

    async def _press(self, counter: CounterWindow, verb: Verb, shown: Callable[[CounterView], bool]) -> None:
        await until(lambda: not counter.busy)
        counter.press(verb)
        await until(lambda: counter.view is not None and shown(counter.view))

    @staticmethod
    def _state(view: CounterView) -> str:
        return view.active.state.value if view.active else ""

    @staticmethod
    def _calls(view: CounterView) -> int:
        return view.active.calls if view.active else 0

    @staticmethod
    def _seen(counter: CounterWindow) -> bool:
        view = counter.view
        return view is not None and view.active is not None and bool(view.active.seen)

    # --- help ------------------------------------------------------------------------------------

    def _printed(self) -> list[Path]:
        return list(self._made.slips.glob("slip-*.bin"))

    async def _picture(self, name: str, window: QWidget) -> None:
        await asyncio.sleep(_LOOK_SECONDS)  # what has just changed is laid out in events
        window.grab().save(str(self._out / f"{name}.png"))

    def _tell(self, seconds: float) -> None:
        for title, kind, data in self._slips:
            Renderer().picture(kind, data).save(self._out / f"slip-{title}.png")
        pictures = sorted(path.name for path in self._out.glob("*.png"))
        sys.stdout.write(
            "\n".join(
                [
                    *self._story,
                    f"{len(self._printed())} slip dicetak; {len(pictures)} gambar di {self._out} "
                    f"({seconds:.0f} detik).",
                ]
            )
            + "\n"
        )


async def _knows(page: CounterWindow | SupervisorPage) -> None:
    """Its people know the screen: the card of first steps would lie over the pictures."""
    await until(lambda: page.coach is not None and page.coach.known)
    assert page.coach is not None
    page.coach.close()
