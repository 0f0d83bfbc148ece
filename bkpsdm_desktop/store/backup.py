"""The daily backup of an embedded database: a checked copy, seven kept.

PostgreSQL is backed up by its administrator (``docs/cadangan.md``).
"""

import logging
import os
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.instants import WIB
from bkpsdm_desktop.store.migrate import check_sqlite, copy_sqlite

log = logging.getLogger(__name__)

KEPT = 7
LEAST_FREE = 200 * 1024 * 1024
_PATTERN = "cadangan-*.db"


def free_bytes(folder: Path) -> int:
    """The room that is left where a folder is."""
    return shutil.disk_usage(folder).free


def back_up(
    path: Path,
    key: bytes | None,
    *,
    folder: Path,
    now: datetime,
    free: Callable[[Path], int] = free_bytes,
) -> Path:
    """Copy a database that may be in use, check the copy, and keep the newest seven; returns the copy.

    Raises ``Refused`` when less than 200 MB would be left, or when the copy is damaged: then the copies
    made before stay as they are.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if free(folder) - path.stat().st_size < LEAST_FREE:
        raise Refused(
            f"Cadangan tidak dibuat: ruang di {folder} kurang dari {LEAST_FREE // 1024**2} MB. "
            "Kosongkan ruang, lalu buat cadangan lagi."
        )
    stamp = now.astimezone(WIB).strftime("%Y%m%d-%H%M%S")
    target = folder / f"cadangan-{stamp}.db"
    draft = folder / "cadangan.sedang-dibuat"
    try:
        copy_sqlite(path, draft, key)
        check_sqlite(draft, key)
    except Refused as refused:
        draft.unlink(missing_ok=True)
        log.error("backup of %s failed: %s", path, refused.sentence)
        raise Refused(
            f"Cadangan tidak dibuat: {path.name} tidak dapat dibaca utuh. Cadangan sebelumnya tetap ada; "
            "hubungi administrator."
        ) from None
    shutil.copymode(path, draft)
    _to_disk(draft)
    os.replace(draft, target)
    if os.name == "posix":
        _to_disk(folder)
    for old in backups(folder)[KEPT:]:
        old.unlink()
    return target


def backups(folder: Path) -> list[Path]:
    """The backups in a folder, newest first."""
    return sorted(folder.glob(_PATTERN), reverse=True)


def made_at(backup: Path) -> datetime | None:
    """When a backup was made, by its name; ``None`` for a file of another name."""
    try:
        return datetime.strptime(backup.stem, "cadangan-%Y%m%d-%H%M%S").replace(tzinfo=WIB)
    except ValueError:
        return None


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
