"""One process per station: a second start shows the first one's window and ends."""

import logging
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path

from filelock import FileLock, Timeout
from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

log = logging.getLogger(__name__)

_CONNECT_MS = 2000


class Instance(QObject):
    """The right to be a station on this PC, held by a locked file (it falls with the process).

    ``show`` is called when somebody starts the station again.
    """

    def __init__(self, lock_file: Path, show: Callable[[], None]) -> None:
        super().__init__()
        self._lock = FileLock(lock_file)
        self._name = "bkpsdm-" + blake2b(str(lock_file.absolute()).encode(), digest_size=8).hexdigest()
        self._show = show
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._asked)

    def claim(self) -> bool:
        """Become this station. ``False`` when it runs already; its window was asked to come up."""
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            socket = QLocalSocket()
            socket.connectToServer(self._name)
            socket.waitForConnected(_CONNECT_MS)
            socket.disconnectFromServer()
            return False
        # Left behind by a process that was killed; the lock proves that nobody serves it now.
        QLocalServer.removeServer(self._name)
        self._server.listen(self._name)
        return True

    def release(self) -> None:
        self._server.close()
        self._lock.release()

    def _asked(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.close()
            socket.deleteLater()
        log.info("started again: asked to show the window")
        self._show()
