"""F12 at the counter, and what a counter shows of an emergency elsewhere."""

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtWidgets import QBoxLayout, QWidget

from bkpsdm_desktop.domain.indonesian import clock_wib
from bkpsdm_desktop.screens.counter.acts import CounterActs
from bkpsdm_desktop.screens.counter.moves import Host
from bkpsdm_desktop.screens.staff.alarms import BAR_GAP, LET_GO, NOT_SENT
from bkpsdm_desktop.screens.staff.emergency import EmergencyBar, EmergencySheet
from bkpsdm_desktop.screens.tasks import TaskKeeper
from bkpsdm_desktop.screens.widgets.header import StatusLine
from bkpsdm_desktop.screens.widgets.hold import HoldButton
from bkpsdm_desktop.screens.widgets.state import State
from bkpsdm_desktop.services.visit_rows import AlarmRow


class Emergency:
    """Holding F12 tells the others. Where it was raised only a small word at the foot says that it went."""

    def __init__(
        self,
        window: QWidget,
        host: Host,
        acts: CounterActs,
        keeper: TaskKeeper,
        *,
        button: HoldButton,
        status: StatusLine,
        alarms: QBoxLayout,
        over: QWidget,
        say: Callable[[str, State], None],
        reload: Callable[[], None],
    ) -> None:
        self._host, self._acts, self._keeper, self._status, self._say = host, acts, keeper, status, say
        self._reload = reload
        self._own: tuple[AlarmRow, ...] = ()
        self.button = button
        self.bar = EmergencyBar(window)
        self.sheet = EmergencySheet(over)
        alarms.insertWidget(0, self.bar)
        alarms.setSpacing(BAR_GAP)
        button.held.connect(self.raise_alarm)
        button.let_go.connect(lambda: say(LET_GO, State.INFO))
        self.bar.handle_wanted.connect(self._open)
        self.sheet.ended.connect(self._end)

    def show_alarms(self, alarms: Sequence[AlarmRow]) -> None:
        self.bar.set_alarms(alarms)
        self._own = tuple(alarm for alarm in alarms if alarm.here)
        words = f"Tercatat {clock_wib(self._own[0].since)}" if self._own else ""
        self._status.set_segment("alarm", words, "check" if words else "")

    def raise_alarm(self) -> None:
        """Also while another act is at work or a refusal stands: it waits for nobody."""
        self._keeper.run(
            self._acts.raise_alarm,
            on_done=lambda _: self._reload(),
            on_refused=lambda _: self._say(NOT_SENT, State.BAD),
            on_failed=lambda code: self._say(f"{NOT_SENT} Kode {code}.", State.BAD),
        )

    @property
    def own(self) -> AlarmRow | None:
        """The emergency that was raised here and still stands."""
        return self._own[0] if self._own else None

    def end_own(self) -> None:
        if self.own is not None:
            self._open(self.own)

    def _open(self, alarm: AlarmRow) -> None:
        self._host.open_sheet(self.sheet, lambda: self.sheet.open_for(alarm))

    def _end(self, alarm: UUID, note: str) -> None:
        self._host.start(
            lambda: self._acts.end_alarm(alarm, note),
            self.sheet.do_button,
            on_done=lambda _: self.sheet.close_sheet(),
            on_refused=self.sheet.complain,
        )
