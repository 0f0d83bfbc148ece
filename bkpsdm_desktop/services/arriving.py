"""One row of central's that arrives: compared with what is known of it, then put into its table."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, update
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.orm import Session

from bkpsdm_desktop.protocol import wire
from bkpsdm_desktop.protocol.judging import Fate, Held, settle
from bkpsdm_desktop.protocol.messages import Kind as Op
from bkpsdm_desktop.protocol.messages import Pulled
from bkpsdm_desktop.services import sync_troubles
from bkpsdm_desktop.services.sync_rows import Known, known_rows, save_rows
from bkpsdm_desktop.services.wire_forms import NotARow, as_fields, from_fields, read_rows, table_of
from bkpsdm_desktop.store.wire_rows import Entity, Owner, day_of

_NOT_CENTRALS = "Kantor pusat mengirim baris milik kantor ini. Baris di sini tidak diubah."
_OTHER_CONTENT = "Versi yang sama datang dengan isi lain. Isi di sini tidak diubah; hubungi kantor pusat."
_NOT_READABLE = "Baris dari kantor pusat tidak dapat dibaca. Baris tidak dipakai; lainnya tetap diterima."
_DOES_NOT_FIT = "Baris dari kantor pusat bertentangan dengan data di sini. Baris tidak dipakai."
_REPLACED = "Baris ini diubah di sini; daftar kantor pusat yang berlaku. Isi sebelumnya tersimpan di sini."


class Took(StrEnum):
    """What became of a row."""

    CHANGED = "changed"
    NOTHING = "nothing"
    PARKED = "parked"
    TROUBLE = "trouble"
    WAITS = "waits"
    """It refers to a row that is not here (yet)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arriving:
    """A row at its place in a scope."""

    entity: Entity
    id: UUID
    scope: str
    row: Pulled

    @property
    def key(self) -> tuple[str, UUID]:
        return self.entity.name, self.id

    @property
    def held(self) -> Held:
        """The row as what is compared."""
        deleted = self.row.op is Op.DELETE
        return Held(self.row.version, self.row.epoch, wire.row_hash(self.row.payload), deleted)

    def is_known(self, session: Session) -> bool:
        """Whether the very same content is known here."""
        known = known_rows(session, [self.key]).get(self.key)
        mine = self.held
        return known is not None and (known.row_hash, known.deleted) == (mine.row_hash, mine.deleted)


def take(session: Session, arriving: Arriving, *, now: datetime, may_wait: bool) -> Took:
    """Put a row where it belongs, unless what is known is as new. With ``may_wait`` a row that refers to one
    that is missing comes back as ``WAITS``."""
    if arriving.entity.owner is not Owner.CENTRAL or arriving.row.epoch:
        return _trouble(session, sync_troubles.FORGED, arriving, _NOT_CENTRALS, now)
    known = known_rows(session, [arriving.key]).get(arriving.key)
    held = Held(known.version, known.epoch, known.row_hash, known.deleted) if known is not None else None
    match settle(held, arriving.held, mutable=arriving.entity.mutable):
        case Fate.SAME:
            return Took.NOTHING
        case Fate.HISTORY if held is not None and held.version > arriving.row.version:
            return Took.NOTHING  # an older one, late
        case Fate.HISTORY | Fate.QUARANTINE:
            return _trouble(session, sync_troubles.FORGED, arriving, _OTHER_CONTENT, now)
    if arriving.row.op is Op.DELETE:
        return _remove(session, arriving, known, now)
    return _put(session, arriving, known, now, may_wait)


def _put(session: Session, arriving: Arriving, known: Known | None, now: datetime, may_wait: bool) -> Took:
    try:
        fields = wire.decode(arriving.row.payload)
        values, unknown = from_fields(arriving.entity, fields)
        if values["id"] != arriving.id:
            raise NotARow("another id in it")
        extra = wire.encode(unknown) if unknown else None
    except (wire.BadWire, NotARow, TypeError):
        return _trouble(session, sync_troubles.UNUSABLE, arriving, _NOT_READABLE, now)
    ours = _payload(session, arriving, known)
    try:
        with session.begin_nested():
            _write(session, arriving, values, exists=ours is not None)
    except (IntegrityError, DataError):
        if may_wait:
            return Took.WAITS
        return _trouble(session, sync_troubles.UNUSABLE, arriving, _DOES_NOT_FIT, now, ours=ours)
    if ours is not None and _edited_here(ours, known) and ours != arriving.row.payload:
        _trouble(session, sync_troubles.REPLACED, arriving, _REPLACED, now, ours=ours)
    held = arriving.held
    save_rows(
        session,
        {
            arriving.key: Known(
                held.version, held.epoch, held.row_hash, day_of(arriving.entity, fields), False, extra
            )
        },
        at=now,
    )
    return Took.CHANGED


def _payload(session: Session, arriving: Arriving, known: Known | None) -> bytes | None:
    """The present row here in its wire form, with what this program can't read of it."""
    row = read_rows(session, arriving.entity, [arriving.id]).get(arriving.id)
    if row is None:
        return None
    extra = wire.decode(known.extra) if known is not None and known.extra else {}
    return wire.encode({**extra, **as_fields(row)})


def _edited_here(ours: bytes, known: Known | None) -> bool:
    return known is None or known.deleted or wire.row_hash(ours) != known.row_hash


def _write(session: Session, arriving: Arriving, values: dict[str, Any], *, exists: bool) -> None:
    table = table_of(arriving.entity)
    if exists:
        session.execute(update(table).where(table.c.id == arriving.id).values(values))
    else:
        session.execute(insert(table).values(values))


def _remove(session: Session, arriving: Arriving, known: Known | None, now: datetime) -> Took:
    """Tickets refer to services: what can be switched off is switched off, the rest is deleted."""
    table = table_of(arriving.entity)
    mine = table.c.id == arriving.id
    try:
        with session.begin_nested():
            if "active" in table.c:
                session.execute(update(table).where(mine).values(active=False))
            else:
                session.execute(delete(table).where(mine))
    except IntegrityError:
        return _trouble(session, sync_troubles.UNUSABLE, arriving, _DOES_NOT_FIT, now)
    held, day = arriving.held, known.day if known is not None else ""
    save_rows(
        session, {arriving.key: Known(held.version, held.epoch, held.row_hash, day, True, None)}, at=now
    )
    return Took.CHANGED


def _trouble(
    session: Session, kind: str, arriving: Arriving, reason: str, now: datetime, *, ours: bytes | None = None
) -> Took:
    sync_troubles.note(
        session, kind, arriving.key, reason, at=now, scope=arriving.scope, seq=arriving.row.seq, ours=ours,
        theirs=arriving.row.payload,
    )  # fmt: skip
    return Took.TROUBLE
