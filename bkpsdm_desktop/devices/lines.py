"""Connections to printers that answer: what is sent, what is asked, and what the answers mean (ESC/POS)."""

import errno
import os
import select
import socket
import stat
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Self

from bkpsdm_desktop.services.ports import PrinterStatus

# DLE EOT n, the real-time questions, and the bits of their answers.
_ASK_ONLINE = b"\x10\x04\x01"
_IS_OFFLINE = 0x08
_ASK_CAUSE = b"\x10\x04\x02"
_IS_COVER_OPEN = 0x04
_IS_STOPPED_BY_PAPER = 0x20
_ASK_PAPER = b"\x10\x04\x04"
_IS_PAPER_OUT = 0x60
_IS_PAPER_LOW = 0x0C

# GS r 1: unlike those it is answered in its turn, after everything that was sent before it.
ASK_WHEN_DONE = b"\x1d\x72\x01"
IS_DONE_WITHOUT_PAPER = 0x0C

_LOOK_SECONDS = 0.02
_DEVICE_BLOCK = 4096  # a printer's own buffer is small: what does not fit is given back at once


class Line(ABC):
    """One connection to a printer. Calls may raise OSError; a closed connection is one, silence is not."""

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self.wrote = False  # whether a byte of a job may have reached the printer

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @abstractmethod
    def write(self, data: bytes, seconds: float) -> None:
        """Send all of it; raises TimeoutError when that takes longer."""

    @abstractmethod
    def read_byte(self, seconds: float) -> int | None:
        """The next byte, None after that many seconds."""

    @abstractmethod
    def end(self) -> None:
        """Say that nothing more comes, and let a printer that never answers take its time."""

    @abstractmethod
    def close(self) -> None: ...

    def send_job(self, data: bytes, seconds: float) -> None:
        """:meth:`write`; afterwards ``wrote`` tells whether any of it got through."""
        self.wrote = True
        self.write(data, seconds)

    def read(self, wanted: Callable[[int], bool], seconds: float) -> int | None:
        """The next byte of the wanted form, None after that many seconds; bytes of other forms are dropped.

        They happen: a picture may contain the bytes of a real-time request, which printers then answer.
        """
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            byte = self.read_byte(left)
            if byte is None:
                break
            if wanted(byte):
                return byte
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


class SocketLine(Line):
    """A network printer's raw port."""

    def __init__(self, connection: socket.socket, patience: float) -> None:
        super().__init__(patience)
        self._connection = connection

    def close(self) -> None:
        self._connection.close()

    def write(self, data: bytes, seconds: float) -> None:
        self._connection.settimeout(seconds)
        self._connection.sendall(data)

    def read_byte(self, seconds: float) -> int | None:
        self._connection.settimeout(seconds)
        try:
            byte = self._connection.recv(1)
        except TimeoutError:
            return None
        if not byte:
            raise ConnectionResetError("the printer closed the connection")
        return byte[0]

    def end(self) -> None:
        """Closing at once, with an unread byte waiting, would reset the connection and lose the job's end."""
        self._connection.shutdown(socket.SHUT_WR)
        self._connection.settimeout(self._patience)
        with suppress(TimeoutError):
            while self._connection.recv(64):
                pass


class DeviceLine(Line):
    """A printer that is a character device, as Linux shows one on USB: ``/dev/usb/lp0``.

    A pipe in its place (some drivers make one) takes bytes and never answers.
    """

    def __init__(self, path: Path, patience: float) -> None:
        """Open it; raises OSError, ENOTTY for a path that is no device at all."""
        super().__init__(patience)
        kind = path.stat().st_mode
        if not (stat.S_ISCHR(kind) or stat.S_ISFIFO(kind)):
            raise OSError(errno.ENOTTY, os.strerror(errno.ENOTTY))
        self._answers = stat.S_ISCHR(kind)
        access = os.O_RDWR if self._answers else os.O_WRONLY
        self._device = os.open(path, access | os.O_NONBLOCK | os.O_NOCTTY)
        try:
            if os.isatty(self._device):
                _take_bytes_as_they_are(self._device)
            self._forget_old_answers()
        except OSError:
            self.close()
            raise

    def close(self) -> None:
        os.close(self._device)

    def send_job(self, data: bytes, seconds: float) -> None:
        self._write(data, seconds, job=True)

    def write(self, data: bytes, seconds: float) -> None:
        self._write(data, seconds, job=False)

    def _write(self, data: bytes, seconds: float, *, job: bool) -> None:
        deadline = time.monotonic() + seconds
        left = memoryview(data)
        while left:
            wait = deadline - time.monotonic()
            if wait <= 0:
                raise TimeoutError("the printer takes no more bytes")
            if not select.select([], [self._device], [], wait)[1]:
                continue
            try:
                written = os.write(self._device, left[:_DEVICE_BLOCK])
            except BlockingIOError:  # some drivers call themselves ready before they are
                time.sleep(_LOOK_SECONDS)
                continue
            self.wrote |= job and written > 0
            left = left[written:]

    def read_byte(self, seconds: float) -> int | None:
        deadline = time.monotonic() + seconds
        while (wait := deadline - time.monotonic()) > 0:
            if not self._answers:
                return None
            if not select.select([self._device], [], [], wait)[0]:
                return None
            byte = self._read(1)
            if byte:
                return byte[0]
            time.sleep(_LOOK_SECONDS)  # this driver says "nothing" by an empty read
        return None

    def end(self) -> None:
        """The driver holds what was written until the printer took it; closing loses nothing."""

    def _forget_old_answers(self) -> None:
        while self._answers and self._read(64):
            pass

    def _read(self, count: int) -> bytes:
        """What is there; a printer that is plugged in one way only refuses and says nothing."""
        try:
            return os.read(self._device, count)
        except BlockingIOError:
            return b""
        except OSError as error:
            if error.errno != errno.EINVAL:
                raise
            self._answers = False
            return b""


def _take_bytes_as_they_are(device: int) -> None:
    """A serial line (a printer with a USB serial chip) would change line ends and react to control bytes."""
    import tty

    tty.setraw(device)


def _is_status(byte: int) -> bool:
    """Answers to DLE EOT have four fixed bits."""
    return byte & 0x93 == 0x12


def is_done(byte: int) -> bool:
    """Answers to GS r have two fixed bits, which tell them from those to DLE EOT."""
    return byte & 0x90 == 0
