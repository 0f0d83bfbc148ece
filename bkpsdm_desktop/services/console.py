"""What the counter console shows, read in one snapshot."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from statistics import median
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain import queue
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.indonesian import long_date
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.numbers import format_number, read_code
from bkpsdm_desktop.domain.queue import Choice, Priority, RecentCalls, Waiting
from bkpsdm_desktop.domain.text import clean_line
from bkpsdm_desktop.domain.ticket import Act, QueueRules, State
from bkpsdm_desktop.services import alarm, clocks, counters, office, serving, steps, visits
from bkpsdm_desktop.services.counter_rows import (
    ActiveTicket,
    CandidateRow,
    CounterView,
    DoneRow,
    NextLine,
    QueueLine,
    ReturnableRow,
    TicketFound,
    UndoOffer,
)
from bkpsdm_desktop.services.printing import unprinted
from bkpsdm_desktop.services.rows import CounterState, PersonRow
from bkpsdm_desktop.services.stamps import Stamp
from bkpsdm_desktop.services.visit_rows import CounterTarget, ServiceTarget
from bkpsdm_desktop.store.tables import (
    Announcement,
    AnnouncementSeen,
    Counter,
    CounterSession,
    Service,
    ServiceGroup,
    Station,
    Ticket,
)

_UPCOMING = 8
_DONE = 8


def counter_view(
    session: Session, *, person: PersonRow, station: UUID, now: datetime, warnings: Sequence[str] = ()
) -> CounterView:
    """Everything on the counter console at ``now``. ``warnings`` are the PC's own, for the status line."""
    day = business_day(now)
    rules = office.queue_rules(session)
    counter = session.execute(
        select(Counter).join(Station, Station.counter_id == Counter.id).where(Station.id == station)
    ).scalar_one_or_none()
    held = counters.open_session(session, person.id)
    services = _services(session)
    skilled = office.skilled_services(session, person.id, on=day)
    waiting = serving.waiting_tickets(session, day)
    mine = serving.callable_by(waiting, counter.id if counter else None, skilled)
    recent = serving.recent_calls(session, counter.id, day) if counter else RecentCalls()
    choices = queue.order(mine, recent, now=now, rules=rules, limit=_UPCOMING)
    done = _done(session, counter.id if counter else None, day, services)
    active = _active(session, person.id, services, now)
    where: tuple[tuple[ServiceTarget, ...], tuple[CounterTarget, ...]] = ((), ())
    if active is not None:
        where = visits.targets(session, person=person.id, service=active.service_id, waiting=waiting, day=day)
    hold = clocks.hold_reason(session)
    return CounterView(
        office=office.office_row(session),
        now=now,
        counter=counter.number if counter else 0,
        state=_state(held),
        person=person.name,
        skills=tuple(sorted(set(skilled.values()))),
        rules=rules,
        active=active,
        candidate=_candidate(choices, mine, recent, services, now=now, rules=rules),
        queue=_queue(session, waiting, services, set(skilled.values()), now),
        upcoming=tuple(_next_line(choice, services, rules, now) for choice in choices),
        returnable=_returnable(session, day, rules, now),
        done=tuple(done[:_DONE]),
        served=len(done),
        median=timedelta(seconds=median(row.took.total_seconds() for row in done)) if done else None,
        no_shows=_no_shows(session, counter.id if counter else None, day),
        undo=_undo_offer(session, person.id, station, now, rules),
        unprinted=unprinted(session, now=now),
        warnings=(*warnings, hold) if hold else tuple(warnings),
        parked=visits.parked(session, person=person.id, day=day, skilled=skilled, rules=rules, now=now),
        services=where[0],
        counters=where[1],
        pause=visits.present_break(session, held),
        breaks=visits.break_choices(session),
        alarms=alarm.open_alarms(session, station=station),
    )


def _state(held: CounterSession | None) -> CounterState:
    if held is None:
        return CounterState.CLOSED
    return CounterState.PAUSED if held.paused else CounterState.OPEN


def _services(session: Session) -> dict[UUID, Service]:
    return {row.id: row for row in session.scalars(select(Service))}


