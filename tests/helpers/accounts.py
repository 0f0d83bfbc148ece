"""Accounts for tests: hashing that costs nothing, a key that is always the same."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bkpsdm_desktop.app.desk import Desk, LoginDesk
from bkpsdm_desktop.services.passwords import Passwords
from bkpsdm_desktop.services.rows import PersonRow

QUICK = Passwords(memory_kib=8, passes=1)


class TestKey:
    """A station's key (``ports.Signer``) made from one byte."""

    __test__ = False

    def __init__(self, seed: int = 1) -> None:
        self._private = Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)

    @property
    def public_key(self) -> str:
        return self._private.public_key().public_bytes_raw().hex()

    def sign(self, message: bytes) -> bytes:
        return self._private.sign(message)


async def signed_in(desk: Desk, username: str, password: str) -> PersonRow:
    """Sign in at a station, with a password of the person's own."""
    answer = await LoginDesk(desk).sign_in(username=username, password=password)
    assert isinstance(answer, PersonRow)
    return answer
