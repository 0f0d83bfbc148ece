"""Waiting for a condition of real threads and processes, with a deadline instead of a fixed pause."""

import time
from collections.abc import Callable


def eventually(condition: Callable[[], bool], *, seconds: float = 10, every: float = 0.01) -> None:
    """Return as soon as the condition holds; fail when it does not within ``seconds``."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"not within {seconds} s"
        time.sleep(every)
