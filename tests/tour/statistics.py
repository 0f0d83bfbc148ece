"""Pictures of the page *Statistik*: each way of splitting, each measure, and it without figures."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass

import shiboken6
from PySide6.QtWidgets import QApplication, QWidget

from bkpsdm_desktop.domain.statistics import Grouping, Period
from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.statistics.choices import GROUPINGS, MEASURES, SPANS, Span
from bkpsdm_desktop.services.statistics import Statistics
from bkpsdm_desktop.services.statistics_report import Measure
from tests.helpers.recount import recounted
from tests.helpers.ticker import MORNING
from tests.screens.statistics.made_up import figures
from tests.screens.statistics.stage import FakeStatistics, Stage, stage

Play = Callable[[Stage], Awaitable[None]]


def chosen(span: Span, grouping: Grouping, measure: Measure) -> Play:
    async def scene(there: Stage) -> None:
        await there.choose(
            period=SPANS.index(span), grouping=GROUPINGS.index(grouping), measure=MEASURES.index(measure)
        )

    return scene


async def saved(there: Stage) -> None:
    await there.choose(period=SPANS.index(Span.MONTH))
    there.page.save_button.click()
    await there.settle()


async def refused(there: Stage) -> None:
    await there.choose(period=SPANS.index(Span.RANGE))
    there.acts.refusal = "Tanggal akhir mendahului tanggal awal. Tukar kedua tanggal itu."
    there.page.period_bar.show_button.click()
    await there.settle()


async def loading(there: Stage) -> None:
    there.acts.gate = asyncio.Event()
    there.page.read_now()
    await there.settle()
    there.ticker.advance(0.4)


async def first_loading(there: Stage) -> None:
    there.ticker.advance(0.4)


def nothing(period: Period) -> Statistics:
    return recounted([], period=period, at=MORNING)


def few(period: Period) -> Statistics:
    return figures(period, visits_a_day=14)


@dataclass(frozen=True)
class Scene:
    """A state worth a picture."""

    name: str
    play: Play
    shown: Callable[[Period], Statistics] = figures
    dark: bool = False
    held: bool = False


_YEAR = Span.YEAR
SCENES = (
    Scene("statistik-layanan", chosen(Span.MONTH, Grouping.SERVICE, Measure.WAIT)),
    Scene("statistik-kunjungan", chosen(Span.MONTH, Grouping.SERVICE, Measure.VISITS)),
    Scene("statistik-jam", chosen(_YEAR, Grouping.HOUR, Measure.WAIT)),
    Scene("statistik-bulan", chosen(_YEAR, Grouping.MONTH, Measure.VISITS)),
    Scene("statistik-hari", chosen(_YEAR, Grouping.DAY, Measure.SERVICE)),
    Scene("statistik-petugas", chosen(Span.MONTH, Grouping.CLERK, Measure.SERVICE)),
    Scene("statistik-prioritas", chosen(Span.MONTH, Grouping.PRIORITY, Measure.WHOLE)),
    Scene("statistik-sedikit", chosen(Span.TODAY, Grouping.SERVICE, Measure.WAIT), few),
    Scene("statistik-kosong", chosen(Span.TODAY, Grouping.SERVICE, Measure.VISITS), nothing),
    Scene("statistik-memuat", loading),
    Scene("statistik-memuat-awal", first_loading, held=True),
    Scene("statistik-tersimpan", saved),
    Scene("statistik-ditolak", refused),
    Scene("statistik-gelap", chosen(Span.MONTH, Grouping.SERVICE, Measure.VISITS), dark=True),
)


async def _play(scene: Scene, size: tuple[int, int]) -> Stage:
    gate = asyncio.Event() if scene.held else None
    there = stage(acts=FakeStatistics(shown=scene.shown, gate=gate))
    there.page.resize(*size)
    there.page.show()
    await there.settle()
    await scene.play(there)
    return there


def pictures(size: tuple[int, int]) -> Iterator[tuple[str, QWidget]]:
    """Each state by name; its window closes when the next is asked for. Needs a dressed application."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    loop = asyncio.new_event_loop()
    try:
        for scene in SCENES:
            theme.apply(app, theme.dark() if scene.dark else theme.light())
            there = loop.run_until_complete(_play(scene, size))
            yield scene.name, there.page
            there.page.close()
            loop.run_until_complete(there.settle())
            shiboken6.delete(there.page)
        theme.apply(app, theme.light())
    finally:
        loop.close()
