"""Whatever two clerks and a supervisor do, in whatever order: no visitor is lost, doubled or miscounted.

Each example lives on a business day of its own in one office, on both databases.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.queue import Priority
from bkpsdm_desktop.domain.statistics import Outcome, fold
from bkpsdm_desktop.domain.ticket import Act, State
from bkpsdm_desktop.services import counters, inspection, issuing, moving, serving
from bkpsdm_desktop.services.moving import Target
from bkpsdm_desktop.services.stamps import Stamp
from bkpsdm_desktop.store.ids import new_id, reference_id
from bkpsdm_desktop.store.tables import Counter, CounterSession, Service, Skill, Ticket, TicketEvent
from tests.helpers.database import DIALECTS, office_database, work_on
from tests.helpers.office import MORNING, OfficeUnderTest

SERVICES = {code: reference_id("service", code) for code in ("CT", "CS", "KGB", "KP-REG")}
# The second clerk does not know the services of one group: some numbers only the first may call.
ONLY_FIRST = "KGB"
Row = dict[str, Any]
PLACES = st.integers(0, 1)


def columns(ticket: Ticket) -> Row:
    return {column.key: getattr(ticket, column.key) for column in Ticket.__table__.columns}


def day_of_tickets(session: Session, day: date) -> dict[UUID, Row]:
    rows = session.scalars(select(Ticket).where(Ticket.business_day == day))
    return {row.id: columns(row) for row in rows}


def faults_and_events(session: Session, day: date) -> tuple[list[object], dict[UUID, list[TicketEvent]]]:
    """What the checks of a day find, and each ticket's events in order."""
    checks = (inspection.balance, inspection.numbers, inspection.one_counter, inspection.chains)
    faults: list[object] = [fault for check in checks for fault in check(session, day=day)]
    events: dict[UUID, list[TicketEvent]] = {}
    for event in session.scalars(
        select(TicketEvent)
        .join(Ticket, TicketEvent.ticket_id == Ticket.id)
        .where(Ticket.business_day == day)
        .order_by(TicketEvent.ticket_id, TicketEvent.step)
    ):
        events.setdefault(event.ticket_id, []).append(event)
    return faults, events


