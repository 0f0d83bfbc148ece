"""What the use cases need from outside, as protocols; `app` puts the real thing or a fake behind them."""

from collections.abc import Mapping
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
