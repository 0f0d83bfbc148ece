"""Tells when a window's field takes a key."""

import sys
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

# Qt is imported where the program has imported it already: the order of its imports is part of its start.
if TYPE_CHECKING:
    from PySide6.QtWidgets import QLineEdit


def say(word: str) -> None:
    """A word and the time of the clock that all processes share, for the process that started this one."""
    sys.stdout.write(f"{word} {time.monotonic()}\n")
    sys.stdout.flush()


def watch_for_key(find: Callable[[], "QLineEdit | None"], then: Callable[["QLineEdit"], None]) -> None:
    """Press a key as soon as ``find`` gives a field that is on the screen; say so, then go on.

    Called once there is an application, from any thread; both functions run in the application's.
    """
    widgets, core = sys.modules["PySide6.QtWidgets"], sys.modules["PySide6.QtCore"]
    while (app := widgets.QApplication.instance()) is None:
        time.sleep(0.001)
    core.QTimer.singleShot(0, app, lambda: _look(find, then))


def watch_after(
    module: str, find: Callable[[], "QLineEdit | None"], then: Callable[["QLineEdit"], None]
) -> None:
    """The same, from a thread that waits until a module is loaded. It must be the one that loads Qt: to touch
    Qt while another thread is loading it would stop both for ever."""

    def wait() -> None:
        while not _is_loaded(module):
            time.sleep(0.001)
        watch_for_key(find, then)

    threading.Thread(target=wait, daemon=True).start()


def _is_loaded(module: str) -> bool:
    loaded = sys.modules.get(module)
    return loaded is not None and not getattr(loaded.__spec__, "_initializing", False)


def _look(find: Callable[[], "QLineEdit | None"], then: Callable[["QLineEdit"], None]) -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtTest import QTest

    field = find()
    if field is not None and field.isVisible() and field.window().windowHandle().isExposed():
        QTest.keyClicks(field, "r")
        if field.text() == "r":
            say("key")
            then(field)
            return
    QTimer.singleShot(1, lambda: _look(find, then))
