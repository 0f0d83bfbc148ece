"""What reads return: frozen rows, made for screens, free of the database.

Instants are aware datetimes, spans are timedeltas, numbers are written as ``C012``.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from bkpsdm_desktop.domain.calendar import OfficeStatus
from bkpsdm_desktop.domain.estimate import WaitRange
from bkpsdm_desktop.domain.queue import Priority
from bkpsdm_desktop.domain.rights import Role as Role
from bkpsdm_desktop.domain.ticket import QueueRules, State
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
class OfficeRow:
    """The office: three-letter code, names on paper and screens, portal address or ``""``."""

    code: str
    agency: str  # "BKPSDM"
    place: str  # "Kota Tangerang Selatan"
    portal: str


# --- kiosk ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceRow:
    """A service as the kiosk and the counter show it."""

    id: UUID
    code: str
    name: str
    name_en: str
    requirements: tuple[str, ...]
    minutes: int
    promise_days: int | None
    fee: str
    waiting: int
    estimate: WaitRange | None = None  # for who takes a number now; None when too little is known


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRow:
    """A group of services with one number series. ``full`` when its daily limit is reached."""

    id: UUID
    code: str
    series: str
    name: str
    name_en: str
    icon: str
    waiting: int
    full: bool
    services: tuple[ServiceRow, ...]  # by ``urutan``
    estimate: WaitRange | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PinCheck:
    """The answer to a PIN at a kiosk. A wrong one leaves ``left`` tries, or locks the pad for a while."""

    right: bool
    left: int
    locked_for: timedelta | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskState:
    """All that the kiosk's first pages show. ``hold`` is why no number may be issued now, else ``None``;
    ``hold_en`` says it in English."""

    office: OfficeRow
    now: datetime
    status: OfficeStatus
    waiting: int
    open_counters: int
    groups: tuple[GroupRow, ...]
    hold: str | None
    hold_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedTicket:
    """A number just taken. ``print_job`` is ``None`` when the station has no ticket printer.

    ``group`` and ``service`` are named in the visitor's language. ``booked_at`` is the time that was agreed
    with the visitor, ``late`` that the number ranks by arrival all the same.
    """

    id: UUID
    label: str
    group: str
    service: str
    code: str
    qr: str
    issued_at: datetime
    ahead: int
    print_job: UUID | None
    booked_at: datetime | None = None
    late: bool = False
    estimate: WaitRange | None = None


class PrintState(StrEnum):
    """Where a print job is, as it is told to people."""

    WAITING = "waiting"
    SENT = "sent"  # handed over; the printer can't tell more
    PRINTING = "printing"
    PRINTED = "printed"  # only when the printer said so, or a person who looked
    ATTENTION = "attention"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintJobRow:
    """One print job. ``unsure`` is true when it may have been printed (*Tercetak?*)."""

    id: UUID
    kind: str  # "ticket" or "lines"
    title: str  # "C012" or "Lembar tutup hari"
    state: PrintState
    created_at: datetime
    note: str
    unsure: bool


# --- counter -------------------------------------------------------------------------------------


class CounterState(StrEnum):
    """Whether a counter calls: open, paused or closed."""

    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


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


# --- display -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardCall:
    """A call on the display. ``announcement`` is reported back once it has been shown."""

    announcement: UUID
    label: str
    counter: int
    called_at: datetime
    call: int


@dataclass(frozen=True, slots=True)
class BoardNotice:
    """What a display shows of a notice: one or two lines, or a picture, which is asked for by its id.

    ``picture`` is its size in bytes, which tells a new one from the old one; 0 for words."""

    id: UUID
    words: str
    words_en: str
    picture: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardSettings:
    """What of its settings a display needs to draw; ``None`` and ``""`` for what its PC decides."""

    english: bool = False
    inches: float | None = None
    seat_m: float | None = None
    screen: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardWait:
    """How long one waits for a group now, as a range."""

    series: str
    name: str
    estimate: WaitRange


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardState:
    """All that a display shows: today's calls newest first (a recalled number stands once for each call),
    counters by number, and the office's hours."""

    office: OfficeRow
    now: datetime
    status: OfficeStatus
    room: str
    calls: tuple[BoardCall, ...]
    open_counters: tuple[int, ...]
    paused_counters: tuple[int, ...]
    waiting: int
    day_closed: bool
    waits: tuple[BoardWait, ...] = ()
    notices: tuple[BoardNotice, ...] = ()
    settings: BoardSettings = BoardSettings()


# --- people --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """A signed-in person."""

    id: UUID
    username: str
    name: str
    role: Role
    skills: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewPassword:
    """Signing in with a start code: who made the account or the code, and that a password of one's own
    comes first."""

    sentence: str


# --- end of the day ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesTotal:
    """One series of a day: how many numbers, and how many of them ended in each state."""

    series: str
    name: str
    by_state: dict[State, int]

    @property
    def issued(self) -> int:
        return sum(self.by_state.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySummary:
    """A closed day. ``serving`` are the labels of visitors who are still being served; ``print_job`` is the
    sheet, ``None`` without a printer."""

    day: date
    closed_at: datetime
    by: str  # a person's name, or "" when the day was closed by itself
    series: tuple[SeriesTotal, ...]
    serving: tuple[str, ...]
    print_job: UUID | None

    @property
    def by_state(self) -> dict[State, int]:
        return {state: sum(total.by_state.get(state, 0) for total in self.series) for state in State}
