"""Ticket printers behind the Spooler port: a folder, network and USB printers, and a fake for tests.

A printer that can tell is asked before a job (no paper: nothing is sent, so nothing old shoots out when
someone refills it) and after it. Only its own answer, given after it worked through the whole job, is a
proof; that the network took the bytes is none.
"""

import errno
import os
import socket
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from bkpsdm_desktop.devices.lines import (
    ASK_WHEN_DONE,
    IS_DONE_WITHOUT_PAPER,
    DeviceLine,
    Line,
    SocketLine,
    is_done,
)
from bkpsdm_desktop.services.ports import PrinterFailed, PrinterStatus, Proof, Sent, Spooler

_STOPPED = {
    PrinterStatus.PAPER_OUT: ("Kertas printer habis", "Isi kertas"),
    PrinterStatus.COVER_OPEN: ("Tutup printer terbuka", "Rapatkan tutupnya"),
    PrinterStatus.OFFLINE: ("Printer tidak siap", "Periksa printer"),
}


def open_printer(address: str) -> Spooler | None:
    """The printer of a setting: ``tcp://host:9100`` (9100 may be left out), ``usb:/dev/usb/lp0``,
    ``file:/folder``, empty for none.

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
    if address.startswith("usb:"):
        device = Path(address.removeprefix("usb:"))
        if not device.is_absolute():
            raise ValueError(
                f"Alamat printer {address} harus berisi perangkatnya, misalnya usb:/dev/usb/lp0."
            )
        return UsbPrinter(device)
    raise ValueError(
        f"Alamat printer {address} tidak dikenal. Tulis tcp://nama-printer:9100, usb:/dev/usb/lp0, atau "
        "file:/folder, atau kosongkan bila tanpa printer."
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


class _AskedPrinter(ABC):
    """A printer that takes raw jobs and, if it can, answers questions before and after each.

    Times in seconds: ``job_timeout`` for taking and printing a whole job.
    """

    def __init__(self, job_timeout: float) -> None:
        self._job_timeout = job_timeout

    @abstractmethod
    def _connected(self) -> Line:
        """A new connection; raises OSError or UnicodeError."""

    @abstractmethod
    def _unreachable(self, error: Exception) -> str:
        """What to do when it can't be reached, in a sentence."""

    def send(self, data: bytes) -> Sent:
        """PROVEN only if the printer answered before the job, in its turn after it, and has paper then."""
        try:
            line = self._connected()
        except (OSError, UnicodeError) as error:
            raise PrinterFailed(self._unreachable(error), sent=False) from error
        with line:
            try:
                before = line.status()
            except OSError as error:
                raise PrinterFailed(self._unreachable(error), sent=False) from error
            if before in _STOPPED:
                state, remedy = _STOPPED[before]
                raise PrinterFailed(f"{state}. {remedy}, lalu cetak lagi.", sent=False)
            try:
                return self._print(line, data, answers=before is not PrinterStatus.UNKNOWN)
            except OSError as error:
                if not line.wrote:
                    raise PrinterFailed(self._unreachable(error), sent=False) from error
                raise PrinterFailed(
                    "Printer berhenti menjawab saat mencetak. Periksa apakah slip sudah keluar.",
                    sent=True,
                ) from error

    def _print(self, line: Line, data: bytes, *, answers: bool) -> Sent:
        if not answers:
            line.send_job(data, self._job_timeout)
            line.end()
            return Sent(Proof.NO_STATUS, "Printer ini tidak memberi tahu apakah slip sudah keluar.")
        line.send_job(data + ASK_WHEN_DONE, self._job_timeout)
        done = line.read(is_done, self._job_timeout)
        after = line.status()
        if done is not None and done & IS_DONE_WITHOUT_PAPER:
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


class TcpPrinter(_AskedPrinter):
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
        super().__init__(job_timeout)
        self._address = (host, port)
        self._timeout = timeout
        self._patience = patience

    def _connected(self) -> Line:
        return SocketLine(socket.create_connection(self._address, self._timeout), self._patience)

    def _unreachable(self, error: Exception) -> str:
        return f"Printer {self._address[0]} tidak dapat dihubungi. Periksa daya dan kabel jaringannya."


class UsbPrinter(_AskedPrinter):
    """A printer on USB, as the device that Linux makes of it (``/dev/usb/lp0``); times as for TcpPrinter."""

    def __init__(self, device: Path, *, patience: float = 1.0, job_timeout: float = 15.0) -> None:
        super().__init__(job_timeout)
        self._device = device
        self._patience = patience

    def _connected(self) -> Line:
        if os.name != "posix":
            raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
        return DeviceLine(self._device, self._patience)

    def _unreachable(self, error: Exception) -> str:
        number = error.errno if isinstance(error, OSError) else None
        why, remedy = _USB_SENTENCES.get(
            number, ("tidak menjawab", "Periksa kabel dan daya printer, lalu cetak lagi")
        )
        return f"Printer USB {self._device} {why}. {remedy}."


_CABLE = "Periksa kabel dan daya printer, lalu cetak lagi"
_USB_SENTENCES: dict[int | None, tuple[str, str]] = {
    errno.ENOENT: ("tidak ada", _CABLE),
    errno.ENODEV: ("dicabut", _CABLE),
    errno.ENXIO: ("dicabut", _CABLE),
    errno.EACCES: ("tidak boleh dipakai akun ini", "Administrator memasukkan akun ini ke grup lp"),
    errno.EPERM: ("tidak boleh dipakai akun ini", "Administrator memasukkan akun ini ke grup lp"),
    errno.EBUSY: ("sedang dipakai program lain", "Tutup program itu, lalu cetak lagi"),
    errno.ENOTTY: ("bukan printer", "Pilih perangkatnya, misalnya usb:/dev/usb/lp0"),
    errno.ENOSYS: ("hanya dapat dipakai di Linux", "Pakai printer jaringan"),
}


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
