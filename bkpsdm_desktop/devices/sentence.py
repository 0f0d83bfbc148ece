"""One WAV of a whole sentence, put together from its pieces."""

import io
import math
import sys
import wave
from array import array
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from bkpsdm_desktop import assets
from bkpsdm_desktop.domain.voice import CHIME, CLIPS, RATE, Token, fit

if TYPE_CHECKING:
    from bkpsdm_desktop.devices.recordings import Samples

_WIDTH = 2
_MOST_GAIN = 1.12  # the peaks of a piece stay below full scale: see recordings.py


class BrokenClip(ValueError):
    """A piece is not what the voice needs: 16-bit mono at ``RATE``; the text names it."""


@lru_cache(maxsize=1)
def shipped_clips() -> Mapping[str, bytes]:
    """The pieces that come with the program, by name."""
    return {name: assets.resource("sounds", f"{name}.wav").read_bytes() for name in CLIPS}


def sound_of(name: str, data: bytes) -> bytes:
    """The plain sound of a piece. Raises BrokenClip."""
    try:
        with wave.open(io.BytesIO(data)) as file:
            if (file.getframerate(), file.getsampwidth(), file.getnchannels()) != (RATE, _WIDTH, 1):
                raise BrokenClip(f"{name}: not 16-bit mono at {RATE} Hz")
            return bytes(file.readframes(file.getnframes()))
    except (wave.Error, EOFError) as error:
        raise BrokenClip(f"{name}: {error}") from error


def milliseconds(sound: bytes) -> int:
    """How long a plain sound lasts."""
    return round(len(sound) / _WIDTH * 1000 / RATE)


def compose(tokens: tuple[Token, ...], clips: Mapping[str, bytes]) -> bytes:
    """The 16-bit mono WAV of a sentence, at most six seconds long. Raises BrokenClip."""
    sounds = {token.clip: sound_of(token.clip, clips[token.clip]) for token in tokens}
    fitted = fit(tokens, {name: milliseconds(sound) for name, sound in sounds.items()})
    if fitted.pace > 1:
        sounds = {
            name: sound if name == CHIME else _quickened(sound, fitted.pace) for name, sound in sounds.items()
        }
    spoken = sum(len(sounds[token.clip]) for token in tokens)
    parts = [part for token in tokens for part in (sounds[token.clip], rest(token.rest_ms * fitted.rests))]
    # Pieces are equally loud; a sentence with more rests would be softer by their share of its time.
    return wav([_louder(b"".join(parts), min(math.sqrt(sum(map(len, parts)) / spoken), _MOST_GAIN))])


def _louder(sound: bytes, gain: float) -> bytes:
    samples = array("h", sound)
    if sys.byteorder == "big":
        samples.byteswap()
    louder = array("h", (round(sample * gain) for sample in samples))
    if sys.byteorder == "big":
        louder.byteswap()
    return louder.tobytes()


def rest(ms: float) -> bytes:
    """Silence."""
    return bytes(_WIDTH * round(ms * RATE / 1000))


def wav(parts: Iterable[bytes]) -> bytes:
    """Plain sounds one after another as a 16-bit mono WAV."""
    whole = io.BytesIO()
    with wave.open(whole, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(_WIDTH)
        file.setframerate(RATE)
        file.writeframes(b"".join(parts))
    return whole.getvalue()


def _quickened(sound: bytes, pace: float) -> bytes:
    """The same words said faster, not higher: short grains are laid over each other where they agree best."""
    import numpy as np  # seldom: only for a long number at a high counter

    samples = np.frombuffer(sound, "<i2").astype(np.float64)
    grain, overlap, search = round(0.04 * RATE), round(0.02 * RATE), round(0.008 * RATE)
    hop = grain - overlap
    ramp = np.linspace(0, 1, overlap)
    made: list[Samples] = [samples[:grain]]
    length, place = grain, 0.0
    target = round(len(samples) / pace)
    while length < target:
        place += hop * pace
        first = max(0, min(round(place) - search, len(samples) - grain))
        window = samples[first : first + grain + 2 * search]
        if len(window) <= overlap:
            break
        tail = made[-1][-overlap:]
        likeness = np.correlate(window[: overlap + 2 * search], tail, "valid")
        best = first + int(np.argmax(likeness))
        piece = samples[best : best + grain]
        if len(piece) <= overlap:
            break
        blended = tail * (1 - ramp) + piece[:overlap] * ramp
        made[-1] = np.concatenate([made[-1][:-overlap], blended])
        made.append(piece[overlap:])
        if len(made[-1]) < overlap:
            break
        length += len(piece) - overlap
    whole = np.concatenate(made)[:target]
    quick: bytes = np.clip(np.round(whole), -32_768, 32_767).astype("<i2").tobytes()
    return quick
