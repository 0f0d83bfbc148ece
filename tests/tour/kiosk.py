"""Pictures of the kiosk in every state that matters, drawn from a made-up office."""

import asyncio
from collections.abc import AsyncGenerator, Iterator
from dataclasses import replace

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.domain.numbers import ticket_code
from bkpsdm_desktop.screens.kiosk.settings import KioskSettings
from bkpsdm_desktop.services.rows import PrintState
from tests.helpers.kiosk import Kiosk
from tests.helpers.kiosk_office import wib

Pictures = AsyncGenerator[tuple[str, QWidget], None]


async def _states(size: tuple[int, int], settings: KioskSettings) -> Pictures:
    async for picture in _visit(size, settings):
        yield picture
    async for picture in _outcomes(size, settings):
        yield picture
    async for picture in _booked(size, settings):
        yield picture
    async for picture in _english(size, settings):
        yield picture
    async for picture in _closed(size, settings):
        yield picture
    async for picture in _hindered(size, settings):
        yield picture


async def _visit(size: tuple[int, int], settings: KioskSettings) -> Pictures:
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


async def _outcomes(size: tuple[int, int], settings: KioskSettings) -> Pictures:
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
    for name in ("gagal-cetak", "tanpa-pencetak", "tanpa-portal"):
        kiosk = Kiosk(settings, size)
        kiosk.office.prints = name != "tanpa-pencetak"
        kiosk.office.portal = "" if name == "tanpa-portal" else kiosk.office.portal
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


async def _booked(size: tuple[int, int], settings: KioskSettings) -> Pictures:
    kiosk = Kiosk(settings, size)
    await kiosk.home()
    await kiosk.check_in()
    kiosk.window.check_in.type("7KQ4M2")
    yield "kode-janji", kiosk.window
    await kiosk.enter_code("WIFI:S:Kantor;;")
    yield "kode-asing", kiosk.window
    kiosk.office.late = True
    await kiosk.wait(3)
    await kiosk.enter_code(ticket_code("TGS", b"abcde"))
    await kiosk.slip(PrintState.PRINTED)
    yield "janji-terlambat", kiosk.window
    kiosk.close()


async def _english(size: tuple[int, int], settings: KioskSettings) -> Pictures:
    kiosk = Kiosk(settings, size)
    await kiosk.home()
    await kiosk.english()
    yield "beranda-inggris", kiosk.window
    await kiosk.group(3)
    yield "layanan-pangkat-inggris", kiosk.window
    await kiosk.service(1)
    yield "layanan-inggris", kiosk.window
    await kiosk.take()
    await kiosk.slip(PrintState.PRINTED)
    yield "tercetak-inggris", kiosk.window
    kiosk.close()


async def _closed(size: tuple[int, int], settings: KioskSettings) -> Pictures:
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


async def _hindered(size: tuple[int, int], settings: KioskSettings) -> Pictures:
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
    await kiosk.group(2)
    await kiosk.service(2)
    yield "layanan-papan-angka", kiosk.window
    kiosk.close()


# Diagonals of the screens that have these sizes in offices, in inches.
_DIAGONALS = {(1080, 1920): 27.0, (1920, 1080): 24.0, (1366, 768): 18.5}


def pictures(
    size: tuple[int, int] = (1080, 1920), settings: KioskSettings | None = None
) -> Iterator[tuple[str, QWidget]]:
    """Each state by name, in a window of ``size``; take its picture before asking for the next one."""
    states = _states(size, settings or KioskSettings(diagonal_inches=_DIAGONALS[size]))
    loop = asyncio.new_event_loop()
    try:
        while True:
            try:
                name, window = loop.run_until_complete(anext(states))
                QCoreApplication.sendPostedEvents()  # whoever draws it need not wait for its layout
                yield name, window
            except StopAsyncIteration:
                return
    finally:
        loop.run_until_complete(states.aclose())
        loop.close()
