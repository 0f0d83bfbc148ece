"""The six panels of the supervisor's screen, each a few rows that always fit."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bkpsdm_desktop.domain.indonesian import clock
from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.supervisor import panel_rows, wording
from bkpsdm_desktop.screens.supervisor.figures import Cell, Col, FigureButton, FigureTable
from bkpsdm_desktop.screens.supervisor.panel_rows import Hour
from bkpsdm_desktop.screens.theme import Density
from bkpsdm_desktop.screens.widgets import painting
from bkpsdm_desktop.screens.widgets.badge import Badge
from bkpsdm_desktop.screens.widgets.panel import Panel
from bkpsdm_desktop.screens.widgets.state import State
from bkpsdm_desktop.services.supervision_rows import Figure, Of, Supervision

WAITING_MOST = 7
COUNTERS_MOST = 8
HEALTH_MOST = 9
ATTENTION_MOST = 9
"""How many rows a panel has room for in the smallest window that does not scroll (1280x720)."""
_LEAST_PANEL = 290
"""What the highest panel needs with rows of the normal height."""


class TablePanel(Panel):
    """A panel with one table of figures."""

    opened = Signal(object)

    def __init__(
        self, title: str, note: str, columns: Sequence[Col], *, head: bool = True, total: bool = False
    ) -> None:
        # Before the panel itself, which sets the density of what it has.
        self.table = FigureTable(title, columns, head=head, total=total)
        super().__init__(title, note, body_margins=False)
        self.table.opened.connect(self.opened)
        self.body.setSpacing(0)
        self.body.addWidget(self.table)
        self.body.addStretch(1)

    def set_density(self, density: Density) -> None:
        super().set_density(density)
        self.table.set_density(density)


class WaitingPanel(TablePanel):
    """Who waits, by group."""

    def __init__(self) -> None:
        columns = (
            Col("Layanan"),
            Col("Orang", 50, right=True),
            Col("Terlama", 84, right=True),
            Col("p90 hari ini", 84, right=True),
            Col("Habis ±", 70, right=True),
        )
        self.badge = Badge()
        super().__init__("Menunggu per layanan", "sekarang", columns, total=True)
        self.add_to_head(self.badge)

    def show_view(self, view: Supervision, now: datetime) -> None:
        words, state = panel_rows.waits_badge(view, now)
        self.badge.setVisible(bool(words))
        self.badge.set_badge(words, state, wording.STATE_ICONS.get(state, ""))
        self.table.set_rows(panel_rows.waiting_rows(view, now, WAITING_MOST))


class CountersPanel(TablePanel):
    """Counters and who works there."""

    def __init__(self) -> None:
        columns = (
            Col("", 32),
            Col("Keadaan", 108),
            Col("Nomor", 58),
            Col("Lama", 76, right=True),
            Col("Petugas · layanan"),
        )
        super().__init__("Loket", "", columns)

    def show_view(self, view: Supervision, now: datetime) -> None:
        self.set_note(panel_rows.counters_note(view))
        self.table.set_rows(panel_rows.counter_rows(view, now, COUNTERS_MOST))


class HealthPanel(TablePanel):
    """Devices and duties."""

    def __init__(self) -> None:
        super().__init__("Kesehatan alat", "", (Col(""), Col("", 90, right=True)), head=False)
        self.badge = Badge()
        self.add_to_head(self.badge)

    def show_view(self, view: Supervision) -> None:
        alarms = panel_rows.health_alarms(view)
        if alarms:
            self.badge.set_badge(f"{alarms} perlu dilihat", State.WARN)
        else:
            self.badge.set_badge("semua siap", State.OK)
        self.table.set_rows(panel_rows.health_rows(view, HEALTH_MOST))


class SumLine(QWidget):
    """*80 nomor = 47 selesai + 24 menunggu + …*, each part a figure; as many lines as it needs."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Jumlah nomor hari ini")
        self._buttons: list[FigureButton] = []
        self._cells: tuple[Cell, ...] = ()
        self._signs: list[tuple[float, float, str]] = []
        self._lines = 1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def figures(self) -> list[FigureButton]:
        return self._buttons[: len(self._cells)]

    @property
    def words(self) -> str:
        """The whole line as it is read."""
        total, *parts = [cell.text for cell in self._cells] or ["", ""]
        return f"{total} = {' + '.join(parts)}"

    def set_parts(self, cells: Sequence[Cell]) -> None:
        if tuple(cells) == self._cells:
            return
        self._cells = tuple(cells)
        while len(self._buttons) < len(self._cells):
            self._buttons.append(self._make(len(self._buttons)))
        for place, button in enumerate(self._buttons):
            button.setVisible(place < len(self._cells))
            if place < len(self._cells):
                button.set_cell(self._cells[place])
        self._place()

    def _make(self, place: int) -> FigureButton:
        button = FigureButton(self)
        button.set_inset(2, 2)
        button.clicked.connect(lambda: self.opened.emit(self._cells[place].opens))
        button.moved.connect(lambda down, right: self._go(place + (right or down)))
        if place:
            QWidget.setTabOrder(self._buttons[-1], button)
        return button

    def _go(self, place: int) -> None:
        if 0 <= place < len(self._cells):
            self._buttons[place].setFocus(Qt.FocusReason.OtherFocusReason)

    def _place(self) -> None:
        left, top, self._signs = 10.0, 3.0, []
        for place, button in enumerate(self.figures):
            size = button.sizeHint()
            sign = "" if not place else "=" if place == 1 else "+"
            room = 14.0 if sign else 0.0
            if left + room + size.width() > self.width() - 8 and place:
                left, top = 10.0, top + 22
            if sign:
                self._signs.append((left, top, sign))
            button.setGeometry(round(left + room), round(top), size.width(), 22)
            left += room + size.width()
        lines = round((top - 3) / 22) + 1
        if lines != self._lines:
            self._lines = lines
            self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, 22 * self._lines + 6)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, now = QPainter(self), theme.current()
        painter.fillRect(QRectF(0, 0, self.width(), 1), QColor(now.border_soft))
        for left, top, sign in self._signs:
            painting.text(
                painter, QRectF(left, top, 14, 22), sign, theme.font(13), now.ink_muted, painting.CENTER
            )


