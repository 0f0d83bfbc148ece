"""Column C of the counter console, around the visit: the day while nobody is served, else the time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bkpsdm_desktop.domain.indonesian import clock_wib, duration, minutes
from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.counter import wording
from bkpsdm_desktop.screens.counter.pieces import Figure, Mark, RowsTable
from bkpsdm_desktop.screens.counter.what import queue_rows
from bkpsdm_desktop.screens.models import Column, KeyedTableModel
from bkpsdm_desktop.screens.theme import Density
from bkpsdm_desktop.screens.widgets.badge import Badge
from bkpsdm_desktop.screens.widgets.buttons import KeyButton, Size
from bkpsdm_desktop.screens.widgets.labels import plain_label
from bkpsdm_desktop.screens.widgets.meter import Meter
from bkpsdm_desktop.screens.widgets.panel import Panel
from bkpsdm_desktop.screens.widgets.state import State
from bkpsdm_desktop.services.counter_rows import ActiveTicket, CounterView, DoneRow, ReturnableRow
from bkpsdm_desktop.services.visit_rows import LegRow, ParkedRow

_PARKED_ROWS = 2


@dataclass(frozen=True, slots=True)
class _Parked:
    row: ParkedRow
    since: str
    long: bool


def _pool_mark(shown: _Parked) -> Mark | None:
    """Those of everybody carry a sign; one's own are plain."""
    return None if shown.row.own else Mark("people", State.NEUTRAL, strong=False)


def _long_mark(shown: _Parked) -> Mark | None:
    return Mark(State.WARN.icon, State.WARN) if shown.long else None


class DayPage(QWidget):
    """Parked numbers, no-shows that may come back, the last visits, the figures of the day at this place."""

    return_wanted = Signal(str)
    """A number that a person chose in the list of no-shows."""

    def __init__(self) -> None:
        super().__init__()
        self._parked = KeyedTableModel[_Parked](
            (
                Column("Nomor", lambda shown: shown.row.label, strong=True),
                Column("Layanan", lambda shown: shown.row.service),
                Column("Ditunda", lambda shown: shown.since, right=True),
            ),
            key=lambda shown: shown.row.ticket,
        )
        self.parked_table = RowsTable(
            "Ditunda", self._parked, (60, None, 92), empty="Tidak ada yang ditunda.", head=False
        )
        self.parked_table.set_marks(1, _pool_mark)
        self.parked_table.set_marks(2, _long_mark)
        self.parked_button = KeyButton("Ambil", size=Size.SMALL)
        self._parked_panel = Panel("Ditunda", body_margins=False)
        self._parked_panel.add_to_head(self.parked_button)
        self._parked_panel.body.addWidget(self.parked_table)
        self._returnable = KeyedTableModel[ReturnableRow](
            (
                Column("Nomor", lambda row: row.label, strong=True),
                Column("Sampai", lambda row: f"sampai {clock_wib(row.until)}", right=True),
            ),
            key=lambda row: row.ticket,
        )
        self.returnable_table = RowsTable(
            "Tidak hadir, masih boleh kembali", self._returnable, (72, None),
            empty="Tidak ada.", head=False, choose=True,
        )  # fmt: skip
        self.returnable_table.activated.connect(self._on_activated)
        self._returnable_panel = Panel("Tidak hadir, masih boleh kembali", body_margins=False)
        self._returnable_panel.body.addWidget(self.returnable_table)
        self._done = KeyedTableModel[DoneRow](
            (
                Column("Nomor", lambda row: row.label, strong=True),
                Column("Layanan", lambda row: row.service),
                Column("Lama", lambda row: minutes(row.took), right=True),
            ),
            key=lambda row: row.label,
        )
        self.done_table = RowsTable(
            "Kunjungan terakhir", self._done, (60, None, 78), empty="Belum ada kunjungan.", head=False
        )
        self._done_panel = Panel("Kunjungan terakhir", "loket ini", body_margins=False)
        self._done_panel.body.addWidget(self.done_table)
        self._figures = {
            "served": Figure("dilayani"), "median": Figure("median"), "no_shows": Figure("tidak hadir")
        }  # fmt: skip
        self._today_panel = Panel("Hari ini di loket ini")
        row = QHBoxLayout()
        row.setSpacing(8)
        for figure in self._figures.values():
            row.addWidget(figure, 1)
        self._today_panel.body.addLayout(row)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addWidget(self._parked_panel)
        self._rows.addWidget(self._returnable_panel)
        self._rows.addWidget(self._done_panel, 1)
        self._rows.addWidget(self._today_panel)

    def set_density(self, density: Density) -> None:
        self._rows.setSpacing(density.px.gap)
        for panel in (self._parked_panel, self._returnable_panel, self._done_panel, self._today_panel):
            panel.set_density(density)
        for table in (self.parked_table, self.returnable_table, self.done_table):
            table.set_density(density)
        self.parked_table.setFixedHeight(_PARKED_ROWS * density.px.row)
        self.returnable_table.fit_rows(1)

    def show_view(self, view: CounterView, now: datetime) -> None:
        self._done.set_rows(view.done)
        self._figures["served"].set_value(str(view.served))
        self._figures["median"].set_value(wording.median_words(view.median))
        self._figures["no_shows"].set_value(str(view.no_shows))
        self.tick(view, now)

    def tick(self, view: CounterView, now: datetime) -> None:
        passed = max(timedelta(), now - view.now)
        hint = timedelta(minutes=view.rules.park_hint_minutes)
        self._parked.set_rows(
            [
                _Parked(row, minutes(now - row.since), row.long or view.now + passed - row.since > hint)
                for row in view.parked
            ]
        )
        self._parked_panel.set_title(f"Ditunda ({len(view.parked)})" if view.parked else "Ditunda")
        still = [row for row in view.returnable if now <= row.until]
        self._returnable.set_rows(still)
        self._returnable_panel.set_note(str(len(still)) if still else "")
        self.returnable_table.fit_rows(1)

    def _on_activated(self, index: QModelIndex) -> None:
        row = self._returnable.row(index)
        if row is not None:
            self.return_wanted.emit(row.label)


