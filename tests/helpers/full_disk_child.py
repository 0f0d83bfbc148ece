"""An office on a disk that runs full: ``python -m tests.helpers.full_disk_child FOLDER MEANS``.

MEANS is ``disk`` (FOLDER is a small disk of its own) or ``limit`` (this process may not make files larger,
as the system allows it to anybody). It prints what happened as JSON. In a process of its own, because a limit
holds for all of one.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.errors import DatabaseUnavailable
from bkpsdm_desktop.services import counters, moving, serving
from bkpsdm_desktop.services import office as settings
from bkpsdm_desktop.services.board import board_state
from bkpsdm_desktop.services.kiosk import kiosk_state
from bkpsdm_desktop.services.trail import verify_trail
from bkpsdm_desktop.store.engine import sqlite_url
from bkpsdm_desktop.store.health import examine
from bkpsdm_desktop.store.migrate import create_sqlite
from bkpsdm_desktop.store.work import Work
from tests.helpers.database import work_on
from tests.helpers.office import OfficeUnderTest, made_up

KEY = bytes(range(32))


class SmallDisk:
    """The last byte of the disk is taken, and given back."""

    def __init__(self, folder: Path) -> None:
        self._filler = folder / "penuh"

    def fill(self) -> None:
        with self._filler.open("ab", buffering=0) as file:
            for size in (1 << 20, 4096, 1):
                try:
                    while file.write(b"x" * size) == size:
                        pass
                except OSError:
                    continue

    def free(self) -> None:
        self._filler.unlink(missing_ok=True)


class SmallFiles:
    """No file of this process may grow past the size that the log has now."""

    def __init__(self, folder: Path) -> None:
        self._log = folder / "kantor.db-wal"

    def fill(self) -> None:
        import resource

        hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
        resource.setrlimit(resource.RLIMIT_FSIZE, (self._log.stat().st_size, hard))

    def free(self) -> None:
        import resource

        hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))


def main(folder: Path, means: str) -> dict[str, Any]:
    disk = SmallDisk(folder) if means == "disk" else SmallFiles(folder)
    path = folder / "kantor.db"
    create_sqlite(path, KEY)
    told: dict[str, Any] = {}
    with work_on(sqlite_url(path), key=KEY) as work:
        office = made_up(work)
        office.act(counters.open_counter)
        for _ in range(5):
            office.take()
        office.act(serving.call_next)
        disk.fill()
        told["refused"] = {name: refusal(act) for name, act in acts(office).items()}
        told["state"] = state(work, office)
    with work_on(sqlite_url(path), key=KEY) as work:  # the program is started anew on the full disk
        office.work = work
        told["health"] = examine(path, KEY).value
        told["reopened"] = state(work, office)
        disk.free()
        told["after"] = {name: refusal(act) for name, act in a_visit(office).items()}
        told["at_last"] = state(work, office)
    return told


def acts(office: OfficeUnderTest) -> dict[str, Callable[[], object]]:
    """Each kind of write that is possible while a visitor is called."""
    return {
        "take": office.take,
        "recall": lambda: office.act(serving.recall),
        "withdraw": lambda: office.act(serving.withdraw_call),
        "start": lambda: office.act(serving.start_serving),
        "setting": lambda: office.work.run(settings.put_setting, "uji", {"a": 1}),
    }


def a_visit(office: OfficeUnderTest) -> dict[str, Callable[[], object]]:
    """What a day goes on with."""
    return {
        "take": office.take,
        "recall": lambda: office.act(serving.recall),
        "start": lambda: office.act(serving.start_serving),
        "park": lambda: office.act(moving.park, common=True),
        "call": lambda: office.act(serving.call_next),
        "begin": lambda: office.act(serving.start_serving),
        "finish": lambda: office.act(serving.finish),
        "setting": lambda: office.work.run(settings.put_setting, "uji", {"a": 1}),
        "close counter": lambda: office.act(counters.close_counter),
    }


def refusal(act: Callable[[], object]) -> str:
    """The sentence that refused it; empty when it was done."""
    try:
        act()
    except DatabaseUnavailable as refused:
        return refused.sentence
    return ""


def state(work: Work, office: OfficeUnderTest) -> dict[str, Any]:
    """What everybody still sees, and whether the trail is whole."""
    kiosk = work.read(kiosk_state, now=office.now)
    board = work.read(board_state, station=office.made.displays[0], now=office.now)
    return {
        "waiting": sum(group.waiting for group in kiosk.groups),
        "calls": len(board.calls),
        "faults": [fault.sentence for fault in work.read(verify_trail)],
        "integrity": work.read(integrity),
    }


def integrity(session: Session) -> str:
    return str(session.connection().exec_driver_sql("PRAGMA integrity_check").scalar())


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]), sys.argv[2])))
