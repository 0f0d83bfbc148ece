"""The program's folder and its .deb, built once for all tests of a run, and kept while nothing changed."""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from filelock import FileLock

import dev
from tests.helpers.source import ROOT, project_files

_MATTERS = ("bkpsdm_desktop/", "ui/", "resources/", "installer/", "pyproject.toml", "requirements.lock")


@cache
def sources() -> str:
    """A name for what the packages are made of; one for the whole run."""
    digest = hashlib.sha256(sys.version.encode())
    for path in project_files():
        name = path.relative_to(ROOT).as_posix()
        if name.startswith(_MATTERS):
            digest.update(f"{name}\0{path.stat().st_mode & 0o111}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def place() -> Path:
    """The folder of the present packages; those of other sources are removed."""
    top = Path(tempfile.gettempdir()) / f"bkpsdm-packages-{_checkout()}"
    top.mkdir(mode=0o700, exist_ok=True)
    return top / sources()


def _checkout() -> str:
    return hashlib.sha256(f"{ROOT} {Path.home()}".encode()).hexdigest()[:8]


def built_folder() -> Path:
    """``bkpsdm-desktop/`` as PyInstaller makes it."""
    out = place()
    with FileLock(out.parent / "lock"):  # the other worker may need it at the same time
        if not (out / "folder-done").exists():
            _remove_others(out)
            _run(dev.pyinstaller(sys.executable, out))
            (out / "folder-done").touch()
    return out / "bkpsdm-desktop"


def built_deb() -> Path:
    """The Debian package of that folder."""
    folder = built_folder()
    out = place() / "deb"
    with FileLock(out.parent.parent / "lock"):
        if not list(out.glob("*.deb")):
            _run([sys.executable, str(ROOT / "installer" / "build_deb.py"), str(folder), str(out)])
    [package] = out.glob("*.deb")
    return package


def _remove_others(out: Path) -> None:
    for other in out.parent.iterdir():
        if other.is_dir():
            shutil.rmtree(other)
    out.mkdir()


def _run(command: list[str]) -> None:
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr or done.stdout
