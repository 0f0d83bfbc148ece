"""The errors that a test left in the log."""

import contextlib
import logging
from collections.abc import Iterator
from typing import Self


class LoggedErrors(logging.Handler):
    """Holds every record of level ERROR or above until a test claims it as expected."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self._records: list[logging.LogRecord] = []

    @classmethod
    @contextlib.contextmanager
    def collected(cls) -> Iterator[Self]:
        """Collects from the root logger while the block runs."""
        errors = cls()
        logging.getLogger().addHandler(errors)
        try:
            yield errors
        finally:
            logging.getLogger().removeHandler(errors)

    def emit(self, record: logging.LogRecord) -> None:
        self._records.append(record)

    @property
    def unclaimed(self) -> list[str]:
        formatter = logging.Formatter("%(levelname)s %(name)s: %(message)s")
        return [formatter.format(record) for record in self._records]

    def claim(self, text: str) -> logging.LogRecord:
        """Takes the oldest error whose message holds the text; fails the test when there is none."""
        for record in self._records:
            if text in record.getMessage():
                self._records.remove(record)
                return record
        raise AssertionError(f"no error with {text!r} was logged, but {self.unclaimed}")
