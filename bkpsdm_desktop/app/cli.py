"""The command line: without a command it starts a station of this PC, or the first set-up."""

import argparse
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from bkpsdm_desktop.app.data_folder import DataFolder
from bkpsdm_desktop.app.simulate import command as simulate
from bkpsdm_desktop.domain.errors import Refused

FAILED = 1
# Not a command for people: a station that speaks starts the player of its sentences by it.
LOUDSPEAKER = "loudspeaker"

# What argparse says by itself.
_WORDS = {
    "usage: ": "pemakaian: ",
    "positional arguments": "argumen",
    "options": "pilihan",
    "show this help message and exit": "menampilkan bantuan ini",
    "%(prog)s: error: %(message)s\n": "%(prog)s: %(message)s\n",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "the following arguments are required: %s": "belum diisi: %s",
    "unrecognized arguments: %s": "tidak dikenal: %s",
    "invalid choice: %(value)r (choose from %(choices)s)": "%(value)r tidak dikenal; pilih %(choices)s",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s dapat berarti %(matches)s",
    "expected one argument": "perlu satu nilai",
    "expected at most one argument": "paling banyak satu nilai",
    "ignored explicit argument %r": "tidak memakai nilai %r",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status: 0 done, 1 refused or found something, 2 wrong use."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    if given == [LOUDSPEAKER]:
        from bkpsdm_desktop.devices import loudspeaker

        return loudspeaker.main()
    options = parser().parse_args(given)
    try:
        return int(options.run(options))
    except Refused as refusal:
        sys.stderr.write(f"{refusal.sentence}\n")
        return FAILED
    except KeyboardInterrupt:
        return 130


def parser() -> argparse.ArgumentParser:
    """All commands. What one needs is loaded when it runs: help and mistakes are told at once."""
    vars(argparse)["_"] = lambda text: _WORDS.get(text, text)  # its only way to speak another language
    top = argparse.ArgumentParser(
        prog="bkpsdm-desktop", description="Loket layanan BKPSDM: antrean, loket, layar, dan cetak."
    )
    top.add_argument("--data", type=Path, metavar="FOLDER", help="folder data (bawaan: milik pengguna ini)")
    top.add_argument("--station", metavar="NAMA", help="stasiun PC ini yang dijalankan")
    top.add_argument(
        "--role", choices=("kiosk", "loket", "layar", "meja"), help="stasiun PC ini dengan peran itu"
    )
    top.set_defaults(run=_station)
    group = top.add_subparsers(metavar="PERINTAH")
    another = group.add_parser("add-station", help="menjadikan PC ini stasiun lain lagi")
    another.set_defaults(run=_add_station)
    _add_database(group)
    _add_people(group)
    _add_data(group)
    _add_demo(group)
    simulate.add_parser(group)
    return top


if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def data_folder(options: argparse.Namespace) -> DataFolder:
    """The data folder that was asked for."""
    return DataFolder(options.data) if options.data else DataFolder.default()


def _command(name: str) -> Callable[[argparse.Namespace], int]:
    """A function of ``app.commands``, loaded with the database's code when it is called."""

    def run(options: argparse.Namespace) -> int:
        from bkpsdm_desktop.app import commands

        return int(getattr(commands, name)(data_folder(options), options))

    return run


def _with_database(command: argparse.ArgumentParser) -> None:
    command.add_argument("--db", default="", metavar="ALAMAT", help="PostgreSQL; bawaan: basis data PC ini")


def _station(options: argparse.Namespace) -> int:
    # PySide6 reads the source of every module that is loaded after it, to see whether it uses Qt, and keeps
    # the text: a quarter of the start and 20 MB. So what knows no Qt is loaded first.
    import_module("bkpsdm_desktop.app.station")
    from bkpsdm_desktop.app.start import run_station

    return run_station(data_folder(options), options.station, options.role)


def _add_station(options: argparse.Namespace) -> int:
    from bkpsdm_desktop.app.start import add_station

    return add_station(data_folder(options))


def _add_database(group: "Commands") -> None:
    database = group.add_parser("db", help="membuat, memigrasi, mencadangkan, memulihkan basis data")
    verbs = database.add_subparsers(metavar="TINDAKAN", required=True)
    init = verbs.add_parser("init", help="membuat atau memigrasi, dan administrator pertama")
    _with_database(init)
    init.set_defaults(run=_command("init_database"))
    backup = verbs.add_parser("backup", help="membuat cadangan yang diperiksa")
    backup.set_defaults(run=_command("back_up_now"))
    restore = verbs.add_parser("restore", help="memulihkan cadangan (bawaan: yang terakhir)")
    restore.add_argument("file", nargs="?", type=Path, metavar="BERKAS")
    restore.set_defaults(run=_command("restore"))
    key = verbs.add_parser("recover-key", help="memulihkan berkas kunci dari kunci pemulihan")
    key.set_defaults(run=_command("recover_key"))


def _add_people(group: "Commands") -> None:
    user = group.add_parser("user", help="akun petugas")
    verbs = user.add_subparsers(metavar="TINDAKAN", required=True)
    add = verbs.add_parser("add", help="menambah akun; kata sandi ditanyakan")
    add.add_argument("username", metavar="NAMA_PENGGUNA")
    add.add_argument(
        "--role", required=True, choices=("petugas", "pengawas", "administrator", "auditor"), metavar="PERAN"
    )
    add.add_argument("--skills", default="", metavar="A,C", help="seri layanan yang boleh dipanggil")
    add.add_argument("--name", default="", metavar="NAMA", help="nama lengkap (ditanyakan bila kosong)")
    _with_database(add)
    add.set_defaults(run=_command("add_user"))
    password = verbs.add_parser("password", help="mengganti kata sandi sebuah akun")
    password.add_argument("username", metavar="NAMA_PENGGUNA")
    _with_database(password)
    password.set_defaults(run=_command("change_password"))
    pin = group.add_parser("kiosk-pin", help="mengatur PIN untuk keluar dari mesin antrean")
    _with_database(pin)
    pin.set_defaults(run=_command("set_pin"))
    display = group.add_parser("display", help="mengatur panggilan mana yang ditampilkan sebuah layar")
    display.add_argument("name", metavar="LAYAR")
    display.add_argument("--room", metavar="RUANG", help="ruang tunggu layar ini")
    display.add_argument("--groups", metavar="CUTI,KARTU", help="hanya kelompok ini; kosong: seluruh ruang")
    _with_database(display)
    display.set_defaults(run=_command("set_display"))


def _add_data(group: "Commands") -> None:
    data = group.add_parser("import-data", help="memuat layanan, loket, jam buka, dan hari libur dari berkas")
    data.add_argument("folder", type=Path, metavar="FOLDER")
    _with_database(data)
    data.set_defaults(run=_command("import_data"))
    audit = group.add_parser("audit", help="jejak audit")
    verbs = audit.add_subparsers(metavar="TINDAKAN", required=True)
    verify = verbs.add_parser("verify", help="memeriksa jejak audit; status 1 bila ada yang ditemukan")
    verify.add_argument(
        "--checkpoints", type=Path, action="append", default=[], metavar="BERKAS", help="titik periksa luar"
    )
    verify.add_argument(
        "--since-checkpoint", action="store_true", help="hanya baris sesudah titik yang sudah diperiksa"
    )
    _with_database(verify)
    verify.set_defaults(run=_command("verify_audit"))


def _add_demo(group: "Commands") -> None:
    demo = group.add_parser("demo", help="kantor contoh: mesin antrean, dua loket, layar, pengawas")
    demo.add_argument("--headless", action="store_true", help="tanpa layar: berjalan sendiri")
    demo.add_argument("--out", type=Path, default=Path("hasil"), metavar="FOLDER")
    demo.set_defaults(run=_demo)
    test = group.add_parser("self-test", help="memeriksa pemasangan: mengambil dan mencetak satu nomor")
    test.add_argument("folder", type=Path, metavar="FOLDER", help="folder kosong untuk kantor contoh")
    test.set_defaults(run=_self_test)


def _demo(options: argparse.Namespace) -> int:
    from bkpsdm_desktop.app.demo import run_demo

    return run_demo(options.out, headless=options.headless)


def _self_test(options: argparse.Namespace) -> int:
    from bkpsdm_desktop.app.self_test import run_self_test

    return run_self_test(options.folder)
