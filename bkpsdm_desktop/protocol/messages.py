"""The messages of the sync protocol (docs/sync.md). Every one is strict: a wrong type is refused whole.

A newer peer may add fields: they are ignored, never an error. Ids are 16 bytes, instants microseconds UTC.
"""

from enum import StrEnum

import msgspec

PROTOCOL = 1
"""The newest version that this program speaks; ``OLDEST`` the oldest that it still understands."""
OLDEST = 1

MASTER = "master"


def office_scope(office_code: str) -> str:
    """The scope of what concerns one office alone: decisions, settings, its own rows for recovery."""
    return f"office:{office_code}"


class Kind(StrEnum):
    """What happens to a row."""

    PUT = "P"
    DELETE = "D"


class Op(msgspec.Struct, frozen=True, array_like=True):
    """One entry of a log. Its number is its place in the batch; ``version`` is that of the row within its
    epoch (1 for rows that never change), ``schema`` that of the writer."""

    entity: str
    id: bytes
    op: Kind
    version: int
    schema: int
    payload: bytes


class Challenge(msgspec.Struct, frozen=True):
    """A one-time word of central, good for two minutes of central's clock."""

    word: bytes


class ChallengeWish(msgspec.Struct, frozen=True):
    """``key`` is the public key (32 bytes) that will sign."""

    key: bytes


class Hello(msgspec.Struct, frozen=True, kw_only=True):
    """Where an office stands.

    ``head``: its last sealed number; ``known`` and ``chain``: the number up to which it believes central has
    applied its log, and its own chain there; ``cursors``: scope -> last number pulled. ``clock`` is only
    shown, no decision uses it.
    """

    key: bytes
    word: bytes
    audience: str
    epoch: bytes
    oldest: int
    newest: int
    schema: int
    head: int
    known: int
    chain: bytes
    cursors: dict[str, int]
    program: str
    clock: int


class Signed(msgspec.Struct, frozen=True):
    """The bytes of a message (unpacked MessagePack) and their Ed25519 signature."""

    body: bytes
    signature: bytes


class Standing(StrEnum):
    """How central finds an office that says hello."""

    OK = "ok"
    PROVE = "prove"
    """Central has applied another number than the office thought: say hello again with the chain there."""
    REWOUND = "rewound"
    """Central holds more of this epoch than the office does: it was restored from a backup."""
    FORK = "fork"
    """The office's log differs from what central applied under the same numbers."""
    STALE = "stale"
    """Another incarnation of this office is the newest."""
    UPGRADE = "upgrade"
    """Central does not understand a protocol this old any more."""


class Welcome(msgspec.Struct, frozen=True, kw_only=True):
    """Central's answer to a hello. ``applied`` is what it holds of this epoch; the office sets its cursor to
    it, also backwards. ``token`` is good for 15 minutes and empty unless ``standing`` is ok."""

    standing: Standing
    applied: int
    office: str
    token: str
    schema: int
    now: int
    offset: int
    features: list[str] = msgspec.field(default_factory=list)


class Push(msgspec.Struct, frozen=True, kw_only=True):
    """Entries ``first``, ``first + 1``, ... of an epoch. ``before`` is the chain at ``first - 1``."""

    epoch: bytes
    first: int
    before: bytes
    ops: list[Op]


class Trouble(msgspec.Struct, frozen=True, array_like=True):
    """An entry that central could not use: kept there with its reason, shown on both sides."""

    seq: int
    entity: str
    id: bytes
    reason: str


class Pushed(msgspec.Struct, frozen=True, kw_only=True):
    """``acked`` is the last number of the batch that was judged, never more."""

    acked: int
    quarantined: list[Trouble] = msgspec.field(default_factory=list)
    parked: int = 0


class PushRefusal(StrEnum):
    GAP = "gap"
    FORK = "fork"
    STALE = "stale"


class Refused(msgspec.Struct, frozen=True, kw_only=True):
    """Why a push changed nothing; ``applied`` is where central stands."""

    why: PushRefusal
    applied: int


class Pulled(msgspec.Struct, frozen=True, array_like=True):
    """A row that central gives, at ``seq`` of its scope. ``epoch`` is that of the writer (empty: central)."""

    seq: int
    entity: str
    id: bytes
    op: Kind
    version: int
    schema: int
    epoch: bytes
    payload: bytes


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """Rows of a scope after a cursor, without a gap; ``next`` is the new cursor, ``head`` the last number."""

    scope: str
    rows: list[Pulled]
    next: int
    head: int


class Sum(msgspec.Struct, frozen=True, array_like=True):
    """A digest by entity and day (``day`` empty: the whole entity)."""

    entity: str
    day: str
    count: int
    high: int
    low: int


class Sums(msgspec.Struct, frozen=True, kw_only=True):
    """Digests at one moment: what central had applied of the office's log, and its scope's head."""

    applied: int
    head: int
    sums: list[Sum]
