"""F5 and F10 at the counter, and a scanner: finding a ticket, what may be done with it, slips and copies."""

from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any, Protocol
from uuid import UUID

from PySide6.QtWidgets import QWidget

from bkpsdm_desktop.screens.counter.acts import CounterActs
from bkpsdm_desktop.screens.counter.finder import Finder
from bkpsdm_desktop.screens.counter.moves import Host
from bkpsdm_desktop.screens.counter.prints import Prints
from bkpsdm_desktop.screens.counter.scanning import CounterScanner
from bkpsdm_desktop.screens.tasks import TaskKeeper
from bkpsdm_desktop.screens.ticker import Ticker
from bkpsdm_desktop.screens.widgets.buttons import VerbButton
from bkpsdm_desktop.services.counter_rows import CounterView, TicketFound


class SearchHost(Host, Protocol):
    """What a search needs of the counter's window."""

    @property
    def view(self) -> CounterView | None: ...
    def say(self, sentence: str) -> None: ...
    def close_sheets(self) -> None: ...
    def tell_fault(self, code: str) -> None: ...
    def no_link(self) -> str | None: ...


class Searching:
    """The two sheets and what comes of them."""

    def __init__(
        self,
        window: QWidget,
        host: SearchHost,
        acts: CounterActs,
        keeper: TaskKeeper,
        *,
        over: QWidget,
        ticker: Ticker,
    ) -> None:
        self._host, self._acts, self._keeper = host, acts, keeper
        self.finder = finder = Finder(over)
        self.prints = prints = Prints(over)
        self.scanner = CounterScanner(window, ticker)
        self.scanner.scanned.connect(self._scanned)
        finder.searched.connect(self._find)
        finder.return_wanted.connect(partial(self._found_act, acts.return_late, finder.return_button))
        finder.cancel_wanted.connect(partial(self._found_act, acts.cancel, finder.cancel_button))
        finder.copy_wanted.connect(self._copy_found)
        prints.again.connect(lambda job: host.start(lambda: acts.print_again(job)))
        prints.confirmed.connect(lambda job: host.start(lambda: acts.confirm_printed(job)))
        prints.copy_wanted.connect(self._copy_active)
        prints.refused.connect(host.say)

    def open_for(self, label: str) -> None:
        """The ticket of a number that stands elsewhere on the screen."""
        self._host.open_sheet(self.finder, lambda: self.finder.open_for(label))

    def _find(self, text: str) -> None:
        self._keeper.run(
            lambda: self._acts.find(text),
            on_done=self.finder.show_found,
            on_refused=self._on_not_found,
            on_failed=self._host.tell_fault,
            button=self.finder.search_button,
        )

    def _scanned(self, text: str) -> None:
        """Whatever was open gives way: what a scanner sends is a search and nothing else."""
        self._host.close_sheets()
        self.finder.open_for(text)

    def _on_not_found(self, sentence: str) -> None:
        self.finder.show_nothing()
        self.finder.show_trouble(sentence)

    def _found_act(
        self, act: Callable[[UUID], Coroutine[Any, Any, None]], button: VerbButton, found: TicketFound
    ) -> None:
        """An act on the ticket that was found; the sheet goes when it is done, undo stands below."""
        if (why := self._host.no_link()) is not None:
            self.finder.show_trouble(why)
            return
        self._host.start(
            lambda: act(found.ticket),
            button,
            on_done=lambda _: self.finder.close_sheet(),
            on_refused=self.finder.show_trouble,
        )

    def _copy_found(self, found: TicketFound) -> None:
        self._copy(found.ticket, found.label, self.finder.copy_button)

    def _copy_active(self) -> None:
        view = self._host.view
        if view is not None and view.active is not None:
            self._copy(view.active.ticket, view.active.label, self.prints.copy_button)

    def _copy(self, ticket: UUID, label: str, button: VerbButton) -> None:
        self._host.start(
            lambda: self._acts.reprint_ticket(ticket),
            button,
            on_done=lambda _: self._host.say(f"Salinan slip {label} dikirim ke printer."),
        )
