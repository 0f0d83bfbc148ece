"""The end of the day: *Tutup hari*, by a person or by itself at midnight."""

from collections import defaultdict
from dataclasses import asdict, dataclass, replace
from datetime import date, time, timedelta

from sqlalchemy import ColumnElement, exists, func, insert, select, update
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain import indonesian
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.instants import at_wib, business_day
from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.domain.numbers import format_number
from bkpsdm_desktop.domain.rights import Right
from bkpsdm_desktop.domain.slips import LinesSlip
from bkpsdm_desktop.domain.ticket import State
from bkpsdm_desktop.services import clocks, office, trail
from bkpsdm_desktop.services.issuing import lock_series
from bkpsdm_desktop.services.people import require
from bkpsdm_desktop.services.ports import Signer
from bkpsdm_desktop.services.printing import queue_print_job
from bkpsdm_desktop.services.rows import DaySummary, SeriesTotal
from bkpsdm_desktop.services.serving import leave_unserved
from bkpsdm_desktop.services.stamps import Stamp, record
from bkpsdm_desktop.services.trail import CheckpointLine
from bkpsdm_desktop.store.ids import new_id
from bkpsdm_desktop.store.tables import (
    TICKET_ACTIVE,
    TICKET_OPEN,
    ClosedDay,
    CounterBreak,
    CounterSession,
    Person,
    ServiceGroup,
    Ticket,
)
from bkpsdm_desktop.store.work import touch

