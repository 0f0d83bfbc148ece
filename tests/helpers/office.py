"""A made-up office in a test database, with a clock that the test moves."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Concatenate, ParamSpec, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.queue import Priority
from bkpsdm_desktop.services import issuing
from bkpsdm_desktop.services.made_up import MadeUpOffice, make_up_office
from bkpsdm_desktop.services.rows import IssuedTicket
from bkpsdm_desktop.services.stamps import Stamp
from bkpsdm_desktop.store.ids import new_id, reference_id
from bkpsdm_desktop.store.tables import Ticket
from bkpsdm_desktop.store.work import Work

P = ParamSpec("P")
R = TypeVar("R")

# Tuesday 24 November 2026, 09.41 WIB: an ordinary working day.
MORNING = datetime(2026, 11, 24, 2, 41, tzinfo=UTC)


@dataclass(slots=True)
class OfficeUnderTest:
    """A made-up office and the time in it."""

    work: Work
    made: MadeUpOffice
    now: datetime = MORNING
    tickets: list[IssuedTicket] = field(default_factory=list)

    def later(self, **span: float) -> None:
        """Move the clock."""
        self.now += timedelta(**span)

    def stamp(self, station: UUID, person: UUID | None = None) -> Stamp:
        return Stamp(id=new_id(), at=self.now, station=station, person=person)

    def take(self, service: str = "CT", priority: Priority | None = None, *, kiosk: int = 0) -> IssuedTicket:
        """A visitor takes a number at a kiosk."""
        ticket = self.work.run(
            issuing.take_ticket,
            self.stamp(self.made.kiosks[kiosk]),
            service=reference_id("service", service),
            priority=priority,
            randomness=os.urandom(5),
        )
        self.tickets.append(ticket)
        return ticket

    def act(self, fn: Callable[Concatenate[Session, Stamp, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """The clerk of counter 1 does something."""
        return self.at_counter(0, fn, *args, **kwargs)

    def at_counter(
        self, place: int, fn: Callable[Concatenate[Session, Stamp, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """The clerk of a counter (from 0) does something."""
        stamp = self.stamp(self.made.counters[place], self.made.clerks[place])
        return self.work.run(fn, stamp, *args, **kwargs)

    def ticket(self, label: str) -> Ticket:
        """The stored ticket of a label such as ``C001``, of the newest day."""

        def read(session: Session) -> Ticket:
            return session.scalars(
                select(Ticket)
                .where(Ticket.series == label[0], Ticket.number == int(label[1:]))
                .order_by(Ticket.business_day.desc())
            ).first() or _missing(label)

        return self.work.read(read)


def _missing(label: str) -> Ticket:
    raise AssertionError(f"no ticket {label}")


def ordinary_office(session: Session) -> MadeUpOffice:
    """One kiosk, two counters, one display; nobody is signed in, no counter is open."""
    return make_up_office(session, now=MORNING, kiosks=1, counters=2, displays=1, password_hash="-")


def made_up(work: Work, *, kiosks: int = 1, counters: int = 2, displays: int = 1) -> OfficeUnderTest:
    """An office of another size in an empty database."""
    made = work.run(
        make_up_office, now=MORNING, kiosks=kiosks, counters=counters, displays=displays, password_hash="-"
    )
    return OfficeUnderTest(work=work, made=made)
