"""A doubtful clock stops the issuing of numbers until somebody confirms the date."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import func, insert, select, text, update
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain import indonesian
from bkpsdm_desktop.domain.clocks import offset_between
from bkpsdm_desktop.domain.instants import business_day, from_micros
from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.domain.rights import Right
from bkpsdm_desktop.services import office
from bkpsdm_desktop.services.people import require
from bkpsdm_desktop.services.stamps import Stamp, record
from bkpsdm_desktop.store.ids import new_id
from bkpsdm_desktop.store.tables import ClockHold, ClosedDay, Ticket
from bkpsdm_desktop.store.work import Work, touch

# A day of the future that somebody has seen and confirmed not to be today.
_KNOWN_DAY = "clock_known_day"


def hold_reason(session: Session) -> str | None:
    """Why no number may be issued now because of a clock, or ``None``."""
    return session.execute(
        select(ClockHold.reason).where(ClockHold.confirmed_at.is_(None)).order_by(ClockHold.at).limit(1)
    ).scalar_one_or_none()


def hold_issuing(session: Session, stamp: Stamp, *, reason: str) -> None:
    """Stop issuing at all kiosks of the office; ``reason`` is a sentence for staff."""
    if hold_reason(session) is not None:
        return
    session.execute(
        insert(ClockHold).values(id=new_id(), station_id=stamp.station, reason=reason, at=stamp.at)
    )
    touch(session, Kind.OFFICE)
    record(session, stamp, "clock.hold", "", {"reason": reason})


def start_check(session: Session, stamp: Stamp) -> str | None:
    """At the start of a station: stop issuing when the date lies before the newest business day.

    Returns why issuing stands still, or ``None``.
    """
    today, newest = business_day(stamp.at), _newest_day(session)
    if newest is not None and today < newest and office.setting(session, _KNOWN_DAY) != newest.isoformat():
        reason = (
            f"Tanggal komputer {indonesian.long_date(today)}, tetapi sudah ada nomor untuk "
            f"{indonesian.long_date(newest)}. Pastikan tanggal sebelum nomor diambil lagi."
        )
        hold_issuing(session, stamp, reason=reason)
    return hold_reason(session)


def _newest_day(session: Session) -> date | None:
    issued = session.execute(select(func.max(Ticket.business_day))).scalar()
    closed = session.execute(select(func.max(ClosedDay.business_day))).scalar()
    return max((day for day in (issued, closed) if day is not None), default=None)


def confirm_date(session: Session, stamp: Stamp) -> None:
    """A supervisor or administrator has looked at the date: it is right now, numbers are issued again."""
    require(session, stamp, Right.CONFIRM_DATE)
    reason = hold_reason(session)
    if reason is None:
        return
    session.execute(
        update(ClockHold)
        .where(ClockHold.confirmed_at.is_(None))
        .values(confirmed_at=stamp.at, confirmed_by=stamp.person)
    )
    newest = _newest_day(session)
    if newest is not None and newest > business_day(stamp.at):
        office.put_setting(session, _KNOWN_DAY, newest.isoformat())
    touch(session, Kind.OFFICE)
    body = {"reason": reason, "day": business_day(stamp.at).isoformat()}
    record(session, stamp, "clock.confirm", "", body)


def server_now(session: Session) -> datetime:
    """The time of the database: the server's on PostgreSQL, this PC's on SQLite."""
    if session.get_bind().dialect.name != "postgresql":
        return datetime.now(UTC)
    micros = session.execute(
        text("SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint")
    ).scalar_one()
    return from_micros(micros)


def measure_offset(work: Work, pc_now: Callable[[], datetime]) -> timedelta:
    """What to add to the PC's clock to get the office's time; zero on SQLite. At connect and each minute."""
    if work.engine.dialect.name != "postgresql":
        return timedelta(0)
    sent = pc_now()
    server = work.read(server_now)
    return offset_between(sent, server, pc_now())
