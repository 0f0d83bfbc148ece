"""The sealed log as the engine sees it: positions, batches, what is acknowledged, pruning, digests."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import Executable, delete, insert, update
from sqlalchemy.orm import Session

from bkpsdm_desktop.protocol import wire
from bkpsdm_desktop.protocol.messages import Sum
from bkpsdm_desktop.protocol.wire import Digest
from bkpsdm_desktop.services import sync_log, sync_state
from bkpsdm_desktop.services.sync_state import LeaseLost
from bkpsdm_desktop.store.sync_tables import SyncCursor, SyncState
from bkpsdm_desktop.store.tables import Counter, SeriesGap
from bkpsdm_desktop.store.work import Work
from tests.helpers.office import MORNING
from tests.helpers.syncing import EPOCH, Sync, enrolled


def run(session: Session, statement: Executable) -> None:
    session.execute(statement)


def add_counters(sync: Sync, first: int, last: int) -> None:
    for number in range(first, last + 1):
        row = {"id": UUID(int=number), "number": number, "room": "A" * number, "active": True}
        sync.work.run(run, insert(Counter).values(row))
    sync.seal()


@pytest.fixture
def sync(work: Work) -> Sync:
    made = enrolled(work)
    add_counters(made, 1, 5)
    return made


def sent(sync: Sync, seq: int) -> None:
    sync.work.run(sync_log.save_sent, fence=sync.fence, seq=seq)


def test_where_an_office_stands(sync: Sync) -> None:
    sent(sync, 3)
    sync.work.run(run, insert(SyncCursor).values(scope="master", after=12))
    at = sync.work.read(sync_log.position)
    assert at is not None
    chains = [entry.chain for entry in sync.entries()]
    assert (at.head, at.chain, at.sent, at.sent_chain) == (5, chains[4], 3, chains[2])
    assert (at.epoch, at.cursors, at.office_code) == (EPOCH, {"master": 12}, "TGS")
    assert sync.work.read(sync_log.chain_at, 0) == wire.NO_CHAIN
    assert sync.work.read(sync_log.chain_at, 6) is None
    sync.work.run(run, update(SyncState).values(epoch=None))
    assert sync.work.read(sync_log.position) is None


def test_who_never_was_enrolled_stands_nowhere(work: Work) -> None:
    assert work.read(sync_log.position) is None
    assert work.read(sync_log.pending) == sync_log.Pending(unsealed=0, unsent=0, parked=0)


def test_a_batch_is_of_so_many_rows_or_bytes_and_of_one_at_least(sync: Sync) -> None:
    work = sync.work
    whole = work.read(sync_log.batch, after=0, rows=100, size=100_000)
    assert whole is not None
    assert [op.payload for op in whole.ops] == [entry.payload for entry in sync.entries()]
    assert (whole.first, whole.before) == (1, wire.NO_CHAIN)
    part = work.read(sync_log.batch, after=2, rows=2, size=100_000)
    assert part is not None
    assert (part.first, part.before, len(part.ops)) == (3, sync.entries()[1].chain, 2)
    tiny = work.read(sync_log.batch, after=0, rows=100, size=1)
    assert tiny is not None
    assert len(tiny.ops) == 1
    assert work.read(sync_log.batch, after=5, rows=100, size=100) is None
    assert work.read(sync_log.batch, after=9, rows=100, size=100) is None


def test_what_is_sent_follows_central_also_backwards_and_never_past_the_log(sync: Sync) -> None:
    sent(sync, 5)
    sent(sync, 2)
    assert sync.work.read(sync_log.pending).unsent == 3
    for wrong in (-1, 6):
        with pytest.raises(ValueError, match="not in the log"):
            sent(sync, wrong)
    with pytest.raises(LeaseLost):
        sync.work.run(sync_log.save_sent, fence=sync.fence + 1, seq=5)
    assert sync.work.read(sync_log.pending).unsent == 3


def test_pending_counts_what_is_not_sealed_and_not_sent(sync: Sync) -> None:
    sync.work.run(run, update(Counter).values(room="Z"))
    assert sync.work.read(sync_log.pending) == sync_log.Pending(unsealed=5, unsent=5, parked=0)


def test_entries_go_when_they_are_acknowledged_and_old_and_the_last_one_stays(sync: Sync) -> None:
    later = MORNING + sync_log.KEPT
    prune = sync_log.prune
    assert sync.work.run(prune, now=later) == 0  # nothing is acknowledged
    sync.now = MORNING + timedelta(days=20)
    add_counters(sync, 6, 8)
    sent(sync, 7)
    assert sync.work.run(prune, now=later - timedelta(seconds=1)) == 0
    assert sync.work.run(prune, now=later, most=2) == 2
    assert sync.work.run(prune, now=later) == 3
    assert [entry.seq for entry in sync.entries()] == [6, 7, 8]
    assert sync.work.run(prune, now=MORNING + timedelta(days=90)) == 1
    assert [entry.seq for entry in sync.entries()] == [7, 8]
    assert sync.work.read(sync_log.chain_at, 6) is None
    rest = sync.work.read(sync_log.batch, after=7, rows=9, size=9_000)
    assert rest is not None
    assert len(rest.ops) == 1


def test_the_log_goes_on_from_what_is_left_of_it(sync: Sync) -> None:
    sent(sync, 5)
    sync.work.run(sync_log.prune, now=MORNING + timedelta(days=90))
    add_counters(sync, 6, 6)
    last = sync.entries()
    assert [entry.seq for entry in last] == [5, 6]
    key = (last[1].entity, last[1].entity_id.bytes)
    assert last[1].chain == wire.chained(last[0].chain, 6, *key, "P", last[1].payload)


def test_a_digest_adds_up_the_offices_rows_by_entity_and_day(sync: Sync) -> None:
    for day in (0, 0, 1):
        at = MORNING + timedelta(days=day)
        gap = {
            "id": sync_id(), "business_day": at.date(), "series": "A", "first": 1, "last": 2, "reason": "",
            "at": at,
        }  # fmt: skip
        sync.work.run(run, insert(SeriesGap).values(gap))
    sync.work.run(run, delete(Counter).where(Counter.number == 5))
    sync.seal()
    sums = sync.work.read(sync_log.digest)
    assert [(each.entity, each.day, each.count) for each in sums] == [
        ("counter", "", 5), ("series_gap", "2026-11-24", 2), ("series_gap", "2026-11-25", 1)
    ]  # fmt: skip
    hashes = [entry.row_hash for entry in sync.entries()[:4]] + [wire.row_hash(b"")]
    told = Digest.of(hashes)
    assert sums[0] == Sum("counter", "", told.count, told.high, told.low)
    assert sync.work.read(sync_log.digest, entity="counter") == sums[:1]
    assert sync.work.read(sync_log.digest, since="2026-11-25") == sums[2:]


_ids = iter(range(100, 1_000_000))


def sync_id() -> UUID:
    return UUID(int=next(_ids))


def test_a_contact_is_noted_with_the_clock_of_central(sync: Sync) -> None:
    ahead = timedelta(minutes=12, microseconds=1)
    sync.work.run(sync_state.note_contact, at=MORNING, clock_offset=ahead)
    here = sync.work.read(sync_state.place)
    assert here is not None
    assert (here.contact_at, here.clock_offset) == (MORNING, ahead)
