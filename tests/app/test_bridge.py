"""How windows hear of changes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from bkpsdm_desktop.app.bridge import FeedBridge
from bkpsdm_desktop.domain.kinds import Kind
from tests.helpers.database import database, work_on

QUEUE, PRINTING = frozenset({Kind.QUEUE}), frozenset({Kind.PRINTING})


@pytest.fixture
def bridge(tmp_path: Path, qapp: object) -> Iterator[FeedBridge]:
    """On an office database; its feed is not started, the test says what changes."""
    with database("sqlite", tmp_path) as url, work_on(url) as work:
        made = FeedBridge(work)
        yield made
        made.deleteLater()


def test_a_display_hears_of_each_change(bridge: FeedBridge, qtbot: QtBot) -> None:
    told: list[frozenset[Kind]] = []
    bridge.subscribe(told.append, lambda linked: None)
    for kinds in (QUEUE, PRINTING, QUEUE):
        bridge.changed.emit(kinds)
    qtbot.waitUntil(lambda: len(told) == 3)
    assert told == [QUEUE, PRINTING, QUEUE]


def test_who_works_in_a_window_hears_of_many_changes_together(bridge: FeedBridge, qtbot: QtBot) -> None:
    told: list[frozenset[Kind]] = []
    bridge.subscribe_calmly(told.append, lambda linked: None)
    for kinds in (QUEUE, PRINTING, QUEUE):
        bridge.changed.emit(kinds)
    qtbot.waitUntil(lambda: bool(told))
    bridge.changed.emit(QUEUE)
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told == [QUEUE | PRINTING, QUEUE]


def test_a_window_that_closes_hears_nothing_of_what_just_changed(bridge: FeedBridge, qtbot: QtBot) -> None:
    told: list[frozenset[Kind]] = []
    heard: list[frozenset[Kind]] = []
    stop = bridge.subscribe_calmly(told.append, lambda linked: None)
    bridge.subscribe(heard.append, lambda linked: None)
    bridge.subscribe_calmly(heard.append, lambda linked: None)
    bridge.changed.emit(QUEUE)
    qtbot.waitUntil(lambda: bool(heard))
    stop()
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert not told
    assert bridge.subscriptions == 2
