"""What a person meets when a station can't start, or starts twice (A8-A10, A13)."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock
from PySide6.QtWidgets import QApplication

from bkpsdm_desktop.app import start
from bkpsdm_desktop.app.data_folder import DataFolder
from bkpsdm_desktop.app.demo import MadeUp
from bkpsdm_desktop.app.loop import application
from bkpsdm_desktop.app.station import open_work
from bkpsdm_desktop.screens.counter.login import LoginWindow
from bkpsdm_desktop.screens.start.problem import ProblemWindow
from bkpsdm_desktop.services import trail
from bkpsdm_desktop.store.backup import back_up
from bkpsdm_desktop.store.health import Health, examine
from tests.helpers.office import MORNING
from tests.helpers.other_user import others_folder, run_as_other
from tests.helpers.pc import COUNTER, copied, made_up_pc, person, station_process, windows_of
from tests.helpers.waiting import eventually

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> MadeUp:
    return made_up_pc(tmp_path_factory.mktemp("pc") / "data")


@pytest.fixture
def folder(made: MadeUp, tmp_path: Path) -> DataFolder:
    return copied(made, tmp_path / "data")


class Reader:
    """Reads the problem on the screen, then does something about it."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def problem(self) -> ProblemWindow | None:
        return next(iter(windows_of(ProblemWindow)), None)

    def reads(self) -> bool:
        window = self.problem()
        if window is None:
            return False
        self.read.append(window.words)
        return True

    def gives_up(self) -> bool:
        window = self.problem()
        assert window is not None
        window.close_button.click()
        return True

    def restores(self) -> bool:
        window = self.problem()
        assert window is not None
        assert window.restore_button.isVisible()
        window.restore_button.click()
        return True

    def starts(self) -> bool:
        window = self.problem()
        if window is None or not window.start_button.isVisible():
            return False
        self.read.append(window.words)
        window.start_button.click()
        return True


def closes_the_login() -> bool:
    return any(window.close() for window in windows_of(LoginWindow))


# --- A10: something else stands in the place of the database -------------------------------------


def empty(path: Path) -> None:
    path.write_bytes(b"")


def random_bytes(path: Path) -> None:
    path.write_bytes(os.urandom(20_000))


def picture(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(4_000))


def other_program(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE bookmark (url TEXT)")
    connection.close()


SPOILED: list[tuple[Callable[[Path], None], str]] = [
    (empty, "kosong"),
    (random_bytes, "rusak"),
    (picture, "rusak"),
    (other_program, "milik program lain"),
]


@pytest.mark.parametrize(("spoil", "word"), SPOILED)
def test_fault_a10_a_file_that_is_no_database_is_set_aside_and_the_last_backup_is_put_back_by_a_button(
    qapp: QApplication, folder: DataFolder, spoil: Callable[[Path], None], word: str
) -> None:
    back_up(folder.database, folder.read_key(), folder=folder.backups, now=MORNING)
    spoil(folder.database)
    before = folder.database.read_bytes()
    reader = Reader()
    with person(reader.reads, reader.restores, reader.starts, closes_the_login):
        assert start.run_station(folder, COUNTER) == 0
    [aside] = folder.root.glob("rusak-*.db")
    assert aside.read_bytes() == before
    assert f"{folder.database} {word}" in reader.read[0]
    assert aside.name in reader.read[0]
    assert "Selasa, 24 November 2026 pukul 09.41 WIB" in reader.read[0]
    assert "bkpsdm-desktop db restore" in reader.read[0]
    assert "dipulihkan. Nomor hari ini dilanjutkan 200 lebih tinggi" in reader.read[1]
    assert examine(folder.database, folder.read_key(), thorough=True) is Health.OK
    work = open_work(folder, "")
    assert work.read(trail.verify_trail, checkpoint_files=sorted(folder.trail.glob("*.jsonl"))) == []
    work.close()


def test_fault_a10_without_a_backup_the_file_is_kept_and_nothing_is_made_in_its_place(
    qapp: QApplication, folder: DataFolder
) -> None:
    random_bytes(folder.database)
    before = folder.database.read_bytes()
    reader = Reader()
    for _ in range(2):  # the second start finds no file at all
        with person(reader.reads, reader.gives_up):
            assert start.run_station(folder, COUNTER) == 1
    [aside] = folder.root.glob("rusak-*.db")
    assert aside.read_bytes() == before
    assert not folder.database.exists()
    assert f"Tidak ada cadangan di {folder.backups}" in reader.read[0]
    assert f"{folder.database} tidak ada" in reader.read[1]


def test_fault_a10_while_another_station_runs_nothing_is_moved(
    qapp: QApplication, folder: DataFolder
) -> None:
    picture(folder.database)
    before = folder.database.read_bytes()
    reader = Reader()
    with FileLock(folder.station_lock("Loket 2")), person(reader.reads, reader.gives_up):
        assert start.run_station(folder, COUNTER) == 1
    assert folder.database.read_bytes() == before
    assert "Tutup dahulu Loket 2 di PC ini" in reader.read[0]


def test_fault_a12_a_missing_database_is_not_made_anew_and_the_backup_is_offered(
    qapp: QApplication, folder: DataFolder
) -> None:
    back_up(folder.database, folder.read_key(), folder=folder.backups, now=MORNING)
    for file in folder.root.glob("kantor.db*"):
        file.unlink()
    reader = Reader()
    with person(reader.reads, reader.gives_up):
        assert start.run_station(folder, COUNTER) == 1
    assert not folder.database.exists()
    with person(reader.reads, reader.restores, reader.starts, closes_the_login):
        assert start.run_station(folder, COUNTER) == 0
    assert examine(folder.database, folder.read_key(), thorough=True) is Health.OK


# --- A8: nothing can be written --------------------------------------------------------------------


def starts_in_a_read_only_folder(folder: Path) -> None:
    data = DataFolder(folder / "data")
    for path in (*data.root.iterdir(), data.root):
        if path.is_dir():
            path.chmod(0o555)
    application()
    reader = Reader()
    with person(reader.reads, reader.gives_up):
        assert start.run_station(data, COUNTER) == 1
    assert f"Folder data {data.root} tidak dapat ditulis" in reader.read[0]
    assert "--data" in reader.read[0]
    for path in (data.root, *data.root.iterdir()):
        if path.is_dir():
            path.chmod(0o755)


def test_fault_a8_a_read_only_data_folder_is_told_in_a_window_with_its_path(made: MadeUp) -> None:
    with others_folder() as folder:
        copied(made, folder / "data")
        run_as_other(starts_in_a_read_only_folder, folder)


# --- A13: the same station twice ---------------------------------------------------------------------


def test_fault_a13_a_second_start_shows_the_first_window_and_ends(folder: DataFolder) -> None:
    log = folder.logs / f"{COUNTER}.log"
    with station_process(folder, COUNTER) as first:
        eventually(lambda: folder.running_stations() == [COUNTER] and log.exists(), seconds=60)
        with station_process(folder, COUNTER) as second:
            assert second.process.wait(10) == 0
            assert second.said() == f"{COUNTER} sudah berjalan di PC ini; jendelanya ditampilkan.\n"
        eventually(lambda: "asked to show the window" in log.read_text(encoding="utf-8"), seconds=20)
        assert first.process.poll() is None
        assert "sudah berjalan" not in first.said()
        first.kill()
    # The right to be this station fell with the process.
    with station_process(folder, COUNTER) as again:
        eventually(lambda: folder.running_stations() == [COUNTER], seconds=60)
        assert again.process.poll() is None