@dataclass(frozen=True, slots=True)
class _Waiting:
    name: str
    waiting: str
    longest: str
    state: State
    mine: bool


def _waiting_rows(view: CounterView, now: datetime) -> list[_Waiting]:
    """The clerk's own groups one by one, the others in one line."""
    shown = queue_rows(view, now)
    rows = [
        _Waiting(f"{row.series} {row.name}", row.waiting, row.longest, row.state, mine=True)
        for row in shown
        if row.mine
    ]
    others = [row for row in view.queue if not row.mine]
    waits = [row.longest for row in others if row.longest is not None]
    longest = max(waits) + max(timedelta(), now - view.now) if waits else None
    limit = timedelta(minutes=view.rules.wait_limit_minutes)
    if others:
        rows.append(
            _Waiting(
                "Layanan lain",
                str(sum(row.waiting for row in others)),
                minutes(longest) if longest is not None else "–",
                wording.wait_state(longest, limit),
                mine=False,
            )
        )
    return rows


def _longest_mark(row: _Waiting) -> Mark | None:
    return None if row.state is State.NEUTRAL else Mark(row.state.icon, row.state)


@dataclass(frozen=True, slots=True)
class _Leg:
    place: int
    words: str
    waited: str
    served: str
    strong: bool


def _leg_rows(legs: Sequence[LegRow], passed: timedelta) -> list[_Leg]:
    """Each service of the visit, and below them the whole; what passes belongs to the present one."""
    nothing = timedelta()
    served = [leg.served + (passed if leg.present else nothing) for leg in legs]
    rows = [
        _Leg(place, leg.service, minutes(leg.waited), minutes(spent), leg.present)
        for place, (leg, spent) in enumerate(zip(legs, served, strict=True))
    ]
    waited = sum((leg.waited for leg in legs), nothing)
    return [*rows, _Leg(len(rows), "Seluruhnya", minutes(waited), minutes(sum(served, nothing)), True)]


