"""What a running station says of its devices; the supervisor's screen reads it."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.store.tables import StationRun
from bkpsdm_desktop.store.work import touch

SOUND = "sound"


class Word(StrEnum):
    """How a device is: at work, not there, not working, or not wanted."""

    OK = "ok"
    MISSING = "missing"
    FAILED = "failed"
    OFF = "off"


def report(session: Session, *, run: UUID, part: str, word: str) -> None:
    """Say how a part (``sound``, ``printer``) of a running station is. Others are told when it changed."""
    row = session.scalars(select(StationRun).where(StationRun.id == run).with_for_update()).one_or_none()
    if row is None or row.health.get(part) == word:
        return
    row.health = {**row.health, part: word}
    session.flush()
    touch(session, Kind.STATIONS)
