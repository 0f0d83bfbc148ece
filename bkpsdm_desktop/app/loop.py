"""Qt's event loop and asyncio's as one; the only place that knows qasync."""

import asyncio
import gc
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

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


# Often, so that each time there is little: while a year of statistics is added up in another thread, the
# young objects of a second are so many that looking through them stops the window for a tenth of one.
_COLLECT_SECONDS = 0.1
# So many young objects are a report that another thread is making: they go by themselves when it is done, and
# looking through them would hold the window up for a tenth of a second. In the end they are looked at.
_GREAT_MANY = 20_000
_MOST_WAITS = 100
_SETTLED_SECONDS = 1.0


def run(app: QApplication, main: Callable[[], Awaitable[int]]) -> int:
    """Run a coroutine on the joined loop until it returns the exit status."""

    async def entry() -> int:
        _collect_later(asyncio.get_running_loop())
        return await main()

    with _collected_here(), asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(app)) as runner:
        return runner.run(entry())


@contextmanager
def _collected_here() -> Iterator[None]:
    """Garbage in reference cycles is collected on the window's thread alone.

    Left to itself Python collects it on whichever thread allocates next. On the thread that prints or asks
    the database that destroys timers and windows there, and the program with them.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.unfreeze()
        gc.collect()  # the loop itself is such garbage
        gc.enable()


def _collect_later(loop: asyncio.AbstractEventLoop) -> None:
    """Do from now on what the collector would do by itself: the young often, the old seldom. What the program
    is made of, once it has started, is not looked through again and again."""

    waited = 0

    def collect() -> None:
        nonlocal waited
        counts, most = gc.get_count(), gc.get_threshold()
        due = [generation for generation in range(3) if counts[generation] > most[generation]]
        if counts[0] > _GREAT_MANY and waited < _MOST_WAITS:
            waited += 1
        elif due:
            waited = 0
            gc.collect(due[-1])
        loop.call_later(_COLLECT_SECONDS, collect)

    def settle() -> None:
        gc.collect()
        gc.freeze()
        collect()

    loop.call_later(_SETTLED_SECONDS, settle)
