"""What is looked at: the period, how it is split, and what is measured."""

from collections.abc import Sequence
from datetime import date
from enum import Enum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from bkpsdm_desktop.domain.statistics import Grouping, Period, month_until, week_until, year_until
from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.settings.fields import date_field, label_for, read_date, show_date
from bkpsdm_desktop.screens.settings.segments import Segments
from bkpsdm_desktop.screens.theme import Density
from bkpsdm_desktop.screens.widgets.buttons import KeyButton, Size
from bkpsdm_desktop.screens.widgets.labels import plain_label
from bkpsdm_desktop.services.statistics_report import Measure


class Span(Enum):
    """A period as one chooses it. The value is its word."""

    TODAY = "Hari ini"
    WEEK = "7 hari"
    MONTH = "Bulan ini"
    YEAR = "Tahun ini"
    RANGE = "Rentang"


SPANS = tuple(Span)
GROUPINGS = tuple(Grouping)
MEASURES = tuple(Measure)


def span_of(span: Span, today: date) -> Period | None:
    """The days of a choice; ``None`` for a range, which has its own."""
    return {
        Span.TODAY: Period(first=today, last=today),
        Span.WEEK: week_until(today),
        Span.MONTH: month_until(today),
        Span.YEAR: year_until(today),
    }.get(span)


class Choice(QWidget):
    """A label with its letter and the words to choose from."""

    picked = Signal()

    def __init__(self, label: str, words: Sequence[str]) -> None:
        super().__init__()
        self.segments = Segments(label.replace("&", ""), words)
        self.label = plain_label(label)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.label)
        row.addWidget(self.segments)
        self.segments.picked.connect(self._on_picked)
        # Alt and the marked letter lead to what is filled. A button that is a buddy itself would be clicked.
        self.segments.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.segments.setFocusProxy(self.segments.chosen)
        self.label.setBuddy(self.segments)

    def _on_picked(self) -> None:
        self.segments.setFocusProxy(self.segments.chosen)
        self.picked.emit()

    @property
    def place(self) -> int:
        return self.segments.place


class PeriodBar(QWidget):
    """The choice of a period; the two dates are used by *Rentang* alone."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.spans = Choice("&Periode", [span.value for span in SPANS])
        self.first, self.last = date_field(), date_field()
        self.first_label = label_for("Da&ri", self.first)
        self.last_label = label_for("S&ampai", self.last)
        for field in (self.first, self.last):
            field.setFont(theme.font(13))  # as the words to choose from beside it
        self.show_button = KeyButton("Tampilkan", size=Size.SMALL)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.spans)
        for part in self._of_range():
            row.addWidget(part)
        row.addStretch(1)
        self.spans.picked.connect(self._picked)
        self.show_button.clicked.connect(self.changed)
        self.set_density(Density.NORMAL)
        self._show_range()

    def _of_range(self) -> tuple[QWidget, ...]:
        labels: tuple[QLabel, QLabel] = (self.first_label, self.last_label)
        return labels[0], self.first, labels[1], self.last, self.show_button

    def set_today(self, today: date) -> None:
        """What the two dates begin with."""
        period = month_until(today)
        show_date(self.first, period.first)
        show_date(self.last, period.last)

    def period(self, today: date) -> Period:
        """The days that are chosen; of a range as they stand, also when they are the wrong way round."""
        return span_of(self.span, today) or Period(first=read_date(self.first), last=read_date(self.last))

    @property
    def span(self) -> Span:
        return SPANS[self.spans.place]

    def _picked(self) -> None:
        self._show_range()
        if self.span is Span.RANGE:
            self.first.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.changed.emit()

    def _show_range(self) -> None:
        for part in self._of_range():
            part.setVisible(self.span is Span.RANGE)

    def set_density(self, density: Density) -> None:
        for field in (self.first, self.last):
            field.setFixedSize(140 if density is Density.COMPACT2 else 150, 30)