class TodayPanel(TablePanel):
    """Today against what the agency wants to reach, and the sum of today's numbers."""

    def __init__(self) -> None:
        columns = (
            Col("Ukuran"),
            Col("Hari ini", 110, right=True),
            Col("Target", 84, right=True),
            Col("Keadaan", 134),
        )
        super().__init__("Hari ini terhadap target", "", columns)
        self.sum = SumLine()
        self.sum.opened.connect(self.opened)
        self.body.insertWidget(1, self.sum)

    def show_view(self, view: Supervision, now: datetime) -> None:
        self.set_note(f"sampai {clock(view.now)} WIB · {view.issued} nomor diambil")
        self.table.set_rows(panel_rows.today_rows(view))
        self.sum.set_parts(panel_rows.sum_parts(view))


class AttentionPanel(TablePanel):
    """What else happened today."""

    def __init__(self) -> None:
        super().__init__("Perlu diketahui", "hari ini", (Col(""), Col("", 60, right=True)), head=False)

    def show_view(self, view: Supervision) -> None:
        self.table.set_rows(panel_rows.attention_rows(view, ATTENTION_MOST))


class HoursChart(QWidget):
    """Finished visits by hour from a base of zero; a line at what is usual for the weekday. The figure
    on each column opens its list."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Selesai per jam")
        self._hours: tuple[Hour, ...] = ()
        self._now_hour = -1
        self._buttons: list[FigureButton] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def figures(self) -> list[FigureButton]:
        shown = zip(self._hours, self._buttons, strict=False)
        return [button for hour, button in shown if self._has_come(hour)]

    def show_hours(self, hours: Sequence[Hour], now_hour: int) -> None:
        if (tuple(hours), now_hour) == (self._hours, self._now_hour):
            return
        self._hours, self._now_hour = tuple(hours), now_hour
        while len(self._buttons) < len(self._hours):
            self._buttons.append(self._make(len(self._buttons)))
        for place, button in enumerate(self._buttons):
            button.setVisible(place < len(self._hours) and self._has_come(self._hours[place]))
            if place < len(self._hours):
                button.set_cell(self._cell(self._hours[place]))
        self._place()
        self.update()

    def _has_come(self, hour: Hour) -> bool:
        return hour.hour <= self._now_hour or bool(hour.finished)

    @staticmethod
    def _cell(hour: Hour) -> Cell:
        return Cell(
            str(hour.finished),
            strong=True,
            opens=Figure(Of.FINISHED, hour=hour.hour),
            name=f"Pukul {hour.hour:02d}.00 WIB: {hour.finished} selesai, {hour.issued} nomor diambil",
        )

    def _make(self, place: int) -> FigureButton:
        button = FigureButton(self)
        button.set_inset(4, 4)
        button.clicked.connect(lambda: self.opened.emit(Figure(Of.FINISHED, hour=self._hours[place].hour)))
        button.moved.connect(lambda down, right: self._go(place + (right or down)))
        if place:
            QWidget.setTabOrder(self._buttons[-1], button)
        return button

    def _go(self, place: int) -> None:
        if 0 <= place < len(self.figures):
            self.figures[place].setFocus(Qt.FocusReason.OtherFocusReason)

    def _columns(self) -> list[QRectF]:
        """The place of each column, as high as the axis allows."""
        count = max(1, len(self._hours))
        width = (self.width() - 24) / count
        gap = min(14.0, width * 0.22)
        return [
            QRectF(12 + n * width + gap, 34, width - 2 * gap, max(10, self.height() - 34 - 26))
            for n in range(len(self._hours))
        ]

    def _scale(self) -> float:
        return max([1.0, *(max(float(hour.finished), hour.usual or 0.0) for hour in self._hours)])

    def _place(self) -> None:
        scale = self._scale()
        for hour, column, button in zip(self._hours, self._columns(), self._buttons, strict=False):
            size = button.sizeHint()
            top = column.bottom() - column.height() * hour.finished / scale - 22
            line = column.bottom() - column.height() * (hour.usual or 0.0) / scale
            if top - 2 < line < top + 24 and hour.usual:
                top = line - 24  # above the line that would cross the figure
            button.setGeometry(round(column.center().x() - size.width() / 2), round(top), size.width(), 20)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def sizeHint(self) -> QSize:
        return QSize(200, 120)

    def paintEvent(self, event: QPaintEvent) -> None:
        now, painter = theme.current(), QPainter(self)
        scale = self._scale()
        columns = self._columns()
        for hour, column in zip(self._hours, columns, strict=True):
            height = column.height() * hour.finished / scale
            bar = QRectF(column.left(), column.bottom() - height, column.width(), height)
            going_on = hour.hour == self._now_hour
            painter.setPen(QPen(QColor(now.primary), 1))
            painter.setBrush(QColor(now.primary_soft if going_on else now.primary))
            if hour.finished:
                painter.drawRect(bar.adjusted(0.5, 0.5, -0.5, 0))
            if hour.usual:
                level = column.bottom() - column.height() * hour.usual / scale
                painter.fillRect(QRectF(column.left() - 4, level - 1, column.width() + 8, 2), QColor(now.ink))
            foot = QRectF(column.left() - 10, column.bottom() + 4, column.width() + 20, 18)
            painting.text(painter, foot, f"{hour.hour:02d}", theme.font(12), now.ink_muted, painting.CENTER)
        if columns:
            base = columns[0].bottom()
            painter.fillRect(QRectF(12, base, self.width() - 24, 1), QColor(now.border))


class HoursPanel(Panel):
    """The chart and what its marks mean."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__("Selesai per jam", "orang, hari ini", body_margins=False)
        self.chart = HoursChart()
        self.chart.opened.connect(self.opened)
        self.add_to_head(_Legend())
        self.body.addWidget(self.chart, 1)

    def show_view(self, view: Supervision) -> None:
        self.chart.show_hours(panel_rows.hours(view), int(clock(view.now)[:2]))


