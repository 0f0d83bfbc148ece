"""One way for a screen to start work: the button busy at once, one path for every error."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

import shiboken6
from PySide6.QtWidgets import QAbstractButton

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.screens.widgets.buttons import VerbButton
from bkpsdm_desktop.screens.widgets.touch import TouchBase

Result = TypeVar("Result")


class TaskKeeper:
    """Runs the acts of one screen in the running asyncio loop and holds on to them until they end.

    ``on_fault`` takes a fault of ours (log it) and gives the reference code to show; it must not raise.
    """

    def __init__(self, on_fault: Callable[[BaseException], str]) -> None:
        self._on_fault = on_fault
        self._running: dict[asyncio.Task[None], QAbstractButton | None] = {}
        self._closed = False

    def run(
        self,
        work: Callable[[], Coroutine[Any, Any, Result]],
        *,
        on_refused: Callable[[str], None],
        on_failed: Callable[[str], None],
        on_done: Callable[[Result], None] | None = None,
        button: QAbstractButton | None = None,
    ) -> bool:
        """Start ``work``; False (and nothing happens) while ``button`` is still at work or after ``close``.

        The button is usable again before one of these comes: ``on_done(result)``, ``on_refused(sentence)``
        for the world's fault, ``on_failed(reference code)`` for ours, also for a fault in ``on_done`` itself.
        A cancelled act calls none.
        """
        if self._closed or (button is not None and button in self._running.values()):
            return False
        if button is not None:
            _set_busy(button, True)
        task = asyncio.get_running_loop().create_task(self._act(work, button, on_done, on_refused, on_failed))
        self._running[task] = button
        task.add_done_callback(self._ended)
        return True

    @property
    def busy(self) -> bool:
        return bool(self._running)

    def close(self) -> None:
        """The screen goes away: cancel what still runs and start nothing more."""
        self._closed = True
        for task in self._running:
            task.cancel()

    async def _act(
        self,
        work: Callable[[], Coroutine[Any, Any, Result]],
        button: QAbstractButton | None,
        on_done: Callable[[Result], None] | None,
        on_refused: Callable[[str], None],
        on_failed: Callable[[str], None],
    ) -> None:
        try:
            try:
                result = await work()
            finally:
                if button is not None and shiboken6.isValid(button):
                    _set_busy(button, False)
            if on_done is not None and not self._closed:
                on_done(result)
        except Refused as refused:
            if not self._closed:
                on_refused(refused.sentence)
        except Exception as fault:
            code = self._on_fault(fault)
            if not self._closed:
                on_failed(code)

    def _ended(self, task: asyncio.Task[None]) -> None:
        del self._running[task]
        if not task.cancelled() and (fault := task.exception()) is not None:
            self._on_fault(fault)


def _set_busy(button: QAbstractButton, busy: bool) -> None:
    if isinstance(button, VerbButton | TouchBase):
        button.set_busy(busy)
    else:
        button.setEnabled(not busy)
