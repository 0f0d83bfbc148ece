"""Booked visits as the supervisor keeps them: who comes when, and what is still free."""

from collections import Counter
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, insert, select
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain import indonesian
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.domain.numbers import format_number, spell_code, ticket_code
from bkpsdm_desktop.domain.rights import Right
from bkpsdm_desktop.domain.slips import TicketSlip
from bkpsdm_desktop.domain.slots import Arrival, BookingRules, arrival, slots_of_day
from bkpsdm_desktop.domain.text import clean_line, clean_name, look_alike
from bkpsdm_desktop.services import office
from bkpsdm_desktop.services.people import require
from bkpsdm_desktop.services.printing import queue_print_job
from bkpsdm_desktop.services.stamps import Stamp, record
from bkpsdm_desktop.store.tables import Booking, PrintJob, Service, ServiceGroup, Ticket
from bkpsdm_desktop.store.work import touch

CONTACT_LIMIT = 100
NOTE_LIMIT = 200
BOOKING_SLIP = "Bukti janji"


class BookingState(StrEnum):
    """What became of a booked visit. ``LATE`` may still come today, and then ranks by arrival."""

    EXPECTED = "expected"
    LATE = "late"
    ARRIVED = "arrived"
    CANCELLED = "cancelled"
    MISSED = "missed"


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingRow:
    """One booked visit. ``label`` is the number that was taken at check-in, else empty."""

    id: UUID
    code: str
    starts_at: datetime
    group: UUID
    service_id: UUID
    service: str
    name: str
    contact: str
    note: str
    state: BookingState
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotRow:
    """One slot of a group. ``open``: it may still be booked, since it has not begun."""

    starts_at: datetime
    capacity: int
    taken: int
    open: bool

    @property
    def free(self) -> int:
        """Places that may still be given away."""
        return max(0, self.capacity - self.taken) if self.open else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceChoice:
    """A service that may be booked."""

    id: UUID
    name: str
    group: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupSlots:
    """A group of services with its slots of the day."""

    id: UUID
    series: str
    name: str
    slots: tuple[SlotRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BookedDay:
    """All that the page of booked visits shows of one day. ``closed`` says why there are no slots."""

    day: date
    now: datetime
    last_day: date
    closed: str
    slot_minutes: int
    groups: tuple[GroupSlots, ...]
    services: tuple[ServiceChoice, ...]
    bookings: tuple[BookingRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Booked:
    """A visit that was written down, and what one may want to look at again (``""``: nothing)."""

    id: UUID
    code: str
    starts_at: datetime
    warning: str


# --- writing -------------------------------------------------------------------------------------


def book(
    session: Session,
    stamp: Stamp,
    *,
    service: UUID,
    starts_at: datetime,
    name: str,
    contact: str,
    note: str,
    randomness: bytes,
) -> Booked:
    """Write down a visit; its id is ``stamp.id``, so that asking again changes nothing.

    ``randomness`` are 5 unpredictable bytes for its code. Raises ``Refused`` for a slot that is over, full or
    none of the office's, too far ahead, a service that is not offered, and bad text.
    """
    require(session, stamp, Right.BOOK)
    known = session.get(Booking, stamp.id)
    if known is not None:
        return Booked(id=known.id, code=known.code, starts_at=known.starts_at, warning="")
    name = clean_name(name, field="Nama")
    contact = clean_line(contact, field="Kontak", limit=CONTACT_LIMIT, required=False)
    note = clean_line(note, field="Catatan", limit=NOTE_LIMIT, required=False)
    _take_place(session, stamp, service, starts_at)
    warning = _warning(session, starts_at, name, contact)
    code = ticket_code(office.office_row(session).code, randomness)
    session.execute(
        insert(Booking).values(
            id=stamp.id,
            code=code,
            business_day=business_day(starts_at),
            starts_at=starts_at,
            service_id=service,
            name=name,
            contact=contact,
            note=note,
            created_at=stamp.at,
            created_by=stamp.person,
        )
    )
    touch(session, Kind.BOOKINGS)
    # Who comes is no business of the trail: it is kept for years.
    record(session, stamp, "booking.add", code, {"service": service, "starts_at": starts_at})
    return Booked(id=stamp.id, code=code, starts_at=starts_at, warning=warning)


def rebook(
    session: Session, stamp: Stamp, *, booking: UUID, starts_at: datetime, service: UUID | None = None
) -> None:
    """Move a visit to another slot (or service); the code stays. Raises ``Refused`` as :func:`book`."""
    require(session, stamp, Right.BOOK)
    row = _open_booking(session, booking)
    wanted = service or row.service_id
    if (row.starts_at, row.service_id) == (starts_at, wanted):
        return
    _take_place(session, stamp, wanted, starts_at, besides=booking)
    row.starts_at, row.business_day, row.service_id = starts_at, business_day(starts_at), wanted
    session.flush()
    touch(session, Kind.BOOKINGS)
    record(session, stamp, "booking.move", row.code, {"service": wanted, "starts_at": starts_at})


def cancel(session: Session, stamp: Stamp, *, booking: UUID) -> None:
    """The visitor does not come; the place is free again. Raises ``Refused`` after check-in."""
    require(session, stamp, Right.BOOK)
    row = _locked(session, booking)
    if row.cancelled_at is not None:
        return
    _refuse_arrived(session, row)
    row.cancelled_at = stamp.at
    session.flush()
    touch(session, Kind.BOOKINGS)
    record(session, stamp, "booking.cancel", row.code, {})


def restore(session: Session, stamp: Stamp, *, booking: UUID) -> None:
    """Take a cancellation back. Raises ``Refused`` when another visitor has the place now."""
    require(session, stamp, Right.BOOK)
    row = _locked(session, booking)
    if row.cancelled_at is None:
        return
    _take_place(session, stamp, row.service_id, row.starts_at, over=True)
    row.cancelled_at = None
    session.flush()
    touch(session, Kind.BOOKINGS)
    record(session, stamp, "booking.restore", row.code, {})


def print_slip(session: Session, stamp: Stamp, *, booking: UUID) -> UUID:
    """Print the code of a visit at the station's ticket printer; returns the print job's id, which is
    ``stamp.id``, so that asking again prints no second one.

    The slip has no name, as a ticket has none. Raises ``Refused`` when the station has no printer.
    """
    require(session, stamp, Right.BOOK)
    if session.get(PrintJob, stamp.id) is not None:
        return stamp.id
    row = _open_booking(session, booking)
    title = f"{BOOKING_SLIP} {row.code[-4:]}"
    job = queue_print_job(session, stamp, kind="ticket", title=title, data=_slip(session, row), id=stamp.id)
    if job is None:
        raise Refused(
            f"Stasiun ini tanpa printer slip. Tuliskan kodenya untuk pengunjung: {spell_code(row.code)}."
        )
    record(session, stamp, "booking.print", row.code, {"job": job})
    return job


def _slip(session: Session, row: Booking) -> dict[str, Any]:
    identity = office.office_row(session)
    rules = office.queue_rules(session)
    group = session.execute(
        select(ServiceGroup.name).join(Service).where(Service.id == row.service_id)
    ).scalar_one()
    words = {**office.SLIP_DEFAULT, **office.setting(session, office.SLIP, {})}
    day, at = indonesian.long_date(row.business_day), indonesian.clock_wib(row.starts_at)
    opens = indonesian.clock_wib(row.starts_at - timedelta(minutes=rules.booking_early_minutes))
    first, second = words["free_notice"]
    slip = TicketSlip(
        office=f"{identity.agency} {identity.place}".upper(),
        service=group,
        number=indonesian.clock(row.starts_at),
        issued_line=f"{day}  {at}",
        ahead=None,
        estimate=None,
        qr=row.code,
        code=spell_code(row.code),
        follow="Pindai kode ini di mesin antrean.",
        prepare=words["prepare"],
        notes=(
            f"Datanglah mulai pukul {opens}. Terlambat lebih dari {rules.booking_late_minutes} menit: "
            "dipanggil menurut waktu datang.",
        ),
        free_notice=(first, second),
        copy=False,
        booked="Bukti janji",
    )
    return asdict(slip)


def _open_booking(session: Session, booking: UUID) -> Booking:
    """A booking that may still change, locked."""
    row = _locked(session, booking)
    if row.cancelled_at is not None:
        raise Refused("Janji ini sudah dibatalkan. Buat janji baru.")
    _refuse_arrived(session, row)
    return row


def _locked(session: Session, booking: UUID) -> Booking:
    row = session.get(Booking, booking, with_for_update=True)
    if row is None:
        raise Refused("Janji ini tidak ada lagi. Muat ulang daftarnya.")
    return row


def _refuse_arrived(session: Session, row: Booking) -> None:
    if row.ticket_id is not None:
        ticket = session.get_one(Ticket, row.ticket_id)
        label = format_number(ticket.series, ticket.number)
        raise Refused(f"Pengunjung ini sudah datang dengan nomor {label}. Batalkan nomornya di loket.")


def _take_place(
    session: Session,
    stamp: Stamp,
    service: UUID,
    starts_at: datetime,
    *,
    besides: UUID | None = None,
    over: bool = False,
) -> None:
    """Make sure that a slot has a place, and that nobody else gets it before this transaction ends.

    ``besides`` is a booking that does not count; ``over`` allows a slot that has begun.
    """
    group = _locked_group(session, service)
    rules = office.booking_rules(session)
    day = business_day(starts_at)
    if not over:
        _check_time(session, stamp.at, day, starts_at, rules)
    capacity = rules.capacity_of(group.code)
    if _taken(session, day, besides=besides)[group.id, starts_at] >= capacity:
        at = indonesian.clock_wib(starts_at)
        if not capacity:
            raise Refused(f"{group.name} tidak menerima janji. Pilih layanan lain.")
        raise Refused(f"Pukul {at} sudah penuh ({capacity} janji). Pilih jam lain.")


def _locked_group(session: Session, service: UUID) -> Row[UUID, str, str]:
    """The group of a service that is offered. Its row is locked: of two writers the second one waits, and
    then sees the booking of the first."""
    group = session.execute(
        select(ServiceGroup.id, ServiceGroup.code, ServiceGroup.name)
        .join(Service, Service.group_id == ServiceGroup.id)
        .where(Service.id == service, Service.active, ServiceGroup.active)
        .with_for_update(of=ServiceGroup, key_share=True)
    ).one_or_none()
    if group is None:
        raise Refused("Layanan ini sedang tidak dibuka. Pilih layanan lain.")
    return group


def _check_time(session: Session, now: datetime, day: date, starts_at: datetime, rules: BookingRules) -> None:
    today = business_day(now)
    if starts_at <= now:
        raise Refused(f"Pukul {indonesian.clock_wib(starts_at)} sudah lewat. Pilih jam yang akan datang.")
    if day > today + timedelta(days=rules.days_ahead):
        last = indonesian.long_date(today + timedelta(days=rules.days_ahead))
        raise Refused(f"Janji dapat dibuat sampai {last}. Pilih hari yang lebih dekat.")
    calendar = office.calendar(session, since=day)
    slots = slots_of_day(calendar, day, rules.length)
    if not slots:
        raise Refused(f"{_closed(calendar.holidays.get(day), day)} Pilih hari lain.")
    if starts_at not in slots:
        at = indonesian.clock_wib(starts_at)
        raise Refused(f"Pukul {at} bukan jam janji pada hari itu. Pilih salah satu jam yang tampil.")


def _closed(holiday: str | None, day: date) -> str:
    long = indonesian.long_date(day)
    return f"{long}: {holiday}, kantor tutup." if holiday else f"{long} kantor tutup."


def _warning(session: Session, starts_at: datetime, name: str, contact: str) -> str:
    """What makes one look twice: the same contact or the same name on that day (they may be two people)."""
    rows = session.execute(
        select(Booking.name, Booking.contact, Booking.starts_at, Booking.code)
        .where(Booking.business_day == business_day(starts_at), Booking.cancelled_at.is_(None))
        .order_by(Booking.starts_at)
    )
    for row in rows:
        same_contact = contact and look_alike(row.contact) == look_alike(contact)
        if same_contact or look_alike(row.name) == look_alike(name):
            what = "Kontak" if same_contact else "Nama"
            return (
                f"{what} ini juga punya janji pukul {indonesian.clock_wib(row.starts_at)} hari itu "
                f"({spell_code(row.code)})."
            )
    return ""


# --- reading -------------------------------------------------------------------------------------


def _taken(session: Session, day: date, *, besides: UUID | None = None) -> "Counter[tuple[UUID, datetime]]":
    """How many places are given away: (group, slot) -> bookings that were not cancelled."""
    taken: Counter[tuple[UUID, datetime]] = Counter()
    query = (
        select(Service.group_id, Booking.starts_at, func.count())
        .join(Service, Booking.service_id == Service.id)
        .where(Booking.business_day == day, Booking.cancelled_at.is_(None))
        .group_by(Service.group_id, Booking.starts_at)
    )
    if besides is not None:
        query = query.where(Booking.id != besides)
    for group, starts_at, count in session.execute(query):
        taken[group, starts_at] = count
    return taken


def free_slots(session: Session, *, service: UUID, day: date, now: datetime) -> tuple[SlotRow, ...]:
    """The slots of a service's group on a day; empty when the office is closed or the service not offered."""
    group = session.execute(
        select(ServiceGroup.id, ServiceGroup.code)
        .join(Service, Service.group_id == ServiceGroup.id)
        .where(Service.id == service, Service.active, ServiceGroup.active)
    ).one_or_none()
    if group is None:
        return ()
    rules = office.booking_rules(session)
    slots = slots_of_day(office.calendar(session, since=day), day, rules.length)
    return _rows(slots, group.id, rules.capacity_of(group.code), _taken(session, day), now, rules)


def _rows(
    slots: tuple[datetime, ...],
    group: UUID,
    capacity: int,
    taken: "Counter[tuple[UUID, datetime]]",
    now: datetime,
    rules: BookingRules,
) -> tuple[SlotRow, ...]:
    last = business_day(now) + timedelta(days=rules.days_ahead)
    return tuple(
        SlotRow(
            starts_at=at,
            capacity=capacity,
            taken=taken[group, at],
            open=at > now and business_day(at) <= last,
        )
        for at in slots
    )


def booked_day(session: Session, *, day: date, now: datetime) -> BookedDay:
    """Everything about the booked visits of one day."""
    rules, calendar = office.booking_rules(session), office.calendar(session, since=day)
    slots, taken = slots_of_day(calendar, day, rules.length), _taken(session, day)
    groups = session.scalars(
        select(ServiceGroup).where(ServiceGroup.active).order_by(ServiceGroup.position, ServiceGroup.name)
    ).all()
    services = session.execute(
        select(Service.id, Service.name, Service.group_id)
        .join(ServiceGroup, Service.group_id == ServiceGroup.id)
        .where(Service.active, ServiceGroup.active)
        .order_by(ServiceGroup.position, Service.position, Service.name)
    )
    return BookedDay(
        day=day,
        now=now,
        last_day=business_day(now) + timedelta(days=rules.days_ahead),
        closed="" if slots else _closed(calendar.holidays.get(day), day),
        slot_minutes=int(rules.length.total_seconds()) // 60,
        groups=tuple(
            GroupSlots(
                id=group.id,
                series=group.series,
                name=group.name,
                slots=_rows(slots, group.id, rules.capacity_of(group.code), taken, now, rules),
            )
            for group in groups
        ),
        services=tuple(ServiceChoice(id=row.id, name=row.name, group=row.group_id) for row in services),
        bookings=day_list(session, day=day, now=now),
    )


def day_list(session: Session, *, day: date, now: datetime) -> tuple[BookingRow, ...]:
    """The booked visits of a day by time, cancelled ones among them."""
    rules = office.queue_rules(session)
    rows = session.execute(
        select(Booking, Service.name.label("service"), Service.group_id, Ticket.series, Ticket.number)
        .join(Service, Booking.service_id == Service.id)
        .outerjoin(Ticket, Booking.ticket_id == Ticket.id)
        .where(Booking.business_day == day)
        .order_by(Booking.starts_at, Booking.created_at, Booking.id)
    )
    return tuple(
        BookingRow(
            id=booking.id,
            code=booking.code,
            starts_at=booking.starts_at,
            group=group,
            service_id=booking.service_id,
            service=service,
            name=booking.name,
            contact=booking.contact,
            note=booking.note,
            state=_state(booking, now, late=arrival(booking.starts_at, now, rules) is Arrival.LATE),
            label=format_number(series, number) if booking.ticket_id is not None else "",
        )
        for booking, service, group, series, number in rows
    )


def _state(booking: Booking, now: datetime, *, late: bool) -> BookingState:
    if booking.cancelled_at is not None:
        return BookingState.CANCELLED
    if booking.ticket_id is not None:
        return BookingState.ARRIVED
    if booking.business_day < business_day(now):
        return BookingState.MISSED
    return BookingState.LATE if late else BookingState.EXPECTED
