"""The kiosk: group, service, *Ambil nomor*, slip. One visitor at a time, nothing kept of the last one."""

import math
from collections.abc import Callable
from typing import Protocol
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QContextMenuEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLayout, QSizePolicy, QWidget

from bkpsdm_desktop.domain.errors import DatabaseUnavailable
from bkpsdm_desktop.domain.indonesian import clock_wib, short_date
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.domain.queue import Priority
from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.forms.ui_kiosk_window import Ui_KioskWindow
from bkpsdm_desktop.screens.kiosk import words
from bkpsdm_desktop.screens.kiosk.choose import ChoosePage
from bkpsdm_desktop.screens.kiosk.gate import Gate
from bkpsdm_desktop.screens.kiosk.leaving import SecretGesture
from bkpsdm_desktop.screens.kiosk.notice import NoticePage
from bkpsdm_desktop.screens.kiosk.offers import group_offers, service_offers
from bkpsdm_desktop.screens.kiosk.page import Page
from bkpsdm_desktop.screens.kiosk.patience import Countdown, Patience
from bkpsdm_desktop.screens.kiosk.pin import PinPage
from bkpsdm_desktop.screens.kiosk.service import ServicePage
from bkpsdm_desktop.screens.kiosk.settings import KioskSettings
from bkpsdm_desktop.screens.kiosk.sizes import Sizes
from bkpsdm_desktop.screens.kiosk.slip_watch import SlipWatch
from bkpsdm_desktop.screens.kiosk.still_there import StillThere
from bkpsdm_desktop.screens.kiosk.ticket import TicketPage
from bkpsdm_desktop.screens.subscriptions import Subscribe
from bkpsdm_desktop.screens.tasks import TaskKeeper
from bkpsdm_desktop.screens.ticker import Cancel, Ticker
from bkpsdm_desktop.services.rows import GroupRow, IssuedTicket, KioskState, PinCheck, PrintState, ServiceRow

_SHOWS = {Kind.QUEUE, Kind.COUNTERS, Kind.OFFICE}
_REREAD_MS = 30_000  # a hint may be lost; the hours change by themselves
_BAR_STEP_MS = 100


