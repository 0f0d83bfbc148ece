"""The emulated printer as a device of Linux: on a pty, which answers, or on a FIFO, which can't."""

import os
import select
import threading
import tty
from pathlib import Path
from types import TracebackType
from typing import Self

from PIL import Image

from tests.emulator.interpreter import Interpreter, Mechanism
from tests.helpers.waiting import eventually


class PrinterDevice:
    """A printer on USB in a thread of its own; used as a context manager. ``path`` is the device.

    ``mechanism`` may be changed between jobs. ``unplug_after`` pulls the plug after so many bytes,
    ``take_nothing`` stops reading, as a printer whose buffer is full.
    """

    def __init__(self, width: int = 576) -> None:
        self.mechanism = Mechanism()
        self.unplug_after: int | None = None
        self.take_nothing = False
        self.received = b""
        self.errors: list[Exception] = []
        self._printer = Interpreter(width, self.mechanism)
        # The side of the program stays open, so that it may open and close its own as it likes.
        self._inside, self._outside = os.openpty()
        tty.setraw(self._outside)
        self.path = Path(os.ttyname(self._outside))
        self._wake, self._woken = os.pipe()
        self._thread = threading.Thread(target=self._serve, name="usb printer")
        self._unplugged = False

    @property
    def slips(self) -> list[Image.Image]:
        """What was printed and cut off."""
        return self._printer.slips

    def wait_for_slips(self, count: int) -> None:
        """Wait until so many slips were cut off."""
        eventually(lambda: len(self.slips) >= count)

    def old_answer(self, answer: bytes) -> None:
        """Something that the printer said and nobody read."""
        os.write(self._inside, answer)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.write(self._woken, b".")
        self._thread.join(10)
        for handle in (self._wake, self._woken, *(() if self._unplugged else (self._inside, self._outside))):
            os.close(handle)
        if self._thread.is_alive():
            raise TimeoutError("the printer's thread did not end")
        if self.errors and error is None:
            raise self.errors[0]

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
            try:
                answer = self._printer.feed(data)
            except Exception as error:
                self.errors.append(error)
                return
            if answer:
                os.write(self._inside, answer)
