"""The frame of a staff page: header, rail, work area, message slot, action bar, status line.

A page derives from :class:`StaffPage`, puts its panels into ``content`` and its verbs into ``bar``, and
starts what it does through ``keeper`` with the three endings of ``TaskKeeper.run``.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.screens.counter.log import MessageLog
from bkpsdm_desktop.screens.forms.ui_staff import Ui_StaffForm
from bkpsdm_desktop.screens.staff import help_words
from bkpsdm_desktop.screens.staff.alarms import AlarmActs, PageAlarms
from bkpsdm_desktop.screens.staff.coach import Coach, CoachActs
from bkpsdm_desktop.screens.staff.help_key import HelpKey
from bkpsdm_desktop.screens.staff.pages import Page, PageRail
from bkpsdm_desktop.screens.subscriptions import Subscribe
from bkpsdm_desktop.screens.tasks import TaskKeeper
from bkpsdm_desktop.screens.theme import Density
from bkpsdm_desktop.screens.ticker import Ticker
from bkpsdm_desktop.screens.widgets.bars import MessageBar, UndoBar
from bkpsdm_desktop.screens.widgets.slot import Slot
from bkpsdm_desktop.screens.widgets.state import State
from bkpsdm_desktop.services.rows import PersonRow

_SAY_MS = 6_000
_NO_LINK = "Basis data kantor tidak terjangkau."


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What is around a page: who works with it, where, and what it listens to. ``pages`` are on its rail."""

    pages: tuple[Page, ...]
    person: PersonRow
    station: str
    office: str
    subscribe: Subscribe
    ticker: Ticker
    on_fault: Callable[[BaseException], str]


