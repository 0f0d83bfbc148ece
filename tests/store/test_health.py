"""What a database file can be when the program starts (A8-A10, A12)."""

import os
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from sqlalchemy import text

from bkpsdm_desktop.domain.errors import DatabaseUnavailable, Refused
from bkpsdm_desktop.services import office
from bkpsdm_desktop.store.canary import canary_knows, canary_path
from bkpsdm_desktop.store.engine import open_engine, sqlite_url
from bkpsdm_desktop.store.feed import ChangeFeed
from bkpsdm_desktop.store.health import Health, check_folder, examine, sentence, set_aside
from bkpsdm_desktop.store.migrate import create_sqlite
from bkpsdm_desktop.store.work import Work
from bkpsdm_desktop.store.write_lock import lock_files
from tests.helpers.database import work_on
from tests.helpers.office import MORNING, made_up
from tests.helpers.other_user import others_folder, run_as_other

KEY, OTHER_KEY = bytes(range(32)), bytes(32)


@pytest.fixture(params=[None, KEY], ids=["plain", "encrypted"])
def key(request: pytest.FixtureRequest) -> bytes | None:
    made: bytes | None = request.param
    return made


def empty_file(path: Path) -> None:
    path.write_bytes(b"")


def random_bytes(path: Path) -> None:
    path.write_bytes(os.urandom(20_000))


def picture(path: Path) -> None:
    Image.new("RGB", (300, 300), "red").save(path, "PNG")


def other_program(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE bookmark (url TEXT)")
    connection.close()


def no_tables(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("VACUUM")
    connection.close()


FILES: list[tuple[Callable[[Path], None], Health, Health]] = [
    (empty_file, Health.EMPTY, Health.EMPTY),
    (random_bytes, Health.DAMAGED, Health.DAMAGED),
    (picture, Health.DAMAGED, Health.DAMAGED),
    (other_program, Health.FOREIGN, Health.FOREIGN),
    (no_tables, Health.EMPTY, Health.FOREIGN),
]


@pytest.mark.parametrize(("make", "plain", "encrypted"), FILES)
def test_fault_a10_what_is_no_database_of_ours_is_recognised_and_set_aside_whole(
    tmp_path: Path, make: Callable[[Path], None], plain: Health, encrypted: Health, key: bytes | None
) -> None:
    path = tmp_path / "kantor.db"
    make(path)
    before = path.read_bytes()
    health = examine(path, key)
    assert health == (encrypted if key else plain)
    assert path.read_bytes() == before
    assert str(path) in sentence(health, path)
    aside = set_aside(path, now=MORNING)
    assert aside == tmp_path / "rusak-20261124-094100.db"
    assert aside.read_bytes() == before
    assert not path.exists()


def test_fault_a10_a_second_file_set_aside_leaves_the_first(tmp_path: Path) -> None:
    path = tmp_path / "kantor.db"
    for content in (b"satu", b"dua"):
        path.write_bytes(content)
        path.with_name("kantor.db-wal").write_bytes(content + b" wal")
        set_aside(path, now=MORNING)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {
        "rusak-20261124-094100.db": b"satu",
        "rusak-20261124-094100.db-wal": b"satu wal",
        "rusak-20261124-094100-2.db": b"dua",
        "rusak-20261124-094100-2.db-wal": b"dua wal",
    }
    assert set_aside(path, now=MORNING) is None


def test_a_sound_database_is_ok_and_a_missing_one_missing(tmp_path: Path, key: bytes | None) -> None:
    path = tmp_path / "kantor.db"
    assert examine(path, key) is Health.MISSING
    create_sqlite(path, key)
    assert examine(path, key, thorough=True) is Health.OK
    assert sentence(Health.OK, path) == ""


def test_a_wrong_key_is_told_apart_from_damage(tmp_path: Path) -> None:
    path = tmp_path / "kantor.db"
    create_sqlite(path, KEY)
    assert examine(path, OTHER_KEY) is Health.WRONG_KEY
    assert examine(path, None) is Health.WRONG_KEY
    random_bytes(path)
    assert examine(path, KEY) is Health.DAMAGED
    canary_path(path).write_bytes(b"x" * 80)
    assert canary_knows(path, KEY) is None
    canary_path(path).unlink()
    assert examine(path, OTHER_KEY) is Health.DAMAGED


def test_a_database_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "kantor.db"
    create_sqlite(path, None)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    assert examine(path, None) is Health.NEWER


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, 10**9), flip=st.integers(1, 255))
def test_fault_a10_a_changed_byte_in_an_encrypted_file_never_passes_a_thorough_look(
    tmp_path: Path, place: int, flip: int
) -> None:
    path = tmp_path / "kantor.db"
    if not path.exists():
        create_sqlite(path, KEY)
    data = bytearray(path.read_bytes())
    damaged = tmp_path / "lain.db"
    data[place % len(data)] ^= flip
    damaged.write_bytes(data)
    assert examine(damaged, KEY, thorough=True) is Health.DAMAGED


