"""What the page of booked visits may do at its station."""

from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from bkpsdm_desktop.services.bookings import Booked, BookedDay


class BookingActs(Protocol):
    """Acts of one signed-in person; all raise ``Refused`` with a sentence for the screen."""

    async def day(self, day: date) -> BookedDay: ...

    async def book(
        self, *, service: UUID, starts_at: datetime, name: str, contact: str, note: str
    ) -> Booked: ...

    async def rebook(self, booking: UUID, *, service: UUID, starts_at: datetime) -> None: ...

    async def cancel(self, booking: UUID) -> None: ...

    async def restore(self, booking: UUID) -> None: ...

    async def print_slip(self, booking: UUID) -> None: ...
