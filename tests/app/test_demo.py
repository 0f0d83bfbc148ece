"""The made-up office without a screen, as it is started."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from tests.helpers.source import ROOT

PICTURES = [
    "layar-antrean",
    "loket-melayani",
    "loket-memanggil",
    "loket-selesai",
    "loket-siap",
    "loket-tidak-hadir",
    "mesin-antrean-awal",
    "mesin-antrean-layanan",
    "mesin-antrean-nomor",
    "pengawas",
]


@pytest.mark.slow
def test_feat_the_made_up_office_runs_by_itself_and_leaves_pictures_and_slips(tmp_path: Path) -> None:
    out = tmp_path / "hasil"
    done = subprocess.run(
        # as dev.py says it: from where it stands
        [sys.executable, "-m", "bkpsdm_desktop", "demo", "--headless", "--out", os.path.relpath(out, ROOT)],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if not name.startswith("QT_")},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    # Said for windows with a least size, by the platform without a screen, which has no size to keep.
    errors = [line for line in done.stderr.splitlines() if "propagateSizeHints" not in line]
    assert (done.returncode, errors) == (0, [])
    lines = done.stdout.splitlines()
    assert lines[0] == "Pengunjung 1 mengambil nomor C001."
    assert "C001 dilayani di Loket 1 sampai selesai." in lines
    assert "A001 dipanggil 3 kali, tidak hadir; masih boleh kembali 30 menit." in lines
    assert "Pengawas melihat 6 nomor: 6 nomor = 4 selesai + 1 menunggu + 1 tidak hadir." in lines
    assert lines[-1].startswith(f"6 slip dicetak; 16 gambar di {out}")
    slips = sorted(path.stem for path in out.glob("slip-*.png"))
    assert slips == [f"slip-{label}" for label in ("A001", "C001", "C002", "K001", "L001", "M001")]
    assert sorted(path.stem for path in out.glob("*.png") if path.stem not in slips) == PICTURES
    for path in out.glob("*.png"):
        with Image.open(path) as picture:
            assert len(picture.convert("L").getcolors() or range(256)) > 1, f"{path.name} is empty"
    assert len(list(out.glob("kantor-*/slip/slip-*.bin"))) == 6
