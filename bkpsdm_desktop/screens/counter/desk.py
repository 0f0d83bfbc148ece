"""The face of the counter console: header, rail, three columns, slot, action bar, status line.

It shows a ``Situation`` and tells which verb a person pressed; it starts nothing by itself.
"""

from datetime import datetime
from itertools import pairwise

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QButtonGroup, QLayout, QSizePolicy, QToolButton, QWidget

from bkpsdm_desktop.domain.indonesian import clock_wib, duration
from bkpsdm_desktop.domain.ticket import State as Life
from bkpsdm_desktop.screens.counter import wording
from bkpsdm_desktop.screens.counter.around import DayPage, VisitPage
from bkpsdm_desktop.screens.counter.verb_bar import VerbBar
from bkpsdm_desktop.screens.counter.verbs import Situation, Verb, primary, refusal, toggle
from bkpsdm_desktop.screens.counter.what import QueuePage, ServicePage
from bkpsdm_desktop.screens.counter.who import CalledPage, ClosedPage, NextPage, ServingPage
from bkpsdm_desktop.screens.forms.ui_counter import Ui_CounterForm
from bkpsdm_desktop.screens.staff.pages import Page, PageRail
from bkpsdm_desktop.screens.theme import Density
from bkpsdm_desktop.screens.ticker import Ticker
from bkpsdm_desktop.screens.widgets.badge import Badge
from bkpsdm_desktop.screens.widgets.bars import MessageBar, UndoBar
from bkpsdm_desktop.screens.widgets.keys import KeyCap
from bkpsdm_desktop.screens.widgets.slot import Slot
from bkpsdm_desktop.screens.widgets.state import State
from bkpsdm_desktop.services.counter_rows import CounterView, UndoOffer
from bkpsdm_desktop.services.rows import CounterState, PersonRow


