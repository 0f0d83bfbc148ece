"""D4: with 100 000 tickets no everyday act reads a whole table. How long the acts take is for the bench."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, insert, text
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.rights import Role
from bkpsdm_desktop.domain.ticket import Act, State
from bkpsdm_desktop.services import board, clocks, console, counters, day, kiosk, serving, stations
from bkpsdm_desktop.services.rows import PersonRow
from bkpsdm_desktop.services.supervision import history, supervision
from bkpsdm_desktop.store.ids import new_id, reference_id
from bkpsdm_desktop.store.tables import Announcement, AnnouncementSeen, Station, Ticket, TicketEvent
from bkpsdm_desktop.store.work import Work
from tests.helpers.accounts import TestKey
from tests.helpers.office import MORNING, OfficeUnderTest

pytestmark = pytest.mark.slow

DAYS, A_DAY = 500, 200
TOLD_DAYS = 100  # those whose events and calls are kept here too
GROWING = ("ticket", "ticket_event", "announcement", "announcement_seen")

Asked = list[tuple[str, Any]]


def past_tickets(session: Session, office: OfficeUnderTest) -> None:
    """Finished tickets of two years: 100 000, many with their first event, a call and its picture."""
    made = office.made
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("INSERT INTO sync_applying (flag) VALUES (1)"))  # the sync log is not looked at
    else:
        session.execute(text("SET LOCAL bkpsdm.applying = 'on'"))
    counter = session.get_one(Station, made.counters[0]).counter_id
    for back in range(1, DAYS + 1):
        at = MORNING - timedelta(days=back)
        ids = [new_id() for _ in range(A_DAY)]
        shared = {"station_id": made.kiosks[0], "counter_id": counter, "person_id": made.clerks[0]}
        session.execute(
            insert(Ticket),
            [
                {
                    "id": ticket, "business_day": business_day(at), "series": "C", "number": number,
                    "code": f"TGS{back:04d}{number:04d}", "service_id": reference_id("service", "CT"),
                    "service_name": "Cuti", "priority": None, "issued_at": at,
                    "queued_at": at, "place_at": at, "state": State.FINISHED,
                    "calls": 1, **shared, "called_at": at, "started_at": at, "ended_at": at,
                }
                for number, ticket in enumerate(ids, 1)
            ],
        )  # fmt: skip
        if back > TOLD_DAYS:
            continue
        session.execute(
            insert(TicketEvent),
            [
                {
                    "id": ticket, "ticket_id": ticket, "step": 1, "act": Act.ISSUE, "before": None,
                    "after": State.WAITING, "at": at, "details": {}, **shared,
                }
                for ticket in ids
            ],
        )  # fmt: skip
        calls = [
            {"id": ticket, "ticket_id": ticket, "counter_id": counter, "room": "Ruang layanan",
             "call": 1, "at": at, "withdrawn_at": None}
            for ticket in ids
        ]  # fmt: skip
        session.execute(insert(Announcement), calls)
        seen = [
            {"announcement_id": ticket, "display_id": made.displays[0], "shown_at": at, "spoken_at": None}
            for ticket in ids
        ]
        session.execute(insert(AnnouncementSeen), seen)


@contextmanager
def listening(work: Work) -> Iterator[Asked]:
    """Every statement that is sent to the database in the block, with its values."""
    asked: Asked = []

    def listen(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        asked.append((statement, parameters))

    event.listen(work.engine, "before_cursor_execute", listen)
    try:
        yield asked
    finally:
        event.remove(work.engine, "before_cursor_execute", listen)


def whole_reads(work: Work, asked: Asked) -> list[str]:
    """The statements that read all of a growing table, with the line of the plan that says so."""
    sqlite = work.engine.dialect.name == "sqlite"
    tables = "|".join(GROWING)
    # Everything before today is everything too.
    scan = re.compile(
        rf"SCAN ({tables})\b|SEARCH ({tables}) .*\(\w+<\?\)" if sqlite else rf"Seq Scan on ({tables})\b"
    )
    found = []
    with work.engine.connect() as connection:
        for statement, values in asked:
            if statement.split(maxsplit=1)[0] not in ("SELECT", "UPDATE", "DELETE", "WITH"):
                continue
            explain = "EXPLAIN QUERY PLAN " if sqlite else "EXPLAIN "
            plan = [str(row[-1]) for row in connection.exec_driver_sql(explain + statement, values)]
            found += [f"{line.strip()}: {statement}" for line in plan if scan.search(line)]
    return found


def everyday_acts(office: OfficeUnderTest) -> dict[str, Callable[[], object]]:
    """What kiosks, counters and displays ask for all day, and what a start asks for."""
    made, work = office.made, office.work
    rani = PersonRow(id=made.clerks[0], username="rani", name="Rani Contoh", role=Role.CLERK, skills=())
    kiosk_stamp = office.stamp(made.kiosks[0])

    def view() -> object:
        return work.read(console.counter_view, person=rani, station=made.counters[0], now=office.now)

    def shown() -> object:
        calls = work.read(board.board_state, station=made.displays[0], now=office.now).calls
        stamp = office.stamp(made.displays[0])
        return work.run(board.report_shown, stamp, announcements=[call.announcement for call in calls])

    return {
        "start": lambda: work.run(stations.start_run, kiosk_stamp),
        "date": lambda: work.run(clocks.start_check, kiosk_stamp),
        "midnight": lambda: work.run(day.roll_over, office.stamp(made.counters[0]), signer=TestKey()),
        "kiosk": lambda: work.read(kiosk.kiosk_state, now=office.now),
        "take": office.take,
        "open": lambda: office.act(counters.open_counter),
        "call": lambda: office.act(serving.call_next),
        "display": shown,
        "list": view,
        "dashboard": lambda: work.read(supervision, now=office.now, station=made.counters[0]),
        "history": lambda: work.read(history, ticket=office.ticket("C001").id),
        "recall": lambda: office.act(serving.recall),
        "serve": lambda: office.act(serving.start_serving),
        "finish": lambda: office.act(serving.finish),
        "undo": lambda: office.act(serving.undo),
        "search by number": lambda: work.read(console.find_ticket, text="C001", now=office.now),
        "search by code": lambda: work.read(
            console.find_ticket, text=office.ticket("C001").code, now=office.now
        ),
    }


def test_fault_d4_with_100_000_tickets_no_everyday_act_reads_a_whole_table(office: OfficeUnderTest) -> None:
    office.work.run(past_tickets, office)
    with office.work.engine.connect() as connection:
        connection.execute(text("ANALYZE"))
        connection.commit()
    found: dict[str, list[str]] = {}
    for name, act in everyday_acts(office).items():
        with listening(office.work) as asked:
            act()
        assert asked, name
        whole = whole_reads(office.work, asked)
        if whole:
            found[name] = whole
    assert not found, "\n".join(f"{act}: {why}" for act, whys in found.items() for why in whys)
