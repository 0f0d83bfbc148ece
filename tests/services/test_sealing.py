"""What the triggers noted becomes entries: each change once, in one chain, the same on both databases."""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Executable, delete, insert, select, text, update
from sqlalchemy.orm import Session

from bkpsdm_desktop.protocol import wire
from bkpsdm_desktop.services import counters, sealing, serving, sync_state, sync_troubles
from bkpsdm_desktop.services.sync_state import LeaseLost
from bkpsdm_desktop.store.ids import new_id
from bkpsdm_desktop.store.sync_tables import SyncEntry, SyncRow, SyncState
from bkpsdm_desktop.store.tables import (
    Booking,
    Counter,
    Lease,
    Person,
    SeriesGap,
    Skill,
    Station,
    SyncLog,
    Ticket,
    TicketEvent,
)
from bkpsdm_desktop.store.work import Work
from tests.helpers.database import DIALECTS, database, work_on
from tests.helpers.logs import LoggedErrors
from tests.helpers.office import MORNING, OfficeUnderTest
from tests.helpers.syncing import STATION, Sync, enrolled, present, replayed


def run(session: Session, statement: Executable) -> None:
    session.execute(statement)


def counter(number: int, room: str = "A") -> dict[str, Any]:
    return {"id": UUID(int=number), "number": number, "room": room, "active": True}


@pytest.fixture
def sync(work: Work) -> Sync:
    return enrolled(work)


def test_a_day_at_the_office_is_in_the_log_row_for_row(office: OfficeUnderTest) -> None:
    sync = enrolled(office.work)
    office.take()
    office.act(counters.open_counter)
    office.act(serving.call_next)
    sealed = sync.seal()
    assert (sealed.faults, sealed.entries > 20) == (0, True)
    assert replayed(sync.entries()) == office.work.read(present)
    assert not office.work.read(lambda session: session.scalars(select(SyncLog.id)).all())
    assert sync.seal() == sealing.Sealed()


def test_a_change_of_a_tickets_state_is_its_event_and_nothing_else(office: OfficeUnderTest) -> None:
    sync = enrolled(office.work)
    office.act(counters.open_counter)
    office.take()
    sync.seal()
    before = sync.head()
    office.act(serving.call_next)
    sync.seal()
    assert "ticket" not in {entry.entity for entry in sync.entries(before)}
    assert "ticket_event" in {entry.entity for entry in sync.entries(before)}


def test_edits_of_a_row_between_two_seals_are_one_entry_and_versions_count_up(sync: Sync) -> None:
    sync.work.run(run, insert(Counter).values(counter(1)))
    for room in ("B", "C"):
        sync.work.run(run, update(Counter).values(room=room))
    sync.seal()
    sync.work.run(run, text("UPDATE counter SET room = 'D'"))
    sync.seal()
    assert [(entry.op, entry.version) for entry in sync.entries()] == [("P", 1), ("P", 2)]
    assert replayed(sync.entries()) == sync.work.read(present)


def test_a_row_that_came_and_went_before_the_seal_is_not_sent(sync: Sync) -> None:
    sync.work.run(run, insert(Counter).values(counter(1)))
    sync.work.run(run, delete(Counter))
    assert sync.seal() == sealing.Sealed(queued=2)
    assert sync.entries() == []


def test_an_edit_that_changes_nothing_on_the_wire_is_not_sent(office: OfficeUnderTest) -> None:
    sync = enrolled(office.work)
    sync.seal()
    head = sync.head()
    office.work.run(run, update(Person).values(failed_logins=3, locked_until=MORNING, password_hash="x"))
    office.work.run(run, update(Counter).values(room=Counter.room))
    office.work.run(run, update(Station).values(settings={"inches": 42.5}))
    assert sync.seal().queued > 0
    assert sync.head() == head


def test_a_deleted_row_is_a_tombstone_and_may_come_back(sync: Sync) -> None:
    sync.work.run(run, insert(Counter).values(counter(1)))
    sync.seal()
    sync.work.run(run, delete(Counter))
    sync.seal()
    (gone,) = sync.work.read(lambda session: session.scalars(select(SyncRow)).all())
    assert (gone.deleted, gone.version) == (True, 2)
    sync.work.run(run, insert(Counter).values(counter(1, "B")))
    sync.seal()
    assert [(entry.op, entry.version) for entry in sync.entries()] == [("P", 1), ("D", 2), ("P", 3)]
    assert replayed(sync.entries()) == sync.work.read(present)


def test_at_most_so_many_rows_are_settled_in_one_transaction(sync: Sync) -> None:
    for number in range(1, 8):
        sync.work.run(run, insert(Counter).values(counter(number)))
    first = sync.work.run(sealing.seal, fence=sync.fence, now=MORNING, most=5)
    assert first == sealing.Sealed(queued=5, entries=5, more=True)
    second = sync.work.run(sealing.seal, fence=sync.fence, now=MORNING, most=5)
    assert second == sealing.Sealed(queued=2, entries=2)
    assert replayed(sync.entries()) == sync.work.read(present)


