"""Pictures of the first start: each page, what was found out, what was refused."""

import asyncio
from collections.abc import AsyncGenerator, Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from bkpsdm_desktop.screens.start.problem import ProblemWindow
from tests.helpers.qtloop import settle
from tests.screens.start.acts import PASSWORD, FakeStart, empty_pc, second_pc
from tests.screens.start.keyboard import Keyboard

SIZE = (1000, 680)


async def _begin(acts: FakeStart, size: tuple[int, int]) -> Keyboard:
    keyboard = Keyboard(acts)
    keyboard.window.resize(*size)
    return await keyboard.open()


async def _first_page(size: tuple[int, int]) -> AsyncGenerator[tuple[str, QWidget], None]:
    keyboard = await _begin(empty_pc(), size)
    yield "pc-ini", keyboard.window
    for digit, name in (("1", "mesin-antrean"), ("3", "layar")):
        await keyboard.type(digit)
        yield name, keyboard.window
    await keyboard.press(Qt.Key.Key_F1)
    yield "bantuan", keyboard.window
    keyboard.close()
    keyboard = await _begin(second_pc(), size)
    await keyboard.fill_server("kantor-lain")
    await keyboard.enter()
    await keyboard.network_printer("192.0.2.99")
    await keyboard.alt("c")
    yield "gagal-uji", keyboard.window
    await keyboard.fill_server()
    await keyboard.enter()
    await keyboard.network_printer("192.0.2.40")
    await keyboard.alt("c")
    yield "tanpa-status", keyboard.window
    await keyboard.network_printer("192.0.2.31")
    await keyboard.alt("c")
    yield "server", keyboard.window
    await keyboard.enter()
    yield "izin", keyboard.window
    await keyboard.type("rani.contoh")
    await keyboard.enter()
    await keyboard.type("bukan ini")
    await keyboard.enter()
    yield "izin-ditolak", keyboard.window
    keyboard.close()


async def _new_office(size: tuple[int, int]) -> AsyncGenerator[tuple[str, QWidget], None]:
    keyboard = await _begin(empty_pc(), size)
    await keyboard.enter()
    yield "kantor-kosong", keyboard.window
    await keyboard.fill_office(PASSWORD, "123")
    await keyboard.enter()
    keyboard.window.office.code.field.setText("TG5")
    keyboard.window.office.code.check()
    keyboard.window.office.portal.field.setText("portal kami")
    keyboard.window.office.portal.check()
    keyboard.window.office.repeated.field.setText("lain")
    keyboard.window.office.repeated.check()
    await keyboard.settle()
    yield "kantor-salah", keyboard.window
    keyboard.close()
    keyboard = await _begin(empty_pc(), size)
    await keyboard.enter()
    await keyboard.fill_office(PASSWORD, "")
    yield "kantor", keyboard.window
    keyboard.acts.holds = asyncio.Event()
    await keyboard.enter()
    yield "kantor-menyimpan", keyboard.window
    keyboard.acts.holds.set()
    await keyboard.settle()
    yield "kunci-salin", keyboard.window
    await keyboard.enter()
    yield "kunci-ketik", keyboard.window
    await keyboard.type("7777")
    await keyboard.enter()
    yield "kunci-salah", keyboard.window
    keyboard.close()


async def _printed_key(size: tuple[int, int]) -> AsyncGenerator[tuple[str, QWidget], None]:
    for host, name in (("192.0.2.31", "tercetak"), ("192.0.2.40", "tanpa-status"), ("192.0.2.99", "gagal")):
        keyboard = await _begin(empty_pc(), size)
        await keyboard.network_printer(host)
        await keyboard.enter()
        await keyboard.fill_office(PASSWORD, "")
        await keyboard.enter()
        if name == "tercetak":
            yield "kunci-cetak", keyboard.window
        await keyboard.alt("c")
        yield f"kunci-{name}", keyboard.window
        if name == "tercetak":
            keyboard.acts.refusals["finish"] = ["Loket 1 baru saja dipakai PC lain. Pilih loket yang bebas."]
            keyboard.acts.databases[""].taken = (1,)
            await keyboard.press_primary()
            yield "loket-terpakai", keyboard.window
        keyboard.close()


async def _problem(_size: tuple[int, int]) -> AsyncGenerator[tuple[str, QWidget], None]:
    """A station that cannot start; in the window's own size."""

    made = "Selasa, 24 November 2026 pukul 12.04 WIB"

    async def restore() -> str:
        return f"Cadangan {made} dipulihkan. Nomor hari ini dilanjutkan 200 lebih tinggi."

    sentence = "Berkas basis data rusak. Berkas itu disisihkan; tidak ada yang dihapus."
    window = ProblemWindow(
        "Program tidak dapat dimulai",
        sentence,
        on_fault=lambda fault: "F-0001",
        backup=made,
        restore=restore,
    )
    window.show()
    yield "tidak-dapat-mulai", window
    window.restore_button.click()
    await settle()
    yield "cadangan-dipulihkan", window
    window.close()
    window.deleteLater()


async def _states(size: tuple[int, int]) -> AsyncGenerator[tuple[str, QWidget], None]:
    for part in (_first_page, _new_office, _printed_key, _problem):
        async for picture in part(size):
            yield picture


def pictures(size: tuple[int, int] = SIZE) -> Iterator[tuple[str, QWidget]]:
    """Each state by name, in a window of ``size``; take a picture before asking for the next one."""
    states = _states(size)
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
