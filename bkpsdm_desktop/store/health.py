"""What is at the place of an embedded database, looked at before anything opens it for work.

Nothing here changes what it finds. A file that can't be used is set aside by :func:`set_aside`, whole and
under another name, and never written over.
"""

import logging
import os
import tempfile
from contextlib import closing
from datetime import datetime
from enum import StrEnum
from pathlib import Path

import sqlcipher3.dbapi2

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.instants import WIB
from bkpsdm_desktop.store.canary import canary_knows, canary_path
from bkpsdm_desktop.store.migrate import known_revisions

log = logging.getLogger(__name__)

_SQLITE_HEADER = b"SQLite format 3\0"
_SIDECARS = ("-wal", "-shm")


class Health(StrEnum):
    """What a database file is."""

    OK = "ok"
    READ_ONLY = "read_only"  # ours, but this account can't write it
    MISSING = "missing"
    EMPTY = "empty"
    DAMAGED = "damaged"
    FOREIGN = "foreign"  # another program's
    WRONG_KEY = "wrong_key"
    NEWER = "newer"


# Those that are set aside and replaced by a backup; the others need a person or a newer program.
REPLACEABLE = frozenset({Health.EMPTY, Health.DAMAGED, Health.FOREIGN})

_RESTORE = "Pulihkan cadangan terakhir: bkpsdm-desktop db restore. Berkas itu disisihkan, tidak dihapus."

# The fact, and what to do about it.
_SENTENCES = {
    Health.READ_ONLY: (
        "{name} hanya dapat dibaca.",
        "Layar tetap berjalan; administrator memberi izin tulis.",
    ),
    Health.MISSING: ("{name} tidak ada.", "Pulihkan cadangan terakhir: bkpsdm-desktop db restore."),
    Health.EMPTY: ("{name} kosong.", _RESTORE),
    Health.DAMAGED: ("{name} rusak.", _RESTORE),
    Health.FOREIGN: ("{name} milik program lain.", _RESTORE),
    Health.WRONG_KEY: (
        "Kunci untuk {name} salah.",
        "Berkasnya utuh; gunakan kunci pemulihan atau kunci aslinya.",
    ),
    Health.NEWER: (
        "{name} dari program yang lebih baru.",
        "Perbarui program di PC ini; berkasnya tidak diubah.",
    ),
}


def fact(health: Health, path: Path) -> str:
    """What is the matter with a file; empty when all is well."""
    return _SENTENCES.get(health, ("", ""))[0].replace("{name}", f"Basis data {path}")


def sentence(health: Health, path: Path) -> str:
    """What to tell a person about a file, and what to do; empty when all is well."""
    return f"{fact(health, path)} {_SENTENCES.get(health, ('', ''))[1]}".strip()


def examine(path: Path, key: bytes | None, *, thorough: bool = False) -> Health:
    """Look at a database file. ``thorough`` also reads every page, which takes time."""
    if not path.exists():
        return Health.MISSING
    if path.stat().st_size == 0:
        return Health.EMPTY
    try:
        plain = _header(path) == _SQLITE_HEADER
    except PermissionError:
        return Health.READ_ONLY
    if plain and key is not None:
        return Health.FOREIGN
    if not plain and key is None:
        return Health.WRONG_KEY if canary_path(path).exists() else Health.DAMAGED
    try:
        health = _contents(path, key, thorough)
    except sqlcipher3.dbapi2.OperationalError as error:
        # Where nothing can be written, a database with a write-ahead log can't even be read.
        if os.access(path.parent, os.W_OK):
            raise
        log.info("%s: %s", path, error)
        return Health.READ_ONLY
    except sqlcipher3.dbapi2.DatabaseError:
        return Health.WRONG_KEY if key is not None and canary_knows(path, key) is False else Health.DAMAGED
    return Health.READ_ONLY if health is Health.OK and not os.access(path, os.W_OK) else health


def _header(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(len(_SQLITE_HEADER))


def _contents(path: Path, key: bytes | None, thorough: bool) -> Health:
    uri = f"{path.absolute().as_uri()}?mode=ro"
    with closing(sqlcipher3.dbapi2.connect(uri, uri=True, timeout=5)) as connection:
        if key is not None:
            connection.execute("PRAGMA cipher_log_level = NONE")  # what is wrong is told by the exception
            connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        tables = {
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        }
        if not tables:
            return Health.EMPTY
        if not {"alembic_version", "ticket", "audit"} <= tables:
            return Health.FOREIGN
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        if row is None or row[0] not in known_revisions():
            return Health.NEWER
        if thorough and connection.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
            return Health.DAMAGED
    return Health.OK


def set_aside(path: Path, *, now: datetime) -> Path | None:
    """Rename a file that can't be used, with what belongs to it, to ``rusak-<time>``.

    Returns its new place, or ``None`` when there is nothing at all.
    """
    parts = [path.with_name(path.name + suffix) for suffix in ("", *_SIDECARS)]
    if not any(part.exists() for part in parts):
        return None
    stamp = now.astimezone(WIB).strftime("%Y%m%d-%H%M%S")
    target, number = path.with_name(f"rusak-{stamp}{path.suffix}"), 1
    while target.exists():
        number += 1
        target = path.with_name(f"rusak-{stamp}-{number}{path.suffix}")
    for part in parts:
        if part.exists():
            part.rename(target.with_name(target.name + part.name.removeprefix(path.name)))
    return target


def check_folder(folder: Path) -> None:
    """Raise ``Refused`` when the data folder can't be made or written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise Refused(
            f"Folder data {folder} tidak dapat ditulis ({error.strerror}). "
            "Beri akun ini izin menulis di folder itu, lalu mulai lagi."
        ) from None
