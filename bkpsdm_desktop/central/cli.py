"""The command line of the central office's server."""

import argparse
import getpass
import os
import sys
from collections.abc import Callable, Sequence
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy.orm import Session

from bkpsdm_desktop.central import offices
from bkpsdm_desktop.central.settings import Settings, utc_now
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.services.passwords import Passwords
from bkpsdm_desktop.store.central_migrate import migrate_central, open_central
from bkpsdm_desktop.store.work import Work

FAILED = 1
FACTORY = "bkpsdm_desktop.central.app:from_environment"
_PORT = 8750

P = ParamSpec("P")
R = TypeVar("R")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status: 0 done, 1 refused, 2 wrong use."""
    options = parser().parse_args(arguments)
    try:
        options.run(options)
    except Refused as refusal:
        sys.stderr.write(f"{refusal.sentence}\n")
        return FAILED
    except KeyboardInterrupt:
        return 130
    return 0


def parser() -> argparse.ArgumentParser:
    """All commands."""
    top = argparse.ArgumentParser(prog="bkpsdm-central", description="Server kantor pusat BKPSDM.")
    group = top.add_subparsers(metavar="PERINTAH", required=True)
    serve = _command(group, "serve", _serve, "menjalankan server")
    serve.add_argument("--host", default="127.0.0.1", help="alamat yang didengarkan (bawaan: PC ini saja)")
    serve.add_argument("--port", type=int, default=_PORT, metavar="N", help=f"bawaan: {_PORT}")
    serve.add_argument("--workers", type=int, default=1, metavar="N", help="banyaknya proses (bawaan: 1)")
    serve.add_argument(
        "--address",
        default="",
        metavar="URL",
        help="alamat yang dipakai kantor, misalnya https://pusat.go.id",
    )
    _command(group, "migrate", _migrate, "membuat atau memigrasi basis data pusat")
    admin = group.add_parser("admin", help="siapa yang boleh masuk ke halaman pusat")
    verbs = admin.add_subparsers(metavar="TINDAKAN", required=True)
    create = _command(verbs, "create", _create_admin, "menambah administrator; kata sandi ditanyakan")
    create.add_argument("name", metavar="NAMA_PENGGUNA")
    office = group.add_parser("office", help="kantor dan kode pendaftarannya")
    verbs = office.add_subparsers(metavar="TINDAKAN", required=True)
    add = _command(verbs, "add", _add_office, "menambah kantor")
    add.add_argument("code", metavar="KODE")
    add.add_argument("name", metavar="NAMA")
    code = _command(verbs, "code", _make_code, "kode pendaftaran sekali pakai, berlaku 15 menit")
    code.add_argument("code", metavar="KODE")
    return top


def _command(
    group: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    run: Callable[[argparse.Namespace], None],
    text: str,
) -> argparse.ArgumentParser:
    command = group.add_parser(name, help=text)
    command.add_argument(
        "--db", required=True, metavar="ALAMAT", help="tanpa kata sandi: postgresql://bkpsdm@server/pusat"
    )
    command.set_defaults(run=run)
    return command


def audience_of(options: argparse.Namespace) -> str:
    """The address that offices sign: where this server is reached."""
    given: str = options.address or f"http://{options.host}:{options.port}"
    return given.rstrip("/")


def _serve(options: argparse.Namespace) -> None:
    if options.workers < 1:
        raise Refused("Banyaknya proses paling sedikit 1.")
    if options.workers > 1 and options.db.startswith("sqlite"):
        raise Refused("Dengan SQLite server hanya dapat memakai satu proses; pakai PostgreSQL untuk lebih.")
    open_central(options.db).dispose()  # a database that is not ready is told here, not by every process
    import uvicorn

    settings = Settings(database=options.db, audience=audience_of(options))
    os.environ.update(settings.environment())
    uvicorn.run(
        FACTORY,
        factory=True,
        host=options.host,
        port=options.port,
        workers=options.workers,
        server_header=False,
        access_log=False,
        log_level="warning",
    )


def _migrate(options: argparse.Namespace) -> None:
    revision = migrate_central(options.db)
    sys.stdout.write(f"Basis data pusat siap (skema {revision}).\n")


def _create_admin(options: argparse.Namespace) -> None:
    first = _ask_secret()
    stored = offices.password_hash(Passwords(), options.name, first)
    _run(options, offices.add_official, utc_now(), options.name, stored)
    sys.stdout.write(f"Administrator {options.name} dapat masuk.\n")


def _add_office(options: argparse.Namespace) -> None:
    _run(options, offices.add_office, utc_now(), options.code, options.name)
    sys.stdout.write(f"Kantor {options.code.strip().upper()} ditambahkan.\n")


def _make_code(options: argparse.Namespace) -> None:
    code = _run(options, offices.make_code, utc_now(), options.code)
    sys.stdout.write(f"{code}\nBerlaku 15 menit, untuk satu PC. Kode ini tidak dapat ditampilkan lagi.\n")


def _run(
    options: argparse.Namespace, fn: Callable[Concatenate[Session, P], R], *args: P.args, **kwargs: P.kwargs
) -> R:
    work = Work(open_central(options.db))
    try:
        return work.run(fn, *args, **kwargs)
    finally:
        work.close()


def _ask_secret() -> str:
    """A new password, typed twice and not shown; from a pipe it is one line."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass("Kata sandi: ")
    if getpass.getpass("Kata sandi sekali lagi: ") != first:
        raise Refused("Kata sandi yang kedua berbeda. Ulangi perintahnya.")
    return first
