"""What the command line does without a window."""

import argparse
import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bkpsdm_desktop.app import rescue
from bkpsdm_desktop.app.data_folder import DataFolder, key_of_recovery
from bkpsdm_desktop.app.setup import Setup, clock_of, initialise_postgresql
from bkpsdm_desktop.app.station import open_work, pc_clock
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.rights import Role
from bkpsdm_desktop.screens.start.acts import NewOffice
from bkpsdm_desktop.services import people, reference, stations, trail
from bkpsdm_desktop.services.passwords import Passwords
from bkpsdm_desktop.services.stamps import Stamp
from bkpsdm_desktop.services.trail_marks import keep_marks, read_marks
from bkpsdm_desktop.store.backup import back_up, backups
from bkpsdm_desktop.store.canary import canary_knows
from bkpsdm_desktop.store.ids import new_id
from bkpsdm_desktop.store.work import Work


def say(line: str) -> None:
    """One line on the terminal."""
    sys.stdout.write(line + "\n")


def ask(question: str, given: str = "") -> str:
    """What the person types, unless it was given already. Raises ``Refused`` at the end of the input."""
    if given:
        return given
    sys.stdout.write(f"{question}: ")
    sys.stdout.flush()
    line = sys.stdin.readline()
    if not line:
        raise Refused(f"{question} belum diisi.")
    return line.rstrip("\r\n")


def ask_secret(question: str) -> str:
    """A new secret, typed twice and not shown; from a pipe it is one line."""
    if not sys.stdin.isatty():
        return ask(question)
    first = getpass.getpass(f"{question}: ")
    if getpass.getpass(f"{question} sekali lagi: ") != first:
        raise Refused(f"{question} yang kedua berbeda. Ulangi perintahnya.")
    return first


@dataclass(frozen=True, slots=True)
class Here:
    """A database opened for one command, and this PC in its audit trail."""

    work: Work
    station: UUID
    now: datetime

    def stamp(self) -> Stamp:
        return Stamp(id=new_id(), at=self.now, station=self.station)


@contextmanager
def opened(folder: DataFolder, database: str) -> Iterator[Here]:
    """Open a database for one command."""
    work = open_work(folder, database)
    try:
        now = clock_of(work)
        yield Here(work, work.run(Setup(folder).here, now), now)
    finally:
        work.close()


# --- database --------------------------------------------------------------------------------------


def init_database(folder: DataFolder, options: argparse.Namespace) -> int:
    """Migrate, then make office and first administrator when there is none."""
    setup = Setup(folder)
    recovery = None
    if options.db:
        initialise_postgresql(options.db)
    else:
        recovery = setup.prepare_embedded()
    work = open_work(folder, options.db)
    try:
        there = work.read(people.has_administrator)
    finally:
        work.close()
    if there:
        say("Basis data siap. Kantor dan administratornya sudah ada.")
        return 0
    say("Basis data siap. Isi kantor dan administrator pertama.")
    office = NewOffice(
        code=ask("Kode kantor (3 huruf)").upper(),
        agency=ask("Instansi"),
        place=ask("Kota/kabupaten"),
        portal="",
        admin_name=ask("Nama lengkap administrator"),
        admin_username=ask("Nama pengguna administrator"),
        admin_password=ask_secret("Kata sandi"),
        kiosk_pin="",
    )
    setup.make_office(options.db, office)
    say("Kantor dan administrator dibuat. Atur PIN mesin antrean dengan: bkpsdm-desktop kiosk-pin")
    if recovery is not None:
        say("Kunci pemulihan, simpan di tempat terkunci:")
        say(recovery)
    return 0


def back_up_now(folder: DataFolder, options: argparse.Namespace) -> int:
    """A checked backup of the embedded database."""
    made = back_up(folder.database, folder.read_key(), folder=folder.backups, now=pc_clock())
    say(f"Cadangan dibuat dan diperiksa: {made}")
    return 0


def restore(folder: DataFolder, options: argparse.Namespace) -> int:
    """Put a backup in the place of the embedded database, which is set aside."""
    kept = [options.file] if options.file else backups(folder.backups)
    if not kept:
        raise Refused(f"Tidak ada cadangan di {folder.backups}.")
    say(rescue.restore(folder, kept[0]))
    return 0


