"""What the screens are told of a sync. Words are theirs."""

from dataclasses import dataclass
from enum import StrEnum

WARN_SECONDS = 120
RED_SECONDS = 600


class Phase(StrEnum):
    IDLE = "idle"
    CONNECTING = "connecting"
    SENDING = "sending"
    RECEIVING = "receiving"
    DOCUMENTS = "documents"
    CHECKING = "checking"
    OFFLINE = "offline"
    ATTENTION = "attention"


class Need(StrEnum):
    """Why a person must look."""

    NOTHING = ""
    UPDATE = "update"
    """This program is too old for central; it goes on working and keeps what is unsent."""
    REVOKED = "revoked"
    UNKNOWN = "unknown"
    CLONE = "clone"
    """Another machine goes on with this office."""
    TOO_LARGE = "too_large"
    """A single entry is larger than central takes."""
    DIFFERS = "differs"
    """The two sides differ after a repair."""
    REJECTED = "rejected"
    """Central refuses a request for a reason that no retry mends."""


class Clock(StrEnum):
    """How this clock stands to central's: only shown, nothing is refused for it."""

    RIGHT = "right"
    WARN = "warn"
    RED = "red"


def clock_of(offset_seconds: float) -> Clock:
    """``offset_seconds`` is this clock minus central's."""
    distance = abs(offset_seconds)
    if distance >= RED_SECONDS:
        return Clock.RED
    return Clock.WARN if distance >= WARN_SECONDS else Clock.RIGHT


@dataclass(frozen=True, slots=True)
class Status:
    """``unsent`` entries are left of those sealed; ``received`` of ``expected`` rows came in this scope."""

    phase: Phase = Phase.IDLE
    need: Need = Need.NOTHING
    sent: int = 0
    unsent: int = 0
    received: int = 0
    expected: int = 0
    clock: Clock = Clock.RIGHT
