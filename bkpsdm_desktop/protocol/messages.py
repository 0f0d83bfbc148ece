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


def own_scope(office_code: str) -> str:
    """The scope of what the office itself wrote, as central holds it: pulled whole by a new incarnation.
    A row that changes moves to the end, so the numbers of a page may have gaps."""
    return f"own:{office_code}"


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


class Enrol(msgspec.Struct, frozen=True, kw_only=True):
    """A station asks to be known, with a one-time code from the back office. ``epoch`` is that of its
    database, empty when it has none: then, or when central knows a newer one, it is given a new one."""

    key: bytes
    word: bytes
    audience: str
    code: str
    epoch: bytes
    station: str


class Reason(StrEnum):
    """Why an office asks for a new incarnation."""

    RESTORE = "restore"
    """Somebody restored its database: it knows so itself."""
    FORK = "fork"
    """Central found it rewound, forked or stale, and nobody restored anything here."""


class Reincarnate(msgspec.Struct, frozen=True, kw_only=True):
    """A known station asks for a new epoch after ``epoch``, the one that its database still says."""

    key: bytes
    word: bytes
    audience: str
    epoch: bytes
    reason: Reason


class Enrolled(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to ``Enrol`` and ``Reincarnate``. ``fresh``: the epoch was given now, so the office pulls
    its own rows before it sends any."""

    office: str
    name: str
    epoch: bytes
    fresh: bool


class Denial(StrEnum):
    """Why central does not listen; told to whoever holds the key of a station, or to nobody at all."""

    UNKNOWN = "unknown"
    """No key, code, one-time word or signature that central knows; audience of another server."""
    TOKEN = "token"
    """Say hello again."""
    REVOKED = "revoked"
    """The key of this station was withdrawn in the back office."""
    CLONE = "clone"
    """Another machine goes on with this office since: a person decides, with a new code."""


class Denied(msgspec.Struct, frozen=True):
    """The body of every 401."""

    why: Denial


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
    it, also backwards. ``token`` is good for 15 minutes and empty unless ``standing`` is ok. ``era``
    is another one after central was restored from a backup: what it gave before may be gone and its numbers
    used again, so the office pulls everything anew."""

    standing: Standing
    applied: int
    office: str
    token: str
    schema: int
    now: int
    offset: int
    features: list[str] = msgspec.field(default_factory=list)
    era: bytes = b""


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


class Pull(msgspec.Struct, frozen=True, kw_only=True):
    """Rows of a scope after a cursor, at most ``limit``, of schemas up to ``schema``."""

    scope: str
    after: int
    limit: int
    schema: int


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


class SumWish(msgspec.Struct, frozen=True, kw_only=True):
    """Which digests: of ``entity`` (empty: every one), for the days from ``since`` on (empty: all rows, also
    those without a day), by day or of the whole entity."""

    entity: str = ""
    since: str = ""
    by_day: bool = True


class MarkWish(msgspec.Struct, frozen=True, kw_only=True):
    """Which rows central holds of an entity on a day (empty: rows without a day), after an id."""

    entity: str
    day: str
    after: bytes = b""


class Mark(msgspec.Struct, frozen=True, array_like=True):
    """A row that central holds, without its content."""

    id: bytes
    version: int
    epoch: bytes
    hash: int
    deleted: bool


class Marks(msgspec.Struct, frozen=True, kw_only=True):
    """Rows in order of their ids; ``more`` when there are some after the last."""

    marks: list[Mark]
    more: bool
