"""Whose rows are whose: what an office may write, and on which day a row counts (docs/sync.md, conflicts)."""

from bkpsdm_desktop.domain.instants import business_day, from_micros
from bkpsdm_desktop.protocol.messages import Kind, Op
from bkpsdm_desktop.protocol.wire import BadWire, decode
from bkpsdm_desktop.store.migrate import newest_revision
from bkpsdm_desktop.store.tables import APPEND_ONLY, SYNCED

SCHEMA = int(newest_revision())
"""The newest schema of offices whose rows this program understands."""

MUTABLE = {table.__tablename__ for table in SYNCED if table not in APPEND_ONLY} - {"ticket"}
UNCHANGING = {table.__tablename__ for table in SYNCED} - MUTABLE
CENTRAL = {"service", "service_group", "holiday", "employee"}

_ID_BYTES = 16
# The field of a row that tells its day: a day as text, or an instant in microseconds.
_DAY = {
    "ticket": "business_day",
    "booking": "business_day",
    "series_gap": "business_day",
    "ticket_event": "at",
    "audit": "at",
    "audit_checkpoint": "at",
    "announcement": "at",
    "counter_session": "opened_at",
    "counter_break": "began_at",
    "emergency": "raised_at",
}


class Unusable(Exception):
    """An entry that is kept with this reason, shown on both sides, and does not stop the stream."""


def is_newer(op: Op) -> bool:
    """Whether an entry comes from a program newer than ours: it is kept raw until we are as new."""
    return op.schema > SCHEMA or op.entity not in MUTABLE | UNCHANGING | CENTRAL


def day_of(op: Op) -> str:
    """The day of a row that an office may write; empty when it belongs to none. Raises :class:`Unusable`."""
    if op.entity in CENTRAL:
        raise Unusable("milik kantor pusat")
    if len(op.id) != _ID_BYTES or op.version < 1:
        raise Unusable("nomor baris atau versinya keliru")
    if op.op is Kind.DELETE:
        if op.entity in UNCHANGING:
            raise Unusable("baris ini tidak pernah dihapus")
        return ""
    try:
        fields = decode(op.payload)
    except BadWire:
        raise Unusable("isinya tidak terbaca") from None
    return _day(op.entity, fields.get(_DAY.get(op.entity, "")))


def _day(entity: str, value: object) -> str:
    if isinstance(value, str):
        return value[:10]
    if isinstance(value, int) and not isinstance(value, bool):
        try:
            return business_day(from_micros(value)).isoformat()
        except OverflowError:
            raise Unusable("waktunya di luar penanggalan") from None
    return ""
