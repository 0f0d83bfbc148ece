"""The key of a station: made at its first start, kept in a file that only its account may read."""

import os
import stat
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bkpsdm_desktop.domain.errors import Refused

_KEY_BYTES = 32


class StationKey:
    """An Ed25519 key that signs for a station (``services.ports.Signer``)."""

    def __init__(self, private: bytes) -> None:
        self._private = Ed25519PrivateKey.from_private_bytes(private)

    @property
    def public_key(self) -> str:
        return self._private.public_key().public_bytes_raw().hex()

    def sign(self, message: bytes) -> bytes:
        return self._private.sign(message)


def load_or_create_station_key(path: Path) -> StationKey:
    """The station's key; a new one when there is no file yet.

    Raises ``Refused`` when the file can be read by others or holds no key: a new key would break the line
    of signatures without anybody having said so.
    """
    if not path.exists():
        # Written beside and renamed: a cut in between leaves no half of a key.
        draft = path.with_name(path.name + ".baru")
        draft.unlink(missing_ok=True)
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
            stream.write(os.urandom(_KEY_BYTES))
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(draft, path)
    return _load(path)


def _load(path: Path) -> StationKey:
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise Refused(f"Kunci stasiun {path} dapat dibaca akun lain. Ubah izinnya menjadi 0600.")
    private = path.read_bytes()
    if len(private) != _KEY_BYTES:
        raise Refused(f"Kunci stasiun {path} rusak. Pindahkan berkas itu, lalu daftarkan stasiun ini lagi.")
    return StationKey(private)
