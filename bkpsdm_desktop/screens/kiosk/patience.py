"""How long the kiosk waits for somebody who may have walked away (U31)."""

from collections.abc import Callable

from bkpsdm_desktop.screens.ticker import Cancel, Ticker


class Countdown:
    """Counts whole seconds down; ``each`` gets what is left, from the start to 1, then ``done`` is called."""

    def __init__(self, ticker: Ticker) -> None:
        self._ticker = ticker
        self._cancel: Cancel | None = None

    @property
    def running(self) -> bool:
        return self._cancel is not None

    def start(self, seconds: int, each: Callable[[int], None], done: Callable[[], None]) -> None:
        """Begin anew; a count that was running is forgotten."""
        self.stop()
        left = seconds
        each(left)

        def second() -> None:
            nonlocal left
            left -= 1
            if left > 0:
                each(left)
            else:
                self.stop()
                done()

        self._cancel = self._ticker.every(1000, second)

    def stop(self) -> None:
        if self._cancel is not None:
            self._cancel()
            self._cancel = None


class Patience:
    """Waits, then asks, then gives up.

    ``ask(seconds)`` comes when nothing was touched for the set time, and again each second of the warning;
    ``give_up()`` when that brought no answer either.
    """

    def __init__(
        self,
        ticker: Ticker,
        *,
        idle_s: int,
        warning_s: int,
        ask: Callable[[int], None],
        give_up: Callable[[], None],
    ) -> None:
        self._ticker = ticker
        self._idle_ms = idle_s * 1000
        self._warning_s = warning_s
        self._ask = ask
        self._give_up = give_up
        self._cancel_idle: Cancel | None = None
        self._warning = Countdown(ticker)

    @property
    def running(self) -> bool:
        """Whether somebody is waited for or asked."""
        return self._cancel_idle is not None or self.asking

    @property
    def asking(self) -> bool:
        return self._warning.running

    def restart(self) -> None:
        """Somebody is there: the time begins anew, a warning is taken back."""
        self.stop()
        self._cancel_idle = self._ticker.after(self._idle_ms, self._warn)

    def stop(self) -> None:
        """Nobody has anything to lose now: no waiting, no asking."""
        self._warning.stop()
        if self._cancel_idle is not None:
            self._cancel_idle()
            self._cancel_idle = None

    def _warn(self) -> None:
        self._cancel_idle = None
        self._warning.start(self._warning_s, self._ask, self._give_up)