def test_without_an_epoch_nothing_is_sealed_and_nothing_is_lost(sync: Sync) -> None:
    sync.work.run(run, update(SyncState).values(epoch=None))
    sync.work.run(run, insert(Counter).values(counter(1)))
    assert sync.seal() == sealing.Sealed()
    assert sync.work.read(lambda session: len(session.scalars(select(SyncLog.id)).all())) == 1


def test_one_station_seals_at_a_time_and_an_old_fence_changes_nothing(sync: Sync) -> None:
    other = new_id()
    assert sync.work.run(sync_state.take_duty, station=other, now=MORNING) is None
    assert sync.work.run(sync_state.take_duty, station=STATION, now=MORNING) == sync.fence
    later = MORNING + timedelta(minutes=1)
    newer = sync.work.run(sync_state.take_duty, station=other, now=later)
    assert newer == sync.fence + 1
    sync.work.run(run, insert(Counter).values(counter(1)))
    with pytest.raises(LeaseLost):
        sync.seal()
    assert sync.entries() == []
    sync.work.run(sync_state.leave_duty, fence=newer, now=later)
    assert sync.work.run(sync_state.take_duty, station=STATION, now=later) == newer + 1


def test_a_change_of_what_never_changes_is_a_fault_and_is_not_sent(
    sync: Sync, logged_errors: LoggedErrors
) -> None:
    gap = {
        "id": UUID(int=9), "business_day": MORNING.date(), "series": "A", "first": 1, "last": 2,
        "reason": "uji", "at": MORNING,
    }  # fmt: skip
    sync.work.run(run, insert(SeriesGap).values(gap))
    sync.seal()
    (before,) = sync.entries()
    _past_the_triggers(sync.work, "UPDATE series_gap SET last = 5")
    assert sync.seal() == sealing.Sealed(queued=1, faults=1)
    logged_errors.claim("a row of series_gap is not sent: it was changed after it was sealed")
    assert [entry.payload for entry in sync.entries()] == [before.payload]
    (trouble,) = sync.work.read(sync_troubles.open_troubles)
    assert (trouble.kind, trouble.entity, trouble.entity_id) == (
        sync_troubles.FAULT,
        "series_gap",
        UUID(int=9),
    )
    sync.work.run(run, text("UPDATE series_gap SET last = 6"))
    sync.seal()
    logged_errors.claim("a row of series_gap is not sent")
    assert len(sync.work.read(sync_troubles.open_troubles)) == 1


def test_an_update_of_what_never_changes_is_logged_even_before_its_seal(
    sync: Sync, logged_errors: LoggedErrors
) -> None:
    gap = {
        "id": UUID(int=9), "business_day": MORNING.date(), "series": "A", "first": 1, "last": 2,
        "reason": "uji", "at": MORNING,
    }  # fmt: skip
    sync.work.run(run, insert(SeriesGap).values(gap))
    sync.work.run(run, insert(SyncLog).values(entity="series_gap", entity_id=UUID(int=9), op="U"))
    assert sync.seal() == sealing.Sealed(queued=2, entries=1)
    logged_errors.claim("a row of series_gap was changed, which never changes")


def _past_the_triggers(work: Work, statement: str) -> None:
    def change(session: Session) -> None:
        if session.get_bind().dialect.name == "sqlite":
            session.execute(text("DROP TRIGGER keep_series_gap_update"))
        else:
            session.execute(text("ALTER TABLE series_gap DISABLE TRIGGER keep_series_gap_update"))
        session.execute(text(statement))

    work.run(change)


def test_one_row_that_has_no_wire_form_does_not_stop_the_others(
    office: OfficeUnderTest, logged_errors: LoggedErrors
) -> None:
    sync = enrolled(office.work)
    ticket = office.take()
    sync.seal()
    event = {
        "id": new_id(), "ticket_id": ticket.id, "step": 2, "act": "call", "before": "waiting",
        "after": "called", "at": MORNING, "station_id": office.made.counters[0], "details": {"share": 0.5},
    }  # fmt: skip
    office.work.run(run, insert(TicketEvent).values(event))
    office.work.run(run, insert(Counter).values(counter(77)))
    assert sync.seal() == sealing.Sealed(queued=2, entries=1, faults=1)
    logged_errors.claim("has no wire form")
    (trouble,) = office.work.read(sync_troubles.open_troubles)
    assert trouble.entity == "ticket_event"


WORDS = "İstanbul ı I i ß ſ 你好 \U0001f600 a\u0301 \u00e1 \ufeff ' \" \\ \n"


