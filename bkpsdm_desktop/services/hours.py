"""Opening hours as a plan: read whole, put whole, so that what was read is what is changed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.hours import CLOSED_WEEK, HoursPlan, Period, Stretch, Week, check_plan, write_day
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.domain.rights import Right
from bkpsdm_desktop.services.edits import changed_meanwhile
from bkpsdm_desktop.services.people import require
from bkpsdm_desktop.services.stamps import Stamp, record
from bkpsdm_desktop.store.ids import new_id
from bkpsdm_desktop.store.tables import Holiday, OpeningHours
from bkpsdm_desktop.store.work import touch

_HOLIDAYS_AHEAD = timedelta(days=400)


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursView:
    """The plan, and the days off from today on, for a preview."""

    plan: HoursPlan
    today: date
    holidays: tuple[tuple[date, str], ...]


def hours_view(session: Session, *, now: datetime) -> HoursView:
    """What the screen of opening hours shows."""
    today = business_day(now)
    rows = session.execute(
        select(Holiday.day, Holiday.name)
        .where(Holiday.day >= today, Holiday.day <= today + _HOLIDAYS_AHEAD)
        .order_by(Holiday.day, Holiday.name)
    )
    return HoursView(plan=_plan(session), today=today, holidays=tuple((day, name) for day, name in rows))


def put_hours(session: Session, stamp: Stamp, *, plan: HoursPlan, was: HoursPlan) -> None:
    """Replace the opening hours that somebody saw (``was``).

    Raises ``Refused`` for hours that contradict themselves, and when they are no longer those that were seen.
    """
    require(session, stamp, Right.CONFIGURE)
    plan = check_plan(plan)
    present = _plan(session)
    if present == plan:
        return
    if present != was:
        raise changed_meanwhile("Jam buka")
    session.execute(delete(OpeningHours))
    _add(session, plan.week, None, None, plan.basis)
    for period in plan.periods:
        _add(session, period.week, period.first, period.last, period.basis)
    session.flush()
    touch(session, Kind.OFFICE)
    record(session, stamp, "hours.put", "", {"before": _told(present), "after": _told(plan)})


def _add(session: Session, week: Week, first: date | None, last: date | None, basis: str) -> None:
    session.add_all(
        OpeningHours(
            id=new_id(),
            weekday=weekday,
            opens_minute=stretch.opens,
            closes_minute=stretch.closes,
            valid_from=first,
            valid_to=last,
            basis=basis,
        )
        for weekday, stretches in enumerate(week)
        for stretch in stretches
    )


def _plan(session: Session) -> HoursPlan:
    spans: dict[tuple[date, date] | None, tuple[list[list[Stretch]], str]] = {}
    rows = session.scalars(select(OpeningHours).order_by(OpeningHours.weekday, OpeningHours.opens_minute))
    for row in rows:
        span = (row.valid_from, row.valid_to) if row.valid_from and row.valid_to else None
        days, _ = spans.setdefault(span, ([[] for _ in range(7)], row.basis))
        days[row.weekday].append(Stretch(row.opens_minute, row.closes_minute))
    weeks = {span: (tuple(tuple(day) for day in days), basis) for span, (days, basis) in spans.items()}
    ordinary, basis = weeks.get(None, (CLOSED_WEEK, ""))
    periods = sorted((span, *rest) for span, rest in weeks.items() if span is not None)
    return HoursPlan(
        week=ordinary,
        basis=basis,
        periods=tuple(
            Period(first=span[0], last=span[1], week=week, basis=words) for span, week, words in periods
        ),
    )


def _told(plan: HoursPlan) -> dict[str, object]:
    """A plan as the audit trail keeps it."""
    return {
        "week": [write_day(day) for day in plan.week],
        "basis": plan.basis,
        "periods": [
            [period.first, period.last, period.basis, *(write_day(day) for day in period.week)]
            for period in plan.periods
        ],
    }
