"""A power cut in the middle of writing: the log of SQLite ends anywhere (A4)."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from bkpsdm_desktop.services.trail import verify_trail
from bkpsdm_desktop.store.engine import sqlite_url
from bkpsdm_desktop.store.health import Health, examine
from bkpsdm_desktop.store.migrate import create_sqlite
from tests.helpers.database import work_on
from tests.helpers.office import OfficeUnderTest, made_up

KEY = bytes(range(32))
HEADER, FRAME = 32, 24 + 4096
COMMITS = 4


def numbers(session: Session) -> list[int]:
    return list(session.scalars(text("SELECT number FROM ticket ORDER BY number")).all())


def log_of_some_commits(folder: Path, key: bytes | None) -> tuple[Path, Path, OfficeUnderTest]:
    """The files as the disk has them after four tickets, taken while the program runs: database, then log."""
    path = folder / "kantor.db"
    create_sqlite(path, key)
    with work_on(sqlite_url(path), key=key) as work:
        office = made_up(work)
        office.take()
        with work.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        for _ in range(COMMITS):
            office.later(minutes=1)
            office.take()
        kept, log = folder / "salinan.db", folder / "salinan.wal"
        shutil.copy(path, kept)
        shutil.copy(folder / "kantor.db-wal", log)
    return kept, log, office


@pytest.mark.slow
@pytest.mark.parametrize("key", [None, KEY], ids=["plain", "encrypted"])
def test_fault_a4_a_log_cut_anywhere_leaves_the_first_commits_whole(
    tmp_path: Path, key: bytes | None
) -> None:
    kept, log, office = log_of_some_commits(tmp_path, key)
    content = log.read_bytes()
    frames, rest = divmod(len(content) - HEADER, FRAME)
    assert rest == 0
    assert frames >= 2 * COMMITS
    ends = [0, 1, HEADER - 1, HEADER]
    ends += [HEADER + FRAME * frame + by for frame in range(1, frames + 1) for by in (-1, 0, 1)]
    found = []
    for end in ends:
        path = tmp_path / f"putus-{end}.db"
        shutil.copy(kept, path)
        path.with_name(path.name + "-wal").write_bytes(content[:end])
        assert examine(path, key) is Health.OK
        with work_on(sqlite_url(path), key=key) as work:
            taken = work.read(numbers)
            assert taken == list(range(1, len(taken) + 1))
            assert work.read(lambda session: session.scalar(text("PRAGMA integrity_check"))) == "ok"
            assert work.read(verify_trail) == []
            again = OfficeUnderTest(work=work, made=office.made, now=office.now)
            assert again.take().label == f"C{len(taken) + 1:03d}"
        found.append(len(taken))
        for file in tmp_path.glob(f"putus-{end}.db*"):
            file.unlink()
    assert found == sorted(found), "a longer log holds no fewer commits"
    assert set(found) == set(range(1, COMMITS + 2)), "each commit is there from its last frame on"
