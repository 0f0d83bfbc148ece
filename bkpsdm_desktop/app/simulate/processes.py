"""The stations of a simulated day, each in a process of its own: kiosk, counter and display.

They know what the real ones know: the tables and the change feed. A process that is killed and starts
again finds its place in the tables, not in a memory of its own.
"""

import os
import sys
import threading
import time
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, TypeVar
from uuid import UUID

from bkpsdm_desktop.app.simulate.plan import LAST_CALL, Turn, Visitor
from bkpsdm_desktop.app.simulate.stage import PICTURE_SECONDS, Script, VirtualClock
from bkpsdm_desktop.domain.errors import DatabaseUnavailable, Refused
from bkpsdm_desktop.domain.ticket import Act, State
from bkpsdm_desktop.services import (
    board,
    check_in,
    counters,
    inspection,
    issuing,
    moving,
    office,
    runs,
    serving,
    stations,
    steps,
    visits,
)
from bkpsdm_desktop.services.console import counter_view
from bkpsdm_desktop.services.rows import PersonRow, Role
from bkpsdm_desktop.services.stamps import Stamp
from bkpsdm_desktop.store.feed import ChangeFeed
from bkpsdm_desktop.store.ids import new_id
from bkpsdm_desktop.store.tables import Ticket
from bkpsdm_desktop.store.work import Work

P = ParamSpec("P")
R = TypeVar("R")

_LOOK_AGAIN_SECONDS = 0.25  # real: the feed is a hint, never the truth
_SITS_FAR_AWAY = 20.0  # virtual seconds of walking: a parked visitor is called, not waved to
_TURNING = frozenset({Act.PARK, Act.NEXT_SERVICE, Act.TRANSFER})
_BETWEEN_CALLS = 60.0  # virtual: before a number is called again, or marked as not there


class Signals:
    """What the conductor of the day says: nobody comes any more (``closing``), the day is over (``stop``)."""

    def __init__(self) -> None:
        self.closing = threading.Event()
        self.stop = threading.Event()
        self.changed = threading.Event()  # set by the feed and by both of the above


