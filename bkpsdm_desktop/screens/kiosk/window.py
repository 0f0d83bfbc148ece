"""The kiosk: group, service, *Ambil nomor*, slip. One visitor at a time, nothing kept of the last one."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QContextMenuEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLayout, QSizePolicy, QWidget

from bkpsdm_desktop.domain.errors import DatabaseUnavailable
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.domain.languages import Language
from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.forms.ui_kiosk_window import Ui_KioskWindow
from bkpsdm_desktop.screens.kiosk import words
from bkpsdm_desktop.screens.kiosk.acts import KioskActs
from bkpsdm_desktop.screens.kiosk.asking import Asking
from bkpsdm_desktop.screens.kiosk.check_in import CheckInPage
from bkpsdm_desktop.screens.kiosk.choose import ChoosePage
from bkpsdm_desktop.screens.kiosk.gate import Gate
from bkpsdm_desktop.screens.kiosk.heading import dress_header
from bkpsdm_desktop.screens.kiosk.leaving import Door, SecretGesture
from bkpsdm_desktop.screens.kiosk.notice import NoticePage
from bkpsdm_desktop.screens.kiosk.offers import group_offers, service_offers
from bkpsdm_desktop.screens.kiosk.page import Page
from bkpsdm_desktop.screens.kiosk.patience import Patience
from bkpsdm_desktop.screens.kiosk.pin import PinPage
from bkpsdm_desktop.screens.kiosk.scanning import Scanner
from bkpsdm_desktop.screens.kiosk.service import ServicePage
from bkpsdm_desktop.screens.kiosk.settings import KioskSettings
from bkpsdm_desktop.screens.kiosk.sizes import Sizes
from bkpsdm_desktop.screens.kiosk.slip_watch import SlipWatch
from bkpsdm_desktop.screens.kiosk.still_there import StillThere
from bkpsdm_desktop.screens.kiosk.ticket import TicketPage
from bkpsdm_desktop.screens.subscriptions import Subscribe
from bkpsdm_desktop.screens.tasks import TaskKeeper
from bkpsdm_desktop.screens.ticker import Cancel, Ticker
from bkpsdm_desktop.services.rows import GroupRow, IssuedTicket, KioskState, ServiceRow

_SHOWS = {Kind.QUEUE, Kind.COUNTERS, Kind.OFFICE}
_REREAD_MS = 30_000  # a hint may be lost; the hours change by themselves
_BAR_STEP_MS = 100


class KioskWindow(QWidget):
    """Full screen, without a frame; it stays until the administrator's PIN was right.

    Signals: ``left``: the PIN was right, the program may close; the window is already stopped.
    """

    left = Signal()

    def __init__(
        self,
        acts: KioskActs,
        subscribe: Subscribe,
        *,
        settings: KioskSettings,
        tick: Ticker,
        on_fault: Callable[[BaseException], str],
    ) -> None:
        super().__init__()
        self._acts, self._settings, self._ticker = acts, settings, tick
        self._keeper = TaskKeeper(on_fault)
        self._state: KioskState | None = None
        self._linked = True
        self._reading = False
        self._read_again = False
        self._low = settings.low
        self._language = Language.INDONESIAN
        self._page_number = 0
        self._group: UUID | None = None
        self._service: UUID | None = None
        self._stopped = False
        self._build()
        self._connect()
        self._timers: list[Cancel] = [
            tick.every(1000, self._second),
            tick.every(_BAR_STEP_MS, self.ticket.tick),
            tick.every(settings.retry_s * 1000, self._retry),
            tick.every(_REREAD_MS, self.reload),
        ]
        self._unsubscribe = subscribe(self._changed, self._link)
        self._route()
        self._second()
        self.reload()

    # --- building ---------------------------------------------------------------------------------

    def _build(self) -> None:
        settings = self._settings
        if settings.locked:
            self.setWindowFlags(Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.form = Ui_KioskWindow()
        self.form.setupUi(self)
        # The screen says how large the window is, never what stands in it.
        self.form.outer.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.form.pages.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.notice = NoticePage()
        self.groups = ChoosePage(digits=settings.keypad)
        self.services = ChoosePage(digits=settings.keypad)
        self.service = ServicePage(digits=settings.keypad)
        self.ticket = TicketPage(show_qr=settings.show_qr)
        self.check_in = CheckInPage()
        self.pin = PinPage()
        self._pages: tuple[Page, ...] = (
            self.notice, self.groups, self.services, self.service, self.check_in, self.ticket, self.pin,
        )  # fmt: skip
        for page in self._pages:
            self.form.pages.addWidget(page)
        self.still_there = StillThere(self)
        self._speak(Language.INDONESIAN)

    def _connect(self) -> None:
        tick, settings = self._ticker, self._settings
        self.gate = Gate(tick, self)
        self.scanner = Scanner(
            tick,
            self,
            listening=lambda: self._page() is self.check_in and not self.still_there.isVisible(),
            pending=lambda: bool(self.check_in.code),
            digits_pass=lambda: self._page() is self.pin,
        )
        self.scanner.typed.connect(self._typed)
        self.scanner.ended.connect(self._ended)
        self.scanner.scanned.connect(self._scanned)
        self.scanner.digit.connect(self._digit)
        self._patience = Patience(
            tick, idle_s=settings.idle_s, warning_s=settings.warning_s, ask=self._ask, give_up=self.go_home
        )
        self.gate.touched.connect(self._touched)
        self._slip = SlipWatch(
            self.ticket,
            print_state=lambda job: self._acts.print_state(job),
            keeper=self._keeper,
            ticker=tick,
            settings=settings,
            over=self.go_home,
        )
        self._asking = Asking(
            gate=self.gate,
            keeper=self._keeper,
            ticker=tick,
            settings=settings,
            taken=self._taken,
            lost=lambda: self._link(False),
            refused=self._not_taken,
        )
        self._gesture = SecretGesture(tick, self._open_pin)
        self.form.emblem.held.connect(self._gesture.press)
        self.form.emblem.let_go.connect(self._gesture.release)
        self._door = Door(
            self.pin,
            check=lambda pin: self._acts.check_pin(pin),
            keeper=self._keeper,
            ticker=tick,
            opened=self._leave,
        )
        for chooser in (self.groups, self.services):
            chooser.layout_switched.connect(self._switch_layout)
        self.groups.language_switched.connect(self._switch_language)
        self.groups.check_in.connect(self._open_check_in)
        self.check_in.back.connect(self._check_in_back)
        self.check_in.entered.connect(self._check_in)
        self.services.back.connect(self._services_back)
        self.service.back.connect(self._service_back)
        self.service.take.connect(self._take)
        self.ticket.done.connect(self.go_home)
        self.ticket.again.connect(self._again)
        self.pin.back.connect(self.go_home)
        self.still_there.yes.connect(self._stay)
        self.still_there.restart.connect(self.go_home)

    @property
    def page(self) -> Page:
        """The page that is shown."""
        return next(page for page in self._pages if page is self.form.pages.currentWidget())

    @property
    def issued(self) -> IssuedTicket | None:
        """The number on the ticket page."""
        return self.ticket.issued

    def stop(self) -> None:
        """No timer, no subscription, no act any more; the window may be closed. Twice is once."""
        if self._stopped:
            return
        self._stopped = True
        self._unsubscribe()
        for cancel in self._timers:
            cancel()
        self._timers.clear()
        self._patience.stop()
        self._slip.stop()
        self._door.stop()
        self.scanner.stop()
        self._keeper.close()

    # --- reading ----------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the state again; while it is being read, once more after that."""
        if self._reading:
            self._read_again = True
            return
        self._reading = True
        slow = self._ticker.after(self._settings.slow_s * 1000, self._still_loading)

        async def read() -> KioskState | None:
            try:
                return await self._acts.state()
            except DatabaseUnavailable:
                return None
            finally:
                self._reading = False
                slow()

        self._keeper.run(read, on_done=self._got_state, on_refused=self._lost, on_failed=self._lost)

    def _got_state(self, state: KioskState | None) -> None:
        if state is None:
            self._link(False)
            return
        self._state, self._linked = state, True
        self.form.agency.setText(state.office.agency)
        self.form.place.setText(state.office.place)
        self._route()
        if self._read_again:
            self._read_again = False
            self.reload()

    def _lost(self, _: str) -> None:
        self._link(False)

    def _changed(self, kinds: frozenset[Kind]) -> None:
        if kinds & _SHOWS:
            self.reload()
        if Kind.PRINTING in kinds:
            self._slip.read()

    def _link(self, linked: bool) -> None:
        if linked:
            self.reload()
            self._slip.read()
        else:
            self._linked = False
            self._read_again = False
            self._route()

    def _retry(self) -> None:
        if not self._linked:
            self.reload()

    def _still_loading(self) -> None:
        if self._state is None:
            self.notice.show_notice(words.still_loading(self._language))

    def _second(self) -> None:
        now = self._ticker.now()
        self.form.clock.setText(self._language.clock_wib(now))
        self.form.date.setText(self._language.short_date(business_day(now)))
        if self._state is not None:
            turn = self._state.status.open_until or self._state.status.opens_at
            if turn is not None and self._state.now < turn <= now:
                self.reload()

    # --- which page -------------------------------------------------------------------------------

    def _route(self) -> None:
        """Show what the state allows. A number just taken and the PIN pad stay whatever happens."""
        here = self._page()
        if here in (self.ticket, self.pin) or self.gate.held:
            return
        notice = words.notice(self._state, self._language, linked=self._linked)
        if notice is None and here is self.check_in:
            return
        if notice is not None:
            self._forget()
            self.notice.show_notice(notice)
            self._go(self.notice)
            return
        group, service = self._chosen_group(), self._chosen_service()
        if group is None or (group.full and service is None):
            self._group = self._service = None
            self._show_groups()
        elif service is None:
            self._show_services(group)
        else:
            self.service.update_facts(self._facts(group, service), full=group.full)
            self._go(self.service)

    def _page(self) -> Page:
        page = self.form.pages.currentWidget()
        assert isinstance(page, Page)
        return page

    def _go(self, page: Page) -> None:
        if self._page() is not page:
            self.setFocus()  # not the page's first button: a finger needs no focus ring
            self.form.pages.setCurrentWidget(page)
            self.gate.pause(self._settings.settle_ms)
        self._watch()

    def _watch(self) -> None:
        """Wait for a visitor to come back where there is something to clear, and nowhere else."""
        here = self._page()
        untouched = self._language is Language.INDONESIAN and self._low == self._settings.low
        first = here is self.notice or (here is self.groups and self._page_number == 0)
        # The number counts down by itself.
        if here is self.ticket or (first and untouched):
            self._patience.stop()
            self.still_there.hide()
        elif not self._patience.running:
            self._patience.restart()

    def go_home(self) -> None:
        """The first page, with nothing left of the last visitor, in Indonesian."""
        self._low = self._settings.low
        self._speak(Language.INDONESIAN)
        self._begin_anew()

    def _again(self) -> None:
        """The same visitor wants another number, and still reads the same language."""
        self._begin_anew()

    def _begin_anew(self) -> None:
        self.ticket.forget()
        self._slip.stop()
        self._patience.stop()
        self.still_there.hide()
        self._forget()
        self._arrange()
        self.setFocus()
        self.form.pages.setCurrentWidget(self.notice)
        self._route()

    def _forget(self) -> None:
        self._forget_choice()
        self.service.begin(name="", papers=())
        self.check_in.begin("")

    def _forget_choice(self) -> None:
        self._group = self._service = None
        self._page_number = 0

    def _chosen_group(self) -> GroupRow | None:
        groups = self._state.groups if self._state is not None else ()
        return next((group for group in groups if group.id == self._group), None)

    def _chosen_service(self) -> ServiceRow | None:
        group = self._chosen_group()
        services = group.services if group is not None else ()
        return next((service for service in services if service.id == self._service), None)

    # --- choosing ---------------------------------------------------------------------------------

    def _show_groups(self) -> None:
        assert self._state is not None
        self.groups.show_offers(
            group_offers(
                self._state, self._page_number, self._language, choose=self._choose_group, more=self._more
            )
        )
        self._go(self.groups)

    def _show_services(self, group: GroupRow) -> None:
        assert self._state is not None
        self.services.show_offers(
            service_offers(
                self._state,
                group,
                self._page_number,
                self._language,
                choose=self._choose_service,
                more=self._more,
            )
        )
        self._go(self.services)

    def _choose_group(self, group: GroupRow) -> None:
        self._group, self._page_number = group.id, 0
        if len(group.services) == 1:
            self._choose_service(group.services[0])
        else:
            self._route()

    def _choose_service(self, service: ServiceRow) -> None:
        self._service = service.id
        name = self._language.of(service.name, service.name_en)
        self.service.begin(name=name, papers=service.requirements)
        self._route()

    def _more(self) -> None:
        self._page_number += 1
        self.gate.pause(self._settings.settle_ms)
        self._route()

    def _services_back(self) -> None:
        if self._page_number:
            self._page_number -= 1
            self.gate.pause(self._settings.settle_ms)
        else:
            self._group = None
        self._route()

    def _service_back(self) -> None:
        group = self._chosen_group()
        self._service = None
        if group is not None and len(group.services) == 1:
            self._forget_choice()
        self._route()

    def _facts(self, group: GroupRow, service: ServiceRow) -> tuple[tuple[str, str, str], ...]:
        assert self._state is not None
        language, counters = self._language, str(self._state.open_counters)
        second = ("desk", words.open_counters(language), counters)
        if service.estimate is not None:
            second = words.wait_fact(service.estimate, language)
        return ("people", words.ahead(language), words.people_phrase(group.waiting, language)), second

    # --- taking a number --------------------------------------------------------------------------

    def _take(self) -> None:
        service = self._chosen_service()
        if service is None or self.gate.held:
            return
        chosen, priority, language = service.id, self.service.priority, self._language
        self._patience.stop()
        self._asking.ask(
            self.service,
            self.service.form.take,
            language,
            lambda: self._acts.take(service=chosen, priority=priority, language=language),
        )

    def _taken(self, ticket: IssuedTicket) -> None:
        self._slip.follow(ticket)
        self._go(self.ticket)

    def _not_taken(self) -> None:
        self._patience.restart()
        self.reload()

    # --- a booked visit ---------------------------------------------------------------------------

    def _open_check_in(self) -> None:
        assert self._state is not None
        self._forget()
        self.check_in.begin(self._state.office.code)
        self._go(self.check_in)

    def _check_in_back(self) -> None:
        self._forget()
        self.form.pages.setCurrentWidget(self.notice)
        self._route()

    def _check_in(self, code: str) -> None:
        if self.gate.held:
            return
        language = self._language
        self._patience.stop()
        self._asking.ask(
            self.check_in,
            self.check_in.form.enter,
            language,
            lambda: self._acts.check_in(code, language=language),
        )

    def _typed(self, character: str) -> None:
        if self.gate.is_open:
            self._touched()
            self.check_in.type(character)

    def _ended(self) -> None:
        if self.gate.is_open:
            self.check_in.press_main()

    def _scanned(self, code: str) -> None:
        """A scanner was used on a page that has no field: as if the visitor had opened the one that has."""
        here = self._page()
        if self.gate.held or here in (self.notice, self.ticket, self.pin):
            return
        self.still_there.hide()
        self._open_check_in()
        self.check_in.type(code)
        self.check_in.enter()

    def _digit(self, digit: int) -> None:
        if self.gate.is_open:
            self._touched()
            self._seen_page().press_digit(digit)

    # --- somebody, nobody -------------------------------------------------------------------------

    def _touched(self) -> None:
        if not self._patience.asking:
            self._patience.stop()
            self._watch()

    def _ask(self, seconds: int) -> None:
        self.still_there.count(seconds)
        if not self.still_there.isVisible():
            self.still_there.show()
            self.still_there.raise_()

    def _stay(self) -> None:
        self.still_there.hide()
        self.gate.pause(self._settings.settle_ms)
        self._patience.restart()

    def _switch_language(self) -> None:
        english = self._language is Language.INDONESIAN
        self._speak(Language.ENGLISH if english else Language.INDONESIAN)
        self.gate.pause(self._settings.settle_ms)
        self._arrange()
        self._route()

    def _speak(self, language: Language) -> None:
        self._language = language
        for page in (*self._pages, self.still_there):
            page.speak(language)
        self.setWindowTitle(language.of("Ambil nomor antrean", "Take a queue number"))
        self.form.emblem.setAccessibleName(language.of("Lambang kantor", "Emblem of the office"))
        self._second()

    def _switch_layout(self) -> None:
        self._low = not self._low
        self.gate.pause(self._settings.settle_ms)
        self._arrange()
        self._watch()

    # --- leaving ----------------------------------------------------------------------------------

    def _open_pin(self) -> None:
        if self._page() is self.ticket or self.gate.held:
            return
        self.still_there.hide()
        self._patience.stop()
        self._forget()
        self._speak(Language.INDONESIAN)  # the pad is for staff
        self._door.begin()
        self._go(self.pin)

    def _leave(self) -> None:
        self.stop()
        self.left.emit()

    # --- Qt ---------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        sizes = Sizes(width=self.width(), height=self.height(), diagonal=self._settings.diagonal_inches)
        self.setStyleSheet(f"KioskWindow {{ background: {theme.current().surface_2} }}")
        dress_header(self.form, sizes)
        for page in self._pages:
            page.arrange(sizes, low=self._low)
        self.still_there.arrange(sizes, low=self._low)
        self.still_there.setGeometry(self.rect())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.windowHandle().installEventFilter(self.gate)
        self.windowHandle().installEventFilter(self.scanner)  # the last one comes first
        self.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._stopped or not self._settings.locked:
            self.stop()
            event.accept()
        else:
            event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        event.accept()

    def _seen_page(self) -> Page:
        return self.still_there if self.still_there.isVisible() else self._page()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What no focused button took: digits choose, Enter is the primary button, Backspace goes back."""
        event.accept()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or event.isAutoRepeat():
            return
        key, page = event.key(), self._seen_page()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            page.press_main()
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Escape):
            page.press_back()
        elif Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
            page.press_digit(key - Qt.Key.Key_0)
