"""A push is judged, authorised, written once, and acknowledged; a pull gives it back without a gap."""

import threading

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bkpsdm_desktop.central.pulling import Given, publish
from bkpsdm_desktop.protocol.messages import (
    Enrolled,
    Kind,
    Marks,
    MarkWish,
    Op,
    Pushed,
    Reason,
    Sums,
    SumWish,
    office_scope,
    own_scope,
)
from bkpsdm_desktop.protocol.wire import Digest, encode, row_hash
from bkpsdm_desktop.store.central_tables import (
    OfficeEntry,
    OfficeHistory,
    OfficeRow,
    OfficeTrouble,
    SecurityEvent,
)
from tests.helpers.central import (
    NOW,
    OFFICE,
    CentralUnderTest,
    StationUnderTest,
    answer,
    counter,
    event,
    gone,
    refusal,
    row_id,
)

OWN = own_scope(OFFICE)


def count(central: CentralUnderTest, table: type) -> int:
    query = select(func.count()).select_from(table)
    return central.server.work.read(lambda session: session.scalar(query)) or 0


def state(central: CentralUnderTest) -> list[object]:
    """Everything that a push may change, but times."""

    def read(session: Session) -> list[object]:
        return [
            [tuple(row) for row in session.execute(select(*columns).order_by(*columns))]
            for columns in (
                (OfficeRow.entity, OfficeRow.entity_id, OfficeRow.version, OfficeRow.row_hash, OfficeRow.at),
                (OfficeEntry.epoch, OfficeEntry.seq, OfficeEntry.chain),
                (OfficeHistory.id, OfficeHistory.row_hash),
                (OfficeTrouble.id, OfficeTrouble.seq),
                (SecurityEvent.id, SecurityEvent.what),
            )
        ]

    return central.server.work.read(read)


def test_rows_of_a_push_are_there_with_their_day_and_are_given_back(central: CentralUnderTest) -> None:
    station = central.enrolled()
    station.log = [counter(1), event(2), event(3)]
    assert station.push(1) == Pushed(acked=3)
    page = station.pull(OWN)
    assert [(row.entity, row.id, row.epoch) for row in page.rows] == [
        (op.entity, op.id, station.epoch) for op in station.log
    ]
    assert [row.payload for row in page.rows] == [op.payload for op in station.log]
    assert (page.next, page.head) == (3, 3)
    days = central.server.work.read(lambda session: session.scalars(select(OfficeRow.day)).all())
    assert sorted(days) == ["", "2026-11-24", "2026-11-24"]


def test_fault_e1_a_batch_whose_answer_was_lost_changes_nothing_the_second_time(
    central: CentralUnderTest,
) -> None:
    station = central.enrolled()
    forged = Op("service", row_id(9), Kind.PUT, 1, 2, encode({"id": row_id(9)}))
    station.log = [counter(1), event(2), forged, counter(1, 2, room="B")]
    first = station.push(1)
    before = state(central)
    assert station.push(1) == first
    assert state(central) == before


def test_fault_e2_a_batch_that_is_cut_otherwise_changes_nothing_twice(central: CentralUnderTest) -> None:
    station = central.enrolled()
    station.log = [counter(1), event(2), event(3), counter(1, 2, room="B"), event(5)]
    station.push(1, station.log[:2])
    assert station.push(2, station.log[1:4]).acked == 4
    assert station.push(1, station.log[:3]).acked == 3, "of this batch, never more"
    assert station.push(3).acked == 5
    assert count(central, OfficeRow) == 4
    assert count(central, OfficeEntry) == 5
    assert count(central, OfficeHistory) == 0


def test_fault_e3_the_same_id_with_other_content_is_kept_aside_and_reported(
    central: CentralUnderTest,
) -> None:
    station = central.enrolled()
    station.log = [event(1), event(2), event(1, act="cancel"), event(3), event(3, act="cancel")]
    station.push(1, station.log[:2])
    pushed = station.push(3)
    assert pushed.acked == 5
    assert [(one.seq, one.reason) for one in pushed.quarantined] == [
        (3, "nomor baris sama, isinya lain"),
        (5, "nomor baris sama, isinya lain"),
    ]
    kept = {row.id: row.payload for row in station.pull(OWN).rows}
    assert kept == {op.id: op.payload for op in (event(1), event(2), event(3))}
    raw = central.server.work.read(lambda session: session.scalars(select(OfficeTrouble.payload)).all())
    assert sorted(map(bytes, raw)) == sorted([event(1, act="cancel").payload, event(3, act="cancel").payload])
    assert count(central, SecurityEvent) == 1


