"""The figures of the whole period, above the charts."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from bkpsdm_desktop.domain.charts import decimal
from bkpsdm_desktop.domain.statistics import ENOUGH, Times
from bkpsdm_desktop.screens.counter.pieces import Figure, Upright
from bkpsdm_desktop.screens.widgets.panel import Panel
from bkpsdm_desktop.services.statistics import Statistics
from bkpsdm_desktop.services.statistics_report import FEW, minutes, period_words

NONE = "–"
_CAPTIONS = (
    "nomor diambil", "selesai dilayani", "tidak hadir", "tidak terlayani", "tunggu: median · p90",
    "layanan: median · p90",
)  # fmt: skip


def counted(part: int, whole: int) -> str:
    """``318 (3,5 %)``; without the share where the whole is too small to speak of (U57)."""
    if whole < ENOUGH:
        return decimal(part)
    share = f"{100 * part / whole:.1f}".replace(".", ",").removesuffix(",0")
    return f"{decimal(part)} ({share} %)"


def timed(of: Times) -> str:
    """``14 · 31 mnt``, or that there is too little."""
    median, p90 = minutes(of.median), minutes(of.p90)
    if median is None or p90 is None:
        return FEW if of.n else NONE
    return f"{decimal(median)} · {decimal(p90)} mnt"


def words(statistics: Statistics) -> tuple[str, ...]:
    """What the figures say."""
    total = statistics.total
    return (
        decimal(total.issued),
        counted(total.finished, total.issued),
        counted(total.no_show, total.issued),
        counted(total.unserved, total.issued),
        timed(total.wait),
        timed(total.service),
    )


class Summary(Panel):
    """Six figures in a row; the period they are of stands in the head."""

    def __init__(self) -> None:
        super().__init__("Ringkasan", "", body_margins=False)
        self.figures = tuple(Figure(caption) for caption in _CAPTIONS)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(12, 6, 12, 4)
        row.setSpacing(12)
        for place, figure in enumerate(self.figures):
            if place:
                row.addWidget(Upright())
            row.addWidget(figure, 1)
        self.body.addWidget(holder)

    def show_statistics(self, statistics: Statistics) -> None:
        self.set_title(f"Ringkasan {period_words(statistics.period)}")
        for figure, value in zip(self.figures, words(statistics), strict=True):
            figure.set_value(value)
