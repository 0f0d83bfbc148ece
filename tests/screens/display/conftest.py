from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bkpsdm_desktop.domain.languages import Language
from bkpsdm_desktop.domain.legibility import BoardLayout, Screen, board_layout
from bkpsdm_desktop.screens.display.live import LiveBoard
from bkpsdm_desktop.screens.display.notice_pictures import NoticePictures
from bkpsdm_desktop.screens.display.picture import CounterPage, Turn
from bkpsdm_desktop.screens.display.settings import DisplaySettings
from bkpsdm_desktop.screens.display.window import DisplayWindow
from bkpsdm_desktop.services.board_rows import BoardSettings, BoardState
from tests.helpers.ticker import FakeTicker
from tests.screens.display.board import Loop, Office, state

STILL = DisplaySettings(motion=False)


class Running:
    """An office, a clock and a loop that a test moves by hand."""

    def __init__(self, shown: BoardState) -> None:
        self.office = Office(shown)
        self.ticker = FakeTicker(shown.now)
        self.loop = Loop()

    def change(self, shown: BoardState) -> None:
        self.loop.do(lambda: self.office.change(shown))

    def advance(self, seconds: float) -> None:
        """Time goes on in steps of half a second, as acts need a turn of the loop to end."""
        while seconds > 0:
            step = min(0.5, seconds)
            self.loop.do(lambda step=step: self.ticker.advance(step))  # type: ignore[misc]
            seconds -= step

    def link(self, up: bool) -> None:
        self.loop.do(lambda: self.office.link(up))


class _EverythingFits:
    def counters_fit(self, page: CounterPage, layout: BoardLayout, language: Language) -> bool:
        return True

    def turn_fits(self, turn: Turn, layout: BoardLayout) -> bool:
        return True


class Live(Running):
    """A display without a window."""

    def __init__(self, shown: BoardState, settings: DisplaySettings) -> None:
        super().__init__(shown)
        self.parent = QObject()
        self.news = 0
        self.pictures = NoticePictures()
        self.settings: list[BoardSettings] = []
        self.board = LiveBoard(
            self.office,
            self.office.subscribe,
            settings=settings,
            layout=board_layout(Screen(diagonal_inches=43, width=1920, height=1080), 6),
            measure=_EverythingFits(),
            ticker=self.ticker,
            on_fault=self.office.on_fault,
            pictures=self.pictures,
            on_news=self._count_news,
            on_settings=self.settings.append,
            parent=self.parent,
        )

    def _count_news(self) -> None:
        self.news += 1

    def start(self) -> "Live":
        self.loop.do(self.board.start)
        return self

    def report(self) -> None:
        """What the window does after a frame."""
        if taken := self.board.take_unreported():
            self.loop.do(lambda: self.board.report(taken))

    def value(self, name: str) -> Any:
        return self.board.model.values.value(name)

    def rows(self) -> list[tuple[str, str, bool]]:
        calls = self.board.model.calls
        roles = sorted(calls.roleNames())
        return [
            tuple(calls.data(calls.index(place), role) for role in roles) for place in range(calls.rowCount())
        ]


class Display(Running):
    """A display with its window, drawn without a screen."""

    def __init__(
        self, shown: BoardState, settings: DisplaySettings, size: tuple[int, int] | None, qtbot: QtBot
    ) -> None:
        super().__init__(shown)
        self.window = DisplayWindow(
            self.office,
            self.office.subscribe,
            settings=settings,
            ticker=self.ticker,
            on_fault=self.office.on_fault,
        )
        self._qtbot = qtbot
        self.loop.do(lambda: self.window.show(size))
        self.settle()

    def settle(self) -> None:
        """Let the scene take its size, and every call its frame."""
        self.loop.do(lambda: self._qtbot.waitUntil(lambda: self.window.settled))

    def change(self, shown: BoardState) -> None:
        super().change(shown)
        self.settle()

    def advance(self, seconds: float) -> None:
        super().advance(seconds)
        self.settle()


@pytest.fixture
def live(qapp: QApplication) -> Iterator[Callable[..., Live]]:
    made: list[Live] = []

    def make(shown: BoardState | None = None, settings: DisplaySettings | None = None) -> Live:
        made.append(Live(shown or state(), settings or DisplaySettings()))
        return made[-1]

    yield make
    for each in made:
        each.loop.do(each.board.stop)
        assert each.ticker.running == 0
        assert not each.office.subscribed
        each.loop.close()


@pytest.fixture
def display(app: QApplication, qtbot: QtBot) -> Iterator[Callable[..., Display]]:
    made: list[Display] = []

    def make(
        shown: BoardState | None = None,
        settings: DisplaySettings = STILL,
        size: tuple[int, int] | None = (1920, 1080),
    ) -> Display:
        made.append(Display(shown or state(), settings, size, qtbot))
        return made[-1]

    yield make
    for each in made:
        each.loop.do(each.window.close)
        assert each.ticker.running == 0
        each.loop.close()
