"""The process that plays sentences: all of them into one stream of sound, so that two can never overlap.

The stream stays open between sentences that follow each other: to open and drain it for each costs up to two
seconds on devices with a deep buffer. It is a process of its own because Qt ends the whole program when the
sound service of Linux goes away at the wrong moment; ``speaker.Speaker`` starts it and talks to it.

In: ``say NUMBER VOLUME BYTES`` and a line end, then the plain sound. Out: ``state ok`` or ``state missing``,
``played NUMBER``, ``lost NUMBER``. It ends when its input does.
"""

import sys
import threading
from typing import BinaryIO

from PySide6.QtCore import QCoreApplication, QIODevice, QLoggingCategory, QObject, Qt, QTimer, Signal

# Qt tries one sound system after another; that the first is not installed is no fault and no news. Said
# while the module is loaded, so this stands before it.
QLoggingCategory.setFilterRules(
    "qt.multimedia.symbolsresolver.warning=false\nqt.multimedia.ffmpeg.info=false"
)

from PySide6.QtMultimedia import QAudioFormat, QAudioSink, QMediaDevices, QtAudio  # noqa: E402

from bkpsdm_desktop.domain.voice import RATE  # noqa: E402

_BYTES_PER_SECOND = 2 * RATE
_BUFFER_SECONDS = 1.5  # a PC may be busy for a moment; nothing of a sentence may be lost
_LEAD_SECONDS = 0.3  # between two sentences; and some devices swallow the first moment
_PATIENCE_MS = 3_000
# After so much silence all that was said has left every buffer, and the stream is closed.
_QUIET_SECONDS = 5.0


class Loudspeaker(QObject):
    """The default sound device of this PC."""

    played = Signal(int)
    lost = Signal(int)
    state_changed = Signal(bool)
    """Whether there is a device."""

    def __init__(self) -> None:
        super().__init__()
        self._devices = QMediaDevices(self)
        self._device = QMediaDevices.defaultAudioOutput()
        self._sink: QAudioSink | None = None
        self._stream: _Stream | None = None
        self._saying: int | None = None
        self._watchdog = QTimer(self)
        self._watchdog.setSingleShot(True)
        self._watchdog.timeout.connect(self._fail)
        self._devices.audioOutputsChanged.connect(self._devices_changed)

    @property
    def is_there(self) -> bool:
        return not self._device.isNull()

    def say(self, number: int, volume: float, sound: bytes) -> None:
        """Play plain sound; exactly one of ``played`` and ``lost`` follows."""
        self._end(False)
        self._saying = number
        if not self.is_there:
            self._end(False)
            return
        sound = bytes(2 * round(_LEAD_SECONDS * RATE)) + sound
        self._watchdog.start(round(len(sound) / _BYTES_PER_SECOND * 1000) + _PATIENCE_MS)
        if self._sink is None:
            self._open(sound)
        elif self._stream is not None:
            self._stream.give(sound)
        if self._sink is not None:
            self._sink.setVolume(volume)

    def _open(self, sound: bytes) -> None:
        form = QAudioFormat()
        form.setSampleRate(RATE)
        form.setChannelCount(1)
        form.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        self._stream = _Stream(sound, self)
        self._stream.ended.connect(self._ended, Qt.ConnectionType.QueuedConnection)
        self._stream.quiet.connect(self._quiet, Qt.ConnectionType.QueuedConnection)
        self._sink = QAudioSink(self._device, form, self)
        self._sink.setBufferSize(round(_BUFFER_SECONDS * _BYTES_PER_SECOND))
        # Without its argument: the binding has no type for it.
        self._sink.stateChanged.connect(lambda: self._look(), Qt.ConnectionType.QueuedConnection)
        self._sink.start(self._stream)

    def _close(self) -> None:
        sink, self._sink = self._sink, None
        stream, self._stream = self._stream, None
        if sink is not None:
            sink.stop()
            sink.deleteLater()
        if stream is not None:
            stream.close()
            stream.deleteLater()

    def _look(self) -> None:
        """The sink stopped by itself: its device went away, or the sound service did."""
        if self._sink is not None and self._sink.state() == QtAudio.State.StoppedState:
            self._fail()

    def _ended(self) -> None:
        if self.sender() is self._stream:
            self._end(True)

    def _quiet(self) -> None:
        if self.sender() is self._stream and self._saying is None:
            self._close()

    def _fail(self) -> None:
        self._close()
        self._end(False)

    def _end(self, played: bool) -> None:
        self._watchdog.stop()
        number, self._saying = self._saying, None
        if number is not None:
            (self.played if played else self.lost).emit(number)

    def _devices_changed(self) -> None:
        outputs = QMediaDevices.audioOutputs()
        now = QMediaDevices.defaultAudioOutput()
        if outputs and now == self._device:
            return
        was_there = self.is_there
        self._close()
        self._device = now
        if self.is_there != was_there:
            self.state_changed.emit(self.is_there)  # first: a sentence that is lost for this is no failure
        self._end(False)


