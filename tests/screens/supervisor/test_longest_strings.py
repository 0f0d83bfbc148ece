"""Names that are 40 % longer than ours: the dashboard still fits without scrolling, and no figure is cut."""

import pytest
from PySide6.QtWidgets import QApplication

from bkpsdm_desktop.services.supervision_rows import Supervision
from tests.helpers.pseudo import lengthened
from tests.screens.supervisor.conftest import Play
from tests.screens.supervisor.stage import Stage
from tests.screens.supervisor.story import morning


def long_morning() -> Supervision:
    return lengthened(morning())


@pytest.mark.parametrize("size", [(1280, 720), (1366, 768), (1920, 1080)], ids=lambda size: f"{size[0]}")
def test_ux_u66_with_names_40_percent_longer_nothing_scrolls_and_no_figure_is_cut(
    play: Play, app: QApplication, size: tuple[int, int]
) -> None:
    async def scene(there: Stage) -> None:
        app.sendPostedEvents()
        page = there.page
        assert page.size().toTuple() == size
        assert page.area.verticalScrollBar().maximum() == 0
        assert page.area.horizontalScrollBar().maximum() == 0
        assert [button.cell.text for button in page.board.figures if button.cut] == []

    play(scene, shown=long_morning, size=size)
