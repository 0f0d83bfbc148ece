"""Secrets of the server: made at random, kept as hashes. They are long, so a plain hash is enough."""

import secrets
from hashlib import sha256

from bkpsdm_desktop.domain.numbers import crockford, groups_of_four

_CODE_BYTES = 10
_MISREAD = str.maketrans("OIL", "011")


def new_word() -> bytes:
    """A challenge that nobody can foresee."""
    return secrets.token_bytes(32)


def new_token() -> str:
    """A bearer token or a cookie."""
    return secrets.token_urlsafe(32)


def new_code() -> str:
    """An enrolment code of 80 bits as people copy it: ``7KQ4-M2XV-9RT0-WE5Z``."""
    return groups_of_four(crockford(secrets.token_bytes(_CODE_BYTES)))


def plain_code(typed: str) -> str:
    """A code as it was meant: without dashes and spaces, O, I and L read as 0, 1 and 1."""
    return "".join(c for c in typed.upper() if c.isascii() and c.isalnum()).translate(_MISREAD)


def hashed(secret: str | bytes) -> bytes:
    """What is stored of a secret."""
    return sha256(secret.encode() if isinstance(secret, str) else secret).digest()
