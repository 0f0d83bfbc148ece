"""A display at work: marks new calls and lets them blink, takes turns, and knows what to report."""

from collections.abc import Callable, Sequence, Set
from datetime import date, timedelta
from typing import Protocol
from uuid import UUID

from PySide6.QtCore import QObject

from bkpsdm_desktop.domain import indonesian
from bkpsdm_desktop.domain.instants import business_day
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
from bkpsdm_desktop.screens.display.reading import BoardReader, DisplayActs
from bkpsdm_desktop.screens.display.settings import DisplaySettings
from bkpsdm_desktop.screens.subscriptions import Subscribe
from bkpsdm_desktop.screens.ticker import Cancel, Ticker
from bkpsdm_desktop.services.rows import BoardState

_MARKED_MS = 20_000
# An older call was shown before this display started or came back; it is no news.
_NEWS = timedelta(seconds=60)

_BLINK_MS = 333  # half a period of 1.5 Hz
_BLINKS = 3
_TURN_MS = 12_000
_SHIFT_MS = 600_000
_SHIFTS = ((0, 0), (4, 0), (4, 4), (0, 4))


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
        self._reader = BoardReader(
            acts,
            subscribe,
            ticker=ticker,
            on_fault=on_fault,
            on_state=self._take_over,
            on_connection=self._show,
        )
        self._settings = settings
        self._blinks = settings.blink and settings.motion
        self._layout = layout
        self._measure = measure
        self._ticker = ticker
        self._on_news = on_news  # there is something to take by ``take_unreported`` after the next frame
        self.model = BoardModel(parent, layout, motion=settings.motion)
        self._stops: list[Callable[[], None]] = []
        self._state: BoardState | None = None
        self._offset = timedelta(0)  # event time of the last read minus the ticker's
        self._day: date | None = None
        self._known: set[UUID] = set()  # announcements of this day
        self._marked: dict[UUID, Cancel] = {}  # each with what stops its timer
        self._unreported: list[UUID] = []
        self._blink = _Blink(ticker, lambda lit: self.model.show(lit=lit))
        self._turns: tuple[Turn, ...] = ()
        self._turn = 0
        self._mode: Mode | None = None
        self._shift = 0

    def start(self) -> None:
        every = self._ticker.every
        self._stops = [
            every(1_000, self._show_clock),
            every(_TURN_MS, self._next_turn),
        ]
        if self._settings.pixel_shift:
            self._stops.append(every(_SHIFT_MS, self._next_shift))
        self._show()
        self._reader.start()

    def stop(self) -> None:
        self._reader.stop()
        for stop in (*self._stops, *self._marked.values(), self._blink.stop):
            stop()
        self._stops = []
        self._marked = {}

    def set_layout(self, layout: BoardLayout) -> None:
        """Other sizes, when the display moves to another screen."""
        self._layout = layout
        self.model.show_layout(layout)
        self._show()

    def take_unreported(self) -> list[UUID]:
        """Announcements of the present picture that have not been taken before, in call order."""
        if not self._reader.connected:
            return []
        taken, self._unreported = self._unreported, []
        return taken

    def report(self, announcements: Sequence[UUID]) -> None:
        """These have been on the screen. What can't be told now is told after the next read."""
        self._reader.run(lambda: self._report(announcements))

    async def _report(self, announcements: Sequence[UUID]) -> None:
        try:
            await self._acts.shown(announcements)
        except Exception:
            self._unreported = [*announcements, *self._unreported]
            raise

    def _take_over(self, state: BoardState) -> None:
        self._state = state
        self._offset = state.now - self._ticker.now()
        self._notice_news(state)
        self._show()
        if self._unreported:
            self._on_news()

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
        self._marked.pop(announcement, None)
        self._show()

    # --- showing -----------------------------------------------------------------------------------

    def _show(self) -> None:
        state = self._state
        picture = compose(
            state,
            connected=self._reader.connected,
            marked=self._marked.keys(),
            rows=self._layout.rows,
            far=self._layout.far,
            notices=self._settings.info_pages,
        )
        self.model.show(connected=self._reader.connected, agency=state.office.agency if state else "")
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
