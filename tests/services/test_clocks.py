"""Doubtful clocks and time zones (C1-C3, C5, C6), on both databases."""

import os
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain import indonesian
from bkpsdm_desktop.domain.clocks import ClockWatch
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.services import clocks, counters, day, serving
from bkpsdm_desktop.services.issuing import HELD
from bkpsdm_desktop.store.tables import Audit, ClockHold, SeriesCounter, Ticket
from tests.helpers.accounts import TestKey
from tests.helpers.office import MORNING, OfficeUnderTest

TODAY = date(2026, 11, 24)


def hold(office: OfficeUnderTest, reason: str = "Jam komputer maju 2 hari.") -> None:
    office.work.run(clocks.hold_issuing, office.stamp(office.made.kiosks[0]), reason=reason)


def confirm(office: OfficeUnderTest) -> None:
    office.work.run(clocks.confirm_date, office.stamp(office.made.counters[0], office.made.supervisor))


def start(office: OfficeUnderTest) -> str | None:
    return office.work.run(clocks.start_check, office.stamp(office.made.kiosks[0]))


def test_fault_c1_after_a_step_back_no_wait_is_negative_and_the_order_stays(office: OfficeUnderTest) -> None:
    office.take("KGB")
    office.later(hours=-1)
    office.take("CT")
    office.take("CS")
    office.take("KGB")
    office.act(counters.open_counter)
    called = []
    for _ in range(4):
        called.append(office.act(serving.call_next))
        office.later(seconds=20)
        office.act(serving.start_serving)
        office.act(serving.finish)
    assert called == ["K001", "C001", "C002", "K002"]
    waits = office.work.read(
        lambda session: [office.now - t.issued_at for t in session.scalars(select(Ticket))]
    )
    assert {indonesian.minutes(wait) for wait in waits} == {"0 menit"}


def test_fault_c1_undo_does_not_reach_for_an_act_that_lies_in_the_future(office: OfficeUnderTest) -> None:
    office.take()
    office.take()
    office.act(counters.open_counter)
    office.act(serving.call_next)
    office.act(serving.start_serving)
    office.act(serving.finish)
    office.later(hours=-1)
    office.act(serving.call_next)
    with pytest.raises(Refused, match="Tidak ada tindakan"):
        office.act(serving.undo)


def test_fault_c2_a_jump_of_two_days_stops_issuing_until_a_supervisor_confirms(
    office: OfficeUnderTest,
) -> None:
    watch = ClockWatch(office.now, 0.0)
    office.later(days=2)
    jump = watch.observe(office.now, 1.0)
    assert jump is not None
    assert jump.is_doubtful
    hold(office, jump.sentence)
    with pytest.raises(Refused, match=HELD):
        office.take()
    office.later(days=-2)
    with pytest.raises(Refused, match=HELD):
        office.take()
    assert office.work.read(clocks.hold_reason) == jump.sentence
    confirm(office)
    assert office.work.read(clocks.hold_reason) is None
    assert office.take().label == "C001"
    days = office.work.read(lambda session: set(session.scalars(select(SeriesCounter.business_day))))
    assert days == {TODAY}


def test_fault_c2_only_a_supervisor_or_administrator_confirms(office: OfficeUnderTest) -> None:
    hold(office)
    with pytest.raises(Refused, match="tidak berhak memastikan tanggal"):
        office.act(clocks.confirm_date)
    with pytest.raises(Refused, match=HELD):
        office.take()


def test_fault_c2_holding_and_confirming_are_audited_once(office: OfficeUnderTest) -> None:
    hold(office)
    hold(office)
    confirm(office)
    confirm(office)

    def read(session: Session) -> tuple[list[str], list[ClockHold]]:
        actions = session.scalars(select(Audit.action).where(Audit.action.like("clock.%")).order_by(Audit.at))
        return sorted(actions), list(session.scalars(select(ClockHold)))

    actions, [row] = office.work.read(read)
    assert actions == ["clock.confirm", "clock.hold"]
    assert (row.confirmed_by, row.confirmed_at) == (office.made.supervisor, office.now)


def test_fault_c2_a_start_before_the_newest_business_day_stops_issuing(office: OfficeUnderTest) -> None:
    office.take()
    assert start(office) is None
    office.later(days=-1)
    reason = start(office)
    assert reason is not None
    assert "Senin, 23 November 2026" in reason
    assert "Selasa, 24 November 2026" in reason
    with pytest.raises(Refused, match=HELD):
        office.take()


def test_fault_c2_a_future_day_that_was_confirmed_is_not_asked_about_again(office: OfficeUnderTest) -> None:
    office.later(days=7)
    office.take()
    office.later(days=-7)
    assert start(office) is not None
    confirm(office)
    assert start(office) is None
    assert office.take().label == "C001"
    office.later(days=1)
    assert start(office) is None


def test_fault_c2_a_day_closed_in_the_future_counts_as_one(office: OfficeUnderTest) -> None:
    stamp = office.stamp(office.made.counters[0], office.made.supervisor)
    office.work.run(day.close_day, stamp, day=TODAY, signer=TestKey())
    office.later(days=-1)
    assert start(office) is not None


@pytest.mark.parametrize(
    ("utc", "expected"),
    [
        (datetime(2026, 11, 23, 16, 59, 59, tzinfo=UTC), date(2026, 11, 23)),
        (datetime(2026, 11, 23, 17, 0, tzinfo=UTC), date(2026, 11, 24)),
        (datetime(2026, 11, 24, 0, 0, tzinfo=UTC), date(2026, 11, 24)),
        (datetime(2026, 12, 31, 17, 0, tzinfo=UTC), date(2027, 1, 1)),
    ],
)
def test_fault_c3_the_business_day_is_that_of_jakarta(utc: datetime, expected: date) -> None:
    assert business_day(utc) == expected


def test_fault_c3_no_new_day_begins_at_7_when_utc_does(office: OfficeUnderTest) -> None:
    office.now = datetime(2026, 11, 24, 1, 10, tzinfo=UTC)  # 08.10 WIB
    first = office.take()
    office.now = datetime(2026, 11, 24, 4, 50, tzinfo=UTC)
    assert (first.label, office.take().label) == ("C001", "C002")


@pytest.fixture(params=["Asia/Makassar", "Asia/Jayapura", "UTC", "America/New_York"])
def zone(request: pytest.FixtureRequest) -> Iterator[str]:
    """The PC is set to another zone."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = request.param
    time.tzset()
    yield request.param
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    time.tzset()


def test_fault_c5_on_a_pc_of_another_zone_times_are_wib_and_stored_as_utc(
    office: OfficeUnderTest, zone: str
) -> None:
    ticket = office.take()
    assert indonesian.clock_wib(ticket.issued_at) == "09.41 WIB"
    assert indonesian.clock_wib(ticket.issued_at.astimezone()) == "09.41 WIB"
    stored: Any = office.work.read(
        lambda session: session.connection().exec_driver_sql("SELECT issued_at FROM ticket").scalar_one()
    )
    assert stored == int(MORNING.timestamp()) * 1_000_000
    assert office.ticket("C001").business_day == TODAY


def test_the_offset_to_the_database_is_measured(office: OfficeUnderTest) -> None:
    slow = timedelta(hours=2)
    offset = clocks.measure_offset(office.work, lambda: datetime.now(UTC) - slow)
    expected = slow if office.work.engine.dialect.name == "postgresql" else timedelta(0)
    assert abs(offset - expected) < timedelta(seconds=5)
    assert abs(office.work.read(clocks.server_now) - datetime.now(UTC)) < timedelta(seconds=5)
