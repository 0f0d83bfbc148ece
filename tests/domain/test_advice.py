"""U58: one thing to do, by a rule that can be read, with its figures."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bkpsdm_desktop.domain.advice import NOTHING, ClerkFact, Facts, GroupFact, HeldFact, Todo, advise


def minutes(number: float | None) -> timedelta | None:
    return None if number is None else timedelta(minutes=number)


def group(
    code: str, waiting: int = 3, longest: float | None = 5, p90: float | None = None, counters: int = 1
) -> GroupFact:
    return GroupFact(
        code=code, name=code.title(), waiting=waiting, longest=minutes(longest), p90=minutes(p90),
        counters=counters,
    )  # fmt: skip


def clerk(number: int, name: str, *groups: str, counter: int | None = None) -> ClerkFact:
    return ClerkFact(id=UUID(int=number), name=name, groups=frozenset(groups), counter=counter)


CALM = Facts(
    alarms=(), held=(), groups=(group("CUTI"),), clerks=(), free_counters=(), broken=(),
    wait_limit=timedelta(minutes=45), p90_target=timedelta(minutes=30),
)  # fmt: skip
LATE = group("CUTI", waiting=8, longest=34, p90=38, counters=2)
AGUS = clerk(1, "Agus Permisalan", "CUTI")
HELD = HeldFact(ticket=UUID(int=9), label="C012", counter=3, silent=timedelta(minutes=8))


def test_ux_u58_the_sentence_of_the_book() -> None:
    advice = advise(replace(CALM, groups=(LATE,), clerks=(AGUS,), free_counters=(6, 7)))
    assert (advice.fact, advice.verb) == ("Buka Loket 6 untuk Cuti.", "Buka Loket 6")
    assert advice.reason == "Tunggu p90 38 menit, target 30. Agus Permisalan bebas."
    assert (advice.todo, advice.counter, advice.person) == (Todo.OPEN_COUNTER, 6, AGUS.id)
    assert advice.sums[0] == "Cuti: 8 orang menunggu, 2 loket dapat melayani."


def test_nothing_to_do_is_said_so() -> None:
    assert advise(CALM) is NOTHING
    assert NOTHING.fact == "Tidak ada yang perlu dilakukan sekarang."


def test_the_longest_wait_counts_against_the_limit_too() -> None:
    advice = advise(replace(CALM, groups=(group("CUTI", longest=50),), clerks=(AGUS,), free_counters=(6,)))
    assert advice.reason.startswith("Terlama 50 menit, batas 45.")
    assert advise(replace(CALM, groups=(group("CUTI", longest=45, p90=30),))) is NOTHING


def test_waits_of_a_group_for_which_nobody_waits_any_more_are_past() -> None:
    assert advise(replace(CALM, groups=(group("CUTI", waiting=0, longest=None, p90=60),))) is NOTHING


def test_the_worst_group_comes_first() -> None:
    groups = (group("CUTI", longest=50), group("PENSIUN", longest=90))
    clerks = (clerk(1, "Agus Permisalan", "CUTI", "PENSIUN"),)
    advice = advise(replace(CALM, groups=groups, clerks=clerks, free_counters=(6,)))
    assert advice.subject == "PENSIUN"


def test_a_clerk_on_a_break_goes_on_at_the_own_counter_only_when_nobody_is_free() -> None:
    resting = clerk(2, "Joko Umpama", "CUTI", counter=4)
    late = replace(CALM, groups=(LATE,), free_counters=(6,))
    assert advise(replace(late, clerks=(resting, AGUS))).counter == 6
    advice = advise(replace(late, clerks=(resting,)))
    assert (advice.counter, advice.person) == (4, resting.id)
    assert "Joko Umpama sedang jeda" in advice.reason


@pytest.mark.parametrize(
    ("clerks", "free", "lacks"),
    [
        ((), (6,), "Tidak ada petugas bebas berkeahlian itu."),
        ((clerk(1, "Agus Permisalan", "PENSIUN"),), (6,), "Tidak ada petugas bebas berkeahlian itu."),
        ((AGUS,), (), "Tidak ada loket tutup yang ber-PC."),
    ],
)
def test_what_lacks_is_said(clerks: tuple[ClerkFact, ...], free: tuple[int, ...], lacks: str) -> None:
    advice = advise(replace(CALM, groups=(LATE,), clerks=clerks, free_counters=free))
    assert advice.todo is Todo.WAITS
    assert lacks in advice.reason
    assert advice.verb == "Lihat yang menunggu"


def test_people_whom_nobody_may_serve_come_before_long_waits() -> None:
    groups = (LATE, group("PENSIUN", waiting=1, longest=1, counters=0))
    clerks = (AGUS, clerk(2, "Joko Umpama", "PENSIUN"))
    advice = advise(replace(CALM, groups=groups, clerks=clerks, free_counters=(6,)))
    assert (advice.subject, advice.person) == ("PENSIUN", clerks[1].id)
    assert "belum ada loket yang melayani" in advice.reason


def test_fault_d10_what_a_silent_pc_holds_comes_before_waits() -> None:
    advice = advise(replace(CALM, groups=(LATE,), clerks=(AGUS,), free_counters=(6,), held=(HELD,)))
    assert (advice.todo, advice.ticket) == (Todo.RELEASE, HELD.ticket)
    assert advice.fact == "Lepaskan C012 dari Loket 3."
    assert "8 menit" in advice.reason


def test_an_alarm_comes_before_everything_and_a_device_last() -> None:
    broken = (("Mesin antrean 1", "kertas habis"),)
    advice = advise(replace(CALM, alarms=("Loket 2",), held=(HELD,), broken=broken))
    assert advice.todo is Todo.ALARM
    assert advise(replace(CALM, broken=broken)).fact == "Periksa Mesin antrean 1."
    assert advise(replace(CALM, held=(HELD,), broken=broken)).todo is Todo.RELEASE


_SPANS = st.one_of(st.none(), st.integers(0, 200))
_GROUPS = st.lists(
    st.builds(
        group,
        st.sampled_from(["CUTI", "PENSIUN", "KARTU"]),
        st.integers(0, 9),
        _SPANS,
        _SPANS,
        st.integers(0, 3),
    ),
    max_size=4,
)


@given(_GROUPS, st.booleans(), st.booleans(), st.booleans())
def test_there_is_always_one_advice_with_a_sentence_and_what_is_done_has_a_verb(
    groups: list[GroupFact], away: bool, room: bool, held: bool
) -> None:
    facts = replace(
        CALM, groups=groups, clerks=(AGUS,) if away else (), free_counters=(6,) if room else (),
        held=(HELD,) if held else (),
    )  # fmt: skip
    advice = advise(facts)
    assert advice.fact.endswith(".")
    assert (advice.todo is Todo.NOTHING) == (not advice.verb)
    assert advice.todo is not Todo.OPEN_COUNTER or (advice.counter is not None and advice.person is not None)
