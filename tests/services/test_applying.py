"""What central gives is applied once, whole, and without being logged again."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Executable, delete, func, insert, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from bkpsdm_desktop.protocol import wire
from bkpsdm_desktop.protocol.messages import MASTER, Kind, Page, Pulled, own_scope
from bkpsdm_desktop.protocol.wire import BadWire
from bkpsdm_desktop.services import applying, sync_log, sync_troubles
from bkpsdm_desktop.services.applying import Applied, Outcome, unlogged
from bkpsdm_desktop.services.sync_state import LeaseLost
from bkpsdm_desktop.services.sync_troubles import TroubleRow
from bkpsdm_desktop.services.wire_forms import as_fields, read_rows
from bkpsdm_desktop.store.ids import new_id, reference_id
from bkpsdm_desktop.store.sync_tables import SyncParked, SyncRow
from bkpsdm_desktop.store.tables import Counter, Holiday, Service, ServiceGroup, SyncLog
from bkpsdm_desktop.store.wire_rows import ENTITIES, SCHEMA
from bkpsdm_desktop.store.work import Work
from tests.helpers.office import MORNING, OfficeUnderTest
from tests.helpers.syncing import EPOCH, Sync, enrolled


def run(session: Session, statement: Executable) -> None:
    session.execute(statement)


def holiday(n: int, name: str = "Hari raya", **more: Any) -> dict[str, Any]:
    return {
        "id": UUID(int=n), "day": f"2027-{n % 12 + 1:02}-{n % 28 + 1:02}", "kind": "libur_nasional",
        "name": name, "status": "tetap", "basis": "SKB", **more,
    }  # fmt: skip


def put(seq: int, fields: dict[str, Any], **more: Any) -> Pulled:
    what: dict[str, Any] = {
        "seq": seq, "entity": "holiday", "id": fields["id"].bytes, "op": Kind.PUT, "version": 1,
        "schema": SCHEMA, "epoch": b"", "payload": wire.encode(fields), **more,
    }  # fmt: skip
    return Pulled(**what)


def gone(seq: int, n: int, version: int = 2) -> Pulled:
    return put(seq, holiday(n), op=Kind.DELETE, version=version, payload=b"")


def page(*rows: Pulled, scope: str = MASTER, head: int | None = None) -> Page:
    last = rows[-1].seq if rows else (head or 0)
    return Page(scope=scope, rows=list(rows), next=last, head=head if head is not None else last)


def apply(sync: Sync, *rows: Pulled, **more: Any) -> Applied:
    return sync.work.run(applying.apply, page(*rows, **more), fence=sync.fence, now=sync.now)


def names(sync: Sync) -> list[str]:
    return sync.work.read(lambda session: list(session.scalars(select(Holiday.name).order_by(Holiday.id))))


def troubles(sync: Sync) -> tuple[TroubleRow, ...]:
    return sync.work.read(sync_troubles.open_troubles)


def count(sync: Sync, model: Any) -> int:
    return sync.work.read(lambda session: session.scalar(select(func.count()).select_from(model)) or 0)


@pytest.fixture
def sync(work: Work) -> Sync:
    return enrolled(work)


def test_rows_and_cursor_come_together_and_nothing_is_logged_again(sync: Sync) -> None:
    done = apply(sync, put(1, holiday(1, "Nyepi")), put(2, holiday(2, "Natal")))
    assert done == Applied(outcome=Outcome.APPLIED, after=2, changed=2)
    assert names(sync) == ["Nyepi", "Natal"]
    assert count(sync, SyncLog) == 0
    assert sync.work.read(applying.cursor, MASTER) == 2
    assert sync.work.read(sync_log.digest) == ()  # central adds up what the office owns
    assert apply(sync, put(3, holiday(1, "Hari Nyepi"), version=2)).changed == 1
    assert names(sync) == ["Hari Nyepi", "Natal"]


def test_a_page_may_come_twice_late_and_overlapping(sync: Sync) -> None:
    first = (put(1, holiday(1, "a")), put(2, holiday(1, "b"), version=2))
    apply(sync, *first)
    assert apply(sync, *first).outcome is Outcome.NOTHING
    done = apply(sync, first[1], put(3, holiday(2, "c")))
    assert done == Applied(outcome=Outcome.APPLIED, after=3, changed=1)
    assert apply(sync, *first, head=9).outcome is Outcome.NOTHING
    assert names(sync) == ["b", "c"]


def test_fault_e4_a_hole_is_asked_for_again_and_nothing_of_the_page_is_applied(sync: Sync) -> None:
    apply(sync, put(1, holiday(1)))
    whole = Applied(outcome=Outcome.GAP, after=1)
    assert apply(sync, put(3, holiday(3))) == whole
    assert apply(sync, put(2, holiday(2)), put(4, holiday(4))) == whole
    assert apply(sync, put(3, holiday(3)), put(2, holiday(2))) == whole
    shortened = Page(scope=MASTER, rows=[put(2, holiday(2))], next=3, head=3)
    assert sync.work.run(applying.apply, shortened, fence=sync.fence, now=MORNING) == whole
    assert len(names(sync)) == 1


def test_a_central_that_was_restored_is_told_apart(sync: Sync) -> None:
    apply(sync, put(1, holiday(1)), put(2, holiday(2)))
    assert apply(sync, head=1).outcome is Outcome.REWOUND
    assert apply(sync, head=2).outcome is Outcome.NOTHING


def test_fault_e3_the_same_version_with_another_content_is_refused_and_shown_with_both(sync: Sync) -> None:
    apply(sync, put(1, holiday(1, "benar")))
    forged = put(2, holiday(1, "palsu"))
    done = apply(sync, forged, put(3, holiday(2, "lain")))
    assert (done.changed, done.troubles, names(sync)) == (1, 1, ["benar", "lain"])
    (trouble,) = troubles(sync)
    assert (trouble.kind, trouble.theirs, trouble.who) == (
        sync_troubles.FORGED,
        forged.payload,
        "administrator",
    )


def test_an_older_version_that_comes_late_changes_nothing(sync: Sync) -> None:
    apply(sync, put(1, holiday(1, "baru"), version=5))
    assert apply(sync, put(2, holiday(1, "lama"), version=4)).changed == 0
    assert names(sync) == ["baru"]
    assert troubles(sync) == ()


def test_fault_e5_a_page_that_is_cut_at_any_byte_has_no_effect(sync: Sync) -> None:
    body = wire.pack(page(put(1, holiday(1)), put(2, holiday(2))))
    for size in range(len(body)):
        with pytest.raises(BadWire):
            wire.unpack(body[:size], Page)
    whole = wire.unpack(body, Page)
    assert sync.work.run(applying.apply, whole, fence=sync.fence, now=MORNING).changed == 2


def test_fault_e5_what_ends_in_the_middle_leaves_neither_rows_nor_cursor(sync: Sync) -> None:
    class PowerCut(Exception):
        pass

    def cut(session: Session) -> None:
        applying.apply(session, page(put(1, holiday(1))), fence=sync.fence, now=MORNING)
        raise PowerCut

    with pytest.raises(PowerCut):
        sync.work.run(cut)
    assert (names(sync), sync.work.read(applying.cursor, MASTER), count(sync, SyncRow)) == ([], 0, 0)
    # and the triggers log again
    sync.work.run(run, insert(Counter).values(id=UUID(int=1), number=1, room="", active=True))
    assert count(sync, SyncLog) == 1


def test_an_old_fence_applies_nothing(sync: Sync) -> None:
    sync.fence += 1
    with pytest.raises(LeaseLost):
        apply(sync, put(1, holiday(1)))
    assert names(sync) == []


def test_rows_are_applied_without_being_logged_and_the_log_goes_on_afterwards(sync: Sync) -> None:
    def act(session: Session) -> None:
        with unlogged(session):
            session.execute(insert(Counter).values(id=UUID(int=1), number=1, room="", active=True))
        session.execute(insert(Counter).values(id=UUID(int=2), number=2, room="", active=True))

    sync.work.run(act)
    logged = sync.work.read(lambda session: list(session.scalars(select(SyncLog.entity_id))))
    assert logged == [UUID(int=2)]


# --- what this program does not know -----------------------------------------------------------------


def test_fault_e15_what_a_newer_program_wrote_is_parked_and_used_after_an_upgrade(sync: Sync) -> None:
    done = apply(
        sync,
        put(1, holiday(1, "baru"), schema=SCHEMA + 1),
        put(2, {"id": UUID(int=7)}, entity="employee"),
        put(3, holiday(2, "biasa")),
    )
    assert done == Applied(outcome=Outcome.APPLIED, after=3, changed=1, parked=2)
    assert sync.work.read(sync_log.pending).parked == 2
    assert sync.work.run(applying.replay_parked, fence=sync.fence, now=MORNING) == 0
    sync.work.run(run, update(SyncParked).where(SyncParked.seq == 1).values(schema=SCHEMA))
    assert sync.work.run(applying.replay_parked, fence=sync.fence, now=MORNING) == 1
    assert names(sync) == ["baru", "biasa"]
    assert sync.work.read(sync_log.pending).parked == 1


def test_a_parked_row_does_not_undo_what_came_after_it(sync: Sync) -> None:
    apply(
        sync,
        put(1, holiday(1, "lama"), schema=SCHEMA + 1, version=2),
        put(2, holiday(1, "baru"), version=3),
    )
    sync.work.run(run, update(SyncParked).values(schema=SCHEMA))
    sync.work.run(applying.replay_parked, fence=sync.fence, now=MORNING)
    assert (names(sync), count(sync, SyncParked), troubles(sync)) == (["baru"], 0, ())


def test_fault_e16_fields_that_this_program_does_not_know_are_kept(sync: Sync) -> None:
    apply(sync, put(1, holiday(1, "a", colour="merah", level=3)))
    (row,) = sync.work.read(lambda session: session.scalars(select(SyncRow)).all())
    assert row.extra is not None
    assert wire.decode(row.extra) == {"colour": "merah", "level": 3}
    # the row here is the one of central, though a part of it is not in its table
    apply(sync, put(2, holiday(1, "b", colour="biru"), version=2))
    assert (names(sync), troubles(sync)) == (["b"], ())


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"day": 20270101},
        {"day": "besok"},
        {"day": None},
        {"name": None},
        {"name": b"x"},
        {"name": "a\0b"},
        {"id": UUID(int=8)},
        {"kind": ["x"]},
    ],
)
def test_a_row_that_cannot_be_used_is_shown_and_the_rest_goes_on(sync: Sync, fields: dict[str, Any]) -> None:
    bad = {**holiday(1), **fields} if fields else {"id": UUID(int=1)}
    row = put(1, holiday(1), payload=wire.encode(bad))
    done = apply(sync, row, put(2, holiday(2, "baik")), put(3, holiday(3), payload=b"\xc1"))
    assert done == Applied(outcome=Outcome.APPLIED, after=3, changed=1, troubles=2)
    assert names(sync) == ["baik"]
    assert {trouble.kind for trouble in troubles(sync)} == {sync_troubles.UNUSABLE}


def test_what_the_office_owns_is_not_changed_by_central(sync: Sync) -> None:
    counter = {"id": UUID(int=1), "number": 1, "room": "", "active": True}
    done = apply(
        sync,
        put(1, counter, entity="counter"),
        put(2, holiday(1), epoch=EPOCH.bytes),
        put(3, holiday(2), id=b"short"),
    )
    assert (done.troubles, count(sync, Counter), names(sync)) == (3, 0, [])


def test_own_rows_that_differ_wait_for_the_incarnation_that_merges_them(sync: Sync) -> None:
    counter = {"id": UUID(int=1), "number": 1, "room": "A", "active": True}
    sync.work.run(run, insert(Counter).values(counter))
    sync.seal()
    same = put(4, counter, entity="counter", epoch=EPOCH.bytes)
    other = put(9, {**counter, "room": "B"}, entity="counter", epoch=EPOCH.bytes, version=7)
    for _ in range(2):  # a new incarnation pulls them all once more
        done = apply(sync, same, other, scope=own_scope("TGS"))
        assert (done.outcome, done.after, done.parked) == (Outcome.APPLIED, 9, 1)
        sync.work.run(run, text("DELETE FROM sync_cursor"))
    (kept,) = sync.work.read(lambda session: session.scalars(select(SyncParked)).all())
    assert (kept.seq, kept.payload) == (9, other.payload)
    assert sync.work.run(applying.replay_parked, fence=sync.fence, now=MORNING) == 0


# --- services ----------------------------------------------------------------------------------------


def service_fields(session: Session, code: str) -> dict[str, Any]:
    key = reference_id("service", code)
    return as_fields(read_rows(session, ENTITIES["service"], [key])[key])


def as_pulled(seq: int, entity: str, fields: dict[str, Any], **more: Any) -> Pulled:
    return put(
        seq, {**fields, "id": UUID(bytes=fields["id"])}, entity=entity, payload=wire.encode(fields), **more
    )


def test_at_enrolment_centrals_row_wins_by_its_code_and_the_difference_is_kept(
    office: OfficeUnderTest,
) -> None:
    sync = enrolled(office.work)
    ours = office.work.read(service_fields, "CT")
    theirs = {**ours, "name": "Cuti pegawai", "minutes": 33}
    same = office.work.read(service_fields, "KGB")
    done = apply(sync, as_pulled(1, "service", theirs), as_pulled(2, "service", same))
    assert done == Applied(outcome=Outcome.APPLIED, after=2, changed=2)
    assert office.work.read(service_fields, "CT") == theirs
    (trouble,) = troubles(sync)
    assert trouble.kind == sync_troubles.REPLACED
    assert (trouble.ours, trouble.theirs) == (wire.encode(ours), wire.encode(theirs))
    # known now: the next change of central's replaces nothing of ours
    office.work.run(lambda session: sync_troubles.settle(session, office_stamp(office), trouble=trouble.id))
    apply(sync, as_pulled(3, "service", {**theirs, "minutes": 34}, version=2))
    assert troubles(sync) == ()


def office_stamp(office: OfficeUnderTest) -> Any:
    return office.stamp(office.made.counters[0])


def test_a_service_that_central_deletes_is_switched_off_because_tickets_refer_to_it(
    office: OfficeUnderTest,
) -> None:
    sync = enrolled(office.work)
    office.take("CT")
    fields = office.work.read(service_fields, "CT")
    apply(sync, as_pulled(1, "service", fields))
    row = as_pulled(2, "service", fields, version=2, op=Kind.DELETE)
    assert apply(sync, Pulled(**{**_parts(row), "payload": b""})).outcome is Outcome.APPLIED
    key = reference_id("service", "CT")
    active = office.work.read(lambda session: session.scalar(select(Service.active).where(Service.id == key)))
    assert active is False


def _parts(row: Pulled) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row.__struct_fields__}


def test_a_service_may_come_before_its_group_and_one_without_a_group_is_shown(
    office: OfficeUnderTest,
) -> None:
    sync = enrolled(office.work)
    group = {
        "id": UUID(int=50), "code": "baru", "series": "Z", "name": "Baru", "name_en": "New", "icon": "",
        "position": 9, "daily_limit": None, "active": True,
    }  # fmt: skip
    fields = office.work.read(service_fields, "CT")
    new = {**fields, "id": UUID(int=51).bytes, "code": "BARU", "group_id": UUID(int=50).bytes}
    lost = {**new, "id": UUID(int=52).bytes, "code": "LAIN", "group_id": UUID(int=99).bytes}
    taken = {**new, "id": UUID(int=53).bytes, "code": "KGB"}
    done = apply(
        sync,
        as_pulled(1, "service", new),
        as_pulled(2, "service", lost),
        as_pulled(3, "service", taken),
        put(4, group, entity="service_group"),
    )
    assert (done.changed, done.troubles) == (2, 2)
    assert office.work.read(lambda session: session.get(ServiceGroup, UUID(int=50))) is not None
    assert office.work.read(lambda session: session.get(Service, UUID(int=51))) is not None


# --- the breaker of deletions ------------------------------------------------------------------------


def many(sync: Sync, number: int) -> None:
    apply(sync, *(put(n, holiday(n)) for n in range(1, number + 1)))


def test_one_deletion_goes_and_many_wait_for_a_person(office: OfficeUnderTest) -> None:
    sync = enrolled(office.work)
    office.work.run(run, delete(Holiday))
    many(sync, 40)
    assert apply(sync, gone(41, 1)).outcome is Outcome.APPLIED
    three = (gone(42, 2), gone(43, 3), put(44, holiday(99)))
    for _ in range(2):
        assert apply(sync, *three) == Applied(outcome=Outcome.STOPPED, after=41)
    assert len(names(sync)) == 39
    (trouble,) = troubles(sync)
    assert trouble.kind == sync_troubles.MANY_DELETIONS
    assert "menghapus 3 dari 40 baris hari libur" in trouble.reason
    office.work.run(sync_troubles.settle, office_stamp(office), trouble=trouble.id, allow=True)
    assert apply(sync, *three) == Applied(outcome=Outcome.APPLIED, after=44, changed=3)
    assert len(names(sync)) == 38
    assert apply(sync, gone(45, 4), gone(46, 5), gone(47, 6)).outcome is Outcome.STOPPED


def test_what_is_gone_or_unknown_already_is_not_counted(sync: Sync) -> None:
    many(sync, 10)
    apply(sync, gone(11, 1))
    assert apply(sync, gone(12, 1, version=3), gone(13, 77), gone(14, 78)).outcome is Outcome.APPLIED


def test_deletions_that_trickle_in_are_added_up_over_a_day(sync: Sync) -> None:
    many(sync, 40)
    assert [apply(sync, gone(40 + n, n)).outcome for n in (1, 2, 3)] == [
        Outcome.APPLIED, Outcome.APPLIED, Outcome.STOPPED
    ]  # fmt: skip


def test_only_what_asks_can_be_allowed_and_nothing_is_settled_twice(office: OfficeUnderTest) -> None:
    sync = enrolled(office.work)
    apply(sync, put(1, holiday(1)), put(2, holiday(1, "x")))
    (trouble,) = troubles(sync)
    with pytest.raises(Exception, match="tidak meminta izin"):
        office.work.run(sync_troubles.settle, office_stamp(office), trouble=trouble.id, allow=True)
    with pytest.raises(Exception, match="tidak ada lagi"):
        office.work.run(sync_troubles.settle, office_stamp(office), trouble=new_id())
    for _ in range(2):
        office.work.run(sync_troubles.settle, office_stamp(office), trouble=trouble.id)
    assert troubles(sync) == ()


def test_a_trigger_that_fails_leaves_the_page_unapplied(sync: Sync) -> None:
    sync.work.run(run, text("DROP TABLE sync_parked"))
    with pytest.raises(DBAPIError):
        apply(sync, put(1, holiday(1)), put(2, holiday(2), schema=SCHEMA + 1))
    assert (names(sync), sync.work.read(applying.cursor, MASTER)) == ([], 0)