SHEET_TITLE = "Lembar tutup hari"
_LEFT_OVER = (State.WAITING, State.CALLED, State.PARKED)
_IN_WORDS = {
    State.FINISHED: "Selesai",
    State.NO_SHOW: "Tidak hadir",
    State.CANCELLED: "Dibatalkan",
    State.UNSERVED: "Tidak terlayani",
    State.SERVING: "Masih dilayani",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """A day that was closed, and the checkpoint for the file outside the database."""

    summary: DaySummary
    checkpoint: CheckpointLine | None


def close_day(session: Session, stamp: Stamp, *, day: date, signer: Signer) -> Closing:
    """Close a business day: who waits or was called becomes *tidak terlayani*, who is being served stays,
    idle counters close, the sheet is printed, the chain is signed.

    The same stamp again gives the same day. Raises ``Refused`` when the day is closed already, has not
    begun, the clock is in doubt, or the person may not.
    """
    require(session, stamp, Right.CLOSE_DAY)
    lock_series(session, day)
    closed = session.get(ClosedDay, day)
    if closed is not None and closed.act == stamp.id:
        line = trail.last_line(session, stamp.station, key=signer.public_key)
        return Closing(summary=day_summary(session, closed), checkpoint=line)
    if closed is not None:
        at = indonesian.clock_wib(closed.closed_at)
        raise Refused(
            f"{indonesian.long_date(day)} sudah ditutup {_on(day, closed)}pukul {at}. Tidak ada yang diubah."
        )
    if day > business_day(stamp.at):
        raise Refused(f"{indonesian.long_date(day)} belum mulai. Periksa tanggalnya.")
    if clocks.hold_reason(session) is not None:
        raise Refused("Jam komputer diragukan. Pastikan tanggal dahulu, baru tutup hari.")
    return _close(session, stamp, day, signer)


def _on(day: date, closed: ClosedDay) -> str:
    other = business_day(closed.closed_at)
    return "" if other == day else f"pada {indonesian.long_date(other)} "


def roll_over(session: Session, stamp: Stamp, *, signer: Signer) -> list[Closing]:
    """Close by itself what older days left open; at midnight and at every start.

    Nothing happens while the clock is in doubt: the date may be a wrong one.
    """
    if clocks.hold_reason(session) is not None:
        return []
    closings = []
    for day in _days_left_open(session, before=business_day(stamp.at)):
        lock_series(session, day)
        alone = replace(stamp, id=new_id(), person=None)
        if session.get(ClosedDay, day) is None:
            closings.append(_close(session, alone, day, signer))
        else:
            _end_visits(session, alone, day)
            _close_idle_counters(session, alone, day)
    return closings


def _days_left_open(session: Session, *, before: date) -> list[date]:
    days = set(
        session.scalars(
            select(Ticket.business_day)
            .where(TICKET_OPEN, Ticket.state.in_(_LEFT_OVER), Ticket.business_day < before)
            .distinct()
        )
    )
    idle = session.scalars(select(CounterSession.opened_at).where(*_idle(before - timedelta(days=1))))
    return sorted(days | {business_day(opened) for opened in idle})


def _close(session: Session, stamp: Stamp, day: date, signer: Signer) -> Closing:
    unserved = _end_visits(session, stamp, day)
    _close_idle_counters(session, stamp, day)
    session.execute(
        insert(ClosedDay).values(
            business_day=day, act=stamp.id, closed_at=stamp.at, person_id=stamp.person, print_job=None
        )
    )
    touch(session, Kind.QUEUE, Kind.COUNTERS, Kind.OFFICE)
    record(session, stamp, "day.close", day.isoformat(), {"unserved": unserved})
    line = trail.checkpoint(session, stamp, signer)
    closed = session.get_one(ClosedDay, day)
    sheet = _sheet(session, day_summary(session, closed))
    closed.print_job = queue_print_job(
        session, stamp, kind="lines", title=SHEET_TITLE, data=asdict(sheet), lifetime=None
    )
    session.flush()
    return Closing(summary=day_summary(session, closed), checkpoint=line)


def _end_visits(session: Session, stamp: Stamp, day: date) -> int:
    tickets = session.scalars(
        select(Ticket)
        .where(Ticket.business_day == day, Ticket.state.in_(_LEFT_OVER))
        .order_by(Ticket.id)
        .with_for_update()
    ).all()
    for ticket in tickets:
        leave_unserved(session, stamp, ticket=ticket)
    return len(tickets)


def _close_idle_counters(session: Session, stamp: Stamp, day: date) -> None:
    session.execute(
        update(CounterBreak)
        .where(
            CounterBreak.ended_at.is_(None),
            CounterBreak.session_id.in_(select(CounterSession.id).where(*_idle(day))),
        )
        .values(ended_at=stamp.at)
        .execution_options(synchronize_session=False)
    )
    session.execute(
        update(CounterSession)
        .where(*_idle(day))
        .values(closed_at=stamp.at)
        .execution_options(synchronize_session=False)
    )
    touch(session, Kind.COUNTERS)


def _idle(day: date) -> tuple[ColumnElement[bool], ...]:
    """Sessions opened on a day or before whose clerk serves nobody."""
    midnight = at_wib(day + timedelta(days=1), time.min)
    serving = exists().where(
        Ticket.person_id == CounterSession.person_id, TICKET_ACTIVE, Ticket.state == State.SERVING
    )
    return CounterSession.closed_at.is_(None), CounterSession.opened_at < midnight, ~serving


def day_summary(session: Session, closed: ClosedDay) -> DaySummary:
    """What became of the numbers of a closed day, as it is now."""
    counts: dict[str, dict[State, int]] = defaultdict(dict)
    for series, state, number in session.execute(
        select(Ticket.series, Ticket.state, func.count())
        .where(Ticket.business_day == closed.business_day)
        .group_by(Ticket.series, Ticket.state)
    ):
        counts[series][State(state)] = number
    groups = select(ServiceGroup.series, ServiceGroup.name).order_by(ServiceGroup.active)
    names = {series: name for series, name in session.execute(groups)}
    serving = session.execute(
        select(Ticket.series, Ticket.number)
        .where(Ticket.business_day == closed.business_day, Ticket.state == State.SERVING)
        .order_by(Ticket.series, Ticket.number)
    )
    person = session.get(Person, closed.person_id) if closed.person_id else None
    return DaySummary(
        day=closed.business_day,
        closed_at=closed.closed_at,
        by=person.name if person else "",
        series=tuple(
            SeriesTotal(series=series, name=names.get(series, ""), by_state=counts[series])
            for series in sorted(counts)
        ),
        serving=tuple(format_number(series, number) for series, number in serving),
        print_job=closed.print_job,
    )


def _sheet(session: Session, summary: DaySummary) -> LinesSlip:
    identity = office.office_row(session)
    issued = sum(total.issued for total in summary.series)
    states = [(words, str(summary.by_state[state])) for state, words in _IN_WORDS.items()]
    by_series = [
        (f"{total.series} {total.name}", f"{total.issued}, selesai {total.by_state.get(State.FINISHED, 0)}")
        for total in summary.series
    ]
    chains = [
        (f"{paper.station}, baris {paper.seq}", paper.groups) for paper in trail.paper_checkpoints(session)
    ]
    closed = (
        f"{indonesian.short_date(business_day(summary.closed_at))}, {indonesian.clock_wib(summary.closed_at)}"
    )
    return LinesSlip(
        title=SHEET_TITLE,
        lines=(
            (f"{identity.agency} {identity.place}", ""),
            ("Hari layanan", indonesian.long_date(summary.day)),
            ("Ditutup", closed),
            ("Oleh", summary.by or "program (pukul 00.00)"),
            ("Nomor", ""),
            ("Diambil", str(issued)),
            *states,
            *([("Seri", ""), *by_series] if by_series else []),
            ("Jejak audit", ""),
            *chains,
        ),
        blocks=(),
        foot="Simpan lembar ini. Kelompok huruf di atas membuktikan jejak audit sampai baris itu.",
    )
