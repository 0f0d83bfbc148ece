"""The hidden way out of the kiosk: a gesture on the emblem, then the administrator's PIN (K13)."""

import math
from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta
from typing import Any

from bkpsdm_desktop.screens.kiosk.patience import Countdown
from bkpsdm_desktop.screens.kiosk.pin import PinPage
from bkpsdm_desktop.screens.tasks import TaskKeeper
from bkpsdm_desktop.screens.ticker import Cancel, Ticker
from bkpsdm_desktop.services.rows import PinCheck

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


class Door:
    """Asks the office whether a PIN is right; ``opened`` is called when it is."""

    def __init__(
        self,
        page: PinPage,
        *,
        check: Callable[[str], Coroutine[Any, Any, PinCheck]],
        keeper: TaskKeeper,
        ticker: Ticker,
        opened: Callable[[], None],
    ) -> None:
        self._page, self._check, self._keeper, self._opened = page, check, keeper, opened
        self._lock = Countdown(ticker)
        page.entered.connect(self._entered)

    def begin(self) -> None:
        """The pad is shown anew; a lock that runs goes on."""
        self._page.begin()
        if self._lock.running:
            self._page.lock(True)

    def stop(self) -> None:
        self._lock.stop()

    def _entered(self, pin: str) -> None:
        self._keeper.run(
            lambda: self._check(pin),
            button=self._page.form.enter,
            on_done=self._checked,
            on_refused=lambda sentence: self._page.say("PIN belum dapat diperiksa", sentence),
            on_failed=lambda code: self._page.say("PIN belum dapat diperiksa", f"Kode {code}."),
        )

    def _checked(self, answer: PinCheck) -> None:
        if answer.right:
            self._opened()
        elif answer.locked_for is not None:
            # rounded up: nobody should come back a moment too early
            seconds = math.ceil(answer.locked_for.total_seconds())
            self._lock.start(seconds, self._locked, self._unlocked)
        else:
            self._page.say("PIN salah", f"Sisa {answer.left} percobaan.")

    def _locked(self, seconds: int) -> None:
        self._page.lock(True)
        self._page.say("Terlalu banyak PIN salah", f"Coba lagi dalam {seconds} detik.")

    def _unlocked(self) -> None:
        self._page.lock(False)
        self._page.say("", "")
