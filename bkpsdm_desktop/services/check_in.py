"""A booked visitor is here: the code becomes a number, at the kiosk.

A kiosk's role reads of a booking what stands in ``_OF_CODE`` and nothing else: no name, no telephone number.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.domain.languages import Language
from bkpsdm_desktop.domain.numbers import format_number, read_booking_code
from bkpsdm_desktop.domain.slots import Arrival, arrival, due_at
from bkpsdm_desktop.domain.ticket import QueueRules
from bkpsdm_desktop.services import office
from bkpsdm_desktop.services.issuing import BookedVisit, issue, issued
from bkpsdm_desktop.services.rows import IssuedTicket
from bkpsdm_desktop.services.stamps import Stamp
from bkpsdm_desktop.store.tables import Booking, Ticket, core
from bkpsdm_desktop.store.work import touch

_BOOKING, _TICKET = core(Booking), core(Ticket)
_OF_CODE = (
    select(
        _BOOKING.c.id,
        _BOOKING.c.business_day,
        _BOOKING.c.starts_at,
        _BOOKING.c.service_id,
        _BOOKING.c.cancelled_at,
        _BOOKING.c.ticket_id,
    )
    .where(_BOOKING.c.code == bindparam("of_code"))
    .with_for_update()
)
_LABEL = select(_TICKET.c.series, _TICKET.c.number, _TICKET.c.issued_at)
_LINK = (
    update(_BOOKING)
    .where(_BOOKING.c.id == bindparam("of_booking"))
    .values(ticket_id=bindparam("ticket"), arrived_at=bindparam("arrived"))
)
_ID, _EN = Language.INDONESIAN, Language.ENGLISH


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence under way, in both languages."""

    indonesian: str
    english: str

    def refused(self) -> Refused:
        return Refused(self.indonesian, self.english)


def check_in(
    session: Session,
    stamp: Stamp,
    *,
    code: str,
    randomness: bytes,
    language: Language = Language.INDONESIAN,
    ignore_hours: bool = False,
) -> IssuedTicket:
    """The number of a booked visitor, who goes first from the agreed time on; a late one ranks by arrival.

    ``code`` is what was typed or scanned. Asking again with the same stamp returns the same number. Raises
    ``Refused`` in its own words for a foreign or unknown code, another office, another day, a cancelled
    visit, a number that was given already, somebody who comes too early, and as ``take_ticket``.
    """
    run = session.connection().execute
    if run(select(_TICKET.c.id).where(_TICKET.c.id == stamp.id)).first():
        return issued(session, stamp.id, language)
    identity = office.office_row(session)
    stored = read_booking_code(code, office=identity.code, portal=identity.portal)
    booking = run(_OF_CODE, {"of_code": stored}).one_or_none()
    if booking is None:
        raise _unknown(session, stored).refused()
    rules = office.queue_rules(session)
    _refuse(session, booking, stamp.at, rules)
    ticket = issue(
        session,
        stamp,
        service=booking.service_id,
        priority=None,
        randomness=randomness,
        ignore_hours=ignore_hours,
        language=language,
        visit=BookedVisit(
            id=booking.id,
            starts_at=booking.starts_at,
            due_at=due_at(booking.starts_at, stamp.at, rules),
        ),
    )
    run(_LINK, {"of_booking": booking.id, "ticket": stamp.id, "arrived": stamp.at})
    touch(session, Kind.BOOKINGS)
    return ticket


def _refuse(session: Session, booking: Any, now: datetime, rules: QueueRules) -> None:
    if booking.cancelled_at is not None:
        raise Refused(
            "Janji ini sudah dibatalkan. Silakan ambil nomor, atau minta janji baru kepada petugas.",
            "This appointment was cancelled. Please take a number, or ask a clerk for a new appointment.",
        )
    if booking.ticket_id is not None:
        raise _arrived(session, booking.ticket_id).refused()
    if booking.business_day != business_day(now):
        raise _other_day(booking, business_day(now) > booking.business_day).refused()
    if arrival(booking.starts_at, now, rules) is Arrival.TOO_EARLY:
        opens = booking.starts_at - timedelta(minutes=rules.booking_early_minutes)
        raise Refused(
            f"Anda datang lebih awal: janji Anda pukul {_ID.clock_wib(booking.starts_at)}. "
            f"Silakan kembali mulai pukul {_ID.clock_wib(opens)}.",
            f"You are early: your appointment is at {_EN.clock_wib(booking.starts_at)}. "
            f"Please come back from {_EN.clock_wib(opens)} on.",
        )


def _unknown(session: Session, code: str) -> _Said:
    """No booking has this code; a ticket may have it."""
    ticket = session.execute(_LABEL.where(_TICKET.c.code == code)).one_or_none()
    if ticket is not None:
        label = format_number(ticket.series, ticket.number)
        return _Said(
            f"Ini kode nomor antrean {label}, bukan kode janji. Tunggu nomor itu dipanggil.",
            f"This is the code of queue number {label}, not of an appointment. "
            "Please wait until it is called.",
        )
    return _Said(
        "Kode janji ini tidak ada di kantor ini. Periksa lagi kodenya, atau tanyakan kepada petugas.",
        "This office has no appointment with this code. Please check the code, or ask a clerk.",
    )


def _arrived(session: Session, ticket_id: UUID) -> _Said:
    ticket = session.execute(_LABEL.where(_TICKET.c.id == ticket_id)).one()
    label = format_number(ticket.series, ticket.number)
    return _Said(
        f"Kedatangan Anda sudah dicatat pukul {_ID.clock_wib(ticket.issued_at)}. Nomor Anda {label}.",
        f"You already checked in at {_EN.clock_wib(ticket.issued_at)}. Your number is {label}.",
    )


def _other_day(booking: Any, over: bool) -> _Said:
    when = [
        (language.long_date(booking.business_day), language.clock_wib(booking.starts_at))
        for language in (_ID, _EN)
    ]
    (day, at), (day_en, at_en) = when
    if over:
        return _Said(
            f"Janji ini untuk {day}, pukul {at}, dan sudah lewat. "
            "Silakan ambil nomor, atau minta janji baru kepada petugas.",
            f"This appointment was on {day_en}, at {at_en}. "
            "Please take a number, or ask a clerk for a new appointment.",
        )
    return _Said(
        f"Janji Anda {day}, pukul {at}. Silakan datang pada hari itu.",
        f"Your appointment is on {day_en}, at {at_en}. Please come on that day.",
    )
