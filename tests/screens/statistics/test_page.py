"""The page *Statistik*: what it shows, by keys alone, without a database."""

import asyncio
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot

from bkpsdm_desktop.domain.charts import axis_ticks
from bkpsdm_desktop.domain.statistics import ENOUGH, Grouping, Period
from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.statistics.choices import GROUPINGS, MEASURES, SPANS, Span
from bkpsdm_desktop.screens.statistics.page import EMPTY, LOADING, NO_CHART
from bkpsdm_desktop.screens.widgets import painting
from bkpsdm_desktop.screens.widgets.buttons import VerbButton
from bkpsdm_desktop.screens.widgets.labels import ElidedLabel
from bkpsdm_desktop.services.statistics import Statistics
from bkpsdm_desktop.services.statistics_files import FileKind
from bkpsdm_desktop.services.statistics_report import Measure
from tests.helpers.recount import recounted
from tests.helpers.ticker import MORNING
from tests.screens.statistics.conftest import Play
from tests.screens.statistics.made_up import CLERKS, DAY, MONTH, TODAY, YEAR, figures
from tests.screens.statistics.stage import FakeStatistics, Stage

_SIZES = ((1093, 614), (1280, 720), (1366, 768), (1920, 1080))


def of(span: Span) -> int:
    return SPANS.index(span)


def by(grouping: Grouping, measure: Measure) -> dict[str, int]:
    return {"grouping": GROUPINGS.index(grouping), "measure": MEASURES.index(measure)}


def said(there: Stage) -> list[str]:
    """All words of the page's labels."""
    plain = [label.text() for label in there.page.findChildren(QLabel) if label.isVisible()]
    return plain + [label.text for label in there.page.findChildren(ElidedLabel) if label.isVisible()]


def few(period: Period) -> Statistics:
    return figures(period, visits_a_day=2)


def nothing(period: Period) -> Statistics:
    return recounted([], period=period, at=MORNING)


def test_the_first_page_is_that_of_today(play: Play) -> None:
    async def scene(there: Stage) -> None:
        assert there.acts.read == [DAY]
        assert there.page.statistics is not None
        assert there.page.summary.figures[0].value == str(there.page.statistics.total.issued)

    play(scene)


@pytest.mark.parametrize(
    ("span", "first"),
    [
        (Span.WEEK, TODAY - timedelta(days=6)),
        (Span.MONTH, date(2026, 11, 1)),
        (Span.YEAR, date(2026, 1, 1)),
    ],
)
def test_a_period_ends_today(play: Play, span: Span, first: date) -> None:
    async def scene(there: Stage) -> None:
        await there.choose(period=of(span))
        assert there.acts.read[-1] == Period(first=first, last=TODAY)

    play(scene)


def test_a_range_is_read_when_it_is_asked_for(play: Play) -> None:
    async def scene(there: Stage) -> None:
        bar = there.page.period_bar
        assert not bar.first.isVisible()
        await there.choose(period=of(Span.RANGE))
        assert bar.first.isVisible()
        assert len(there.acts.read) == 1
        bar.first.setDate(bar.first.date().addMonths(-2))
        bar.show_button.click()
        await there.settle()
        assert there.acts.read[-1] == Period(first=date(2026, 9, 1), last=TODAY)

    play(scene)


def test_a_range_that_is_refused_says_why_and_what_was_shown_stays(play: Play) -> None:
    async def scene(there: Stage) -> None:
        shown = there.page.statistics
        await there.choose(period=of(Span.RANGE))
        there.acts.refusal = "Tanggal akhir mendahului tanggal awal. Tukar kedua tanggal itu."
        there.page.period_bar.show_button.click()
        await there.settle()
        assert there.refusal == "Tanggal akhir mendahului tanggal awal. Tukar kedua tanggal itu."
        assert there.page.statistics is shown
        assert there.page.table.rows

    play(scene)


@pytest.mark.parametrize("grouping", list(Grouping))
@pytest.mark.parametrize("measure", list(Measure))
def test_ux_u55_chart_and_table_say_the_same_and_the_parts_add_up(
    play: Play, grouping: Grouping, measure: Measure
) -> None:
    async def scene(there: Stage) -> None:
        await there.choose(period=of(Span.MONTH), **by(grouping, measure))
        sheet, chart = there.page.table.sheet, there.page.chart_view.chart
        assert sheet is not None
        numbers = range(1, len(sheet.head)) if measure is Measure.VISITS else (1,)
        for place in numbers:
            assert sum(row[place] or 0 for row in sheet.rows) == sheet.total[place]  # type: ignore[misc]
        if grouping is Grouping.CLERK:
            assert chart is None
            return
        assert chart is not None
        assert len(chart.rows) == len(sheet.rows)
        for drawn, row in zip(chart.rows, sheet.rows, strict=True):
            assert [*drawn.values] == [*row[2:]] if measure is not Measure.VISITS else True
            if measure is Measure.VISITS:
                assert sum(value or 0 for value in drawn.values) == row[1]

    play(scene)


