"""Keeps one display true: reads, marks new calls, lets them blink, takes turns, tells when it is cut off."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence, Set
from datetime import date, timedelta
from typing import Any, Protocol
from uuid import UUID

from PySide6.QtCore import QObject

from bkpsdm_desktop.domain import indonesian
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.domain.legibility import BoardLayout
from bkpsdm_desktop.screens.display.models import BoardModel
from bkpsdm_desktop.screens.display.picture import (
    CounterPage,
    Mode,
    Turn,
    compose,
    counter_pages,
    date_on_head,
    info_turns,
    latest_calls,
)
from bkpsdm_desktop.screens.display.settings import DisplaySettings
from bkpsdm_desktop.screens.subscriptions import Subscribe
from bkpsdm_desktop.screens.tasks import TaskKeeper
from bkpsdm_desktop.screens.ticker import Cancel, Ticker
from bkpsdm_desktop.services.rows import BoardState

_KINDS = frozenset({Kind.QUEUE, Kind.COUNTERS, Kind.OFFICE})

# A read each few seconds proves that the picture is true even when nothing changes.
_PROOF_MS = 4_000
_READ_LIMIT_MS = 8_000
_CUT_OFF_MS = 10_000

_MARKED_MS = 20_000
# An older call was shown before this display started or came back; it is no news.
_NEWS = timedelta(seconds=60)

_BLINK_MS = 333  # half a period of 1.5 Hz
_BLINKS = 3
_TURN_MS = 12_000
_SHIFT_MS = 600_000
_SHIFTS = ((0, 0), (4, 0), (4, 4), (0, 4))


class DisplayActs(Protocol):
    """What a display asks for. Both may raise ``DatabaseUnavailable``."""

    async def board(self) -> BoardState: ...

    async def shown(self, announcements: Sequence[UUID]) -> None:
        """These calls, in order, have been on the screen; told once for each."""
        ...


class Measure(Protocol):
    """Whether words fit, measured with the real font on the canvas of 1920 x 1080."""

    def counters_fit(self, page: CounterPage, layout: BoardLayout) -> bool:
        """Beside each other in the line of counters."""
        ...

    def turn_fits(self, turn: Turn, layout: BoardLayout) -> bool:
        """In the information area: two texts one line each, a single one within two lines."""
        ...


class LiveBoard:
    """The display without its window. ``start`` needs a running event loop; ``stop`` leaves no timer."""

    def __init__(
        self,
        acts: DisplayActs,
        subscribe: Subscribe,
        *,
        settings: DisplaySettings,
        layout: BoardLayout,
        measure: Measure,
        ticker: Ticker,
        on_fault: Callable[[BaseException], str],
        on_news: Callable[[], None],
        parent: QObject,
    ) -> None:
        self._acts = acts
        self._subscribe = subscribe
        self._settings = settings
        self._blinks = settings.blink and settings.motion
        self._layout = layout
        self._measure = measure
        self._ticker = ticker
        self._on_fault = on_fault
        self._on_news = on_news  # there is something to take by ``take_unreported`` after the next frame
        self.model = BoardModel(parent, layout, motion=settings.motion)
        self._stops: list[Callable[[], None]] = []
        self._cut_off: Cancel = lambda: None
        self._fault_told = False
        self._tasks = TaskKeeper(self._tell_once)
        self._reading = False
        self._read_again = False
        self._state: BoardState | None = None
        self._offset = timedelta(0)  # event time of the last read minus the ticker's
        self._linked = True
        self._proven = True  # a read succeeded lately, or the display has only just started
        self._day: date | None = None
        self._known: set[UUID] = set()  # announcements of this day
        self._marked: dict[UUID, Cancel] = {}  # each with what stops its timer
        self._unreported: list[UUID] = []
        self._blink = _Blink(ticker, lambda lit: self.model.show(lit=lit))
        self._turns: tuple[Turn, ...] = ()
        self._turn = 0
        self._mode: Mode | None = None
        self._shift = 0

    @property
    def connected(self) -> bool:
        return self._linked and self._proven

    def start(self) -> None:
        every = self._ticker.every
        self._stops = [
            self._subscribe(self._on_change, self._on_link),
            every(1_000, self._show_clock),
            every(_PROOF_MS, self._read),
            every(_TURN_MS, self._next_turn),
        ]
        if self._settings.pixel_shift:
            self._stops.append(every(_SHIFT_MS, self._next_shift))
        self._expect_proof()
        self._show()
        self._read()

    def stop(self) -> None:
        for stop in (*self._stops, *self._marked.values(), self._cut_off, self._blink.stop):
            stop()
        self._stops = []
        self._marked = {}
        self._tasks.close()

    def set_layout(self, layout: BoardLayout) -> None:
        """Other sizes, when the display moves to another screen."""
        self._layout = layout
        self.model.show_layout(layout)
        self._show()

    def take_unreported(self) -> list[UUID]:
        """Announcements of the present picture that have not been taken before, in call order."""
        if not self.connected:
            return []
        taken, self._unreported = self._unreported, []
        return taken

    def report(self, announcements: Sequence[UUID]) -> None:
        """These have been on the screen. What can't be told now is told after the next read."""
        self._run(lambda: self._report(announcements))

    # --- reading -----------------------------------------------------------------------------------

    def _on_change(self, kinds: frozenset[Kind]) -> None:
        if kinds & _KINDS:
            self._read()

    def _on_link(self, linked: bool) -> None:
        self._linked = linked
        if linked:
            self._read()
        else:
            self._proven = False  # what is shown may be old until the next read
        self._show()

    def _read(self) -> None:
        if self._reading:
            self._read_again = True
            return
        self._reading = True
        self._run(self._read_once)

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
        self._state = state
        self._offset = state.now - self._ticker.now()
        self._proven = True
        self._fault_told = False
        self._expect_proof()
        self._notice_news(state)
        self._show()
        if self._unreported:
            self._on_news()

    def _expect_proof(self) -> None:
        self._cut_off()
        self._cut_off = self._ticker.after(_CUT_OFF_MS, self._lose_proof)

    def _lose_proof(self) -> None:
        self._proven = False
        self._show()

    async def _report(self, announcements: Sequence[UUID]) -> None:
        try:
            await self._acts.shown(announcements)
        except Exception:
            self._unreported = [*announcements, *self._unreported]
            raise

    def _run(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        # A database that is gone is the world's fault: the badge says so, and the next read tries again.
        self._tasks.run(work, on_refused=lambda _: None, on_failed=lambda _: None)

    def _tell_once(self, fault: BaseException) -> str:
        """Of faults in a row the first is told, not one each few seconds until somebody comes."""
        if self._fault_told:
            return ""
        self._fault_told = True
        return self._on_fault(fault)

    # --- calls -------------------------------------------------------------------------------------

    def _notice_news(self, state: BoardState) -> None:
        today = business_day(state.now)
        if today != self._day:
            self._day, self._known = today, set()
        new = [call for call in reversed(state.calls) if call.announcement not in self._known]
        self._known.update(call.announcement for call in new)
        self._unreported += [call.announcement for call in new]
        news = [call for call in new if state.now - call.called_at < _NEWS]
        for call in news:
            self._mark(call.announcement)
        calls = latest_calls(state.calls)
        self._blink.stop_unless({call.label for call in calls})  # its call was withdrawn
        newest = calls[0] if calls else None
        if newest is not None and newest in news and self._blinks:
            self._blink.start(newest.label)

    def _mark(self, announcement: UUID) -> None:
        self._marked[announcement] = self._ticker.after(_MARKED_MS, lambda: self._unmark(announcement))

    def _unmark(self, announcement: UUID) -> None:
        del self._marked[announcement]
        self._show()

    # --- showing -----------------------------------------------------------------------------------

    def _show(self) -> None:
        state = self._state
        picture = compose(
            state,
            connected=self.connected,
            marked=self._marked.keys(),
            rows=self._layout.rows,
            far=self._layout.far,
            notices=self._settings.info_pages,
        )
        self.model.show(connected=self.connected, agency=state.office.agency if state else "")
        self.model.show_picture(picture)
        self._turns = info_turns(picture.turns, fits=lambda turn: self._measure.turn_fits(turn, self._layout))
        if picture.mode is not self._mode:
            self._mode, self._turn = picture.mode, 0
        self._show_turn()
        self._show_clock()

    def _show_clock(self) -> None:
        now = self._ticker.now() + self._offset
        self.model.show(clock=indonesian.clock_wib(now), date=date_on_head(now))

    def _next_turn(self) -> None:
        self._turn += 1
        self._show_turn()

    def _show_turn(self) -> None:
        if self._turns:
            place = self._turn % len(self._turns)
            self.model.show_turn(self._turns[place], place=place, of=len(self._turns))
        else:
            self.model.show_turn(None, place=0, of=0)
        if self._state:
            pages = counter_pages(
                self._state.open_counters,
                self._state.paused_counters,
                fits=lambda page: self._measure.counters_fit(page, self._layout),
            )
            self.model.show_counters(pages[self._turn % len(pages)])

    def _next_shift(self) -> None:
        self._shift = (self._shift + 1) % len(_SHIFTS)
        x, y = _SHIFTS[self._shift]
        self.model.show(shiftX=x, shiftY=y)


class _Blink:
    """Three blinks at 1.5 Hz for each call; never faster, however many calls come."""

    def __init__(self, ticker: Ticker, show: Callable[[bool], None]) -> None:
        self._ticker = ticker
        self._show = show
        self._cancel: Cancel = lambda: None
        self._label = ""
        self._left = 0  # changes still to come; even while lit

    def start(self, label: str) -> None:
        """Blink for ``label``. A second call of a number that still blinks changes nothing."""
        if self._left == 0:
            self._cancel = self._ticker.every(_BLINK_MS, self._change)
        elif label == self._label:
            return
        # The beat goes on, only the changes are counted anew: no flash is shorter than the others.
        self._label = label
        self._left = 2 * _BLINKS - self._left % 2

    def stop_unless(self, labels: Set[str]) -> None:
        """Come to rest when the number that blinks is no longer among ``labels``."""
        if self._label not in labels:
            self.stop()

    def stop(self) -> None:
        self._cancel()
        self._left = 0
        self._show(True)

    def _change(self) -> None:
        self._left -= 1
        self._show(self._left % 2 == 0)
        if self._left == 0:
            self._cancel()