class KioskActs(Protocol):
    """What the kiosk may do; bound by the composition root. All raise ``DatabaseUnavailable``."""

    async def state(self) -> KioskState: ...

    async def take(self, *, service: UUID, priority: Priority | None) -> IssuedTicket:
        """Take a number now. Raises ``Refused`` when it is closed, full or held."""
        ...

    async def print_state(self, job: UUID) -> PrintState: ...

    async def check_pin(self, pin: str) -> PinCheck:
        """Raises ``Refused`` when no PIN was set."""
        ...


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
        self.pin = PinPage()
        self._pages = (self.notice, self.groups, self.services, self.service, self.ticket, self.pin)
        for page in self._pages:
            self.form.pages.addWidget(page)
        self.still_there = StillThere(self)
        self.form.emblem.setAccessibleName("Lambang kantor")

    def _connect(self) -> None:
        tick, settings = self._ticker, self._settings
        self.gate = Gate(tick, self)
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
        self._gesture = SecretGesture(tick, self._open_pin)
        self.form.emblem.held.connect(self._gesture.press)
        self.form.emblem.let_go.connect(self._gesture.release)
        self._pin_lock = Countdown(tick)
        for chooser in (self.groups, self.services):
            chooser.layout_switched.connect(self._switch_layout)
        self.services.back.connect(self._services_back)
        self.service.back.connect(self._service_back)
        self.service.take.connect(self._take)
        self.ticket.done.connect(self.go_home)
        self.ticket.again.connect(self.go_home)
        self.pin.entered.connect(self._check_pin)
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
        self._pin_lock.stop()
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
            self.notice.show_notice(words.STILL_LOADING)

    def _second(self) -> None:
        now = self._ticker.now()
        self.form.clock.setText(clock_wib(now))
        self.form.date.setText(short_date(business_day(now)))
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
        notice = self._notice()
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
            self.service.update_facts(self._facts(group), full=group.full)
            self._go(self.service)

    def _notice(self) -> words.Notice | None:
        state = self._state
        if not self._linked:
            return words.UNAVAILABLE
        if state is None:
            return words.LOADING
        if state.hold is not None:
            return words.held(state.hold)
        if not state.status.is_open:
            return words.closed(state.status, state.now)
        return None

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
        pristine = here in (self.notice, self.ticket) or (
            here is self.groups and self._page_number == 0 and self._low == self._settings.low
        )
        if pristine:
            self._patience.stop()
            self.still_there.hide()
        elif not self._patience.running:
            self._patience.restart()

    def go_home(self) -> None:
        """The first page, with nothing left of the last visitor."""
        self.ticket.forget()
        self._slip.stop()
        self._patience.stop()
        self.still_there.hide()
        self._forget()
        self._low = self._settings.low
        self._arrange()
        self.setFocus()
        self.form.pages.setCurrentWidget(self.notice)
        self._route()

    def _forget(self) -> None:
        self._forget_choice()
        self.service.begin(name="", papers=())

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
            group_offers(self._state, self._page_number, choose=self._choose_group, more=self._more)
        )
        self._go(self.groups)

    def _show_services(self, group: GroupRow) -> None:
        assert self._state is not None
        self.services.show_offers(
            service_offers(
                self._state, group, self._page_number, choose=self._choose_service, more=self._more
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
        self.service.begin(name=service.name, papers=service.requirements)
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

    def _facts(self, group: GroupRow) -> tuple[tuple[str, str, str], ...]:
        assert self._state is not None
        return (
            ("people", "Di depan Anda", words.people_phrase(group.waiting)),
            ("desk", "Loket buka", str(self._state.open_counters)),
        )

    # --- taking a number --------------------------------------------------------------------------

    def _take(self) -> None:
        service = self._chosen_service()
        if service is None or self.gate.held:
            return
        chosen, priority = service.id, self.service.priority
        self.gate.hold()
        self.gate.pause(round(self._settings.quiet_s * 1000))
        self._patience.stop()
        slow = self._ticker.after(
            self._settings.slow_s * 1000,
            lambda: self.service.say("Masih memproses", "Mohon tunggu sebentar.", bad=False),
        )

        async def take() -> IssuedTicket | None:
            try:
                return await self._acts.take(service=chosen, priority=priority)
            except DatabaseUnavailable:
                return None
            finally:
                slow()
                self.gate.release()

        self._keeper.run(
            take,
            button=self.service.form.take,
            on_done=self._taken,
            on_refused=lambda sentence: self._not_taken("Nomor belum diambil", sentence),
            on_failed=lambda code: self._not_taken(
                "Nomor belum diambil", f"Silakan ke petugas dan sebutkan kode {code}."
            ),
        )

    def _taken(self, ticket: IssuedTicket | None) -> None:
        if ticket is None:
            self._link(False)
            return
        self._slip.follow(ticket)
        self._go(self.ticket)

    def _not_taken(self, heading: str, sentence: str) -> None:
        self._patience.restart()
        self.service.say(heading, sentence, bad=True)
        self.reload()

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
        self.pin.begin()
        if self._pin_lock.running:
            self.pin.lock(True)
        self._go(self.pin)

    def _check_pin(self, pin: str) -> None:
        async def check() -> PinCheck:
            return await self._acts.check_pin(pin)

        self._keeper.run(
            check,
            button=self.pin.form.enter,
            on_done=self._checked,
            on_refused=lambda sentence: self.pin.say("PIN belum dapat diperiksa", sentence),
            on_failed=lambda code: self.pin.say("PIN belum dapat diperiksa", f"Kode {code}."),
        )

    def _checked(self, answer: PinCheck) -> None:
        if answer.right:
            self.stop()
            self.left.emit()
        elif answer.locked_for is not None:
            # rounded up: nobody should come back a moment too early
            seconds = math.ceil(answer.locked_for.total_seconds())
            self._pin_lock.start(seconds, self._pin_locked, self._pin_unlocked)
        else:
            self.pin.say("PIN salah", f"Sisa {answer.left} percobaan.")

    def _pin_locked(self, seconds: int) -> None:
        self.pin.lock(True)
        self.pin.say("Terlalu banyak PIN salah", f"Coba lagi dalam {seconds} detik.")

    def _pin_unlocked(self) -> None:
        self.pin.lock(False)
        self.pin.say("", "")

    # --- Qt ---------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        sizes = Sizes(width=self.width(), height=self.height(), diagonal=self._settings.diagonal_inches)
        form, now = self.form, theme.current()
        self.setStyleSheet(f"KioskWindow {{ background: {now.surface_2} }}")
        form.header.setFixedHeight(sizes.head)
        form.headerRow.setContentsMargins(sizes.margin, 0, sizes.margin, sizes.px(8))
        form.headerRow.setSpacing(sizes.px(28))
        form.emblem.show_icon("emblem", sizes.target(96))
        form.agency.dress(sizes.text(48), 800, now.header_ink, spacing=0.01)
        form.place.dress(sizes.text(38), 400, now.header_muted)
        form.clock.dress(sizes.text(52), 700, now.header_ink)
        form.date.dress(sizes.text(38), 400, now.header_muted)
        for label in (form.agency, form.place, form.clock, form.date):
            label.setWordWrap(False)
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
        self.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._stopped or not self._settings.locked:
            self.stop()
            event.accept()
        else:
            event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What no focused button took: digits choose, Enter is the primary button, Backspace goes back."""
        event.accept()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or event.isAutoRepeat():
            return
        key = event.key()
        page: Page = self.still_there if self.still_there.isVisible() else self._page()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            page.press_main()
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Escape):
            page.press_back()
        elif Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
            page.press_digit(key - Qt.Key.Key_0)
