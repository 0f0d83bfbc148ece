"""Reports as PDF: the same data makes the same bytes, every figure of the table stands in it."""

from dataclasses import replace

import pytest

from bkpsdm_desktop.documents.reports import drawable, pdf
from bkpsdm_desktop.domain.charting import draw_chart
from bkpsdm_desktop.domain.charts import ON_PAPER, Chart, ChartRow, axis_ticks
from bkpsdm_desktop.domain.reports import Report, ReportPart
from bkpsdm_desktop.domain.sheets import Sheet
from bkpsdm_desktop.domain.statistics import Grouping
from bkpsdm_desktop.services.statistics_report import report
from tests.helpers.paper import pages_of
from tests.screens.statistics.made_up import CLERKS, MONTH, YEAR, figures

OFFICE = "BKPSDM Kota Tangerang Selatan"


def test_the_same_figures_make_the_same_bytes() -> None:
    made = report(figures(MONTH), office=OFFICE)
    assert pdf(made) == pdf(made)


@pytest.mark.usefixtures("qapp")
def test_each_page_has_title_period_office_and_its_whole_table() -> None:
    shown = figures(YEAR)
    made = report(shown, office=OFFICE)
    pages = pages_of(pdf(made))
    assert len(pages) == len(made.parts)
    for page, part in zip(pages, made.parts, strict=True):
        assert part.chart.title in page
        assert f"Statistik antrean · {OFFICE} · 1 Jan–24 Nov 2026 · diperbarui 24 Nov 2026 pukul" in page
        for row in part.sheet.rows:
            assert str(row[0]) in page
        assert "Jumlah" in page


@pytest.mark.usefixtures("qapp")
def test_ux_u57_a_report_that_is_handed_on_names_no_clerk() -> None:
    made = report(figures(MONTH), office=OFFICE)
    text = "\n".join(pages_of(pdf(made)))
    assert not any(clerk in text for clerk in CLERKS)
    assert all(Grouping.CLERK.value not in part.sheet.head for part in made.parts)


@pytest.mark.usefixtures("qapp")
def test_a_table_that_is_longer_than_a_page_goes_on_on_the_next() -> None:
    rows = tuple((f"Layanan nomor {place:03}", place) for place in range(70))
    sheet = Sheet(title="Panjang", about=(), head=("Layanan", "Nomor"), rows=rows, total=("Jumlah", 2415))
    chart = Chart(title="Panjang", unit="nomor", names=("nomor",), rows=(ChartRow(label="a", values=(1,)),))
    made = Report(title="Statistik", about=(), parts=(ReportPart(chart=chart, sheet=sheet),))
    pages = pages_of(pdf(made))
    assert len(pages) == 3
    text = "\n".join(pages)
    assert all(str(row[0]) in text for row in rows)
    assert "halaman 3 dari 3" in pages[2]
    assert "2.415" in pages[2]


def test_what_the_font_lacks_is_a_question_mark_and_markup_is_text() -> None:
    assert drawable("Andi 陳 <b>&amp;\n") == "Andi ? <b>&amp; "


class _Notes:
    """A pen that notes what it is asked for."""

    def __init__(self) -> None:
        self.rects: list[tuple[float, float, float, float]] = []
        self.texts: list[tuple[float, float, str]] = []

    def width_of(self, text: str, *, strong: bool = False, size: float = 12) -> float:
        return len(text) * size * 0.5

    def text(
        self, x: float, y: float, text: str, colour: str, *, anchor: str, strong: bool, size: float
    ) -> None:
        self.texts.append((x, y, text))

    def line(self, x1: float, y1: float, x2: float, y2: float, colour: str, *, wide: float) -> None: ...

    def rect(self, x: float, y: float, width: float, height: float, fill: str, edge: str) -> None:
        self.rects.append((x, y, width, height))


@pytest.mark.parametrize("upright", [False, True])
def test_bars_are_as_long_as_their_values_from_zero(upright: bool) -> None:
    rows = tuple(ChartRow(label=str(value), values=(value,)) for value in (10.0, 20.0, 40.0))
    chart = Chart(title="t", unit="menit", names=("median",), rows=rows, upright=upright)
    pen = _Notes()
    draw_chart(pen, chart, 500, 300, ON_PAPER)
    lengths = [rect[3 if upright else 2] for rect in pen.rects[1:]]  # the first is the legend's
    starts = {round(rect[1 if upright else 0], 3) for rect in pen.rects[1:]}
    assert len(starts) == 1
    assert [round(length / lengths[0], 6) for length in lengths] == [1, 2, 4]
    assert all(0 <= x <= 500 and 0 <= y <= 300 for x, y, _ in pen.texts)


def test_stacked_bars_lie_one_after_the_other() -> None:
    chart = Chart(
        title="t",
        unit="nomor",
        names=("a", "b"),
        rows=(ChartRow(label="x", values=(3.0, 1.0)),),
        stacked=True,
    )
    pen = _Notes()
    draw_chart(pen, chart, 400, 200, ON_PAPER)
    first, second = pen.rects[2:]
    assert round(first[0] + first[2], 6) == round(second[0], 6)
    assert round(first[2] / second[2], 6) == 3
    assert "4" in {text for _, _, text in pen.texts}


def test_a_chart_without_rows_has_only_its_legend() -> None:
    pen = _Notes()
    draw_chart(pen, Chart(title="t", unit="menit", names=("a",), rows=()), 300, 200, ON_PAPER)
    assert len(pen.rects) == 1


def test_a_legend_that_is_too_wide_goes_on_in_the_next_line() -> None:
    names = ("Selesai", "Tidak hadir", "Batal", "Tidak terlayani", "Belum selesai")
    chart = Chart(title="t", unit="nomor", names=names, rows=(), stacked=True)
    wide, narrow = _Notes(), _Notes()
    draw_chart(wide, chart, 900, 200, ON_PAPER)
    draw_chart(narrow, chart, 220, 200, ON_PAPER)
    assert len({y for _, y, _ in wide.texts}) == 1
    assert len({y for _, y, _ in narrow.texts}) > 1
    assert all(x + narrow.width_of(text, size=11) <= 222 for x, _, text in narrow.texts)


@pytest.mark.parametrize(
    ("greatest", "ticks"),
    [
        (0, (0, 1)),
        (0.4, (0, 1)),
        (3, (0, 1, 2, 3)),
        (38, (0, 10, 20, 30, 40)),
        (1250, (0, 500, 1000, 1500)),
    ],
)
def test_ticks_are_round_and_begin_at_zero(greatest: float, ticks: tuple[float, ...]) -> None:
    assert axis_ticks(greatest) == ticks


def test_a_row_with_too_few_values_says_so_in_place_of_a_bar() -> None:
    row = ChartRow(label="x", values=(None, None), note="belum cukup data")
    chart = Chart(title="t", unit="menit", names=("median", "p90"), rows=(row,))
    pen = _Notes()
    draw_chart(pen, chart, 400, 200, ON_PAPER)
    assert len(pen.rects) == 1
    assert "belum cukup data" in {text for _, _, text in pen.texts}
    assert replace(chart, upright=True).greatest == 0
