"""Follows the slip of the number just taken, from the print job's row to what the visitor is told."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from bkpsdm_desktop.domain.errors import DatabaseUnavailable
from bkpsdm_desktop.screens.kiosk.patience import Countdown
from bkpsdm_desktop.screens.kiosk.settings import KioskSettings
from bkpsdm_desktop.screens.kiosk.ticket import Slip, TicketPage
from bkpsdm_desktop.screens.tasks import TaskKeeper
from bkpsdm_desktop.screens.ticker import Cancel, Ticker
from bkpsdm_desktop.services.rows import IssuedTicket, PrintState


class SlipWatch:
    """Shows the outcome on the ticket page and counts down until ``over()``: the next visitor's turn.

    A printer that says nothing for too long counts as failed (the number stays large); when its slip comes
    out after all, that is said too.
    """

    def __init__(
        self,
        page: TicketPage,
        *,
        print_state: Callable[[UUID], Awaitable[PrintState]],
        keeper: TaskKeeper,
        ticker: Ticker,
        settings: KioskSettings,
        over: Callable[[], None],
    ) -> None:
        self._page, self._print_state, self._keeper = page, print_state, keeper
        self._ticker, self._settings, self._over = ticker, settings, over
        self._shown = Countdown(ticker)
        self._printer_waits: Cancel | None = None
        self._job: UUID | None = None

    def follow(self, ticket: IssuedTicket) -> None:
        """Show the number; whatever was followed before is forgotten."""
        self.stop()
        self._job = ticket.print_job
        self._page.show_ticket(ticket)
        if self._job is None:
            self._count_down()
            return
        self._printer_waits = self._ticker.after(
            self._settings.printer_patience_s * 1000, lambda: self._outcome(Slip.FAILED)
        )
        self.read()

    def read(self) -> None:
        """Read the print job again, if one is followed."""
        job = self._job
        if job is None:
            return

        async def read() -> PrintState | None:
            try:
                return await self._print_state(job)
            except DatabaseUnavailable:
                return None

        def got(state: PrintState | None) -> None:
            if state is not None and job == self._job:
                self._outcome(Slip.of(state))

        # What can't be read changes nothing: the printer's time runs out and the number stays large.
        self._keeper.run(read, on_done=got, on_refused=lambda _: None, on_failed=lambda _: None)

    def stop(self) -> None:
        self._shown.stop()
        self._stop_waiting()
        self._job = None

    def _outcome(self, slip: Slip) -> None:
        if slip is Slip.PRINTING or self._page.slip in (slip, Slip.PRINTED):
            return
        self._stop_waiting()
        self._page.show_slip(slip)
        self._count_down()

    def _count_down(self) -> None:
        proven = self._page.slip is Slip.PRINTED
        seconds = self._settings.shown_s if proven else self._settings.shown_unprinted_s
        self._shown.start(seconds, self._page.count, self._over)

    def _stop_waiting(self) -> None:
        if self._printer_waits is not None:
            self._printer_waits()
            self._printer_waits = None
