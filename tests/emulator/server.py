"""The emulated printer on a TCP port, as a network printer is: one connection after the other."""

import socket
import struct
import threading
from contextlib import suppress
from types import TracebackType
from typing import Self

from PIL import Image

from tests.emulator.interpreter import Interpreter, Mechanism


class PrinterServer:
    """A network printer on 127.0.0.1 in a thread of its own; used as a context manager.

    ``mechanism`` may be changed between jobs. ``drop_after`` breaks the next connection after so many bytes.
    """

    def __init__(self, width: int = 576) -> None:
        self.mechanism = Mechanism()
        self.drop_after: int | None = None
        self.received: list[bytes] = []
        self.errors: list[Exception] = []
        self._printer = Interpreter(width, self.mechanism)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve, name="printer")
        self._between_jobs = threading.Condition()
        self._closed_connections = 0
        self._stopping = False

    @property
    def port(self) -> int:
        port: int = self._listening.getsockname()[1]
        return port

    @property
    def slips(self) -> list[Image.Image]:
        """What was printed and cut off."""
        return self._printer.slips

    def wait_for_jobs(self, connections: int) -> None:
        """Wait until so many connections have come and gone; raises TimeoutError after 10 s."""
        with self._between_jobs:
            if not self._between_jobs.wait_for(lambda: self._closed_connections >= connections, 10):
                raise TimeoutError(f"{self._closed_connections} of {connections} connections")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopping = True
        socket.create_connection(("127.0.0.1", self.port)).close()
        self._thread.join(10)
        self._listening.close()
        if self._thread.is_alive():
            raise TimeoutError("the printer's thread did not end")
        if self.errors and error is None:
            raise self.errors[0]

    def _serve(self) -> None:
        while True:
            connection, _ = self._listening.accept()
            with connection:
                if self._stopping:
                    return
                self.received.append(b"")
                with suppress(ConnectionError):
                    self._job(connection)
            with self._between_jobs:
                self._closed_connections += 1
                self._between_jobs.notify_all()

    def _job(self, connection: socket.socket) -> None:
        while data := connection.recv(65536):
            self.received[-1] += data
            if self.drop_after is not None and len(self.received[-1]) >= self.drop_after:
                self.drop_after = None
                # No lingering: the peer gets a reset, as when a cable or the power goes.
                self._printer.power_off()
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                return
            try:
                answer = self._printer.feed(data)
            except Exception as error:
                self.errors.append(error)
                return
            if answer:
                connection.sendall(answer)
