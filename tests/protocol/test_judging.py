"""What central decides about a hello, a push and a row."""

from hypothesis import given
from hypothesis import strategies as st

from bkpsdm_desktop.protocol import judging, wire
from bkpsdm_desktop.protocol.judging import Accept, Fate, Held, Known, judge_hello, judge_push, settle
from bkpsdm_desktop.protocol.messages import Hello, Kind, Op, Push, PushRefusal, Refused, Standing

EPOCH, OTHER = b"e" * 16, b"o" * 16


def op(number: int, words: str = "same") -> Op:
    return Op("ticket", number.to_bytes(16, "big"), Kind.PUT, 1, 3, wire.encode({"words": words}))


def links(ops: list[Op]) -> list[bytes]:
    """The chain at 0, 1, 2 ... of a log."""
    chains = [wire.NO_CHAIN]
    for seq, entry in enumerate(ops, 1):
        chains.append(judging.link_of(chains[-1], seq, entry))
    return chains


LOG = [op(number) for number in range(1, 9)]
FORKED = [*LOG[:3], *(op(number, "other") for number in range(4, 9))]


def central(applied: int, log: list[Op] = LOG) -> Known:
    chains = links(log)[: applied + 1]
    return Known(EPOCH, applied, lambda seq: chains[seq] if seq < len(chains) else None)


def hello(head: int, known: int, *, log: list[Op] = LOG, epoch: bytes = EPOCH, newest: int = 1) -> Hello:
    chain = links(log)[known]
    return Hello(
        key=b"", word=b"", audience="", epoch=epoch, oldest=newest, newest=newest, schema=3, head=head,
        known=known, chain=chain, cursors={}, program="", clock=0,
    )  # fmt: skip


def push(first: int, last: int, log: list[Op] = LOG, epoch: bytes = EPOCH) -> Push:
    return Push(epoch=epoch, first=first, before=links(log)[first - 1], ops=log[first - 1 : last])


# ---- hello


def test_an_office_that_stands_where_central_does_is_ok() -> None:
    assert judge_hello(central(5), hello(head=8, known=5)) is Standing.OK
    assert judge_hello(central(0), hello(head=0, known=0)) is Standing.OK


def test_an_office_that_knows_another_number_proves_its_chain_there() -> None:
    assert judge_hello(central(5), hello(head=8, known=2)) is Standing.PROVE
    assert judge_hello(central(2), hello(head=8, known=5)) is Standing.PROVE, "central was restored"


def test_an_office_with_less_than_central_holds_is_rewound() -> None:
    assert judge_hello(central(5), hello(head=4, known=4)) is Standing.REWOUND


def test_equal_numbers_with_another_chain_are_a_fork() -> None:
    assert judge_hello(central(5), hello(head=8, known=5, log=FORKED)) is Standing.FORK


def test_a_fork_is_found_already_at_the_number_that_the_office_believes() -> None:
    assert judge_hello(central(7), hello(head=8, known=5, log=FORKED)) is Standing.FORK


def test_only_the_newest_incarnation_is_known() -> None:
    assert judge_hello(central(5), hello(head=8, known=5, epoch=OTHER)) is Standing.STALE


def test_without_a_common_protocol_the_office_is_asked_to_update() -> None:
    assert judge_hello(central(5), hello(head=8, known=5, newest=0)) is Standing.UPGRADE


# ---- push


def accepted(known: Known, batch: Push) -> Accept:
    verdict = judge_push(known, batch)
    assert isinstance(verdict, Accept)
    return verdict


def refused(known: Known, batch: Push) -> PushRefusal:
    verdict = judge_push(known, batch)
    assert isinstance(verdict, Refused)
    assert verdict.applied == known.applied
    return verdict.why


def test_a_batch_that_follows_is_accepted_with_the_chain_of_each_entry() -> None:
    verdict = accepted(central(3), push(4, 8))
    assert (verdict.skip, list(verdict.links), verdict.acked) == (0, links(LOG)[4:], 8)
    assert verdict.chain == links(LOG)[8]


def test_a_batch_that_leaves_a_hole_is_refused() -> None:
    assert refused(central(3), push(5, 8)) is PushRefusal.GAP
    assert refused(central(3), Push(epoch=EPOCH, first=0, before=b"", ops=LOG)) is PushRefusal.GAP


