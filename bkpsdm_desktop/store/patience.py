"""A PostgreSQL connection that does not wait for ever.

TCP notices a pulled cable, but not a server that stands still, nor a router in between that forgot the
connection: their kernels go on acknowledging. Without a limit here an act would wait until somebody comes.
"""

import time
from collections.abc import Generator
from typing import Any, TypeVar

import psycopg

ANSWER_SECONDS = 5.0

R = TypeVar("R")


class PatientConnection(psycopg.Connection[tuple[Any, ...]]):
    """Raises ``OperationalError`` and is closed when the server does not answer a statement in time."""

    def wait(self, gen: Generator[Any, Any, R], *args: Any, **kwargs: Any) -> R:
        if kwargs.get("timeout") is not None:  # listening has a limit of its own, and silence is no fault
            return super().wait(gen, *args, **kwargs)
        try:
            return super().wait(_within(gen, ANSWER_SECONDS), *args, **kwargs)
        except TimeoutError as error:
            self.close()
            raise psycopg.OperationalError(str(error)) from None


def _within(gen: Generator[Any, Any, R], seconds: float) -> Generator[Any, Any, R]:
    """The same generator; it ends with ``TimeoutError`` when nothing came for so long."""
    deadline = time.monotonic() + seconds
    try:
        waits_for = next(gen)
        while True:
            ready = yield waits_for
            now = time.monotonic()
            if ready:
                deadline = now + seconds
            elif now > deadline:
                raise TimeoutError(f"no answer for {seconds:g} s")
            waits_for = gen.send(ready)
    except StopIteration as done:
        result: R = done.value
        return result