def same_rows(session: Session) -> None:
    """Rows with everything that databases hold differently."""
    session.execute(insert(Counter).values(counter(1, WORDS)))
    person = {
        "id": UUID(int=2), "username": "İ", "name": "x" * 9000, "role": "petugas", "password_hash": "-",
        "active": False, "failed_logins": 0, "created_at": MORNING + timedelta(microseconds=1),
    }  # fmt: skip
    session.execute(insert(Person).values(person))
    station = {
        "id": UUID(int=3), "machine": "", "role": "kiosk", "name": WORDS, "counter_id": UUID(int=1),
        "room": "", "settings": {}, "public_key": "k", "created_at": MORNING,
    }  # fmt: skip
    session.execute(insert(Station).values(station))
    gap = {
        "id": UUID(int=4), "business_day": MORNING.date(), "series": "Z", "first": 1, "last": 2**31 - 1,
        "reason": "", "at": MORNING,
    }  # fmt: skip
    session.execute(insert(SeriesGap).values(gap))


def test_fault_f10_the_same_rows_give_the_same_bytes_hashes_and_chain_on_both_databases(
    tmp_path: Path,
) -> None:
    logs = []
    for dialect in DIALECTS:
        with ExitStack() as stack:
            work = stack.enter_context(work_on(stack.enter_context(database(dialect, tmp_path))))
            sync = enrolled(work)
            work.run(same_rows)
            sync.seal()
            work.run(run, text("UPDATE person SET active = true, name = 'É'"))
            work.run(run, delete(SeriesGap).where(SeriesGap.id == UUID(int=99)))
            sync.seal()
            logs.append(
                [(e.seq, e.entity, e.op, e.version, e.payload, e.row_hash, e.chain) for e in sync.entries()]
            )
    assert logs[0] == logs[1]
    assert len(logs[0]) == 5


def test_fault_f10_json_of_events_gives_the_same_bytes_on_both_databases(office: OfficeUnderTest) -> None:
    sync = enrolled(office.work)
    ticket = office.take()
    details = {"z": [1, None, True, {"b": "İ", "a": -(2**53)}], "a": WORDS}
    event = {
        "id": UUID(int=8), "ticket_id": ticket.id, "step": 2, "act": "call", "before": "waiting",
        "after": "called", "at": MORNING, "station_id": office.made.counters[0], "details": details,
    }  # fmt: skip
    office.work.run(run, insert(TicketEvent).values(event))
    sync.seal()
    (entry,) = [entry for entry in sync.entries() if entry.entity_id == UUID(int=8)]
    assert wire.encode({"details": details})[1:] in entry.payload
    assert replayed(sync.entries()) == office.work.read(present)


# --- random edits ------------------------------------------------------------------------------------

Edit = Callable[[Session, int, str], None]


def orm_add(session: Session, number: int, room: str) -> None:
    if session.get(Counter, UUID(int=number)) is None:
        session.add(Counter(**counter(number, room)))


def orm_change(session: Session, number: int, room: str) -> None:
    row = session.get(Counter, UUID(int=number))
    if row is not None:
        row.room = room


def orm_delete(session: Session, number: int, room: str) -> None:
    row = session.get(Counter, UUID(int=number))
    if row is not None:
        session.delete(row)


def core_insert(session: Session, number: int, room: str) -> None:
    if session.get(Counter, UUID(int=number)) is None:
        session.execute(insert(Counter), [counter(number, room)])


def bulk_update(session: Session, number: int, room: str) -> None:
    session.execute(update(Counter).where(Counter.number >= number).values(room=room))


def text_delete(session: Session, number: int, room: str) -> None:
    session.execute(text("DELETE FROM counter WHERE number = :number"), {"number": number})


def text_upsert(session: Session, number: int, room: str) -> None:
    key: Any = UUID(int=number)
    session.execute(
        text(
            "INSERT INTO counter (id, number, room, active) VALUES (:id, :number, :room, true) "
            "ON CONFLICT (id) DO UPDATE SET room = excluded.room, active = false"
        ),
        {
            "id": key.bytes if session.get_bind().dialect.name == "sqlite" else key,
            "number": number,
            "room": room,
        },
    )


EDITS = (orm_add, orm_change, orm_delete, core_insert, bulk_update, text_delete, text_upsert)
STEPS = st.lists(
    st.tuples(st.sampled_from(EDITS), st.integers(1, 3), st.sampled_from("ABC")) | st.just(None), max_size=12
)


@given(steps=STEPS, most=st.integers(1, 4))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_whatever_is_edited_the_log_replayed_gives_exactly_the_present_rows(
    work: Work, steps: list[tuple[Edit, int, str] | None], most: int
) -> None:
    """By ORM, Core and text statements, sealed now and then (``None``), in transactions of any size."""
    work.run(_emptied)
    sync = enrolled(work)
    for step in steps:
        if step is None:
            sync.seal(most)
        else:
            edit, number, room = step
            work.run(edit, number, room)
    sync.seal(most)
    assert replayed(sync.entries()) == work.read(present)


def _emptied(session: Session) -> None:
    for model in (Counter, SyncEntry, SyncRow, SyncLog, Lease):
        session.execute(delete(model))


@pytest.mark.parametrize("model", [Booking, Skill, Ticket])
def test_tables_of_the_list_have_a_key_that_sealing_can_read(model: Any) -> None:
    assert [column.name for column in model.__table__.primary_key] == ["id"]
