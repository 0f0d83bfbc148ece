"""Statistics read from the events of real lives, on both databases."""

from collections import Counter as Count
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.queue import Priority
from bkpsdm_desktop.domain.rights import Role
from bkpsdm_desktop.domain.statistics import Grouping, Period
from bkpsdm_desktop.domain.ticket import Act, State
from bkpsdm_desktop.services import counters, day, moving, serving
from bkpsdm_desktop.services.statistics import Line, Statistics, add_up, gather
from bkpsdm_desktop.store.ids import reference_id
from bkpsdm_desktop.store.tables import Person, Ticket, TicketEvent
from tests.helpers.office import OfficeUnderTest

_COUNTED = ("issued", "finished", "no_show", "cancelled", "unserved", "open")
_TIMED = ("wait", "service", "whole")


def figures(office: OfficeUnderTest, days: int = 1) -> Statistics:
    today = business_day(office.now)
    return add_up(
        office.work.read(
            gather,
            office.stamp(office.made.counters[0], office.made.supervisor),
            period=Period(first=today - timedelta(days=days - 1), last=today),
        )
    )


def line(found: Statistics, grouping: Grouping, label: str) -> Line:
    return next(line for line in found.by[grouping] if line.label == label)


def assert_reconciled(found: Statistics) -> None:
    """Every number is exactly one outcome, and in each grouping the parts add up to the total."""
    for whole in (found.total, *(line for lines in found.by.values() for line in lines)):
        assert whole.issued == (
            whole.finished + whole.no_show + whole.cancelled + whole.unserved + whole.open
        )
        assert whole.whole.n == whole.finished
    for lines in found.by.values():
        for name in _COUNTED:
            assert sum(getattr(line, name) for line in lines) == getattr(found.total, name), name
        for name in _TIMED:
            total = getattr(found.total, name)
            assert sum(getattr(line, name).n for line in lines) == total.n, name
            assert sum((getattr(line, name).total for line in lines), timedelta()) == total.total, name


def visit(office: OfficeUnderTest, *, wait: float = 5, serve: float = 4) -> None:
    """Somebody comes, waits, is served; minutes."""
    office.take("CT")
    office.later(minutes=wait)
    office.act(serving.call_next)
    office.act(serving.start_serving)
    office.later(minutes=serve)
    office.act(serving.finish)


def test_fault_l4_a_period_without_visits_has_zeros_and_no_median(office: OfficeUnderTest) -> None:
    found = figures(office)
    assert found.total.issued == 0
    assert (found.total.wait.n, found.total.wait.median) == (0, None)
    assert found.by[Grouping.SERVICE] == ()
    assert_reconciled(found)


def test_fault_l4_one_visit_is_counted_but_has_no_median(office: OfficeUnderTest) -> None:
    office.act(counters.open_counter)
    visit(office)
    found = figures(office)
    assert (found.total.finished, found.total.wait.n, found.total.wait.median) == (1, 1, None)
    assert found.total.wait.total == timedelta(minutes=5)
    assert_reconciled(found)


def test_fault_l4_a_day_of_no_shows_only(office: OfficeUnderTest) -> None:
    office.act(counters.open_counter)
    for _ in range(3):
        office.take("CT")
        office.act(serving.call_next)
        office.act(serving.recall)
        office.act(serving.recall)
        office.act(serving.mark_no_show)
    found = figures(office)
    assert (found.total.no_show, found.total.wait.n, found.total.whole.n) == (3, 0, 0)
    assert_reconciled(found)


def test_median_and_ninetieth_percentile_of_ten_visits(office: OfficeUnderTest) -> None:
    office.act(counters.open_counter)
    for minutes in range(1, 11):
        visit(office, wait=minutes, serve=2)
    found = figures(office)
    assert found.total.wait.median == timedelta(minutes=5)
    assert found.total.wait.p90 == timedelta(minutes=9)
    assert found.total.service.median == timedelta(minutes=2)
    clerk = line(found, Grouping.CLERK, "Rani Contoh")
    assert (clerk.finished, clerk.wait.n) == (10, 10)


