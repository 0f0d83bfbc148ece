"""The numbers of the queue: all of them have limits, words, and an example that follows the real rule."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.queue import Priority, RecentCalls, Waiting
from bkpsdm_desktop.domain.queue_rules import (
    LIMITS,
    CounterQueue,
    change_words,
    changes,
    check_rules,
    example,
    next_calls,
    sentences,
)
from bkpsdm_desktop.domain.ticket import QueueRules

NOW = datetime(2026, 11, 24, 2, 41, tzinfo=UTC)
RULES = st.builds(
    QueueRules,
    finish_and_call=st.booleans(),
    **{name: st.integers(limit.least, limit.most) for name, limit in LIMITS.items()},
)


def test_every_number_has_its_limit_and_the_first_ones_are_within() -> None:
    assert {*LIMITS, "finish_and_call"} == {field.name for field in fields(QueueRules)}
    assert check_rules(QueueRules()) == QueueRules()


@pytest.mark.parametrize("name", LIMITS)
def test_a_number_outside_its_limits_is_refused_with_them(name: str) -> None:
    limit = LIMITS[name]
    sentence = f"{limit.words} dari {limit.least} sampai {limit.most} {limit.unit}"
    for value in (limit.least - 1, limit.most + 1):
        wrong = replace(QueueRules(), **{name: value})  # type: ignore[arg-type]
        with pytest.raises(Refused, match=sentence):
            check_rules(wrong)


@given(RULES)
def test_the_example_calls_everybody_once_and_first_who_waits_too_long(rules: QueueRules) -> None:
    lines = example(rules, now=NOW)
    assert len({line.label for line in lines}) == len(lines) == 12
    late = [line for line in lines if line.waited > rules.wait_limit_minutes]
    assert [line.waited for line in lines[: len(late)]] == sorted(
        (line.waited for line in late), reverse=True
    )
    assert all(sentence.endswith(".") for sentence in sentences(rules))


def test_the_example_of_the_first_rules() -> None:
    assert [(line.label, line.who, line.why) for line in example(QueueRules(), now=NOW)[:4]] == [
        ("K004", "reguler", "Lewat 45 menit"),
        ("C012", "janji 09.39", "Janji pukul 09.39 WIB"),
        ("K007", "janji 09.40", "Janji pukul 09.40 WIB"),
        ("C009", "reguler", "Menunggu paling lama"),
    ]


def test_more_regular_numbers_before_a_priority_move_it_back() -> None:
    def place(regular: int) -> int:
        lines = example(QueueRules(regular_per_priority=regular), now=NOW)
        return next(line.place for line in lines if line.who == "prioritas lansia")

    assert [place(regular) for regular in (1, 2, 3)] == [2, 5, 6]


def test_nought_has_words_of_its_own() -> None:
    told = " ".join(sentences(QueueRules(return_minutes=0, auto_lock_minutes=0)))
    assert "yang terlambat mengambil nomor baru" in told
    assert "Layar loket tidak terkunci sendiri." in told


def test_what_is_other_is_told_with_old_and_new_value() -> None:
    assert changes(QueueRules(), QueueRules(max_calls=2)) == {"max_calls": [3, 2]}
    assert changes(QueueRules(), QueueRules()) == {}


def test_a_change_is_told_in_words() -> None:
    assert change_words("max_calls", 3, 2) == "Panggilan paling banyak 3 → 2 kali"
    assert change_words("finish_and_call", False, True) == "Selesai langsung memanggil"


def _waiting(number: int, minutes: int, priority: Priority | None = None) -> Waiting:
    came = NOW - timedelta(minutes=minutes)
    return Waiting(
        id=UUID(int=number), series="C", number=number, service="", priority=priority, place_at=came,
        queued_at=came,
    )  # fmt: skip


def test_the_effect_on_the_next_call_of_each_open_counter_is_told() -> None:
    waiting = (_waiting(1, 20), _waiting(2, 5, Priority.ELDERLY))
    queues = (
        CounterQueue(counter=1, waiting=waiting, recent=RecentCalls(regular_since_priority=("C009",))),
        CounterQueue(counter=3, waiting=(), recent=RecentCalls()),
    )
    rules = QueueRules()
    assert next_calls(queues, rules, QueueRules(regular_per_priority=1), now=NOW) == (
        "Panggilan berikutnya pukul 09.41: loket 1 C002 (semula C001), loket 3 tidak ada."
    )
    assert next_calls(queues, rules, rules, now=NOW).startswith(
        "Panggilan berikutnya pukul 09.41: loket 1 C001,"
    )
    assert next_calls(queues, rules, QueueRules(max_calls=2), now=NOW).startswith(
        "Panggilan berikutnya pukul 09.41 tetap: loket 1 C001,"
    )
    assert next_calls((), rules, rules, now=NOW).startswith("Belum ada loket yang buka")