class TwoCounters(RuleBasedStateMachine):
    """Clerks at counters 0 and 1, a supervisor, and visitors who come, wait, leave and come back."""

    office: ClassVar[OfficeUnderTest]
    numbered: ClassVar[list[UUID]]
    next_day: ClassVar[datetime]

    @initialize()
    def a_new_morning(self) -> None:
        cls = type(self)
        self.now = cls.next_day
        cls.next_day += timedelta(days=1)
        self.day = business_day(self.now)
        self.issued: set[UUID] = set()
        self.rows: dict[UUID, Row] = {}
        # Each clerk's last undoable step: the ticket, as it was before, and when.
        self.last: dict[int, tuple[UUID, Row, datetime] | None] = {0: None, 1: None}
        self.office.work.run(self._leave_yesterday)
        for place in (0, 1):
            self._does(place, counters.open_counter)
        for service in sorted(SERVICES):
            self.a_visitor_comes(service, None)

    @staticmethod
    def _leave_yesterday(session: Session) -> None:
        """What an example left open is of its own day: put away, so that the clerks are free again."""
        session.execute(update(CounterSession).values(closed_at=CounterSession.opened_at))
        session.execute(
            update(Ticket)
            .where(Ticket.state.in_((State.CALLED, State.SERVING)))
            .values(state=State.UNSERVED, person_id=None)
        )

    # --- what happens -------------------------------------------------------------------------------

    @rule(service=st.sampled_from(sorted(SERVICES)), priority=st.sampled_from([None, None, *Priority]))
    def one_more_visitor(self, service: str, priority: Priority | None) -> None:
        self.a_visitor_comes(service, priority)

    def a_visitor_comes(self, service: str, priority: Priority | None) -> None:
        self.now += timedelta(milliseconds=1)
        stamp = Stamp(id=new_id(), at=self.now, station=self.office.made.kiosks[0])
        ticket = self.office.work.run(
            issuing.take_ticket, stamp, service=SERVICES[service], priority=priority,
            randomness=stamp.id.bytes[-5:], ignore_hours=True,
        )  # fmt: skip
        assert ticket.ahead >= 0
        self.issued.add(stamp.id)
        self._look()

    @rule(span=st.sampled_from([1, 3, 7, 9, 60, 600, 2400]))
    def time_goes_on(self, span: int) -> None:
        self.now += timedelta(seconds=span)

    @rule(place=PLACES, how=st.sampled_from([counters.pause_counter, counters.close_counter, None]))
    def a_counter_is_left(self, place: int, how: Callable[..., object] | None) -> None:
        """By its clerk for a while or for good, or closed by the supervisor behind a clerk's back."""
        if how is None:
            self._supervises(counters.close_counter_of, counter=self.numbered[place])
        else:
            self._does(place, how)

    @rule(
        place=PLACES,
        then=st.sampled_from([None, serving.recall, serving.withdraw_call, serving.mark_no_show]),
        undone=st.booleans(),
    )
    def a_visitor_is_called(self, place: int, then: Callable[..., object] | None, undone: bool) -> None:
        self._calls(place)
        if then is serving.mark_no_show:
            for _ in range(2):
                self._does(place, serving.recall)
        if then is not None:
            self._does(place, then)
        if undone:
            self._undoes(place)

    @rule(
        place=PLACES,
        then=st.sampled_from([serving.finish, moving.park, moving.next_service, moving.transfer]),
        common=st.booleans(),
        keep_place=st.booleans(),
        to_other=st.booleans(),
        service=st.sampled_from([None, *sorted(SERVICES)]),
        undone=st.booleans(),
    )
    def a_visitor_is_served(
        self, place: int, then: Callable[..., object], common: bool, keep_place: bool, to_other: bool,
        service: str | None, undone: bool,
    ) -> None:  # fmt: skip
        arguments: dict[Callable[..., object], dict[str, object]] = {
            serving.finish: {},
            moving.park: {"common": common},
            moving.next_service: {"service": SERVICES[service or "CT"]},
            moving.transfer: {"target": self._target(place, keep_place, to_other, service)},
        }
        self._calls(place)
        self._does(place, serving.start_serving)
        self._does(place, then, **arguments[then])
        if undone:
            self._undoes(place)

    @rule(
        place=PLACES,
        number=st.integers(0, 99),
        act=st.sampled_from([moving.resume, moving.call_parked, serving.return_late, serving.cancel]),
        undone=st.booleans(),
    )
    def something_with_any_number(
        self, place: int, number: int, act: Callable[..., object], undone: bool
    ) -> None:
        fitting: dict[Callable[..., object], State] = {
            moving.resume: State.PARKED,
            moving.call_parked: State.PARKED,
            serving.return_late: State.NO_SHOW,
        }
        self._does(place, act, ticket=self._pick(number, fitting.get(act)))
        if undone:
            self._undoes(place)

    @rule(
        number=st.integers(0, 99),
        released=st.booleans(),
        keep_place=st.booleans(),
        to_other=st.booleans(),
        service=st.sampled_from([None, *sorted(SERVICES)]),
    )
    def the_supervisor_moves_one(
        self, number: int, released: bool, keep_place: bool, to_other: bool, service: str | None
    ) -> None:
        if released:
            self._supervises(moving.release, ticket=self._pick(number, State.SERVING))
        else:
            target = self._target(0, keep_place, to_other, service)
            self._supervises(moving.move, ticket=self._pick(number, None), target=target)

    @rule(place=PLACES)
    def undo(self, place: int) -> None:
        self._undoes(place)

    # --- what always holds --------------------------------------------------------------------------

    @invariant()
    def nothing_is_lost_doubled_or_miscounted(self) -> None:
        if not hasattr(self, "day"):
            return
        found, events = self.office.work.read(faults_and_events, self.day)
        assert found == []
        assert self.rows.keys() == events.keys() == self.issued
        holders = [r["person_id"] for r in self.rows.values() if r["state"] in (State.CALLED, State.SERVING)]
        assert None not in holders
        assert len(holders) == len(set(holders))
        for key, row in self.rows.items():
            self._visit_adds_up(row, events[key])

    def _visit_adds_up(self, row: Row, events: list[TicketEvent]) -> None:
        """The legs of a visit are the services that it had, and its outcome is the ticket's state."""
        visit = fold([(e.act, int(e.at.timestamp() * 1e6), e.service_id, e.person_id) for e in events])
        assert visit.legs[-1].service == row["service_id"]
        open_ = row["state"] in (State.WAITING, State.CALLED, State.SERVING, State.PARKED)
        assert visit.outcome == (Outcome.OPEN if open_ else Outcome(row["state"]))
        assert sum(leg.waited or 0 for leg in visit.legs) <= visit.waited
        spent = sum((leg.waited or 0) + (leg.served or 0) for leg in visit.legs)
        assert spent <= (self.now - row["issued_at"]).total_seconds()
        assert all((leg.waited or 0) >= 0 and (leg.served or 0) >= 0 for leg in visit.legs)

    # --- help ---------------------------------------------------------------------------------------

    def _calls(self, place: int) -> None:
        """The counter is opened where it is closed, and calls; a visitor who is there already stays."""
        self._does(place, counters.open_counter)
        before = self.rows
        self._does(place, serving.call_next)
        called = [
            row for key, row in self.rows.items()
            if row["state"] == State.CALLED and before[key]["state"] == State.WAITING
        ]  # fmt: skip
        assert len(called) <= 1
        for row in called:
            meant = before[row["id"]]["only_counter_id"]
            assert meant in (None, row["counter_id"])
            assert meant is not None or place == 0 or row["service_id"] != SERVICES[ONLY_FIRST]

    def _undoes(self, place: int) -> None:
        """Either the clerk's last step is as if it had never been, or there is a reason why not."""
        kept = self.last[place]
        if self._does(place, serving.undo):
            assert kept is not None
            ticket, before, at = kept
            assert self.now - at <= timedelta(seconds=8)
            assert self.rows[ticket] == before

    def _pick(self, number: int, state: State | None) -> UUID:
        """Some number of the day, one in this state where there is one."""
        fitting = [key for key in sorted(self.issued) if self.rows[key]["state"] == state]
        choice = fitting or sorted(self.issued)
        return choice[number % len(choice)]

    def _look(self) -> dict[UUID, Row]:
        self.rows = self.office.work.read(day_of_tickets, self.day)
        return self.rows

    def _target(self, place: int, keep_place: bool, to_other: bool, service: str | None) -> Target:
        return Target(
            service=None if service is None else SERVICES[service],
            counter=self.numbered[1 - place] if to_other else None,
            keep_place=keep_place,
        )

    def _does(self, place: int, act: Callable[..., object], **arguments: object) -> bool:
        made = self.office.made
        return self._tries(made.counters[place], made.clerks[place], act, arguments, place)

    def _supervises(self, act: Callable[..., object], **arguments: object) -> bool:
        return self._tries(self.office.made.counters[0], self.office.made.supervisor, act, arguments, None)

    def _tries(
        self, station: UUID, person: UUID, act: Callable[..., object], arguments: dict[str, object],
        place: int | None,
    ) -> bool:  # fmt: skip
        """Do it; what is refused has changed nothing, what was done twice was done once."""
        self.now += timedelta(milliseconds=1)
        stamp = Stamp(id=new_id(), at=self.now, station=station, person=person)
        before = self.rows
        try:
            self.office.work.run(act, stamp, **arguments)
        except Refused as refusal:
            reason = refusal.sentence
        else:
            reason = ""
        after = self._look()
        if reason:
            assert after == before, reason
            return False
        self.office.work.run(act, stamp, **arguments)  # its answer was lost
        assert self._look() == after
        changed = [key for key in before if before[key] != after[key]]
        if place is not None and changed and act is not serving.undo:
            self.last[place] = (changed[0], before[changed[0]], self.now)
        return True


