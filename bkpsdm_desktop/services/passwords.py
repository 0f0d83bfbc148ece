"""Hashing of passwords and PINs. Slow on purpose, so never inside a transaction."""

import secrets
import unicodedata
from base64 import b64encode
from functools import cache
from typing import NewType

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import ARGON2_VERSION, Type

from bkpsdm_desktop import assets
from bkpsdm_desktop.domain.accounts import LONGEST_PASSWORD, check_password, check_pin

SecretHash = NewType("SecretHash", str)

# RFC 9106 recommends 64 MiB and 3 passes where memory is short. One lane, because a station has few cores
# and the window needs one: about 50 to 100 ms on an office PC, and as much for each guess.
_MEMORY_KIB, _PASSES, _LANES = 64 * 1024, 3, 1


class Passwords:
    """Makes and checks argon2id hashes. ``memory_kib`` and ``passes`` are lowered by tests alone."""

    def __init__(self, *, memory_kib: int = _MEMORY_KIB, passes: int = _PASSES) -> None:
        self._hasher = PasswordHasher(
            time_cost=passes,
            memory_cost=memory_kib,
            parallelism=_LANES,
            hash_len=32,
            salt_len=16,
            type=Type.ID,
        )

    def hash_password(self, password: str, *, username: str) -> SecretHash:
        """The hash of a new password. Raises ``Refused`` when the password breaks the rules."""
        check_password(password, username=username, common=_common_passwords())
        return SecretHash(self._hasher.hash(_bytes(password)))

    def hash_pin(self, pin: str) -> SecretHash:
        """The hash of a new PIN. Raises ``Refused`` when it is no good PIN."""
        check_pin(pin)
        return SecretHash(self._hasher.hash(_bytes(pin)))

    def matches(self, stored: str | None, secret: str) -> bool:
        """Whether a secret belongs to a hash. Without a hash (nobody has that name) it takes as long."""
        possible = stored if stored and len(secret) <= LONGEST_PASSWORD else None
        try:
            self._hasher.verify(possible or self.decoy(), _bytes(secret[:LONGEST_PASSWORD]))
        except (VerificationError, InvalidHashError):
            return False
        return possible is not None

    def decoy(self) -> str:
        """A hash in the form of the others that no password has: random, for no work is wanted here."""
        salt, digest = (_base64(secrets.token_bytes(length)) for length in (16, 32))
        costs = f"m={self._hasher.memory_cost},t={self._hasher.time_cost},p={self._hasher.parallelism}"
        return f"$argon2id$v={ARGON2_VERSION}${costs}${salt}${digest}"


def _base64(content: bytes) -> str:
    return b64encode(content).decode().rstrip("=")


def _bytes(secret: str) -> bytes:
    """One form for what looks and is typed alike; anything a keyboard can send has one."""
    return unicodedata.normalize("NFC", secret).encode("utf-8", "surrogatepass")


@cache
def _common_passwords() -> frozenset[str]:
    path = assets.resource("accounts", "common_passwords.txt")
    return frozenset(path.read_text(encoding="utf-8").split())