def test_a_batch_of_another_incarnation_is_refused_before_anything_else() -> None:
    assert refused(central(3), push(5, 8, epoch=OTHER)) is PushRefusal.STALE


def test_a_batch_that_follows_another_log_is_a_fork() -> None:
    assert refused(central(5), push(6, 8, FORKED)) is PushRefusal.FORK


def test_a_batch_that_overlaps_with_other_content_is_a_fork() -> None:
    assert refused(central(5), push(3, 5, FORKED)) is PushRefusal.FORK
    assert refused(central(5), push(1, 8, FORKED)) is PushRefusal.FORK


def test_a_shared_prefix_is_acknowledged_only_as_far_as_it_goes() -> None:
    verdict = accepted(central(5), push(1, 3, FORKED))
    assert (verdict.acked, verdict.skip, verdict.links) == (3, 3, ())


def test_fault_e1_a_batch_sent_again_changes_nothing_and_gets_the_same_answer() -> None:
    first, again = accepted(central(3), push(4, 6)), accepted(central(6), push(4, 6))
    assert (first.acked, first.chain) == (again.acked, again.chain)
    assert (again.skip, again.links) == (3, ())


@given(st.integers(0, 8), st.integers(1, 8), st.integers(1, 8))
def test_fault_e2_a_batch_cut_otherwise_adds_what_is_missing_and_no_more(
    applied: int, first: int, last: int
) -> None:
    batch = push(first, max(first, last))
    verdict = judge_push(central(applied), batch)
    if first > applied + 1:
        assert isinstance(verdict, Refused)
        return
    assert isinstance(verdict, Accept)
    assert list(verdict.links) == links(LOG)[applied + 1 : verdict.acked + 1]
    assert verdict.skip == max(0, min(len(batch.ops), applied - first + 1))


def test_fault_e3_the_same_number_with_another_body_is_refused() -> None:
    assert refused(central(4), push(4, 4, FORKED)) is PushRefusal.FORK
    assert settle(Held(1, EPOCH, 11), Held(1, EPOCH, 12), mutable=False) is Fate.QUARANTINE


def test_an_empty_batch_is_accepted_and_moves_nothing() -> None:
    verdict = accepted(central(5), push(6, 5))
    assert (verdict.acked, verdict.chain) == (5, links(LOG)[5])


# ---- rows


def test_the_later_version_wins_and_the_other_is_kept() -> None:
    assert settle(None, Held(1, EPOCH, 11), mutable=True) is Fate.APPLY
    assert settle(Held(1, EPOCH, 11), Held(2, EPOCH, 12), mutable=True) is Fate.APPLY
    assert settle(Held(3, EPOCH, 11), Held(2, OTHER, 12), mutable=True) is Fate.HISTORY
    assert settle(Held(2, EPOCH, 11), Held(2, OTHER, 12), mutable=True) is Fate.APPLY, "the later incarnation"
    assert settle(Held(2, OTHER, 11), Held(2, OTHER, 12), mutable=True) is Fate.HISTORY


def test_what_is_held_already_changes_nothing() -> None:
    assert settle(Held(2, EPOCH, 11), Held(2, OTHER, 11), mutable=True) is Fate.SAME
    assert settle(Held(1, EPOCH, 11), Held(1, OTHER, 11), mutable=False) is Fate.SAME
    assert settle(Held(2, EPOCH, 11), Held(2, EPOCH, 11, deleted=True), mutable=True) is Fate.HISTORY


def test_content_of_another_incarnation_is_never_replaced_without_a_trace() -> None:
    assert judging.displaces(Held(2, EPOCH, 11), Held(3, OTHER, 12))
    assert not judging.displaces(Held(2, OTHER, 11), Held(3, OTHER, 12)), "its own writer went on"
    assert not judging.displaces(None, Held(1, EPOCH, 11))


def test_a_deletion_is_a_row_to_settle() -> None:
    gone = Op("visitor", b"v" * 16, Kind.DELETE, 4, 3, b"")
    assert judging.held(gone, OTHER, 0) == Held(4, OTHER, 0, deleted=True)
