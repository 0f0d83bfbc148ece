"""Once a day: what the events of the last 90 days tell about waiting.

They are read by :func:`measured`, on the lane of reports; what follows is kept by :func:`keep` in a short
transaction: a pace for each service and hour (``wait_pace``), the usual number of finished visits by weekday
and hour, and how the ranges of the last 30 days came true. ``services/estimate.py`` reads that.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, partial
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.estimate import Pace, Waited, WaitRange, paces
from bkpsdm_desktop.domain.statistics import Outcome, Period, Visit, fold, hour_of
from bkpsdm_desktop.domain.ticket import Act, State
from bkpsdm_desktop.services import office
from bkpsdm_desktop.services.estimate import ACCURACY, USUAL
from bkpsdm_desktop.services.stamps import Stamp, record
from bkpsdm_desktop.services.statistics import IN_PERIOD, as_uuid, raw, raw_key
from bkpsdm_desktop.store.tables import Ticket, TicketEvent, WaitPace, core
from bkpsdm_desktop.store.upsert import dialect_insert

HISTORY_DAYS = 90
USUAL_WEEKS = 8
ACCURACY_DAYS = 30

_TICKET, _EVENT, _PACE = core(Ticket), core(TicketEvent), core(WaitPace)

Usual = Mapping[int, tuple[tuple[int, float], ...]]
"""Weekday (Monday is 0) -> hour and the usual number of finished visits in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What was found in the events up to the day before ``on``."""

    on: date
    paces: Mapping[tuple[UUID, int], Pace]
    usual: Usual
    accuracy: Mapping[str, Any]


def due(session: Session, *, on: date) -> bool:
    """Whether the history was not yet reckoned on this day."""
    return bool(office.setting(session, USUAL, {}).get("on") != on.isoformat())


def recompute(session: Session, stamp: Stamp, *, on: date) -> None:
    """Reckon and keep in one transaction, for tools and tests; a station does it in two."""
    keep(session, stamp, history=measured(session, on=on))


def keep(session: Session, stamp: Stamp, *, history: History) -> None:
    """Replace what was known before. Several stations may do it at once: they found the same."""
    if office.setting(session, USUAL, {}).get("act") == str(stamp.id):
        return
    _keep_paces(session, stamp, history.paces)
    hours = {str(weekday): [list(pair) for pair in found] for weekday, found in history.usual.items()}
    told = {"on": history.on.isoformat(), "act": str(stamp.id), "hours": hours}
    office.put_setting(session, USUAL, told)
    office.put_setting(session, ACCURACY, dict(history.accuracy))
    session.flush()
    body = {"paces": len(history.paces), "told": history.accuracy["total"]["told"]}
    record(session, stamp, "estimate.reckon", history.on.isoformat(), body)


def _keep_paces(session: Session, stamp: Stamp, found: Mapping[tuple[UUID, int], Pace]) -> None:
    run = session.connection().execute
    if found:
        add = dialect_insert(session.get_bind().dialect.name)(_PACE)
        columns = ("visits", "low", "high", "computed_at")
        changed = {name: getattr(add.excluded, name) for name in columns}
        run(
            add.on_conflict_do_update(index_elements=[_PACE.c.service_id, _PACE.c.hour], set_=changed),
            [
                {
                    "service_id": service, "hour": hour, "visits": pace.visits,
                    "low": pace.low, "high": pace.high, "computed_at": stamp.at,
                }
                for (service, hour), pace in sorted(found.items())
            ],
        )  # fmt: skip
    run(delete(_PACE).where(_PACE.c.computed_at != stamp.at))


class _Step(NamedTuple):
    """One event as the driver gives it."""

    ticket: Hashable
    series: str
    day: date
    act: str
    before: str | None
    after: str
    at: int
    service: Hashable
    person: Hashable
    of_ticket: Hashable


@cache
def _statements(dialect: str) -> tuple[Select[Any], Select[Any]]:
    """What reads the events of a period, and what visitors were told."""
    key = partial(raw_key, dialect=dialect)
    steps = (
        select(
            key(_EVENT.c.ticket_id, "ticket"), _TICKET.c.series, _TICKET.c.business_day, _EVENT.c.act,
            _EVENT.c.before, _EVENT.c.after, raw(_EVENT.c.at, "at"), key(_EVENT.c.service_id, "service"),
            key(_EVENT.c.person_id, "person"), key(_TICKET.c.service_id, "of_ticket"),
        )
        .join(_TICKET, _EVENT.c.ticket_id == _TICKET.c.id)
        .where(IN_PERIOD)
        .order_by(_EVENT.c.ticket_id, _EVENT.c.step)
    )  # fmt: skip
    told = (
        select(key(_EVENT.c.ticket_id, "ticket"), _EVENT.c.details)
        .join(_TICKET, _EVENT.c.ticket_id == _TICKET.c.id)
        .where(IN_PERIOD, _EVENT.c.act == Act.ISSUE)
    )
    return steps, told


def measured(session: Session, *, on: date) -> History:
    """What the days before ``on`` tell. Reads some ten thousand events: on the lane of reports."""
    connection = session.connection()
    run, (of_steps, of_told) = connection.execute, _statements(connection.dialect.name)
    period = Period(first=on - timedelta(days=HISTORY_DAYS), last=on - timedelta(days=1))
    rows = run(of_steps, {"first": period.first, "last": period.last})
    lives: dict[Hashable, list[_Step]] = defaultdict(list)
    for row in rows:
        lives[row[0]].append(_Step._make(row))
    seen = [(steps[0], _visit(steps)) for steps in lives.values()]
    ahead = _ahead(step for steps in lives.values() for step in steps)
    first = on - timedelta(days=ACCURACY_DAYS)
    told = {row.ticket: row.details for row in run(of_told, {"first": first, "last": period.last})}
    return History(
        on=on,
        paces=paces(_waits(seen, ahead)),
        usual=_usual(seen, since=on - timedelta(weeks=USUAL_WEEKS)),
        accuracy={
            "first": first.isoformat(),
            "last": period.last.isoformat(),
            **_came_true(seen, told),
        },
    )


_Seen = list[tuple[_Step, Visit]]


def _visit(steps: list[_Step]) -> Visit:
    visit = fold([(step.act, step.at, step.service, step.person) for step in steps])
    if visit.legs[0].service is None:
        visit.legs[0].service = steps[0].of_ticket
    return visit


def _ahead(steps: Iterable[_Step]) -> Mapping[Hashable, int]:
    """Ticket -> how many of its series were waiting when it was taken."""
    waiting: dict[tuple[date, str], int] = defaultdict(int)
    found: dict[Hashable, int] = {}
    for step in sorted(steps, key=lambda step: step.at):
        line = (step.day, step.series)
        if step.act == Act.ISSUE:
            found[step.ticket] = max(0, waiting[line])
        waiting[line] += (step.after == State.WAITING) - (step.before == State.WAITING)
    return found


def _waits(seen: _Seen, ahead: Mapping[Hashable, int]) -> Iterable[Waited[UUID]]:
    """The first waits of all visits that came to a counter."""
    for issue, visit in seen:
        leg = visit.legs[0]
        service = as_uuid(leg.service)
        if leg.waited is not None and service is not None:
            yield Waited(
                service=service, hour=hour_of(leg.begun), ahead=ahead[issue.ticket], seconds=leg.waited
            )


def _usual(seen: _Seen, *, since: date) -> Usual:
    """By weekday: the median over its days with visitors, an hour without a finished visit being 0."""
    days: dict[int, dict[date, dict[int, int]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
    for issue, visit in seen:
        if issue.day < since:
            continue
        hours = days[issue.day.weekday()][issue.day]
        if visit.outcome is Outcome.FINISHED and visit.whole is not None:
            hours[hour_of(visit.begun + visit.whole * 1_000_000)] += 1
    return {weekday: _medians(list(of_weekday.values())) for weekday, of_weekday in days.items()}


def _medians(days: list[dict[int, int]]) -> tuple[tuple[int, float], ...]:
    hours = sorted({hour for day in days for hour in day})
    return tuple((hour, float(_median([day.get(hour, 0) for day in days]))) for hour in hours)


def _came_true(seen: _Seen, told: Mapping[Hashable, Mapping[str, Any]]) -> dict[str, Any]:
    misses: dict[UUID, list[int]] = defaultdict(list)
    for issue, visit in seen:
        details, leg = told.get(issue.ticket), visit.legs[0]
        service = as_uuid(leg.service)
        if details and "low" in details and leg.waited is not None and service is not None:
            said = WaitRange(low=details["low"], high=details["high"])
            misses[service].append(said.miss(leg.waited))
    everything = [miss for of_service in misses.values() for miss in of_service]
    return {
        "total": _numbers(everything),
        "services": {str(service): _numbers(found) for service, found in misses.items()},
    }


def _numbers(misses: list[int]) -> dict[str, int | None]:
    outside = [miss for miss in misses if miss > 0]
    return {
        "told": len(misses),
        "within": len(misses) - len(outside),
        "miss": round(_median(outside)) if outside else None,
    }


def _median(values: list[int]) -> float:
    ordered = sorted(values)
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2