def test_times_stand_where_they_were_spent_and_numbers_where_they_began(office: OfficeUnderTest) -> None:
    office.act(counters.open_counter)
    office.take("CT", Priority.ELDERLY)
    office.later(minutes=5)
    office.act(serving.call_next)
    office.act(serving.start_serving)
    office.later(minutes=3)
    office.act(moving.next_service, service=reference_id("service", "KGB"))
    office.later(minutes=7)
    office.act(serving.finish)
    found = figures(office)
    names = {line.label: line for line in found.by[Grouping.SERVICE]}
    issued = {label: line.issued for label, line in names.items()}
    spent = {label: line.service.total for label, line in names.items()}
    assert sorted(issued.values()) == [0, 1]
    assert sorted(spent.values()) == [timedelta(minutes=3), timedelta(minutes=7)]
    assert line(found, Grouping.PRIORITY, "Lansia").finished == 1
    assert_reconciled(found)


def test_who_was_not_served_belongs_to_no_clerk(office: OfficeUnderTest) -> None:
    office.take("CT")
    signer = _Signer()
    stamp = office.stamp(office.made.counters[0], office.made.supervisor)
    office.work.run(day.close_day, stamp, day=business_day(office.now), signer=signer)
    found = figures(office)
    assert line(found, Grouping.CLERK, "Tanpa petugas").unserved == 1
    assert_reconciled(found)


class _Signer:
    """Signs nothing worth checking here."""

    public_key = "kunci"

    def sign(self, message: bytes) -> bytes:
        return b"tanda"


@pytest.mark.parametrize("seed", [1, 2])
def test_ux_u55_the_sum_of_parts_equals_the_total_whatever_happened(
    office: OfficeUnderTest, seed: int
) -> None:
    _live(office, Random(seed), acts=160)
    found = figures(office, days=2)
    assert_reconciled(found)
    states = office.work.read(_states)
    assert found.total.issued == sum(states.values())
    assert found.total.finished == states[State.FINISHED]
    assert found.total.no_show == states[State.NO_SHOW]
    assert found.total.cancelled == states[State.CANCELLED]
    assert found.total.unserved == states[State.UNSERVED]


@pytest.mark.parametrize("seed", [3, 4, 5])
def test_ux_u55_figures_are_the_events_counted_again_another_way(office: OfficeUnderTest, seed: int) -> None:
    """Nothing of the fold is used here: from each start one looks back, from each end of a service too."""
    _live(office, Random(seed), acts=160)
    found = figures(office, days=2)
    waits, services, wholes = office.work.read(_counted_again)
    assert found.total.wait.total == timedelta(seconds=sum(waits))
    assert found.total.service.total == timedelta(seconds=sum(services))
    assert found.total.whole.total == timedelta(seconds=sum(wholes))
    assert found.total.whole.n == len(wholes)
    assert waits
    assert services


_QUEUES = (Act.ISSUE, Act.TRANSFER, Act.RETURN)
_BEGINS = (Act.START, Act.RESUME, Act.NEXT_SERVICE)
_ENDS = (Act.FINISH, Act.PARK, Act.TRANSFER, Act.NEXT_SERVICE, Act.RELEASE)


def _counted_again(session: Session) -> tuple[list[int], list[int], list[int]]:
    """Seconds of waits, of services, and of whole visits that were finished."""
    waits, services, wholes = list[int](), list[int](), list[int]()
    for ticket in session.scalars(select(Ticket.id)).all():
        rows = session.scalars(
            select(TicketEvent).where(TicketEvent.ticket_id == ticket).order_by(TicketEvent.step)
        )
        events = list[TicketEvent]()
        for row in rows:
            if row.act == Act.UNDO:
                events.pop()
            else:
                events.append(row)
        acts = [event.act for event in events]
        for place, act in enumerate(acts):
            before = acts[:place]
            if act == Act.START:
                call = _last(before, Act.CALL)
                queue = max(_last(before[:call], each) for each in _QUEUES)
                if not {Act.START, Act.RESUME} & {*before[queue:]}:
                    waits.append(_seconds(events[queue], events[call]))
            if act in _ENDS and _serves(before):
                begin = max(_last(before, each) for each in _BEGINS)
                services.append(_seconds(events[begin], events[place]))
        if acts[-1] == Act.FINISH:
            wholes.append(_seconds(events[0], events[-1]))
    return waits, services, wholes


def _last(acts: list[str], wanted: Act) -> int:
    """Where an act was done last; -1 for never."""
    return max((place for place, act in enumerate(acts) if act == wanted), default=-1)


def _serves(acts: list[str]) -> bool:
    """Whether somebody is served after these acts: it began later than it last stopped."""
    stops = (Act.FINISH, Act.PARK, Act.TRANSFER, Act.RELEASE)
    return max(_last(acts, act) for act in _BEGINS) > max(_last(acts, act) for act in stops)


