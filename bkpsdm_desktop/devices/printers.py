"""Ticket printers behind the Spooler port: a folder, a network printer, and a fake for tests.

A printer that can tell is asked before a job (no paper: nothing is sent, so nothing old shoots out when
someone refills it) and after it. Only its own answer, given after it worked through the whole job, is a
proof; that the network took the bytes is none.
"""

import os
import socket
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from bkpsdm_desktop.services.ports import PrinterFailed, PrinterStatus, Proof, Sent, Spooler

# DLE EOT n, the real-time questions of ESC/POS, and the bits of their answers.
_ASK_ONLINE = b"\x10\x04\x01"
_IS_OFFLINE = 0x08
_ASK_CAUSE = b"\x10\x04\x02"
_IS_COVER_OPEN = 0x04
_IS_STOPPED_BY_PAPER = 0x20
_ASK_PAPER = b"\x10\x04\x04"
_IS_PAPER_OUT = 0x60
_IS_PAPER_LOW = 0x0C

# GS r 1: unlike those it is answered in its turn, after everything that was sent before it.
_ASK_WHEN_DONE = b"\x1d\x72\x01"
_IS_DONE_WITHOUT_PAPER = 0x0C

_STOPPED = {
    PrinterStatus.PAPER_OUT: ("Kertas printer habis", "Isi kertas"),
    PrinterStatus.COVER_OPEN: ("Tutup printer terbuka", "Rapatkan tutupnya"),
    PrinterStatus.OFFLINE: ("Printer tidak siap", "Periksa printer"),
}


def open_printer(address: str) -> Spooler | None:
    """The printer of a setting: ``file:/folder``, ``tcp://host:9100`` (9100 may be left out), empty for none.

    Raises ValueError with a sentence for the person who typed the address.
    """
    address = address.strip()
    if not address:
        return None
    if address.startswith("file:"):
        folder = Path(address.removeprefix("file:"))
        if not folder.is_absolute():
            raise ValueError(
                f"Alamat printer {address} harus berisi folder lengkap, misalnya file:/srv/slip."
            )
        return FilePrinter(folder)
    if address.startswith("tcp:"):
        return TcpPrinter(*_host_and_port(address))
    raise ValueError(
        f"Alamat printer {address} tidak dikenal. Tulis tcp://nama-printer:9100 atau file:/folder, "
        "atau kosongkan bila tanpa printer."
    )


def _host_and_port(address: str) -> tuple[str, int]:
    try:
        parts = urlsplit(address)
    except ValueError as error:
        raise ValueError(f"Alamat printer {address} tidak dapat dibaca.") from error
    try:
        port = parts.port
    except ValueError as error:
        raise ValueError(f"Alamat printer {address}: porta harus angka 1 sampai 65535.") from error
    if not parts.hostname:
        raise ValueError(f"Alamat printer {address} belum berisi nama printer, misalnya tcp://10.0.0.8:9100.")
    if port == 0:
        raise ValueError(f"Alamat printer {address}: porta harus angka 1 sampai 65535.")
    if parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc:
        raise ValueError(f"Alamat printer {address} hanya boleh berisi nama printer dan porta.")
    return parts.hostname, port or 9100


class FilePrinter:
    """Puts each job as ``slip-0001.bin``, ``slip-0002.bin``, ... into a folder, and makes the folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, data: bytes) -> Sent:
        """A file appears whole or not at all; several programs may share the folder."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            target = self._keep(data)
        except OSError as error:
            raise PrinterFailed(
                f"Slip tidak dapat disimpan di {self._folder}: {error.strerror}.", sent=False
            ) from error
        return Sent(Proof.NO_STATUS, f"Slip disimpan sebagai {target.name}.")

    def _keep(self, data: bytes) -> Path:
        handle, name = tempfile.mkstemp(dir=self._folder, prefix=".slip-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            used = [
                int(path.stem[5:]) for path in self._folder.glob("slip-*.bin") if path.stem[5:].isdecimal()
            ]
            number = max(used, default=0) + 1
            while not _linked(name, target := self._folder / f"slip-{number:04}.bin"):
                number += 1
            return target
        finally:
            os.unlink(name)

    def status(self) -> PrinterStatus:
        there = next(path for path in (self._folder, *self._folder.parents) if path.exists())
        usable = there.is_dir() and os.access(there, os.W_OK)
        return PrinterStatus.UNKNOWN if usable else PrinterStatus.UNREACHABLE


def _linked(source: str, target: Path) -> bool:
    """Give the file its final name; a link, since a rename would replace another program's job on Linux."""
    try:
        os.link(source, target)
    except FileExistsError:
        return False
    return True


