"""The hidden way out of the kiosk: a gesture on the emblem, then the administrator's PIN (K13)."""

from collections.abc import Callable
from datetime import datetime, timedelta

from bkpsdm_desktop.screens.ticker import Cancel, Ticker

TAPS = 5
TAPS_WITHIN = timedelta(seconds=3)
PRESS_MS = 3000


class SecretGesture:
    """Five quick taps, or one press of three seconds; ``found`` is called once for each."""

    def __init__(self, ticker: Ticker, found: Callable[[], None]) -> None:
        self._ticker = ticker
        self._found = found
        self._taps: list[datetime] = []
        self._press: Cancel | None = None

    def press(self) -> None:
        now = self._ticker.now()
        self._taps = [tap for tap in self._taps if timedelta(0) <= now - tap <= TAPS_WITHIN] + [now]
        self._stop()
        if len(self._taps) >= TAPS:
            self._done()
        else:
            self._press = self._ticker.after(PRESS_MS, self._done)

    def release(self) -> None:
        self._stop()

    def _stop(self) -> None:
        if self._press is not None:
            self._press()
            self._press = None

    def _done(self) -> None:
        self._stop()
        self._taps = []
        self._found()
