"""The list behind a figure, the history of one of its tickets, and what a supervisor can do with it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from bkpsdm_desktop.domain.indonesian import clock, clock_wib
from bkpsdm_desktop.domain.ticket import State as TicketState
from bkpsdm_desktop.screens.counter.pieces import RowsTable
from bkpsdm_desktop.screens.counter.wording import PRIORITY_WORDS
from bkpsdm_desktop.screens.models import Column, KeyedTableModel
from bkpsdm_desktop.screens.supervisor import wording
from bkpsdm_desktop.screens.supervisor.acting_sheet import ActingSheet, updated_words
from bkpsdm_desktop.screens.supervisor.move_form import MoveForm
from bkpsdm_desktop.screens.widgets.badge import Badge
from bkpsdm_desktop.screens.widgets.buttons import Kind
from bkpsdm_desktop.screens.widgets.labels import ElidedLabel, plain_label
from bkpsdm_desktop.services.supervision_rows import EventLine, Figure, Of, Supervision, TicketLine

_HELD = (TicketState.CALLED, TicketState.SERVING)


@dataclass(frozen=True, slots=True)
class Asked:
    """A ticket and what is to become of it."""

    ticket: UUID
    label: str


def lasting(ticket: TicketLine, now: datetime, of: Of) -> str:
    """The time that matters: the waits behind a figure of waits, else how long the present state lasts."""
    if of in (Of.WAITS, Of.SERVICES):
        spans = [leg.wait if of is Of.WAITS else leg.served for leg in ticket.legs]
        return " + ".join(wording.mins(span) for span in spans if span is not None)
    if ticket.is_open:
        return wording.mins(max(timedelta(), now - ticket.since))
    spans = [leg.wait for leg in ticket.legs if leg.wait is not None]
    return f"tunggu {wording.mins(spans[-1])}" if spans else wording.NONE


def why_not_move(ticket: TicketLine) -> str:
    """Why a number cannot be moved now; empty when it can."""
    if ticket.state in _HELD:
        return f"{ticket.label} sedang di loket. Lepaskan dahulu."
    return "" if ticket.is_open else f"{ticket.label} sudah berakhir."


def why_not_release(ticket: TicketLine) -> str:
    """Why there is nothing to release; empty when there is."""
    if ticket.state in _HELD or (ticket.state is TicketState.PARKED and not ticket.common):
        return ""
    return f"{ticket.label} tidak dipegang siapa pun."


def why_not_cancel(ticket: TicketLine) -> str:
    """Why a number cannot be cancelled now; empty when it can."""
    if ticket.state in _HELD:
        return f"{ticket.label} sedang di loket. Lepaskan dahulu."
    return "" if ticket.is_open else f"{ticket.label} sudah berakhir."


class _ListPage(QWidget):
    """The tickets behind a figure."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._now: datetime | None = None
        self._of = Of.ISSUED
        self.model = KeyedTableModel[TicketLine](
            (
                Column("Nomor", lambda row: row.label, strong=True),
                Column("Layanan", lambda row: row.service),
                Column(
                    "Keadaan",
                    lambda row: wording.TICKET_WORDS[row.state].word,
                    badge=lambda row: wording.TICKET_WORDS[row.state],
                ),
                Column("Sejak", lambda row: clock(row.since), right=True),
                Column("Lama", lambda row: self._lasting(row), right=True),
                Column("Loket", lambda row: str(row.counter or ""), right=True),
                Column("Petugas", lambda row: row.clerk),
                Column(
                    "Prioritas",
                    lambda row: (
                        PRIORITY_WORDS[row.priority].removeprefix("Prioritas: ") if row.priority else ""
                    ),
                ),
            ),
            key=lambda row: row.id,
        )
        self.table = RowsTable(
            "Daftar nomor",
            self.model,
            (76, None, 136, 70, 116, 60, 150, 130),
            empty="Tidak ada nomor.",
            choose=True,
        )
        self.table.activated.connect(self._activated)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.table)

    def _lasting(self, row: TicketLine) -> str:
        return "" if self._now is None else lasting(row, self._now, self._of)

    def show_rows(self, tickets: Sequence[TicketLine], now: datetime, of: Of) -> None:
        self._now, self._of = now, of
        self.model.set_rows(tickets)
        if tickets and not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.model.index(0, 0))
        self.table.viewport().update()

    @property
    def marked(self) -> TicketLine | None:
        return self.model.row(self.table.currentIndex())

    def _activated(self, index: QModelIndex) -> None:
        row = self.model.row(index)
        if row is not None:
            self.chosen.emit(row.id)


