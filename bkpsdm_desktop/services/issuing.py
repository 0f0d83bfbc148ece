"""Taking a number: one transaction makes number, ticket, event, print job and audit row."""

from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import exists, func, insert, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain import indonesian
from bkpsdm_desktop.domain.calendar import OfficeStatus
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.domain.numbers import format_number, spell_code, ticket_code
from bkpsdm_desktop.domain.queue import Priority
from bkpsdm_desktop.domain.slips import TicketSlip
from bkpsdm_desktop.domain.ticket import Act, QueueRules, State
from bkpsdm_desktop.services import office
from bkpsdm_desktop.services.printing import job_of_ticket, queue_print_job
from bkpsdm_desktop.services.rows import IssuedTicket, OfficeRow
from bkpsdm_desktop.services.stamps import Stamp, record
from bkpsdm_desktop.store.tables import (
    ClockHold,
    ClosedDay,
    SeriesCounter,
    Service,
    ServiceGroup,
    Ticket,
    TicketEvent,
)
from bkpsdm_desktop.store.work import touch

_NEXT = timedelta(microseconds=1)
HELD = "Nomor sedang tidak tersedia, silakan ke petugas."


def take_ticket(
    session: Session,
    stamp: Stamp,
    *,
    service: UUID,
    priority: Priority | None,
    randomness: bytes,
    ignore_hours: bool = False,
) -> IssuedTicket:
    """Take the next number of the service's series.

    ``stamp.id`` becomes the ticket's id: asking again with the same stamp returns the same ticket.
    ``randomness`` are 5 unpredictable bytes for the code on the slip. ``ignore_hours`` is for simulated
    days. Raises ``Refused`` when the office is closed, the day's numbers are used up, issuing is held
    because of a doubtful clock, or the service is not offered.
    """
    if session.execute(select(Ticket.id).where(Ticket.id == stamp.id)).one_or_none():
        return _issued(session, stamp.id)
    row = session.execute(
        select(
            Service.name,
            Service.active,
            ServiceGroup.series,
            ServiceGroup.name.label("group"),
            ServiceGroup.id,
            ServiceGroup.daily_limit,
        )
        .join(ServiceGroup, Service.group_id == ServiceGroup.id)
        .where(Service.id == service, ServiceGroup.active)
    ).one_or_none()
    if row is None or not row.active:
        raise Refused(
            "Layanan ini sedang tidak dibuka. Silakan pilih layanan lain atau bertanya kepada petugas."
        )
    day = business_day(stamp.at)
    # The number first: its lock makes whoever closes the day wait, or us see that it is closed.
    number = _next_number(session, day, row.series)
    _check_day(session, stamp, day, ignore_hours=ignore_hours)
    _check_limit(session, day, row.series, row.daily_limit)
    identity = office.office_row(session)
    code = ticket_code(identity.code, randomness)
    ahead, newest = _line(session, day, row.series)
    # A clock that was set back must not put a number before those that are waiting.
    issued_at = stamp.at if newest is None else max(stamp.at, newest + _NEXT)
    ticket = IssuedTicket(
        id=stamp.id,
        label=format_number(row.series, number),
        group=row.group,
        service=row.name,
        code=code,
        qr=follow_address(identity, code),
        issued_at=issued_at,
        ahead=ahead,
        print_job=None,
    )
    _write(
        session,
        stamp,
        issued_at=issued_at,
        business_day=day,
        series=row.series,
        number=number,
        code=code,
        service_id=service,
        service_name=row.name,
        priority=priority,
    )
    slip = _slip(session, identity, ticket, office.queue_rules(session))
    job = queue_print_job(
        session, stamp, kind="ticket", title=ticket.label, data=asdict(slip), ticket=stamp.id
    )
    touch(session, Kind.QUEUE)
    body = {"ticket": stamp.id, "service": service, "priority": priority}
    record(session, stamp, "ticket.issue", ticket.label, body)
    return replace(ticket, print_job=job)


def _write(session: Session, stamp: Stamp, **values: object) -> None:
    session.execute(
        insert(Ticket).values(id=stamp.id, station_id=stamp.station, state=State.WAITING, calls=0, **values)
    )
    session.execute(
        insert(TicketEvent).values(
            id=stamp.id,
            ticket_id=stamp.id,
            step=1,
            act=Act.ISSUE,
            before=None,
            after=State.WAITING,
            at=stamp.at,
            station_id=stamp.station,
            person_id=stamp.person,
            details={},
        )
    )


def _line(session: Session, day: date, series: str) -> tuple[int, datetime | None]:
    """How many wait in a series, and when the last of all who wait took a number."""
    ahead, newest = session.execute(
        select(func.count().filter(Ticket.series == series), func.max(Ticket.issued_at)).where(
            Ticket.business_day == day, Ticket.state == State.WAITING
        )
    ).one()
    return ahead, newest


