"""Taking a number: one transaction makes number, ticket, event, print job and audit row."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Executable, Row, and_, bindparam, exists, func, insert, select
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.calendar import OfficeStatus
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.estimate import WaitRange, range_words, wait_range
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.domain.languages import Language
from bkpsdm_desktop.domain.numbers import format_number, spell_code, ticket_code
from bkpsdm_desktop.domain.queue import Priority
from bkpsdm_desktop.domain.slips import TicketSlip
from bkpsdm_desktop.domain.ticket import Act, State
from bkpsdm_desktop.services import estimate, office
from bkpsdm_desktop.services.printing import job_of_ticket, queue_at
from bkpsdm_desktop.services.rows import IssuedTicket, OfficeRow
from bkpsdm_desktop.services.stamps import Stamp, record
from bkpsdm_desktop.store.tables import (
    Booking,
    ClockHold,
    ClosedDay,
    SeriesCounter,
    Service,
    ServiceGroup,
    Station,
    Ticket,
    TicketEvent,
    core,
)
from bkpsdm_desktop.store.upsert import dialect_insert
from bkpsdm_desktop.store.work import touch

_TICKET, _SERVICE, _GROUP, _STATION = core(Ticket), core(Service), core(ServiceGroup), core(Station)
_SERIES, _CLOSED, _HOLD = core(SeriesCounter), core(ClosedDay), core(ClockHold)

# Built once, and run on the connection itself: a ticket has some ten statements, and making one anew or
# going through the session costs more than SQLite's part of it.
_ASKED = (
    select(
        exists().where(_TICKET.c.id == bindparam("act")).label("done"),
        office.IS_OPEN.label("open"),
        _STATION.c.printer_id,
        _SERVICE.c.name,
        _SERVICE.c.name_en,
        _GROUP.c.id.label("group_id"),
        _GROUP.c.series,
        _GROUP.c.name.label("group"),
        _GROUP.c.name_en.label("group_en"),
        _GROUP.c.daily_limit,
        estimate.PACE.c.low,
        estimate.PACE.c.high,
        *office.IDENTITY,
    )
    .select_from(_STATION)
    .outerjoin(_SERVICE, and_(_SERVICE.c.id == bindparam("service"), _SERVICE.c.active))
    .outerjoin(_GROUP, and_(_GROUP.c.id == _SERVICE.c.group_id, _GROUP.c.active))
    .outerjoin(estimate.PACE, estimate.PACE_NOW)
    .where(_STATION.c.id == bindparam("station"))
)
_IN_SERIES = (_TICKET.c.business_day == bindparam("day"), _TICKET.c.series == bindparam("series"))
# By service, as kiosk and display count: a number that was transferred keeps its letter in another line.
_OF_THE_LINE = select(_SERVICE.c.id).where(_SERVICE.c.group_id == bindparam("group"))
_LINE = select(
    func.count().filter(_TICKET.c.service_id.in_(_OF_THE_LINE)).label("ahead"),
    func.max(_TICKET.c.place_at).label("newest"),
    exists().where(_CLOSED.c.business_day == bindparam("day")).label("closed"),
    exists().where(_HOLD.c.confirmed_at.is_(None)).label("held"),
).where(_TICKET.c.business_day == bindparam("day"), _TICKET.c.state == State.WAITING)
_COUNT_ISSUED = select(func.count()).where(*_IN_SERIES)
_ADD_TICKET, _ADD_EVENT = insert(_TICKET), insert(core(TicketEvent))


@cache
def _advance_statement(dialect: str) -> Executable:
    """One statement that makes or locks the series' row of the day and moves its last number."""
    add = dialect_insert(dialect)(_SERIES)
    first = add.values(business_day=bindparam("day"), series=bindparam("letter"), last=bindparam("by"))
    advanced: Executable = first.on_conflict_do_update(
        index_elements=[_SERIES.c.business_day, _SERIES.c.series],
        set_={"last": _SERIES.c.last + add.excluded.last},
    ).returning(_SERIES.c.last)
    return advanced


