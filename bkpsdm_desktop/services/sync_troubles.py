"""What of sync a person must look at: both values, the reason in a sentence, and who must act.

Nothing here stops the stream: what can't be used is kept aside, and the rest goes on.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, select, text, update
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.domain.rights import Right
from bkpsdm_desktop.services.people import require
from bkpsdm_desktop.services.stamps import Stamp, record
from bkpsdm_desktop.store.ids import new_id
from bkpsdm_desktop.store.sync_tables import SyncTrouble
from bkpsdm_desktop.store.tables import core
from bkpsdm_desktop.store.work import touch

FAULT = "fault"
"""A fault of this program or of its database: the row is not sent."""
FORGED = "forged"
"""The same version of a row came with another content: refused."""
UNUSABLE = "unusable"
"""A pulled row that does not fit into the tables."""
REPLACED = "replaced"
"""Central's row took the place of one that was edited here."""
MANY_DELETIONS = "deletions"
"""Central wants to delete so much that a person must allow it."""
QUARANTINED = "quarantined"
"""Central could not use a row of this office."""

ALLOWED, SEEN = "allowed", "seen"

_TROUBLE = core(SyncTrouble)
_OPEN = text("settled_at IS NULL")
_ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True, kw_only=True)
class TroubleRow:
    """One thing to look at; ``ours`` and ``theirs`` are payloads."""

    id: UUID
    kind: str
    scope: str
    seq: int
    entity: str
    entity_id: UUID | None
    reason: str
    ours: bytes | None
    theirs: bytes | None
    who: str
    at: datetime


def note(
    session: Session,
    kind: str,
    key: tuple[str, UUID | None],
    reason: str,
    *,
    at: datetime,
    scope: str = "",
    seq: int = 0,
    ours: bytes | None = None,
    theirs: bytes | None = None,
    who: str = _ADMINISTRATOR,
) -> None:
    """Put something into the to-do list. The same (kind, scope, entity, row) that is open already is not
    put in again, but a newer number and newer values replace the older ones."""
    values = {"seq": seq, "reason": reason, "ours": ours, "theirs": theirs, "at": at}
    again = session.execute(
        update(_TROUBLE)
        .where(
            _TROUBLE.c.kind == kind, _TROUBLE.c.scope == scope, _TROUBLE.c.entity == key[0],
            _TROUBLE.c.entity_id.is_not_distinct_from(key[1]), _OPEN,
        )
        .values(values)
    )  # fmt: skip
    if not again.rowcount:  # type: ignore[attr-defined]
        session.execute(
            insert(_TROUBLE).values(
                id=new_id(), kind=kind, scope=scope, entity=key[0], entity_id=key[1], who=who, decision="",
                **values,
            )
        )  # fmt: skip
    touch(session, Kind.SYNC)


def open_troubles(session: Session) -> tuple[TroubleRow, ...]:
    """What waits for a person, the oldest first."""
    rows = session.execute(select(_TROUBLE).where(_OPEN).order_by(_TROUBLE.c.at, _TROUBLE.c.id))
    names = TroubleRow.__slots__
    return tuple(TroubleRow(**{name: row._mapping[name] for name in names}) for row in rows)


def settle(session: Session, stamp: Stamp, *, trouble: UUID, allow: bool = False) -> None:
    """A person has looked at it; ``allow``: what many deletions ask for is allowed.

    Raises ``Refused`` when it does not exist, or when there is nothing to allow.
    """
    require(session, stamp, Right.CONFIGURE)
    row = session.get(SyncTrouble, trouble, with_for_update=True)
    if row is None:
        raise Refused("Catatan sinkronisasi ini tidak ada lagi. Muat ulang daftarnya.")
    if row.settled_at is not None:
        return
    if allow and row.kind != MANY_DELETIONS:
        raise Refused("Catatan ini tidak meminta izin. Tandai sudah dilihat.")
    row.decision = ALLOWED if allow else SEEN
    row.settled_at, row.settled_by = stamp.at, stamp.person
    session.flush()
    touch(session, Kind.SYNC)
    body = {"kind": row.kind, "decision": row.decision, "scope": row.scope, "seq": row.seq}
    record(session, stamp, "sync.settle", row.entity, body)