# --- as another account --------------------------------------------------------------------------


def write_nothing(folder: Path) -> None:
    data = folder / "data"
    data.mkdir()
    data.chmod(0o555)
    with pytest.raises(Refused, match=r"data tidak dapat ditulis .* Beri akun ini izin menulis"):
        check_folder(data)
    with pytest.raises(Refused, match="tidak dapat ditulis"):
        check_folder(data / "baru")
    assert list(data.iterdir()) == []
    check_folder(folder / "lain" / "dalam")


def test_fault_a8_a_data_folder_that_cannot_be_written_is_refused_with_its_path() -> None:
    with others_folder() as folder:
        run_as_other(write_nothing, folder)


def read_only_file(folder: Path) -> None:
    path = folder / "kantor.db"
    path.chmod(0o444)
    assert examine(path, None) is Health.READ_ONLY
    with work_on(sqlite_url(path)) as work:
        assert work.read(office.office_row).code == "TGS"
        with pytest.raises(DatabaseUnavailable, match="hanya dapat dibaca"):
            work.run(office.put_setting, "x", 1)


def read_only_folder(folder: Path) -> None:
    path = folder / "kantor.db"
    path.chmod(0o444)
    folder.chmod(0o555)
    assert examine(path, None) is Health.READ_ONLY
    with work_on(sqlite_url(path)) as work, pytest.raises(DatabaseUnavailable, match="hanya dapat dibaca"):
        work.run(office.put_setting, "x", 1)
    folder.chmod(0o755)


@pytest.mark.parametrize("case", [read_only_file, read_only_folder])
def test_fault_a9_a_file_that_cannot_be_written_is_read_and_writing_says_why(
    case: Callable[[Path], None],
) -> None:
    with others_folder() as folder:
        path = folder / "kantor.db"
        create_sqlite(path, None)
        with work_on(sqlite_url(path)) as work:
            made_up(work)
        for file in lock_files(path):
            file.unlink(missing_ok=True)
        run_as_other(case, folder)


# --- gone while the program runs -----------------------------------------------------------------


@pytest.mark.slow
def test_fault_a12_a_database_deleted_while_the_program_runs_is_noticed_and_not_made_anew(
    tmp_path: Path,
) -> None:
    path = tmp_path / "kantor.db"
    create_sqlite(path, None)
    up, down = threading.Event(), threading.Event()
    work = Work(open_engine(sqlite_url(path)))
    feed = ChangeFeed(work.engine, lambda kinds: None, lambda link: (up if link else down).set())
    feed.start()
    try:
        assert up.wait(timeout=20)
        work.run(office.put_setting, "x", 1)
        for file in tmp_path.iterdir():
            file.unlink()
        assert down.wait(timeout=60)
        for act in (lambda: work.run(office.put_setting, "x", 2), lambda: work.read(office.setting, "x")):
            with pytest.raises(DatabaseUnavailable, match="tidak terjangkau"):
                act()
        assert not path.exists()
        assert examine(path, None) is Health.MISSING
    finally:
        feed.stop()
        work.close()


def test_fault_a12_opening_never_makes_a_file(tmp_path: Path) -> None:
    path = tmp_path / "kantor.db"
    engine = open_engine(sqlite_url(path))
    with pytest.raises(Exception, match="unable to open"), engine.connect() as connection:
        connection.execute(text("SELECT 1"))
    engine.dispose()
    assert list(tmp_path.iterdir()) == []
