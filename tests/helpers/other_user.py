"""Running a function where file modes count: for root they do not.

``run_as_other(function, folder)`` runs ``function(folder)`` in a child process without root's powers. It owns
what root owns, so that the project itself may lie where nobody else can read, but a folder or file that may
not be written stays unwritten, as for the account of a station.
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


@contextmanager
def others_folder() -> Iterator[Path]:
    """A folder of its own, which is removed whatever its modes became."""
    folder = Path(tempfile.mkdtemp(prefix="bkpsdm-uji-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run_as_other(function: Callable[[Path], None], folder: Path) -> None:
    """Fail with the child's traceback when the function fails there."""
    done = subprocess.run(
        [*_drop(), sys.executable, "-m", __name__, function.__module__, function.__name__, str(folder)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def _drop() -> list[str]:
    """What starts a command without root's powers; nobody else has any."""
    return ["setpriv", "--inh-caps=-all", "--bounding-set=-all"] if os.geteuid() == 0 else []


def _main(module: str, function: str, folder: str) -> int:
    run: Callable[[Path], None] = getattr(importlib.import_module(module), function)
    try:
        run(Path(folder))
    except BaseException:
        sys.stderr.write(traceback.format_exc())
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(_main(*sys.argv[1:]))
