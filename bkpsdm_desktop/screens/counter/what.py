"""Column B of the counter console: the queue while nobody is served, else the service in hand."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bkpsdm_desktop.domain.indonesian import clock, minutes
from bkpsdm_desktop.screens.counter import wording
from bkpsdm_desktop.screens.counter.pieces import Fact, FactList, Mark, RowsTable
from bkpsdm_desktop.screens.models import Column, KeyedTableModel
from bkpsdm_desktop.screens.theme import Density
from bkpsdm_desktop.screens.widgets.buttons import KeyButton, Size
from bkpsdm_desktop.screens.widgets.labels import plain_label
from bkpsdm_desktop.screens.widgets.panel import Panel
from bkpsdm_desktop.screens.widgets.state import State
from bkpsdm_desktop.services.counter_rows import ActiveTicket, CounterView, NextLine, QueueLine

# The column between *Terlama* and *Untuk saya* is kept free, so that the waiting forecast finds its place.
_FREE = 90

# The list of the next numbers: the service's name comes first, the reason needs so much at least.
_SERVICE, _PLACE, _NUMBER, _WAITED, _REASON = 320, 30, 60, 80, 166


@dataclass(frozen=True, slots=True)
class QueueShown:
    """A line of the queue as it reads now."""

    series: str
    name: str
    waiting: str
    longest: str
    state: State
    mine: bool

    @classmethod
    def of(cls, row: QueueLine, passed: timedelta, limit: timedelta) -> "QueueShown":
        longest = row.longest + passed if row.longest is not None else None
        return cls(
            series=row.series,
            name=row.name,
            waiting=str(row.waiting),
            longest=minutes(longest) if longest is not None else "–",
            state=wording.wait_state(longest, limit),
            mine=row.mine,
        )


def _longest_mark(row: QueueShown) -> Mark | None:
    return None if row.state is State.NEUTRAL else Mark(row.state.icon, row.state)


def _mine_mark(row: QueueShown) -> Mark:
    return Mark("check", State.OK) if row.mine else Mark("lock", State.NEUTRAL, strong=False)


def queue_rows(view: CounterView, now: datetime) -> list[QueueShown]:
    """The queue at ``now``: what has passed since it was read is added to the waiting times."""
    passed = max(timedelta(), now - view.now)
    limit = timedelta(minutes=view.rules.wait_limit_minutes)
    return [QueueShown.of(row, passed, limit) for row in view.queue]


@dataclass(frozen=True, slots=True)
class _Upcoming:
    place: int
    row: NextLine
    waited: str


class QueuePage(QWidget):
    """*Antrean per layanan* and *Urutan panggilan Anda*."""

    def __init__(self) -> None:
        super().__init__()
        not_mine = lambda row: not row.mine  # noqa: E731 (the same small question for four columns)
        self._queue = KeyedTableModel[QueueShown](
            (
                Column("Seri", lambda row: row.series, strong=True, muted=not_mine),
                Column("Layanan", lambda row: row.name, muted=not_mine),
                Column("Menunggu", lambda row: row.waiting, right=True, strong=True, muted=not_mine),
                Column("Terlama", lambda row: row.longest, right=True, muted=not_mine),
                Column("", lambda row: ""),
                Column("Untuk saya", lambda row: "Ya" if row.mine else "Tidak"),
            ),
            key=lambda row: row.series,
        )
        self.queue_table = RowsTable(
            "Antrean per layanan", self._queue, (42, None, 80, 92, _FREE, 88), empty="Belum ada layanan."
        )
        self.queue_table.set_marks(3, _longest_mark)
        self.queue_table.set_marks(5, _mine_mark)
        self._next = KeyedTableModel[_Upcoming](
            (
                Column("", lambda shown: str(shown.place), muted=lambda shown: True),
                Column("Nomor", lambda shown: shown.row.label, strong=True),
                Column("Layanan", lambda shown: shown.row.service),
                Column("Menunggu", lambda shown: shown.waited, right=True),
                Column("Alasan urutan", lambda shown: shown.row.reason),
            ),
            key=lambda shown: shown.row.ticket,
        )
        self.next_table = RowsTable(
            "Urutan panggilan Anda",
            self._next,
            (_PLACE, _NUMBER, _SERVICE, _WAITED, None),
            empty="Tidak ada yang menunggu.",
        )
        self._queue_panel = Panel("Antrean per layanan", body_margins=False)
        self._queue_panel.body.addWidget(self.queue_table)
        self._next_panel = Panel(
            "Urutan panggilan Anda", "dapat berubah bila ada nomor prioritas baru", body_margins=False
        )
        self._next_panel.body.addWidget(self.next_table)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addWidget(self._queue_panel)
        self._rows.addWidget(self._next_panel, 1)
        self._density = Density.NORMAL

    def set_density(self, density: Density) -> None:
        self._density = density
        self._rows.setSpacing(density.px.gap)
        for panel in (self._queue_panel, self._next_panel):
            panel.set_density(density)
        small = density is not Density.NORMAL
        self.queue_table.setColumnWidth(4, _FREE if not small else 86)
        for table in (self.queue_table, self.next_table):
            table.set_density(density)
        self.queue_table.fit_rows(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - 2 - _PLACE - _NUMBER - _WAITED - _REASON
        self.next_table.setColumnWidth(2, min(_SERVICE, room))

    def show_view(self, view: CounterView, now: datetime) -> None:
        active = view.active
        self._next_panel.set_title(f"Urutan setelah {active.label}" if active else "Urutan panggilan Anda")
        self.next_table.setAccessibleName(f"Urutan setelah {active.label}" if active else "Urutan panggilan")
        self.tick(view, now)
        self.queue_table.fit_rows(1)
        self.next_table.light_row(0 if active is None and view.candidate is not None else None)

    def set_hidden(self, hidden: bool) -> None:
        """Ctrl+H: no kind of priority stands on the screen."""
        self.next_table.setColumnHidden(4, hidden)

    def tick(self, view: CounterView, now: datetime) -> None:
        total = sum(row.waiting for row in view.queue)
        self._queue_panel.set_note(f"{total} menunggu · diperbarui {clock(view.now, seconds=True)} WIB")
        self._queue.set_rows(queue_rows(view, now))
        passed = max(timedelta(), now - view.now)
        self._next.set_rows(
            [
                _Upcoming(place, row, minutes(row.waited + passed))
                for place, row in enumerate(view.upcoming, start=1)
            ]
        )


class ServicePage(QWidget):
    """What is asked for at the counter: service, its papers, the rule behind it."""

    def __init__(self) -> None:
        super().__init__()
        self._service = plain_label(size=18, weight=600, wrap=True)
        self._promise = plain_label(role="muted", wrap=True)
        self._needs = FactList()
        self._basis = plain_label(wrap=True)
        self.add_button = KeyButton("Tambah layanan", size=Size.SMALL, icon="plus", cap_right=True)
        self._purpose_panel = Panel("Keperluan hari ini")
        self._purpose_panel.add_to_head(self.add_button)
        self._purpose_panel.body.setSpacing(2)
        self._purpose_panel.body.addWidget(self._service)
        self._purpose_panel.body.addWidget(self._promise)
        self._needs_panel = Panel("Berkas yang diperlukan", body_margins=False)
        self._needs_panel.body.addWidget(self._needs)
        self._needs_panel.body.addStretch(1)
        self._basis_panel = Panel("Dasar hukum")
        self._basis_panel.body.addWidget(self._basis)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addWidget(self._purpose_panel)
        self._rows.addWidget(self._needs_panel, 1)
        self._rows.addWidget(self._basis_panel)

    def set_density(self, density: Density) -> None:
        self._rows.setSpacing(density.px.gap)
        for panel in (self._purpose_panel, self._needs_panel, self._basis_panel):
            panel.set_density(density)

    def show_ticket(self, active: ActiveTicket) -> None:
        self._service.setText(active.service)
        self._promise.setText(wording.promise_words(active.promise_days, active.fee))
        self._promise.setVisible(bool(self._promise.text()))
        count = len(active.requirements)
        self._needs_panel.set_note(f"{count} berkas" if count else "")
        self._needs.set_facts(
            [Fact(words, icon="document") for words in active.requirements]
            or [Fact("Tidak ada persyaratan tertulis.", icon="check", state=State.OK)]
        )
        self._basis.setText(active.legal_basis)
        self._basis_panel.setVisible(bool(active.legal_basis))