_NEXT = timedelta(microseconds=1)

HELD = "Nomor sedang tidak tersedia, silakan ke petugas."
HELD_EN = "Numbers are not available now, please see a clerk."


@dataclass(frozen=True, slots=True, kw_only=True)
class BookedVisit:
    """The agreed visit that a number is taken for. ``due_at``: from then on it goes first; ``None`` when the
    visitor is late and ranks by arrival."""

    id: UUID
    starts_at: datetime
    due_at: datetime | None


def take_ticket(
    session: Session,
    stamp: Stamp,
    *,
    service: UUID,
    priority: Priority | None,
    randomness: bytes,
    ignore_hours: bool = False,
    language: Language = Language.INDONESIAN,
) -> IssuedTicket:
    """Take the next number of the service's series.

    ``stamp.id`` becomes the ticket's id: asking again with the same stamp returns the same ticket.
    ``randomness`` are 5 unpredictable bytes for the code on the slip, ``language`` is that of the slip.
    ``ignore_hours`` is for simulated days. Raises ``Refused`` when the office is closed, the day's numbers
    are used up, issuing is held because of a doubtful clock, or the service is not offered.
    """
    return issue(
        session,
        stamp,
        service=service,
        priority=priority,
        randomness=randomness,
        ignore_hours=ignore_hours,
        language=language,
        visit=None,
    )


def issue(
    session: Session,
    stamp: Stamp,
    *,
    service: UUID,
    priority: Priority | None,
    randomness: bytes,
    ignore_hours: bool,
    language: Language,
    visit: BookedVisit | None,
) -> IssuedTicket:
    """As :func:`take_ticket`, also for a booked visit: its place was kept, whatever the day's limit."""
    run = session.connection().execute
    moment = office.open_values(stamp.at)
    day: date = moment["day"]
    hour: int = moment["minute"] // 60
    wanted = {"act": stamp.id, "service": service, "station": stamp.station, "hour": hour}
    asked = run(_ASKED, {**wanted, **moment}).one()
    if asked.done:
        return issued(session, stamp.id, language)
    if asked.series is None:
        raise Refused(
            "Layanan ini sedang tidak dibuka. Silakan bertanya kepada petugas.",
            "This service is not offered now. Please ask a clerk.",
        )
    # The number first: its lock makes whoever closes the day wait, or us see that it is closed.
    number = _advance(session, day, asked.series, by=1)
    line = run(_LINE, {"day": day, "group": asked.group_id}).one()
    _check_open(session, stamp, line, is_open=asked.open or ignore_hours)
    if visit is None:
        _check_limit(session, day, asked.series, asked.daily_limit)
    identity = office.identity_of(asked)
    code = ticket_code(identity.office.code, randomness)
    ticket = IssuedTicket(
        id=stamp.id,
        label=format_number(asked.series, number),
        group=language.of(asked.group, asked.group_en),
        service=language.of(asked.name, asked.name_en),
        code=code,
        qr=follow_address(identity.office, code),
        # A clock that was set back must not put a number before those that are waiting.
        issued_at=stamp.at if line.newest is None else max(stamp.at, line.newest + _NEXT),
        ahead=line.ahead,
        print_job=None,
        booked_at=visit.starts_at if visit else None,
        late=visit is not None and visit.due_at is None,
        estimate=_estimate(asked, visit, line.ahead),
    )
    _write(
        session,
        stamp,
        language=language,
        visit=visit,
        told=_told(ticket),
        business_day=day,
        series=asked.series,
        number=number,
        code=code,
        service_id=service,
        service_name=asked.name,
        priority=priority,
        issued_at=ticket.issued_at,
        queued_at=ticket.issued_at,
        place_at=ticket.issued_at,
        due_at=visit.due_at if visit else None,
    )
    job = None
    if asked.printer_id is not None:
        slip = msgspec.to_builtins(slip_of(identity, ticket, language))
        job = queue_at(
            session, stamp, asked.printer_id, kind="ticket", title=ticket.label, data=slip, ticket=stamp.id
        )
    touch(session, Kind.QUEUE)
    body = {"ticket": stamp.id, "service": service, "priority": priority}
    if visit is not None:
        body["booking"] = visit.id
    record(session, stamp, "ticket.issue", ticket.label, body)
    return replace(ticket, print_job=job)


