"""F1 at the counter: the standard of the service in hand, beside the work and without the office's answer."""

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLayout, QWidget

from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.screens.counter.acts import CounterActs
from bkpsdm_desktop.screens.staff import help_words
from bkpsdm_desktop.screens.staff.help import HelpSheet, ServiceHelp
from bkpsdm_desktop.screens.tasks import TaskKeeper
from bkpsdm_desktop.services.counter_rows import CounterView
from bkpsdm_desktop.services.help import HelpPage


class CounterHelp:
    """All services are read once the counter shows something, and kept: a search asks nobody."""

    def __init__(
        self, window: QWidget, acts: CounterActs, keeper: TaskKeeper, work: QWidget, alarms: QLayout
    ) -> None:
        self._acts, self._keeper = acts, keeper
        self._stale = True
        self.services = ServiceHelp()
        self.sheet = HelpSheet(help_words.COUNTER, work, alarms, services=self.services)
        self.action = QAction("Bantuan", window)
        self.action.setShortcut(QKeySequence("F1"))
        window.addAction(self.action)

    def show_view(self, view: CounterView) -> None:
        """Follow the visitor. The first view after a change of the services reads these anew."""
        if self._stale:
            # Only once it runs: a screen that is going away starts nothing.
            self._stale = not self._keeper.run(
                self._acts.help_pages, on_done=self._show, on_refused=self._later, on_failed=self._later
            )
        self.services.follow(None if view.active is None else view.active.service_id)

    def changed(self, kinds: frozenset[Kind]) -> None:
        self._stale = self._stale or Kind.OFFICE in kinds

    def close(self) -> bool:
        """Whether there was something to close."""
        shown = self.sheet.isVisible()
        self.sheet.close_sheet()
        return shown

    def _show(self, pages: tuple[HelpPage, ...]) -> None:
        self.services.set_pages(pages)

    def _later(self, _: str) -> None:
        """What was read before stays; the next view tries again."""
        self._stale = True
