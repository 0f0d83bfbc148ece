"""The emergency key, on both databases."""

import pytest
from sqlalchemy import select

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.services import alarm, counters
from bkpsdm_desktop.services.visit_rows import AlarmRow
from bkpsdm_desktop.store.tables import Audit, Emergency
from tests.helpers.office import OfficeUnderTest


def seen_from(office: OfficeUnderTest, place: int) -> tuple[AlarmRow, ...]:
    return office.work.read(alarm.open_alarms, station=office.made.counters[place])


def logged(office: OfficeUnderTest) -> list[tuple[str, str]]:
    rows = select(Audit.action, Audit.object).where(Audit.action.like("alarm.%")).order_by(Audit.at)
    return office.work.read(lambda session: [(row.action, row.object) for row in session.execute(rows)])


def test_feat_q7_every_other_counter_sees_where_who_and_since_when(office: OfficeUnderTest) -> None:
    office.act(counters.open_counter)
    raised = office.act(alarm.raise_alarm)
    row = AlarmRow(id=raised, counter=1, person="Rani Contoh", since=office.now, here=False)
    assert seen_from(office, 1) == (row,)
    assert [own.here for own in seen_from(office, 0)] == [True]
    assert logged(office) == [("alarm.raise", "Loket 1")]


def test_feat_q7_somebody_ends_it_with_a_note_and_that_is_logged(office: OfficeUnderTest) -> None:
    raised = office.act(alarm.raise_alarm)
    office.later(minutes=2)
    with pytest.raises(Refused, match="Catatan belum diisi"):
        office.at_counter(1, alarm.end_alarm, alarm=raised, note=" ")
    office.at_counter(1, alarm.end_alarm, alarm=raised, note="Satpam datang.")
    assert seen_from(office, 0) == seen_from(office, 1) == ()
    row = office.work.read(lambda session: session.get_one(Emergency, raised))
    assert (row.ended_at, row.ended_by, row.note) == (office.now, office.made.clerks[1], "Satpam datang.")
    assert logged(office)[-1] == ("alarm.end", "Loket 1")


def test_an_emergency_is_ended_once(office: OfficeUnderTest) -> None:
    raised = office.act(alarm.raise_alarm)
    office.at_counter(1, alarm.end_alarm, alarm=raised, note="Satpam datang.")
    office.at_counter(1, alarm.end_alarm, alarm=raised, note="Satpam datang.")  # the answer was lost
    with pytest.raises(Refused, match="sudah ditangani Joko Umpama"):
        office.act(alarm.end_alarm, alarm=raised, note="Saya juga.")


def test_the_same_act_and_a_second_press_make_no_second_emergency(office: OfficeUnderTest) -> None:
    stamp = office.stamp(office.made.counters[0], office.made.clerks[0])
    first = office.work.run(alarm.raise_alarm, stamp)
    assert office.work.run(alarm.raise_alarm, stamp) == first
    office.later(seconds=20)
    assert office.act(alarm.raise_alarm) == first
    assert len(seen_from(office, 1)) == 1
    assert [action for action, _ in logged(office)] == ["alarm.raise", "alarm.raise"]


def test_a_locked_station_calls_without_a_name_and_cannot_end_it(office: OfficeUnderTest) -> None:
    raised = office.work.run(alarm.raise_alarm, office.stamp(office.made.counters[0]))
    assert [(row.counter, row.person) for row in seen_from(office, 1)] == [(1, "")]
    with pytest.raises(Refused, match="Masuklah dahulu"):
        office.work.run(alarm.end_alarm, office.stamp(office.made.counters[0]), alarm=raised, note="Selesai.")
