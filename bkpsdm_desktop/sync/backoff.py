"""How long to wait after a failure, and how much to send at once. Chance comes from outside."""

from dataclasses import dataclass

BASE_SECONDS = 2.0
CAP_SECONDS = 300.0
BREAKER = 5
"""After so many failures of the line in a row only a hello is tried, after each pause."""

MOST_ROWS = 1_000
MOST_BYTES = 256 * 1024


def pause(failures: int, chance: float, retry_after: float = 0.0) -> float:
    """Seconds until the next attempt: full jitter below a bound that doubles from 2 s to 5 min. ``chance`` is
    in [0, 1); what the server asked for is waited at least, at most the cap more than it."""
    bound = min(CAP_SECONDS, BASE_SECONDS * 2.0 ** min(failures - 1, 30))
    return max(0.0, retry_after) + chance * bound


@dataclass(frozen=True, slots=True)
class Size:
    """What a batch may hold, fitted to the line."""

    rows: int = MOST_ROWS
    bytes: int = MOST_BYTES

    def halved(self) -> "Size":
        return Size(max(1, self.rows // 2), max(1, self.bytes // 2))

    def doubled(self) -> "Size":
        return Size(min(MOST_ROWS, self.rows * 2), min(MOST_BYTES, self.bytes * 2))