class Player:
    """What the three have in common: acts with a stamp, waits in virtual time, a row while it is up."""

    def __init__(self, work: Work, script: Script, clock: VirtualClock, signals: Signals) -> None:
        self.work = work
        self.script = script
        self.clock = clock
        self.signals = signals

    def begin(self, station: UUID) -> UUID:
        """Say that the station is up; the id of its run."""
        return self.run(stations.start_run, Stamp(id=new_id(), at=self.clock.now(), station=station))

    def end(self, station: UUID, run: UUID) -> None:
        """Say that the station ends by itself."""
        self.run(stations.end_run, Stamp(id=new_id(), at=self.clock.now(), station=station), run=run)

    def run(self, fn: Callable[Concatenate[Any, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Do something; while the database is busy do it again, as a person would."""
        while True:
            try:
                return self.work.run(fn, *args, **kwargs)
            except DatabaseUnavailable:
                if self.signals.stop.wait(0.1):
                    raise

    def wait_until(self, elapsed: float) -> None:
        """Wait in virtual time, or until the day is over."""
        self.signals.stop.wait(self.clock.real_until(elapsed))

    def watch(self) -> ChangeFeed:
        """A change feed that wakes this process."""
        feed = ChangeFeed(
            self.work.engine, lambda _kinds: self.signals.changed.set(), lambda _connected: None
        )
        feed.start()
        return feed

    def wait_for_change(self, seconds: float = _LOOK_AGAIN_SECONDS) -> None:
        """Until the feed says something, at most ``seconds`` of real time."""
        self.signals.changed.wait(seconds)
        self.signals.changed.clear()


class Kiosk(Player):
    """Takes the numbers of the visitors that come to it, in their order."""

    def play(self, place: int) -> None:
        station = self.script.kiosks[place]
        run = self.begin(station)
        for visitor in self.script.plan.visitors:
            if visitor.kiosk == place:
                self.wait_until(visitor.at)
                if self.signals.stop.is_set():
                    break
                self._take(station, visitor)
        self.end(station, run)

    def _take(self, station: UUID, visitor: Visitor) -> None:
        # The visitor's ticket has one id: after a kill the same ticket is asked for, not a second one.
        stamp = Stamp(id=visitor.ticket, at=self.clock.now(), station=station)
        code = self.script.appointments.get(visitor.ticket)
        try:
            if code is not None:
                self.run(check_in.check_in, stamp, code=code, randomness=os.urandom(5), ignore_hours=True)
            else:
                self.run(
                    issuing.take_ticket,
                    stamp,
                    service=visitor.service,
                    priority=visitor.priority,
                    randomness=os.urandom(5),
                    ignore_hours=True,
                )
        except DatabaseUnavailable:
            raise
        except Refused as refusal:
            sys.stderr.write(refusal.sentence + "\n")


class Display(Player):
    """Reads the board whenever something changed and reports what it has pictured."""

    def play(self, place: int) -> None:
        station = self.script.displays[place]
        feed = self.watch()
        run = self.begin(station)
        pictured: set[UUID] = set()
        first = self.clock.now()
        self._picture(station, pictured)
        self.run(runs.first_read, run, at=first)
        while not self.signals.stop.is_set():
            self.wait_for_change()
            self._picture(station, pictured)
        feed.stop()
        self.end(station, run)

    def _picture(self, station: UUID, pictured: set[UUID]) -> None:
        shown = self.work.read(board.board_state, station=station, now=self.clock.now())
        new = [call.announcement for call in shown.calls if call.announcement not in pictured]
        if new:
            stamp = Stamp(id=new_id(), at=self.clock.now(), station=station)
            self.run(board.report_shown, stamp, announcements=new)
            pictured.update(new)


class Counter(Player):
    """A clerk: looks at the present visitor or at who waits, does the next thing, looks again.

    What comes next follows from the tables and the plan, so a clerk whose PC was killed goes on with the
    visitor who stands there.
    """

    def play(self, place: int) -> None:
        self._place = place
        self._station = self.script.counters[place]
        self._clerk = self.script.clerks[place]
        self._visitors = {visitor.ticket: visitor for visitor in self.script.plan.visitors}
        self._errands = self._planned_errands()
        self._acts = 0
        self._withdraws = False
        self._max_calls = self.work.read(office.queue_rules).max_calls
        self._called = time.monotonic()
        feed = self.watch()
        run = self.begin(self._station)
        self.run(counters.open_counter, self._stamp())
        while not self.signals.stop.is_set() and self._step():
            pass
        feed.stop()
        if self.work.read(steps.active_ticket, self._clerk) is None:
            self.run(counters.close_counter, self._stamp())
        self.end(self._station, run)

    def _planned_errands(self) -> list[tuple[float, str, UUID]]:
        """Who comes to this counter without being called, by time: to say goodbye, or back too late."""
        mine = [visitor for visitor in self.script.plan.visitors if visitor.asks_at == self._place]
        leaving = [(v.leaves_at, "leaves", v.ticket) for v in mine if v.leaves_at is not None]
        back = [(v.away[1], "is back", v.ticket) for v in mine if v.away is not None]
        return sorted([*leaving, *back])

    def _step(self) -> bool:
        """One thing after another; false when the counter may close."""
        active = self.work.read(steps.active_ticket, self._clerk)
        if active is not None:
            self._attend(active)
        elif self._errands and self._errands[0][0] <= self.clock.elapsed():
            self._hear(*self._errands.pop(0)[1:])
        elif not self._take_back() and not self._call_someone():
            if self.signals.closing.is_set() and not self._somebody_may_come_back():
                return False
            self.wait_for_change()
        return True

    def _take_back(self) -> bool:
        """A parked visitor stands there again: go on, or call the one who sits somewhere else."""
        for row in self.work.read(visits.parked_for, person=self._clerk, now=self.clock.now()):
            visitor = self._visitors.get(row.ticket)
            back = self.clock.since_opening(row.since) + (visitor.pause if visitor else 0)
            if back > self.clock.elapsed():
                continue
            if visitor is not None and visitor.walk > _SITS_FAR_AWAY:
                self._called = time.monotonic()
                return self._try(moving.call_parked, self._stamp(), ticket=row.ticket)
            return self._do(moving.resume, ticket=row.ticket)
        return False

    def _call_someone(self) -> bool:
        waiting = len(self.work.read(serving.waiting_tickets, self.script.day))
        left = self.script.plan.left_waiting if self.clock.elapsed() >= LAST_CALL else 0
        if waiting <= left or self.run(serving.call_next, self._stamp()) is None:
            return False
        self._called = time.monotonic()
        self._withdraws = self._slips()
        return True

    def _attend(self, ticket: Ticket) -> None:
        visitor = self._visitors.get(ticket.id)
        if ticket.state == State.SERVING:
            started = self.clock.since_opening(ticket.started_at or self.clock.now())
            self.wait_until(started + (visitor.stretch if visitor else 0))
            if visitor is None or not self._turns(visitor):
                self._do(serving.finish)
        elif self._picture_is_due(ticket):
            self.wait_for_change()
        elif self._withdraws:
            self._withdraws = False
            self._try(serving.withdraw_call, self._stamp())
        elif visitor and visitor.leaves_at is not None and visitor.leaves_at <= self.clock.elapsed():
            self._do(serving.cancel, ticket=ticket.id)
        elif visitor and visitor.is_away(self.clock.elapsed()):
            self._call_again(ticket)
        else:
            self.wait_until(self.clock.elapsed() + (visitor.walk if visitor else 0))
            self._do(serving.start_serving)

    def _turns(self, visitor: Visitor) -> bool:
        """What comes in the middle of this visit, unless it has come already (the tables know)."""
        if visitor.turn is None or _TURNING & set(self.work.read(inspection.acts_of, ticket=visitor.ticket)):
            return False
        if visitor.turn in (Turn.PARK, Turn.PARK_FOR_ALL):
            return self._do(moving.park, common=visitor.turn is Turn.PARK_FOR_ALL)
        if visitor.turn is Turn.FURTHER:
            return self._do(moving.next_service, service=visitor.then)
        keep = visitor.turn is Turn.TRANSFER
        target = moving.Target(service=visitor.then, counter=None, keep_place=keep)
        return self._do(moving.transfer, target=target)

    def _picture_is_due(self, ticket: Ticket) -> bool:
        """The console shows which displays have the call; the clerk gives them time to."""
        if time.monotonic() - self._called > PICTURE_SECONDS:
            return False
        return bool(self.work.read(runs.displays_without, ticket=ticket.id))

    def _call_again(self, ticket: Ticket) -> None:
        self.wait_until(self.clock.elapsed() + _BETWEEN_CALLS)
        if self.signals.stop.is_set():
            return
        if ticket.calls >= self._max_calls:
            self._do(serving.mark_no_show)
        elif self._try(serving.recall, self._stamp()):
            self._called = time.monotonic()

    def _hear(self, errand: str, ticket: UUID) -> None:
        if errand == "leaves":
            self._do(serving.cancel, ticket=ticket)
        else:
            self._do(serving.return_late, ticket=ticket)

    def _somebody_may_come_back(self) -> bool:
        """Whether somebody who was not there, or was parked, will still come to this counter in time."""
        person = PersonRow(id=self._clerk, username="", name="", role=Role.CLERK, skills=())
        shown = self.work.read(counter_view, person=person, station=self._station, now=self.clock.now())
        until = {row.ticket: self.clock.since_opening(row.until) for row in shown.returnable}
        return bool(shown.parked) or any(at <= until.get(ticket, 0.0) for at, _, ticket in self._errands)

    def _do(
        self, fn: Callable[Concatenate[Any, Stamp, P], object], *args: P.args, **kwargs: P.kwargs
    ) -> bool:
        """Do an undoable thing; by mistake do, undo and do it again. The keys follow each other within a
        few virtual seconds, whatever the computer needs for it: a stamp says when a key was pressed."""
        if self.signals.stop.is_set():
            return False
        if self._slips() and self._try(fn, self._stamp(), *args, **kwargs):
            self._try(serving.undo, self._soon(3))
            return self._try(fn, self._soon(4), *args, **kwargs)
        return self._try(fn, self._stamp(), *args, **kwargs)

    def _stamp(self) -> Stamp:
        return Stamp(id=new_id(), at=self.clock.now(), station=self._station, person=self._clerk)

    def _soon(self, seconds: float) -> Stamp:
        return Stamp(id=new_id(), at=self.clock.soon(seconds), station=self._station, person=self._clerk)

    def _slips(self) -> bool:
        slips = self.script.plan.slips[self._place]
        self._acts += 1
        return slips[self._acts % len(slips)]

    def _try(
        self, fn: Callable[Concatenate[Any, Stamp, P], object], stamp: Stamp,
        *args: P.args, **kwargs: P.kwargs,
    ) -> bool:  # fmt: skip
        """Do something that may not be possible any more: another counter was faster, the visitor is gone."""
        try:
            self.run(fn, stamp, *args, **kwargs)
            return True
        except DatabaseUnavailable:
            raise
        except Refused:
            return False
