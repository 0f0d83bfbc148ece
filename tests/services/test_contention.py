"""Several stations at once, each with its own connection, in real threads on both databases."""

import itertools
import os
import random
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.ticket import State
from bkpsdm_desktop.services import counters, inspection, issuing, serving
from bkpsdm_desktop.services.stamps import Stamp, record
from bkpsdm_desktop.services.trail import verify_trail
from bkpsdm_desktop.store.ids import new_id, reference_id
from bkpsdm_desktop.store.tables import Audit, Ticket
from bkpsdm_desktop.store.work import Work
from tests.helpers.database import work_on
from tests.helpers.office import MORNING, OfficeUnderTest, made_up

DAY = business_day(MORNING)
SERVICES = ("CT", "CS", "KGB", "LEGALISIR", "INFO")


@contextmanager
def desks(work: Work, many: int) -> Iterator[list[Work]]:
    """So many further ``Work`` on the same database, as that many PCs have them."""
    url = work.engine.url.render_as_string(hide_password=False)
    with ExitStack() as stack:
        yield [stack.enter_context(work_on(url)) for _ in range(many)]


def at_once(acts: list[Callable[[], object]]) -> list[object]:
    """Run all at the same moment, each in a thread of its own; their results in order."""
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        start.wait(timeout=30)
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def whole(office: OfficeUnderTest) -> bool:
    """No check of the day finds anything; displays owe nothing here, none is up."""
    checks = office.work.read(inspection.inspect_day, day=DAY, grace=timedelta(seconds=2))
    return not any(checks.values())


def test_fault_d1_two_clerks_press_call_at_the_same_moment(office: OfficeUnderTest) -> None:
    """Each round has one ticket more than one clerk can have, then exactly one."""
    for place in range(2):
        office.at_counter(place, counters.open_counter)
    with desks(office.work, 2) as works:

        def press(place: int, work: Work) -> Callable[[], object]:
            stamp = office.stamp(office.made.counters[place], office.made.clerks[place])
            return lambda: work.run(serving.call_next, stamp)

        for number in range(1, 10, 3):
            for _ in range(3):
                office.take()
            called = at_once([press(place, work) for place, work in enumerate(works)])
            assert sorted(map(str, called)) == [f"C{number:03}", f"C{number + 1:03}"]
            serve(office, 0)
            serve(office, 1)
            last = at_once([press(place, work) for place, work in enumerate(works)])
            assert sorted(map(str, last)) == [f"C{number + 2:03}", "None"]
            serve(office, last.index(f"C{number + 2:03}"))
    assert whole(office)


def serve(office: OfficeUnderTest, place: int) -> None:
    office.later(seconds=20)
    office.at_counter(place, serving.start_serving)
    office.later(minutes=1)
    office.at_counter(place, serving.finish)


def test_fault_d2_fifty_kiosks_issue_at_once(work: Work) -> None:
    office = made_up(work, kiosks=50, counters=1)
    service = reference_id("service", "CT")
    with desks(work, 10) as works:

        def take(kiosk: UUID, desk: Work) -> Callable[[], object]:
            stamp, randomness = office.stamp(kiosk), os.urandom(5)
            return lambda: (
                desk.run(
                    issuing.take_ticket, stamp, service=service, priority=None, randomness=randomness
                ).label
            )

        shares = zip(office.made.kiosks, itertools.cycle(works), strict=False)
        labels = at_once([take(kiosk, desk) for kiosk, desk in shares])
    assert sorted(map(str, labels)) == [f"C{number:03}" for number in range(1, 51)]
    assert whole(office)


class Clerk:
    """A clerk who presses keys at random; most of them are refused, as they should be."""

    def __init__(self, office: OfficeUnderTest, work: Work, place: int, seconds: Iterator[int]) -> None:
        self._office = office
        self._work = work
        self._station, self._person = office.made.counters[place], office.made.clerks[place]
        self._kiosk = office.made.kiosks[place]  # a station is one process
        self._rng = random.Random(place)
        self._seconds = seconds

    def press_keys(self, issued: int, presses: int) -> None:
        """Take tickets as a kiosk beside, and press keys in between."""
        takes = set(self._rng.sample(range(presses), issued))
        for press in range(presses):
            if press in takes:
                self._take()
            else:
                with suppress(Refused):
                    self._press(self._rng.choice(self._keys()))

    def _keys(self) -> list[Callable[[Session, Stamp], object]]:
        often = [serving.call_next, serving.start_serving, serving.finish, serving.recall]
        seldom = [serving.mark_no_show, serving.withdraw_call, serving.undo, self._cancel, self._return]
        rare = [counters.pause_counter]
        return [*often * 4, *seldom * 2, *rare, counters.open_counter, counters.open_counter]

    def _press(self, key: Callable[[Session, Stamp], object]) -> None:
        self._work.run(key, self._stamp(self._station, self._person))

    def _stamp(self, station: UUID, person: UUID | None) -> Stamp:
        at = MORNING + timedelta(seconds=next(self._seconds))
        return Stamp(id=new_id(), at=at, station=station, person=person)

    def _take(self) -> None:
        self._work.run(
            issuing.take_ticket,
            self._stamp(self._kiosk, None),
            service=reference_id("service", self._rng.choice(SERVICES)),
            priority=None,
            randomness=os.urandom(5),
            ignore_hours=True,
        )

    def _cancel(self, session: Session, stamp: Stamp) -> None:
        serving.cancel(session, stamp, ticket=self._any(session, State.WAITING))

    def _return(self, session: Session, stamp: Stamp) -> None:
        serving.return_late(session, stamp, ticket=self._any(session, State.NO_SHOW))

    def _any(self, session: Session, state: State) -> UUID:
        tickets = list(session.scalars(select(Ticket.id).where(Ticket.state == state).order_by(Ticket.id)))
        if not tickets:
            raise Refused("Tidak ada nomor yang dapat dipilih.")
        return self._rng.choice(tickets)


@pytest.mark.parametrize("tickets", [40, pytest.param(500, marks=pytest.mark.slow)])
def test_fault_d3_eight_counters_with_random_keys_lose_no_ticket(work: Work, tickets: int) -> None:
    office = made_up(work, kiosks=8, counters=8)
    seconds = itertools.count()
    each = [tickets // 8 + (place < tickets % 8) for place in range(8)]
    with desks(work, 8) as works:
        clerks = [Clerk(office, own, place, seconds) for place, own in enumerate(works)]
        at_once(
            [
                lambda clerk=clerk, issued=issued: clerk.press_keys(issued, issued * 5)  # type: ignore[misc]
                for clerk, issued in zip(clerks, each, strict=True)
            ]
        )
    states = work.read(inspection.by_state, day=DAY)
    assert sum(states.values()) == tickets
    assert sum(states[state] for state in (State.CALLED, State.SERVING)) <= 8
    assert states[State.WAITING] < tickets  # something was called at all
    assert whole(office)


def test_two_threads_write_the_first_rows_of_a_station_together(office: OfficeUnderTest) -> None:
    together = threading.Barrier(4)
    kiosk = office.made.kiosks[0]
    url = office.work.engine.url.render_as_string(hide_password=False)

    def write(place: int) -> None:
        with work_on(url) as own:
            together.wait()
            own.run(record, office.stamp(kiosk), "test.first", str(place), {})

    threads = [threading.Thread(target=write, args=(place,)) for place in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert office.work.read(verify_trail) == []
    chain = office.work.read(
        lambda session: session.scalars(select(Audit.seq).where(Audit.station_id == kiosk)).all()
    )
    assert sorted(chain) == [1, 2, 3, 4]
