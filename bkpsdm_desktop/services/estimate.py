"""The waiting estimate: a range for who comes now, and how often such ranges were right.

``services/wait_history.py`` finds once a day what is read here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import and_, bindparam, func, select
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.estimate import ALL_DAY, ENOUGH_TOLD, Pace, WaitRange, together, wait_range
from bkpsdm_desktop.domain.instants import WIB
from bkpsdm_desktop.services import office
from bkpsdm_desktop.store.tables import Service, WaitPace, core

USUAL = "usual_by_hour"
ACCURACY = "wait_accuracy"

_PACE = core(WaitPace)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccuracyLine:
    """How the ranges that were told came true: of ``told`` visits ``within`` waited as said.

    ``share`` is None below ten visits; ``miss`` is the median distance of the others from their range, None
    if there are none."""

    label: str
    told: int
    within: int
    share: float | None
    miss: timedelta | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Accuracy:
    """The measured error of the estimate from ``first`` to ``last``, by service in the office's order."""

    first: date
    last: date
    total: AccuracyLine
    services: tuple[AccuracyLine, ...]


# --- reading a range -------------------------------------------------------------------------------

_OF_SERVICE = _PACE.alias("of_service")

PACE = _PACE
"""The pace of a service at an hour, for a statement that joins it on :data:`PACE_NOW`; its values are
``service`` and ``hour``. Where the hour has too little history the whole day's counts."""
PACE_NOW = and_(
    _PACE.c.service_id == bindparam("service"),
    _PACE.c.hour
    == select(func.max(_OF_SERVICE.c.hour))
    .where(
        _OF_SERVICE.c.service_id == bindparam("service"),
        _OF_SERVICE.c.hour.in_((bindparam("hour"), ALL_DAY)),
    )
    .scalar_subquery(),
)
_ONE = select(_PACE.c.low, _PACE.c.high).where(PACE_NOW)
_ALL = (
    select(_PACE.c.service_id, _PACE.c.visits, _PACE.c.low, _PACE.c.high)
    .where(_PACE.c.hour.in_((bindparam("hour"), ALL_DAY)))
    .order_by(_PACE.c.hour)  # an hour's own pace comes after the whole day's and replaces it
)


def hour_now(at: datetime) -> int:
    """The hour (WIB) whose pace counts at an instant."""
    return at.astimezone(WIB).hour


def estimate_for(session: Session, *, service: UUID, at: datetime, ahead: int) -> WaitRange | None:
    """How long somebody waits who comes now with so many ahead; ``None`` when too little is known."""
    row = session.execute(_ONE, {"service": service, "hour": hour_now(at)}).one_or_none()
    return None if row is None else wait_range(row.low, row.high, ahead)


def paces_now(session: Session, at: datetime) -> Mapping[UUID, Pace]:
    """Service -> its pace at an instant, of all services with enough history."""
    rows = session.connection().execute(_ALL, {"hour": hour_now(at)})
    return {row.service_id: Pace(visits=row.visits, low=row.low, high=row.high) for row in rows}


def group_range(known: Mapping[UUID, Pace], services: Iterable[UUID], ahead: int) -> WaitRange | None:
    """The range of a group, whose services share one line: each counts by its number of visits."""
    pace = together(known[service] for service in services if service in known)
    return None if pace is None else wait_range(pace.low, pace.high, ahead)


def usual_by_hour(session: Session, weekday: int) -> tuple[tuple[int, float], ...]:
    """Hour and the usual (median) number of finished visits in it on a weekday (Monday is 0)."""
    kept = office.setting(session, USUAL, {}).get("hours", {})
    return tuple((int(hour), float(count)) for hour, count in kept.get(str(weekday), ()))


def accuracy(session: Session) -> Accuracy | None:
    """The measured error of the last 30 days as of the last reckoning; ``None`` before the first."""
    kept = office.setting(session, ACCURACY)
    if kept is None:
        return None
    found = {UUID(key): numbers for key, numbers in kept["services"].items()}
    names = session.execute(select(Service.id, Service.name).order_by(Service.position, Service.name))
    return Accuracy(
        first=date.fromisoformat(kept["first"]),
        last=date.fromisoformat(kept["last"]),
        total=_accuracy_line("Jumlah", kept["total"]),
        services=tuple(_accuracy_line(name, found[key]) for key, name in names if key in found),
    )


def _accuracy_line(label: str, numbers: Mapping[str, Any]) -> AccuracyLine:
    told, within, miss = numbers["told"], numbers["within"], numbers["miss"]
    return AccuracyLine(
        label=label,
        told=told,
        within=within,
        share=within / told if told >= ENOUGH_TOLD else None,
        miss=None if miss is None else timedelta(seconds=miss),
    )
