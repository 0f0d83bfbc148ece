"""What the engine hears (events) and what it wants done (actions).

Actions are carried out in their order. Those that read or send are answered by the event that their text
names; the others are done, durably, before the next one. One that cannot be done is told as
``Failed(Fault.LOCAL)``; the rest of the list is then left.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from bkpsdm_desktop.protocol.messages import (
    Denial,
    Enrolled,
    Mark,
    MarkWish,
    Page,
    Pull,
    Push,
    Pushed,
    Reason,
    Refused,
    Sums,
    SumWish,
    Trouble,
    Welcome,
)
from bkpsdm_desktop.sync.status import Status


@dataclass(frozen=True, slots=True)
class Facts:
    """Where the office stands by its own database.

    ``chain`` is its chain at ``at`` (the number asked for, else ``sent``). ``pending``: an epoch that was
    given and not yet taken over. ``restored``: a backup was put back and no epoch was asked for since.
    ``era``: that of central when it was last pulled from.
    """

    office: str
    epoch: bytes
    head: int
    sent: int
    at: int
    chain: bytes
    cursors: dict[str, int] = field(default_factory=dict)
    pending: bytes = b""
    restored: bool = False
    era: bytes = b""


class Fault(StrEnum):
    """How a request failed."""

    TIMEOUT = "timeout"
    LINE = "line"
    """No connection, no trusted certificate, cut."""
    GARBLED = "garbled"
    """An answer that is none of ours: a captive portal, a cut body."""
    BUSY = "busy"
    """429, 5xx."""
    TOO_LARGE = "too_large"
    UNAUTHORISED = "unauthorised"
    OUTDATED = "outdated"
    REJECTED = "rejected"
    """Any other 4xx."""
    LOCAL = "local"
    """This side could not read or write: the disk is full, the database is locked."""


# ---- requests: those of the protocol, and two that the transport signs


@dataclass(frozen=True, slots=True)
class SayHello:
    """To be completed with key, one-time word, versions and clock, and signed."""

    epoch: bytes
    head: int
    known: int
    chain: bytes
    cursors: dict[str, int]


@dataclass(frozen=True, slots=True)
class AskEpoch:
    """A signed ``Reincarnate``."""

    epoch: bytes
    reason: Reason


Request: TypeAlias = SayHello | AskEpoch | Push | Pull | SumWish | MarkWish
Answer: TypeAlias = Welcome | Enrolled | Pushed | Refused | Page | Sums | list[Mark]
"""``list[Mark]``: all the pages of a ``MarkWish`` together."""


# ---- events


@dataclass(frozen=True, slots=True)
class Begin:
    """``since``: the day from which on the sides are compared (empty: everything)."""

    since: str = ""


@dataclass(frozen=True, slots=True)
class Cancel:
    pass


@dataclass(frozen=True, slots=True)
class FactsRead:
    facts: Facts


@dataclass(frozen=True, slots=True)
class Answered:
    answer: Answer
    chance: float = 1.0


@dataclass(frozen=True, slots=True)
class Failed:
    fault: Fault
    chance: float = 1.0
    retry_after: float = 0.0
    why: Denial | None = None


@dataclass(frozen=True, slots=True)
class BatchRead:
    """``push`` is ``None`` when nothing is left to send."""

    push: Push | None
    head: int


@dataclass(frozen=True, slots=True)
class SumsRead:
    """``sums.applied`` is the office's sealed head, ``sums.head`` its cursor of its scope. ``quiet``: nothing
    waits to be sealed."""

    sums: Sums
    quiet: bool


@dataclass(frozen=True, slots=True)
class MarksRead:
    marks: list[Mark]


@dataclass(frozen=True, slots=True)
class DocumentsDone:
    pass


@dataclass(frozen=True, slots=True)
class Woke:
    pass


Event: TypeAlias = (
    Begin | Cancel | FactsRead | Answered | Failed | BatchRead | SumsRead | MarksRead | DocumentsDone | Woke
)


# ---- actions


@dataclass(frozen=True, slots=True)
class ReadFacts:
    """-> ``FactsRead``; what waits is sealed first."""

    at: int | None = None


@dataclass(frozen=True, slots=True)
class Send:
    """-> ``Answered`` or ``Failed``."""

    request: Request


@dataclass(frozen=True, slots=True)
class ReadBatch:
    """-> ``BatchRead``; what waits is sealed first."""

    after: int
    rows: int
    bytes: int


@dataclass(frozen=True, slots=True)
class SaveSent:
    seq: int


@dataclass(frozen=True, slots=True)
class SavePending:
    """The epoch to take over, ``restored`` no more; whatever was staged is dropped."""

    epoch: bytes


@dataclass(frozen=True, slots=True)
class Stage:
    """Own rows that central holds, kept until the incarnation is taken over."""

    page: Page


@dataclass(frozen=True, slots=True)
class TakeOver:
    """One transaction: the pending epoch, an empty log, cursors 0, the staged rows reunited with those here
    (``reunion.py``) and what central lacks logged again."""

    epoch: bytes


@dataclass(frozen=True, slots=True)
class Apply:
    """The rows of a page and its cursor, in one transaction."""

    page: Page


@dataclass(frozen=True, slots=True)
class SaveEra:
    """One transaction: the era of central, and every scope is pulled from its beginning."""

    era: bytes


@dataclass(frozen=True, slots=True)
class RewindCursor:
    """The scope is pulled from its beginning again: nothing is deleted by that."""

    scope: str


@dataclass(frozen=True, slots=True)
class NoteTroubles:
    """Into the list of what must be reviewed."""

    troubles: list[Trouble]


@dataclass(frozen=True, slots=True)
class Resend:
    """These rows are logged again as they are."""

    entity: str
    ids: list[bytes]


@dataclass(frozen=True, slots=True)
class ReadSums:
    """-> ``SumsRead``; without the rows that are in the list of troubles."""

    wish: SumWish


@dataclass(frozen=True, slots=True)
class ReadMarks:
    """-> ``MarksRead``"""

    wish: MarkWish


@dataclass(frozen=True, slots=True)
class MoveDocuments:
    """-> ``DocumentsDone``, or ``Failed`` of the line."""


@dataclass(frozen=True, slots=True)
class Wait:
    """-> ``Woke``"""

    seconds: float


@dataclass(frozen=True, slots=True)
class Report:
    status: Status


Action: TypeAlias = (
    ReadFacts
    | Send
    | ReadBatch
    | SaveSent
    | SavePending
    | Stage
    | TakeOver
    | Apply
    | SaveEra
    | RewindCursor
    | NoteTroubles
    | Resend
    | ReadSums
    | ReadMarks
    | MoveDocuments
    | Wait
    | Report
)
