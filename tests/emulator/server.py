"""The emulated printer on a TCP port, as a network printer is: one connection after the other."""

import socket
import struct
import threading
from contextlib import suppress

from tests.emulator.running import RunningPrinter


class PrinterServer(RunningPrinter):
    """A network printer on 127.0.0.1. ``drop_after`` breaks the next connection after so many bytes."""

    def __init__(self, width: int = 576) -> None:
        super().__init__(width)
        self.drop_after: int | None = None
        self.received: list[bytes] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._between_jobs = threading.Condition()
        self._closed_connections = 0
        self._stopping = False

    @property
    def port(self) -> int:
        port: int = self._listening.getsockname()[1]
        return port

    def wait_for_jobs(self, connections: int) -> None:
        """Wait until so many connections have come and gone; raises TimeoutError after 10 s."""
        with self._between_jobs:
            if not self._between_jobs.wait_for(lambda: self._closed_connections >= connections, 10):
                raise TimeoutError(f"{self._closed_connections} of {connections} connections")

    def _end(self) -> None:
        self._stopping = True
        socket.create_connection(("127.0.0.1", self.port)).close()

    def _close(self) -> None:
        self._listening.close()

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
            answer = self._answer(data)
            if answer is None:
                return
            if answer:
                connection.sendall(answer)
