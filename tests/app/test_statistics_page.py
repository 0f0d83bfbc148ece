"""The page *Statistik* in a running office."""

from pathlib import Path

import pytest

from bkpsdm_desktop.screens.staff.pages import Page
from bkpsdm_desktop.screens.statistics.page import EMPTY, StatisticsPage
from tests.app.test_supervising import look
from tests.helpers.stations import Pc, key, live, pc_of_an_office, until

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def pc(tmp_path: Path) -> Pc:
    """On the embedded database."""
    return pc_of_an_office(tmp_path)


def test_a_supervisor_opens_the_statistics_by_key_and_leaves_there(pc: Pc) -> None:
    name = pc.add("meja")

    async def story() -> None:
        async with pc.running(name) as desk:
            board = await look(desk, "siti")
            assert desk.shell is not None
            await key(board, "Ctrl+3")
            page = desk.shell.widget_of(Page.STATISTICS)
            assert isinstance(page, StatisticsPage)
            assert desk.shell.page is Page.STATISTICS
            await until(lambda: page.statistics)
            assert page.chart_view.sentence == EMPTY
            page.leave_button.click()
            await until(lambda: desk.login is not None and desk.shell is None)

    live(story)
