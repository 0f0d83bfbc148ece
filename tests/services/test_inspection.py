"""The checks of a day find what they are for, on both databases: each fault is planted in the tables."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import Executable, insert, select, text, update
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.ticket import Act, State
from bkpsdm_desktop.services import counters, inspection, runs, serving, stations
from bkpsdm_desktop.services.board import board_state, report_shown
from bkpsdm_desktop.store.ids import new_id
from bkpsdm_desktop.store.tables import (
    Announcement,
    Audit,
    AuditHead,
    Counter,
    SeriesCounter,
    SeriesGap,
    Station,
    StationRun,
    Ticket,
    TicketEvent,
)
from tests.helpers.office import MORNING, OfficeUnderTest

DAY = business_day(MORNING)
GRACE = timedelta(seconds=2)


@pytest.fixture
def served(office: OfficeUnderTest) -> OfficeUnderTest:
    """A display, and four tickets: C001 finished; C002 not there, marked so, undone, marked again, back,
    called, withdrawn, called again; K001 and M001 waiting."""
    up = office.stamp(office.made.displays[0])
    office.work.run(stations.start_run, up)
    office.act(counters.open_counter)
    office.take("CT")
    call(office)
    office.act(serving.start_serving)
    office.later(minutes=5)
    office.act(serving.finish)
    office.take("CS")
    call(office)
    for _ in range(2):
        office.later(minutes=1)
        office.act(serving.recall)
        show(office)
    office.act(serving.mark_no_show)
    office.later(seconds=3)
    office.act(serving.undo)
    office.later(seconds=1)
    office.act(serving.mark_no_show)
    office.later(minutes=5)
    office.act(serving.return_late, ticket=office.ticket("C002").id)
    office.take("KGB")
    call(office)
    office.act(serving.withdraw_call)
    office.later(seconds=1)
    call(office)
    office.take("INFO")
    office.later(minutes=1)
    return office


def call(office: OfficeUnderTest) -> None:
    office.later(seconds=10)
    office.act(serving.call_next)
    show(office)


def show(office: OfficeUnderTest) -> None:
    display = office.made.displays[0]
    board = office.work.read(board_state, station=display, now=office.now)
    shown = [row.announcement for row in board.calls]
    office.work.run(report_shown, office.stamp(display), announcements=shown)


def plant(office: OfficeUnderTest, statement: Executable) -> None:
    def write(session: Session) -> None:
        session.execute(statement)

    office.work.run(write)


def plant_in_kept(office: OfficeUnderTest, table: str, statement: Executable) -> None:
    """Change a row that a trigger keeps: whoever does that for real drops the trigger too."""
    drops = {
        ("audit", "sqlite"): "DROP TRIGGER keep_audit_update",
        ("audit", "postgresql"): "DROP TRIGGER keep_audit_update ON audit",
    }

    def write(session: Session) -> None:
        session.execute(text(drops[table, session.get_bind().dialect.name]))
        session.execute(statement)

    office.work.run(write)


def found(office: OfficeUnderTest) -> dict[str, list[dict[str, object]]]:
    """The checks that have rows."""
    checks = office.work.read(inspection.inspect_day, day=DAY, grace=GRACE)
    return {name: rows for name, rows in checks.items() if rows}


def event(
    office: OfficeUnderTest, label: str, act: Act, before: State, after: State, counter: int
) -> Executable:
    """A further event of a ticket, as a wrong program would write it."""
    ticket = office.ticket(label)
    step = office.work.read(
        lambda session: len(
            session.scalars(select(TicketEvent.id).where(TicketEvent.ticket_id == ticket.id)).all()
        )
    )
    return insert(TicketEvent).values(
        id=new_id(), ticket_id=ticket.id, step=step + 1, act=act, before=before, after=after,
        at=office.now, station_id=office.made.counters[counter], counter_id=counter_id(office, counter),
        person_id=office.made.clerks[counter], details={},
    )  # fmt: skip


def counter_id(office: OfficeUnderTest, place: int) -> UUID:
    return office.work.read(
        lambda session: session.scalars(select(Counter.id).where(Counter.number == place + 1)).one()
    )


def test_a_day_with_recall_return_withdrawal_and_undo_is_whole(served: OfficeUnderTest) -> None:
    assert found(served) == {}
    states = served.work.read(inspection.by_state, day=DAY)
    assert {state: count for state, count in states.items() if count} == {
        State.FINISHED: 1,
        State.CALLED: 1,
        State.WAITING: 2,
    }
    waits = served.work.read(inspection.waiting_times, day=DAY)
    assert len(waits["regular"]) == 2
    assert waits["priority"] == []


def test_inv_i3_a_ticket_in_no_known_state_is_found(served: OfficeUnderTest) -> None:
    plant(served, update(Ticket).where(Ticket.id == served.ticket("M001").id).values(state="lost"))
    assert found(served)["balance"] == [{"issued": 4, "done": 1, "open": 2}]


def test_inv_i3_a_ticket_issued_twice_is_found(served: OfficeUnderTest) -> None:
    plant(served, event(served, "M001", Act.ISSUE, State.WAITING, State.WAITING, 0))
    assert found(served)["balance"] == [{"issued": 5, "done": 1, "open": 3}]


def test_inv_i4_a_missing_number_is_found(served: OfficeUnderTest) -> None:
    plant(served, update(SeriesCounter).where(SeriesCounter.series == "C").values(last=4))
    assert found(served) == {
        "numbers": [{"number": "C003", "fault": "missing"}, {"number": "C004", "fault": "missing"}]
    }


def test_inv_i4_numbers_left_out_on_purpose_are_no_fault(served: OfficeUnderTest) -> None:
    plant(served, update(SeriesCounter).where(SeriesCounter.series == "C").values(last=4))
    gap = {"business_day": DAY, "series": "C", "first": 3, "last": 4, "reason": "cadangan", "at": MORNING}
    plant(served, insert(SeriesGap).values(id=new_id(), **gap))
    assert found(served) == {}


def test_inv_i4_a_number_beyond_its_counter_is_found(served: OfficeUnderTest) -> None:
    plant(served, update(Ticket).where(Ticket.id == served.ticket("M001").id).values(number=7))
    assert found(served)["numbers"] == [
        {"number": "M007", "fault": "beyond the counter"},
        {"number": "M001", "fault": "missing"},
    ]


def test_inv_i3_a_second_call_is_found(served: OfficeUnderTest) -> None:
    plant(served, event(served, "K001", Act.CALL, State.WAITING, State.CALLED, 0))
    plant(served, event(served, "K001", Act.CALL, State.CALLED, State.CALLED, 1))
    rows = found(served)
    assert rows["one_counter"] == [
        {"ticket": "K001", "fault": "event 3: a second call without withdrawal or return"}
    ]
    assert rows["chains"][0]["ticket"] == "K001"


def test_inv_i3_a_ticket_at_a_counter_that_did_not_call_it_is_found(served: OfficeUnderTest) -> None:
    called = served.ticket("C002")
    plant(served, update(Ticket).where(Ticket.id == called.id).values(counter_id=counter_id(served, 1)))
    assert found(served) == {
        "one_counter": [{"ticket": "C002", "fault": "stands at a counter that did not call it"}]
    }


def test_inv_i3_an_act_at_a_second_counter_is_found(served: OfficeUnderTest) -> None:
    plant(served, event(served, "C002", Act.RECALL, State.CALLED, State.CALLED, 1))
    assert found(served) == {
        "one_counter": [{"ticket": "C002", "fault": "event 12: at a counter that did not call it"}]
    }


def test_inv_i3_an_illegal_life_is_found(served: OfficeUnderTest) -> None:
    plant(served, event(served, "C001", Act.START, State.FINISHED, State.SERVING, 0))
    rows = found(served)["chains"]
    assert [row["ticket"] for row in rows] == ["C001"]


def test_inv_i3_a_state_that_the_events_do_not_give_is_found(served: OfficeUnderTest) -> None:
    plant(served, update(Ticket).where(Ticket.id == served.ticket("M001").id).values(state="cancelled"))
    assert found(served) == {
        "chains": [{"ticket": "M001", "fault": "the ticket is cancelled, its events say waiting"}]
    }


def test_inv_i8_a_changed_audit_row_is_found(served: OfficeUnderTest) -> None:
    plant_in_kept(served, "audit", update(Audit).where(Audit.seq == 2).values(action="ticket.other"))
    assert {row["damage"] for row in found(served)["audit"]} == {"changed", "trigger"}


def test_inv_i8_a_cut_chain_is_found(served: OfficeUnderTest) -> None:
    plant(served, update(AuditHead).values(seq=AuditHead.seq + 1))
    assert {row["damage"] for row in found(served)["audit"]} == {"cut"}


def test_inv_i11_a_call_that_a_display_did_not_show_is_found(served: OfficeUnderTest) -> None:
    served.act(serving.recall)
    (row,) = found(served)["pictures"]
    assert (row["display"], row["ticket"], row["call"], row["counter"]) == ("Layar 1", "C002", 2, 1)


@pytest.mark.parametrize(
    "why", ["started later", "ended within the grace", "another room", "another group", "withdrawn at once"]
)
def test_inv_i11_a_call_that_is_not_owed_is_no_fault(served: OfficeUnderTest, why: str) -> None:
    served.act(serving.recall)
    at = served.now
    plant(
        served,
        {
            "started later": update(StationRun).values(started_at=at + timedelta(microseconds=1)),
            "ended within the grace": update(StationRun).values(ended_at=at + timedelta(seconds=1)),
            "another room": update(Station).where(Station.role == "layar").values(room="Lantai 2"),
            "another group": update(Station)
            .where(Station.role == "layar")
            .values(settings={"groups": ["lain"]}),
            "withdrawn at once": update(Announcement)
            .where(Announcement.at == at)
            .values(withdrawn_at=at + GRACE),
        }[why],
    )
    assert found(served) == {}


def test_inv_i11_a_call_just_before_the_grace_is_owed(served: OfficeUnderTest) -> None:
    served.act(serving.recall)
    plant(served, update(StationRun).values(ended_at=served.now + GRACE))
    assert len(found(served)["pictures"]) == 1


def test_a_display_that_is_down_owes_nothing_and_is_not_waited_for(served: OfficeUnderTest) -> None:
    called = served.ticket("C002").id
    assert served.work.read(runs.displays_without, ticket=called) == frozenset()
    served.act(serving.recall)
    assert served.work.read(runs.displays_without, ticket=called) == {"Layar 1"}
    served.work.run(runs.end_dead, served.made.displays[0], at=served.now)
    assert served.work.read(runs.displays_without, ticket=called) == frozenset()
