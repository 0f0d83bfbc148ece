"""The page *Statistik*: period, summary, and for each way of splitting a chart with its table beside it."""

from collections.abc import Callable

from PySide6.QtGui import QAction, QKeySequence, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from bkpsdm_desktop.domain.indonesian import clock
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.statistics import Period
from bkpsdm_desktop.screens.staff.frame import Around, StaffPage
from bkpsdm_desktop.screens.staff.pages import Page
from bkpsdm_desktop.screens.statistics.acts import StatisticsActs
from bkpsdm_desktop.screens.statistics.chart_view import ChartView
from bkpsdm_desktop.screens.statistics.choices import GROUPINGS, MEASURES, Choice, PeriodBar
from bkpsdm_desktop.screens.statistics.figures_table import FiguresTable
from bkpsdm_desktop.screens.statistics.summary import Summary
from bkpsdm_desktop.screens.theme import Density
from bkpsdm_desktop.screens.widgets.buttons import KeyButton, PrimaryButton
from bkpsdm_desktop.screens.widgets.panel import Panel
from bkpsdm_desktop.screens.widgets.state import State
from bkpsdm_desktop.services.statistics import Statistics
from bkpsdm_desktop.services.statistics_files import FileKind
from bkpsdm_desktop.services.statistics_report import chart, has_chart, period_words, table, title

LOADING = "memuat…"
EMPTY = "Tidak ada nomor antrean pada periode ini."
NO_CHART = "Angka petugas hanya ditabelkan, menurut nama: bukan peringkat."
_NOT_READ = "Angka belum dimuat."
_LOADING_MS = 300
_SHARES = {Density.NORMAL: (45, 55), Density.COMPACT1: (44, 56), Density.COMPACT2: (38, 62)}
_OLD_SECONDS = 60  # a page that is shown again reads anew what is older


