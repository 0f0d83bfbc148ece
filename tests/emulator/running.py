"""The emulated printer while it runs: in a thread of its own, whatever it is connected by."""

import threading
from abc import ABC, abstractmethod
from types import TracebackType
from typing import Self

from PIL import Image

from tests.emulator.interpreter import Interpreter, Mechanism


class RunningPrinter(ABC):
    """Used as a context manager. ``mechanism`` may be changed between jobs; the first of ``errors`` is raised
    at the end."""

    def __init__(self, width: int) -> None:
        self.mechanism = Mechanism()
        self.errors: list[Exception] = []
        self._printer = Interpreter(width, self.mechanism)
        self._thread = threading.Thread(target=self._serve, name="printer")

    @property
    def slips(self) -> list[Image.Image]:
        """What was printed and cut off."""
        return self._printer.slips

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()
        self._thread.join(10)
        self._close()
        if self._thread.is_alive():
            raise TimeoutError("the printer's thread did not end")
        if self.errors and error is None:
            raise self.errors[0]

    def _answer(self, data: bytes) -> bytes | None:
        """What the printer says to these bytes; ``None`` when it could not make sense of them."""
        try:
            return self._printer.feed(data)
        except Exception as error:
            self.errors.append(error)
            return None

    @abstractmethod
    def _serve(self) -> None:
        """What the thread does."""

    @abstractmethod
    def _end(self) -> None:
        """Let the thread end."""

    @abstractmethod
    def _close(self) -> None:
        """Close what was opened, when the thread has ended."""
