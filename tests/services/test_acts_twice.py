"""A lost answer: whatever act runs again with its stamp, the office is as after the first run, and the audit
trail has its rows once."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.services import office as offices
from bkpsdm_desktop.services import people, pins
from bkpsdm_desktop.services.people import person_row
from bkpsdm_desktop.services.stamps import Stamp, record, recorded
from bkpsdm_desktop.store.ids import new_id
from bkpsdm_desktop.store.tables import Audit, Office, Person, StationPin
from tests.helpers.accounts import QUICK, TestKey
from tests.helpers.office import OfficeUnderTest
from tests.services.acts_before import opened, with_pin
from tests.services.acts_ready import READY
from tests.services.settings.people import audited, configure
from tests.services.test_rights_of_acts import acts

# Acts that are not here, and why.
PARTS = {
    "clocks.start_check": "asks, and stops the issuing by clocks.hold_issuing",
    "counters.close_for_absent": "part of closing a counter for somebody",
    "holding.give_back": "part of a release",
    "holding.leave_behind": "part of closing a counter",
    "issuing.issue": "part of taking a number",
    "people.create_person": "part of adding a person",
    "people.put_start_code": "part of making an account",
    "people.require": "asks",
    "people.require_any": "asks",
    "printing.queue_at": "part of the act that prints",
    "printing.queue_print_job": "part of the act that prints",
    "serving.leave_unserved": "part of closing a day",
    "serving.undoable_event": "reads",
    "stamps.record": "part of every act",
    "stamps.recorded": "reads",
    "statistics.gather": "reads",
    "steps.add_event": "part of every act on a ticket",
    "steps.announce": "part of a call",
    "steps.any_ticket": "reads",
    "steps.apply": "part of every act on a ticket",
    "steps.change": "part of every act on a ticket",
    "steps.done_before": "reads",
    "steps.mine": "reads",
    "steps.withdraw_announcements": "part of withdrawing a call",
    "trail.checkpoint": "part of signing out and of closing a day",
    "wait_history.recompute": "reckons, then wait_history.keep",
}
# What tells other stations to look again: that may well be said twice.
TOLD = {"change"}


def everything(session: Session) -> dict[str, list[str]]:
    """All rows of all tables, the audit trail among them."""
    return {
        table.name: sorted(repr(tuple(row)) for row in session.execute(select(table)))
        for table in Office.metadata.sorted_tables
        if table.name not in TOLD
    }


def changed(before: dict[str, list[str]], after: dict[str, list[str]]) -> dict[str, Any]:
    """Tables with rows that came or went, for a message that can be read."""
    return {
        name: (sorted(set(before[name]) - set(rows)), sorted(set(rows) - set(before[name])))
        for name, rows in after.items()
        if rows != before[name]
    }


def test_every_act_is_run_twice_or_said_to_be_none() -> None:
    assert sorted({*READY, *PARTS}) == sorted(acts())


@pytest.mark.parametrize("name", sorted(READY))
def test_an_act_whose_answer_was_lost_is_done_and_recorded_once(office: OfficeUnderTest, name: str) -> None:
    ready = READY[name](office)
    before = office.work.read(everything)
    stamp = office.stamp(ready.at, ready.by)
    office.work.run(ready.act, stamp, *ready.args, **ready.named)
    once = office.work.read(everything)
    assert changed(before, once), "the act did nothing"
    office.work.run(ready.act, stamp, *ready.args, **ready.named)
    assert changed(once, office.work.read(everything)) == {}


def tries(office: OfficeUnderTest) -> tuple[int, int, int]:
    """Wrong passwords, wrong PINs of a clerk and wrong PINs of the kiosk that were counted."""

    def read(session: Session) -> tuple[int, int, int]:
        kiosk = offices.setting(session, f"kiosk_pin_tries:{office.made.kiosks[0]}", {"wrong": 0})
        failed = session.scalars(select(Person.failed_logins).where(Person.id == office.made.clerks[0]))
        return failed.one(), session.scalars(select(StationPin.failed)).one(), kiosk["wrong"]

    return office.work.read(read)


def test_fault_k4_a_wrong_secret_whose_answer_was_lost_is_counted_once(office: OfficeUnderTest) -> None:
    rani = with_pin(office)
    configure(office, people.set_kiosk_pin, pin_hash=QUICK.hash_pin("270519"))
    username = office.work.read(person_row, rani, on=office.now.date()).username
    here, kiosk = office.made.counters[0], office.made.kiosks[0]
    for count in (1, 2):
        stamps = [office.stamp(here), office.stamp(here), office.stamp(kiosk)]
        for _ in range(2):
            with pytest.raises(Refused, match=people.WRONG):
                people.sign_in(office.work, QUICK, stamps[0], username=username, password="bukan ini")
            with pytest.raises(Refused, match=f"PIN salah. Sisa {5 - count} kali."):
                pins.enter_by_pin(office.work, QUICK, stamps[1], present=rani, person=rani, pin="111111")
            checked = people.check_kiosk_pin(office.work, QUICK, stamps[2], pin="111111")
            assert (checked.right, checked.left) == (False, 5 - count)
        assert tries(office) == (count, count, count)
    for action in ("person.sign_in_refused", "person.pin_refused", "kiosk.pin_refused"):
        assert len(audited(office, action)) == 2


def test_coming_in_by_pin_and_signing_out_leave_their_rows_once(office: OfficeUnderTest) -> None:
    rani, joko = office.made.clerks
    here = office.made.counters[0]
    opened(office)

    def add(session: Session) -> None:
        secret = QUICK.hash_pin("482915")
        session.add(
            StationPin(
                id=new_id(), station_id=here, person_id=joko, pin_hash=secret, failed=0, created_at=office.now
            )
        )

    office.work.run(add)
    stamp, leaving = office.stamp(here), office.stamp(here, joko)
    for _ in range(2):
        entered = pins.enter_by_pin(office.work, QUICK, stamp, present=rani, person=joko, pin="482915")
        assert entered.id == joko
    lines = [office.work.run(people.sign_out, leaving, signer=TestKey()) for _ in range(2)]
    assert lines[0] is not None
    assert lines[1] == lines[0]
    done = select(Audit.action).where(Audit.station_id == here).order_by(Audit.seq)
    assert office.work.read(lambda session: list(session.scalars(done))) == [
        "counter.open", "person.sign_in", "counter.close", "person.sign_out", "counter.open",
        "person.sign_out",
    ]  # fmt: skip


def test_a_row_of_the_trail_is_of_one_act_one_action_and_one_object(office: OfficeUnderTest) -> None:
    def write(session: Session, stamp: Stamp) -> list[bool]:
        said = [recorded(session, stamp, *what) for what in (("a", "x"), ("a", "y"), ("b", "x"))]
        for action, target in (("a", "x"), ("a", "y"), ("b", "x"), ("a", "x")):
            record(session, stamp, action, target, {})
        return said

    first, second = (office.stamp(office.made.counters[0]) for _ in range(2))
    assert office.work.run(write, first) == [False] * 3
    assert office.work.run(write, first) == [True] * 3
    assert office.work.run(write, second) == [False] * 3
    rows = office.work.read(lambda session: session.scalars(select(Audit).order_by(Audit.seq)).all())
    mine = [(row.action, row.object) for row in rows if row.station_id == first.station]
    assert mine == [("a", "x"), ("a", "y"), ("b", "x")] * 2
    assert [row.seq for row in rows if row.station_id == first.station] == [*range(1, 7)]