class _Stream(QIODevice):
    """What the sink pulls: the sentence that was given last, then silence for ever."""

    ended = Signal()
    quiet = Signal()

    def __init__(self, sound: bytes, parent: QObject) -> None:
        super().__init__(parent)
        self._lock = threading.Lock()  # some systems pull in a thread of their own
        self._sound, self._place, self._silence = sound, 0, 0
        self.open(QIODevice.OpenModeFlag.ReadOnly)

    def give(self, sound: bytes) -> None:
        """Say this after what was pulled until now."""
        with self._lock:
            self._sound, self._place, self._silence = sound, 0, 0

    def isSequential(self) -> bool:
        return True

    def bytesAvailable(self) -> int:
        return _BYTES_PER_SECOND + super().bytesAvailable()

    def readData(self, maxlen: int) -> bytes:
        wanted = min(maxlen, _BYTES_PER_SECOND // 8) // 2 * 2
        with self._lock:
            part = self._sound[self._place : self._place + wanted]
            self._place += len(part)
            ended = bool(part) and self._place >= len(self._sound)
            before = self._silence
            self._silence += wanted - len(part)
            limit = round(_QUIET_SECONDS * _BYTES_PER_SECOND)
            quiet = before < limit <= self._silence
        if ended:
            self.ended.emit()
        if quiet:
            self.quiet.emit()
        return part + bytes(wanted - len(part))

    def writeData(self, data: bytes, maxlen: int) -> int:  # type: ignore[override]
        return -1


class _Orders(QObject):
    """Reads what the station wants, in a thread: a pipe is no event on every system."""

    said = Signal(int, float, bytes)
    over = Signal()

    def follow(self, source: BinaryIO) -> None:
        threading.Thread(target=self._read, args=(source,), daemon=True).start()

    def _read(self, source: BinaryIO) -> None:
        while line := source.readline():
            _, number, volume, length = line.split()
            sound = source.read(int(length))
            self.said.emit(int(number), float(volume), sound)
        self.over.emit()


def main() -> int:
    """Play what comes on the standard input until it ends."""
    app = QCoreApplication([])
    speaker, orders = Loudspeaker(), _Orders()

    def tell(words: str) -> None:
        sys.stdout.write(words + "\n")
        sys.stdout.flush()

    speaker.played.connect(lambda number: tell(f"played {number}"))
    speaker.lost.connect(lambda number: tell(f"lost {number}"))
    speaker.state_changed.connect(lambda there: tell("state ok" if there else "state missing"))
    orders.said.connect(speaker.say, Qt.ConnectionType.QueuedConnection)
    orders.over.connect(app.quit, Qt.ConnectionType.QueuedConnection)
    tell("state ok" if speaker.is_there else "state missing")
    orders.follow(sys.stdin.buffer)
    return app.exec()
