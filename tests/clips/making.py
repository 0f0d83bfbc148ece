"""Makes each piece: words by espeak-ng, the chime by ourselves."""

import subprocess
from typing import TYPE_CHECKING

import numpy as np

from bkpsdm_desktop.devices.recordings import recording, write_wav
from bkpsdm_desktop.domain.voice import CHIME, CLIPS, LOUDNESS, RATE, Clip, Language

if TYPE_CHECKING:
    from bkpsdm_desktop.devices.recordings import Samples

PACE = 172  # words per minute: calm, and an ordinary sentence with its chime stays below six seconds
_VOICES = {Language.INDONESIAN: "id", Language.ENGLISH: "en"}

# Where espeak-ng would say another vowel: its own phonemes.
_PHONEMES = {
    "loket": "l'oket",
    "angka-4": "@mp'at",
    "angka-6": "@n'am",
    "sebelas": "s@b@l'as",
    "belas": "b@l'as",
    "sepuluh": "s@p'uluh",
}
_SPELLED = {
    "en-a": "[[eI]]", "en-b": "[[bi:]]", "en-c": "[[si:]]", "en-d": "[[di:]]", "en-e": "[[i:]]",
    "en-g": "[[dZi:]]", "en-p": "[[pi:]]", "en-q": "[[kju:]]", "en-t": "[[ti:]]", "en-v": "[[vi:]]",
    "en-w": "W", "en-y": "[[waI]]", "en-r": "[[A@]]", "en-f": "F", "en-h": "H", "en-j": "J", "en-k": "K",
    "en-l": "L", "en-m": "M", "en-n": "N", "en-s": "S", "en-u": "U", "en-x": "X", "en-z": "Z", "en-o": "O",
    "en-i": "I",
}  # fmt: skip


def made(clip: Clip) -> bytes:
    """The WAV of a piece."""
    raw = write_wav(chime()) if clip.name == CHIME else _spoken(clip)
    return recording(raw, loudness=LOUDNESS).data


def all_made() -> dict[str, bytes]:
    """Every piece by its name."""
    return {name: made(clip) for name, clip in CLIPS.items()}


def _spoken(clip: Clip) -> bytes:
    words = _SPELLED.get(clip.name, clip.words)
    if clip.name in _PHONEMES:
        words = f"[[{_PHONEMES[clip.name]}]]"
    command = ["espeak-ng", "-v", _VOICES[clip.language], "-s", str(PACE), "-a", "60", "--stdout", words]
    done = subprocess.run(command, capture_output=True, check=True)
    return _with_lengths(done.stdout)


def _with_lengths(piped: bytes) -> bytes:
    """espeak-ng writes to a pipe before it knows how long the sound is; the heading gets its lengths here."""
    sizes = (len(piped) - 8).to_bytes(4, "little"), (len(piped) - 44).to_bytes(4, "little")
    return piped[:4] + sizes[0] + piped[8:40] + sizes[1] + piped[44:]


def chime() -> "Samples":
    """Two soft strokes, a third apart, of 0.6 s."""
    length = 0.6
    time = np.arange(round(length * RATE)) / RATE
    tone: Samples = np.zeros_like(time)
    for start, pitch in ((0.0, 784.0), (0.17, 659.26)):
        since = np.clip(time - start, 0, None)
        stroke = (1 - np.exp(-since * 400)) * np.exp(-since * 7.5) * (time >= start)
        for partial, share in ((1, 1.0), (2, 0.35), (3.01, 0.12)):
            tone += share * stroke * np.sin(2 * np.pi * pitch * partial * since)
    fall = np.clip((length - time) / 0.08, 0, 1)
    tone *= 0.5 * fall / np.abs(tone).max()
    return tone
