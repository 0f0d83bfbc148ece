"""What a public display shows: frozen rows."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bkpsdm_desktop.domain.calendar import OfficeStatus
from bkpsdm_desktop.domain.estimate import WaitRange
from bkpsdm_desktop.services.rows import OfficeRow


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
