"""A PostgreSQL server of its own, for one run: standard library only, because dev.py uses it too."""

import contextlib
import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

OWNER = "bkpsdm"
_STARTS = 3  # another process may take the free port between looking and listening
_NOT_DURABLE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class PostgresError(RuntimeError):
    """No server can be started here; the text says why."""


class PostgresServer:
    """A cluster in a folder of its own, on 127.0.0.1 and a free port, with a password nobody sees.

    ``durable=False`` switches fsync off: right for tests, wrong for anything that measures.
    """

    def __init__(self, folder: Path, *, durable: bool = False) -> None:
        self._bin = _bin_folder()
        self._user = _other_user()
        self._folder = folder
        self._passfile = folder / "client" / "pgpass"
        self._durable = durable
        self.port = 0

    def create(self) -> None:
        """Makes the cluster and the password file of its owner role."""
        self._folder.chmod(0o711)  # the server's user passes through to its own folder
        server = self._folder / "server"
        for folder in (server, self._passfile.parent):
            folder.mkdir(mode=0o700)
        password = secrets.token_urlsafe(24)
        self._passfile.touch(mode=0o600)
        # Any role and any port: tests put proxies between, and give roles they create the same password.
        self._passfile.write_text(f"127.0.0.1:*:*:*:{password}\n", encoding="utf-8")
        first = server / "first-password"
        first.touch(mode=0o600)
        first.write_text(password + "\n", encoding="utf-8")
        if self._user:
            for path in (server, first):
                os.chown(path, self._user.uid, self._user.gid)
        self._call(
            "initdb", "--username", OWNER, "--auth", "scram-sha-256", "--pwfile", str(first),
            "--encoding", "UTF8", "--locale", "C", "--no-sync", "--pgdata", str(server / "data"),
        )  # fmt: skip
        first.unlink()

    def start(self) -> None:
        """Starts the cluster, on the port of its last start when it had one.

        Raises PostgresError with the server's own words when it does not come up.
        """
        for attempt in range(_STARTS):
            port = self.port or _free_port()
            try:
                self._pg_ctl("start", "-l", str(self._folder / "server" / "log"), "-o", self._options(port))
            except PostgresError:
                if self.port or attempt == _STARTS - 1:
                    raise PostgresError(f"PostgreSQL does not start: {self._log_tail()}") from None
            else:
                self.port = port
                return

    def stop(self) -> None:
        """Stops the cluster at once; connections that are open break. Starting again is allowed."""
        self._pg_ctl("stop", "-m", "fast")

    def url(self, database: str = "postgres") -> str:
        """The address for SQLAlchemy; the password is not in it but in the file of PGPASSFILE."""
        return f"postgresql+psycopg://{OWNER}@127.0.0.1:{self.port}/{database}"

    def environment(self) -> dict[str, str]:
        """What a child process needs to reach the server."""
        return {"BKPSDM_TEST_PG": self.url(), "PGPASSFILE": str(self._passfile)}

    def _options(self, port: int) -> str:
        settings = [
            "listen_addresses=127.0.0.1",
            f"unix_socket_directories={self._folder / 'server'}",
            "max_connections=200",
            "log_timezone=UTC",
            *(() if self._durable else _NOT_DURABLE),
        ]
        return " ".join([f"-p {port}", *(f"-c {setting}" for setting in settings)])

    def _pg_ctl(self, action: str, *arguments: str) -> None:
        data = str(self._folder / "server" / "data")
        self._call("pg_ctl", action, "--pgdata", data, "--wait", "--timeout", "60", "--silent", *arguments)

    def _call(self, program: str, *arguments: str) -> None:
        """Output goes to a file: a pipe would be inherited by the server and never end."""
        with tempfile.TemporaryFile() as output:
            done = subprocess.run(
                [str(self._bin / program), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=self._folder,
                env={**os.environ, "LC_ALL": "C"},
                check=False,
                user=self._user and self._user.uid,
                group=self._user and self._user.gid,
                extra_groups=self._user and [],
            )
            output.seek(0)
            if done.returncode != 0:
                raise PostgresError(f"{program}: {output.read().decode(errors='replace').strip()}")

    def _log_tail(self) -> str:
        log = self._folder / "server" / "log"
        return log.read_text(encoding="utf-8", errors="replace")[-2000:] if log.exists() else "no log"


@contextlib.contextmanager
def running_postgres(*, durable: bool = False) -> Iterator[PostgresServer]:
    """A server that is gone, with its folder, when the block ends, however it ends."""
    # Not TMPDIR: the path of a Unix socket is short, and another user must reach it.
    parent = "/tmp" if os.name == "posix" else None
    folder = Path(tempfile.mkdtemp(prefix="bkpsdm-pg-", dir=parent))
    try:
        server = PostgresServer(folder, durable=durable)
        server.create()
        server.start()
        try:
            yield server
        finally:
            with contextlib.suppress(PostgresError):  # a test may have stopped it already
                server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _bin_folder() -> Path:
    """Where initdb and pg_ctl are. Debian keeps them off PATH, one folder for each version."""
    on_path = shutil.which("initdb")
    if on_path and (Path(on_path).resolve().parent / _executable("pg_ctl")).exists():
        return Path(on_path).resolve().parent
    candidates = [
        *Path("/usr/lib/postgresql").glob("*/bin"),
        *Path("/opt/homebrew/opt").glob("postgresql*/bin"),
        *Path(os.environ.get("PROGRAMFILES", "/nonexistent"), "PostgreSQL").glob("*/bin"),
    ]
    usable = [folder for folder in candidates if (folder / _executable("initdb")).exists()]
    if not usable:
        raise PostgresError("PostgreSQL is not installed (no initdb found).")
    return max(usable, key=_version)


def _version(folder: Path) -> int:
    digits = "".join(character for character in folder.parent.name if character.isdigit())
    return int(digits or 0)


def _executable(name: str) -> str:
    return f"{name}.exe" if os.name == "nt" else name


class _User(NamedTuple):
    uid: int
    gid: int


def _other_user() -> _User | None:
    """PostgreSQL refuses to run as root: then it is started as the package's own user."""
    if os.name == "nt" or os.geteuid() != 0:
        return None
    import pwd

    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            return _User(entry.pw_uid, entry.pw_gid)
    raise PostgresError("There is no user other than root to run PostgreSQL as.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
