"""The numbers of the queue: setting them, what they were before, and the queues that they apply to."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.instants import business_day, from_micros, to_micros
from bkpsdm_desktop.domain.queue_rules import CounterQueue, change_words, changes, check_rules
from bkpsdm_desktop.domain.rights import Right
from bkpsdm_desktop.domain.ticket import QueueRules
from bkpsdm_desktop.services import office, serving
from bkpsdm_desktop.services.edits import changed_meanwhile
from bkpsdm_desktop.services.people import require
from bkpsdm_desktop.services.stamps import Stamp, record
from bkpsdm_desktop.store.tables import Counter, CounterSession, Person

HISTORY = "queue_rules_history"
KEPT = 20
"""So many changes are shown; the audit trail has all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesChange:
    """A change of the numbers: when, by whom, and one line for each number."""

    at: datetime
    by: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesView:
    """The numbers, their last changes (newest first), and the open counters' queues at ``now``."""

    rules: QueueRules
    history: tuple[RulesChange, ...]
    queues: tuple[CounterQueue, ...]
    now: datetime


def rules_view(session: Session, *, now: datetime) -> RulesView:
    """What the settings show of the rules."""
    return RulesView(
        rules=office.queue_rules(session),
        history=tuple(
            RulesChange(at=from_micros(kept["at"]), by=kept["by"], words=tuple(kept["words"]))
            for kept in office.setting(session, HISTORY, [])
        ),
        queues=_queues(session, now),
        now=now,
    )


def _queues(session: Session, now: datetime) -> tuple[CounterQueue, ...]:
    day = business_day(now)
    opened = session.execute(
        select(Counter.id, Counter.number, CounterSession.person_id)
        .join(CounterSession, CounterSession.counter_id == Counter.id)
        .where(CounterSession.closed_at.is_(None))
        .order_by(Counter.number)
    ).all()
    waiting = serving.waiting_tickets(session, day) if opened else []
    return tuple(
        CounterQueue(
            counter=row.number,
            waiting=tuple(
                serving.callable_by(waiting, row.id, office.skilled_services(session, row.person_id, on=day))
            ),
            recent=serving.recent_calls(session, row.id, day),
        )
        for row in opened
    )


def put_rules(session: Session, stamp: Stamp, *, rules: QueueRules, was: QueueRules) -> None:
    """Let other numbers count from now on, instead of those that somebody saw.

    What a newer program keeps beside them stays. Raises ``Refused`` for a number outside its limits, and when
    the rules are no longer those that were seen.
    """
    require(session, stamp, Right.CONFIGURE)
    check_rules(rules)
    present = office.queue_rules(session)
    if present == rules:
        return
    if present != was:
        raise changed_meanwhile("Aturan antrean")
    stored = office.setting(session, office.QUEUE_RULES, {})
    office.put_setting(session, office.QUEUE_RULES, {**stored, **asdict(rules)})
    changed = changes(present, rules)
    _keep(session, stamp, [change_words(name, *pair) for name, pair in changed.items()])
    session.flush()
    record(session, stamp, "rules.put", "", changed)


def _keep(session: Session, stamp: Stamp, words: list[str]) -> None:
    by = session.execute(select(Person.name).where(Person.id == stamp.person)).scalar_one_or_none()
    kept = {"at": to_micros(stamp.at), "by": by or "program", "words": words}
    earlier = office.setting(session, HISTORY, [])
    office.put_setting(session, HISTORY, [kept, *earlier][:KEPT])
