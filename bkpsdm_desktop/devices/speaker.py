"""The loudspeaker of a station, behind the port ``Voice``: a process that plays (see ``loudspeaker``)."""

import io
import logging
import wave
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QProcess, QTimer

from bkpsdm_desktop.domain.voice import RATE
from bkpsdm_desktop.services.ports import SoundState

log = logging.getLogger(__name__)

_REST_MS = 12_000  # after a failure: another station of the room has time to take over
_LOOK_AGAIN_MS = 300_000  # a sound service that starts after the player is not seen by it
_PATIENCE_MS = 5_000  # more than the player's own
_FAREWELL_MS = 2_000


class Speaker(QObject):
    """Plays on the default sound device. ``command`` starts the player; ``on_state`` hears of a change.

    Make and use it in the window's thread; it never makes that wait.
    """

    def __init__(
        self,
        command: Sequence[str],
        on_state: Callable[[], None] = lambda: None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._command, self._on_state = list(command), on_state
        self._process: QProcess | None = None
        self._there: bool | None = None  # unknown until the player says it
        self._failed = self._resting = False
        self._number = 0
        self._notes = ""
        self._on_end: Callable[[bool], None] | None = None
        self._watchdog = self._timer(self._fail)
        self._rest = self._timer(self._rested)
        self._look_again = self._timer(self._start)
        self._start()

    @property
    def state(self) -> SoundState:
        if self._failed:
            return SoundState.FAILED
        if self._there is None:
            return SoundState.UNKNOWN
        return SoundState.OK if self._there else SoundState.MISSING

    @property
    def ready(self) -> bool:
        return bool(self._there) and not self._resting and self._on_end is None

    @property
    def process_id(self) -> int:
        """Of the player; 0 while there is none."""
        return self._process.processId() if self._process is not None else 0

    def say(self, wav: bytes, *, volume: float, on_end: Callable[[bool], None]) -> None:
        if self._on_end is not None:
            raise RuntimeError("a sentence is playing")
        self._on_end = on_end
        if self._process is None or not self._there:
            QTimer.singleShot(0, self, lambda: self._end(False))
            return
        with wave.open(io.BytesIO(wav)) as file:
            sound = file.readframes(file.getnframes())
        self._number += 1
        self._watchdog.start(round(len(sound) / 2 / RATE * 1000) + _PATIENCE_MS)
        self._process.write(f"say {self._number} {volume:.3f} {len(sound)}\n".encode() + sound)

    def close(self) -> None:
        for timer in (self._watchdog, self._rest, self._look_again):
            timer.stop()
        self._stop()
        self._end(False)

    def _timer(self, act: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(act)
        return timer

    # --- the player -----------------------------------------------------------------------------------

    def _start(self) -> None:
        self._stop()
        process = self._process = QProcess(self)
        process.readyReadStandardOutput.connect(self._hear)
        process.readyReadStandardError.connect(self._note)
        process.finished.connect(self._gone)
        process.errorOccurred.connect(self._gone)
        process.start(self._command[0], self._command[1:])

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.readyReadStandardOutput.disconnect()
        process.readyReadStandardError.disconnect()
        process.finished.disconnect()
        process.errorOccurred.disconnect()
        if process.state() is not QProcess.ProcessState.NotRunning:
            process.closeWriteChannel()
            process.kill()
            process.waitForFinished(_FAREWELL_MS)  # it is killed: this takes a moment
        process.deleteLater()

    def _hear(self) -> None:
        while self._process is not None and self._process.canReadLine():
            word, _, rest = bytes(self._process.readLine().data()).decode().strip().partition(" ")
            if word == "state":
                self._set_there(rest == "ok")
            elif rest != str(self._number):
                continue  # of a sentence that was given up
            elif word == "played":
                self._played()
            elif self._there:
                self._fail()
            else:
                self._end(False)

    def _note(self) -> None:
        """What the sound system writes goes into the log: that there is no device is told by the state."""
        if self._process is not None:
            self._notes = bytes(self._process.readAllStandardError().data()).decode(errors="replace").strip()
            log.info("the player of sounds: %s", self._notes)

    def _set_there(self, there: bool) -> None:
        if there:
            self._look_again.stop()
        else:
            self._failed = False  # nothing is there that could fail
            self._look_again.start(_LOOK_AGAIN_MS)
        self._there = there
        self._on_state()

    def _gone(self) -> None:
        if self._process is None:
            return
        log.warning("the player of sounds ended by itself: %s\n%s", self._process.errorString(), self._notes)
        self._there = None
        self._fail()

    # --- how a sentence ends --------------------------------------------------------------------------

    def _played(self) -> None:
        self._end(True)
        if self._failed:
            self._failed = False
            self._on_state()

    def _fail(self) -> None:
        """The player is started anew after a rest: what it used may be gone."""
        self._failed = self._resting = True
        self._stop()
        self._rest.start(_REST_MS)
        self._end(False)
        self._on_state()

    def _end(self, played: bool) -> None:
        self._watchdog.stop()
        on_end, self._on_end = self._on_end, None
        if on_end is not None:
            on_end(played)

    def _rested(self) -> None:
        self._resting = False
        self._start()
