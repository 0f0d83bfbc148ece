"""Made-up figures of an office, the same at every call."""

from datetime import date, timedelta
from random import Random

from bkpsdm_desktop.domain.statistics import Outcome, Period
from bkpsdm_desktop.services.statistics import NOBODY, Statistics
from tests.helpers.recount import Known, recounted, working_days
from tests.helpers.ticker import MORNING

TODAY = date(2026, 11, 24)
SERVICES = (
    "Pengambilan SK", "Cuti tahunan", "Cuti sakit", "Kenaikan gaji berkala", "Kenaikan pangkat reguler",
    "Pensiun batas usia", "Kartu pegawai elektronik", "Legalisasi fotokopi SK", "Konsultasi kepegawaian",
)  # fmt: skip
CLERKS = ("Bima Umpama", "Joko Umpama", "Lia Seumpama", "Rani Contoh", "Tono Ibarat")
PRIORITIES = ("Reguler", "Lansia", "Disabilitas", "Hamil atau menyusui")
_WEIGHTS = (22, 18, 9, 14, 8, 5, 7, 12, 3)


def figures(period: Period, *, visits_a_day: int = 60) -> Statistics:
    """The figures of the working days of a period."""
    rng = Random(7)
    visits = [
        _visit(rng, day) for day in working_days(period) for _ in range(rng.randrange(0, 2 * visits_a_day))
    ]
    return recounted(visits, period=period, at=MORNING)


def _visit(rng: Random, day: date) -> Known:
    [service] = rng.choices(SERVICES, _WEIGHTS)
    [hour] = rng.choices(range(8, 16), (9, 14, 15, 11, 4, 8, 6, 2))
    [outcome] = rng.choices(list(Outcome), (90, 4, 1.5, 2.5, 0 if day < TODAY else 5))
    served = outcome is Outcome.FINISHED
    base = 120 + 60 * SERVICES.index(service) + 90 * (hour in (9, 10))
    return Known(
        day=day,
        hour=hour,
        service=service,
        clerk=rng.choice(CLERKS) if outcome in (Outcome.FINISHED, Outcome.NO_SHOW) else NOBODY,
        priority=rng.choices(PRIORITIES, (80, 11, 3, 6))[0],
        outcome=outcome,
        wait=round(rng.lognormvariate(0, 0.6) * 2 * base) if served else None,
        serve=round(rng.lognormvariate(0, 0.4) * base) if served else None,
    )


MONTH = Period(first=TODAY.replace(day=1), last=TODAY)
DAY = Period(first=TODAY, last=TODAY)
YEAR = Period(first=date(2026, 1, 1), last=TODAY)
SUNDAY = Period(first=TODAY - timedelta(days=2), last=TODAY - timedelta(days=2))
