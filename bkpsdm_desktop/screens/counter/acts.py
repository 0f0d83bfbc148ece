"""What the counter console and the login ask of the office."""

from typing import Protocol
from uuid import UUID

from bkpsdm_desktop.services.help import HelpPage
from bkpsdm_desktop.services.rows import CounterView, NewPassword, PersonRow, TicketFound


class CounterActs(Protocol):
    """The acts of one signed-in person at one counter.

    Each raises ``Refused`` when the world says no; nothing has changed then. ``DatabaseUnavailable`` is
    such a refusal too.
    """

    async def view(self) -> CounterView: ...
    async def open_counter(self) -> None: ...
    async def pause_counter(self, *, reason: str, minutes: int | None) -> None: ...
    async def close_counter(self) -> None: ...
    async def call_next(self) -> None: ...
    async def recall(self) -> None: ...
    async def withdraw_call(self) -> None: ...
    async def start_serving(self) -> None: ...
    async def finish(self) -> None: ...
    async def mark_no_show(self) -> None: ...
    async def cancel(self, ticket: UUID) -> None: ...
    async def return_late(self, ticket: UUID) -> None: ...
    async def undo(self) -> None: ...

    async def park(self, *, common: bool) -> None:
        """Put the visitor aside: in one's own pool, or in everybody's."""
        ...

    async def resume(self, ticket: UUID) -> None:
        """Go on with a parked visitor who stands at the counter."""
        ...

    async def call_parked(self, ticket: UUID) -> None:
        """Call a parked visitor back, on displays and by voice."""
        ...

    async def next_service(self, service: UUID) -> None:
        """A further service for the same visitor at this counter."""
        ...

    async def transfer(self, *, service: UUID | None, counter: UUID | None, keep_place: bool) -> None:
        """Send the visitor to another service, another counter, or both."""
        ...

    async def make_pin(self, *, password: str, pin: str) -> None:
        """A PIN of this person at this station, for coming back to a locked screen."""
        ...

    async def raise_alarm(self) -> None:
        """The emergency key: the other counters are told, silently."""
        ...

    async def end_alarm(self, alarm: UUID, note: str) -> None:
        """Somebody has seen to an emergency."""
        ...

    async def help_pages(self) -> tuple[HelpPage, ...]:
        """Every service as its standard has it, for F1."""
        ...

    async def find(self, text: str) -> TicketFound:
        """The ticket of a number of today (``C012``) or of a code; refused when there is none."""
        ...

    async def print_again(self, job: UUID) -> None:
        """Put a job that did not come out back into the printer's queue."""
        ...

    async def confirm_printed(self, job: UUID) -> None:
        """Say that an unsure job did come out; it is not printed again."""
        ...

    async def reprint_ticket(self, ticket: UUID) -> None:
        """Print the ticket once more, marked *SALINAN*."""
        ...

    async def close_day(self) -> str:
        """*Tutup hari*, for supervisors and administrators; one sentence says what became of the day."""
        ...

    async def confirm_date(self) -> None:
        """Staff confirm that the PC's date is right, so that numbers may be issued again."""
        ...


class LoginActs(Protocol):
    """Signing in at this station."""

    async def sign_in(self, *, username: str, password: str) -> PersonRow | NewPassword:
        """The person of this account; ``NewPassword`` when what was typed is its start code. Raises
        ``Refused`` for a wrong, locked or inactive one."""
        ...

    async def choose_password(self, *, username: str, code: str, password: str) -> PersonRow:
        """Sign in with the start code and a new password. Raises ``Refused`` for a bad one too."""
        ...
