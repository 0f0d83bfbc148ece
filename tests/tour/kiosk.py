"""Pictures of the kiosk in every state that matters, drawn from a made-up office."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import datetime

from PySide6.QtWidgets import QWidget

from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.screens.kiosk.settings import KioskSettings
from bkpsdm_desktop.screens.kiosk.window import KioskWindow
from bkpsdm_desktop.services.rows import PrintState
from tests.helpers.kiosk import FakeOffice, wib
from tests.helpers.qtloop import settle
from tests.helpers.ticker import MORNING, FakeTicker


class Kiosk:
    """A kiosk window over a made-up office, driven by hand."""

    def __init__(self, settings: KioskSettings, size: tuple[int, int], at: datetime = MORNING) -> None:
        self.ticker = FakeTicker(at)
        self.office = FakeOffice(self.ticker.now)
        self._settings, self._size = settings, size
        self._windows: list[KioskWindow] = []

    @property
    def window(self) -> KioskWindow:
        if not self._windows:
            window = KioskWindow(
                self.office, self.office.subscribe, settings=self._settings, tick=self.ticker,
                on_fault=lambda _: "K7QX",
            )  # fmt: skip
            window.resize(*self._size)
            window.show()
            self._windows.append(window)
        return self._windows[0]

    async def home(self) -> KioskWindow:
        window = self.window
        await self.wait(0.5)
        return window

    async def wait(self, seconds: float) -> None:
        await settle()
        self.ticker.advance(seconds)
        await settle()

    async def group(self, number: int) -> None:
        self.window.groups.press_digit(number)
        await self.wait(0.5)

    async def service(self, number: int) -> None:
        self.window.services.press_digit(number)
        await self.wait(0.5)

    async def take(self) -> None:
        self.window.service.press_main()
        await self.wait(0.5)

    async def slip(self, state: PrintState) -> None:
        self.office.slip = state
        self.office.changed(Kind.PRINTING)
        await settle()

    def close(self) -> None:
        for window in self._windows:
            window.stop()
            window.close()
            window.deleteLater()


async def _states(size: tuple[int, int], settings: KioskSettings) -> AsyncIterator[tuple[str, QWidget]]:
    async for picture in _visit(size, settings):
        yield picture
    async for picture in _outcomes(size, settings):
        yield picture
    async for picture in _closed(size, settings):
        yield picture
    async for picture in _hindered(size, settings):
        yield picture


async def _visit(size: tuple[int, int], settings: KioskSettings) -> AsyncIterator[tuple[str, QWidget]]:
    kiosk = Kiosk(settings, size)
    yield "beranda", await kiosk.home()
    kiosk.window.groups.layout_switched.emit()
    await kiosk.wait(0.5)
    yield "tampilan-rendah", kiosk.window
    await kiosk.group(3)
    yield "layanan-rendah", kiosk.window
    kiosk.window.go_home()
    await kiosk.group(2)
    yield "layanan-cuti", kiosk.window
    kiosk.window.go_home()
    await kiosk.group(3)
    yield "layanan-pangkat", kiosk.window
    await kiosk.service(6)
    yield "layanan-lainnya", kiosk.window
    await kiosk.service(4)
    yield "berkas-panjang", kiosk.window
    kiosk.window.go_home()
    await kiosk.group(6)
    await kiosk.service(1)
    yield "tanpa-berkas", kiosk.window
    kiosk.window.go_home()
    await kiosk.group(2)
    await kiosk.service(2)
    yield "layanan", kiosk.window
    kiosk.window.service.press_digit(4)
    yield "prioritas", kiosk.window
    await kiosk.wait(50)
    yield "masih-di-sini", kiosk.window
    kiosk.close()


async def _outcomes(size: tuple[int, int], settings: KioskSettings) -> AsyncIterator[tuple[str, QWidget]]:
    kiosk = Kiosk(settings, size)
    await kiosk.home()
    await kiosk.group(2)
    await kiosk.service(2)
    kiosk.office.answers.clear()
    await kiosk.take()
    yield "menyimpan", kiosk.window
    await kiosk.wait(6)
    yield "masih-memproses", kiosk.window
    kiosk.office.answers.set()
    await kiosk.wait(0.5)
    yield "mencetak", kiosk.window
    await kiosk.slip(PrintState.SENT)
    yield "tanpa-status", kiosk.window
    await kiosk.slip(PrintState.PRINTED)
    yield "tercetak", kiosk.window
    kiosk.close()
    for name, change in (("gagal-cetak", {}), ("tanpa-pencetak", {"prints": False}), ("tanpa-portal", {"portal": ""})):
        kiosk = Kiosk(settings, size)
        for attribute, value in change.items():
            setattr(kiosk.office, attribute, value)
        kiosk.office.slip = PrintState.SENT if name == "tanpa-portal" else PrintState.ATTENTION
        await kiosk.home()
        await kiosk.group(2)
        await kiosk.service(2)
        await kiosk.take()
        yield name, kiosk.window
        kiosk.close()
    kiosk = Kiosk(settings, size)
    kiosk.office.refusal = "Kuota hari ini habis. Silakan datang besok mulai pukul 08.00 WIB."
    await kiosk.home()
    await kiosk.group(2)
    await kiosk.service(2)
    await kiosk.take()
    yield "ditolak", kiosk.window
    kiosk.close()


async def _closed(size: tuple[int, int], settings: KioskSettings) -> AsyncIterator[tuple[str, QWidget]]:
    for name, at in (
        ("tutup-akhir-pekan", wib(2026, 11, 28, 9, 41)),
        ("tutup-libur", wib(2026, 12, 25, 9, 41)),
        ("tutup-istirahat", wib(2026, 11, 24, 12, 20)),
        ("tutup-sore", wib(2026, 11, 24, 15, 30)),
        ("belum-buka", wib(2026, 11, 24, 7, 30)),
    ):
        kiosk = Kiosk(settings, size, at)
        yield name, await kiosk.home()
        kiosk.close()


async def _hindered(size: tuple[int, int], settings: KioskSettings) -> AsyncIterator[tuple[str, QWidget]]:
    kiosk = Kiosk(settings, size)
    kiosk.office.fill("C")
    yield "kuota-habis", await kiosk.home()
    kiosk.office.hold = "Jam PC melompat. Periksa tanggal, lalu tegaskan di layar pengaturan."
    kiosk.office.changed(Kind.OFFICE)
    await kiosk.wait(0.5)
    yield "ditahan", kiosk.window
    kiosk.office.link(False)
    await kiosk.wait(0.5)
    yield "terputus", kiosk.window
    for _ in range(5):
        kiosk.window.form.emblem.held.emit()
        kiosk.window.form.emblem.let_go.emit()
    for digit in (1, 2, 3, 4):
        kiosk.window.pin.press_digit(digit)
    await kiosk.wait(0.5)
    yield "pin", kiosk.window
    kiosk.office.link(True)
    kiosk.window.pin.press_main()
    await kiosk.wait(0.5)
    yield "pin-salah", kiosk.window
    kiosk.close()
    kiosk = Kiosk(replace(settings, keypad=True), size)
    yield "papan-angka", await kiosk.home()
    kiosk.close()


def pictures(
    size: tuple[int, int] = (1080, 1920), settings: KioskSettings | None = None
) -> Iterator[tuple[str, QWidget]]:
    """Each state by name, in a window of ``size``; a picture is to be taken before the next one is asked for."""
    states = _states(size, settings or KioskSettings())
    loop = asyncio.new_event_loop()
    try:
        while True:
            try:
                yield loop.run_until_complete(anext(states))
            except StopAsyncIteration:
                return
    finally:
        loop.run_until_complete(states.aclose())
        loop.close()
