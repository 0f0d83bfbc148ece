"""A small office in memory behind ``SettingsActs``: the real rules of ``domain``, no database.

Each section has its fake; what an act did is kept in ``done``, and ``refusal`` makes the next one fail.
"""

from dataclasses import dataclass, field, replace
from datetime import date

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.hours import HoursPlan, Period, check_plan, read_day
from bkpsdm_desktop.services.hours import HoursView

TODAY = date(2026, 11, 24)
LONG, FRIDAY = "08.00–12.00, 13.00–15.00", "08.00–11.30, 13.30–15.00"


@dataclass
class Acts:
    """What every fake of a section has."""

    done: list[str] = field(default_factory=list)
    refusal: str = ""

    def _do(self, what: str) -> None:
        if self.refusal:
            sentence, self.refusal = self.refusal, ""
            raise Refused(sentence)
        self.done.append(what)


def plan() -> HoursPlan:
    """The ordinary week of an office, and a Ramadan."""
    week = (*(read_day(LONG, name="") for _ in range(4)), read_day(FRIDAY, name=""), (), ())
    short = (*(read_day("08.00–12.00, 12.30–14.00", name="") for _ in range(5)), (), ())
    ramadan = Period(
        first=date(2026, 12, 1), last=date(2026, 12, 4), week=short, basis="Ramadan contoh, SE 1/2026"
    )
    return HoursPlan(week=week, basis="Standar pelayanan kantor", periods=(ramadan,))


@dataclass
class FakeHours(Acts):
    shown: HoursView = field(
        default_factory=lambda: HoursView(
            plan=plan(), today=TODAY, holidays=((date(2026, 11, 27), "Libur contoh"),)
        )
    )

    async def view(self) -> HoursView:
        return self.shown

    async def put(self, plan: HoursPlan, *, was: HoursPlan) -> None:
        check_plan(plan)
        self._do("hours.put")
        assert was == self.shown.plan
        self.shown = replace(self.shown, plan=plan)


@dataclass
class FakeSettings:
    """All sections."""

    hours: FakeHours = field(default_factory=FakeHours)
