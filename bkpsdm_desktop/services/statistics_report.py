"""Statistics as charts, tables, workbook and report: which figures stand where, and in which unit.

Nothing here reads the database. Clerks stand in the order of their names and have no chart: a picture of
named people beside one another is a ranking, whatever its order (ux.md U57).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bkpsdm_desktop.domain.charts import Chart, ChartRow
from bkpsdm_desktop.domain.indonesian import clock, short_date
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.reports import Report, ReportPart
from bkpsdm_desktop.domain.sheets import Cell, Sheet
from bkpsdm_desktop.domain.statistics import ENOUGH, Grouping, Period, Times
from bkpsdm_desktop.services.statistics import Line, Statistics

FEW = "belum cukup data"
FEW_NOTE = f"Tanda – : kurang dari {ENOUGH} nilai, median dan p90 belum berarti."
_DAYS_ON_PAPER = 31
_IN_TIME = (Grouping.HOUR, Grouping.DAY, Grouping.MONTH)


class Measure(StrEnum):
    """What is counted or timed. The value is how the screen names it."""

    VISITS = "Kunjungan"
    WAIT = "Waktu tunggu"
    SERVICE = "Waktu layanan"
    WHOLE = "Waktu keseluruhan"


@dataclass(frozen=True, slots=True)
class _Timed:
    """How the times of a line are found, what a value is called, and what is said below its table."""

    of: Callable[[Line], Times]
    counted: str
    about: str


_TIMED = {
    Measure.WAIT: _Timed(
        lambda line: line.wait,
        "Penantian",
        "Dari mengambil nomor (atau dipindahkan) sampai panggilan yang membawanya ke loket.",
    ),
    Measure.SERVICE: _Timed(
        lambda line: line.service, "Pelayanan", "Lama dilayani di loket; waktu ditunda tidak dihitung."
    ),
    Measure.WHOLE: _Timed(
        lambda line: line.whole, "Kunjungan selesai", "Dari mengambil nomor sampai selesai dilayani."
    ),
}

_COUNTS: tuple[tuple[str, Callable[[Line], int]], ...] = (
    ("Selesai", lambda line: line.finished),
    ("Tidak hadir", lambda line: line.no_show),
    ("Batal", lambda line: line.cancelled),
    ("Tidak terlayani", lambda line: line.unserved),
    ("Belum selesai", lambda line: line.open),
)
VISITS_NOTE = "Setiap nomor yang diambil berakhir dengan tepat satu cara; jumlahnya sama dengan nomor."


# --- words -----------------------------------------------------------------------------------------


def period_words(period: Period) -> str:
    """``24 Nov 2026``, or ``1 Jan–24 Nov 2026``."""
    if period.first == period.last:
        return short_date(period.last)
    first = short_date(period.first)
    if period.first.year == period.last.year:
        first = first.removesuffix(f" {period.first.year}")
    return f"{first}–{short_date(period.last)}"


def read_words(statistics: Statistics) -> str:
    """``diperbarui 24 Nov 2026 pukul 10.20.10 WIB``, for paper and files, which live longer than a day."""
    at = statistics.computed_at
    return f"diperbarui {short_date(business_day(at))} pukul {clock(at, seconds=True)} WIB"


def about(statistics: Statistics, office: str) -> tuple[str, ...]:
    """Whose figures these are, of when, and when they were read."""
    return (office, period_words(statistics.period), read_words(statistics))


def minutes(span: timedelta | None) -> float | None:
    """Seconds as minutes with one decimal; no value stays none."""
    return None if span is None else round(span.total_seconds() / 60, 1)


# --- charts and tables -----------------------------------------------------------------------------


def title(grouping: Grouping, measure: Measure) -> str:
    """``Waktu tunggu menurut layanan``."""
    return f"{measure.value} menurut {grouping.value.lower()}"


def has_chart(grouping: Grouping) -> bool:
    """Whether there is a chart: not of named clerks."""
    return grouping is not Grouping.CLERK


def chart(statistics: Statistics, grouping: Grouping, measure: Measure) -> Chart:
    """The chart of a grouping. Raises ``ValueError`` for clerks, who have none."""
    if not has_chart(grouping):
        raise ValueError(f"no chart by {grouping.name}")
    lines, upright = statistics.by[grouping], grouping in _IN_TIME
    if measure is Measure.VISITS:
        rows = tuple(
            ChartRow(label=_mark(grouping, line), values=tuple(float(of(line)) for _, of in _COUNTS))
            for line in lines
        )
        names = tuple(name for name, _ in _COUNTS)
        unit = "nomor"
    else:
        timed = _TIMED[measure]
        rows = tuple(_timed_row(_mark(grouping, line), timed.of(line)) for line in lines)
        names, unit = ("median", "p90 (9 dari 10 lebih singkat)"), "menit"
    return Chart(
        title=title(grouping, measure),
        unit=unit,
        names=names,
        rows=rows,
        stacked=measure is Measure.VISITS,
        upright=upright,
    )


def _timed_row(label: str, of: Times) -> ChartRow:
    if of.median is None:
        return ChartRow(label=label, values=(None, None), note=FEW)
    return ChartRow(label=label, values=(minutes(of.median), minutes(of.p90)))


def _mark(grouping: Grouping, line: Line) -> str:
    """The label on the axis, short where many stand beside each other."""
    if grouping is Grouping.HOUR:
        return line.key
    if grouping is Grouping.DAY:
        day = date.fromisoformat(line.key)
        return short_date(day).removesuffix(f" {day.year}")
    if grouping is Grouping.MONTH:
        year, month = line.key.split("-")
        return short_date(date(int(year), int(month), 1)).removeprefix("1 ")
    return line.label


def table(statistics: Statistics, grouping: Grouping, measure: Measure) -> Sheet:
    """The table beside the chart: the same figures, and the sum of the parts."""
    if measure is Measure.VISITS:
        return _sheet(
            statistics,
            grouping,
            title(grouping, measure),
            ("Nomor", *(name for name, _ in _COUNTS)),
            _count_cells,
            (VISITS_NOTE,),
        )
    timed = _TIMED[measure]
    return _sheet(
        statistics,
        grouping,
        title(grouping, measure),
        (timed.counted, "Median (menit)", "p90 (menit)"),
        lambda line: _timed_cells(timed.of(line)),
        (timed.about, FEW_NOTE),
    )


def _sheet(
    statistics: Statistics,
    grouping: Grouping,
    name: str,
    head: tuple[str, ...],
    cells: Callable[[Line], tuple[Cell, ...]],
    notes: tuple[str, ...],
) -> Sheet:
    total = statistics.total
    return Sheet(
        title=name,
        about=notes,
        head=(grouping.value, *head),
        rows=tuple((line.label, *cells(line)) for line in statistics.by[grouping]),
        total=(total.label, *cells(total)),
    )


def _count_cells(line: Line) -> tuple[Cell, ...]:
    return (line.issued, *(of(line) for _, of in _COUNTS))


def _timed_cells(of: Times) -> tuple[Cell, ...]:
    return (of.n, minutes(of.median), minutes(of.p90))


# --- files -----------------------------------------------------------------------------------------


def workbook(statistics: Statistics, *, office: str) -> tuple[Sheet, ...]:
    """All figures, a page for each grouping."""
    head = ["Nomor", *(name for name, _ in _COUNTS)]
    for measure, timed in _TIMED.items():
        head += [timed.counted, f"{measure.value}: median (menit)", f"{measure.value}: p90 (menit)"]
    notes = (*about(statistics, office), FEW_NOTE.replace("Tanda –", "Sel kosong"))
    return tuple(
        _sheet(statistics, grouping, grouping.value, tuple(head), _all_cells, notes) for grouping in Grouping
    )


def _all_cells(line: Line) -> tuple[Cell, ...]:
    times = [_timed_cells(timed.of(line)) for timed in _TIMED.values()]
    return (*_count_cells(line), *(cell for cells in times for cell in cells))


def flat(statistics: Statistics) -> Sheet:
    """All figures in one table for other programs: a row for each part, times in whole seconds."""
    head = ["Dari", "Sampai", "Menurut", "Bagian", "Nomor", *(name for name, _ in _COUNTS)]
    for measure, timed in _TIMED.items():
        name = measure.value
        head += [timed.counted, f"{name}: jumlah (detik)", f"{name}: median (detik)", f"{name}: p90 (detik)"]
    days = (statistics.period.first.isoformat(), statistics.period.last.isoformat())
    parts = [("Semua", statistics.total)]
    parts += [(grouping.value, line) for grouping in Grouping for line in statistics.by[grouping]]
    return Sheet(
        title="Statistik",
        about=(),
        head=tuple(head),
        rows=tuple((*days, name, _flat_label(name, line), *_flat_cells(line)) for name, line in parts),
    )


def _flat_label(name: str, line: Line) -> str:
    """Days and months as machines read them: a spreadsheet would take *2 Nov 2026* for a date of its own."""
    return line.key if name in (Grouping.DAY.value, Grouping.MONTH.value) else line.label


def _flat_cells(line: Line) -> tuple[Cell, ...]:
    cells = [*_count_cells(line)]
    for timed in _TIMED.values():
        of = timed.of(line)
        cells += [of.n, _seconds(of.total), _seconds(of.median), _seconds(of.p90)]
    return tuple(cells)


def _seconds(span: timedelta | None) -> int | None:
    return None if span is None else round(span.total_seconds())


def report(statistics: Statistics, *, office: str) -> Report:
    """The report on paper: what may be handed on, so without named clerks."""
    short = statistics.period.days <= _DAYS_ON_PAPER
    groupings = (
        Grouping.SERVICE, Grouping.HOUR, Grouping.PRIORITY, Grouping.DAY if short else Grouping.MONTH,
    )  # fmt: skip
    return Report(
        title="Statistik antrean",
        about=about(statistics, office),
        parts=tuple(
            ReportPart(chart=chart(statistics, grouping, measure), sheet=table(statistics, grouping, measure))
            for grouping in groupings
            for measure in Measure
        ),
    )
