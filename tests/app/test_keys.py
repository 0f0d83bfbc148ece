"""The station's key file."""

import os
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from bkpsdm_desktop.app.keys import load_or_create_station_key
from bkpsdm_desktop.domain.errors import Refused


def test_the_first_start_makes_a_key_that_only_its_account_reads(tmp_path: Path) -> None:
    path = tmp_path / "stasiun.key"
    key = load_or_create_station_key(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert load_or_create_station_key(path).public_key == key.public_key
    Ed25519PublicKey.from_public_bytes(bytes.fromhex(key.public_key)).verify(key.sign(b"x"), b"x")


def test_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "stasiun.key"
    load_or_create_station_key(path)
    os.chmod(path, 0o644)
    with pytest.raises(Refused, match="0600"):
        load_or_create_station_key(path)


def test_a_damaged_key_is_not_replaced_in_silence(tmp_path: Path) -> None:
    path = tmp_path / "stasiun.key"
    path.touch(mode=0o600)
    with pytest.raises(Refused, match="rusak"):
        load_or_create_station_key(path)
    assert path.read_bytes() == b""