class _HistoryPage(QWidget):
    """One ticket: what it is, and what happened to it."""

    def __init__(self) -> None:
        super().__init__()
        self.badge = Badge()
        self.number = plain_label(size=24, weight=700)
        self.about = ElidedLabel(size=15)
        self.model = KeyedTableModel[EventLine](
            (
                Column("Pukul", lambda row: clock(row.at, seconds=True)),
                Column("Kejadian", lambda row: row.words, strong=True),
                Column("Di", lambda row: row.where),
                Column("Oleh", lambda row: row.who),
            ),
            key=lambda row: row.step,
        )
        self.table = RowsTable(
            "Riwayat nomor", self.model, (86, None, 150, 190), empty="Riwayat sedang dimuat.", choose=True
        )
        head = QHBoxLayout()
        head.setSpacing(12)
        for part in (self.number, self.badge, self.about):
            head.addWidget(part)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addLayout(head)
        rows.addWidget(self.table, 1)

    def show_ticket(self, ticket: TicketLine) -> None:
        word = wording.TICKET_WORDS[ticket.state]
        self.badge.set_badge(word.word, word.state, word.icon)
        self.number.setText(ticket.label)
        parts = [ticket.service, f"diambil {clock_wib(ticket.issued_at)}"]
        if ticket.priority:
            parts.append(PRIORITY_WORDS[ticket.priority].lower())
        if ticket.only_counter:
            parts.append(f"hanya untuk Loket {ticket.only_counter}")
        self.about.set_text(" · ".join(parts))