def test_every_axis_starts_at_zero_and_reaches_beyond_the_greatest(play: Play) -> None:
    async def scene(there: Stage) -> None:
        for grouping in Grouping:
            for measure in Measure:
                await there.choose(**by(grouping, measure))
                chart = there.page.chart_view.chart
                if chart is None:
                    continue
                ticks = axis_ticks(chart.greatest)
                assert ticks[0] == 0
                assert ticks[-1] >= chart.greatest

    play(scene)


def test_ux_u56_figures_have_unit_period_and_when_they_were_read(play: Play) -> None:
    async def scene(there: Stage) -> None:
        await there.choose(period=of(Span.MONTH), **by(Grouping.SERVICE, Measure.WAIT))
        page = there.page
        words = said(there)
        assert "Ringkasan 1 Nov–24 Nov 2026" in words
        assert page.chart_view.chart is not None
        assert page.chart_view.chart.unit == "menit"
        assert page.table.sheet is not None
        assert page.table.sheet.head[2] == "Median (menit)"
        assert words.count("diperbarui 09.41.00 WIB") == 2  # beside the table, and in the status line

    play(scene)


def test_ux_u57_clerks_stand_by_name_and_have_no_chart(play: Play) -> None:
    async def scene(there: Stage) -> None:
        await there.choose(period=of(Span.MONTH), **by(Grouping.CLERK, Measure.SERVICE))
        names = [row[0] for row in there.page.table.rows[:-1]]
        assert [name for name in names if name in CLERKS] == sorted(CLERKS)
        assert there.page.chart_view.chart is None
        assert there.page.chart_view.sentence == NO_CHART
        assert not there.page.table.view.isSortingEnabled()

    play(scene)


def test_ux_u57_below_ten_values_there_is_no_median_and_no_share(play: Play) -> None:
    async def scene(there: Stage) -> None:
        await there.choose(**by(Grouping.SERVICE, Measure.WAIT))
        shown = there.page.statistics
        assert shown is not None
        assert 0 < shown.total.issued < ENOUGH
        assert all(row[2:] == ("–", "–") for row in there.page.table.rows)
        chart = there.page.chart_view.chart
        assert chart is not None
        assert {row.note for row in chart.rows} == {"belum cukup data"}
        assert not any("%" in figure.value for figure in there.page.summary.figures)

    play(scene, acts=FakeStatistics(shown=few))


def test_a_period_without_numbers_says_so(play: Play) -> None:
    async def scene(there: Stage) -> None:
        assert there.page.chart_view.sentence == EMPTY
        assert there.page.table.view.sentence == EMPTY
        assert there.page.table.rows == ()
        assert [figure.value for figure in there.page.summary.figures] == ["0", "0", "0", "0", "–", "–"]

    play(scene, acts=FakeStatistics(shown=nothing))


def test_while_it_reads_the_old_figures_stay_and_after_a_moment_it_says_so(play: Play) -> None:
    async def scene(there: Stage) -> None:
        there.acts.gate = asyncio.Event()
        await there.choose(period=of(Span.YEAR))
        rows = there.page.table.rows
        assert rows
        there.ticker.advance(0.4)
        assert f"{LOADING} 1 Jan–24 Nov 2026" in said(there)
        assert there.page.table.rows == rows
        there.acts.gate.set()
        await there.settle()
        assert f"{LOADING} 1 Jan–24 Nov 2026" not in said(there)

    play(scene)


def test_the_last_choice_made_while_it_reads_is_what_is_shown(play: Play) -> None:
    async def scene(there: Stage) -> None:
        there.acts.gate = asyncio.Event()
        for span in (Span.YEAR, Span.WEEK, Span.MONTH):
            await there.choose(period=of(span))
        there.acts.gate.set()
        await there.settle()
        assert there.acts.read == [DAY, YEAR, MONTH]
        assert there.page.statistics is not None
        assert there.page.statistics.period == MONTH

    play(scene)


