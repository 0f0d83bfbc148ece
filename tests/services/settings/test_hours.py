"""Opening hours are read whole and put whole."""

from dataclasses import replace
from datetime import date

import pytest

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.hours import HoursPlan, Period, read_day, write_day
from bkpsdm_desktop.services import hours
from bkpsdm_desktop.services import office as offices
from tests.helpers.office import OfficeUnderTest
from tests.services.settings.people import audited, configure

SHORT = (*(read_day("09.00-14.00", name="") for _ in range(5)), (), ())
RAMADAN = Period(first=date(2026, 11, 24), last=date(2026, 11, 26), week=SHORT, basis="Ramadan contoh")


def plan_of(office: OfficeUnderTest) -> HoursPlan:
    return office.work.read(hours.hours_view, now=office.now).plan


def test_the_view_shows_the_reference_hours_and_the_days_off(office: OfficeUnderTest) -> None:
    view = office.work.read(hours.hours_view, now=office.now)
    assert view.today == date(2026, 11, 24)
    assert write_day(view.plan.week[0]) == "08.00–12.00, 13.00–15.00"
    assert view.plan.week[5:] == ((), ())
    assert any(name.startswith("Hari Natal") or "Natal" in name for _, name in view.holidays)


def test_fault_c9_a_period_counts_for_the_kiosk_at_once(office: OfficeUnderTest) -> None:
    was = plan_of(office)
    plan = replace(was, periods=(RAMADAN,))
    configure(office, hours.put_hours, plan=plan, was=was)
    assert plan_of(office) == plan
    office.later(hours=4, minutes=30)  # 14.11 WIB: ordinary hours would last until 15.00
    assert not office.work.read(offices.is_open, office.now)
    with pytest.raises(Refused, match=r"Buka lagi Rabu, 25 November 2026, pukul 09\.00 WIB"):
        office.take()


def test_the_same_act_again_changes_and_records_nothing(office: OfficeUnderTest) -> None:
    was = plan_of(office)
    plan = replace(was, periods=(RAMADAN,))
    for _ in range(2):
        configure(office, hours.put_hours, plan=plan, was=was)
    assert audited(office, "hours.put") == [""]


def test_hours_that_somebody_else_changed_meanwhile_are_not_overwritten(office: OfficeUnderTest) -> None:
    was = plan_of(office)
    configure(office, hours.put_hours, plan=replace(was, periods=(RAMADAN,)), was=was)
    with pytest.raises(Refused, match="Jam buka baru saja diubah di PC lain"):
        configure(office, hours.put_hours, plan=replace(was, basis="lain"), was=was)
    assert plan_of(office).periods == (RAMADAN,)


def test_hours_that_contradict_themselves_change_nothing(office: OfficeUnderTest) -> None:
    was = plan_of(office)
    clash = replace(RAMADAN, first=date(2026, 11, 26), last=date(2026, 11, 30))
    with pytest.raises(Refused, match="bertumpang tindih"):
        configure(office, hours.put_hours, plan=replace(was, periods=(RAMADAN, clash)), was=was)
    assert plan_of(office) == was


def test_a_clerk_may_not(office: OfficeUnderTest) -> None:
    was = plan_of(office)
    with pytest.raises(Refused, match="tidak berhak mengatur kantor"):
        office.act(hours.put_hours, plan=replace(was, basis="lain"), was=was)
