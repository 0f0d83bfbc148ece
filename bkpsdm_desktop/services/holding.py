"""What a clerk holds, and how it is given back."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.domain.ticket import Act, State
from bkpsdm_desktop.services import office, steps
from bkpsdm_desktop.services.stamps import Stamp
from bkpsdm_desktop.store.ids import new_id
from bkpsdm_desktop.store.tables import CounterSession, Ticket
from bkpsdm_desktop.store.work import touch


def give_back(session: Session, stamp: Stamp, ticket: Ticket) -> None:
    """Take a locked ticket from whoever holds it: a called or serving number returns to its place,
    a parked one to the pool of everybody."""
    if ticket.state == State.CALLED:
        steps.withdraw_announcements(session, stamp, ticket.id)
    values = {"counter_id": None, "person_id": None}
    if ticket.state != State.PARKED:
        values |= {"calls": 0, "called_at": None, "started_at": None}  # type: ignore[dict-item]
    rules = office.queue_rules(session)
    steps.change(session, stamp, ticket, Act.RELEASE, rules, values, {"held_by": str(ticket.person_id)})


def leave_behind(session: Session, stamp: Stamp, held: CounterSession) -> None:
    """A clerk leaves a counter: what that clerk parked becomes everybody's, what was kept for the counter
    is anybody's to call."""
    parked = session.scalars(
        select(Ticket)
        .where(Ticket.person_id == held.person_id, Ticket.state == State.PARKED)
        .order_by(Ticket.id)
        .with_for_update()
    )
    for ticket in parked:
        give_back(
            session, Stamp(id=new_id(), at=stamp.at, station=stamp.station, person=stamp.person), ticket
        )
    freed = session.execute(
        update(Ticket)
        .where(Ticket.only_counter_id == held.counter_id, Ticket.state == State.WAITING)
        .values(only_counter_id=None)
        .execution_options(synchronize_session=False)
    )
    if freed.rowcount:  # type: ignore[attr-defined]
        touch(session, Kind.QUEUE)