def test_a_range_that_is_asked_for_while_it_reads_is_read_after_it(play: Play) -> None:
    async def scene(there: Stage) -> None:
        there.acts.gate = asyncio.Event()
        await there.choose(period=of(Span.YEAR))
        await there.choose(period=of(Span.RANGE))
        there.page.period_bar.show_button.click()
        there.acts.gate.set()
        await there.settle()
        assert there.acts.read == [DAY, YEAR, MONTH]  # which is what the two dates begin with
        assert there.page.statistics is not None
        assert there.page.statistics.period == MONTH

    play(scene)


def test_a_range_whose_dates_are_still_being_chosen_is_not_read(play: Play) -> None:
    async def scene(there: Stage) -> None:
        there.acts.gate = asyncio.Event()
        for span in (Span.YEAR, Span.WEEK, Span.RANGE):
            await there.choose(period=of(span))
        there.acts.gate.set()
        await there.settle()
        assert [period.days for period in there.acts.read] == [1, YEAR.days, 7]

    play(scene)


@pytest.mark.parametrize(
    ("keys", "kind"), [("Ctrl+Return", FileKind.XLSX), ("Alt+C", FileKind.CSV), ("Alt+D", FileKind.PDF)]
)
def test_keys_save_what_is_shown_and_the_status_line_says_where(
    play: Play, keys: str, kind: FileKind
) -> None:
    async def scene(there: Stage) -> None:
        await there.press(keys)
        assert there.acts.saved == [(kind, DAY)]
        name = f"statistik-antrean-2026-11-24{kind.ending}"
        assert there.page.status.message == f"Tersimpan: Dokumen/Statistik antrean/{name}"

    play(scene)


def test_nothing_can_be_saved_before_something_is_shown(play: Play) -> None:
    async def scene(there: Stage) -> None:
        await there.press("Ctrl+Return")
        assert there.acts.saved == []
        assert there.page.status.message == "Angka belum dimuat."

    play(scene, acts=FakeStatistics(gate=asyncio.Event()))


def test_f5_reads_anew_and_so_does_a_page_that_was_away_for_a_minute(play: Play) -> None:
    async def scene(there: Stage) -> None:
        await there.press("F5")
        assert len(there.acts.read) == 2
        there.ticker.advance(30)
        there.page.hide()
        there.page.show()
        await there.settle()
        assert len(there.acts.read) == 2
        there.ticker.advance(31)
        there.page.hide()
        there.page.show()
        await there.settle()
        assert len(there.acts.read) == 3

    play(scene)


def test_everything_is_chosen_with_keys_alone(play: Play, qtbot: QtBot) -> None:
    async def scene(there: Stage) -> None:
        page = there.page
        choices = (("Alt+P", page.period_bar.spans), ("Alt+M", page.groupings), ("Alt+U", page.measures))
        for letter, choice in choices:
            # Qt clicks what an arrow key leads to a moment later.
            with qtbot.waitSignal(choice.picked):
                await there.press(letter, "Right")
            assert choice.place == 1
        await there.settle()
        assert page.table.sheet is not None
        assert page.table.sheet.title == "Waktu tunggu menurut jam"
        assert page.statistics is not None
        assert page.statistics.period.days == 7

    play(scene)


@pytest.mark.parametrize("size", _SIZES)
def test_ux_u22_no_text_of_the_page_is_cut(play: Play, size: tuple[int, int]) -> None:
    async def scene(there: Stage) -> None:
        await there.choose(period=of(Span.RANGE))
        for field in (there.page.period_bar.first, there.page.period_bar.last):
            inside = field.lineEdit()
            assert inside.width() >= painting.width_of(inside.text(), inside.font()) + 4
        for measure in Measure:
            await there.choose(**by(Grouping.MONTH, measure))
            for button in there.page.findChildren(QToolButton):
                if button.isVisible():
                    assert button.width() >= button.sizeHint().width(), (button.text(), measure)
            for verb in there.page.findChildren(VerbButton):
                if verb.isVisible():
                    assert verb.width() >= verb.minimumSizeHint().width(), verb.verb
            view = there.page.table.view
            for column in range(1, view.model().columnCount()):
                header = view.horizontalHeader()
                words = str(view.model().headerData(column, Qt.Orientation.Horizontal))
                needs = painting.width_of(words, theme.font(12, 600)) + 16  # 8 at each side, of the style
                assert header.sectionSize(column) >= needs, (words, measure)

    play(scene, size=size)