class TcpPrinter:
    """A network printer for raw jobs (port 9100 by custom).

    Times in seconds: ``timeout`` for the connection, ``patience`` for each answer about its state,
    ``job_timeout`` for taking and printing a whole job.
    """

    def __init__(
        self,
        host: str,
        port: int = 9100,
        timeout: float = 3.0,
        *,
        patience: float = 1.0,
        job_timeout: float = 15.0,
    ) -> None:
        self._address = (host, port)
        self._timeout = timeout
        self._patience = patience
        self._job_timeout = job_timeout

    def send(self, data: bytes) -> Sent:
        """PROVEN only if the printer answered before the job, in its turn after it, and has paper then."""
        try:
            line = self._connected()
        except (OSError, UnicodeError) as error:
            raise PrinterFailed(self._unreachable(), sent=False) from error
        with line:
            try:
                before = line.status()
            except OSError as error:
                raise PrinterFailed(self._unreachable(), sent=False) from error
            if before in _STOPPED:
                state, remedy = _STOPPED[before]
                raise PrinterFailed(f"{state}. {remedy}, lalu cetak lagi.", sent=False)
            try:
                return self._print(line, data, answers=before is not PrinterStatus.UNKNOWN)
            except OSError as error:
                raise PrinterFailed(
                    "Printer berhenti menjawab saat mencetak. Periksa apakah slip sudah keluar.",
                    sent=True,
                ) from error

    def _print(self, line: "_Line", data: bytes, *, answers: bool) -> Sent:
        if not answers:
            line.write(data, self._job_timeout)
            line.end()
            return Sent(Proof.NO_STATUS, "Printer ini tidak memberi tahu apakah slip sudah keluar.")
        line.write(data + _ASK_WHEN_DONE, self._job_timeout)
        done = line.read(_is_done, self._job_timeout)
        after = line.status()
        if done is not None and done & _IS_DONE_WITHOUT_PAPER:
            after = PrinterStatus.PAPER_OUT
        if after in _STOPPED:
            state, remedy = _STOPPED[after]
            raise PrinterFailed(
                f"{state} saat mencetak. {remedy}, lalu periksa apakah slip sudah keluar.", sent=True
            )
        if done is None or after is PrinterStatus.UNKNOWN:
            return Sent(Proof.NO_STATUS, "Printer belum memberi tahu apakah slip sudah keluar.")
        low = after is PrinterStatus.PAPER_LOW
        return Sent(Proof.PROVEN, "Kertas printer hampir habis." if low else "")

    def status(self) -> PrinterStatus:
        try:
            with self._connected() as line:
                return line.status()
        except (OSError, UnicodeError):
            return PrinterStatus.UNREACHABLE

    def _connected(self) -> "_Line":
        return _Line(socket.create_connection(self._address, self._timeout), self._patience)

    def _unreachable(self) -> str:
        return f"Printer {self._address[0]} tidak dapat dihubungi. Periksa daya dan kabel jaringannya."


class _Line:
    """One connection to a printer. Calls may raise OSError; a closed connection is one, silence is not."""

    def __init__(self, connection: socket.socket, patience: float) -> None:
        self._connection = connection
        self._patience = patience

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def write(self, data: bytes, seconds: float) -> None:
        self._connection.settimeout(seconds)
        self._connection.sendall(data)

    def read(self, wanted: Callable[[int], bool], seconds: float) -> int | None:
        """The next byte of the wanted form, None after that many seconds; bytes of other forms are dropped.

        They happen: a picture may contain the bytes of a real-time request, which printers then answer.
        """
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            self._connection.settimeout(left)
            try:
                byte = self._connection.recv(1)
            except TimeoutError:
                break
            if not byte:
                raise ConnectionResetError("the printer closed the connection")
            if wanted(byte[0]):
                return byte[0]
        return None

    def status(self) -> PrinterStatus:
        """UNKNOWN as soon as one question stays without an answer."""
        online = self._asked(_ASK_ONLINE)
        if online is None:
            return PrinterStatus.UNKNOWN
        paper = self._asked(_ASK_PAPER)
        if paper is None:
            return PrinterStatus.UNKNOWN
        if paper & _IS_PAPER_OUT:
            return PrinterStatus.PAPER_OUT
        if online & _IS_OFFLINE:
            cause = self._asked(_ASK_CAUSE) or 0
            if cause & _IS_STOPPED_BY_PAPER:
                return PrinterStatus.PAPER_OUT
            return PrinterStatus.COVER_OPEN if cause & _IS_COVER_OPEN else PrinterStatus.OFFLINE
        return PrinterStatus.PAPER_LOW if paper & _IS_PAPER_LOW else PrinterStatus.READY

    def _asked(self, question: bytes) -> int | None:
        self.write(question, self._patience)
        return self.read(_is_status, self._patience)

    def end(self) -> None:
        """Say that nothing more comes and let a printer that never answers take its time with what was sent.

        Closing at once, with an unread byte waiting, would reset the connection and lose the end of the job.
        """
        self._connection.shutdown(socket.SHUT_WR)
        self._connection.settimeout(self._patience)
        with suppress(TimeoutError):
            while self._connection.recv(64):
                pass


def _is_status(byte: int) -> bool:
    """Answers to DLE EOT have four fixed bits."""
    return byte & 0x93 == 0x12


def _is_done(byte: int) -> bool:
    """Answers to GS r have two fixed bits, which tell them from those to DLE EOT."""
    return byte & 0x90 == 0


class MemoryPrinter:
    """A printer for tests: keeps its jobs, answers by script and then always PROVEN.

    ``state`` is what ``status`` says; the script alone decides how jobs end.
    """

    def __init__(self, script: Iterable[Sent | PrinterFailed] = ()) -> None:
        self.jobs: list[bytes] = []
        self.state = PrinterStatus.READY
        self._script = iter(script)

    def send(self, data: bytes) -> Sent:
        outcome = next(self._script, Sent(Proof.PROVEN))
        if isinstance(outcome, PrinterFailed):
            if outcome.sent:
                self.jobs.append(data)
            raise outcome
        self.jobs.append(data)
        return outcome

    def status(self) -> PrinterStatus:
        return self.state
