"""A damaged database gives back what it had sealed and central did not have (A11)."""

import random
import shutil
from contextlib import closing
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.services import salvaging, sync_log
from bkpsdm_desktop.store.engine import sqlite_url
from bkpsdm_desktop.store.migrate import (
    check_sqlite,
    copy_sqlite,
    create_sqlite,
    open_raw,
    settle_sqlite,
)
from bkpsdm_desktop.store.salvage import read_log
from bkpsdm_desktop.store.tables import Counter
from tests.helpers.database import work_on
from tests.helpers.office import MORNING
from tests.helpers.syncing import ENROLLED, Sync, enrolled, present, replayed

KEY = bytes(range(32))


def add(session: Session, first: int, last: int) -> None:
    for number in range(first, last + 1):
        row = {"id": UUID(int=number), "number": number, "room": "ruang " * 20, "active": True}
        session.execute(insert(Counter).values(row))


def page_of(path: Path, key: bytes | None, name: str) -> int:
    """The byte at which the first page of a table or index begins."""
    with closing(open_raw(path, key)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    return (int(page) - 1) * int(size)  # SQLCipher tells its size as text


def flip(path: Path, at: int) -> None:
    body = bytearray(path.read_bytes())
    body[at] ^= 0xFF
    path.write_bytes(bytes(body))


@pytest.fixture(params=[None, KEY], ids=["plain", "encrypted"])
def key(request: pytest.FixtureRequest) -> bytes | None:
    made: bytes | None = request.param
    return made


@pytest.mark.parametrize("damaged", ["counter", "sqlite_autoindex_counter_1"])
def test_fault_a11_one_flipped_byte_is_found_and_what_was_not_sent_is_saved_from_the_log(
    tmp_path: Path, key: bytes | None, damaged: str
) -> None:
    path, backup, restored = (tmp_path / name for name in ("kantor.db", "cadangan.db", "pulih.db"))
    create_sqlite(path, key)
    with work_on(sqlite_url(path), key=key) as work:
        sync = enrolled(work)
        work.run(add, 1, 3)
        sync.seal()
        work.run(sync_log.save_sent, fence=sync.fence, seq=2)
        copy_sqlite(path, backup, key)
        work.run(add, 4, 6)
        work.run(lambda session: session.execute(text("DELETE FROM counter WHERE number = 2")))
        sync.seal()
        whole, rows = replayed(sync.entries()), work.read(present)
    settle_sqlite(path, key)
    flip(path, page_of(path, key, damaged) + 5)
    with pytest.raises(Refused, match="rusak"):
        check_sqlite(path, key)
    before = path.read_bytes()
    saved = read_log(path, key, after=2)
    assert [entry["seq"] for entry in saved] == [3, 4, 5, 6, 7]
    assert path.read_bytes() == before
    shutil.copy(backup, restored)
    with work_on(sqlite_url(restored), key=key) as work:
        assert work.run(salvaging.continue_log, saved, here=ENROLLED, now=MORNING) == 4
        assert work.run(salvaging.continue_log, saved, here=ENROLLED, now=MORNING) == 0
        again = Sync(work, sync.fence)
        assert replayed(again.entries()) == whole == rows
        assert work.read(sync_log.pending).unsent == 5
        (total,) = work.read(sync_log.digest)
        assert total.count == 6
        # and the office goes on: the log has one chain still
        work.run(add, 8, 8)
        again.seal()
        assert len(replayed(again.entries())) == len(whole) + 1


def test_fault_a11_a_damaged_log_gives_what_is_before_the_damage_and_nothing_wrong(tmp_path: Path) -> None:
    path, backup = tmp_path / "kantor.db", tmp_path / "cadangan.db"
    create_sqlite(path, KEY)
    with work_on(sqlite_url(path), key=KEY) as work:
        sync = enrolled(work)
        copy_sqlite(path, backup, KEY)
        work.run(add, 1, 60)
        sync.seal()
        whole = [(entry.seq, entry.payload) for entry in sync.entries()]
    settle_sqlite(path, KEY)
    sound = path.read_bytes()
    rng = random.Random(4)
    for place in range(12):
        path.write_bytes(sound)
        flip(path, rng.randrange(len(sound)))
        saved = read_log(path, KEY)
        restored = tmp_path / f"pulih-{place}.db"
        shutil.copy(backup, restored)
        with work_on(sqlite_url(restored), key=KEY) as work:
            taken = work.run(salvaging.continue_log, saved, here=ENROLLED, now=MORNING)
            found = [(entry.seq, entry.payload) for entry in Sync(work, 1).entries()]
            assert found == whole[:taken]


def test_entries_of_another_log_are_not_taken(tmp_path: Path) -> None:
    path = tmp_path / "kantor.db"
    create_sqlite(path, None)
    with work_on(sqlite_url(path)) as work:
        sync = enrolled(work)
        work.run(add, 1, 4)
        sync.seal()
        settled = read_log(path, None)
        work.run(lambda session: session.execute(text("DELETE FROM sync_entry WHERE seq > 2")))
        forged = [{**entry, "payload": entry["payload"] + b" "} for entry in settled]
        assert work.run(salvaging.continue_log, forged, here=ENROLLED, now=MORNING) == 0
        holed = [entry for entry in settled if entry["seq"] != 3]
        assert work.run(salvaging.continue_log, holed, here=ENROLLED, now=MORNING) == 0
        assert work.run(salvaging.continue_log, settled, here=ENROLLED, now=MORNING) == 2
