"""The command line as a person uses it: arguments, what is typed, and what is read on the screen."""

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path

from bkpsdm_desktop.app.cli import main
from bkpsdm_desktop.app.data_folder import DataFolder
from bkpsdm_desktop.app.station import open_work
from bkpsdm_desktop.store.work import Work

PASSWORD = "kopi pagi di loket"
OFFICE = ("tgs", "BKPSDM", "Kota Contoh", "Maya Pengandaian", "maya", PASSWORD)
"""What ``db init`` asks, in its order."""


@dataclass
class Terminal:
    """``run`` gives the exit status; ``out`` and ``err`` hold what the last command wrote.

    ``database`` is a PostgreSQL address, or empty for the embedded database in ``root``. ``said`` collects
    everything that was written.
    """

    root: Path
    database: str = ""
    out: str = ""
    err: str = ""
    said: list[str] = field(default_factory=list)

    @property
    def folder(self) -> DataFolder:
        return DataFolder(self.root)

    def run(self, *arguments: str, typed: tuple[str, ...] = ()) -> int:
        """A command that concerns this PC."""
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err), _typing(typed):
            try:
                status = main(["--data", str(self.root), *arguments])
            except SystemExit as stopped:
                status = int(stopped.code or 0)
        self.out, self.err = out.getvalue(), err.getvalue()
        self.said += [self.out, self.err]
        return status

    def on_office(self, *arguments: str, typed: tuple[str, ...] = ()) -> int:
        """A command that concerns the office's database, wherever it is."""
        where = ("--db", self.database) if self.database else ()
        return self.run(*arguments, *where, typed=typed)

    @contextmanager
    def work(self) -> Iterator[Work]:
        """The office's database."""
        work = open_work(self.folder, self.database)
        try:
            yield work
        finally:
            work.close()


@contextmanager
def _typing(lines: tuple[str, ...]) -> Iterator[None]:
    before = sys.stdin
    sys.stdin = io.StringIO("".join(f"{line}\n" for line in lines))
    try:
        yield
    finally:
        sys.stdin = before