class StatisticsPage(StaffPage):
    """The figures of a period for who may see them."""

    def __init__(self, acts: StatisticsActs, around: Around) -> None:
        super().__init__(Page.STATISTICS, around)
        self._acts = acts
        self._statistics: Statistics | None = None
        self._reading: Period | None = None
        self._wanted: Period | None = None  # asked for while another one is read
        self._stop_late: Callable[[], None] = lambda: None
        self.period_bar = PeriodBar()
        self.groupings = Choice("&Menurut", [grouping.value for grouping in GROUPINGS])
        self.measures = Choice("&Ukuran", [measure.value for measure in MEASURES])
        self.summary = Summary()
        self.chart_view, self.table = ChartView(), FiguresTable()
        self.chart_panel = Panel("Grafik", body_margins=False)
        self.table_panel = Panel("Tabel", body_margins=False)
        self.save_button = PrimaryButton("Simpan XLSX")
        self.csv_button, self.pdf_button = KeyButton("Simpan CSV"), KeyButton("Simpan PDF")
        self.again_button, self.leave_button = KeyButton("Muat ulang"), KeyButton("Keluar", icon="logout")
        self._lay_out()
        self._connect()
        self.period_bar.set_today(business_day(self.ticker.now()))
        self.status.set_message(self.standing_line())
        self._show()
        self.apply_density(self.density)

    def _lay_out(self) -> None:
        self._choices = QHBoxLayout()
        self._choices.setContentsMargins(0, 0, 0, 0)
        self._choices.setSpacing(20)
        self._choices.addWidget(self.groupings)
        self._choices.addWidget(self.measures)
        self._choices.addStretch(1)
        self._panels = QHBoxLayout()
        self._panels.setContentsMargins(0, 0, 0, 0)
        self._panels.addWidget(self.chart_panel)
        self._panels.addWidget(self.table_panel)
        self.chart_panel.body.addWidget(self.chart_view)
        self.table_panel.body.setSpacing(0)
        self.table_panel.body.addWidget(self.table)
        self.content.addWidget(self.period_bar)
        self.content.addWidget(self.summary)
        self.content.addLayout(self._choices)
        self.content.addLayout(self._panels, 1)
        self.bar.addWidget(self.save_button)
        buttons: tuple[QWidget, ...] = (self.csv_button, self.pdf_button, self.again_button)
        for button in buttons:
            self.bar.addWidget(button)
        self.bar.addStretch(1)
        self.bar.addWidget(self.leave_button)

    def _connect(self) -> None:
        self.period_bar.changed.connect(self.read_now)
        self.groupings.picked.connect(self._show)
        self.measures.picked.connect(self._show)
        for button, keys, kind in (
            (self.save_button, "Ctrl+Return", FileKind.XLSX),
            (self.csv_button, "Alt+C", FileKind.CSV),
            (self.pdf_button, "Alt+D", FileKind.PDF),
        ):
            self._bind(button, keys)
            button.refused.connect(self.say)
            button.clicked.connect(lambda _=False, kind=kind, button=button: self._save(kind, button))
        self._bind(self.again_button, "F5")
        self.again_button.clicked.connect(self.read_now)
        self.leave_button.clicked.connect(self.sign_out_wanted)

    def _bind(self, button: PrimaryButton | KeyButton, keys: str) -> None:
        action = QAction(button.verb, self)
        action.setShortcut(QKeySequence(keys))
        self.addAction(action)
        button.bind(action)

    # --- for the frame ---------------------------------------------------------------------------

    def reload(self) -> None:
        self.read_now()

    def standing_line(self) -> str:
        return "Median: separuh lebih singkat. p90: 9 dari 10 lebih singkat. Jumlah bagian sama dengan total."

    def set_density(self, density: Density) -> None:
        self.content.setSpacing(density.px.gap)
        self._panels.setSpacing(density.px.gap)
        for place, share in enumerate(_SHARES[density]):
            self._panels.setStretch(place, share)
        self.period_bar.set_density(density)
        for panel in (self.summary, self.chart_panel, self.table_panel):
            panel.set_density(density)
        for button in (
            self.save_button, self.csv_button, self.pdf_button, self.again_button, self.leave_button,
        ):  # fmt: skip
            button.set_density(density)
        self.table.set_density(density)

    def stop(self) -> None:
        self._stop_late()
        super().stop()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        statistics = self._statistics
        if statistics is not None and self._age(statistics) > _OLD_SECONDS:
            self.read_now()

    def _age(self, statistics: Statistics) -> float:
        return (self.ticker.now() - statistics.computed_at).total_seconds()

    # --- reading ---------------------------------------------------------------------------------

    @property
    def period(self) -> Period:
        """The days that are chosen."""
        return self.period_bar.period(business_day(self.ticker.now()))

    @property
    def busy(self) -> bool:
        return self.keeper.busy

    def read_now(self) -> None:
        """Read the chosen period; while one is read, the last choice made meanwhile is read after it."""
        if self._reading is None:
            self._read(self.period)
        else:
            self._wanted = self.period

    def _read(self, period: Period) -> None:
        self._reading = period
        self.slot.clear_refusal()
        self._stop_late = self.ticker.after(_LOADING_MS, self._say_loading)
        started = self.keeper.run(
            lambda: self._acts.view(period),
            on_done=self._on_read,
            on_refused=self._on_unreadable,
            on_failed=self._on_failed,
        )
        if not started:
            self._end_reading()

    def _on_read(self, statistics: Statistics) -> None:
        wanted = self._end_reading()
        self._statistics = statistics
        self._show()
        if wanted is not None:
            self._read(wanted)

    def _on_unreadable(self, sentence: str) -> None:
        wanted = self._end_reading()
        self._show()
        self.refuse(sentence)
        if wanted is not None:
            self._read(wanted)

    def _on_failed(self, code: str) -> None:
        self._end_reading()
        self._show()
        self.tell_fault(code)

    def _end_reading(self) -> Period | None:
        """The other period that was asked for while this one was read."""
        read, wanted = self._reading, self._wanted
        self._reading = self._wanted = None
        self._stop_late()
        return wanted if wanted != read else None

    def _say_loading(self) -> None:
        """What is shown stays; after a moment it is said that something else comes."""
        period = self._reading
        if period is None:
            return
        for panel in (self.chart_panel, self.table_panel):
            panel.set_note(f"{LOADING} {period_words(period)}")
        if self._statistics is None:
            self.chart_view.show_sentence(LOADING)
            self.table.show_sentence(LOADING)

    # --- what is shown ---------------------------------------------------------------------------

    @property
    def statistics(self) -> Statistics | None:
        """What is shown."""
        return self._statistics

    def _show(self) -> None:
        grouping, measure = GROUPINGS[self.groupings.place], MEASURES[self.measures.place]
        self.chart_panel.set_title(title(grouping, measure))
        self.table_panel.set_title(f"Tabel: {title(grouping, measure).lower()}")
        self._refresh_verbs()
        statistics = self._statistics
        if statistics is None:
            self.chart_view.show_sentence("")
            self.table.show_sentence("")
            return
        read_at = f"diperbarui {clock(statistics.computed_at, seconds=True)} WIB"
        self.status.set_segment("age", read_at, "clock")
        self.chart_panel.set_note(period_words(statistics.period))
        self.table_panel.set_note(read_at)
        self.summary.show_statistics(statistics)
        self.table.show_sheet(table(statistics, grouping, measure))
        if not statistics.total.issued:
            self.chart_view.show_sentence(EMPTY)
            self.table.show_sentence(EMPTY)
        elif has_chart(grouping):
            self.chart_view.show_chart(chart(statistics, grouping, measure))
        else:
            self.chart_view.show_sentence(NO_CHART)

    def _refresh_verbs(self) -> None:
        why = _NOT_READ if self._statistics is None else ""
        for button in (self.save_button, self.csv_button, self.pdf_button):
            button.set_reason(why)
        if self._statistics is not None:
            self.save_button.set_about(period_words(self._statistics.period))

    # --- files -----------------------------------------------------------------------------------

    def _save(self, kind: FileKind, button: PrimaryButton | KeyButton) -> None:
        statistics = self._statistics
        if statistics is None:
            return
        self.slot.clear_refusal()
        self.keeper.run(
            lambda: self._acts.save(statistics, kind),
            on_done=lambda place: self.say(f"Tersimpan: {place}", State.OK),
            on_refused=self.refuse,
            on_failed=self.tell_fault,
            button=button,
        )
