"""What happens on a simulated day: all of it follows from the seed, nothing from the clock.

Times are virtual seconds after the opening of the day. The plan says what people do; which process is
faster at a moment it does not say, so two runs of one plan do not interleave alike.
"""

import random
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from uuid import UUID

import msgspec

from bkpsdm_desktop.domain.queue import Priority

WINDOW = 4 * 3600.0  # visitors arrive within these seconds, most of them early
LAST_CALL = WINDOW * 0.99  # from here on the counters may leave some to wait
_BUSY = 0.45  # of the counters' time spent on visitors; calling and walking take their part of the rest

# What one visitor needs of real time on two cores, found by measuring.
_REAL_SECONDS_PER_TICKET = 0.12
_REAL_SECONDS_PER_VISIT = 0.48
_SHORTEST_REAL_SECONDS = 6.0
_SLIPS = 40  # of a counter, then they repeat


class PlannedService(msgspec.Struct, frozen=True, kw_only=True):
    """A service that visitors come for; ``minutes`` is its target time."""

    id: UUID
    minutes: int


class Turn(StrEnum):
    """What happens in the middle of a visit, when it is not served in one go."""

    PARK = "park"  # copies are missing; the clerk takes the visitor back
    PARK_FOR_ALL = "park_for_all"
    FURTHER = "further"  # a second service at the same counter
    TRANSFER = "transfer"
    TRANSFER_TO_END = "transfer_to_end"


class Visitor(msgspec.Struct, frozen=True, kw_only=True):
    """One visitor. ``away`` is a span in which calls are missed (canteen, mosque, went home unsaid);
    ``leaves_at`` is when the visitor says goodbye, if still waiting then. Who says goodbye, or comes back
    after all calls, does so at counter ``asks_at``. ``turn`` is what comes in the middle: for ``pause``
    seconds the visitor is parked, ``then`` is the further service. ``books`` has an appointment, where the
    office has a slot near ``at``."""

    ticket: UUID
    at: float
    kiosk: int
    service: UUID
    priority: Priority | None
    walk: float
    serving: float
    away: tuple[float, float] | None
    leaves_at: float | None
    asks_at: int
    turn: Turn | None
    pause: float
    then: UUID
    books: bool

    @property
    def stretch(self) -> float:
        """Virtual seconds at a counter in one go: with a turn in the middle, half of all."""
        return self.serving if self.turn is None else self.serving / 2

    def is_away(self, elapsed: float) -> bool:
        """Whether a call at this time meets nobody."""
        return self.away is not None and self.away[0] <= elapsed < self.away[1]


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """A day. ``slips`` tells per counter whether its first, second ... act is a mistake: a call is then
    withdrawn, another act undone and done again. ``victims`` are the processes to kill, by number, over
    and over. ``left_waiting`` visitors come as the office closes; after ``LAST_CALL`` the counters leave as
    many to wait, for *Tutup hari*."""

    factor: float
    visitors: tuple[Visitor, ...]
    slips: tuple[tuple[bool, ...], ...]
    victims: tuple[int, ...]
    left_waiting: int


def make_plan(
    *,
    seed: int,
    day: date,
    visitors: int,
    kiosks: int,
    counters: int,
    displays: int,
    services: Sequence[PlannedService],
) -> Plan:
    """The plan of a seed: the same for the same arguments; of another day only the ticket ids differ."""
    rng, ids = random.Random(f"plan {seed}"), random.Random(f"ids {seed} {day}")
    chosen = [rng.choice(services) for _ in range(visitors)]
    lengths = [service.minutes * 60 * rng.uniform(0.6, 1.4) for service in chosen]
    scale = min(1.0, _BUSY * counters * WINDOW / sum(lengths))
    left_waiting = visitors // 50
    in_time = sorted(LAST_CALL * rng.betavariate(1.6, 2.2) for _ in range(visitors - left_waiting))
    arrivals = [*in_time, *[WINDOW] * left_waiting]
    return Plan(
        factor=_factor(visitors, counters),
        visitors=tuple(
            _visitor(
                rng,
                _ticket_id(ids),
                at,
                service.id,
                length * scale,
                others=[other.id for other in services if other.id != service.id],
                kiosks=kiosks,
                counters=counters,
            )
            for at, service, length in zip(arrivals, chosen, lengths, strict=True)
        ),
        slips=tuple(tuple(rng.random() < 0.05 for _ in range(_SLIPS)) for _ in range(counters)),
        victims=tuple(rng.randrange(kiosks + counters + displays) for _ in range(200)),
        left_waiting=left_waiting,
    )


def _factor(visitors: int, counters: int) -> float:
    """Virtual seconds per real second, so that two cores keep up."""
    span = max(
        _SHORTEST_REAL_SECONDS,
        visitors * _REAL_SECONDS_PER_TICKET,
        visitors * _REAL_SECONDS_PER_VISIT / counters,
    )
    return float(round(WINDOW / span))


def _visitor(
    rng: random.Random, ticket: UUID, at: float, service: UUID, serving: float,
    *, others: Sequence[UUID], kiosks: int, counters: int,
) -> Visitor:  # fmt: skip
    away = None
    if rng.random() < 0.15:
        gone = WINDOW * 10 if rng.random() < 0.3 else rng.uniform(2, 35) * 60
        away = (at + rng.uniform(0, 2) * 60, at + gone)
    return Visitor(
        ticket=ticket,
        at=at,
        kiosk=rng.randrange(kiosks),
        service=service,
        priority=rng.choice(list(Priority)) if rng.random() < 0.12 else None,
        walk=rng.uniform(5, 30),
        serving=serving,
        away=away,
        leaves_at=at + rng.uniform(1, 20) * 60 if rng.random() < 0.06 else None,
        asks_at=rng.randrange(counters),
        turn=rng.choice(list(Turn)) if others and rng.random() < 0.2 else None,
        pause=rng.uniform(3, 15) * 60,
        then=rng.choice(others or [service]),
        books=rng.random() < 0.1,
    )


def _ticket_id(rng: random.Random) -> UUID:
    """An id in the form of a UUIDv7, from the seed: a kiosk that was killed asks for the same ticket."""
    bits = rng.getrandbits(128)
    bits = bits & ~(0xF << 76) | (0x7 << 76)
    return UUID(int=bits & ~(0x3 << 62) | (0x2 << 62))
