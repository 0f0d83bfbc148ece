"""Statistics that leave the program as a file: who took which figures out is in the audit chain."""

from enum import Enum

from sqlalchemy import select
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.rights import Right
from bkpsdm_desktop.domain.statistics import Period
from bkpsdm_desktop.services.people import require
from bkpsdm_desktop.services.stamps import Stamp, record
from bkpsdm_desktop.store.tables import Audit, AuditHead

_ACTION = "statistics.save"
_LATELY = 100


class FileKind(Enum):
    """A form that figures can be saved in: how it is called, and the ending of its name."""

    XLSX = ("XLSX", ".xlsx")
    CSV = ("CSV", ".csv")
    PDF = ("PDF", ".pdf")

    def __init__(self, word: str, ending: str) -> None:
        self.word = word
        self.ending = ending


def file_name(period: Period, kind: FileKind) -> str:
    """``statistik-antrean-2026-11-01-2026-11-24.xlsx``."""
    days = period.first.isoformat()
    if period.last != period.first:
        days += f"-{period.last.isoformat()}"
    return f"statistik-antrean-{days}{kind.ending}"


def note_file(session: Session, stamp: Stamp, *, period: Period, kind: FileKind) -> None:
    """Put into the audit chain that a person saves the figures of a period. Raises ``Refused`` for who may
    not see them."""
    require(session, stamp, Right.SEE_STATISTICS)
    if _noted(session, stamp):
        return
    body = {"act": str(stamp.id), "kind": kind.word, "first": period.first, "last": period.last}
    record(session, stamp, _ACTION, file_name(period, kind), body)


def _noted(session: Session, stamp: Stamp) -> bool:
    """Whether this very act was noted when its answer was lost: that was a moment ago, so it is among the
    last rows of the station (a search by act would read the whole chain)."""
    head = session.execute(select(AuditHead.seq).where(AuditHead.station_id == stamp.station)).scalar()
    rows = session.execute(
        select(Audit.body).where(
            Audit.station_id == stamp.station, Audit.seq > (head or 0) - _LATELY, Audit.action == _ACTION
        )
    )
    return any(str(stamp.id) in row.body for row in rows)
