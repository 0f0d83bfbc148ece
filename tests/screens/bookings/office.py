"""Booked visits of a small office in memory: the real rules of ``domain``, no database."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.instants import at_wib
from bkpsdm_desktop.domain.numbers import ticket_code
from bkpsdm_desktop.domain.slots import slots_of_day
from bkpsdm_desktop.domain.text import clean_name
from bkpsdm_desktop.services.bookings import (
    Booked,
    BookedDay,
    BookingRow,
    BookingState,
    GroupSlots,
    ServiceChoice,
    SlotRow,
)
from tests.helpers.kiosk_office import CALENDAR, HOLIDAYS, real_groups
from tests.helpers.ticker import MORNING

TODAY = date(2026, 11, 24)
LENGTH = timedelta(minutes=30)
CAPACITY = 2
GROUPS = real_groups()


def at(hour: int, minute: int = 0, day: date = TODAY) -> datetime:
    return at_wib(day, time(hour, minute))


def row(
    number: int,
    starts_at: datetime,
    name: str,
    *,
    service: int = 0,
    group: int = 1,
    contact: str = "",
    state: BookingState = BookingState.EXPECTED,
    label: str = "",
) -> BookingRow:
    chosen = GROUPS[group].services[service]
    return BookingRow(
        id=uuid5(NAMESPACE_URL, f"janji {number}"),
        code=ticket_code("TGS", number.to_bytes(5, "big")),
        starts_at=starts_at,
        group=GROUPS[group].id,
        service_id=chosen.id,
        service=chosen.name,
        name=name,
        contact=contact,
        note="",
        state=state,
        label=label,
    )


def morning() -> list[BookingRow]:
    """A day with every state."""
    arrived, late, cancelled = BookingState.ARRIVED, BookingState.LATE, BookingState.CANCELLED
    return [
        row(1, at(8), "Siti Misalnya, S.E.", contact="0812 0000 0001", state=arrived, label="C001"),
        row(2, at(8, 30), "Budi Umpama", group=2, contact="0812 0000 0002", state=late),
        row(3, at(9, 30), "I Gusti Ngr. Agung Contoh, S.Sos., M.Si.", service=1, state=arrived, label="C009"),
        row(4, at(10), "Nur'aini Ibarat", group=0, contact="nuraini@contoh.go.id"),
        row(5, at(10), "Rani Contoh", contact="0812 0000 0005"),
        row(6, at(10), "Joni Seandainya", contact="0812 0000 0006"),
        row(7, at(10, 30), "Wulan Seumpama", group=3, state=cancelled),
        row(8, at(13), "Bambang Kiranya", group=4, contact="0812 0000 0008"),
    ]


@dataclass
class FakeBookings:
    """``BookingActs``; ``refusal`` makes the next act fail, ``done`` says what was done."""

    rows: list[BookingRow] = field(default_factory=morning)
    refusal: str = ""
    warning: str = ""
    printer: bool = True
    done: list[str] = field(default_factory=list)
    now: datetime = MORNING
    days_read: int = 0

    async def day(self, day: date) -> BookedDay:
        self.days_read += 1
        slots = slots_of_day(CALENDAR, day, LENGTH)
        groups = tuple(
            GroupSlots(
                id=group.id,
                series=group.series,
                name=group.name,
                slots=tuple(self._slot(group.id, begins) for begins in slots),
            )
            for group in GROUPS
        )
        holiday = HOLIDAYS.get(day)
        return BookedDay(
            day=day,
            now=self.now,
            last_day=TODAY + timedelta(days=30),
            closed="" if slots else f"{holiday or 'Akhir pekan'}, kantor tutup.",
            slot_minutes=30,
            groups=groups,
            services=tuple(
                ServiceChoice(id=each.id, name=each.name, group=group.id)
                for group in GROUPS
                for each in group.services
            ),
            bookings=tuple(
                sorted((row for row in self.rows if row.starts_at.date() == day), key=lambda r: r.starts_at)
            ),
        )

    def _slot(self, group: UUID, begins: datetime) -> SlotRow:
        taken = sum(
            row.group == group and row.starts_at == begins and row.state is not BookingState.CANCELLED
            for row in self.rows
        )
        return SlotRow(starts_at=begins, capacity=CAPACITY, taken=taken, open=begins > self.now)

    def _do(self, what: str) -> None:
        if self.refusal:
            sentence, self.refusal = self.refusal, ""
            raise Refused(sentence)
        self.done.append(what)

    async def book(self, *, service: UUID, starts_at: datetime, name: str, contact: str, note: str) -> Booked:
        name = clean_name(name, field="Nama")
        self._do("book")
        group = next(group for group in GROUPS if any(each.id == service for each in group.services))
        place = next(place for place, each in enumerate(group.services) if each.id == service)
        made = row(
            100 + len(self.rows), starts_at, name, group=GROUPS.index(group), service=place, contact=contact
        )
        self.rows.append(replace(made, note=note))
        return Booked(id=made.id, code=made.code, starts_at=starts_at, warning=self.warning)

    async def rebook(self, booking: UUID, *, service: UUID, starts_at: datetime) -> None:
        self._do("rebook")
        self._change(booking, starts_at=starts_at, service_id=service)

    async def cancel(self, booking: UUID) -> None:
        self._do("cancel")
        self._change(booking, state=BookingState.CANCELLED)

    async def restore(self, booking: UUID) -> None:
        self._do("restore")
        self._change(booking, state=BookingState.EXPECTED)

    async def print_slip(self, booking: UUID) -> None:
        if not self.printer:
            raise Refused("Stasiun ini tanpa printer slip. Tuliskan kodenya untuk pengunjung.")
        self._do("print")

    def _change(self, booking: UUID, **values: object) -> None:
        place = next(place for place, each in enumerate(self.rows) if each.id == booking)
        self.rows[place] = replace(self.rows[place], **values)  # type: ignore[arg-type]