class TicketSheet(ActingSheet):
    """List, history and move form lie on each other; Esc goes one level back."""

    history_wanted = Signal(object)
    move_wanted = Signal(object, object)
    release_wanted = Signal(object)
    cancel_wanted = Signal(object)
    wide = 1080
    tall = True

    def __init__(self, parent: QWidget) -> None:
        super().__init__("Daftar nomor", "list", parent)
        self.list, self.history, self.form = _ListPage(), _HistoryPage(), MoveForm()
        self._figure: Figure | None = None
        self._one: UUID | None = None
        self._view: Supervision | None = None
        self.pages = QStackedWidget()
        for page in (self.list, self.history, self.form):
            self.pages.addWidget(page)
        self.body.addWidget(self.trouble)
        self.body.addWidget(self.pages, 1)
        self.first = self.list.table
        self.open_button = self.add_act("Riwayat", "Alt+R", self._show_history)
        self.move_button = self.add_act("Pindahkan", "Alt+P", self._show_form)
        self.release_button = self.add_act("Lepaskan", "Alt+L", lambda: self._ask(self.release_wanted.emit))
        self.cancel_button = self.add_act(
            "Batalkan nomor", "Alt+B", lambda: self._ask(self.cancel_wanted.emit), Kind.DANGER
        )
        self.do_button = self.add_act("Pindahkan sekarang", "Ctrl+Return", self._move, Kind.STRONG)
        self.foot.addStretch(1)
        self.add_hint("kembali", "Esc")
        self.list.chosen.connect(lambda _: self._show_history())
        self.list.table.selectionModel().currentRowChanged.connect(lambda *_: self._refresh_buttons())
        self.form.changed.connect(self._refresh_buttons)

    # --- opening ---------------------------------------------------------------------------------

    def open_figure(self, view: Supervision, figure: Figure) -> None:
        """The list behind a figure."""
        self._figure, self._one = figure, None
        self.list.table.setCurrentIndex(QModelIndex())
        self._go(self.list)
        self.show_view(view)
        self.open()

    def open_ticket(self, view: Supervision, ticket: UUID) -> None:
        """The history of one ticket, without a list before it."""
        self._figure, self._one = None, ticket
        self.history.model.set_rows(())
        self._go(self.history)
        self.show_view(view)
        self.history_wanted.emit(ticket)
        self.open()
        self.history.table.setFocus()

    def show_view(self, view: Supervision) -> None:
        """The same list of a newer snapshot."""
        self._view = view
        if self._figure is not None:
            tickets = view.behind(self._figure)
            self.title.setText(wording.title_of(self._figure, view))
            self.note.setText(f"{len(tickets)} nomor · {updated_words(view.now)}")
            self.list.show_rows(tickets, view.now, self._figure.of)
        elif self.ticket is not None:
            self.title.setText(f"Riwayat {self.ticket.label}")
            self.note.setText(updated_words(view.now))
        if self.ticket is not None:
            self.history.show_ticket(self.ticket)
        self._refresh_buttons()

    @property
    def shown(self) -> tuple[TicketLine, ...]:
        """The tickets in the list."""
        return self.list.model.rows

    @property
    def ticket(self) -> TicketLine | None:
        """The ticket that the buttons are about."""
        if self._one is not None and self._view is not None:
            return next((each for each in self._view.tickets if each.id == self._one), None)
        return self.list.marked

    def show_history(self, ticket: UUID, events: Sequence[EventLine]) -> None:
        if self.ticket is not None and self.ticket.id == ticket:
            self.history.model.set_rows(events)

    # --- pages -----------------------------------------------------------------------------------

    def _go(self, page: QWidget) -> None:
        self.show_trouble("")
        self.pages.setCurrentWidget(page)
        self._refresh_buttons()

    def _show_history(self) -> None:
        ticket = self.ticket
        if ticket is None:
            return
        self.history.model.set_rows(())
        self.history.show_ticket(ticket)
        self._go(self.history)
        self.history.table.setFocus()
        self.history_wanted.emit(ticket.id)

    def _show_form(self) -> None:
        ticket = self.ticket
        if ticket is not None and self._view is not None:
            self.form.show_ticket(ticket, self._view)
            self._go(self.form)
            self.form.service.setFocus()

    def _move(self) -> None:
        move = self.form.wanted
        self._ask(lambda asked: self.move_wanted.emit(asked, move))

    def _ask(self, emit: Callable[[Asked], None]) -> None:
        ticket = self.ticket
        if ticket is not None:
            emit(Asked(ticket.id, ticket.label))

    def back(self) -> None:
        """One level back, or away."""
        page = self.pages.currentWidget()
        if page is self.form and self._one is not None:
            self._go(self.history)
            self.history.table.setFocus()
        elif page is self.list or self._one is not None:
            self.close_sheet()
        else:
            self._go(self.list)
            self.list.table.setFocus()

    def _refresh_buttons(self) -> None:
        ticket, page = self.ticket, self.pages.currentWidget()
        in_form = page is self.form
        nobody = "" if ticket is not None else "Pilih nomor dahulu."
        for button, shown, reason in (
            (self.open_button, page is self.list, nobody),
            (self.move_button, not in_form, nobody if ticket is None else why_not_move(ticket)),
            (self.release_button, not in_form, nobody if ticket is None else why_not_release(ticket)),
            (self.cancel_button, not in_form, nobody if ticket is None else why_not_cancel(ticket)),
            (self.do_button, in_form, self.form.reason),
        ):
            self.offer(button, shown=shown)
            button.set_reason(reason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back()
        else:
            super().keyPressEvent(event)
