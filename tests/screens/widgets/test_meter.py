"""The meter of time used."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bkpsdm_desktop.screens.theme import Theme
from bkpsdm_desktop.screens.widgets.meter import Meter
from bkpsdm_desktop.screens.widgets.state import State
from tests.helpers.pictures import drawn_text, pixels


@pytest.mark.parametrize(
    ("seconds", "state", "word"),
    [
        (0, State.NEUTRAL, "kuning mulai 8 menit"),
        (479, State.NEUTRAL, "kuning mulai 8 menit"),
        (480, State.WARN, "mendekati batas"),
        (600, State.WARN, "mendekati batas"),
        (601, State.BAD, "lewat batas"),
        (9_000, State.BAD, "lewat batas"),
        (-5, State.NEUTRAL, "kuning mulai 8 menit"),
    ],
)
def test_ux_u21_neutral_to_80_percent_then_amber_then_red_with_a_word(
    app: QApplication, qtbot: QtBot, seconds: int, state: State, word: str
) -> None:
    meter = Meter()
    qtbot.addWidget(meter)
    meter.resize(300, 30)
    meter.set_caption("mulai 09.42 WIB", "kuning mulai 8 menit")
    meter.set_spans(timedelta(seconds=seconds), timedelta(minutes=10))
    assert meter.state is state
    assert drawn_text(meter) == f"{word}\nmulai 09.42 WIB"
    assert word in meter.accessibleName()


def test_ux_u21_the_bar_is_as_long_as_the_part_used(each_theme: Theme, qtbot: QtBot) -> None:
    meter = Meter()
    qtbot.addWidget(meter)
    meter.resize(300, 30)
    meter.set_spans(timedelta(minutes=3), timedelta(minutes=10))
    row = pixels(meter)
    used = [row.pixelColor(x, 4).name().upper() == each_theme.ink_muted for x in range(300)]
    assert sum(used) == pytest.approx(90, abs=2)


def test_no_target_counts_as_passed(app: QApplication, qtbot: QtBot) -> None:
    meter = Meter()
    qtbot.addWidget(meter)
    meter.set_spans(timedelta(0), timedelta(0))
    assert meter.state is State.BAD
