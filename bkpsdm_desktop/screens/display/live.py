"""A display at work: marks new calls and lets them blink, takes turns, and knows what to report."""

from collections.abc import Callable, Coroutine, Sequence, Set
from datetime import date, timedelta
from typing import Any, Protocol
from uuid import UUID

from PySide6.QtCore import QObject

from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.languages import Language
from bkpsdm_desktop.domain.legibility import BoardLayout
from bkpsdm_desktop.screens.display.models import BoardModel
from bkpsdm_desktop.screens.display.picture import (
    CounterPage,
    Mode,
    Picture,
    Shown,
    Turn,
    compose,
    counter_pages,
    in_turn,
    info_turns,
    latest_calls,
)
from bkpsdm_desktop.screens.display.reading import BoardReader, DisplayActs
from bkpsdm_desktop.screens.display.settings import DisplaySettings
from bkpsdm_desktop.screens.subscriptions import Subscribe
from bkpsdm_desktop.screens.ticker import Cancel, Ticker
from bkpsdm_desktop.services.board_rows import BoardNotice, BoardSettings, BoardState

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

    def counters_fit(self, page: CounterPage, layout: BoardLayout, language: Language) -> bool:
        """Beside each other in the line of counters, with the words of a language."""
        ...

    def turn_fits(self, turn: Turn, layout: BoardLayout) -> bool:
        """In the information area: two texts one line each, a single one within two lines."""
        ...


class Pictures(Protocol):
    """The pictures of notices that are ready to be drawn, by name."""

    def has(self, name: str) -> bool: ...

    def put(self, name: str, content: bytes) -> None:
        """Take a PNG or JPEG; one that can't be read is kept as an empty picture, and never asked for."""
        ...

    def drawable(self, name: str) -> bool: ...

    def keep(self, names: Set[str]) -> None:
        """Forget the others."""
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
        pictures: Pictures,
        ticker: Ticker,
        on_fault: Callable[[BaseException], str],
        on_news: Callable[[], None],
        on_settings: Callable[[BoardSettings], None],
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
        self._images = pictures
        self._on_settings = on_settings
        self._office_settings = BoardSettings()
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
        self._loading: set[Shown] = set()
        self._composed: dict[Language, Picture] = {}
        self._turns: list[tuple[Language, Turn]] = []
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

    def run(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Start an act whose refusal changes nothing on the screen."""
        self._reader.run(work)

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
        if state.settings != self._office_settings:
            self._office_settings = state.settings
            self._on_settings(state.settings)
        self._load_pictures(state.notices)
        self._show()
        if self._unreported:
            self._on_news()

    # --- pictures of notices -----------------------------------------------------------------------

    def _load_pictures(self, notices: Sequence[BoardNotice]) -> None:
        wanted = {Shown(notice.id, notice.picture) for notice in notices if notice.picture}
        self._images.keep({shown.name for shown in wanted})
        for shown in wanted - self._loading:
            if not self._images.has(shown.name):
                self._loading.add(shown)
                self._reader.run(lambda shown=shown: self._load(shown))  # type: ignore[misc]

    async def _load(self, shown: Shown) -> None:
        try:
            content = await self._acts.picture(shown.notice)
        finally:
            self._loading.discard(shown)  # what can't be read now is asked for with the next state
        if content is not None:
            self._images.put(shown.name, content)
            self._show()

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
        self._composed = {language: self._compose(language) for language in self._languages()}
        self.model.show(connected=self._reader.connected, agency=state.office.agency if state else "")
        parts = {language: self._fitting(picture) for language, picture in self._composed.items()}
        self._turns = in_turn(parts[Language.INDONESIAN], parts.get(Language.ENGLISH, ()))
        mode = self._composed[Language.INDONESIAN].mode
        if mode is not self._mode:
            self._mode, self._turn = mode, 0
        self._show_turn()

    def _languages(self) -> tuple[Language, ...]:
        return tuple(Language) if self._office_settings.english else (Language.INDONESIAN,)

    def _compose(self, language: Language) -> Picture:
        return compose(
            self._state,
            connected=self._reader.connected,
            marked=self._marked.keys(),
            rows=self._layout.rows,
            far=self._layout.far,
            language=language,
        )

    def _fitting(self, picture: Picture) -> tuple[Turn, ...]:
        ready = [
            turn for turn in picture.turns if not turn.picture or self._images.drawable(turn.picture.name)
        ]
        return info_turns(ready, fits=lambda turn: self._measure.turn_fits(turn, self._layout))

    @property
    def _language(self) -> Language:
        """That of the present turn: the whole screen speaks one language at a time."""
        return self._turns[self._turn % len(self._turns)][0] if self._turns else Language.INDONESIAN

    def _show_clock(self) -> None:
        now = self._ticker.now() + self._offset
        language = self._language
        self.model.show(clock=language.clock_wib(now), date=language.short_date(business_day(now)))

    def _next_turn(self) -> None:
        self._turn += 1
        self._show_turn()

    def _show_turn(self) -> None:
        language = self._language
        self.model.show_picture(self._composed[language])
        if self._turns:
            step = self._turn % len(self._turns)
            subjects = list(dict.fromkeys(turn.subject for _, turn in self._turns))
            turn = self._turns[step][1]
            self.model.show_turn(turn, step=step, place=subjects.index(turn.subject), of=len(subjects))
        else:
            self.model.show_turn(None, step=0, place=0, of=0)
        if self._state:
            pages = counter_pages(
                self._state.open_counters,
                self._state.paused_counters,
                fits=lambda page: self._measure.counters_fit(page, self._layout, language),
            )
            # Each page is seen in every language before the next one comes.
            self.model.show_counters(pages[self._turn // len(self._composed) % len(pages)])
        self._show_clock()

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
