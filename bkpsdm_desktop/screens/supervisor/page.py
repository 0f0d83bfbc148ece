"""The supervisor's screen: one snapshot in six panels, one thing to do, and a list behind every figure."""

from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from bkpsdm_desktop.domain.advice import Todo
from bkpsdm_desktop.domain.errors import DatabaseUnavailable
from bkpsdm_desktop.domain.indonesian import long_date
from bkpsdm_desktop.domain.kinds import ALL_KINDS, Kind
from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.counter.palette import Command, Palette
from bkpsdm_desktop.screens.counter.sheet import Sheet
from bkpsdm_desktop.screens.staff.alarms import AlarmActs
from bkpsdm_desktop.screens.staff.frame import Around, StaffPage
from bkpsdm_desktop.screens.staff.pages import Page
from bkpsdm_desktop.screens.supervisor.acting_sheet import ActingSheet, updated_words
from bkpsdm_desktop.screens.supervisor.acts import SupervisorActs
from bkpsdm_desktop.screens.supervisor.advice_bar import AdviceBar
from bkpsdm_desktop.screens.supervisor.detail_sheets import CounterSheet, FactsSheet
from bkpsdm_desktop.screens.supervisor.move_form import Move
from bkpsdm_desktop.screens.supervisor.panel_rows import AtCounter, Facts, OneTicket
from bkpsdm_desktop.screens.supervisor.panels import Board
from bkpsdm_desktop.screens.supervisor.ticket_sheet import Asked, TicketSheet
from bkpsdm_desktop.screens.theme import Density
from bkpsdm_desktop.screens.widgets.state import State
from bkpsdm_desktop.services.supervision_rows import (
    ClerkLine,
    CounterLine,
    EventLine,
    Figure,
    Of,
    Supervision,
)
from bkpsdm_desktop.services.visit_rows import AlarmRow

_REREAD_SECONDS = 15  # what changes by time alone: a PC that falls silent, a break that ends
_LEAST_SECONDS = 1.0  # a busy office changes several times a second; eyes do not need more than this
_LEAST_SIZE = (1188, 566)  # of the board and the line on top, with a message beside them
_NO_LINK = "Basis data tidak terjangkau."
_BUSY = "Tindakan sebelumnya sedang disimpan."
Work = Callable[[], Coroutine[Any, Any, object]]


