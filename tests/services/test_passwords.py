"""Hashes of passwords."""

import argon2
import pytest

from bkpsdm_desktop.services.passwords import Passwords
from tests.helpers.accounts import QUICK


@pytest.mark.parametrize("passwords", [Passwords(), QUICK])
def test_a_name_that_nobody_has_costs_the_same_work_as_a_wrong_password(passwords: Passwords) -> None:
    """The decoy is no broken hash, which would be refused at once."""
    decoy, real = passwords.decoy(), passwords.hash_password("kopi pagi di loket", username="rani")
    assert argon2.extract_parameters(decoy) == argon2.extract_parameters(real)
    with pytest.raises(argon2.exceptions.VerifyMismatchError):
        argon2.PasswordHasher().verify(decoy, "kopi pagi di loket")
    assert not passwords.matches(None, "kopi pagi di loket")
    assert passwords.matches(real, "kopi pagi di loket")


def test_every_decoy_is_another() -> None:
    assert QUICK.decoy() != QUICK.decoy()
