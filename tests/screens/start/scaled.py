"""Says which texts of the start window are cut, at the scale that the environment sets. One line each."""

import asyncio
import sys

from PySide6.QtWidgets import QApplication

from bkpsdm_desktop.screens import theme
from tests.screens.start.walk import clipped, every_page


async def cut(size: tuple[int, int]) -> list[str]:
    return [f"{name}: {words}" async for name, keys in every_page(size) for words in clipped(keys.window)]


if __name__ == "__main__":
    app = QApplication([])
    theme.apply(app, theme.light())
    found = asyncio.run(cut((int(sys.argv[1]), int(sys.argv[2]))))
    sys.stdout.write("\n".join([f"scale {app.devicePixelRatio():g}", *found]))
