"""What the use cases need from outside, as protocols; `app` puts the real thing or a fake behind them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Protocol


class PrinterStatus(Enum):
    """What a printer says about itself at this moment."""

    READY = "ready"
    PAPER_LOW = "paper_low"
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    OFFLINE = "offline"
    UNREACHABLE = "unreachable"
    UNKNOWN = "unknown"
    """There is a printer, or a folder in its place, and it cannot tell."""


class Proof(Enum):
    """How much is known of a job that was handed over without an error."""

    PROVEN = "proven"
    """The printer itself said, after the whole job, that it is done and has paper."""

    NO_STATUS = "no_status"
    """The bytes are gone and nothing came back: the paper may or may not be out."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A job that was handed over. ``detail`` is a sentence for the clerk, or empty."""

    proof: Proof
    detail: str = ""


class PrinterFailed(Exception):
    """A job that did not print as far as anybody knows; the text is a sentence for the screen.

    ``sent`` tells whether any byte may have reached the printer. Where it is False nothing was printed and
    the job may be tried again; where it is True only a person can tell (*Tercetak?*).
    """

    def __init__(self, sentence: str, *, sent: bool) -> None:
        super().__init__(sentence)
        self.sent = sent


class Spooler(Protocol):
    """A ticket printer. Both calls block, at most for its time-outs: never on the window's thread."""

    def send(self, data: bytes) -> Sent:
        """Hand over one whole job; raises PrinterFailed."""
        ...

    def status(self) -> PrinterStatus:
        """Ask now; a printer that does not answer is UNREACHABLE or UNKNOWN, never an exception."""
        ...


class Renderer(Protocol):
    """Turns the kept data of a print job into the bytes for a printer; same data, same bytes."""

    def render(self, kind: str, data: Mapping[str, object]) -> bytes:
        """``kind`` is ``ticket`` or ``lines``; raises ValueError for anything it does not know."""
        ...


class Signer(Protocol):
    """The key of this station, which signs the checkpoints of its audit chain."""

    @property
    def public_key(self) -> str:
        """The Ed25519 public key as 64 hexadecimal digits."""
        ...

    def sign(self, message: bytes) -> bytes:
        """The Ed25519 signature (64 bytes) of a message."""
        ...


class SoundState(Enum):
    """Whether a PC can be heard, as far as it knows itself."""

    UNKNOWN = "unknown"
    """It has only just been asked."""

    OK = "ok"
    MISSING = "missing"
    """It has no sound device."""

    FAILED = "failed"
    """It has one, and the last sentence could not be played on it."""


class Voice(Protocol):
    """The loudspeaker of a waiting room. It says one sentence at a time."""

    @property
    def state(self) -> SoundState: ...

    @property
    def ready(self) -> bool:
        """Whether a sentence may be given to it now: not while one is playing, nor soon after a failure."""
        ...

    def say(self, wav: bytes, *, volume: float, on_end: Callable[[bool], None]) -> None:
        """Play a 16-bit mono WAV at a volume from 0 to 1. ``on_end`` is called once: True when all of it was
        played. Only one at a time: raises RuntimeError while another sentence is playing."""
        ...

    def close(self) -> None:
        """Be silent; a sentence that is playing ends with False."""
        ...