class VisitPage(QWidget):
    """The time of the present visit against its target, and who waits meanwhile."""

    def __init__(self) -> None:
        super().__init__()
        self.badge = Badge()
        self.elapsed = plain_label(size=24, weight=600)
        self._target = plain_label(role="muted")
        self.meter = Meter("target")
        self._time_panel = Panel("Waktu layanan")
        self._time_panel.add_to_head(self.badge)
        row = QHBoxLayout()
        row.addWidget(self.elapsed)
        row.addStretch(1)
        row.addWidget(self._target)
        self._time_panel.body.addLayout(row)
        self._time_panel.body.addWidget(self.meter)
        self._legs = KeyedTableModel[_Leg](
            (
                Column("Layanan", lambda row: row.words, muted=lambda row: not row.strong),
                Column("Tunggu", lambda row: row.waited, right=True, muted=lambda row: not row.strong),
                Column("Layan", lambda row: row.served, right=True, muted=lambda row: not row.strong),
            ),
            key=lambda row: row.place,
        )
        self.legs_table = RowsTable("Layanan kunjungan ini", self._legs, (None, 80, 80))
        self._legs_panel = Panel("Layanan kunjungan ini", body_margins=False)
        self._legs_panel.body.addWidget(self.legs_table)
        muted = lambda row: not row.mine  # noqa: E731 (the same small question for three columns)
        self._waiting = KeyedTableModel[_Waiting](
            (
                Column("Layanan", lambda row: row.name, muted=muted),
                Column("Menunggu", lambda row: row.waiting, right=True, strong=True, muted=muted),
                Column("Terlama", lambda row: row.longest, right=True, muted=lambda row: True),
            ),
            key=lambda row: row.name,
        )
        self.waiting_table = RowsTable(
            "Yang menunggu", self._waiting, (None, 34, 94), empty="Tidak ada yang menunggu.", head=False
        )
        self.waiting_table.set_marks(2, _longest_mark)
        self._waiting_panel = Panel("Yang menunggu", body_margins=False)
        self._waiting_panel.body.addWidget(self.waiting_table)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addWidget(self._time_panel)
        self._rows.addWidget(self._legs_panel)
        self._rows.addWidget(self._waiting_panel)
        self._rows.addStretch(1)

    def set_density(self, density: Density) -> None:
        self._rows.setSpacing(density.px.gap)
        for panel in (self._time_panel, self._legs_panel, self._waiting_panel):
            panel.set_density(density)
        self.legs_table.set_density(density)
        self.legs_table.fit_rows(1)
        self.elapsed.setFont(theme.font(24 if density is not Density.COMPACT1 else 20, 600))
        self.waiting_table.set_density(density)
        self.waiting_table.fit_rows(1)

    def show_view(self, view: CounterView, active: ActiveTicket, now: datetime) -> None:
        self._waiting_panel.set_note(f"{sum(row.waiting for row in view.queue)} orang")
        self.tick(view, active, now)
        self.legs_table.fit_rows(1)
        self.waiting_table.fit_rows(1)

    def tick(self, view: CounterView, active: ActiveTicket, now: datetime) -> None:
        started = active.started_at or active.called_at
        elapsed = now - started
        self.elapsed.setText(duration(elapsed))
        self._target.setText(f"target {int(active.target.total_seconds()) // 60} mnt")
        self.meter.set_spans(elapsed, active.target)
        self.meter.set_caption(f"mulai {clock_wib(started)}", wording.near_from(active.target))
        words = {State.BAD: "Lewat target", State.WARN: "Mendekati target"}
        self.badge.set_badge(
            words.get(self.meter.state, "Sesuai target"),
            self.meter.state,
            "clock" if self.meter.state is State.NEUTRAL else "",
        )
        self._legs_panel.setVisible(len(active.legs) > 1)
        self._legs.set_rows(_leg_rows(active.legs, max(timedelta(), now - view.now)))
        self._waiting.set_rows(_waiting_rows(view, now))
