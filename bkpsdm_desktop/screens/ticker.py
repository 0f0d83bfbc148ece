"""Time for screens: the present instant and timers, as one small thing that tests can move by hand."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import QObject, Qt, QTimer

Cancel = Callable[[], None]


class Ticker(Protocol):
    """A clock with timers. Callbacks run in the GUI thread; cancelling twice, or after it ran, is allowed."""

    def now(self) -> datetime:
        """The present aware instant, event time of the office (the PC's clock and its offset)."""
        ...

    def after(self, ms: int, callback: Callable[[], None]) -> Cancel:
        """Call once, ``ms`` milliseconds from now, unless cancelled before."""
        ...

    def every(self, ms: int, callback: Callable[[], None]) -> Cancel:
        """Call every ``ms`` milliseconds until cancelled."""
        ...


class QtTicker:
    """The real one: ``clock`` says the time, ``QTimer`` counts. Timers die with ``parent``.

    Spans are monotonic: a wall clock that is set does not lengthen a time-out.
    """

    def __init__(self, clock: Callable[[], datetime], parent: QObject) -> None:
        self._clock = clock
        self._parent = parent

    def now(self) -> datetime:
        return self._clock()

    def after(self, ms: int, callback: Callable[[], None]) -> Cancel:
        return self._start(ms, callback, once=True)

    def every(self, ms: int, callback: Callable[[], None]) -> Cancel:
        return self._start(ms, callback, once=False)

    def _start(self, ms: int, callback: Callable[[], None], *, once: bool) -> Cancel:
        timer = QTimer(self._parent)
        timer.setSingleShot(once)
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        active = True

        def stop() -> None:
            nonlocal active
            if active:
                active = False
                timer.stop()
                timer.deleteLater()

        def fire() -> None:
            if once:
                stop()
            callback()

        # A parent that is destroyed first takes its timers along; a late cancel must not touch them.
        def forget() -> None:
            nonlocal active
            active = False

        timer.timeout.connect(fire)
        timer.destroyed.connect(forget)
        timer.start(ms)
        return stop
