"""A kiosk and a counter as one process, to be killed in the middle of a visit.

Run as ``python -m tests.helpers.visit_child URL KIOSK COUNTER CLERK TIME``: a number is taken, then the clerk
goes on from wherever the queue stands until nobody waits. Each act that was committed is said on a line of
its own (``take C001``, ``finish C001``). ``statement`` is one more fail point: before each SQL statement.
"""

import os
import sys
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from sqlalchemy import event
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.failpoints import reach
from bkpsdm_desktop.domain.numbers import format_number
from bkpsdm_desktop.domain.ticket import State
from bkpsdm_desktop.services import counters, serving, steps
from bkpsdm_desktop.services.issuing import take_ticket
from bkpsdm_desktop.services.stamps import Stamp
from bkpsdm_desktop.store.engine import open_engine
from bkpsdm_desktop.store.ids import new_id, reference_id
from bkpsdm_desktop.store.work import Work


def take(work: Work, kiosk: UUID, now: datetime) -> str:
    """A visitor takes a number; its label."""
    stamp = Stamp(id=new_id(), at=now, station=kiosk)
    service = reference_id("service", "CT")
    return work.run(take_ticket, stamp, service=service, priority=None, randomness=os.urandom(5)).label


def serve_all(
    work: Work, counter: UUID, person: UUID, now: datetime, say: Callable[[str], None] = lambda line: None
) -> None:
    """What a clerk does at the next login: goes on where the work stands, until nobody waits."""

    def clerk() -> Stamp:
        return Stamp(id=new_id(), at=now, station=counter, person=person)

    if work.read(counters.open_session, person) is None:
        work.run(counters.open_counter, clerk())
    while True:
        label, state = work.read(_active, person)
        if state is None:
            called = work.run(serving.call_next, clerk())
            if called is None:
                return
            say(f"call {called}")
        elif state is State.CALLED:
            work.run(serving.start_serving, clerk())
            say(f"start {label}")
        else:
            work.run(serving.finish, clerk())
            say(f"finish {label}")


def _active(session: Session, person: UUID) -> tuple[str, State | None]:
    ticket = steps.active_ticket(session, person)
    if ticket is None:
        return "", None
    return format_number(ticket.series, ticket.number), State(ticket.state)


def main(url: str, kiosk: UUID, counter: UUID, person: UUID, now: datetime) -> None:
    work = Work(open_engine(url))
    event.listen(work.engine, "before_cursor_execute", lambda *_: reach("statement"))

    def say(line: str) -> None:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()

    say(f"take {take(work, kiosk, now)}")
    serve_all(work, counter, person, now, say)
    work.close()


if __name__ == "__main__":
    _, url, kiosk, counter, person, now = sys.argv
    main(url, UUID(kiosk), UUID(counter), UUID(person), datetime.fromisoformat(now))
