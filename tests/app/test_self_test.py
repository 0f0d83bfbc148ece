"""The program's test of itself, as an administrator runs it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.source import ROOT


def run_it(folder: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "bkpsdm_desktop", "self-test", str(folder)],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if not name.startswith("QT_")},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.slow
def test_the_self_test_takes_one_number_prints_it_and_says_so(tmp_path: Path) -> None:
    done = run_it(tmp_path / "uji")
    [slip] = (tmp_path / "uji").rglob("slip-*.bin")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Uji diri berhasil pukul ")
    assert f"diambil di mesin antrean dan dicetak ke {slip} (" in done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_the_self_test_touches_no_folder_with_something_in_it(tmp_path: Path) -> None:
    (tmp_path / "kantor.db").write_bytes(b"")
    done = run_it(tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"Folder {tmp_path} berisi berkas. Pilih folder yang kosong untuk uji diri.\n"
    assert [path.name for path in tmp_path.iterdir()] == ["kantor.db"]
