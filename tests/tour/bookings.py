"""Pictures of the page of booked visits, drawn from a made-up office."""

import asyncio
from collections.abc import AsyncGenerator, Iterator
from datetime import date

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from tests.screens.bookings.stage import Stage, stage

Pictures = AsyncGenerator[tuple[str, QWidget], None]


async def _shown(size: tuple[int, int]) -> Stage:
    made = stage()
    made.page.resize(*size)
    made.page.show()
    made.page.activateWindow()
    await made.settle()
    return made


async def _states(size: tuple[int, int]) -> Pictures:
    made = await _shown(size)
    yield "janji", made.page
    made.page.primary.click()
    await made.settle()
    made.page.form.name.setText("Yuni Perumpamaan, S.Kom.")
    made.page.form.contact.setText("0812 0000 0010")
    yield "janji-baru", made.page
    made.acts.refusal = "Pukul 10.00 WIB sudah penuh (2 janji). Pilih jam lain."
    made.page.primary.click()
    await made.settle()
    yield "janji-ditolak", made.page
    made.page.slot.dismiss()
    made.page.close_button.click()
    made.page.table.choose(made.acts.rows[4].id)
    made.page.cancel_button.click()
    await made.settle()
    yield "janji-dibatalkan", made.page
    made.page.slot.undo.clear()
    made.page.show_day(date(2026, 12, 25))
    await made.settle()
    yield "janji-libur", made.page
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