def _active(
    session: Session, person: UUID, services: Mapping[UUID, Service], now: datetime
) -> ActiveTicket | None:
    ticket = steps.active_ticket(session, person)
    if ticket is None or ticket.called_at is None:
        return None
    service = services[ticket.service_id]
    seen = session.execute(
        select(Station.name, AnnouncementSeen.shown_at)
        .join(AnnouncementSeen, AnnouncementSeen.display_id == Station.id)
        .join(Announcement, AnnouncementSeen.announcement_id == Announcement.id)
        .where(
            Announcement.ticket_id == ticket.id,
            Announcement.call == ticket.calls,
            Announcement.withdrawn_at.is_(None),
            AnnouncementSeen.shown_at.is_not(None),
        )
        .order_by(Station.name)
    )
    return ActiveTicket(
        ticket=ticket.id,
        label=format_number(ticket.series, ticket.number),
        service_code=service.code,
        service=service.name,
        requirements=tuple(service.requirements),
        legal_basis=service.legal_basis,
        promise_days=service.promise_days,
        fee=service.fee,
        priority=Priority(ticket.priority) if ticket.priority else None,
        state=State(ticket.state),
        issued_at=ticket.issued_at,
        called_at=ticket.called_at,
        started_at=ticket.started_at,
        calls=ticket.calls,
        target=timedelta(minutes=service.minutes),
        business_day=ticket.business_day,
        seen=tuple((row.name, row.shown_at) for row in seen if row.shown_at is not None),
        service_id=ticket.service_id,
        legs=visits.legs(
            session,
            ticket=ticket.id,
            service=ticket.service_id,
            names={key: row.name for key, row in services.items()},
            now=now,
        ),
    )


def _candidate(
    choices: Sequence[Choice],
    mine: Sequence[Waiting],
    recent: RecentCalls,
    services: Mapping[UUID, Service],
    *,
    now: datetime,
    rules: QueueRules,
) -> CandidateRow | None:
    if not choices:
        return None
    ticket = choices[0].ticket
    service = services[UUID(ticket.service)]
    return CandidateRow(
        ticket=ticket.id,
        label=ticket.label,
        service=service.name,
        priority=ticket.priority,
        queued_at=ticket.queued_at,
        why=queue.explain(choices[0], mine, recent, now=now, rules=rules),
        requirements=tuple(service.requirements),
    )


def _queue(
    session: Session,
    waiting: Sequence[Waiting],
    services: Mapping[UUID, Service],
    skilled: set[str],
    now: datetime,
) -> tuple[QueueLine, ...]:
    groups = session.scalars(
        select(ServiceGroup).where(ServiceGroup.active).order_by(ServiceGroup.position, ServiceGroup.name)
    )
    lines = []
    for group in groups:
        issued = [t.queued_at for t in waiting if services[UUID(t.service)].group_id == group.id]
        lines.append(
            QueueLine(
                series=group.series,
                name=group.name,
                waiting=len(issued),
                longest=max(timedelta(), now - min(issued)) if issued else None,
                mine=group.series in skilled,
            )
        )
    return tuple(lines)


def _next_line(
    choice: Choice, services: Mapping[UUID, Service], rules: QueueRules, now: datetime
) -> NextLine:
    ticket = choice.ticket
    return NextLine(
        ticket=ticket.id,
        label=ticket.label,
        service=services[UUID(ticket.service)].name,
        waited=max(timedelta(), now - ticket.queued_at),
        reason=queue.reason_phrase(choice, rules),
        priority=ticket.priority,
    )


def _returnable(session: Session, day: date, rules: QueueRules, now: datetime) -> tuple[ReturnableRow, ...]:
    span = timedelta(minutes=rules.return_minutes)
    rows = session.scalars(
        select(Ticket)
        .where(Ticket.business_day == day, Ticket.state == State.NO_SHOW, Ticket.ended_at >= now - span)
        .order_by(Ticket.ended_at)
    )
    return tuple(
        ReturnableRow(ticket=row.id, label=format_number(row.series, row.number), until=row.ended_at + span)
        for row in rows
        if row.ended_at is not None
    )


def _done(
    session: Session, counter: UUID | None, day: date, services: Mapping[UUID, Service]
) -> list[DoneRow]:
    rows = session.scalars(
        select(Ticket)
        .where(Ticket.business_day == day, Ticket.counter_id == counter, Ticket.state == State.FINISHED)
        .order_by(Ticket.ended_at.desc())
    )
    return [
        DoneRow(
            label=format_number(row.series, row.number),
            service=services[row.service_id].name,
            took=max(timedelta(), row.ended_at - row.started_at),
        )
        for row in rows
        if row.ended_at is not None and row.started_at is not None
    ]


