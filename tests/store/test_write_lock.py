"""The lock around a write: one at a time, in turns, given back by whoever dies."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from filelock import Timeout, lock_descriptor, unlock_descriptor

from bkpsdm_desktop.store.write_lock import WriteLock
from tests.helpers.source import ROOT

# Two processes in one: a lock object has files of its own, and the system tells them apart.
Pair = tuple[WriteLock, WriteLock]


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    return WriteLock(tmp_path / "kantor.db"), WriteLock(tmp_path / "kantor.db", timeout=0.05)


def test_two_processes_never_hold_it_at_once_and_the_second_gives_up_in_time(pair: Pair) -> None:
    first, second = pair
    with first.held(), pytest.raises(Timeout), second.held():
        pass
    with second.held():
        pass


def test_two_threads_of_one_process_never_hold_it_at_once(tmp_path: Path) -> None:
    lock = WriteLock(tmp_path / "kantor.db", timeout=0.05)
    refused = []

    def other() -> None:
        try:
            with lock.held():
                pass
        except Timeout as timeout:
            refused.append(timeout)

    with lock.held():
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
    assert len(refused) == 1


def test_who_gave_up_stands_in_nobody_s_way(pair: Pair, tmp_path: Path) -> None:
    first, second = pair
    with first.held(), pytest.raises(Timeout), second.held():
        pass
    with WriteLock(tmp_path / "kantor.db", timeout=0.05).held():
        pass


def test_a_writer_that_leaves_lets_the_one_who_waits_go_first(tmp_path: Path) -> None:
    """The one who waits has the waiting place, so the other cannot pass, however busy the machine is."""
    leaving, waiting = WriteLock(tmp_path / "kantor.db"), WriteLock(tmp_path / "kantor.db")
    order: list[str] = []

    def wait() -> None:
        with waiting.held():
            order.append("waiting")

    thread = threading.Thread(target=wait)
    with leaving.held():
        thread.start()
        while not _is_taken(tmp_path / "kantor.db.next"):
            pass
    with leaving.held():
        order.append("leaving")
    thread.join()
    assert order == ["waiting", "leaving"]


def _is_taken(path: Path) -> bool:
    with path.open("rb+") as file:
        if not lock_descriptor(file.fileno(), blocking=False):
            return True
        unlock_descriptor(file.fileno())
        return False


def test_a_process_that_is_killed_gives_it_back(tmp_path: Path) -> None:
    program = (
        "import os, sys, pathlib\n"
        "from bkpsdm_desktop.store.write_lock import WriteLock\n"
        "with WriteLock(pathlib.Path(sys.argv[1])).held():\n"
        "    os._exit(9)\n"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "kantor.db")]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == 9
    with WriteLock(tmp_path / "kantor.db", timeout=0.05).held():
        pass


def test_it_can_be_held_again_after_it_was_closed(pair: Pair) -> None:
    first, second = pair
    with first.held():
        pass
    first.close()
    with second.held():
        pass
    with first.held():
        pass
