"""The hidden way out of the kiosk: a gesture on the emblem, then the administrator's PIN (K13)."""

from collections.abc import Callable
from datetime import datetime, timedelta

from bkpsdm_desktop.screens.kiosk.patience import Countdown
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


class PinTries:
    """Counts wrong PINs; after too many the pad is shut for a while, also when it is left and opened again.

    ``each(seconds)`` comes every second of that while, ``over()`` at its end.
    """

    def __init__(
        self,
        ticker: Ticker,
        *,
        tries: int,
        lock_s: int,
        each: Callable[[int], None],
        over: Callable[[], None],
    ) -> None:
        self._tries = tries
        self._lock_s = lock_s
        self._each = each
        self._over = over
        self._wrong = 0
        self._lock = Countdown(ticker)

    @property
    def locked(self) -> bool:
        return self._lock.running

    @property
    def left(self) -> int:
        return self._tries - self._wrong

    def wrong(self) -> None:
        self._wrong += 1
        if self.left <= 0:
            self._wrong = 0
            self._lock.start(self._lock_s, self._each, self._over)

    def stop(self) -> None:
        self._lock.stop()