class Desk(QObject):
    """All widgets of a counter window, laid out by ui/forms/counter.ui."""

    home_wanted = Signal()
    page_wanted = Signal(object)
    find_wanted = Signal(str)

    def __init__(
        self,
        window: QWidget,
        *,
        person: PersonRow,
        station: str,
        ticker: Ticker,
        pages: tuple[Page, ...] = (Page.COUNTER,),
    ) -> None:
        super().__init__(window)
        self._form = form = Ui_CounterForm()
        form.setupUi(window)
        self._ticker = ticker
        self._hidden = False
        self._offered: UndoOffer | None = None
        self._density = Density.NORMAL
        self._second_tab = False
        self._tabs_shown: tuple[str, str] = ("", "")
        window.setWindowTitle(station)
        # the density follows the size; a minimum taken from the layout would hold the window in a wide one
        form.page.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        window.setMinimumSize(1024, 560)
        self.header, self.status = form.header, form.status
        self.header.set_station(station)
        self.header.set_person(person.name, person.role.value)
        self.alarm = MessageBar()
        form.alarms.addWidget(self.alarm)
        self.alarms = form.alarms
        self.verbs = VerbBar(window, form.verbs, ticker)
        self.slot = Slot(UndoBar(lambda: ticker.now().timestamp()))
        form.slot.addWidget(self.slot)
        window.addAction(self.slot.undo.action)
        window.addAction(self.slot.answer_action)
        self._build_nav(window, pages)
        self._build_pages(window)
        self._build_tabs(window)
        self._order_tabs()
        self.palette_action = self._action(window, "Ctrl+K", "Palet perintah")
        self.status.set_segment("prints", "Tiket: siap", "printer")
        self.status.add_key("F1", "Bantuan")
        self.status.add_key("Ctrl+K", "Palet perintah")
        self.set_density(Density.NORMAL)

    @property
    def middle(self) -> QWidget:
        """What sheets lie over: everything between the header and the status line."""
        return self._form.middle

    @property
    def work(self) -> QWidget:
        """The columns and what stands above them: what a sheet at the side lies over."""
        return self._form.work

    def _build_nav(self, window: QWidget, pages: tuple[Page, ...]) -> None:
        self.rail = PageRail(window, self._form.navItems, pages, Page.COUNTER)
        self.rail.wanted.connect(self._go)

    def _go(self, page: Page) -> None:
        if page is Page.COUNTER:
            self.home_wanted.emit()
        else:
            self.page_wanted.emit(page)

    def _build_pages(self, window: QWidget) -> None:
        form, actions = self._form, self.verbs.actions
        self.closed = ClosedPage()
        self.next = NextPage()
        self.called = CalledPage(actions[Verb.WITHDRAW], actions[Verb.CANCEL])
        self.serving = ServingPage()
        self.queue, self.service = QueuePage(), ServicePage()
        self.day, self.visit = DayPage(), VisitPage()
        for stack, pages in (
            (form.who, (self.closed, self.next, self.called, self.serving)),
            (form.what, (self.queue, self.service)),
            (form.around, (self.day, self.visit)),
        ):
            for page in pages:
                stack.addWidget(page)
        self.verbs.adopt(Verb.WITHDRAW, self.called.withdraw_button)
        self.verbs.adopt(Verb.CANCEL, self.called.cancel_button)
        for verb, button in (
            (Verb.ADD_SERVICE, self.service.add_button),
            (Verb.PARKED, self.day.parked_button),
        ):
            button.bind(actions[verb])
            self.verbs.adopt(verb, button)
        self.day.return_wanted.connect(self.find_wanted)
        self.hide_action = self._action(window, "Ctrl+H", "Sembunyikan data")
        self.serving.hide_button.bind(self.hide_action)
        self.serving.hide_button.clicked.connect(self.toggle_hidden)

    def _build_tabs(self, window: QWidget) -> None:
        """Column C as a second tab over column B, where the window is too narrow for both."""
        self._tab_group = QButtonGroup(self)
        self._tab_buttons = (QToolButton(), QToolButton())
        for button in self._tab_buttons:
            button.setCheckable(True)
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            button.setFixedHeight(30)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._tab_group.addButton(button)
            self._form.tabs.addWidget(button)
        self._tab_cap = KeyCap("Ctrl+Tab")
        self._tab_time = Badge()
        self._form.tabs.setSpacing(8)
        self._form.tabs.addWidget(self._tab_cap)
        self._form.tabs.addStretch(1)
        self._form.tabs.addWidget(self._tab_time)
        self._tab_buttons[0].setChecked(True)
        self._tab_buttons[0].clicked.connect(lambda: self._choose_tab(False))
        self._tab_buttons[1].clicked.connect(lambda: self._choose_tab(True))
        self._tab_action = self._action(window, "Ctrl+Tab", "Tab berikutnya")
        self._tab_action.triggered.connect(lambda: self._choose_tab(not self._second_tab))

    def _order_tabs(self) -> None:
        """Tab goes as one reads: the columns from left to right, the slot, the action bar."""
        order: list[QWidget] = [
            self.called.withdraw_button, self.called.cancel_button, self.serving.hide_button,
            *self._tab_buttons, self.service.add_button, self.day.parked_button, self.day.returnable_table,
            *self.slot.buttons, *self.verbs.in_order,
        ]  # fmt: skip
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _action(self, window: QWidget, key: str, words: str) -> QAction:
        action = QAction(words, window)
        action.setShortcut(QKeySequence(key))
        window.addAction(action)
        return action

    # --- showing ---------------------------------------------------------------------------------

    def render(self, at: Situation) -> None:
        """Show everything anew."""
        view = at.view
        self.verbs.set_toggle(toggle(view))
        self.verbs.set_reasons({verb: refusal(verb, at) for verb in Verb})
        self.verbs.show_primary(primary(view), self._about(view))
        self.header.set_now(at.now)
        if view is None:
            self._form.who.setCurrentWidget(self.closed)
            return
        self.header.set_office(f"{view.office.agency} {view.office.place}")
        word, state, icon = wording.counter_badge(view)
        self.header.set_state(word, state, icon)
        self._write_prints(view)
        self._show_pages(view, at)
        self._offer_undo(view, at.now)
        self.tick(at)

    def _show_pages(self, view: CounterView, at: Situation) -> None:
        form, active = self._form, view.active
        serving = active is not None and active.state is Life.SERVING
        if active is None:
            self._show_idle(view, at.now)
        elif serving:
            self.serving.show_view(active, at.now)
            self.service.show_ticket(active)
            self.visit.show_view(view, active, at.now)
            form.who.setCurrentWidget(self.serving)
        else:
            self.called.show_view(view, active, at)
            form.who.setCurrentWidget(self.called)
        form.what.setCurrentWidget(self.service if serving else self.queue)
        form.around.setCurrentWidget(self.visit if serving else self.day)
        if not serving:
            self.queue.show_view(view, at.now)
            self.day.show_view(view, at.now)
        words = ("Keperluan", "Waktu dan antrean") if serving else ("Antrean", "Hari ini")
        if words != self._tabs_shown:
            self._tabs_shown = words
            for button, word in zip(self._tab_buttons, words, strict=True):
                button.setText(word)
                button.setAccessibleName(word)
            self._choose_tab(False)

    def _show_idle(self, view: CounterView, now: datetime) -> None:
        if view.state is CounterState.OPEN:
            self.next.show_view(view, now)
            self._form.who.setCurrentWidget(self.next)
        else:
            self.closed.show_view(view)
            self._form.who.setCurrentWidget(self.closed)

    def tick(self, at: Situation) -> None:
        """Let the clocks go on: the visit, the waiting, the header."""
        self.header.set_now(at.now)
        view = at.view
        if view is None:
            return
        active = view.active
        if active is not None and active.state is Life.SERVING:
            self.visit.tick(view, active, at.now)
            spent = duration(at.now - (active.started_at or active.called_at))
            state = self.visit.meter.state
            icon = "clock" if state is State.NEUTRAL else ""
            words = f"{spent} dari {int(active.target.total_seconds()) // 60} mnt"
            self._tab_time.set_badge(words, state, icon)
            self._tab_time.setVisible(self._density.px.column_c == 0)
            return
        self._tab_time.hide()
        self.queue.tick(view, at.now)
        self.day.tick(view, at.now)
        if active is not None:
            self.called.tick(view, active, at.now)
        else:
            self.next.tick(view, at.now)

    def _about(self, view: CounterView | None) -> str:
        """The second line of the primary button: what exactly."""
        if view is None:
            return ""
        active = view.active
        if active is not None:
            if active.state is Life.SERVING:
                return f"{active.label} · {active.service}"
            return f"bila {active.label} sudah di loket"
        if view.state is not CounterState.OPEN:
            return f"Loket {view.counter} · {wording.skills_words(view)}"
        candidate = view.candidate
        return f"{candidate.label} · {candidate.service}" if candidate is not None else ""

    def _write_prints(self, view: CounterView) -> None:
        count = len(view.unprinted)
        words = f"Tiket: {count} tertahan (F10)" if count else "Tiket: siap"
        self.status.set_segment("prints", words, "printer", State.WARN if count else State.NEUTRAL)

    def _offer_undo(self, view: CounterView, now: datetime) -> None:
        offer = view.undo
        if offer is None:
            self._offered = None
            self.slot.undo.clear()
            return
        if offer == self._offered:
            return
        self._offered = offer
        seconds = (offer.until - now).total_seconds()
        if seconds <= 0:
            return
        gone = next((row for row in view.returnable if row.ticket == offer.ticket), None)
        parked = next((row for row in view.parked if row.ticket == offer.ticket), None)
        short = self._density is Density.COMPACT2
        detail = ""
        if gone is not None:
            until = clock_wib(gone.until)
            detail = (
                f"Boleh kembali sampai {until}."
                if short
                else (f"Masih boleh kembali sampai {until} tanpa ambil nomor baru.")
            )
        elif parked is not None:
            whom = "Anda" if parked.own else "semua loket"
            detail = "" if short else f"Tersimpan untuk {whom}, diambil kembali dengan Shift+F7."
        icon = "forbidden" if gone else "hourglass" if parked else "undo"
        self.slot.undo.show_act(f"{offer.sentence}.", detail, icon=icon, seconds=seconds)

    def set_status(self, words: str, state: State = State.INFO) -> None:
        self.status.set_message(words, state)

    # --- hiding, tabs, density -------------------------------------------------------------------

    @property
    def density(self) -> Density:
        return self._density

    @property
    def hidden(self) -> bool:
        return self._hidden

    def toggle_hidden(self) -> None:
        """Ctrl+H: what a visitor at the counter need not read about others goes, and comes back (U24)."""
        self._hidden = not self._hidden
        words = "Tampilkan data" if self._hidden else "Sembunyikan data"
        self.serving.hide_button.set_verb(words)
        for part in (self.next, self.called, self.serving, self.queue):
            part.set_hidden(self._hidden)

    def _choose_tab(self, second: bool) -> None:
        self._second_tab = second
        self._tab_buttons[1 if second else 0].setChecked(True)
        tabbed = self._density.px.column_c == 0
        self._form.what.setVisible(not (tabbed and second))
        self._form.around.setVisible(not tabbed or second)

    def set_density(self, density: Density) -> None:
        """Give every part its measures; column C becomes a tab where it has no width."""
        self._density = density
        px, form = density.px, self._form
        for part in (
            self.header, self.status, self.rail, self.verbs, self.slot, self.closed, self.next, self.called,
            self.serving, self.queue, self.service, self.day, self.visit,
        ):  # fmt: skip
            part.set_density(density)
        form.nav.setFixedWidth(px.nav)
        form.bar.setFixedHeight(px.bar)
        form.workRows.setContentsMargins(px.gap, px.gap, px.gap, px.gap)
        form.workRows.setSpacing(px.gap)
        form.columns.setSpacing(px.gap)
        form.rightColumns.setSpacing(px.gap)
        form.who.setFixedWidth(px.column_a)
        tabbed = px.column_c == 0
        form.around.setMinimumWidth(px.column_c)
        form.around.setMaximumWidth(px.column_c if not tabbed else 16_777_215)
        tab_parts: tuple[QWidget, ...] = (*self._tab_buttons, self._tab_cap)
        for tab_part in tab_parts:
            tab_part.setVisible(tabbed)
        self._tab_time.setVisible(tabbed and form.around.currentWidget() is self.visit)
        self._tab_action.setEnabled(tabbed)
        form.right.setSpacing(px.gap if tabbed else 0)
        self._choose_tab(self._second_tab if tabbed else False)
