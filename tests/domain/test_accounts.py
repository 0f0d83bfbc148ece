"""Usernames, passwords, PINs and locks."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bkpsdm_desktop.domain.accounts import (
    PASSWORD_LOCK,
    PIN_LOCK,
    Tries,
    check_password,
    check_pin,
    check_username,
)
from bkpsdm_desktop.domain.errors import Refused

NOW = datetime(2026, 11, 24, 2, 41, tzinfo=UTC)


@pytest.mark.parametrize("name", ["rani", "rani.contoh", "a1b", "r.c.2", " joko ", "a" * 32])
def test_a_username_has_small_letters_digits_and_dots_between(name: str) -> None:
    assert check_username(name) == name.strip()


@pytest.mark.parametrize(
    "name",
    [
        "",
        "ab",
        "Rani",
        "rani contoh",
        ".rani",
        "rani.",
        "a..b",
        "rani\n",
        "ränï",
        "rani_c",
        "a" * 33,
        "１２３",
    ],
)
def test_other_usernames_are_refused(name: str) -> None:
    if name.strip() != name:
        assert check_username(name) == name.strip()
        return
    with pytest.raises(Refused, match="Nama pengguna"):
        check_username(name)


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("pendek7", "paling sedikit 8 karakter. Anda mengetik 7"),
        ("x" * 129, "paling banyak 128 karakter. Anda mengetik 129"),
        ("Rani.Contoh", "sama dengan nama pengguna"),
        ("KataSandi", "terlalu sering"),
        ("zzzzzzzzzz", "terlalu sering"),
    ],
)
def test_a_weak_password_is_refused_with_the_reason(password: str, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        check_password(password, username="rani.contoh", common={"katasandi"})


@given(st.text(min_size=8, max_size=128).filter(lambda text: len(set(text.lower())) > 1))
def test_any_other_password_of_8_to_128_characters_is_accepted(password: str) -> None:
    check_password(password, username="no", common=frozenset())


@pytest.mark.parametrize(
    "pin", ["12345", "123456789", "12345a", "１２３４５６", "111111", "123456", "87654321", ""]
)
def test_a_bad_pin_is_refused(pin: str) -> None:
    with pytest.raises(Refused):
        check_pin(pin)


@pytest.mark.parametrize("pin", ["274913", "0011223", "80462915"])
def test_a_pin_has_6_to_8_digits(pin: str) -> None:
    check_pin(pin)


def test_the_fifth_wrong_try_locks_and_the_count_starts_anew() -> None:
    tries = Tries()
    for _ in range(4):
        tries = PASSWORD_LOCK.after_wrong(tries, NOW)
        assert PASSWORD_LOCK.remaining(tries, NOW) is None
    tries = PASSWORD_LOCK.after_wrong(tries, NOW)
    assert PASSWORD_LOCK.remaining(tries, NOW) == timedelta(minutes=5)
    assert PASSWORD_LOCK.remaining(tries, NOW + timedelta(minutes=5)) is None
    assert tries.wrong == 0


def test_fault_c2_a_lock_set_by_a_clock_that_ran_ahead_does_not_hold() -> None:
    tries = Tries(until=NOW + timedelta(days=2))
    assert PIN_LOCK.remaining(tries, NOW) is None
