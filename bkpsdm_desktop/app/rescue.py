"""When this PC's database can't be used: its file is set aside, and the newest backup is offered."""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from bkpsdm_desktop.app.data_folder import DataFolder
from bkpsdm_desktop.app.station import UnusableDatabase, pc_clock
from bkpsdm_desktop.domain import indonesian
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.services import restoring
from bkpsdm_desktop.services.stamps import Stamp
from bkpsdm_desktop.store.backup import backups, made_at
from bkpsdm_desktop.store.health import REPLACEABLE, Health, fact, set_aside
from bkpsdm_desktop.store.ids import new_id


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a station does not start, and the backup that would help, if one would."""

    sentence: str
    backup: Path | None = None


def problem_of(folder: DataFolder, refusal: Refused) -> Problem:
    """What to tell the person who started the station. A file that is no database of ours is set aside."""
    if not isinstance(refusal, UnusableDatabase):
        return Problem(refusal.sentence)
    words = [fact(refusal.health, folder.database)]
    if refusal.health in REPLACEABLE:
        others = folder.running_stations()
        if others:
            return Problem(f"{words[0]} Tutup dahulu {', '.join(others)} di PC ini, lalu mulai lagi.")
        aside = set_aside(folder.database, now=pc_clock())
        if aside is not None:
            words.append(f"Berkas itu disisihkan sebagai {aside.name}, tidak dihapus.")
    elif refusal.health is not Health.MISSING:
        return Problem(refusal.sentence)
    kept = backups(folder.backups)
    if kept:
        words.append(f"Cadangan terakhir: {told(kept[0])}. Pulihkan dengan: bkpsdm-desktop db restore")
    else:
        words.append(
            f"Tidak ada cadangan di {folder.backups}. Salin cadangan ke sana, atau buat kantor baru dengan: "
            "bkpsdm-desktop db init"
        )
    return Problem(" ".join(words), kept[0] if kept else None)


def told(backup: Path) -> str:
    """A backup by its time, in words; by its name when that says no time."""
    made = made_at(backup)
    if made is None:
        return backup.name
    return f"{indonesian.long_date(business_day(made))} pukul {indonesian.clock_wib(made)}"


def restore(folder: DataFolder, backup: Path) -> str:
    """Put a backup in the place of the embedded database; what was done, in words."""
    restored = restoring.restore_backup(
        folder.database,
        folder.read_key(),
        backup=backup,
        stamp=Stamp(id=new_id(), at=pc_clock(), station=_any_station(folder)),
        another_runs=lambda: bool(folder.running_stations()),
        checkpoint_files=[*folder.trail_files(""), *_existing(folder.trail_marks(""))],
    )
    words = f"Cadangan {told(backup)} dipulihkan. Nomor hari ini dilanjutkan 200 lebih tinggi."
    if restored.set_aside is not None:
        words += f" Berkas lama disisihkan: {restored.set_aside}."
    return words


def _existing(path: Path) -> list[Path]:
    return [path] if path.exists() else []


def _any_station(folder: DataFolder) -> UUID:
    names = folder.station_names()
    return folder.read_station(names[0]).id if names else new_id()