class SupervisorPage(StaffPage):
    """One supervisor's view of the office, and the acts that go with it."""

    kinds = ALL_KINDS - {Kind.SYNC}  # sealing comes after each change that the page heard of already

    def __init__(self, acts: SupervisorActs, around: Around) -> None:
        super().__init__(Page.SUPERVISOR, around)
        self._acts = acts
        self._view: Supervision | None = None
        self._reading = self._wanted = self._acting = False
        self.advice, self.board, self._inside = AdviceBar(), Board(), QWidget()
        self._rows = QVBoxLayout(self._inside)
        self.hide_bar()
        self._lay_out()
        self.tickets = TicketSheet(self.middle)
        self.facts = FactsSheet(self.middle)
        self.counter = CounterSheet(self.middle)
        self.palette_sheet = Palette(self.middle)
        self._sheets: tuple[Sheet, ...] = (self.tickets, self.facts, self.counter, self.palette_sheet)
        self._connect()
        self.status.set_message(self.standing_line())
        self.status.add_key("Ctrl+K", "Palet perintah")
        self.apply_density(self.density)

    def _lay_out(self) -> None:
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addWidget(self.advice)
        self._rows.addWidget(self.board, 1)
        # Below 1280x720 the whole may be scrolled; at and above it nothing is (U53).
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.viewport().setAutoFillBackground(False)
        self._inside.setAutoFillBackground(False)
        self.area.setWidget(self._inside)
        self.content.addWidget(self.area)

    def _connect(self) -> None:
        self.palette_action = QAction("Palet perintah", self)
        self.palette_action.setShortcut(QKeySequence("Ctrl+K"))
        self.palette_action.triggered.connect(self.open_palette)
        self.addAction(self.palette_action)
        self.board.opened.connect(self.open_behind)
        self.advice.done.connect(self.do_advice)
        self.advice.sums_wanted.connect(lambda: self.open_behind(Facts("advice")))
        self.slot.answered.connect(self._close_day)
        self.slot.dismissed.connect(self._refresh_keys)
        self.slot.undo.undone.connect(self._undo)
        for sheet in self._sheets:
            sheet.closed.connect(self._refresh_keys)
        self.tickets.history_wanted.connect(self._read_history)
        self.tickets.move_wanted.connect(self._move)
        self.tickets.release_wanted.connect(
            lambda asked: self._release(asked.ticket, asked.label, self.tickets)
        )
        self.tickets.cancel_wanted.connect(self._cancel)
        self.counter.open_wanted.connect(self._open_counter)
        self.counter.close_wanted.connect(self._close_counter)
        self.counter.release_wanted.connect(lambda line: self._release(line.ticket, line.label, self.counter))

    def watch_alarms(self, acts: AlarmActs) -> None:
        super().watch_alarms(acts)
        assert self.alarms is not None
        sheet = self.alarms.sheet
        self._sheets = (*self._sheets, sheet)
        self.alarms.bar.handle_wanted.connect(lambda _: self._refresh_keys())
        sheet.closed.connect(self._refresh_keys)

    # --- what is shown ---------------------------------------------------------------------------

    @property
    def view(self) -> Supervision | None:
        """What the screen shows now."""
        return self._view

    @property
    def busy(self) -> bool:
        """Whether something is still being read or done."""
        return self.keeper.busy

    def standing_line(self) -> str:
        if not self.linked:
            return f"{_NO_LINK} Yang tampil adalah keadaan terakhir."
        return "Setiap angka dapat dibuka: Tab pindah, Enter lihat daftarnya."

    def set_density(self, density: Density) -> None:
        self.advice.set_density(density)
        self.board.set_density(density)
        self._rows.setSpacing(density.px.gap)
        self._inside.setMinimumSize(*_LEAST_SIZE)

    def show_view(self, view: Supervision) -> None:
        """Show a snapshot."""
        self._view = view
        if not self.linked:
            self.regain_link()
        self.header.set_office(f"{view.office.agency} {view.office.place}")
        self.advice.show_advice(view.advice)
        self.board.show_view(view, self._now(view))
        self.status.set_segment("age", updated_words(view.now), "clock")
        if self.tickets.isVisible():
            self.tickets.show_view(view)
        if self.facts.isVisible():
            self.facts.show_view(view)
        if self.counter.isVisible():
            self.counter.show_view(view)
        self._refresh_keys()

    def _now(self, view: Supervision) -> datetime:
        return max(view.now, self.ticker.now())

    def tick(self) -> None:
        view = self._view
        if view is None:
            return
        now = self.ticker.now()
        age = (now - view.now).total_seconds()
        self.board.tick(view, self._now(view))
        if (self._wanted and age >= _LEAST_SECONDS) or age >= _REREAD_SECONDS:
            self.read_now()

    # --- reading ---------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read soon: at once when the last snapshot is a second old, else with the next second."""
        view = self._view
        young = view is not None and (self.ticker.now() - view.now).total_seconds() < _LEAST_SECONDS
        if young and not self.keeper.busy:
            self._wanted = True
        else:
            self.read_now()

    def read_now(self) -> None:
        """Read the snapshot; a further wish while reading is served right after."""
        self._wanted = self._reading
        if self._reading:
            return
        self._reading = self.keeper.run(
            self._acts.view,
            on_done=self._on_read,
            on_refused=self._on_unreadable,
            on_failed=self._on_read_failed,
        )

    def _on_read(self, view: Supervision) -> None:
        self._reading = False
        self.show_view(view)

    def _on_unreadable(self, sentence: str) -> None:
        self._reading = False
        self.lose_link()
        self.status.set_message(sentence, State.WARN)

    def _on_read_failed(self, code: str) -> None:
        self._reading = False
        self.say(f"Layar tidak dapat dimuat. Laporkan kode {code}.", State.BAD)

    # --- what is behind --------------------------------------------------------------------------

    def open_behind(self, opens: object) -> None:
        """Open the list, ticket, counter or facts behind a figure."""
        view = self._view
        if view is None:
            return
        self.close_sheets()
        match opens:
            case Figure():
                self.tickets.open_figure(view, opens)
            case OneTicket():
                self.tickets.open_ticket(view, opens.ticket)
            case AtCounter():
                self.counter.open_counter(view, opens.number)
            case Facts():
                self.facts.open_facts(view, opens)
        self._refresh_keys()

    def close_sheets(self) -> None:
        for sheet in self._sheets:
            sheet.close_sheet()

    def _read_history(self, ticket: UUID) -> None:
        def show(events: tuple[EventLine, ...]) -> None:
            self.tickets.show_history(ticket, events)

        self.keeper.run(
            lambda: self._acts.history(ticket),
            on_done=show,
            on_refused=self.tickets.show_trouble,
            on_failed=self.tell_fault,
        )

    def _refresh_keys(self) -> None:
        """Ctrl+Enter is of what lies on top: a sheet, a question, else the advice."""
        free = not any(sheet.isVisible() for sheet in self._sheets) and self.slot.question.isHidden()
        self.advice.set_keys(free)

    # --- acting ----------------------------------------------------------------------------------

    def _start(
        self,
        work: Work,
        *,
        done: str = "",
        sheet: Sheet | None = None,
        undo: str = "",
        on_done: Callable[[object], None] | None = None,
    ) -> None:
        """Run one act, then show what it changed; a refusal stands in the sheet it was asked from."""
        if self._acting:
            self.say(_BUSY)
            return
        if not self.linked:
            self.say(_NO_LINK, State.WARN)
            return
        self.slot.clear_refusal()

        def acted(result: object) -> None:
            self._acting = False
            if sheet is not None:
                sheet.close_sheet()
            if done:
                self.say(done, State.OK)
            if undo and self._view is not None:
                self.slot.undo.show_act(undo, seconds=float(self._view.rules.undo_seconds))
            if on_done is not None:
                on_done(result)
            self.read_now()

        self._acting = self.keeper.run(
            lambda: self._act(work),
            on_done=acted,
            on_refused=lambda sentence: self._on_refused(sentence, sheet),
            on_failed=self._on_failed,
        )

    async def _act(self, work: Work) -> object:
        try:
            return await work()
        except DatabaseUnavailable:
            self.lose_link()
            raise

    def _on_refused(self, sentence: str, sheet: Sheet | None) -> None:
        self._acting = False
        if isinstance(sheet, ActingSheet) and sheet.isVisible():
            sheet.show_trouble(sentence)
            self.say(sentence, State.WARN)
        else:
            self.refuse(sentence)
        if self.linked:
            self.read_now()

    def _on_failed(self, code: str) -> None:
        self._acting = False
        self.tell_fault(code)
        self.read_now()

    def do_advice(self) -> None:
        """What the line on top says."""
        view = self._view
        if view is None:
            return
        advice = view.advice
        counters = {line.number: line.id for line in view.counters}
        match advice.todo:
            case Todo.RELEASE if advice.ticket is not None:
                label = advice.verb.removeprefix("Lepaskan ")
                self._release(advice.ticket, label, None)
            case Todo.OPEN_COUNTER if advice.person is not None and advice.counter in counters:
                counter, person = counters[advice.counter], advice.person
                self._start(
                    lambda: self._acts.open_counter(counter, person), done=f"Loket {advice.counter} dibuka."
                )
            case Todo.WAITS:
                self.open_behind(Figure(Of.WAITING, (advice.subject,)))
            case Todo.LOOK:
                named = [line.key for line in view.health if line.name == advice.subject]
                self.open_behind(Facts("health", *named[:1]))
            case Todo.ALARM:
                self._open_alarm(view)

    def _open_alarm(self, view: Supervision) -> None:
        """The oldest emergency that stands: who is there, and ending it with a note."""
        self.close_sheets()
        standing = [alarm for alarm in view.alarms if alarm.ended_at is None]
        if standing and self.alarms is not None:
            first = standing[0]
            self.alarms.sheet.open_for(
                AlarmRow(
                    id=first.id, counter=first.counter, person=first.clerk, since=first.raised_at, here=False
                )
            )
        self._refresh_keys()

    def _release(self, ticket: UUID, label: str, sheet: Sheet | None) -> None:
        self._start(
            lambda: self._acts.release(ticket),
            done=f"{label} dilepaskan dan kembali ke tempatnya dalam antrean.",
            sheet=sheet,
        )

    def _move(self, asked: Asked, move: Move) -> None:
        self._start(
            lambda: self._acts.move(
                asked.ticket, service=move.service, counter=move.counter, keep_place=move.keep_place
            ),
            sheet=self.tickets,
            undo=f"{asked.label} dipindahkan",
        )

    def _cancel(self, asked: Asked) -> None:
        self._start(
            lambda: self._acts.cancel(asked.ticket), sheet=self.tickets, undo=f"{asked.label} dibatalkan"
        )

    def _undo(self) -> None:
        self._start(self._acts.undo, done="Diurungkan.")

    def _open_counter(self, line: CounterLine, clerk: ClerkLine) -> None:
        self._start(
            lambda: self._acts.open_counter(line.id, clerk.id),
            done=f"Loket {line.number} dibuka untuk {clerk.name}.",
            sheet=self.counter,
        )

    def _close_counter(self, line: CounterLine) -> None:
        self._start(
            lambda: self._acts.close_counter(line.id),
            done=f"Loket {line.number} ditutup.",
            sheet=self.counter,
        )

    # --- commands --------------------------------------------------------------------------------

    def open_palette(self) -> None:
        shown = self.palette_sheet.isVisible()
        self.close_sheets()
        if not shown:
            self.palette_sheet.open_with(self.commands())
        self._refresh_keys()

    def commands(self) -> list[Command]:
        """Everything that can be done here by name, those that do not work now with their reason."""
        why = "" if self.linked and self._view is not None else _NO_LINK
        dark = theme.current().name == "dark"
        advice = self._view.advice if self._view is not None else None
        nothing = why or ("" if advice is not None and advice.verb else "Tidak ada saran sekarang.")
        made = [
            Command(advice.verb if advice is not None and advice.verb else "Lakukan saran", self.do_advice,
                    "Ctrl+Enter", nothing),
            Command("Yang menunggu", lambda: self.open_behind(Figure(Of.WAITING)), reason=why),
            Command("Nomor yang ditunda", lambda: self.open_behind(Figure(Of.PARKED)), reason=why),
            Command("Semua nomor hari ini", lambda: self.open_behind(Figure(Of.ISSUED)), reason=why),
            Command("Kesehatan alat", lambda: self.open_behind(Facts("health")), reason=why),
            Command("Janji hari ini", lambda: self.open_behind(Facts("bookings")), reason=why),
            Command("Perkiraan habis", lambda: self.open_behind(Facts("forecast")), reason=why),
            Command("Tutup hari", self.ask_close_day, reason=why),
            Command("Konfirmasi tanggal", self.confirm_date, reason=why),
            Command("Bantuan layar ini", self.help.toggle, "F1"),
            Command("Pesan hari ini", self.toggle_log, "Ctrl+R"),
            Command("Tema terang" if dark else "Tema gelap", _change_theme),
            Command("Keluar", self.sign_out_wanted.emit),
        ]  # fmt: skip
        for line in self._view.counters if self._view is not None else ():
            made.append(Command(f"Loket {line.number}", _opener(self, line.number)))
        return made

    def ask_close_day(self) -> None:
        """*Tutup hari* cannot be undone: ask first, in the slot, without blocking anything."""
        view = self._view
        if view is None or not self.linked:
            self.say(_NO_LINK, State.WARN)
            return
        left = view.count(Of.WAITING) + view.count(Of.CALLED) + view.count(Of.PARKED)
        advice = f"{left} nomor menjadi tidak terlayani." if left else "Tidak ada nomor yang menunggu."
        self.slot.ask(f"Tutup hari {long_date(view.day)}?", advice, "Tutup hari")
        self._refresh_keys()

    def _close_day(self) -> None:
        self._start(self._acts.close_day, on_done=lambda sentence: self.say(str(sentence), State.OK))
        self._refresh_keys()

    def confirm_date(self) -> None:
        view = self._view
        if view is not None:
            day = long_date(view.day)
            self._start(
                self._acts.confirm_date, done=f"Tanggal {day} dikonfirmasi. Nomor dapat diambil lagi."
            )

    def lose_link(self) -> None:
        super().lose_link()
        self.status.set_message(self.standing_line(), State.WARN)


def _opener(page: SupervisorPage, number: int) -> Callable[[], None]:
    return lambda: page.open_behind(AtCounter(number))


def _change_theme() -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, theme.light() if theme.current().name == "dark" else theme.dark())
