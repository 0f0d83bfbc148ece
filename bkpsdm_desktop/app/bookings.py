"""What the page of booked visits may do at a running station."""

import secrets
from datetime import date, datetime
from uuid import UUID

from bkpsdm_desktop.app.staff_desk import PersonDesk
from bkpsdm_desktop.services import bookings
from bkpsdm_desktop.services.bookings import Booked, BookedDay


class BookingsDesk(PersonDesk):
    """``screens.bookings.acts.BookingActs`` of one signed-in person."""

    async def day(self, day: date) -> BookedDay:
        return await self._read(bookings.booked_day, day=day, now=self._desk.clock())

    async def book(self, *, service: UUID, starts_at: datetime, name: str, contact: str, note: str) -> Booked:
        return await self._act(
            bookings.book,
            service=service,
            starts_at=starts_at,
            name=name,
            contact=contact,
            note=note,
            randomness=secrets.token_bytes(5),
        )

    async def rebook(self, booking: UUID, *, service: UUID, starts_at: datetime) -> None:
        await self._act(bookings.rebook, booking=booking, service=service, starts_at=starts_at)

    async def cancel(self, booking: UUID) -> None:
        await self._act(bookings.cancel, booking=booking)

    async def restore(self, booking: UUID) -> None:
        await self._act(bookings.restore, booking=booking)

    async def print_slip(self, booking: UUID) -> None:
        await self._act(bookings.print_slip, booking=booking)
