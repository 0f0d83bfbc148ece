"""The short question of every ticket, *is it open*, has the answer of the calendar that people read."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.instants import WIB
from bkpsdm_desktop.services import office as offices
from bkpsdm_desktop.store.ids import new_id
from bkpsdm_desktop.store.tables import Holiday, OpeningHours
from tests.helpers.office import OfficeUnderTest

# A fortnight of November 2026: ordinary hours, a holiday on the 26th, and from the 30th other hours that say
# nothing of Friday, which is therefore a day off.
FIRST = date(2026, 11, 23)
HOLIDAY = date(2026, 11, 26)
SPECIAL = (date(2026, 11, 30), date(2026, 12, 6))


def special_hours(session: Session) -> None:
    session.add(
        Holiday(id=new_id(), day=HOLIDAY, kind="libur_nasional", name="Libur", status="tetap", basis="-")
    )
    for weekday in range(4):
        session.add(
            OpeningHours(
                id=new_id(),
                weekday=weekday,
                opens_minute=9 * 60,
                closes_minute=24 * 60,
                valid_from=SPECIAL[0],
                valid_to=SPECIAL[1],
                basis="-",
            )
        )


@pytest.fixture
def office_hours(office: OfficeUnderTest) -> OfficeUnderTest:
    office.work.run(special_hours)
    return office


def test_each_quarter_of_an_hour_of_a_fortnight_both_say_the_same(office_hours: OfficeUnderTest) -> None:
    start = datetime(FIRST.year, FIRST.month, FIRST.day, tzinfo=WIB)
    instants = [start + timedelta(minutes=15 * n) for n in range(14 * 24 * 4)]

    def compare(session: Session) -> tuple[list[datetime], int]:
        calendar = offices.calendar(session, since=FIRST)
        answers = [(at, offices.is_open(session, at), calendar.status(at).is_open) for at in instants]
        return [at for at, short, long in answers if short != long], sum(short for _, short, _ in answers)

    different, open_quarters = office_hours.work.read(compare)
    assert different == []
    assert 0 < open_quarters < len(instants)


def test_hours_of_a_period_replace_the_ordinary_ones_of_days_that_they_leave_out_too(
    office_hours: OfficeUnderTest,
) -> None:
    friday = datetime(2026, 12, 4, 9, 0, tzinfo=WIB)
    ordinary_friday = friday - timedelta(days=7)
    assert not office_hours.work.read(offices.is_open, friday)
    assert office_hours.work.read(offices.is_open, ordinary_friday)
