"""The counter console: keyboard first, one primary button, everything else says why it does not work."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QWidget

from bkpsdm_desktop.domain.errors import DatabaseUnavailable, Refused
from bkpsdm_desktop.domain.indonesian import long_date
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.counter import verbs
from bkpsdm_desktop.screens.counter.acts import CounterActs
from bkpsdm_desktop.screens.counter.desk import Desk
from bkpsdm_desktop.screens.counter.emergency import Emergency
from bkpsdm_desktop.screens.counter.helping import CounterHelp
from bkpsdm_desktop.screens.counter.log import MessageLog
from bkpsdm_desktop.screens.counter.moves import Moves, Work
from bkpsdm_desktop.screens.counter.palette import Command, Palette
from bkpsdm_desktop.screens.counter.pin import PinSheet
from bkpsdm_desktop.screens.counter.searching import Searching
from bkpsdm_desktop.screens.counter.sheet import Sheet
from bkpsdm_desktop.screens.counter.verbs import Situation, Verb, refusal
from bkpsdm_desktop.screens.staff.coach import Coach, CoachActs
from bkpsdm_desktop.screens.staff.pages import Page
from bkpsdm_desktop.screens.subscriptions import Subscribe
from bkpsdm_desktop.screens.tasks import TaskKeeper
from bkpsdm_desktop.screens.theme import Density
from bkpsdm_desktop.screens.ticker import Ticker
from bkpsdm_desktop.screens.widgets.buttons import VerbButton
from bkpsdm_desktop.screens.widgets.state import State
from bkpsdm_desktop.services.counter_rows import CounterView
from bkpsdm_desktop.services.rows import CounterState, PersonRow, Role

__all__ = ["CounterActs", "CounterWindow"]

_RELOAD_SECONDS = 30  # what changes by the passing of time alone: a waiting limit, the end of a late return
_RETRY_SECONDS = 5
_SAY_MS = 6_000
_VISIT_VERBS = (
    Verb.CALL_NEXT, Verb.RECALL, Verb.WITHDRAW, Verb.START, Verb.FIND, Verb.NO_SHOW, Verb.CANCEL,
    Verb.FINISH, Verb.TRANSFER, Verb.PARK, Verb.PARK_FOR_ALL, Verb.PARKED, Verb.ADD_SERVICE, Verb.PRINT,
)  # fmt: skip


class CounterWindow(QWidget):
    """One counter of one signed-in person."""

    signed_out = Signal()
    lock_wanted = Signal()
    page_wanted = Signal(object)

    def __init__(
        self,
        acts: CounterActs,
        subscribe: Subscribe,
        *,
        person: PersonRow,
        station: str,
        ticker: Ticker,
        on_fault: Callable[[BaseException], str],
        pages: tuple[Page, ...] = (Page.COUNTER,),
    ) -> None:
        """``station`` names this place (``Loket 3``), ``pages`` are those of the rail; ``on_fault``
        logs our own fault and gives its code."""
        super().__init__()
        self._acts = acts
        self._person = person
        self._ticker = ticker
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._keeper = TaskKeeper(on_fault)
        self._view: CounterView | None = None
        self._linked = True
        self._retry_at: datetime | None = None
        self._stale = True
        self._reading = False
        self._read_again = False
        self._acting = False
        self._said: tuple[str, State] | None = None
        self._unsay: Callable[[], None] = lambda: None
        self.desk = Desk(self, person=person, station=station, ticker=ticker, pages=pages)
        self.searching = Searching(self, self, acts, self._keeper, over=self.desk.middle, ticker=ticker)
        self.finder, self.prints = self.searching.finder, self.searching.prints
        self.palette_sheet = Palette(self.desk.middle)
        self.log = MessageLog(self.desk.middle, self)
        self.pin_sheet = PinSheet(self.desk.middle)
        self.moves = Moves(self, acts, self.desk.middle)
        self.emergency = Emergency(
            self, self, acts, self._keeper,
            button=self.desk.verbs.alarm_button, status=self.desk.status, alarms=self.desk.alarms,
            over=self.desk.middle, say=self.say, reload=self.reload,
        )  # fmt: skip
        self.help = CounterHelp(self, acts, self._keeper, self.desk.work, self.desk.alarms)
        self._sheets: tuple[Sheet, ...] = (
            self.finder, self.prints, self.palette_sheet, self.log, *self.moves.sheets, self.emergency.sheet,
            self.pin_sheet,
        )  # fmt: skip
        self.coach: Coach | None = None
        self._connect()
        self._cancel_tick = ticker.every(1_000, self._tick)
        self._unsubscribe = subscribe(self._on_change, self._on_link)
        self._render()

    def _connect(self) -> None:
        desk = self.desk
        desk.verbs.pressed.connect(self.press)
        desk.verbs.refused.connect(self.say)
        desk.palette_action.triggered.connect(self.open_palette)
        self.help.action.triggered.connect(self.toggle_help)
        self.log.wanted.connect(lambda: self.open_sheet(self.log, self.log.open))
        desk.home_wanted.connect(self.close_sheets)
        desk.page_wanted.connect(self.page_wanted)
        desk.find_wanted.connect(self.searching.open_for)
        desk.slot.undo.undone.connect(self.undo)
        desk.slot.answered.connect(self._close_day)
        self.pin_sheet.chosen.connect(self._make_pin)

    # --- what is shown ---------------------------------------------------------------------------

    @property
    def view(self) -> CounterView | None:
        """What the screen shows now."""
        return self._view

    @property
    def busy(self) -> bool:
        """Whether something is still being read or done."""
        return self._keeper.busy

    @property
    def acting(self) -> bool:
        """Whether an act is being done: another one has to wait for it."""
        return self._acting

    def _situation(self) -> Situation:
        return Situation(self._view, self._ticker.now(), self._linked)

    def _show(self, view: CounterView) -> None:
        self._view = view
        self._stale = False
        if not self._linked:
            self._linked = True
            self._retry_at = None
            self.desk.alarm.clear()
        self._render()

    def _render(self) -> None:
        at = self._situation()
        self.desk.render(at)
        if at.view is not None:
            self.prints.show_view(at.view)
            self.moves.show_view(at.view)
            self.emergency.show_alarms(at.view.alarms)
            self.help.show_view(at.view)
        self._write_status(at)

    def _tick(self) -> None:
        at = self._situation()
        self.desk.tick(at)
        self._write_status(at)
        if self._retry_at is not None:
            self._retry(at.now)
        elif at.view is not None and (at.now - at.view.now).total_seconds() >= _RELOAD_SECONDS:
            self.reload()

    def _write_status(self, at: Situation) -> None:
        """A sentence just said; else the warnings and the standing reason, one after the other."""
        if self._said is not None:
            self.desk.set_status(*self._said)
            return
        warnings = at.view.warnings if at.view is not None and at.linked else ()
        lines = [(words, State.WARN) for words in warnings]
        lines.append((verbs.standing_reason(at), State.INFO))
        turn = int(at.now.timestamp()) // (_SAY_MS // 1_000)
        self.desk.set_status(*lines[turn % len(lines)])

    def say(self, sentence: str, state: State = State.INFO) -> None:
        """Put a sentence into the status line for a while, and into the list of messages."""
        self._unsay()
        self._said = (sentence, state)
        self.log.add(self._ticker.now(), sentence, state)
        self.desk.set_status(sentence, state)
        self._unsay = self._ticker.after(_SAY_MS, self._end_said)

    def _end_said(self) -> None:
        self._said = None
        self._write_status(self._situation())

    # --- reading ---------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the view again; a second wish while reading is served right after."""
        if self._reading:
            self._read_again = True
            return
        self._reading = self._keeper.run(
            self._read, on_done=self._on_read, on_refused=self._on_unreadable, on_failed=self._on_read_failed
        )

    async def _read(self) -> CounterView:
        return await self._acts.view()

    def _on_read(self, view: CounterView) -> None:
        self._reading = False
        self._show(view)
        if self._read_again:
            self._read_again = False
            self.reload()

    def _on_unreadable(self, sentence: str) -> None:
        self._reading = self._read_again = False
        self._lose_link()

    def _on_read_failed(self, code: str) -> None:
        self._reading = self._read_again = False
        self.say(f"Layar tidak dapat dimuat. Laporkan kode {code}.", State.BAD)

    def _on_change(self, kinds: frozenset[Kind]) -> None:
        self.help.changed(kinds)
        if self.isVisible():
            self.reload()
        else:
            self._stale = True

    def _on_link(self, linked: bool) -> None:
        if linked:
            self.reload()
        else:
            self._lose_link()

    def _lose_link(self) -> None:
        """The database does not answer: say so, refuse every act, keep what is shown, try again by itself."""
        self._retry_at = self._ticker.now() + timedelta(seconds=_RETRY_SECONDS)
        if self._linked:
            self._linked = False
            self.log.add(self._ticker.now(), verbs.NO_LINK, State.BAD)
        self._render()
        self._write_alarm(_RETRY_SECONDS)

    def _retry(self, now: datetime) -> None:
        assert self._retry_at is not None
        left = int((self._retry_at - now).total_seconds() + 0.999)
        if left > 0:
            self._write_alarm(left)
        elif not self._reading:
            self._write_alarm(0)
            self.reload()

    def _write_alarm(self, seconds: int) -> None:
        advice = f"Mencoba lagi dalam {seconds} detik." if seconds else "Mencoba lagi sekarang."
        self.desk.alarm.set_message(State.BAD, "Basis data kantor tidak terjangkau.", advice)

    # --- acting ----------------------------------------------------------------------------------

    def press(self, verb: Verb) -> None:
        """Do what a verb's key or button says, or say why not."""
        at = self._situation()
        if verb is Verb.CALL_NEXT and self.moves.parked.isVisible():
            self.moves.parked.call()  # F2 on a list of numbers calls the one that is marked
        elif (why := refusal(verb, at)) is not None:
            self.say(why)
        elif verb is Verb.FIND:
            self.open_sheet(self.finder, self.finder.open_for)
        elif verb is Verb.PRINT:
            self.open_sheet(self.prints, self.prints.open)
        elif verb is Verb.CANCEL:
            assert at.view is not None
            assert at.view.active is not None
            ticket = at.view.active.ticket
            self.start(lambda: self._acts.cancel(ticket), self.desk.verbs.button(verb))
        elif at.view is None or not self.moves.press(verb, at.view, self.desk.verbs.button(verb)):
            self.start(self._work(verb), self.desk.verbs.button(verb))

    def _work(self, verb: Verb) -> Work:
        works: dict[Verb, Work] = {
            Verb.CALL_NEXT: self._acts.call_next,
            Verb.RECALL: self._acts.recall,
            Verb.WITHDRAW: self._acts.withdraw_call,
            Verb.START: self._acts.start_serving,
            Verb.NO_SHOW: self._acts.mark_no_show,
            Verb.FINISH: self._acts.finish,
            Verb.OPEN: self._acts.open_counter,
            Verb.CLOSE: self._acts.close_counter,
        }
        return works[verb]

    def start(
        self,
        work: Work,
        button: VerbButton | None = None,
        *,
        on_done: Callable[[object], None] | None = None,
        on_refused: Callable[[str], None] | None = None,
    ) -> None:
        """Run one act: its button busy at once, then what it changed on the screen, or why it was refused."""
        if self._acting:
            self.say(verbs.BUSY)
            return
        self.desk.slot.clear_refusal()
        self._acting = self._keeper.run(
            lambda: self._act(work),
            on_done=lambda result: self._on_acted(result, on_done),
            on_refused=lambda sentence: self._on_refused(sentence, on_refused),
            on_failed=self._on_failed,
            button=button,
        )

    async def _act(self, work: Work) -> tuple[object, CounterView | None]:
        """The act, then the view after it; an act that was done stays done when reading fails."""
        try:
            result = await work()
        except DatabaseUnavailable:
            self._lose_link()
            raise
        try:
            return result, await self._acts.view()
        except Refused:
            return result, None

    def _on_acted(
        self, result: tuple[object, CounterView | None], on_done: Callable[[object], None] | None
    ) -> None:
        self._acting = False
        outcome, view = result
        if view is None:
            self._lose_link()
        else:
            self._show(view)
        if on_done is not None:
            on_done(outcome)

    def _on_refused(self, sentence: str, elsewhere: Callable[[str], None] | None) -> None:
        self._acting = False
        self.say(sentence, State.WARN)
        if elsewhere is not None:
            elsewhere(sentence)
        else:
            self.desk.slot.refuse(sentence)
        if self._linked:
            self.reload()

    def _on_failed(self, code: str) -> None:
        self._acting = False
        self.tell_fault(code)
        self.reload()

    def tell_fault(self, code: str) -> None:
        """Our own fault, by its reference code."""
        sentence = f"Terjadi gangguan pada program. Laporkan kode {code} kepada administrator."
        self.say(sentence, State.BAD)
        self.desk.slot.refuse(sentence)

    def no_link(self) -> str | None:
        """Why nothing can be saved now."""
        return None if self._linked else verbs.NO_LINK

    # --- sheets and commands ---------------------------------------------------------------------

    def open_sheet(self, sheet: Sheet, show: Callable[[], None]) -> None:
        """One sheet at a time; its key again closes it."""
        was_open = sheet.isVisible()
        self.close_sheets()
        if not was_open:
            show()

    def close_sheets(self) -> None:
        for sheet in self._sheets:
            sheet.close_sheet()

    def toggle_help(self) -> None:
        """F1: what the service in hand needs, beside the work; no key stops working for it."""
        self.close_sheets()
        self.help.sheet.toggle()

    def teach(self, acts: CoachActs) -> None:
        """Show the first steps to a person who has not seen them."""
        self.coach = Coach(Page.COUNTER, acts, self._keeper, self.desk.work)

    def _close_coach(self) -> bool:
        return self.coach is not None and self.coach.close()

    def open_palette(self) -> None:
        self.open_sheet(self.palette_sheet, lambda: self.palette_sheet.open_with(self.commands()))

    def commands(self) -> list[Command]:
        """Everything that can be done here, those that do not work now with their reason."""
        at = self._situation()
        dark = theme.current().name == "dark"
        made = [
            Command(
                verb.words,
                partial(self.press, verb),
                verb.key,
                refusal(verb, at) or "",
            )
            for verb in (*_VISIT_VERBS, verbs.toggle(self._view), Verb.CLOSE)
        ]
        undo = refusal(Verb.UNDO, at) or ""
        made.append(Command(Verb.UNDO.words, self.undo, Verb.UNDO.key, undo))
        made.append(Command("Sembunyikan atau tampilkan data", self.desk.toggle_hidden, "Ctrl+H"))
        made.append(Command("Bantuan layanan dan layar ini", self.toggle_help, "F1"))
        made.append(Command("Pesan hari ini", lambda: self.open_sheet(self.log, self.log.open), "Ctrl+R"))
        made.append(Command("Ganti petugas atau kunci", self.lock_wanted.emit, "Ctrl+L", self._lock_reason()))
        made.append(Command("Buat PIN untuk PC ini", self.pin_sheet.open, reason=self.no_link() or ""))
        if self.emergency.own is not None:
            made.append(Command("Akhiri panggilan bantuan", self.emergency.end_own))
        made.append(Command("Tema terang" if dark else "Tema gelap", self._change_theme))
        if self._person.role in (Role.SUPERVISOR, Role.ADMINISTRATOR):
            made.append(Command("Tutup hari", self.ask_close_day, reason=self.no_link() or ""))
            made.append(Command("Konfirmasi tanggal", self.confirm_date, reason=self.no_link() or ""))
        made.append(Command("Keluar", self.sign_out, reason=self._stay_reason() or ""))
        return made

    def undo(self) -> None:
        """Take back the last act, while the office still allows it."""
        if (why := refusal(Verb.UNDO, self._situation())) is not None:
            self.say(why)
        else:
            self.start(self._acts.undo, self.desk.slot.undo.button)

    def _change_theme(self) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, theme.light() if theme.current().name == "dark" else theme.dark())

    def ask_close_day(self) -> None:
        """*Tutup hari* cannot be undone: ask first, in the slot, without blocking anything."""
        if self._view is None or (why := self.no_link()) is not None:
            self.say(verbs.LOADING if self._view is None else why or "")
            return
        waiting = sum(row.waiting for row in self._view.queue)
        called = self._view.active is not None and self._view.active.started_at is None
        left = waiting + int(called)
        advice = (
            f"{left} nomor menunggu menjadi tidak terlayani." if left else "Tidak ada nomor yang menunggu."
        )
        self.desk.slot.ask(f"Tutup hari {long_date(business_day(self._ticker.now()))}?", advice, "Tutup hari")

    def _close_day(self) -> None:
        self.start(
            self._acts.close_day,
            self.desk.slot.answer_button,
            on_done=lambda sentence: self.say(str(sentence), State.OK),
        )

    def confirm_date(self) -> None:
        if (why := self.no_link()) is not None:
            self.say(why)
            return
        day = long_date(business_day(self._ticker.now()))
        self.start(
            self._acts.confirm_date,
            on_done=lambda _: self.say(f"Tanggal {day} dikonfirmasi. Nomor dapat diambil lagi.", State.OK),
        )

    def _lock_reason(self) -> str:
        active = self._view.active if self._view is not None else None
        return f"Selesaikan {active.label} dahulu." if active is not None else ""

    def _make_pin(self, password: str, pin: str) -> None:
        self.start(
            lambda: self._acts.make_pin(password=password, pin=pin),
            self.pin_sheet.do_button,
            on_done=lambda _: self._pin_made(),
            on_refused=self.pin_sheet.complain,
        )

    def _pin_made(self) -> None:
        self.pin_sheet.close_sheet()
        self.say("PIN Anda berlaku di PC ini. Ctrl+L mengunci layar.", State.OK)

    def _stay_reason(self) -> str | None:
        if self._linked and self._view is not None and self._view.active is not None:
            return f"Selesaikan {self._view.active.label} dahulu, lalu keluar."
        return None

    def sign_out(self) -> None:
        """*Keluar*: the counter closes first, so that no display shows it as open."""
        if (why := self._stay_reason()) is not None:
            self.say(why)
        elif not self._linked or self._view is None or self._view.state is CounterState.CLOSED:
            self.signed_out.emit()
        else:
            self.start(self._acts.close_counter, on_done=lambda _: self.signed_out.emit())

    # --- the window itself -----------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.emergency.button.press_key(event):
            return
        escaped = event.key() == Qt.Key.Key_Escape
        if not escaped or not (self.desk.slot.dismiss() or self.help.close() or self._close_coach()):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if not self.emergency.button.release_key(event):
            super().keyReleaseEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.emergency.button.stop()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.focusWidget() is None:
            self.setFocus()
        self.searching.scanner.watch()
        if self._stale:
            self.reload()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.desk.set_density(Density.for_size(self.width(), self.height()))

    def closeEvent(self, event: QCloseEvent) -> None:
        self._unsubscribe()
        self._cancel_tick()
        self._unsay()
        self._keeper.close()
        super().closeEvent(event)
