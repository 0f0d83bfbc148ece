"""Rules for usernames, passwords and the kiosk's PIN, and how long wrong tries lock.

Passwords after OWASP ASVS 5.0, 6.2: at least 8 characters, long ones allowed, no rules of composition, no
forced change, none that everybody uses.
"""

import re
from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.numbers import CROCKFORD, crockford

_USERNAME = re.compile(r"[a-z0-9]+(\.[a-z0-9]+)*")
_SHORTEST = 8
LONGEST_PASSWORD = 128


def check_username(username: str) -> str:
    """The username, outer spaces removed.

    Raises ``Refused`` unless it has 3 to 32 small letters and digits, dots between them.
    """
    name = username.strip()
    if not 3 <= len(name) <= 32 or not _USERNAME.fullmatch(name):
        raise Refused(
            "Nama pengguna terdiri atas 3 sampai 32 huruf kecil (a-z) atau angka, boleh dengan titik di "
            "antaranya. Contoh: rani.contoh."
        )
    return name


def check_password(password: str, *, username: str, common: Set[str]) -> None:
    """Raise ``Refused`` for a password that is too short, too long, the username, or in everybody's use.

    ``common`` holds passwords in small letters.
    """
    if len(password) < _SHORTEST:
        raise Refused(f"Kata sandi paling sedikit {_SHORTEST} karakter. Anda mengetik {len(password)}.")
    if len(password) > LONGEST_PASSWORD:
        raise Refused(f"Kata sandi paling banyak {LONGEST_PASSWORD} karakter. Anda mengetik {len(password)}.")
    lower = password.lower()
    if lower == username:
        raise Refused("Kata sandi tidak boleh sama dengan nama pengguna.")
    if lower in common or len(set(lower)) == 1:
        raise Refused("Kata sandi ini terlalu sering dipakai orang dan mudah ditebak. Pilih yang lain.")


START_CODE_BYTES = 5
START_CODE_LIFE = timedelta(days=3)


def start_code(randomness: bytes) -> str:
    """A code that stands for a password until its owner has chosen one: eight Crockford characters, which
    nobody confuses when reading them out. ``randomness`` has 5 bytes."""
    if len(randomness) != START_CODE_BYTES:
        raise ValueError("a start code is made of 5 random bytes")
    return crockford(randomness)


def typed_start_code(text: str) -> str:
    """What was typed as a start code, in the form that :func:`start_code` gives: capitals, no gaps, and the
    letters O, I and L as the digits that they were read for."""
    compact = "".join(text.upper().split()).replace("-", "").translate(str.maketrans("OIL", "011"))
    return compact if set(compact) <= set(CROCKFORD) else text


def check_pin(pin: str) -> None:
    """Raise ``Refused`` unless a PIN has 6 to 8 digits that are neither all equal nor in a row."""
    if not re.fullmatch(r"[0-9]{6,8}", pin):
        raise Refused("PIN terdiri atas 6 sampai 8 angka.")
    steps = {ord(after) - ord(before) for before, after in pairwise(pin)}
    if steps in ({0}, {1}, {-1}):
        raise Refused("PIN ini mudah ditebak. Jangan memakai angka yang sama atau berurutan.")


def check_station_pin(pin: str) -> None:
    """Raise ``Refused`` unless a clerk's PIN has 6 digits that are not easily guessed."""
    if not re.fullmatch(r"[0-9]{6}", pin):
        raise Refused("PIN terdiri atas 6 angka.")
    check_pin(pin)
    if pin in (pin[:2] * 3, pin[:3] * 2):
        raise Refused("PIN ini mudah ditebak. Jangan memakai angka yang berulang.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tries:
    """Wrong tries so far, and until when no try counts."""

    wrong: int = 0
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LockRule:
    """After ``limit`` wrong tries in a row nothing is accepted for ``span``."""

    limit: int
    span: timedelta

    def remaining(self, tries: Tries, now: datetime) -> timedelta | None:
        """How long a lock still lasts; ``None`` when there is none.

        A lock that would last longer than the rule says was set by a wrong clock and does not hold.
        """
        if tries.until is None or not now < tries.until <= now + self.span:
            return None
        return tries.until - now

    def after_wrong(self, tries: Tries, now: datetime) -> Tries:
        """The state after one more wrong try; the count starts anew with each lock."""
        wrong = tries.wrong + 1
        return Tries(until=now + self.span) if wrong >= self.limit else Tries(wrong=wrong)


PASSWORD_LOCK = LockRule(limit=5, span=timedelta(minutes=5))
PIN_LOCK = LockRule(limit=5, span=timedelta(seconds=60))
