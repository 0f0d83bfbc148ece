"""Reads for a display, and says whether what was read is still true."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, Protocol
from uuid import UUID

from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.screens.subscriptions import Subscribe
from bkpsdm_desktop.screens.tasks import TaskKeeper
from bkpsdm_desktop.screens.ticker import Cancel, Ticker
from bkpsdm_desktop.services.board_rows import BoardState
from bkpsdm_desktop.services.displays import ScreenSeen

_KINDS = frozenset({Kind.QUEUE, Kind.COUNTERS, Kind.OFFICE})

# A read each few seconds proves that the picture is true even when nothing changes.
_PROOF_MS = 4_000
_READ_LIMIT_MS = 8_000
_CUT_OFF_MS = 10_000


class DisplayActs(Protocol):
    """What a display asks for. All may raise ``DatabaseUnavailable``."""

    async def board(self) -> BoardState: ...

    async def shown(self, announcements: Sequence[UUID]) -> None:
        """These calls, in order, have been on the screen; told once for each."""
        ...

    async def picture(self, notice: UUID) -> bytes | None:
        """The picture of a notice, PNG or JPEG; ``None`` when it is gone."""
        ...

    async def report_screens(
        self, screens: Sequence[ScreenSeen], *, shows_on: str, inches: float, seat_m: float
    ) -> None:
        """Which screens this PC has, on which the display is, and what the PC was set up with."""
        ...


class BoardReader:
    """One read at a time: at the start, at every change, and every few seconds.

    ``on_state`` gets each state read, ``on_connection`` hears when ``connected`` may have changed. A fault
    of ours is told to ``on_fault`` once, not each few seconds until somebody comes; a database that is gone
    is the world's fault and only costs the connection.
    """

    def __init__(
        self,
        acts: DisplayActs,
        subscribe: Subscribe,
        *,
        ticker: Ticker,
        on_fault: Callable[[BaseException], str],
        on_state: Callable[[BoardState], None],
        on_connection: Callable[[], None],
    ) -> None:
        self._acts = acts
        self._subscribe = subscribe
        self._ticker = ticker
        self._on_fault = on_fault
        self._on_state = on_state
        self._on_connection = on_connection
        self._tasks = TaskKeeper(self._tell_once)
        self._fault_told = False
        self._stops: list[Callable[[], None]] = []
        self._cut_off: Cancel = lambda: None
        self._reading = False
        self._read_again = False
        self._linked = True
        self._proven = True  # a read succeeded lately, or the display has only just started

    @property
    def connected(self) -> bool:
        """The database was reached within the last 10 s and has not been reported gone since."""
        return self._linked and self._proven

    def start(self) -> None:
        self._stops = [
            self._subscribe(self._on_change, self._on_link),
            self._ticker.every(_PROOF_MS, self._read),
        ]
        self._expect_proof()
        self._read()

    def stop(self) -> None:
        for stop in (*self._stops, self._cut_off):
            stop()
        self._stops = []
        self._tasks.close()

    def run(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Start work whose refusal changes nothing on the screen."""
        self._tasks.run(work, on_refused=lambda _: None, on_failed=lambda _: None)

    def _on_change(self, kinds: frozenset[Kind]) -> None:
        if kinds & _KINDS:
            self._read()

    def _on_link(self, linked: bool) -> None:
        self._linked = linked
        if linked:
            self._read()
        else:
            self._proven = False  # what is shown may be old until the next read
        self._on_connection()

    def _read(self) -> None:
        if self._reading:
            self._read_again = True
            return
        self._reading = True
        self.run(self._read_once)

    async def _read_once(self) -> None:
        # A read that hangs on a dead line must not keep the next one from trying.
        reading = asyncio.ensure_future(self._acts.board())

        def give_up() -> None:
            reading.cancel()

        forget = self._ticker.after(_READ_LIMIT_MS, give_up)
        try:
            await asyncio.wait([reading])
        finally:
            forget()
            reading.cancel()
            self._reading = False
        again, self._read_again = self._read_again, False
        if again:
            self._read()
        if not reading.cancelled():
            self._accept(reading.result())

    def _accept(self, state: BoardState) -> None:
        self._proven = True
        self._fault_told = False
        self._expect_proof()
        self._on_state(state)

    def _expect_proof(self) -> None:
        self._cut_off()
        self._cut_off = self._ticker.after(_CUT_OFF_MS, self._lose_proof)

    def _lose_proof(self) -> None:
        self._proven = False
        self._on_connection()

    def _tell_once(self, fault: BaseException) -> str:
        if self._fault_told:
            return ""
        self._fault_told = True
        return self._on_fault(fault)
