"""The emulated printer as a device of Linux: on a pty, which answers, or on a FIFO, which can't."""

import os
import select
import tty
from pathlib import Path

from tests.emulator.running import RunningPrinter
from tests.helpers.waiting import eventually


class PrinterDevice(RunningPrinter):
    """A printer on USB. ``path`` is the device.

    ``unplug_after`` pulls the plug after so many bytes, ``take_nothing`` stops reading, as a printer whose
    buffer is full.
    """

    def __init__(self, width: int = 576) -> None:
        super().__init__(width)
        self.unplug_after: int | None = None
        self.take_nothing = False
        self.received = b""
        # The side of the program stays open, so that it may open and close its own as it likes.
        self._inside, self._outside = os.openpty()
        tty.setraw(self._outside)
        self.path = Path(os.ttyname(self._outside))
        self._wake, self._woken = os.pipe()
        self._unplugged = False

    def wait_for_slips(self, count: int) -> None:
        """Wait until so many slips were cut off."""
        eventually(lambda: len(self.slips) >= count)

    def old_answer(self, answer: bytes) -> None:
        """Something that the printer said and nobody read."""
        os.write(self._inside, answer)

    def _end(self) -> None:
        os.write(self._woken, b".")

    def _close(self) -> None:
        for handle in (self._wake, self._woken, *(() if self._unplugged else (self._inside, self._outside))):
            os.close(handle)

    def _serve(self) -> None:
        while True:
            wanted = [self._wake] if self.take_nothing else [self._wake, self._inside]
            ready = select.select(wanted, [], [], 0.05)[0]
            if self._wake in ready:
                return
            if self._inside not in ready:
                continue
            data = os.read(self._inside, 4096)
            self.received += data
            if self.unplug_after is not None and len(self.received) >= self.unplug_after:
                self._unplugged = True
                os.close(self._outside)
                os.close(self._inside)
                return
            answer = self._answer(data)
            if answer is None:
                return
            if answer:
                os.write(self._inside, answer)
