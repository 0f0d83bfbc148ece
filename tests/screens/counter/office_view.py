"""What the fake office of the counter holds and shows; what may be done in it is in ``office``."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from bkpsdm_desktop.domain.errors import DatabaseUnavailable
from bkpsdm_desktop.domain.queue import (
    Priority,
    RecentCalls,
    Waiting,
    choose,
    explain,
    order,
    reason_phrase,
)
from bkpsdm_desktop.domain.ticket import QueueRules, State
from bkpsdm_desktop.screens.ticker import Ticker
from bkpsdm_desktop.services.counter_rows import (
    ActiveTicket,
    CandidateRow,
    CounterView,
    DoneRow,
    NextLine,
    QueueLine,
    ReturnableRow,
    UndoOffer,
)
from bkpsdm_desktop.services.help import HelpPage
from bkpsdm_desktop.services.rows import CounterState, PrintJobRow, PrintState
from bkpsdm_desktop.services.visit_rows import (
    AlarmRow,
    BreakRow,
    CounterTarget,
    LegRow,
    ParkedRow,
    ServiceTarget,
)
from tests.screens.counter.office_parts import (
    BREAKS,
    GROUPS,
    OFFICE,
    SERIES,
    SERVICES,
    Service,
    Ticket,
    help_page,
    neighbour,
)


class OfficeView:
    """One counter and its queue. ``down`` makes every act raise ``DatabaseUnavailable``."""

    def __init__(
        self,
        ticker: Ticker,
        *,
        counter: int = 3,
        person: str = "Rani Contoh",
        skills: tuple[str, ...] = ("A", "C", "K"),
        rules: QueueRules | None = None,
    ) -> None:
        self.ticker = ticker
        self.counter = counter
        self.person = person
        self.skills = skills
        self.rules = rules or QueueRules()
        self.state = CounterState.OPEN
        self.down = False
        self.refuse_next = ""
        self.break_next: Exception | None = None
        self.acts: list[str] = []
        self.tickets: list[Ticket] = []
        self.jobs: list[PrintJobRow] = []
        self.warnings: tuple[str, ...] = ()
        self.recent = RecentCalls()
        self.active: Ticket | None = None
        self.served_before: list[DoneRow] = []
        self.pause: BreakRow | None = None
        self.alarms: list[AlarmRow] = []
        self.neighbours: tuple[CounterTarget, ...] = (
            neighbour(1, "Joko Umpama", ("A", "C", "K", "U")), neighbour(2, "Siti Misalnya", ("L", "M")),
        )  # fmt: skip
        self.pages = tuple(help_page(service) for service in SERVICES.values())
        self._undo: tuple[UndoOffer, Ticket, Ticket, Ticket | None] | None = None

    # --- making the story ------------------------------------------------------------------------

    def add(self, label: str, service: str, minutes_ago: float, priority: Priority | None = None) -> Ticket:
        """A waiting ticket that was taken ``minutes_ago``."""
        ticket = Ticket(
            series=label[0],
            number=int(label[1:]),
            service=SERVICES[service],
            issued_at=self.ticker.now() - timedelta(minutes=minutes_ago),
            priority=priority,
        )
        self.tickets.append(ticket)
        return ticket

    def add_job(self, title: str, state: PrintState, note: str, *, unsure: bool = False) -> PrintJobRow:
        job = PrintJobRow(
            id=uuid5(NAMESPACE_URL, f"job:{title}"),
            kind="ticket",
            title=title,
            state=state,
            created_at=self.ticker.now() - timedelta(minutes=6),
            note=note,
            unsure=unsure,
        )
        self.jobs.append(job)
        return job

    def ticket(self, label: str) -> Ticket:
        return next(ticket for ticket in self.tickets if ticket.label == label)

    # --- reading ---------------------------------------------------------------------------------

    async def view(self) -> CounterView:
        self._reach()
        now = self.ticker.now()
        waiting = [t.waiting() for t in self.tickets if t.state is State.WAITING and t.series in self.skills]
        undo = self._undo[0] if self._undo is not None and now < self._undo[0].until else None
        done = [
            DoneRow(label=t.label, service=t.service.name, took=t.took)
            for t in reversed(self.tickets)
            if t.state is State.FINISHED and t.took is not None
        ] + self.served_before
        return CounterView(
            office=OFFICE,
            now=now,
            counter=self.counter,
            state=self.state,
            person=self.person,
            skills=self.skills,
            rules=self.rules,
            active=self._active_row(),
            candidate=self._candidate(waiting, now),
            queue=tuple(self._line(series, now) for series in GROUPS),
            upcoming=self._upcoming(waiting, now),
            returnable=tuple(
                ReturnableRow(
                    ticket=t.id,
                    label=t.label,
                    until=t.no_show_at + timedelta(minutes=self.rules.return_minutes),
                )
                for t in self.tickets
                if t.state is State.NO_SHOW
                and t.no_show_at is not None
                and now <= t.no_show_at + timedelta(minutes=self.rules.return_minutes)
            ),
            done=tuple(done[:8]),
            served=len(done),
            median=sorted(row.took for row in done)[len(done) // 2] if done else None,
            no_shows=sum(1 for t in self.tickets if t.state is State.NO_SHOW),
            undo=undo,
            unprinted=tuple(self.jobs),
            warnings=self.warnings,
            parked=self._parked(now),
            services=tuple(self._target(service) for service in SERVICES.values()) if self.active else (),
            counters=self._counters() if self.active else (),
            pause=self.pause,
            breaks=BREAKS,
            alarms=tuple(self.alarms),
        )

    async def help_pages(self) -> tuple[HelpPage, ...]:
        self._reach()
        return self.pages

    def _parked(self, now: datetime) -> tuple[ParkedRow, ...]:
        hint = timedelta(minutes=self.rules.park_hint_minutes)
        rows = [
            ParkedRow(
                ticket=t.id, label=t.label, service=t.service.name, own=not t.common, by=self.person,
                since=t.parked_at, long=now - t.parked_at > hint,
            )
            for t in self.tickets
            if t.state is State.PARKED and t.parked_at is not None
        ]  # fmt: skip
        return tuple(sorted(rows, key=lambda row: (not row.own, row.since)))

    def _target(self, service: Service) -> ServiceTarget:
        series = SERIES[service.code]
        open_at = [row.number for row in self.neighbours if series in row.skills]
        return ServiceTarget(
            service=service.id,
            series=series,
            name=service.name,
            waiting=sum(1 for t in self.tickets if t.state is State.WAITING and t.service == service),
            counters=tuple(sorted([*open_at, *([self.counter] if series in self.skills else [])])),
            mine=series in self.skills,
        )

    def _counters(self) -> tuple[CounterTarget, ...]:
        assert self.active is not None
        series = SERIES[self.active.service.code]
        return tuple(replace(row, serves=series in row.skills) for row in self.neighbours)

    def _line(self, series: str, now: datetime) -> QueueLine:
        waits = [now - t.issued_at for t in self.tickets if t.state is State.WAITING and t.series == series]
        return QueueLine(
            series=series,
            name=GROUPS[series],
            waiting=len(waits),
            longest=max(waits) if waits else None,
            mine=series in self.skills,
        )

    def _candidate(self, waiting: list[Waiting], now: datetime) -> CandidateRow | None:
        choice = choose(waiting, self.recent, now=now, rules=self.rules)
        if choice is None:
            return None
        ticket = self.ticket(choice.ticket.label)
        return CandidateRow(
            ticket=ticket.id,
            label=ticket.label,
            service=ticket.service.name,
            priority=ticket.priority,
            queued_at=ticket.issued_at,
            why=explain(choice, waiting, self.recent, now=now, rules=self.rules),
            requirements=ticket.service.requirements,
        )

    def _upcoming(self, waiting: list[Waiting], now: datetime) -> tuple[NextLine, ...]:
        return tuple(
            NextLine(
                ticket=choice.ticket.id,
                label=choice.ticket.label,
                service=choice.ticket.service,
                waited=now - choice.ticket.queued_at,
                reason=reason_phrase(choice, self.rules),
                priority=choice.ticket.priority,
            )
            for choice in order(waiting, self.recent, now=now, rules=self.rules, limit=8)
        )

    def _active_row(self) -> ActiveTicket | None:
        ticket = self.active
        if ticket is None:
            return None
        assert ticket.called_at is not None
        return ActiveTicket(
            ticket=ticket.id,
            label=ticket.label,
            service_code=ticket.service.code,
            service=ticket.service.name,
            requirements=ticket.service.requirements,
            legal_basis=ticket.service.legal_basis,
            promise_days=ticket.service.promise_days,
            fee=ticket.service.fee,
            priority=ticket.priority,
            state=ticket.state,
            issued_at=ticket.issued_at,
            called_at=ticket.called_at,
            started_at=ticket.started_at,
            calls=ticket.calls,
            target=timedelta(minutes=ticket.service.minutes),
            business_day=ticket.day,
            seen=(("ruang tunggu", ticket.called_at), ("lantai 2", ticket.called_at)),
            service_id=ticket.service.id,
            legs=(
                *ticket.legs,
                LegRow(
                    service=ticket.service.name,
                    waited=timedelta() if ticket.legs else ticket.called_at - ticket.issued_at,
                    served=self.ticker.now() - ticket.started_at if ticket.started_at else timedelta(),
                    present=True,
                ),
            ),
        )

    def _reach(self) -> None:
        if self.down:
            raise DatabaseUnavailable("Basis data kantor tidak terjangkau.")
