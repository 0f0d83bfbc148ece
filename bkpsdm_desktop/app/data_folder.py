"""Where a PC keeps its own files: the embedded database and its key, stations, backups, trail, logs."""

import os
import secrets
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import msgspec
import platformdirs
from filelock import FileLock, Timeout

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.numbers import CROCKFORD, crockford, groups_of_four

_KEY_BYTES = 32
_CHECK_BYTES = 3  # 35 bytes make 56 characters: 14 groups of 4


class StationConfig(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """What this PC does as one station; written by the start window, one file each.

    ``database`` is a PostgreSQL address, or empty for the embedded one. ``role`` is kiosk, loket, layar or
    meja (a desk without a counter). Screen sizes are in inches, the farthest seat in metres.
    """

    id: UUID
    role: str
    name: str
    database: str = ""
    screen_inches: float = 27.0
    farthest_seat_m: float = 6.0
    low_layout: bool = False
    full_screen: bool = True
    keypad: bool = False
    dark: bool = False


class DataFolder:
    """The program's data folder on this PC. Files with secrets are readable by their owner only."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @classmethod
    def default(cls) -> "DataFolder":
        """The folder of this user, or the one that ``BKPSDM_DATA`` names."""
        named = os.environ.get("BKPSDM_DATA")
        return cls(Path(named) if named else platformdirs.user_data_path("bkpsdm-desktop", appauthor=False))

    def create(self) -> None:
        """Make the folder. Raises ``Refused`` with its path when it can't be written."""
        try:
            for folder in (self.root, self.stations, self.backups, self.logs, self.trail):
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            probe = self.root / f".uji-{secrets.token_hex(4)}"
            probe.touch()
            probe.unlink()
        except OSError as error:
            raise Refused(
                f"Folder data {self.root} tidak dapat ditulis ({error.strerror}). "
                "Periksa izin folder itu, atau pilih folder lain dengan --data."
            ) from None

    @property
    def database(self) -> Path:
        return self.root / "kantor.db"

    @property
    def database_url(self) -> str:
        from bkpsdm_desktop.store.engine import sqlite_url  # the command line's help needs no database

        return sqlite_url(self.database)

    @property
    def stations(self) -> Path:
        return self.root / "stasiun"

    @property
    def backups(self) -> Path:
        return self.root / "cadangan"

    @property
    def logs(self) -> Path:
        return self.root / "log"

    @property
    def trail(self) -> Path:
        return self.root / "jejak"

    # --- stations ----------------------------------------------------------------------------------

    def station_names(self) -> list[str]:
        """The stations set up on this PC, by name."""
        return sorted(path.stem for path in self.stations.glob("*.json"))

    def read_station(self, name: str) -> StationConfig:
        """One station's configuration. Raises ``Refused`` when it is missing or broken."""
        path = self._station_file(name)
        try:
            return msgspec.json.decode(path.read_bytes(), type=StationConfig)
        except FileNotFoundError:
            known = ", ".join(self.station_names()) or "belum ada"
            raise Refused(f"Stasiun '{name}' tidak ada di PC ini. Yang ada: {known}.") from None
        except msgspec.DecodeError as error:
            raise Refused(f"Berkas {path} rusak: {error}. Hapus berkas itu lalu atur ulang PC ini.") from None

    def write_station(self, config: StationConfig) -> None:
        """Keep a station's configuration; whole or not at all."""
        replace_file(self._station_file(config.name), msgspec.json.format(msgspec.json.encode(config)))

    def _station_file(self, name: str) -> Path:
        safe = "".join(character if character.isalnum() or character in " -" else "_" for character in name)
        return self.stations / f"{safe}.json"

    def station_key(self, name: str) -> Path:
        """The file of a station's signing key."""
        return self._station_file(name).with_suffix(".kunci")

    def trail_file(self, station: UUID) -> Path:
        """The file of a station's checkpoints, outside the database."""
        return self.trail / f"{station}.jsonl"

    def trail_files(self, database: str) -> list[Path]:
        """Those that this PC's stations wrote about one database."""
        stations = [self.read_station(name) for name in self.station_names()]
        files = [self.trail_file(config.id) for config in stations if config.database == database]
        return [file for file in files if file.exists()]

    def trail_marks(self, database: str) -> Path:
        """Up to where this PC checked the trails of a database (``services.trail_marks``)."""
        return self.trail / f"terperiksa-{sha256(database.encode()).hexdigest()[:8]}.jsonl"

    def station_lock(self, name: str) -> Path:
        """The file that a running station holds locked."""
        return self._station_file(name).with_suffix(".jalan")

    def running_stations(self) -> list[str]:
        """The stations of this PC that run now: each holds its lock file."""
        running = []
        for name in self.station_names():
            lock = FileLock(self.station_lock(name))
            try:
                lock.acquire(timeout=0)
                lock.release()
            except Timeout:
                running.append(name)
        return running

    # --- the key of the embedded database ------------------------------------------------------------

    @property
    def key_file(self) -> Path:
        return self.root / "kantor.kunci"

    def create_key(self) -> bytes:
        """A new random database key, kept in the key file. Raises ``FileExistsError`` when there is one."""
        key = secrets.token_bytes(_KEY_BYTES)
        self.keep_key(key)
        return key

    def keep_key(self, key: bytes) -> None:
        """Write the key file, readable by its owner only; never over another key."""
        descriptor = os.open(self.key_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(key.hex().encode())
            file.flush()
            os.fsync(file.fileno())

    def read_key(self) -> bytes:
        """The database key. Raises ``Refused`` when it is missing, broken or readable by others."""
        try:
            content = self.key_file.read_bytes()
        except FileNotFoundError:
            raise Refused(
                f"Kunci basis data {self.key_file} tidak ada. Pulihkan dengan kunci pemulihan yang dicetak "
                "saat penyiapan pertama."
            ) from None
        except OSError as error:
            raise Refused(
                f"Kunci basis data {self.key_file} tidak dapat dibaca ({error.strerror}). Periksa izinnya."
            ) from None
        if os.name == "posix" and self.key_file.stat().st_mode & 0o077:
            raise Refused(
                f"Berkas kunci {self.key_file} dapat dibaca pengguna lain. "
                f"Jalankan: chmod 600 '{self.key_file}'."
            )
        try:
            key = bytes.fromhex(content.decode("ascii"))
        except ValueError:
            key = b""
        if len(key) != _KEY_BYTES:
            raise Refused(f"Berkas kunci {self.key_file} rusak. Pulihkan dengan kunci pemulihan.")
        return key


def recovery_text(key: bytes) -> str:
    """The recovery key for paper: the database key and a check, in groups of 4 Crockford characters."""
    return groups_of_four(crockford(key + sha256(key).digest()[:_CHECK_BYTES])).replace("-", " ")


def key_of_recovery(text: str) -> bytes:
    """The database key of a typed recovery key. Raises ``Refused`` when it has a typing error."""
    compact = "".join(text.upper().split()).replace("-", "").translate(str.maketrans("OIL", "011"))
    if any(character not in CROCKFORD for character in compact):
        raise Refused("Kunci pemulihan memuat karakter yang tidak dikenal. Periksa lagi salinannya.")
    value = 0
    for character in compact:
        value = value * 32 + CROCKFORD.index(character)
    expected = (_KEY_BYTES + _CHECK_BYTES) * 8 // 5
    if len(compact) != expected:
        raise Refused(f"Kunci pemulihan terdiri atas {expected} karakter. Anda mengetik {len(compact)}.")
    data = value.to_bytes(_KEY_BYTES + _CHECK_BYTES, "big")
    key, check = data[:_KEY_BYTES], data[_KEY_BYTES:]
    if sha256(key).digest()[:_CHECK_BYTES] != check:
        raise Refused("Kunci pemulihan salah ketik. Periksa lagi tiap kelompok empat karakter.")
    return key


def replace_file(path: Path, content: bytes) -> None:
    """Write a file so that a cut leaves the old or the new one whole."""
    draft = path.with_name(path.name + ".baru")
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(draft, path)