def _check_open(session: Session, stamp: Stamp, line: Row[Any], *, is_open: bool) -> None:
    if line.held:
        raise Refused(HELD, HELD_EN)
    if line.closed:
        raise Refused(
            "Layanan hari ini sudah ditutup. Silakan kembali pada hari kerja berikutnya.",
            "Service has ended for today. Please come back on the next working day.",
        )
    if not is_open:
        status = office.calendar(session, since=business_day(stamp.at)).status(stamp.at)
        raise Refused(closed_sentence(status), closed_sentence(status, Language.ENGLISH))


def _estimate(asked: Row[Any], visit: BookedVisit | None, ahead: int) -> WaitRange | None:
    """How long one waits who ranks by arrival; a booked visitor comes at the agreed time."""
    if asked.low is None or (visit is not None and visit.due_at is not None):
        return None
    return wait_range(asked.low, asked.high, ahead)


def _told(ticket: IssuedTicket) -> dict[str, int]:
    """What the visitor was told, for the first event: it is compared with what came true."""
    wait = ticket.estimate
    return {"ahead": ticket.ahead, **({} if wait is None else {"low": wait.low, "high": wait.high})}


def _write(
    session: Session,
    stamp: Stamp,
    *,
    language: Language,
    visit: BookedVisit | None,
    told: dict[str, int],
    **values: object,
) -> None:
    """The ticket's row and its first event."""
    run = session.connection().execute
    fresh = {"station_id": stamp.station, "state": State.WAITING, "calls": 0}
    run(_ADD_TICKET, {"id": stamp.id, **fresh, **values})
    run(
        _ADD_EVENT,
        {
            "id": stamp.id,
            "ticket_id": stamp.id,
            "step": 1,
            "act": Act.ISSUE,
            "before": None,
            "after": State.WAITING,
            "at": stamp.at,
            "station_id": stamp.station,
            "person_id": stamp.person,
            "service_id": values["service_id"],
            "details": {"language": language, **told} | ({"booking": str(visit.id)} if visit else {}),
        },
    )


def follow_address(identity: OfficeRow, code: str) -> str:
    """What the QR holds: a follow link, or the code alone while the office has no portal."""
    return f"{identity.portal}/t/{code}" if identity.portal else code


def closed_sentence(status: OfficeStatus, language: Language = Language.INDONESIAN) -> str:
    """Why there are no numbers now and when there will be."""
    why = language.of("Kantor sedang tutup.", "The office is closed.")
    if status.holiday:
        why = language.of(
            f"Hari ini {status.holiday}, kantor tutup.", "The office is closed for a public holiday."
        )
    if status.on_break:
        why = language.of("Layanan sedang jeda.", "The office is having a break.")
    if status.opens_at is None:
        return f"{why} {language.of('Silakan bertanya kepada petugas.', 'Please ask a clerk.')}"
    day, at = language.long_date(business_day(status.opens_at)), language.clock_wib(status.opens_at)
    return f"{why} {language.of(f'Buka lagi {day}, pukul {at}.', f'It opens again on {day}, at {at}.')}"


def skip_numbers(session: Session, day: date, series: str, *, by: int) -> int:
    """Leave out numbers of a series; returns the last of them."""
    return _advance(session, day, series, by=by)


def lock_series(session: Session, day: date) -> None:
    """Let nobody take a number of a day until this transaction ends."""
    for series in session.scalars(select(ServiceGroup.series).distinct().order_by(ServiceGroup.series)):
        _advance(session, day, series, by=0)


def _advance(session: Session, day: date, series: str, *, by: int) -> int:
    """The last number of a series after moving it; the row is locked, UNIQUE is the second fence."""
    connection = session.connection()
    statement = _advance_statement(connection.dialect.name)
    return int(connection.execute(statement, {"day": day, "letter": series, "by": by}).scalar_one())


