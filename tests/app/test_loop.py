"""The joined event loop."""

import asyncio
import gc
import threading
from typing import Any

from PySide6.QtWidgets import QApplication

from bkpsdm_desktop.app.loop import run


class Knot:
    """Garbage that only the collector can find; it says on which thread it was destroyed."""

    died_on: set[str]

    def __init__(self) -> None:
        self.itself: Any = self

    def __del__(self) -> None:
        self.died_on.add(threading.current_thread().name)


def test_garbage_is_collected_on_the_windows_thread_alone(qapp: QApplication) -> None:
    """A window or timer destroyed on the thread that prints ends the program with a crash."""
    Knot.died_on = set()

    async def main() -> int:
        await asyncio.to_thread(lambda: [Knot() for _ in range(50_000)].clear())
        return 0

    assert run(qapp, main) == 0
    assert Knot.died_on == {"MainThread"}
    assert gc.isenabled()
