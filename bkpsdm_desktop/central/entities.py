"""What central makes of one entry of an office's log: whose row it is, and on which day it counts."""

from bkpsdm_desktop.protocol.messages import Kind, Op
from bkpsdm_desktop.protocol.wire import BadWire, decode
from bkpsdm_desktop.store.wire_rows import ENTITIES, SCHEMA, Owner, day_of

__all__ = ["MUTABLE", "SCHEMA", "Unusable", "checked_day", "is_newer"]

MUTABLE = {entity.name for entity in ENTITIES.values() if entity.mutable}
_ID_BYTES = 16


class Unusable(Exception):
    """An entry that is kept with this reason, shown on both sides, and does not stop the stream."""


def is_newer(op: Op) -> bool:
    """Whether an entry comes from a program newer than ours: it is kept raw until we are as new."""
    return op.schema > SCHEMA or op.entity not in ENTITIES


def checked_day(op: Op) -> str:
    """The day of a row that an office may write; empty when it belongs to none. Raises :class:`Unusable`."""
    entity = ENTITIES[op.entity]
    if entity.owner is Owner.CENTRAL:
        raise Unusable("milik kantor pusat")
    if len(op.id) != _ID_BYTES or not 1 <= op.version < 2**63 or not op.schema >= 0:
        raise Unusable("nomor baris atau versinya keliru")
    if op.op is Kind.DELETE:
        if not entity.mutable:
            raise Unusable("baris ini tidak pernah dihapus")
        return ""
    try:
        return day_of(entity, decode(op.payload))
    except BadWire:
        raise Unusable("isinya tidak terbaca") from None
