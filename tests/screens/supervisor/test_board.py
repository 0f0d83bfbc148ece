"""The supervisor's screen as a whole: it fits, adds up, opens, and says when and of what its figures are."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from bkpsdm_desktop.domain.statistics import ENOUGH
from bkpsdm_desktop.domain.ticket import State
from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.supervisor.figures import FigureButton
from bkpsdm_desktop.screens.supervisor.panel_rows import AtCounter, Facts, OneTicket
from bkpsdm_desktop.services.supervision_rows import Figure, Of, Spread, Supervision
from tests.helpers.pictures import drawn_text
from tests.screens.counter.office_parts import alarm_at
from tests.screens.staff.test_frame import FakeAlarms
from tests.screens.supervisor.conftest import Play
from tests.screens.supervisor.stage import Stage
from tests.screens.supervisor.story import NOW, morning

SIZES = [(1280, 720), (1366, 768), (1600, 900), (1920, 1080)]
COUNTED = frozenset(Of) - {Of.LONGEST, Of.WAITS, Of.SERVICES}


def number_of(button: FigureButton) -> int:
    """The first number that a figure says."""
    found = re.search(r"\d+", button.cell.text)
    assert found, button.cell.text
    return int(found.group())


@pytest.mark.parametrize("size", SIZES)
def test_ux_u53_nothing_scrolls_and_nothing_is_cut(play: Play, size: tuple[int, int]) -> None:
    async def scene(there: Stage) -> None:
        page = there.page
        assert page.area.verticalScrollBar().maximum() == 0
        assert page.area.horizontalScrollBar().maximum() == 0
        assert page.board.cut() == []
        assert [button.cell.text for button in page.board.figures if button.cut] == []
        assert not page.advice.reason.elided
        for panel in page.board.panels:
            inside = panel.rect()
            for button in panel.findChildren(FigureButton):
                corner = button.mapTo(panel, button.rect().bottomRight())
                assert not button.isVisible() or inside.contains(corner), (
                    panel.accessibleName(),
                    button.cell,
                )

    play(scene, size=size)


@pytest.mark.parametrize("size", SIZES[:2])
def test_ux_u53_every_row_lies_inside_its_panel(play: Play, size: tuple[int, int]) -> None:
    async def scene(there: Stage) -> None:
        board = there.page.board
        for panel in (board.waiting, board.counters, board.health, board.today, board.attention):
            foot = panel.table.mapTo(panel, panel.table.rect().bottomLeft()).y()
            assert foot < panel.height(), panel.accessibleName()
        sums = board.today.sum
        assert sums.mapTo(board.today, sums.rect().bottomLeft()).y() < board.today.height()

    play(scene, size=size)


@pytest.mark.parametrize("size", SIZES[:2])
@pytest.mark.parametrize("what", ["link", "question", "undo", "refusal"])
def test_ux_u53_with_a_message_beside_it_everything_still_fits(
    play: Play, size: tuple[int, int], what: str
) -> None:
    async def scene(there: Stage) -> None:
        page = there.page
        messages: dict[str, Callable[[], None]] = {
            "link": lambda: there.feed.link(False),
            "question": page.ask_close_day,
            "undo": lambda: page.slot.undo.show_act("C010 dipindahkan"),
            "refusal": lambda: page.refuse("Loket ini sudah tutup."),
        }
        messages[what]()
        for _ in range(3):
            QApplication.sendPostedEvents()
            await there.settle()
        page.grab()
        assert page.area.verticalScrollBar().maximum() == 0
        assert page.area.horizontalScrollBar().maximum() == 0
        for panel in (page.board.waiting, page.board.counters, page.board.health, page.board.today):
            last = panel.table.mapTo(panel, panel.table.rect().bottomLeft()).y()
            assert last < panel.height(), panel.accessibleName()
        assert page.board.cut() == []

    play(scene, size=size)


def test_ux_u54_every_figure_opens_the_list_behind_it(play: Play) -> None:
    async def scene(there: Stage) -> None:
        page, seen = there.page, 0
        for button in page.board.figures:
            opens = button.cell.opens
            button.click()
            await there.settle()
            if isinstance(opens, Figure):
                assert page.tickets.isVisible()
                if opens.of in COUNTED:
                    assert len(page.tickets.shown) == number_of(button), button.cell
                elif opens.of is Of.LONGEST:
                    assert len(page.tickets.shown) == 1
                else:
                    assert page.view is not None
                    spread = page.view.waits if opens.of is Of.WAITS else page.view.services
                    assert opens.groups or len(page.tickets.shown) == spread.count
            elif isinstance(opens, AtCounter):
                assert page.counter.isVisible()
            elif isinstance(opens, OneTicket):
                assert page.tickets.history.isVisible()
            else:
                assert isinstance(opens, Facts)
                assert page.facts.isVisible()
                assert page.facts.model.rows
            page.close_sheets()
            seen += 1
        assert seen > 60

    play(scene)


def test_ux_u54_tab_and_enter_are_enough(play: Play) -> None:
    async def scene(there: Stage) -> None:
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        page = there.page
        wanted = list(page.board.figures)
        wanted[0].setFocus()
        reached = []
        for _ in range(len(wanted) + 4):
            holder = page.focusWidget()
            if isinstance(holder, FigureButton) and holder not in reached:
                reached.append(holder)
            QTest.keyClick(holder, Qt.Key.Key_Tab)
        assert set(reached) == set(wanted)
        first = wanted[0]
        first.setFocus()
        QTest.keyClick(first, Qt.Key.Key_Return)
        await there.settle()
        assert page.tickets.isVisible()
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Escape)
        assert not page.tickets.isVisible()
        assert page.focusWidget() is first

    play(scene)


def test_ux_u55_the_parts_on_the_screen_add_up(play: Play) -> None:
    async def scene(there: Stage) -> None:
        board = there.page.board
        total, *parts = [number_of(button) for button in board.today.sum.figures]
        assert total == sum(parts) == 80
        assert board.today.sum.words.startswith("80 nomor = 47 selesai + 24 menunggu")
        people = [int(row[1].text) for row in board.waiting.table.rows]
        assert people[-1] == sum(people[:-1]) == 24
        hours = [number_of(button) for button in board.hours.chart.figures]
        assert sum(hours) == 47

    play(scene)


def test_ux_u56_figures_have_unit_and_period_and_say_how_old_they_are(play: Play) -> None:
    async def scene(there: Stage) -> None:
        page = there.page
        drawn = drawn_text(page)
        labels = [label.text() for label in page.status.findChildren(QLabel)]
        assert "diperbarui 10.20.10 WIB" in labels
        assert "sampai 10.20 WIB · 80 nomor diambil" in drawn
        for period in ("sekarang", "hari ini", "orang, hari ini"):
            assert period in drawn
        for row in page.board.today.table.rows:
            assert re.search(r"orang|mnt|%", row[1].text), row[1]
        page.open_behind(Figure(Of.WAITING))
        assert page.tickets.note.text() == "24 nomor · diperbarui 10.20.10 WIB"

    play(scene)


def few(view: Supervision) -> Supervision:
    """The same morning after nine visits."""
    kept = [ticket for ticket in view.tickets if ticket.state is State.FINISHED][: ENOUGH - 1]
    nothing = Spread(count=len(kept), median=None, p90=None)
    return replace(view, tickets=tuple(kept), waits=nothing, services=nothing)


def test_ux_u57_below_ten_values_there_is_no_mean(play: Play) -> None:
    async def scene(there: Stage) -> None:
        rows = {row[0].text: row for row in there.page.board.today.table.rows}
        for name in ("Tunggu, median", "Tunggu, p90", "Layanan, median", "Layanan, p90"):
            assert rows[name][1].text == "belum cukup data"
            badge = rows[name][3].badge
            assert badge is not None
            assert badge.word == "Belum cukup"
        assert there.page.board.cut() == []

    play(scene, shown=lambda: few(morning()))


def test_ux_u57_no_clerk_is_measured(play: Play) -> None:
    """Names stand where somebody works now, in the order of the counters, beside no figure of performance."""

    async def scene(there: Stage) -> None:
        page = there.page
        assert page.view is not None
        names = {line.clerk for line in page.view.counters if line.clerk}
        for panel in (page.board.today, page.board.attention, page.board.waiting, page.board.health):
            said = " ".join(cell.text + cell.name for row in panel.table.rows for cell in row)
            assert not any(name in said for name in names)
        numbers = [int(row[0].text) for row in page.board.counters.table.rows]
        assert numbers == sorted(numbers)

    play(scene)


def test_ux_u58_one_thing_to_do_with_its_figures_and_ctrl_enter_does_it(play: Play) -> None:
    async def scene(there: Stage) -> None:
        page = there.page
        assert page.advice.fact == "Saran: buka Loket 6 untuk Cuti."
        assert "38 menit" in page.advice.reason.text
        page.advice.sums_action.trigger()
        assert [line.words for line in page.facts.model.rows] == list(morning().advice.sums)
        page.close_sheets()
        page.advice.do_action.trigger()
        await there.settle()
        line = morning().counters[5]
        assert there.acts.asked == [("open_counter", (line.id, morning().advice.person))]
        assert page.status.message == "Loket 6 dibuka."

    play(scene)


@pytest.mark.parametrize("name", ["light", "dark"])
def test_ux_u23_the_board_follows_the_theme(play: Play, app: QApplication, name: str) -> None:
    theme.apply(app, theme.dark() if name == "dark" else theme.light())

    async def scene(there: Stage) -> None:
        picture = there.page.board.waiting.grab().toImage()
        ground = picture.pixelColor(20, picture.height() - 12).name()
        assert ground == theme.current().surface.lower()

    play(scene)


def test_ux_u21_a_wait_turns_amber_at_80_percent_and_red_after_the_limit(play: Play) -> None:
    async def scene(there: Stage) -> None:
        from bkpsdm_desktop.screens.widgets.state import State as Look

        waits = {row[0].text[0]: row[2] for row in there.page.board.waiting.table.rows}
        assert (waits["A"].state, waits["A"].icon) == (Look.NEUTRAL, "")
        assert (waits["K"].state, waits["K"].icon) == (Look.WARN, "clock")
        assert (waits["C"].state, waits["C"].icon) == (Look.BAD, "warning")
        assert there.page.board.waiting.badge.word == "1 lewat 45 mnt"
        there.ticker.advance(9 * 60)
        waits = {row[0].text[0]: row[2] for row in there.page.board.waiting.table.rows}
        assert waits["K"].state is Look.BAD
        await there.settle()

    play(scene)


def test_the_snapshot_is_read_again_by_itself_and_at_most_once_a_second(play: Play) -> None:
    async def scene(there: Stage) -> None:
        reads = []

        def shown() -> Supervision:
            reads.append(there.ticker.now())
            return replace(morning(), now=there.ticker.now())

        there.acts.shown = shown
        there.page.read_now()
        await there.settle()
        for _ in range(5):
            there.feed.change()
        await there.settle()
        assert len(reads) == 1
        there.ticker.advance(1)
        await there.settle()
        assert len(reads) == 2
        there.ticker.advance(14)
        await there.settle()
        assert len(reads) == 2
        there.ticker.advance(2)
        await there.settle()
        assert len(reads) == 3
        assert reads[0] == NOW
        assert reads[-1] - reads[0] <= timedelta(seconds=17)

    play(scene)


def test_ux_u53_an_emergency_above_it_leaves_the_dashboard_whole(play: Play) -> None:
    async def scene(there: Stage) -> None:
        page = there.page
        page.watch_alarms(FakeAlarms((alarm_at(5, "Siti Misalnya", NOW),)))
        await there.settle()
        page.grab()
        assert page.alarms is not None
        assert page.alarms.bar.isVisible()
        assert page.area.verticalScrollBar().maximum() == 0
        assert page.board.cut() == []

    for size in SIZES[:2]:
        play(scene, size=size)