class StaffPage(QWidget):
    """One page of a signed-in person. ``kinds`` names what makes :meth:`reload` necessary."""

    page_wanted = Signal(object)
    sign_out_wanted = Signal()
    kinds: frozenset[Kind] = frozenset()

    def __init__(self, page: Page, around: Around) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.person, self.ticker = around.person, around.ticker
        self.keeper = TaskKeeper(around.on_fault)
        self.linked = True
        self._stale = True
        self._density = Density.NORMAL
        self._unsay: Callable[[], None] = lambda: None
        self._saying = False
        self._form = form = Ui_StaffForm()
        form.setupUi(self)
        form.page.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.setMinimumSize(1024, 560)
        self.setWindowTitle(f"{page.word} · {around.station}")
        self.header, self.status, self.middle = form.header, form.status, form.middle
        self.content: QVBoxLayout = form.content
        self.bar = form.verbs
        self.header.set_station(page.word, page.icon)
        self.header.set_person(self.person.name, self.person.role.value)
        self.header.set_office(around.office)
        self.alarm = MessageBar()
        form.alarms.addWidget(self.alarm)
        self.slot = Slot(UndoBar(lambda: self.ticker.now().timestamp()))
        form.slot.addWidget(self.slot)
        self.addAction(self.slot.undo.action)
        self.addAction(self.slot.answer_action)
        self.rail = PageRail(self, form.navItems, around.pages, page)
        self.rail.wanted.connect(self.page_wanted)
        self.log = MessageLog(self.middle, self)
        self.log.wanted.connect(self.toggle_log)
        self.header.set_now(self.ticker.now())
        self._cancel_tick = self.ticker.every(1_000, self._second)
        self.alarms: PageAlarms | None = None
        self.coach: Coach | None = None
        self._page = page
        self.help = HelpKey(self, help_words.PAGES[page], form.work, form.alarms)
        self.status.add_key("F1", "Bantuan")
        self._subscribe = around.subscribe
        self._unsubscribe = around.subscribe(self._on_change, self._on_link)

    # --- for the page itself ---------------------------------------------------------------------

    def reload(self) -> None:
        """Read what is shown anew. The page does it through ``keeper``."""

    def tick(self) -> None:
        """Once a second while the page exists."""

    def standing_line(self) -> str:
        """What the status line says when nothing else has to be said."""
        return ""

    def set_density(self, density: Density) -> None:
        """Give the page's own parts their measures. A page that is laid out calls :meth:`apply_density`."""

    def hide_bar(self) -> None:
        """For a page without verbs at its foot."""
        self._form.bar.hide()

    # --- for the shell and the page --------------------------------------------------------------

    def watch_alarms(self, acts: AlarmActs) -> None:
        """Show emergencies at counters above this page, and call for help when F12 is held."""
        self.alarms = PageAlarms(
            self, acts, self._subscribe, self.keeper, self.ticker,
            over=self.middle, alarms=self._form.alarms, status=self.status, say=self.say,
        )  # fmt: skip

    @property
    def density(self) -> Density:
        return self._density

    def say(self, sentence: str, state: State = State.INFO) -> None:
        """Put a sentence into the status line for a while."""
        self._unsay()
        self.log.add(self.ticker.now(), sentence, state)
        self._saying = True
        self.status.set_message(sentence, state)
        self._unsay = self.ticker.after(_SAY_MS, self._end_said)

    def _end_said(self) -> None:
        self._unsay = lambda: None
        self._saying = False
        self.stand()

    def stand(self) -> None:
        """The standing line may be another one: show it, unless something else is being said."""
        if not self._saying:
            self.status.set_message(self.standing_line())

    def refuse(self, sentence: str) -> None:
        """The world said no: the sentence stands in the slot until the next act that works, or Esc."""
        self.log.add(self.ticker.now(), sentence, State.WARN)
        self.slot.refuse(sentence)
        self.status.set_message(sentence, State.WARN)

    def toggle_log(self) -> None:
        """Every sentence of today that went by in the status line can be read again (U19)."""
        if self.log.isVisible():
            self.log.close_sheet()
        else:
            self.log.open()

    def tell_fault(self, code: str) -> None:
        """Our own fault, by its reference code."""
        self.refuse(f"Terjadi gangguan pada program. Laporkan kode {code} kepada administrator.")

    def lose_link(self) -> None:
        """The database does not answer; what is shown stays."""
        self.linked = False
        self.alarm.set_message(
            State.BAD, _NO_LINK, "Yang tampil adalah keadaan terakhir; mencoba lagi sendiri."
        )

    def regain_link(self) -> None:
        self.linked = True
        self.alarm.clear()

    def teach(self, acts: CoachActs) -> None:
        """Show the first steps to a person who has not seen them."""
        self.coach = Coach(self._page, acts, self.keeper, self._form.work)

    # --- events ----------------------------------------------------------------------------------

    def _second(self) -> None:
        self.header.set_now(self.ticker.now())
        self.tick()

    def _on_change(self, kinds: frozenset[Kind]) -> None:
        if not kinds & self.kinds:
            return
        if self.isVisible():
            self.reload()
        else:
            self._stale = True

    def _on_link(self, linked: bool) -> None:
        if linked:
            self.regain_link()
            self.reload()
        else:
            self.lose_link()

    def apply_density(self, density: Density) -> None:
        self._density = density
        px, form = density.px, self._form
        for part in (self.header, self.status, self.rail, self.slot):
            part.set_density(density)
        form.nav.setFixedWidth(px.nav)
        form.bar.setFixedHeight(px.bar)
        form.workRows.setContentsMargins(px.gap, px.gap, px.gap, px.gap)
        form.workRows.setSpacing(px.gap)
        self.set_density(density)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.alarms is not None and self.alarms.press_key(event):
            return
        if event.key() != Qt.Key.Key_Escape or not self.escape():
            super().keyPressEvent(event)

    def escape(self) -> bool:
        """Esc takes away what stands on top; False when nothing did. A page adds what lies below that."""
        if self.slot.dismiss():
            return True
        sheet = self.help.sheet
        if sheet is not None and sheet.isVisible():
            sheet.close_sheet()
            return True
        return self.coach is not None and self.coach.close()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if self.alarms is None or not self.alarms.release_key(event):
            super().keyReleaseEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self.alarms is not None:
            self.alarms.key.stop()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.focusWidget() is None:
            self.setFocus()
        if self._stale:
            self._stale = False
            self.reload()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.apply_density(Density.for_size(self.width(), self.height()))

    def closeEvent(self, event: QCloseEvent) -> None:
        self.stop()
        super().closeEvent(event)

    def stop(self) -> None:
        """The page goes away: nothing runs or listens any more."""
        self._unsubscribe()
        if self.alarms is not None:
            self.alarms.stop()
        self._cancel_tick()
        self._unsay()
        self.keeper.close()