def _waiting_before(session: Session, day: date, series: str, number: int) -> int:
    query = select(func.count()).where(
        Ticket.business_day == day,
        Ticket.state == State.WAITING,
        Ticket.series == series,
        Ticket.number < number,
    )
    return session.execute(query).scalar_one()


def follow_address(identity: OfficeRow, code: str) -> str:
    """What the QR holds: a follow link, or the code alone while the office has no portal."""
    return f"{identity.portal}/t/{code}" if identity.portal else code


def _check_day(session: Session, stamp: Stamp, day: date, *, ignore_hours: bool) -> None:
    closed, held = session.execute(
        select(
            exists().where(ClosedDay.business_day == day),
            exists().where(ClockHold.confirmed_at.is_(None)),
        )
    ).one()
    if held:
        raise Refused(HELD)
    if closed:
        raise Refused("Layanan hari ini sudah ditutup. Silakan kembali pada hari kerja berikutnya.")
    if not ignore_hours:
        status = office.calendar(session, since=day).status(stamp.at)
        if not status.is_open:
            raise Refused(closed_sentence(status))


def closed_sentence(status: OfficeStatus) -> str:
    """Why there are no numbers now and when there will be."""
    why = f"Hari ini {status.holiday}, kantor tutup." if status.holiday else "Kantor sedang tutup."
    if status.on_break:
        why = "Layanan sedang jeda."
    if status.opens_at is None:
        return f"{why} Silakan bertanya kepada petugas."
    day = indonesian.long_date(business_day(status.opens_at))
    return f"{why} Buka lagi {day}, pukul {indonesian.clock_wib(status.opens_at)}."


def lock_series(session: Session, day: date) -> None:
    """Let nobody take a number of a day until this transaction ends."""
    for series in session.scalars(select(ServiceGroup.series).distinct().order_by(ServiceGroup.series)):
        _advance(session, day, series, by=0)


def _next_number(session: Session, day: date, series: str) -> int:
    """The next number, by one statement that locks the series' row; UNIQUE is the second fence."""
    return _advance(session, day, series, by=1)


def _advance(session: Session, day: date, series: str, *, by: int) -> int:
    dialect_insert = postgresql_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert
    statement = dialect_insert(SeriesCounter).values(business_day=day, series=series, last=by)
    last = session.execute(
        statement.on_conflict_do_update(
            index_elements=[SeriesCounter.business_day, SeriesCounter.series],
            set_={"last": SeriesCounter.last + by},
        ).returning(SeriesCounter.last)
    ).scalar_one()
    return int(last)


def _check_limit(session: Session, day: date, series: str, limit: int | None) -> None:
    if limit is None:
        return
    issued = session.execute(
        select(func.count()).where(Ticket.business_day == day, Ticket.series == series)
    ).scalar_one()
    if issued >= limit:
        raise Refused(
            f"Nomor untuk hari ini sudah habis ({limit} nomor). Silakan kembali pada hari kerja berikutnya."
        )


def _slip(session: Session, identity: OfficeRow, ticket: IssuedTicket, rules: QueueRules) -> TicketSlip:
    words = {**office.SLIP_DEFAULT, **office.setting(session, office.SLIP, {})}
    # Only the group is named: a slip lies open on chairs, and the kind of leave is nobody's business.
    first, second = words["free_notice"]
    day = indonesian.long_date(business_day(ticket.issued_at))
    return TicketSlip(
        office=f"{identity.agency} {identity.place}".upper(),
        service=ticket.group,
        number=ticket.label,
        issued_line=f"{day}  {indonesian.clock_wib(ticket.issued_at)}",
        ahead=ticket.ahead,
        estimate=None,
        qr=ticket.qr,
        code=spell_code(ticket.code),
        follow=(
            "Pantau antrean: pindai kode ini." if identity.portal else "Tunjukkan kode ini bila diminta."
        ),
        prepare=words["prepare"],
        notes=tuple(
            note.replace("{calls}", str(rules.max_calls)).replace("{minutes}", str(rules.return_minutes))
            for note in words["notes"]
        ),
        free_notice=(first, second),
        copy=False,
    )


def _issued(session: Session, ticket_id: UUID) -> IssuedTicket:
    """A ticket that an earlier run of the same act made."""
    row = session.execute(
        select(Ticket, ServiceGroup.name)
        .join(Service, Ticket.service_id == Service.id)
        .join(ServiceGroup, Service.group_id == ServiceGroup.id)
        .where(Ticket.id == ticket_id)
    ).one()
    ticket, group = row
    return IssuedTicket(
        id=ticket.id,
        label=format_number(ticket.series, ticket.number),
        group=group,
        service=ticket.service_name,
        code=ticket.code,
        qr=follow_address(office.office_row(session), ticket.code),
        issued_at=ticket.issued_at,
        ahead=_waiting_before(session, ticket.business_day, ticket.series, ticket.number),
        print_job=job_of_ticket(session, ticket.id),
    )
