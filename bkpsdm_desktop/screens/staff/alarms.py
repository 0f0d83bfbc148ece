"""The emergency at other counters on every page of the staff, and F12 on pages that are no counter."""

from collections.abc import Callable
from typing import Protocol
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from bkpsdm_desktop.domain.indonesian import clock_wib
from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.screens.staff.emergency import EmergencyBar, EmergencySheet
from bkpsdm_desktop.screens.subscriptions import Subscribe
from bkpsdm_desktop.screens.tasks import TaskKeeper
from bkpsdm_desktop.screens.ticker import Ticker
from bkpsdm_desktop.screens.widgets.header import StatusLine
from bkpsdm_desktop.screens.widgets.hold import HoldButton
from bkpsdm_desktop.screens.widgets.state import State
from bkpsdm_desktop.services.visit_rows import AlarmRow

NOT_SENT = "Panggilan bantuan TIDAK terkirim: basis data tidak terjangkau. Panggil rekan langsung."
BAR_GAP = 8  # between the bars above a page, in logical pixels
LET_GO = "Darurat: tahan F12 2 detik. Belum ada yang diberi tahu."


class AlarmReading(Protocol):
    """Where the standing emergencies are read."""

    async def alarms(self) -> tuple[AlarmRow, ...]:
        """Those that nobody has ended, the oldest first."""
        ...


class AlarmActs(AlarmReading, Protocol):
    """What a signed-in person may do about emergencies."""

    async def raise_alarm(self) -> None: ...
    async def end_alarm(self, alarm: UUID, note: str) -> None: ...


class AlarmWatch(QObject):
    """Reads the emergencies at once and whenever they change; ``show`` gets them.

    While the database does not answer the last ones stay: a call for help does not vanish by that.
    """

    def __init__(
        self,
        parent: QObject,
        acts: AlarmReading,
        subscribe: Subscribe,
        keeper: TaskKeeper,
        show: Callable[[tuple[AlarmRow, ...]], None],
    ) -> None:
        super().__init__(parent)
        self._acts, self._keeper, self._show = acts, keeper, show
        self._reading = self._again = False
        self._unsubscribe = subscribe(self._on_change, self._on_link)

    def read(self) -> None:
        """Read now; a wish while reading is served right after."""
        if self._reading:
            self._again = True
            return
        self._reading = self._keeper.run(
            self._acts.alarms, on_done=self._on_read, on_refused=self._ended, on_failed=self._ended
        )

    def stop(self) -> None:
        self._unsubscribe()

    def _on_read(self, alarms: tuple[AlarmRow, ...]) -> None:
        self._show(alarms)
        self._ended()

    def _ended(self, _: str = "") -> None:
        self._reading = False
        if self._again:
            self._again = False
            self.read()

    def _on_change(self, kinds: frozenset[Kind]) -> None:
        if Kind.ALARM in kinds:
            self.read()

    def _on_link(self, linked: bool) -> None:
        if linked:
            self.read()


class PageAlarms:
    """The bar above a page, the sheet that ends an emergency, and F12 held.

    The page passes presses and releases of keys to ``key``, which is a button that nobody sees.
    """

    def __init__(
        self,
        window: QWidget,
        acts: AlarmActs,
        subscribe: Subscribe,
        keeper: TaskKeeper,
        ticker: Ticker,
        *,
        over: QWidget,
        alarms: QBoxLayout,
        status: StatusLine,
        say: Callable[[str, State], None],
    ) -> None:
        self._acts, self._keeper, self._status, self._say = acts, keeper, status, say
        self.bar = EmergencyBar(window)
        self.sheet = EmergencySheet(over)
        self.key = HoldButton("Darurat", "F12", ticker, window)
        self.key.hide()
        alarms.insertWidget(0, self.bar)
        alarms.setSpacing(BAR_GAP)
        self.bar.handle_wanted.connect(self.sheet.open_for)
        self.sheet.ended.connect(self._end)
        self.key.held.connect(self._raise)
        self.key.let_go.connect(lambda: say(LET_GO, State.INFO))
        self.watch = AlarmWatch(window, acts, subscribe, keeper, self._show)
        self.watch.read()

    def press_key(self, event: QKeyEvent) -> bool:
        return self.key.press_key(event)

    def release_key(self, event: QKeyEvent) -> bool:
        return self.key.release_key(event)

    def stop(self) -> None:
        self.key.stop()
        self.watch.stop()

    def _show(self, alarms: tuple[AlarmRow, ...]) -> None:
        self.bar.set_alarms(alarms)
        own = next((alarm for alarm in alarms if alarm.here), None)
        words = "" if own is None else f"Tercatat {clock_wib(own.since)}"
        self._status.set_segment("alarm", words, "check" if words else "")

    def _raise(self) -> None:
        self._keeper.run(
            self._acts.raise_alarm,
            on_done=lambda _: self.watch.read(),
            on_refused=lambda _: self._say(NOT_SENT, State.BAD),
            on_failed=lambda code: self._say(f"{NOT_SENT} Kode {code}.", State.BAD),
        )

    def _end(self, alarm: UUID, note: str) -> None:
        self._keeper.run(
            lambda: self._acts.end_alarm(alarm, note),
            on_done=lambda _: self._ended(),
            on_refused=self.sheet.complain,
            on_failed=lambda code: self.sheet.complain(f"Terjadi gangguan. Laporkan kode {code}."),
            button=self.sheet.do_button,
        )

    def _ended(self) -> None:
        self.sheet.close_sheet()
        self._say("Panggilan bantuan diakhiri.", State.OK)
        self.watch.read()
