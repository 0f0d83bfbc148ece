"""An ESC/POS printer without the paper: takes the bytes of a job, gives the pictures that it would cut off.

It knows the commands that slips use and refuses all others, so that a byte out of place is a failing test and
not a page of garbage at an office.
"""

from dataclasses import dataclass, field

from PIL import Image

_ESC, _GS, _DLE = 0x1B, 0x1D, 0x10


class PrinterError(Exception):
    """Bytes that a real printer would print as garbage, or not at all."""


@dataclass
class Mechanism:
    """What the printer's sensors say, and whether it answers questions at all."""

    has_paper: bool = True
    low_paper: bool = False
    cover_open: bool = False
    stopped: bool = False
    answers_realtime: bool = True
    answers_in_turn: bool = True
    paper_left: int | None = None
    """Dots until the roll ends by itself; None for a full roll."""

    chatter: bytes = b""
    """What it answers while it takes a picture, which may happen to contain the bytes of a question."""

    def realtime(self, question: int) -> bytes:
        if not self.answers_realtime:
            return b""
        answer = 0x12
        if question == 1 and not self.ready:
            answer |= 0x08
        if question == 2:
            answer |= (0x04 if self.cover_open else 0) | (0 if self.has_paper else 0x20)
        if question == 4:
            answer |= (0x0C if self.low_paper else 0) | (0 if self.has_paper else 0x60)
        return bytes([answer])

    @property
    def ready(self) -> bool:
        return self.has_paper and not self.cover_open and not self.stopped


@dataclass
class Interpreter:
    """Feed it bytes as they come: ``slips`` are the pictures cut off so far, ``paper`` is not yet cut."""

    width: int
    mechanism: Mechanism = field(default_factory=Mechanism)
    slips: list[Image.Image] = field(default_factory=list)
    paper: list[Image.Image] = field(default_factory=list)
    _waiting: bytearray = field(default_factory=bytearray)

    def feed(self, data: bytes) -> bytes:
        """Work through ``data`` as far as it is complete; returns what the printer answers."""
        if not self.mechanism.ready and len(data) == 3 and data[:2] == b"\x10\x04":
            # A real-time question is answered at once, also when the rest of a job is stuck before it.
            return self.mechanism.realtime(data[2])
        self._waiting += data
        answers = b""
        while self._waiting:
            length, answer = self._command(bytes(self._waiting))
            if not length:
                break
            del self._waiting[:length]
            answers += answer
        return answers

    def power_off(self) -> None:
        """Forget everything not yet printed; the paper that hangs out is torn off."""
        self._waiting.clear()
        self.paper.clear()

    @property
    def idle(self) -> bool:
        """Whether everything fed was printed and cut."""
        return not self._waiting and not self.paper

    def _command(self, data: bytes) -> tuple[int, bytes]:
        """Length of the command at the start of ``data`` (0: not all there, or not now), and its answer."""
        if len(data) < 3 and data[:2] != b"\x1b@":
            return 0, b""
        if data[0] == _DLE and data[1] == 0x04:
            return 3, self.mechanism.realtime(data[2])
        if not self.mechanism.ready:
            return 0, b""
        match data[0], data[1]:
            case _ESC, 0x40:
                return 2, b""
            case _GS, 0x76:
                length = self._raster(data)
                return length, self.mechanism.chatter if length else b""
            case _GS, 0x56:
                return self._cut(data), b""
            case _GS, 0x72:
                answer = b"\x03" if self.mechanism.low_paper else b"\x00"
                return 3, answer if self.mechanism.answers_in_turn else b""
        raise PrinterError(f"unknown command {data[:4].hex(' ')}")

    def _raster(self, data: bytes) -> int:
        if len(data) < 8:
            return 0
        if data[2:4] != b"0\x00":
            raise PrinterError(f"raster of unknown kind {data[:4].hex(' ')}")
        across, down = int.from_bytes(data[4:6], "little"), int.from_bytes(data[6:8], "little")
        if across * 8 > self.width:
            raise PrinterError(f"raster of {across * 8} dots on paper of {self.width}")
        if not across or not down:
            raise PrinterError("empty raster")
        length = 8 + across * down
        if len(data) < length:
            return 0
        strip = Image.new("1", (self.width, down), 1)
        strip.paste(Image.frombytes("1", (across * 8, down), bytes(byte ^ 0xFF for byte in data[8:length])))
        self._take(strip)
        return length

    def _take(self, strip: Image.Image) -> None:
        left = self.mechanism.paper_left
        if left is not None:
            strip = strip.crop((0, 0, self.width, min(left, strip.height)))
            self.mechanism.paper_left = left - strip.height
            self.mechanism.has_paper = self.mechanism.paper_left > 0
        self.paper.append(strip)

    def _cut(self, data: bytes) -> int:
        if data[2] != 66:
            raise PrinterError(f"cut without the feed to the knife: {data[:3].hex(' ')}")
        if len(data) < 4:
            return 0
        if not self.paper:
            raise PrinterError("cut of an empty slip")
        rows = sum(strip.height for strip in self.paper)
        slip = Image.new("1", (self.width, rows + data[3]), 1)
        y = 0
        for strip in self.paper:
            slip.paste(strip, (0, y))
            y += strip.height
        self.slips.append(slip)
        self.paper.clear()
        return 4


def printed(data: bytes, width: int) -> Image.Image:
    """The one slip that a whole job makes; raises PrinterError if it is not exactly one, all cut off."""
    printer = Interpreter(width)
    printer.feed(data)
    if len(printer.slips) != 1 or not printer.idle:
        raise PrinterError(f"{len(printer.slips)} slips, rest: {not printer.idle}")
    return printer.slips[0]
