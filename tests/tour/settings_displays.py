"""Pictures of the settings of displays and of their information area, drawn from a made-up office."""

import asyncio
from collections.abc import AsyncGenerator, Iterator
from typing import cast

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from bkpsdm_desktop.screens.settings.displays import DisplaysSection
from bkpsdm_desktop.screens.settings.notices import NoticesSection
from tests.screens.settings.fakes import FakeSettings
from tests.screens.settings.stage import Stage, stage
from tests.tour.display import banner

Pictures = AsyncGenerator[tuple[str, QWidget], None]


async def _shown(size: tuple[int, int]) -> Stage:
    acts = FakeSettings()
    acts.notices.pictures[acts.notices.shown[1].id] = banner()
    made = stage(acts=acts)
    made.page.resize(*size)
    made.page.show()
    made.page.activateWindow()
    await made.settle()
    return made


async def _states(size: tuple[int, int]) -> Pictures:
    made = await _shown(size)
    await made.open("Layar")
    section = cast(DisplaysSection, made.page.section)
    yield "layar", made.page
    section.choose(section.rows[2].id)
    section.seat.setValue(10)
    yield "layar-jauh", made.page
    await made.open("Area informasi")
    notices = cast(NoticesSection, made.page.section)
    yield "teks", made.page
    notices.choose(notices.rows[1].id)
    yield "gambar", made.page
    notices.choose(notices.rows[2].id)
    notices.first.setText("Periksa nama, NIP, dan jabatan pada slip sebelum meninggalkan loket pelayanan")
    yield "teks-panjang", made.page
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