def first_only(session: Session, clerk: UUID) -> None:
    """Take one group's skill from a clerk."""
    group = session.scalars(select(Service.group_id).where(Service.id == SERVICES[ONLY_FIRST])).one()
    skill = session.scalars(select(Skill).where(Skill.person_id == clerk, Skill.group_id == group)).one()
    session.delete(skill)


@pytest.fixture(params=DIALECTS)
def machine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[type[TwoCounters]]:
    with ExitStack() as stack:
        url, made = stack.enter_context(office_database(request.param, tmp_path))
        office = OfficeUnderTest(work=stack.enter_context(work_on(url)), made=made)
        office.work.run(first_only, made.clerks[1])
        numbered = office.work.read(lambda s: list(s.scalars(select(Counter.id).order_by(Counter.number))))
        yield type("Played", (TwoCounters,), {"office": office, "numbered": numbered, "next_day": MORNING})


def acts_done(session: Session) -> set[str]:
    return set(session.scalars(select(TicketEvent.act).distinct()))


# Both databases take the same steps; a server answers more slowly.
_EXAMPLES = {"sqlite": 16, "postgresql": 10}


@pytest.mark.slow
def test_two_counters_and_a_supervisor_never_lose_a_visitor(machine: type[TwoCounters]) -> None:
    plenty = settings(
        max_examples=_EXAMPLES[machine.office.work.engine.dialect.name],
        stateful_step_count=40,
        deadline=None,
        derandomize=True,  # so that what it must have come to (below) is the same in every run
        database=None,
        phases=[Phase.generate],  # a life of some forty steps tells enough, and takes minutes to shorten
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(machine, settings=plenty)
    done = machine.office.work.read(acts_done)
    assert {Act.CALL, Act.START, Act.FINISH, Act.PARK, Act.TRANSFER, Act.NEXT_SERVICE, Act.UNDO} <= done