def _check_limit(session: Session, day: date, series: str, limit: int | None) -> None:
    if limit is None:
        return
    issued = session.execute(_COUNT_ISSUED, {"day": day, "series": series}).scalar_one()
    if issued >= limit:
        raise Refused(
            f"Nomor untuk hari ini sudah habis ({limit} nomor). Silakan kembali pada hari kerja berikutnya.",
            f"All {limit} numbers of today have been taken. Please come back on the next working day.",
        )


def booked_line(ticket: IssuedTicket, language: Language) -> str:
    """What was agreed with the visitor and, for a late one, what that means now."""
    if ticket.booked_at is None:
        return ""
    at = language.clock_wib(ticket.booked_at)
    if ticket.late:
        return language.of(
            f"Janji pukul {at}, terlambat: dipanggil menurut waktu datang.",
            f"Appointment {at}, late: called in order of arrival.",
        )
    return language.of(f"Janji pukul {at}", f"Appointment {at}")


def slip_of(identity: office.Identity, ticket: IssuedTicket, language: Language) -> TicketSlip:
    rules, words = identity.rules, identity.slip_words(language)
    first, second = words["free_notice"]
    day = language.long_date(business_day(ticket.issued_at))
    return TicketSlip(
        office=f"{identity.office.agency} {identity.office.place}".upper(),
        # Only the group is named: a slip lies open on chairs, and the kind of leave is nobody's business.
        service=ticket.group,
        number=ticket.label,
        issued_line=f"{day}  {language.clock_wib(ticket.issued_at)}",
        ahead=ticket.ahead,
        estimate=None if ticket.estimate is None else range_words(ticket.estimate, language),
        qr=ticket.qr,
        code=spell_code(ticket.code),
        follow=(
            language.of("Pantau antrean: pindai kode ini.", "Follow the queue: scan this code.")
            if identity.office.portal
            else language.of("Tunjukkan kode ini bila diminta.", "Show this code when asked.")
        ),
        prepare=words["prepare"],
        notes=tuple(
            note.replace("{calls}", str(rules.max_calls)).replace("{minutes}", str(rules.return_minutes))
            for note in words["notes"]
        ),
        free_notice=(first, second),
        copy=False,
        booked=booked_line(ticket, language),
        language=language,
    )


def _ahead_of(session: Session, ticket: Ticket) -> int:
    return session.execute(
        select(func.count()).where(
            Ticket.business_day == ticket.business_day,
            Ticket.series == ticket.series,
            Ticket.state == State.WAITING,
            Ticket.number < ticket.number,
        )
    ).scalar_one()


def issued(session: Session, ticket_id: UUID, language: Language) -> IssuedTicket:
    """A ticket that an earlier run of the same act made."""
    row = session.execute(
        select(Ticket, Service.name_en, ServiceGroup.name, ServiceGroup.name_en)
        .join(Service, Ticket.service_id == Service.id)
        .join(ServiceGroup, Service.group_id == ServiceGroup.id)
        .where(Ticket.id == ticket_id)
    ).one()
    ticket, service_en, group, group_en = row
    booked_at = session.execute(
        select(Booking.starts_at).where(Booking.ticket_id == ticket_id)
    ).scalar_one_or_none()
    told = session.get_one(TicketEvent, ticket_id).details
    return IssuedTicket(
        id=ticket.id,
        label=format_number(ticket.series, ticket.number),
        group=language.of(group, group_en),
        service=language.of(ticket.service_name, service_en),
        code=ticket.code,
        qr=follow_address(office.office_row(session), ticket.code),
        issued_at=ticket.issued_at,
        ahead=_ahead_of(session, ticket),
        print_job=job_of_ticket(session, ticket.id),
        booked_at=booked_at,
        late=booked_at is not None and ticket.due_at is None,
        estimate=WaitRange(low=told["low"], high=told["high"]) if "low" in told else None,
    )
