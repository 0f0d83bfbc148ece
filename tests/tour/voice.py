"""Pictures of the settings of the voice: as shipped, a folder that is looked at, in the dark."""

import asyncio
from collections.abc import Iterator

import shiboken6
from PySide6.QtWidgets import QApplication, QWidget

from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.settings.voice import VoiceSection
from tests.screens.settings.stage import Stage, stage

_FOLDER = "/media/usb/rekaman"


async def _play(size: tuple[int, int], *, folder: bool) -> Stage:
    there = stage()
    there.page.resize(*size)
    there.page.show()
    await there.settle()
    await there.open(VoiceSection.TITLE)
    section = there.page.section
    assert isinstance(section, VoiceSection)
    if folder:
        section.recordings.look_at(_FOLDER)
        await there.settle()
    return there


def pictures(size: tuple[int, int]) -> Iterator[tuple[str, QWidget]]:
    """Each state by name; its window closes when the next is asked for. Needs a dressed application."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    loop = asyncio.new_event_loop()
    try:
        for name, folder, dark in (
            ("suara", False, False),
            ("suara-folder", True, False),
            ("suara-gelap", True, True),
        ):
            theme.apply(app, theme.dark() if dark else theme.light())
            there = loop.run_until_complete(_play(size, folder=folder))
            yield name, there.page
            there.page.close()
            shiboken6.delete(there.page)
        theme.apply(app, theme.light())
    finally:
        loop.close()
