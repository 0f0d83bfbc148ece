"""A disk without room (A6): what is refused, what goes on, and that nothing is lost."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.source import ROOT

FULL = "Ruang penyimpanan penuh. Tindakan tidak dilakukan; kosongkan ruang lalu coba lagi."
MIB = 1024**2


@contextmanager
def small_disk(folder: Path) -> Iterator[str]:
    """A disk of 20 MB at ``folder``, where this account may make one: "disk"; else "limit"."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={20 * MIB}", "tmpfs", str(folder)]
    mounted = os.geteuid() == 0 and subprocess.run(mount, capture_output=True, check=False).returncode == 0
    try:
        yield "disk" if mounted else "limit"
    finally:
        if mounted:
            subprocess.run(["umount", str(folder)], check=True)


def told_by(folder: Path, means: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.helpers.full_disk_child", str(folder), means],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def holds(told: dict[str, Any]) -> None:
    """Every write is refused in words, everything can still be read, and afterwards every write is done."""
    assert set(told["refused"].values()) == {FULL}
    before = {"waiting": 4, "calls": 1, "faults": [], "integrity": "ok"}
    assert told["state"] == before
    assert told["health"] == "ok"
    assert told["reopened"] == before
    assert set(told["after"].values()) == {""}
    assert told["at_last"]["faults"] == []
    assert told["at_last"]["integrity"] == "ok"


@pytest.mark.slow
def test_fault_a6_a_full_disk_refuses_every_write_and_keeps_everything(tmp_path: Path) -> None:
    """On a small disk of its own where this account may make one, else as below."""
    folder = tmp_path / "kecil"
    with small_disk(folder) as means:
        holds(told_by(folder, means))


@pytest.mark.slow
def test_fault_a6_files_that_may_not_grow_are_a_full_disk_too(tmp_path: Path) -> None:
    """A quota, or a limit of the system: not "full" but an input/output error for SQLite."""
    holds(told_by(tmp_path, "limit"))
