"""What the counter console shows: frozen rows."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from bkpsdm_desktop.domain.queue import Priority
from bkpsdm_desktop.domain.ticket import QueueRules, State
from bkpsdm_desktop.services.rows import CounterState, OfficeRow, PrintJobRow
from bkpsdm_desktop.services.visit_rows import (
    AlarmRow,
    BreakChoice,
    BreakRow,
    CounterTarget,
    LegRow,
    ParkedRow,
    ServiceTarget,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueLine:
    """One row of *Antrean per layanan* (a group). ``mine``: within the clerk's skills."""

    series: str
    name: str
    waiting: int
    longest: timedelta | None
    mine: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NextLine:
    """One row of *Urutan panggilan Anda*."""

    ticket: UUID
    label: str
    service: str
    waited: timedelta
    reason: str
    priority: Priority | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateRow:
    """The number that F2 would call now, with *Mengapa nomor ini?* and its usual requirements."""

    ticket: UUID
    label: str
    service: str
    priority: Priority | None
    queued_at: datetime
    why: tuple[str, ...]
    requirements: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActiveTicket:
    """The ticket that this clerk has called or serves. ``seen``: display name and when it showed the call."""

    ticket: UUID
    label: str
    service_code: str
    service: str
    requirements: tuple[str, ...]
    legal_basis: str
    promise_days: int | None
    fee: str
    priority: Priority | None
    state: State  # CALLED or SERVING
    issued_at: datetime
    called_at: datetime
    started_at: datetime | None
    calls: int
    target: timedelta
    business_day: date
    seen: tuple[tuple[str, datetime], ...]
    service_id: UUID
    legs: tuple[LegRow, ...]  # of the whole visit, the present one last


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnableRow:
    """A no-show that may still come back, until ``until``."""

    ticket: UUID
    label: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneRow:
    """A visit finished at this counter today."""

    label: str
    service: str
    took: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoOffer:
    """The last act of this clerk that may be undone until ``until``: ``C010 ditandai tidak hadir``."""

    ticket: UUID
    label: str
    sentence: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterView:
    """All that the counter console shows, read in one transaction at ``now``.

    Where a number may go (``services``, ``counters``) is read only while there is one.
    """

    office: OfficeRow
    now: datetime
    counter: int
    state: CounterState
    person: str
    skills: tuple[str, ...]  # series letters
    rules: QueueRules
    active: ActiveTicket | None
    candidate: CandidateRow | None
    queue: tuple[QueueLine, ...]
    upcoming: tuple[NextLine, ...]
    returnable: tuple[ReturnableRow, ...]
    done: tuple[DoneRow, ...]  # newest first, at most 8
    served: int
    median: timedelta | None
    no_shows: int
    undo: UndoOffer | None
    unprinted: tuple[PrintJobRow, ...]  # what F10 offers
    warnings: tuple[str, ...]  # for the status line: clock, printer, held issuing
    parked: tuple[ParkedRow, ...]
    services: tuple[ServiceTarget, ...]
    counters: tuple[CounterTarget, ...]
    pause: BreakRow | None
    breaks: tuple[BreakChoice, ...]  # what F11 offers, the usual one first
    alarms: tuple[AlarmRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketFound:
    """A ticket found by number or code (F5): its state in words and what may be done."""

    ticket: UUID
    label: str
    service: str
    state: State
    sentence: str
    can_return: bool
    can_cancel: bool
