"""A small file beside an encrypted database that knows the right key.

With a wrong key and with damage SQLCipher says the same: not a database. The canary tells them apart.
"""

import hashlib
import hmac
import os
from pathlib import Path

_LABEL = b"bkpsdm-canary-1"


def canary_path(database: Path) -> Path:
    """Where the canary of a database is."""
    return database.with_name(database.name + ".canary")


def write_canary(database: Path, key: bytes) -> None:
    """Make the canary for a database's key."""
    nonce = os.urandom(16)
    body = nonce + _mac(key, nonce)
    canary_path(database).write_bytes(body + hashlib.sha256(body).digest())


def canary_knows(database: Path, key: bytes) -> bool | None:
    """Whether a key is the right one; ``None`` when there is no canary or it is damaged itself."""
    try:
        data = canary_path(database).read_bytes()
    except OSError:
        return None
    nonce, mac, digest = data[:16], data[16:48], data[48:]
    if digest != hashlib.sha256(data[:48]).digest():
        return None
    return hmac.compare_digest(mac, _mac(key, nonce))


def _mac(key: bytes, nonce: bytes) -> bytes:
    return hmac.digest(key, _LABEL + nonce, "sha256")