def _seconds(first: TicketEvent, last: TicketEvent) -> int:
    return int((last.at - first.at).total_seconds())


def _states(session: Session) -> Count[str]:
    rows = session.execute(select(Ticket.state, func.count()).group_by(Ticket.state))
    return Count({state: count for state, count in rows})


def _live(office: OfficeUnderTest, rng: Random, *, acts: int) -> None:
    """Random acts at two counters over two days; what the rules refuse does not happen."""
    services = ("CT", "KGB", "INFO", "SK-AMBIL")

    def target() -> moving.Target:
        service = reference_id("service", rng.choice(services))
        return moving.Target(service=service, counter=None, keep_place=rng.random() < 0.5)

    def any_ticket() -> dict[str, object]:
        return {"ticket": rng.choice(office.tickets).id}

    choices: list[Callable[[int], object]] = [
        lambda place: office.take(rng.choice(services), rng.choice((None, None, Priority.ELDERLY))),
        lambda place: office.at_counter(place, serving.call_next),
        lambda place: office.at_counter(place, serving.start_serving),
        lambda place: office.at_counter(place, serving.finish),
        lambda place: office.at_counter(place, serving.recall),
        lambda place: office.at_counter(place, serving.mark_no_show),
        lambda place: office.at_counter(place, serving.withdraw_call),
        lambda place: office.at_counter(place, serving.undo),
        lambda place: office.at_counter(place, serving.cancel, **any_ticket()),  # type: ignore[arg-type]
        lambda place: office.at_counter(place, serving.return_late, **any_ticket()),  # type: ignore[arg-type]
        lambda place: office.at_counter(place, moving.park, common=rng.random() < 0.5),
        lambda place: office.at_counter(place, moving.resume, **any_ticket()),  # type: ignore[arg-type]
        lambda place: office.at_counter(place, moving.call_parked, **any_ticket()),  # type: ignore[arg-type]
        lambda place: office.at_counter(place, moving.transfer, target=target()),
        lambda place: office.at_counter(
            place, moving.next_service, service=reference_id("service", rng.choice(services))
        ),
    ]
    weights = [6, 5, 5, 4, 3, 2, 1, 2, 1, 1, 2, 2, 2, 2, 2]
    office.take()
    for place in (0, 1):
        office.at_counter(place, counters.open_counter)
    for n in range(acts):
        office.later(seconds=rng.choice((2, 20, 200)))
        [act] = rng.choices(choices, weights)
        with suppress(Refused):
            act(rng.randrange(2))
        if n == acts // 2:
            office.work.run(day.roll_over, office.stamp(office.made.counters[0]), signer=_Signer())


def test_figures_are_made_without_the_database(office: OfficeUnderTest) -> None:
    """A server ends a connection that is silent within a transaction: nothing is added up in one."""
    office.act(counters.open_counter)
    visit(office)
    today = business_day(office.now)
    stamp = office.stamp(office.made.counters[0], office.made.supervisor)
    gathered = office.work.read(gather, stamp, period=Period(first=today, last=today))
    office.work.close()
    assert add_up(gathered).total.finished == 1


def test_a_long_period_is_read_in_pieces_and_no_day_twice(office: OfficeUnderTest) -> None:
    office.act(counters.open_counter)
    visit(office)
    for _ in range(2):
        office.later(days=35)
        office.work.run(day.roll_over, office.stamp(office.made.counters[0]), signer=_Signer())
        office.act(counters.open_counter)
        visit(office)
    found = figures(office, days=365)
    assert (found.total.issued, found.total.finished) == (3, 3)
    assert [line.issued for line in found.by[Grouping.DAY]] == [1, 1, 1]
    assert_reconciled(found)


@pytest.mark.parametrize(
    ("role", "allowed"), [(Role.CLERK, False), (Role.AUDITOR, True), (Role.ADMINISTRATOR, True)]
)
def test_statistics_are_for_who_has_the_right(office: OfficeUnderTest, role: Role, allowed: bool) -> None:
    def become(session: Session) -> None:
        session.get_one(Person, office.made.clerks[0]).role = role

    office.work.run(become)
    stamp = office.stamp(office.made.counters[0], office.made.clerks[0])
    today = business_day(office.now)
    if allowed:
        assert (
            add_up(office.work.read(gather, stamp, period=Period(first=today, last=today))).total.issued == 0
        )
        return
    with pytest.raises(Refused, match="tidak berhak melihat statistik"):
        office.work.read(gather, stamp, period=Period(first=today, last=today))
