"""Names 40 % longer than ours: the counter keeps its size, and what ends in an ellipsis is told whole."""

import pytest
from PySide6.QtWidgets import QApplication

from bkpsdm_desktop.screens.widgets.labels import ElidedLabel
from bkpsdm_desktop.services.counter_rows import CounterView
from tests.helpers.pseudo import lengthened
from tests.helpers.ticker import FakeTicker
from tests.screens.counter.conftest import Play
from tests.screens.counter.looks import cut
from tests.screens.counter.office import FakeOffice, morning
from tests.screens.counter.stage import Stage


class LongNames(FakeOffice):
    """The office of the story, with longer names of services, people and documents."""

    async def view(self) -> CounterView:
        return lengthened(await super().view())


def long_morning(ticker: FakeTicker) -> FakeOffice:
    return morning(ticker, LongNames)


def untold(window: Stage) -> list[str]:
    """Lines that end in an ellipsis and are nowhere to be read whole."""
    lines = window.window.findChildren(ElidedLabel)
    return [line.text for line in lines if line.isVisible() and line.elided and line.toolTip() != line.text]


@pytest.mark.parametrize("size", [(1280, 720), (1366, 768), (1920, 1080)], ids=lambda size: f"{size[0]}")
def test_ux_u66_with_names_40_percent_longer_the_counter_keeps_its_size_and_its_figures(
    play: Play, app: QApplication, size: tuple[int, int]
) -> None:
    faults: list[str] = []

    async def scene(at: Stage) -> None:
        for keys in ((), ("F2",), ("F4",), ("F6",), ("Esc", "F10"), ("Esc", "F1")):
            await at.press(*keys)
            app.sendPostedEvents()
            assert at.window.size().toTuple() == size
            found = [fault for fault in cut(at.window) if not fault.startswith("line elided")]
            faults.extend(f"{keys}: {fault}" for fault in (*found, *untold(at)))

    play(scene, make=long_morning, size=size)
    assert faults == []
