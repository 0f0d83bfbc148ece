"""A made-up office to try out: kiosk, two counters, a display, a supervisor, on the embedded database.

With a screen each station is a process of its own, as in a real office. Without one the same stations run in
this process, some visits happen, and pictures and printed slips are left in a folder.
"""

import os
import secrets
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import mkdtemp

from bkpsdm_desktop.app.data_folder import DataFolder
from bkpsdm_desktop.app.setup import Setup, clock_of
from bkpsdm_desktop.app.station import open_work
from bkpsdm_desktop.domain.rights import Role
from bkpsdm_desktop.screens.start.acts import NewOffice, StartChoice
from bkpsdm_desktop.services import people
from bkpsdm_desktop.services.made_up import open_at_all_hours
from bkpsdm_desktop.services.passwords import Passwords
from bkpsdm_desktop.services.stamps import Stamp
from bkpsdm_desktop.store.ids import new_id

_CLERKS = (("rani", "Rani Contoh", 1), ("joko", "Joko Umpama", 2))
_SUPERVISOR = ("maya", "Maya Pengandaian")
_SKILLS = ("A", "C", "K", "U", "L", "M")


@dataclass(frozen=True, slots=True)
class MadeUp:
    """A made-up office on disk, and the one-time passwords of its people."""

    folder: DataFolder
    passwords: dict[str, str]
    slips: Path


def make_up(root: Path, database: str = "") -> MadeUp:
    """Set an office up the way a person does: start window's acts, accounts with random passwords.

    ``database`` is a migrated PostgreSQL; without one the office gets the embedded database.
    """
    folder = DataFolder(root)
    setup = Setup(folder)
    folder.create()
    if not database:
        setup.prepare_embedded()
    slips = root / "slip"
    slips.mkdir()
    names = ("admin", _SUPERVISOR[0], *(name for name, *_ in _CLERKS))
    passwords = {name: secrets.token_urlsafe(9) for name in names}
    setup.make_office(
        database,
        NewOffice(
            code="TGS",
            agency="BKPSDM",
            place="Kota Tangerang Selatan",
            portal="",
            admin_name="Dian Misalkan",
            admin_username="admin",
            admin_password=passwords["admin"],
            kiosk_pin="246810",
        ),
    )
    _add_people(folder, database, setup, passwords)
    for choice in (
        _choice("kiosk", None, f"file:{slips}", 27.0),
        *(_choice("loket", number, "", 27.0) for *_, number in _CLERKS),
        _choice("layar", None, "", 43.0),
        _choice("meja", None, "", 27.0),
    ):
        config = setup.register(replace(choice, database=database))
        config.full_screen = False
        folder.write_station(config)
    return MadeUp(folder, passwords, slips)


def _choice(role: str, counter: int | None, printer: str, inches: float) -> StartChoice:
    return StartChoice(
        role=role,
        counter=counter,
        database="",
        printer=printer,
        paper_width=576,
        screen_inches=inches,
        farthest_seat_m=6.0,
    )


def _add_people(folder: DataFolder, database: str, setup: Setup, passwords: dict[str, str]) -> None:
    """Two clerks and a supervisor; and the office is open whenever somebody tries it out."""
    people_to_come = (
        *((username, name, Role.CLERK, dict.fromkeys(_SKILLS)) for username, name, _ in _CLERKS),
        (*_SUPERVISOR, Role.SUPERVISOR, {}),
    )
    work = open_work(folder, database)
    try:
        now = clock_of(work)
        station = work.run(setup.here, now)
        work.run(open_at_all_hours, now=now)
        for username, name, role, skills in people_to_come:
            secret = Passwords().hash_password(passwords[username], username=username)
            work.run(
                people.add_person,
                Stamp(id=new_id(), at=now, station=station),
                username=username,
                name=name,
                role=role,
                password_hash=secret,
                skills=skills,
            )
    finally:
        work.close()


def run_demo(out: Path, *, headless: bool) -> int:
    """Run the made-up office; the exit status."""
    if not headless:
        return _with_screen(make_up(Path(mkdtemp(prefix="bkpsdm-contoh-"))))
    out = out.resolve()  # a printer's folder is named whole
    out.mkdir(parents=True, exist_ok=True)
    return _by_itself(make_up(Path(mkdtemp(prefix="kantor-", dir=out))), out)


# --- with a screen -----------------------------------------------------------------------------------


def _with_screen(made: MadeUp) -> int:
    accounts = (*((user, name) for user, name, _ in _CLERKS), _SUPERVISOR)
    lines = [
        "Kantor contoh berjalan: mesin antrean, dua loket, layar, dan meja pengawas.",
        "Tutup semua jendela untuk selesai.",
        *(f"  {name}: nama pengguna {user}, kata sandi {made.passwords[user]}" for user, name in accounts),
        "  PIN mesin antrean 246810 (tekan lambang kantor 3 detik)",
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()
    command = [*_program(), "--data", str(made.folder.root), "--station"]
    running = [subprocess.Popen([*command, name]) for name in made.folder.station_names()]
    return max(process.wait() for process in running)


def _program() -> list[str]:
    """How to start this program again: a packaged one is its own executable."""
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "bkpsdm_desktop"]


# --- without a screen --------------------------------------------------------------------------------


def _by_itself(made: MadeUp, out: Path) -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    from bkpsdm_desktop.app.demo_visits import Visits
    from bkpsdm_desktop.app.loop import application, run

    app = application()
    return run(app, Visits(made, out).play)