def recover_key(folder: DataFolder, options: argparse.Namespace) -> int:
    """Make the key file again from the recovery key."""
    folder.create()
    key = key_of_recovery(ask("Kunci pemulihan (14 kelompok)"))
    if canary_knows(folder.database, key) is False:
        raise Refused("Kunci pemulihan ini bukan untuk basis data di folder ini.")
    try:
        folder.keep_key(key)
    except FileExistsError:
        raise Refused(
            f"Berkas kunci {folder.key_file} masih ada. Pindahkan dahulu bila kunci itu salah."
        ) from None
    say("Berkas kunci dipulihkan.")
    return 0


# --- people ----------------------------------------------------------------------------------------


def add_user(folder: DataFolder, options: argparse.Namespace) -> int:
    """Add an account; its password is asked for."""
    skills = {series.strip().upper(): None for series in options.skills.split(",") if series.strip()}
    name = ask("Nama lengkap", options.name)
    secret = Passwords().hash_password(ask_secret("Kata sandi"), username=options.username)
    with opened(folder, options.db) as here:
        here.work.run(
            people.add_person,
            here.stamp(),
            username=options.username,
            name=name,
            role=Role(options.role),
            password_hash=secret,
            skills=skills,
        )
    say(f"Akun {options.username} ({options.role}) ditambahkan.")
    return 0


def change_password(folder: DataFolder, options: argparse.Namespace) -> int:
    """Give an account a new password."""
    secret = Passwords().hash_password(ask_secret("Kata sandi baru"), username=options.username)
    with opened(folder, options.db) as here:
        person = here.work.read(people.person_named, options.username)
        here.work.run(people.set_password, here.stamp(), person=person, password_hash=secret)
    say(f"Kata sandi {options.username} diganti.")
    return 0


def set_pin(folder: DataFolder, options: argparse.Namespace) -> int:
    """Set the PIN that leaves the kiosk's full screen."""
    secret = Passwords().hash_pin(ask_secret("PIN mesin antrean (6-8 angka)"))
    with opened(folder, options.db) as here:
        here.work.run(people.set_kiosk_pin, here.stamp(), pin_hash=secret)
    say("PIN mesin antrean diatur.")
    return 0


# --- data ------------------------------------------------------------------------------------------


def import_data(folder: DataFolder, options: argparse.Namespace) -> int:
    """Load reference files into the tables; all of them or nothing."""
    data = reference.read_reference(options.folder)
    with opened(folder, options.db) as here:
        here.work.run(reference.import_reference, here.stamp(), data)
    words = {
        "groups": "kelompok",
        "services": "layanan",
        "hours": "jam buka",
        "holidays": "hari libur",
        "counters": "loket",
    }
    read = ((word, getattr(data, name)) for name, word in words.items())
    say("Dimuat: " + ", ".join(f"{len(rows)} {word}" for word, rows in read if rows is not None) + ".")
    return 0


def set_display(folder: DataFolder, options: argparse.Namespace) -> int:
    """Which calls a display shows: those of a room, or of chosen groups."""
    groups = None
    if options.groups is not None:
        groups = [code.strip().upper() for code in options.groups.split(",") if code.strip()]
    with opened(folder, options.db) as here:
        here.work.run(
            stations.configure_display, here.stamp(), name=options.name, room=options.room, groups=groups
        )
    say(f"{options.name} diatur.")
    return 0


def verify_audit(folder: DataFolder, options: argparse.Namespace) -> int:
    """Check the audit trail; 1 when something was found."""
    files = [*folder.trail_files(options.db), *options.checkpoints]
    marks = folder.trail_marks(options.db)
    since = read_marks(marks) if options.since_checkpoint else []
    with opened(folder, options.db) as here:
        found = here.work.read(trail.verify, checkpoint_files=files, since=since)
    keep_marks(marks, found.marks, doubted=since)
    for fault in found.faults:
        say(fault.sentence if fault.row is None else f"Baris {fault.row}: {fault.sentence}")
    say(f"Titik periksa di luar basis data: {len(files)} berkas.")
    say(f"Baris yang dibaca: {found.rows}.")
    say(f"{len(found.faults)} temuan." if found.faults else "Jejak audit utuh.")
    return 1 if found.faults else 0
