"""Our own faults: a log entry with its traceback and a short code that a person can read out."""

import logging
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path

from bkpsdm_desktop.domain.numbers import crockford

log = logging.getLogger(__name__)


def report_fault(error: BaseException) -> str:
    """Log an unexpected error with its traceback; returns its code, such as ``K-7KQ4M2XV``."""
    code = f"K-{crockford(secrets.token_bytes(5))}"
    log.error("fault %s", code, exc_info=error)
    return code


class OneLineFormatter(logging.Formatter):
    """Line breaks in a message stay inside its line, so that no text can forge a log entry."""

    def format(self, record: logging.LogRecord) -> str:
        text = super().format(record)
        head, *rest = text.splitlines() or [""]
        return "\n".join([head, *(f"    | {line}" for line in rest)])


@contextmanager
def log_to(folder: Path, name: str) -> Iterator[None]:
    """Keep the log of a station in files of 1 MB, ten of them, times in UTC, while the block runs."""
    handler = RotatingFileHandler(folder / f"{name}.log", maxBytes=1_000_000, backupCount=9, encoding="utf-8")
    formatter = OneLineFormatter("%(asctime)sZ %(levelname)s %(name)s %(message)s")
    formatter.converter = time.gmtime
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    root.addHandler(handler)
    try:
        yield
    finally:
        root.removeHandler(handler)
        handler.close()
