"""Recordings of single pieces: read from any plain WAV, trimmed, made equally loud, measured.

numpy, scipy and pyloudnorm are loaded when a recording is worked on, not by a station that only speaks.
"""

import io
import math
import wave
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bkpsdm_desktop.domain.voice import RATE

if TYPE_CHECKING:
    import numpy as np

    Samples = np.ndarray[Any, np.dtype[np.float64]]

_FULL = 32_768
_PEAK = 0.89  # -1 dB: what a cheap loudspeaker still plays without distortion
_SILENCE = 10 ** (-45 / 20)
_LEAD, _TAIL = 0.005, 0.015  # seconds that are kept around the sound
_FADE = 0.004
_SOFTEST = -45.0  # LUFS; made louder than this, the noise of the room is heard
_FULL_SCALE, _BROKEN_SHARE = 0.999, 0.01  # so many samples at the end of the scale are heard as distortion
_MEASURED = 3.0  # seconds; shorter pieces are measured as if said again and again


class NotARecording(ValueError):
    """A file that is no usable recording; the text is one sentence for the screen."""


@dataclass(frozen=True, slots=True)
class Recording:
    """A piece as it is kept: a 16-bit mono WAV of ``RATE``, its milliseconds, its loudness in LUFS."""

    data: bytes
    milliseconds: int
    loudness: float


def recording(data: bytes, *, loudness: float) -> Recording:
    """A recording as the voice needs it: mono, 22.05 kHz, without silence at its ends, of a loudness in LUFS.

    Raises NotARecording for a file that is no WAV, and for one that is too soft or too loud to be made even.
    """
    samples = trimmed(read_wav(data))
    if not len(samples):
        raise NotARecording("tidak terdengar apa-apa di dalamnya. Rekam lebih dekat ke mikrofon.")
    if loudness_of(samples) < _SOFTEST:
        raise NotARecording("terlalu pelan. Rekam lebih dekat ke mikrofon.")
    if _is_broken(samples):
        raise NotARecording("terlalu keras sehingga pecah. Rekam lebih jauh dari mikrofon.")
    even = faded(normalised(samples, loudness))
    return Recording(write_wav(even), round(len(even) * 1000 / RATE), loudness_of(even))


def read_wav(data: bytes) -> "Samples":
    """The samples of a PCM WAV (8 to 32 bits, any rate, any number of channels) as mono at ``RATE``."""
    import numpy as np
    from scipy.signal import resample_poly

    try:
        with wave.open(io.BytesIO(data)) as file:
            rate, width, channels = file.getframerate(), file.getsampwidth(), file.getnchannels()
            frames = file.readframes(file.getnframes())
    except (wave.Error, EOFError) as error:
        raise NotARecording("bukan WAV biasa (PCM). Simpan ulang sebagai WAV 16 bit.") from error
    if width not in (1, 2, 3, 4) or not 8_000 <= rate <= 192_000:
        raise NotARecording("bukan WAV biasa (PCM). Simpan ulang sebagai WAV 16 bit, 22,05 kHz atau lebih.")
    raw = np.frombuffer(frames[: len(frames) // (width * channels) * width * channels], np.uint8)
    if width == 1:
        values = (raw.astype(np.float64) - 128) / 128
    else:
        # Each sample goes to the upper bytes of 32 bits; WAV is little-endian on every machine.
        wide = np.zeros((len(raw) // width, 4), np.uint8)
        wide[:, 4 - width :] = raw.reshape(-1, width)
        values = wide.reshape(-1).view("<i4").astype(np.float64) / 2**31
    mono: Samples = values.reshape(-1, channels).mean(axis=1)
    if rate == RATE or not len(mono):
        return mono
    common = math.gcd(rate, RATE)
    resampled: Samples = resample_poly(mono, RATE // common, rate // common)
    return resampled


def write_wav(samples: "Samples") -> bytes:
    """A 16-bit mono WAV of ``RATE``."""
    import numpy as np

    whole = io.BytesIO()
    with wave.open(whole, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(np.clip(np.round(samples * _FULL), -_FULL, _FULL - 1).astype("<i2").tobytes())
    return whole.getvalue()


def trimmed(samples: "Samples") -> "Samples":
    """Without the silence before and after."""
    import numpy as np

    heard = np.nonzero(np.abs(samples) > _SILENCE * max(1e-9, float(np.abs(samples).max(initial=0))))[0]
    if not len(heard) or float(np.abs(samples).max()) < _SILENCE:
        return samples[:0]
    first = max(0, int(heard[0]) - round(_LEAD * RATE))
    return samples[first : int(heard[-1]) + round(_TAIL * RATE)]


def faded(samples: "Samples") -> "Samples":
    """Without a click at either end."""
    import numpy as np

    length = min(round(_FADE * RATE), len(samples) // 2)
    shaped = samples.copy()
    ramp = np.linspace(0, 1, length)
    shaped[:length] *= ramp
    shaped[len(shaped) - length :] *= ramp[::-1]
    return shaped


def loudness_of(samples: "Samples") -> float:
    """Integrated loudness in LUFS (ITU-R BS.1770), which needs some seconds: a short piece is said again and
    again. Minus infinity for silence."""
    import numpy as np
    import pyloudnorm

    if not len(samples) or not float(np.abs(samples).max()):
        return -math.inf
    times = math.ceil(_MEASURED * RATE / len(samples))
    return float(pyloudnorm.Meter(RATE).integrated_loudness(np.tile(samples, times)))


def normalised(samples: "Samples", loudness: float) -> "Samples":
    """Of a loudness in LUFS; the few peaks that would be too high for it are rounded off."""
    for _ in range(6):  # rounding off costs loudness, which the next turn gives back
        found = loudness_of(samples)
        if not math.isfinite(found) or abs(found - loudness) < 0.05:
            break
        samples = _rounded_off(samples * 10 ** ((loudness - found) / 20))
    return samples


def _is_broken(samples: "Samples") -> bool:
    """Whether peaks were cut off when it was recorded."""
    import numpy as np

    return float((np.abs(samples) >= _FULL_SCALE).mean()) > _BROKEN_SHARE


def _rounded_off(samples: "Samples") -> "Samples":
    """Peaks above half of the limit are bent towards it, none passes it."""
    import numpy as np

    knee = _PEAK / 2
    over = np.abs(samples) > knee
    bent = samples.copy()
    bent[over] = np.sign(samples[over]) * (knee + knee * np.tanh((np.abs(samples[over]) - knee) / knee))
    return bent
