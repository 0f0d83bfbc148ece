"""A sound service of one's own whose only device goes nowhere, and what was played on it."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.signal import fftconvolve

from bkpsdm_desktop.devices.recordings import read_wav
from bkpsdm_desktop.domain.voice import RATE
from tests.helpers.waiting import eventually

if TYPE_CHECKING:
    Samples = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Heard:
    """A sentence found in a recording: which, when it began and ended (seconds), and how much of what was
    recorded in this time is this sentence (1: all of it, from its first moment to its last)."""

    which: int
    start: float
    end: float
    likeness: float
    samples: "Samples"


@dataclass(frozen=True, slots=True)
class Sound:
    """The sound service: ``environment`` leads a process to it, ``recording`` is what was played so far."""

    environment: dict[str, str]
    _file: Path

    def recording(self) -> "Samples":
        raw = self._file.read_bytes()
        return np.frombuffer(raw[: len(raw) // 2 * 2], "<i2").astype(np.float64) / 32_768

    def is_quiet(self, seconds: float) -> bool:
        """Whether nothing has been heard for so long; a cheap look, which keeps the PC free to play."""
        last = self.recording()[-round(seconds * RATE) :]
        return len(last) >= seconds * RATE and float(np.abs(last).max()) < 0.001

    @property
    def seconds(self) -> float:
        """How much was recorded so far."""
        return self._file.stat().st_size / 2 / RATE

    def heard(self, sentences: Sequence[bytes], *, since: float = 0) -> list[Heard]:
        """Each time one of these WAVs was played after ``since`` seconds, in the order of time; times count
        from there."""
        recording = self.recording()[round(since * RATE) :]
        found = [
            each for which, wav in enumerate(sentences) for each in _times(recording, which, read_wav(wav))
        ]
        return sorted(found, key=lambda each: each.start)


@contextmanager
def null_sink() -> Iterator[Sound]:
    """PulseAudio with a device that nobody hears, recorded from its start."""
    folder = Path(tempfile.mkdtemp(prefix="bkpsdm-suara-"))  # short: a socket's path has little room
    place = folder / "saluran"
    environment = {"PULSE_SERVER": f"unix:{place}"}
    service = _started(
        folder, "pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no",
        "--disable-shm=yes", "--realtime=no", "--high-priority=no",
        "-L", f"module-native-protocol-unix socket={place} auth-anonymous=1",
        "-L", "module-null-sink sink_name=uji",
    )  # fmt: skip
    recorder = None
    try:
        eventually(lambda: _answers(place), seconds=20)
        file = folder / "rekaman.raw"
        with file.open("wb") as stream:
            recorder = subprocess.Popen(
                ["parec", "-d", "uji.monitor", "--raw", "--format=s16le", "--channels=1", f"--rate={RATE}"],
                env=os.environ | environment,
                stdout=stream,
            )
        eventually(lambda: file.stat().st_size > 0, seconds=20)
        yield Sound(environment, file)
    finally:
        for process in (recorder, service):
            if process is not None:
                process.kill()
                process.wait(10)
        shutil.rmtree(folder, ignore_errors=True)


def _answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as line:
        return line.connect_ex(str(path)) == 0


def _started(folder: Path, *command: str) -> subprocess.Popen[bytes]:
    home = {"HOME": str(folder), "XDG_RUNTIME_DIR": str(folder)}
    return subprocess.Popen(command, env=os.environ | home, stderr=subprocess.DEVNULL)


def _times(recording: "Samples", which: int, wanted: "Samples") -> list[Heard]:
    """Where the recording is this sentence, by correlation over its whole length."""
    if len(recording) < len(wanted):
        return []
    products = fftconvolve(recording, wanted[::-1], "valid")
    sums = np.concatenate([[0.0], np.cumsum(recording**2)])
    energy = sums[len(wanted) :] - sums[: -len(wanted)]
    likeness = products / np.sqrt(np.maximum(energy, 1e-3) * float((wanted**2).sum()))
    found: list[Heard] = []
    while True:
        place = int(np.argmax(likeness))
        if likeness[place] < 0.9:
            return found
        end = place + len(wanted)
        found.append(Heard(which, place / RATE, end / RATE, float(likeness[place]), recording[place:end]))
        likeness[max(0, place - len(wanted)) : end] = 0
