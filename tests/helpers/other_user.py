"""Running a function as an account for which file modes count: for root they do not.

``run_as_other(function, folder)`` runs ``function(folder)`` in a child process. The child imports first and
gives up root afterwards, so that the project itself may lie where only root can read.
"""

import importlib
import os
import shutil
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.helpers.source import ROOT

NOBODY = 65534


@contextmanager
def others_folder() -> Iterator[Path]:
    """A folder that the other account owns and reaches (pytest's own are root's alone)."""
    folder = Path(tempfile.mkdtemp(prefix="bkpsdm-uji-"))
    try:
        give(folder)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def give(folder: Path) -> None:
    """Make the other account the owner of a folder and of all in it."""
    if os.geteuid() == 0:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, NOBODY, NOBODY)


def run_as_other(function: Callable[[Path], None], folder: Path) -> None:
    """Fail with the child's traceback when the function fails there."""
    done = subprocess.run(
        [sys.executable, "-m", __name__, function.__module__, function.__name__, str(folder)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def _main(module: str, function: str, folder: str) -> int:
    run: Callable[[Path], None] = getattr(importlib.import_module(module), function)
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    try:
        run(Path(folder))
    except BaseException:
        sys.stderr.write(traceback.format_exc())
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(_main(*sys.argv[1:]))
