"""Skills end on their day, and are announced before; on both databases."""

from datetime import date, timedelta

from bkpsdm_desktop.services import accounts, console, counters, people, serving, skills
from tests.helpers.office import OfficeUnderTest

TODAY = date(2026, 11, 24)


def give(office: OfficeUnderTest, given: dict[str, date | None], *, clerk: int = 0) -> None:
    stamp = office.stamp(office.made.counters[0])
    office.work.run(people.set_skills, stamp, person=office.made.clerks[clerk], skills=given)


def in_the_list(office: OfficeUnderTest) -> tuple[str, ...]:
    view = office.work.read(
        console.counter_view,
        person=office.work.read(people.person_row, office.made.clerks[0], on=office.now.date()),
        station=office.made.counters[0],
        now=office.now,
        warnings=(),
    )
    return view.skills


def test_feat_s4_the_day_after_its_last_day_a_skill_is_out_of_the_list(office: OfficeUnderTest) -> None:
    give(office, {"C": TODAY, "M": None})
    office.act(counters.open_counter)
    office.take("CT")
    assert in_the_list(office) == ("C", "M")
    assert office.act(serving.call_next) == "C001"
    office.act(serving.start_serving)
    office.act(serving.finish)

    office.later(days=1)
    office.take("CT")
    office.take("INFO")
    assert in_the_list(office) == ("M",)
    assert office.act(serving.call_next) == "M001"
    office.act(serving.start_serving)
    office.act(serving.finish)
    assert office.act(serving.call_next) is None


def test_feat_s4_a_skill_is_announced_thirty_days_before_it_ends(office: OfficeUnderTest) -> None:
    give(office, {"C": TODAY + timedelta(days=30), "K": TODAY + timedelta(days=31), "M": None})
    give(office, {"C": TODAY, "A": TODAY - timedelta(days=1)}, clerk=1)
    found = office.work.read(skills.expiring, on=TODAY)
    assert [(row.series, row.left, row.ended) for row in found] == [
        ("A", -1, True),
        ("C", 0, False),
        ("C", 30, False),
    ]
    assert found[2].person == office.made.clerks[0]
    assert found[2].group == "Cuti"


def test_skills_of_accounts_that_are_switched_off_are_not_announced(office: OfficeUnderTest) -> None:
    give(office, {"C": TODAY})
    stamp = office.stamp(office.made.counters[0])
    office.work.run(accounts.set_active, stamp, person=office.made.clerks[0], active=False)
    assert office.work.read(skills.expiring, on=TODAY) == ()
