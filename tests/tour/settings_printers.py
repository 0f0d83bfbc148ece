"""Pictures of the settings of ticket printers, drawn from a made-up office."""

import asyncio
from collections.abc import AsyncGenerator, Iterator
from typing import cast

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from bkpsdm_desktop.screens.settings.printers import PrintersSection
from bkpsdm_desktop.services.rows import PrintState
from bkpsdm_desktop.store.ids import reference_id
from tests.screens.settings.stage import stage

Pictures = AsyncGenerator[tuple[str, QWidget], None]
COUNTERS, KIOSK, SPARE = (
    reference_id("printer", f"Printer {name}") for name in ("loket", "mesin antrean", "cadangan")
)


async def _states(size: tuple[int, int]) -> Pictures:
    made = stage()
    made.page.resize(*size)
    made.page.show()
    made.page.activateWindow()
    await made.settle()
    await made.open("Printer")
    section = cast(PrintersSection, made.page.section)
    section.choose(KIOSK)
    yield "printer", made.page
    section.choose(COUNTERS)
    await made.press("Alt+C")
    made.acts.printers.finish(COUNTERS, PrintState.PRINTED)
    for _ in range(2):
        made.ticker.advance(1)
        await made.settle()
    yield "cetak-uji", made.page
    section.choose(SPARE)
    section.users.boxes[4].click()
    yield "pindah", made.page
    section.address.setText("lp0")
    await made.press("Ctrl+Return")
    yield "ditolak", made.page
    await made.press("Ctrl+N")
    yield "baru", made.page
    made.page.close()


def pictures(size: tuple[int, int] = (1366, 768)) -> Iterator[tuple[str, QWidget]]:
    """Each state by name, in a window of ``size``; take its picture before asking for the next one."""
    states = _states(size)
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