class _Legend(QWidget):
    """A filled square is today, a line what is usual."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Kolom: selesai hari ini. Garis: biasanya.")
        self.setFixedSize(150, 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, now = QPainter(self), theme.current()
        painter.fillRect(QRectF(0, 5, 10, 10), QColor(now.primary))
        painting.text(painter, QRectF(15, 0, 50, 20), "hari ini", theme.font(12), now.ink_muted)
        painter.fillRect(QRectF(64, 9, 14, 2), QColor(now.ink))
        painting.text(painter, QRectF(83, 0, 66, 20), "biasanya", theme.font(12), now.ink_muted)


class Board(QWidget):
    """The six panels in two rows of three."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.waiting, self.counters, self.health = WaitingPanel(), CountersPanel(), HealthPanel()
        self.today, self.hours, self.attention = TodayPanel(), HoursPanel(), AttentionPanel()
        self.panels: tuple[TablePanel | HoursPanel, ...] = (
            self.waiting, self.counters, self.health, self.today, self.hours, self.attention,
        )  # fmt: skip
        for panel in self.panels:
            panel.setParent(self)
            panel.opened.connect(self.opened)
        self._density = self._rows_density = Density.NORMAL

    def set_density(self, density: Density) -> None:
        self._density = density
        self._fit(anew=True)

    def _fit(self, *, anew: bool = False) -> None:
        """Lower rows while a message below or above takes of the height: all of them stay to be seen."""
        low = self.height() < 2 * _LEAST_PANEL + self._density.px.gap
        density = Density.COMPACT1 if low and self._density is Density.NORMAL else self._density
        if anew or density is not self._rows_density:
            self._rows_density = density
            for panel in self.panels:
                panel.set_density(density)
        self._place()

    def show_view(self, view: Supervision, now: datetime) -> None:
        self.waiting.show_view(view, now)
        self.counters.show_view(view, now)
        self.health.show_view(view)
        self.today.show_view(view, now)
        self.hours.show_view(view)
        self.attention.show_view(view)

    def tick(self, view: Supervision, now: datetime) -> None:
        """What changes by the passing of time alone."""
        self.waiting.show_view(view, now)
        self.counters.show_view(view, now)

    @property
    def figures(self) -> list[FigureButton]:
        """All figures that can be opened, as one reads them."""
        return [
            *self.waiting.table.figures,
            *self.counters.table.figures,
            *self.health.table.figures,
            *self.today.table.figures,
            *self.today.sum.figures,
            *self.hours.chart.figures,
            *self.attention.table.figures,
        ]

    def cut(self) -> list[str]:
        """Words that have too little room, anywhere."""
        tables = (panel.table for panel in self.panels if isinstance(panel, TablePanel))
        return [*(words for table in tables for words in table.cut())]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _place(self) -> None:
        """Columns of about 41, 37 and 22 of a hundred, both rows of one height."""
        gap = self._density.px.gap
        width, height = self.width() - 2 * gap, self.height() - gap
        shares = (0.411, 0.362) if self._density is Density.NORMAL else (0.42, 0.352)
        first, second = (round(width * share) for share in shares)
        upper = round(height / 2)
        lefts = ((0, first), (first + gap, second), (first + second + 2 * gap, width - first - second))
        for place, panel in enumerate(self.panels):
            left, wide = lefts[place % 3]
            top, high = (0, upper) if place < 3 else (upper + gap, height - upper)
            panel.setGeometry(left, top, wide, high)
