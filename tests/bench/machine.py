"""What a run was measured on: nothing that names a person, a computer or a folder."""

import os
import platform
import time
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import sqlcipher3.dbapi2
from sqlalchemy import create_engine, text

from bkpsdm_desktop.domain.instants import WIB
from tests.helpers.database import server_url


def facts(folder: Path) -> dict[str, str]:
    """Date, processor, disk of ``folder``, and versions."""
    return {
        "date": datetime.now(WIB).strftime("%Y-%m-%d"),
        "processor": f"{_processor()}, {os.cpu_count()} cores",
        "load before the run": _load(),
        "disk": f"{_file_system(folder)}, {_syncs_per_second(folder):.0f} synced writes of 4 kB a second",
        "system": f"{platform.system()} {platform.release()}",
        "Python": platform.python_version(),
        "SQLite": _sqlite(),
        "PostgreSQL": _postgresql(),
        "packages": ", ".join(f"{name} {_version(name)}" for name in ("SQLAlchemy", "PySide6-Essentials")),
    }


def _processor() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "not told by this system"


def _file_system(folder: Path) -> str:
    """The type of the file system that a folder is on."""
    try:
        mounts = [line.split() for line in Path("/proc/mounts").read_text(encoding="utf-8").splitlines()]
    except OSError:
        return platform.system()
    resolved = folder.resolve()
    on = [mount for mount in mounts if resolved.is_relative_to(mount[1])]
    return max(on, key=lambda mount: len(mount[1]))[2]


def _syncs_per_second(folder: Path, seconds: float = 0.5) -> float:
    """How often a write of one page reaches the disk: the bound of every commit."""
    path = folder / "sync"
    count, start = 0, time.perf_counter()
    with path.open("wb", buffering=0) as file:
        while time.perf_counter() - start < seconds:
            file.write(bytes(4096))
            os.fsync(file.fileno())
            count += 1
    path.unlink()
    return count / seconds


def _sqlite() -> str:
    connection = sqlcipher3.dbapi2.connect(":memory:")
    try:
        (cipher,) = connection.execute("PRAGMA cipher_version").fetchone()
    finally:
        connection.close()
    return f"{sqlcipher3.dbapi2.sqlite_version}, SQLCipher {cipher}"


def _postgresql() -> str:
    engine = create_engine(server_url())
    try:
        with engine.connect() as connection:
            return str(connection.execute(text("SHOW server_version")).scalar_one())
    finally:
        engine.dispose()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"