def test_fault_e4_a_hole_is_not_applied_and_the_missing_part_is_asked_for(central: CentralUnderTest) -> None:
    station = central.enrolled()
    station.log = [event(n) for n in range(1, 6)]
    station.push(1, station.log[:2])
    before = state(central)
    refused = refusal(station.try_push(4))
    assert (refused.why, refused.applied) == ("gap", 2)
    assert state(central) == before
    assert station.push(3).acked == 5


def test_other_entries_under_numbers_that_were_applied_are_a_fork(central: CentralUnderTest) -> None:
    station = central.enrolled()
    station.log = [event(1), event(2), event(3)]
    station.push(1)
    station.log = [event(1), event(7), event(8), event(9)]
    for first in (1, 2, 3, 4):
        assert refusal(station.try_push(first)).why == "fork", first
    assert count(central, OfficeRow) == 3


@pytest.mark.parametrize("entity", ["service", "service_group", "holiday"])
def test_fault_i9_an_office_does_not_write_what_is_centrals(central: CentralUnderTest, entity: str) -> None:
    station = central.enrolled()
    station.log = [Op(entity, row_id(1), Kind.PUT, 1, 2, encode({"id": row_id(1)})), event(2)]
    pushed = station.push(1)
    assert (pushed.acked, [one.reason for one in pushed.quarantined]) == (2, ["milik kantor pusat"])
    assert [row.id for row in station.pull(OWN).rows] == [row_id(2)]


def test_rows_that_cannot_be_rows_do_not_stop_the_stream(central: CentralUnderTest) -> None:
    station = central.enrolled()
    station.log = [
        Op("counter", b"short", Kind.PUT, 1, 2, encode({})),
        Op("counter", row_id(2), Kind.PUT, 0, 2, encode({})),
        Op("counter", row_id(3), Kind.PUT, 1, 2, b"\xc1"),
        Op("counter", row_id(4), Kind.PUT, 1, 2, b"\x91" * 10_000),
        gone(event(5), 2),
        Op("counter", row_id(6), Kind.PUT, 2**63, 2, encode({})),
        counter(7),
    ]
    pushed = station.push(1)
    assert pushed.acked == 7
    assert [one.seq for one in pushed.quarantined] == [1, 2, 3, 4, 5, 6]
    assert [row.id for row in station.pull(OWN).rows] == [row_id(7)]


def test_fault_e16_what_a_newer_office_sends_waits_as_it_came(central: CentralUnderTest) -> None:
    station = central.enrolled()
    station.log = [Op("to\0morrow", row_id(1), Kind.PUT, 1, 2**40, b"\x80"), event(2, schema=99), event(3)]
    pushed = station.push(1)
    assert (pushed.acked, pushed.parked, pushed.quarantined) == (3, 2, [])
    assert station.push(1) == pushed
    assert count(central, SecurityEvent) == 0


def test_a_changed_row_replaces_the_old_one_and_moves_to_the_end(central: CentralUnderTest) -> None:
    station = central.enrolled()
    station.log = [counter(1), counter(2), counter(1, 2, room="B"), counter(1, 3, room="C")]
    station.push(1, station.log[:2])
    station.push(3)
    assert [(row.id, row.version) for row in station.pull(OWN).rows] == [(row_id(2), 1), (row_id(1), 3)]
    assert station.pull(OWN, after=2).rows[0].payload == counter(1, 3, room="C").payload
    assert count(central, OfficeHistory) == 0


def test_a_deleted_row_stays_as_a_tombstone_on_its_day(central: CentralUnderTest) -> None:
    station = central.enrolled()
    booking = Op("booking", row_id(1), Kind.PUT, 1, 2, encode({"business_day": "2026-11-25"}))
    station.log = [booking, gone(booking, 2)]
    station.push(1, station.log[:1])
    station.push(2)
    row = station.pull(OWN).rows[0]
    assert (row.op, row.version, row.payload) == (Kind.DELETE, 2, b"")
    wish = MarkWish(entity="booking", day="2026-11-25")
    marks = answer(central.post("/v1/marks", wish, station.token), Marks)
    assert [(mark.id, mark.deleted) for mark in marks.marks] == [(row_id(1), True)]


