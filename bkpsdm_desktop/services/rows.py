"""What reads return: frozen rows, made for screens, free of the database.

Instants are aware datetimes, spans are timedeltas, numbers are written as ``C012``.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from bkpsdm_desktop.domain.calendar import OfficeStatus
from bkpsdm_desktop.domain.estimate import WaitRange
from bkpsdm_desktop.domain.rights import Role as Role
from bkpsdm_desktop.domain.ticket import State


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
