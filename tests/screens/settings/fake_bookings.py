"""The numbers of booked visits of a small office in memory, and the visits agreed for its next days."""

from dataclasses import dataclass, replace
from dataclasses import field as made
from datetime import date, datetime, time

from bkpsdm_desktop import assets
from bkpsdm_desktop.domain.booking_rules import AgreedVisits, BookedGroup, check_rules
from bkpsdm_desktop.domain.calendar import OfficeCalendar, Opening
from bkpsdm_desktop.domain.instants import at_wib
from bkpsdm_desktop.domain.slots import BookingRules
from bkpsdm_desktop.services.booking_settings import BookingRulesView
from bkpsdm_desktop.services.reference import read_reference
from tests.helpers.ticker import MORNING
from tests.screens.settings.acts import Acts

_HOURS = ((time(8), time(12)), (time(13), time(15)))


def _at(day: int, hour: int, minute: int = 0) -> datetime:
    return at_wib(date(2026, 11, day), time(hour, minute))


def _view() -> BookingRulesView:
    groups = read_reference(assets.resource("reference")).groups
    assert groups is not None
    return BookingRulesView(
        rules=BookingRules(capacity_by_group={"CUTI": 3, "KARTU": 0}),
        groups=tuple(BookedGroup(code=each.kode, series=each.awalan, name=each.nama) for each in groups),
        visits=(
            AgreedVisits(starts_at=_at(25, 8), group="CUTI", count=3),
            AgreedVisits(starts_at=_at(25, 8, 30), group="PENSIUN", count=2),
            AgreedVisits(starts_at=_at(26, 10), group="KEPEGAWAIAN", count=2),
            AgreedVisits(starts_at=_at(30, 13, 30), group="PENSIUN", count=1),
        ),
        calendar=OfficeCalendar(
            openings=[
                Opening(weekday=day, opens=opens, closes=closes)
                for day in range(5)
                for opens, closes in _HOURS
            ],
            holidays={date(2026, 11, 27): "Libur contoh"},
        ),
        now=MORNING,
    )


@dataclass
class FakeBookingRules(Acts):
    shown: BookingRulesView = made(default_factory=_view)

    async def view(self) -> BookingRulesView:
        return self.shown

    async def put(self, rules: BookingRules, *, was: BookingRules) -> None:
        check_rules(rules)
        self._do("booking_rules.put")
        assert was == self.shown.rules
        self.shown = replace(self.shown, rules=rules)