def reborn(station: StationUnderTest, log: list[Op]) -> None:
    born = answer(station.try_reincarnate(Reason.RESTORE), Enrolled)
    station.epoch, station.log = born.epoch, log
    station.hello()


def test_the_loser_of_two_incarnations_is_kept_in_the_history(central: CentralUnderTest) -> None:
    station = central.enrolled()
    station.log = [counter(1, 5, room="Lama"), counter(2, 5, room="Lama"), counter(3, room="Sama")]
    station.push(1)
    reborn(
        station, [counter(1, 5, room="Baru"), counter(2, 4, room="Kalah"), counter(3, room="Sama"), event(4)]
    )
    assert station.push(1) == Pushed(acked=4)
    rows = {row.id: row.payload for row in station.pull(OWN).rows}
    assert rows[row_id(1)] == counter(1, 5, room="Baru").payload
    assert rows[row_id(2)] == counter(2, 5, room="Lama").payload
    history = central.server.work.read(lambda s: s.scalars(select(OfficeHistory.payload)).all())
    assert sorted(map(bytes, history)) == sorted(
        [counter(1, 5, room="Lama").payload, counter(2, 4, room="Kalah").payload]
    )


def test_the_digest_of_central_is_that_of_the_rows(central: CentralUnderTest) -> None:
    station = central.enrolled()
    station.log = [counter(1), *(event(n) for n in range(2, 40)), counter(1, 2, room="B")]
    station.push(1)
    sums = answer(central.post("/v1/digest", SumWish(), station.token), Sums)
    assert sums.applied == len(station.log)
    found = {(one.entity, one.day): Digest(one.count, one.high, one.low) for one in sums.sums}
    assert found == {
        ("counter", ""): Digest.of([row_hash(station.log[-1].payload)]),
        ("ticket_event", "2026-11-24"): Digest.of(row_hash(op.payload) for op in station.log[1:-1]),
    }
    whole = answer(central.post("/v1/digest", SumWish(entity="counter", by_day=False), station.token), Sums)
    assert [(one.entity, one.day, one.count) for one in whole.sums] == [("counter", "", 1)]
    later = answer(central.post("/v1/digest", SumWish(since="2026-11-25"), station.token), Sums)
    assert later.sums == []


def test_a_long_pull_comes_in_pages_until_the_head(central: CentralUnderTest) -> None:
    station = central.enrolled()
    station.log = [event(n) for n in range(1, 26)]
    station.push(1)
    seen, after = [], 0
    while True:
        page = station.pull(OWN, after, limit=10)
        seen += [row.id for row in page.rows]
        after = page.next
        if after == page.head:
            break
    assert seen == [op.id for op in station.log]
    assert station.pull(OWN, after).rows == []


def test_an_office_pulls_no_scope_but_its_own(central: CentralUnderTest) -> None:
    station = central.enrolled()
    bad = MarkWish(entity="\0", day="")
    assert central.post("/v1/marks", bad, station.token).status_code == 400
    beyond = {"scope": OWN, "after": 2**63, "limit": 10, "schema": 2}
    assert central.post("/v1/pull", beyond, station.token).status_code == 400
    for scope in ("own:LAIN", "office:LAIN", "", "own:"):
        wish = {"scope": scope, "after": 0, "limit": 10, "schema": 2}
        assert central.post("/v1/pull", wish, station.token).status_code == 400, scope


def given(number: int) -> Given:
    return Given("holiday", row_id(number), Kind.PUT, 1, 2, encode({"id": row_id(number), "at": NOW}))


def test_numbers_of_a_scope_have_no_hole_whoever_writes(central: CentralUnderTest) -> None:
    scope = office_scope(OFFICE)
    station = central.enrolled()

    def write(start: int) -> None:
        for n in range(start, start + 20):
            central.run(publish, {"master": [given(n)], scope: [given(n), given(n + 1000)]})

    threads = [threading.Thread(target=write, args=(100 * n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for name, rows in (("master", 80), (scope, 160)):
        page = station.pull(name)
        assert [row.seq for row in page.rows] == list(range(1, rows + 1))
        assert (page.next, page.head) == (rows, rows)
        assert {row.epoch for row in page.rows} == {b""}
