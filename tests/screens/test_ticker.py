"""The real clock and timers of screens, and the one that tests move by hand."""

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bkpsdm_desktop.screens.ticker import QtTicker
from tests.helpers.ticker import MORNING, FakeTicker


def test_the_real_ticker_calls_once_after_and_again_every(qtbot: QtBot) -> None:
    parent = QObject()
    ticker = QtTicker(lambda: MORNING, parent)
    assert ticker.now() == MORNING
    calls: list[str] = []
    ticker.after(1, lambda: calls.append("once"))
    stop = ticker.every(1, lambda: calls.append("again"))
    never = ticker.after(1, lambda: calls.append("never"))
    never()
    never()
    qtbot.waitUntil(lambda: calls.count("again") >= 3)
    stop()
    assert calls.count("once") == 1
    assert "never" not in calls


def test_timers_end_with_their_parent_and_may_still_be_cancelled(qapp: QApplication) -> None:
    parent = QObject()
    stop = QtTicker(lambda: MORNING, parent).every(1, lambda: None)
    shiboken6.delete(parent)
    stop()


def test_a_callback_may_cancel_its_own_timer(qtbot: QtBot) -> None:
    parent = QObject()
    ticker = QtTicker(lambda: MORNING, parent)
    calls: list[int] = []

    def once() -> None:
        calls.append(1)
        stop()

    stop = ticker.every(1, once)
    done: list[bool] = []
    ticker.after(20, lambda: done.append(True))
    qtbot.waitUntil(lambda: bool(done))
    assert calls == [1]


def test_the_ticker_of_tests_runs_timers_in_order_of_their_time() -> None:
    ticker = FakeTicker()
    seen: list[tuple[str, float]] = []

    def note(name: str) -> None:
        seen.append((name, (ticker.now() - MORNING).total_seconds()))

    stop = ticker.every(1000, lambda: note("second"))
    ticker.after(1500, lambda: note("late"))
    ticker.after(1500, stop)
    ticker.advance(5)
    assert seen == [("second", 1.0), ("late", 1.5)]
    assert ticker.running == 0
    assert (ticker.now() - MORNING).total_seconds() == 5