def _no_shows(session: Session, counter: UUID | None, day: date) -> int:
    return len(
        session.scalars(
            select(Ticket.id).where(
                Ticket.business_day == day, Ticket.counter_id == counter, Ticket.state == State.NO_SHOW
            )
        ).all()
    )


_UNDO_SENTENCES = {
    Act.START: "{} mulai dilayani",
    Act.FINISH: "{} selesai",
    Act.MARK_NO_SHOW: "{} ditandai tidak hadir",
    Act.CANCEL: "{} dibatalkan, pengunjung pamit",
    Act.RETURN: "{} dikembalikan ke antrean",
    Act.PARK: "{} ditunda",
    Act.RESUME: "{} dilayani lagi",
    Act.TRANSFER: "{} dialihkan",
    Act.NEXT_SERVICE: "{} mendapat layanan tambahan",
}


def _undo_offer(
    session: Session, person: UUID, station: UUID, now: datetime, rules: QueueRules
) -> UndoOffer | None:
    event = serving.undoable_event(session, Stamp(id=station, at=now, station=station, person=person))
    if event is None:
        return None
    ticket = session.get_one(Ticket, event.ticket_id)
    label = format_number(ticket.series, ticket.number)
    return UndoOffer(
        ticket=ticket.id,
        label=label,
        sentence=_UNDO_SENTENCES[Act(event.act)].format(label),
        until=event.at + timedelta(seconds=rules.undo_seconds),
    )


# --- finding a ticket (F5) -------------------------------------------------------------------------


def find_ticket(session: Session, *, text: str, now: datetime) -> TicketFound:
    """A ticket by its number of today (``C012``, ``c 12``) or by the code on the slip.

    Raises ``Refused`` when there is none, or when it is of another office or another day, each with its own
    sentence.
    """
    typed = clean_line(text, field="Nomor atau kode tiket", limit=200)
    day = business_day(now)
    ticket = _by_number(session, typed, day) or _by_code(session, typed)
    label = format_number(ticket.series, ticket.number)
    if ticket.business_day != day:
        raise Refused(
            f"{label} adalah tiket {long_date(ticket.business_day)}. Silakan ambil nomor baru hari ini."
        )
    state = State(ticket.state)
    return TicketFound(
        ticket=ticket.id,
        label=label,
        service=ticket.service_name,
        state=state,
        sentence=_state_sentence(session, ticket, state),
        can_return=state is State.NO_SHOW,
        can_cancel=state in (State.WAITING, State.CALLED, State.PARKED),
    )


def _by_number(session: Session, typed: str, day: date) -> Ticket | None:
    compact = "".join(typed.split()).replace("-", "").upper()
    if not (compact[:1].isalpha() and compact[1:].isdigit() and compact.isascii() and len(compact) <= 6):
        return None
    ticket = session.scalars(
        select(Ticket).where(
            Ticket.business_day == day, Ticket.series == compact[0], Ticket.number == int(compact[1:])
        )
    ).one_or_none()
    if ticket is None:
        raise Refused(f"Nomor {format_number(compact[0], int(compact[1:]))} belum dikeluarkan hari ini.")
    return ticket


def _by_code(session: Session, typed: str) -> Ticket:
    code = read_code(typed, office=office.office_row(session).code)
    ticket = session.scalars(select(Ticket).where(Ticket.code == code)).one_or_none()
    if ticket is None:
        raise Refused("Kode tiket ini tidak ada di kantor ini. Periksa lagi slipnya.")
    return ticket


def _state_sentence(session: Session, ticket: Ticket, state: State) -> str:
    number = (
        session.execute(select(Counter.number).where(Counter.id == ticket.counter_id)).scalar_one_or_none()
        if ticket.counter_id
        else None
    )
    at = f" di Loket {number}" if number else ""
    return {
        State.WAITING: "Masih menunggu, belum dipanggil.",
        State.CALLED: f"Sedang dipanggil{at}.",
        State.SERVING: f"Sedang dilayani{at}.",
        State.FINISHED: f"Sudah selesai dilayani{at}.",
        State.NO_SHOW: "Sudah dipanggil, tidak hadir.",
        State.CANCELLED: "Sudah dibatalkan. Silakan ambil nomor baru.",
        State.UNSERVED: "Tidak terlayani: hari layanannya sudah ditutup.",
        State.PARKED: "Sedang ditunda. Ambil kembali dengan Shift+F7.",
    }[state]
