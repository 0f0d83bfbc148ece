"""Qt's event loop and asyncio's as one; the only place that knows qasync."""

import asyncio
import sys
from collections.abc import Awaitable, Callable

import qasync
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from bkpsdm_desktop.screens import theme


def application(*, dark: bool = False) -> QApplication:
    """The one QApplication, in the office's look and language."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("bkpsdm-desktop")
    app.setQuitOnLastWindowClosed(False)
    QLocale.setDefault(QLocale("id_ID"))
    theme.apply(app, theme.dark() if dark else theme.light())
    return app


def run(app: QApplication, main: Callable[[], Awaitable[int]]) -> int:
    """Run a coroutine on the joined loop until it returns the exit status."""

    async def entry() -> int:
        return await main()

    with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(app)) as runner:
        return runner.run(entry())
