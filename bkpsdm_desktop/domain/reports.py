"""A report as data: pages of a chart with its table beside it."""

from dataclasses import dataclass

from bkpsdm_desktop.domain.charts import Chart
from bkpsdm_desktop.domain.sheets import Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPart:
    """A chart and its table; together on a page."""

    chart: Chart
    sheet: Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """``about`` are the lines under the title: office, period, when it was read."""

    title: str
    about: tuple[str, ...]
    parts: tuple[ReportPart, ...]
