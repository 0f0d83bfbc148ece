"""When a station locks: on Ctrl+L, and after minutes without input; never while a visitor is served."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QAction, QKeySequence

from bkpsdm_desktop.screens.staff.lock import LockActs, LockPage
from bkpsdm_desktop.screens.staff.shell import Shell
from bkpsdm_desktop.screens.tasks import TaskKeeper
from bkpsdm_desktop.screens.ticker import Ticker
from bkpsdm_desktop.services.pins import LockState
from bkpsdm_desktop.services.rows import PersonRow

_LOOK_MS = 15_000
_FIRST_GUESS = 1  # minutes without input, until the office's rule was read
_INPUT = frozenset(
    {
        QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel,
        QEvent.Type.TouchBegin, QEvent.Type.TabletPress,
    }
)  # fmt: skip


class Locking(QObject):
    """Watches one shell. ``switched`` carries another person who came in; then this shell is over.

    ``say`` puts a sentence where the present page says such things.
    """

    switched = Signal(object)

    def __init__(
        self,
        shell: Shell,
        page: LockPage,
        acts: LockActs,
        *,
        person: PersonRow,
        ticker: Ticker,
        say: Callable[[str], None],
        on_fault: Callable[[BaseException], str],
    ) -> None:
        super().__init__(shell)
        self._shell, self._page, self._acts = shell, page, acts
        self._person, self._ticker, self._say = person, ticker, say
        self._keeper = TaskKeeper(on_fault)
        self._minutes = _FIRST_GUESS
        self._last_input = ticker.now()
        self._asking = False
        self.action = QAction("Ganti petugas atau kunci", shell)
        self.action.setShortcut(QKeySequence("Ctrl+L"))
        self.action.triggered.connect(self.lock)
        shell.addAction(self.action)
        shell.add_cover(page)
        page.entered.connect(self._entered)
        self._watched = shell.windowHandle()
        shell.installEventFilter(self)
        self._cancel = ticker.every(_LOOK_MS, self._look)

    @property
    def busy(self) -> bool:
        return self._keeper.busy

    def lock(self) -> None:
        """Ctrl+L: lock now, or say whom to finish first."""
        self._ask(self._lock_or_say)

    def stop(self) -> None:
        self._cancel()
        self._keeper.close()
        self._page.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The window's own events alone: watching those of every widget would cost each key its time."""
        kind = event.type()
        if watched is self._shell and kind == QEvent.Type.Show:
            handle = self._shell.windowHandle()
            if handle is not self._watched:
                self._watched = handle
                handle.installEventFilter(self)
        elif kind in _INPUT:
            self._last_input = self._ticker.now()
        return False

    def _look(self) -> None:
        idle = self._ticker.now() - self._last_input
        if not self._shell.covered and idle >= timedelta(minutes=max(1, self._minutes)):
            self._ask(self._lock_if_due)

    def _ask(self, then: Callable[[LockState], None]) -> None:
        if self._asking or self._shell.covered:
            return

        def answered(state: LockState) -> None:
            self._asking = False
            self._minutes = state.minutes
            then(state)

        # Without the office's answer nothing is locked: nobody could be let in again.
        self._asking = self._keeper.run(
            self._acts.state, on_done=answered, on_refused=self._not_now, on_failed=self._not_now
        )

    def _not_now(self, _: str) -> None:
        self._asking = False

    def _lock_if_due(self, state: LockState) -> None:
        idle = self._ticker.now() - self._last_input
        if state.minutes and not state.busy_with and idle >= timedelta(minutes=state.minutes):
            self._cover(state)

    def _lock_or_say(self, state: LockState) -> None:
        if state.busy_with:
            self._say(f"Selesaikan {state.busy_with} dahulu, lalu ganti petugas atau kunci.")
        else:
            self._cover(state)

    def _cover(self, state: LockState) -> None:
        self._page.show_state(state, self._ticker.now())
        self._shell.cover()
        self._page.take_keyboard()

    def _entered(self, person: PersonRow) -> None:
        self._last_input = self._ticker.now()
        if person.id == self._person.id:
            self._shell.uncover()
        else:
            self.switched.emit(person)
