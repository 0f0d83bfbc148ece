"""A ticket's life through the services, on both databases."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.queue import Priority
from bkpsdm_desktop.domain.ticket import Act, State, Step, chain_fault
from bkpsdm_desktop.services import counters, serving
from bkpsdm_desktop.services.office import QUEUE_RULES, put_setting
from bkpsdm_desktop.store.tables import Announcement, Audit, SyncLog, TicketEvent
from tests.helpers.office import OfficeUnderTest


def events(office: OfficeUnderTest, label: str) -> list[TicketEvent]:
    def read(session: Session) -> list[TicketEvent]:
        ticket = office.ticket(label).id
        return list(
            session.scalars(
                select(TicketEvent).where(TicketEvent.ticket_id == ticket).order_by(TicketEvent.step)
            )
        )

    return office.work.read(read)


def assert_legal(office: OfficeUnderTest, label: str) -> None:
    steps = [
        Step(
            act=Act(event.act),
            before=State(event.before) if event.before else None,
            after=State(event.after),
            at=event.at,
            undoes=Act(event.details["undoes"]) if "undoes" in event.details else None,
        )
        for event in events(office, label)
    ]
    assert chain_fault(steps, undo_seconds=8) is None
    assert steps[-1].after == office.ticket(label).state


def test_a_visitor_takes_a_number_is_called_served_and_goes(office: OfficeUnderTest) -> None:
    ticket = office.take("CT")
    assert (ticket.label, ticket.ahead, ticket.code[:3]) == ("C001", 0, "TGS")
    office.act(counters.open_counter)
    assert office.act(serving.call_next) == "C001"
    office.later(seconds=20)
    office.act(serving.start_serving)
    office.later(minutes=6)
    office.act(serving.finish)
    assert office.ticket("C001").state == State.FINISHED
    assert_legal(office, "C001")


def test_numbers_start_at_001_each_business_day_and_belong_to_the_series(office: OfficeUnderTest) -> None:
    assert [office.take("CT").label, office.take("CS").label, office.take("KGB").label] == [
        "C001",
        "C002",
        "K001",
    ]
    office.later(days=1)
    assert office.take("CT").label == "C001"


def test_the_same_act_again_gives_the_same_ticket(office: OfficeUnderTest) -> None:
    from bkpsdm_desktop.services.issuing import take_ticket
    from bkpsdm_desktop.store.ids import reference_id

    stamp = office.stamp(office.made.kiosks[0])
    service = reference_id("service", "CT")
    first = office.work.run(take_ticket, stamp, service=service, priority=None, randomness=b"abcde")
    again = office.work.run(take_ticket, stamp, service=service, priority=None, randomness=b"other")
    assert again == first
    assert office.take("CT").label == "C002"


def test_fault_d7_a_number_is_called_three_times_only_then_marked_no_show(
    office: OfficeUnderTest,
) -> None:
    office.take()
    office.act(counters.open_counter)
    office.act(serving.call_next)
    with pytest.raises(Refused, match="baru 1 dari 3 panggilan"):
        office.act(serving.mark_no_show)
    office.act(serving.recall)
    office.act(serving.recall)
    with pytest.raises(Refused, match="sudah dipanggil 3 kali"):
        office.act(serving.recall)
    office.act(serving.mark_no_show)
    assert office.ticket("C001").state == State.NO_SHOW
    assert_legal(office, "C001")


def test_a_late_visitor_returns_to_the_old_place_within_30_minutes(office: OfficeUnderTest) -> None:
    first = office.take()
    office.later(minutes=1)
    office.take()
    office.act(counters.open_counter)
    office.act(serving.call_next)
    office.act(serving.recall)
    office.act(serving.recall)
    office.act(serving.mark_no_show)
    office.later(minutes=30)
    office.act(serving.return_late, ticket=first.id)
    assert office.act(serving.call_next) == "C001"
    assert_legal(office, "C001")


def test_after_30_minutes_a_late_visitor_needs_a_new_number(office: OfficeUnderTest) -> None:
    ticket = office.take()
    office.act(counters.open_counter)
    office.act(serving.call_next)
    office.act(serving.recall)
    office.act(serving.recall)
    office.act(serving.mark_no_show)
    office.later(minutes=30, seconds=1)
    with pytest.raises(Refused, match="lewat batas 30 menit"):
        office.act(serving.return_late, ticket=ticket.id)


def test_a_withdrawn_call_returns_the_number_to_its_place_and_clears_the_displays(
    office: OfficeUnderTest,
) -> None:
    office.take()
    office.later(minutes=1)
    office.take()
    office.act(counters.open_counter)
    office.act(serving.call_next)
    office.act(serving.withdraw_call)
    assert office.ticket("C001").state == State.WAITING
    announcements = office.work.read(lambda session: session.scalars(select(Announcement)).all())
    assert all(row.withdrawn_at == office.now for row in announcements)
    assert office.act(serving.call_next) == "C001"
    assert_legal(office, "C001")


def test_undo_takes_back_the_last_act_for_8_seconds(office: OfficeUnderTest) -> None:
    office.take()
    office.act(counters.open_counter)
    office.act(serving.call_next)
    office.act(serving.start_serving)
    office.later(minutes=3)
    office.act(serving.finish)
    office.later(seconds=8)
    office.act(serving.undo)
    assert office.ticket("C001").state == State.SERVING
    office.later(seconds=9)
    with pytest.raises(Refused, match="Tidak ada tindakan"):
        office.act(serving.undo)
    assert_legal(office, "C001")


def test_a_call_is_withdrawn_not_undone(office: OfficeUnderTest) -> None:
    office.take()
    office.act(counters.open_counter)
    office.act(serving.call_next)
    with pytest.raises(Refused, match="Tidak ada tindakan"):
        office.act(serving.undo)


def test_calling_while_serving_is_refused_with_what_to_do(office: OfficeUnderTest) -> None:
    office.take()
    office.take()
    office.act(counters.open_counter)
    office.act(serving.call_next)
    office.act(serving.start_serving)
    with pytest.raises(Refused, match=r"Selesaikan dulu \(F9\)"):
        office.act(serving.call_next)


def test_a_closed_counter_calls_nobody(office: OfficeUnderTest) -> None:
    office.take()
    with pytest.raises(Refused, match="F11"):
        office.act(serving.call_next)


def test_two_counters_get_two_different_numbers(office: OfficeUnderTest) -> None:
    office.take()
    office.later(seconds=5)
    office.take(priority=Priority.ELDERLY)
    for place in (0, 1):
        office.at_counter(place, counters.open_counter)
    assert {office.at_counter(0, serving.call_next), office.at_counter(1, serving.call_next)} == {
        "C001",
        "C002",
    }


def test_every_act_leaves_an_audit_row_and_synced_rows_reach_the_log(office: OfficeUnderTest) -> None:
    office.take()
    actions = office.work.read(lambda session: session.scalars(select(Audit.action).order_by(Audit.at)).all())
    assert actions == ["reference.import", "ticket.issue"]
    logged = office.work.read(lambda session: session.scalars(select(SyncLog.entity)).all())
    assert {"ticket", "ticket_event", "audit"} <= set(logged)


def test_a_setting_lets_f2_finish_the_visitor_and_call_the_next(office: OfficeUnderTest) -> None:
    office.work.run(put_setting, QUEUE_RULES, {"finish_and_call": True})
    office.take()
    office.later(seconds=1)
    office.take()
    office.act(counters.open_counter)
    office.act(serving.call_next)
    office.act(serving.start_serving)
    office.later(minutes=2)
    assert office.act(serving.call_next) == "C002"
    assert office.ticket("C001").state == State.FINISHED
    assert_legal(office, "C001")


def test_the_numbers_of_the_rules_are_data(office: OfficeUnderTest) -> None:
    office.work.run(put_setting, QUEUE_RULES, {"max_calls": 1, "a_rule_of_a_newer_program": 7})
    office.take()
    office.act(counters.open_counter)
    office.act(serving.call_next)
    office.act(serving.mark_no_show)
    assert office.ticket("C001").state == State.NO_SHOW
