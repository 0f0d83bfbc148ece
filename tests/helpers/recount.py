"""Statistics of visits that are known one by one, added up the plainest way there is."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bkpsdm_desktop.domain.statistics import Grouping, Outcome, Period, times
from bkpsdm_desktop.services.statistics import Line, Statistics


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A visit of one leg: where it belongs, and how it went; seconds, None when it never came to that."""

    day: date
    hour: int
    service: str
    clerk: str
    priority: str
    outcome: Outcome
    wait: int | None
    serve: int | None

    @property
    def whole(self) -> int | None:
        if self.outcome is not Outcome.FINISHED or self.wait is None or self.serve is None:
            return None
        return self.wait + self.serve


_MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
           "November", "Desember")  # fmt: skip
_SHORT = [month[:3] for month in _MONTHS]
_SHORT[7] = "Agu"

# Grouping -> where a visit stands, and what that place is called.
_KEYS: dict[Grouping, Callable[[Known], tuple[str, str]]] = {
    Grouping.SERVICE: lambda visit: (visit.service, visit.service),
    Grouping.HOUR: lambda visit: (f"{visit.hour:02}", f"{visit.hour:02}.00–{visit.hour:02}.59"),
    Grouping.CLERK: lambda visit: (visit.clerk, visit.clerk),
    Grouping.PRIORITY: lambda visit: (visit.priority, visit.priority),
    Grouping.DAY: lambda visit: (
        visit.day.isoformat(),
        f"{visit.day.day} {_SHORT[visit.day.month - 1]} {visit.day.year}",
    ),
    Grouping.MONTH: lambda visit: (
        f"{visit.day:%Y-%m}",
        f"{_MONTHS[visit.day.month - 1]} {visit.day.year}",
    ),
}


def recounted(visits: Sequence[Known], *, period: Period, at: datetime) -> Statistics:
    """The figures of these visits."""
    by = {}
    for grouping, key in _KEYS.items():
        places = sorted({key(visit) for visit in visits})
        by[grouping] = tuple(
            _line(*place, [visit for visit in visits if key(visit) == place]) for place in places
        )
    return Statistics(period=period, computed_at=at, total=_line("", "Jumlah", visits), by=by)


def _line(key: str, label: str, visits: Sequence[Known]) -> Line:
    def ended(outcome: Outcome) -> int:
        return sum(visit.outcome is outcome for visit in visits)

    return Line(
        key=key,
        label=label,
        issued=len(visits),
        finished=ended(Outcome.FINISHED),
        no_show=ended(Outcome.NO_SHOW),
        cancelled=ended(Outcome.CANCELLED),
        unserved=ended(Outcome.UNSERVED),
        open=ended(Outcome.OPEN),
        wait=times(_known(visit.wait for visit in visits)),
        service=times(_known(visit.serve for visit in visits)),
        whole=times(_known(visit.whole for visit in visits)),
    )


def _known(values: Iterable[int | None]) -> list[int]:
    return [value for value in values if value is not None]


def working_days(period: Period) -> list[date]:
    days = [period.first + timedelta(days=n) for n in range(period.days)]
    return [day for day in days if day.weekday() < 5]
