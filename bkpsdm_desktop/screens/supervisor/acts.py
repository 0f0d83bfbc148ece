"""What the supervisor's screen asks of the office."""

from typing import Protocol
from uuid import UUID

from bkpsdm_desktop.services.supervision_rows import EventLine, Supervision


class SupervisorActs(Protocol):
    """The acts of one signed-in supervisor. Each raises ``Refused`` when the world says no; nothing has
    changed then. ``DatabaseUnavailable`` is such a refusal too."""

    async def view(self) -> Supervision: ...

    async def history(self, ticket: UUID) -> tuple[EventLine, ...]:
        """What happened to a ticket, oldest first."""
        ...

    async def open_counter(self, counter: UUID, person: UUID) -> None:
        """Open a counter for a clerk, or end the break of that clerk's own."""
        ...

    async def close_counter(self, counter: UUID) -> None:
        """Close a counter whose clerk has gone; its visitor returns to the queue."""
        ...

    async def move(
        self, ticket: UUID, *, service: UUID | None, counter: UUID | None, keep_place: bool
    ) -> None:
        """Move a waiting or parked number to a service, a counter, or both."""
        ...

    async def release(self, ticket: UUID) -> None:
        """Take a number from whoever holds it; it goes back to its place."""
        ...

    async def cancel(self, ticket: UUID) -> None:
        """The visitor has left: the number ends."""
        ...

    async def undo(self) -> None:
        """Take back this person's last act, within the rule's seconds."""
        ...

    async def close_day(self) -> str:
        """*Tutup hari*; one sentence says what became of the day."""
        ...

    async def confirm_date(self) -> None:
        """The PC's date is right, numbers may be issued again."""
        ...
