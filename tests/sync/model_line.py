"""The line between an office and central, and what carries out the engine's actions on it."""

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum

from bkpsdm_desktop.protocol.messages import MarkWish, Pull, Push, SumWish
from bkpsdm_desktop.sync import steps as do
from bkpsdm_desktop.sync.engine import Engine
from bkpsdm_desktop.sync.status import Status
from bkpsdm_desktop.sync.steps import Action, Event, Fault, Request
from tests.sync.model_central import Central, hello_of
from tests.sync.model_office import Office

MOST_ACTIONS = 5_000


class Weather(StrEnum):
    """What happens to one request."""

    FINE = "fine"
    LOST = "lost"
    DEAF = "deaf"
    """Central did it, the answer is lost."""
    TWICE = "twice"
    LATE = "late"
    """Still on its way when the office gives up; it arrives when :meth:`Line.arrives` says so."""
    OVERTAKEN = "overtaken"
    """What was delayed arrives just before it."""
    CUT = "cut"
    """Central did it, the answer cannot be read."""


class Line:
    def __init__(self, central: Central) -> None:
        self.central = central
        self.weather: Iterator[Weather] = iter(())
        self.on_the_way: list[Request] = []

    def carry(self, request: Request) -> Event:
        weather = next(self.weather, Weather.FINE)
        if weather is Weather.LOST:
            return do.Failed(Fault.LINE)
        if weather is Weather.LATE:
            self.on_the_way.append(request)
            return do.Failed(Fault.TIMEOUT)
        if weather is Weather.OVERTAKEN:
            while self.on_the_way:
                self.arrives(0)
        answer = self._ask(request)
        if weather is Weather.TWICE:
            answer = self._ask(request)
        if weather is Weather.DEAF:
            return do.Failed(Fault.TIMEOUT)
        return do.Failed(Fault.GARBLED) if weather is Weather.CUT else do.Answered(answer)

    def arrives(self, index: int) -> None:
        """A delayed request reaches central; its answer reaches nobody. Order is not kept."""
        self._ask(self.on_the_way.pop(index % len(self.on_the_way)))

    def _ask(self, request: Request) -> do.Answer:
        match request:
            case do.SayHello():
                return self.central.hello(
                    hello_of(request.epoch, request.head, request.known, request.chain, request.cursors)
                )
            case do.AskEpoch():
                return self.central.enrol()
            case Push():
                return self.central.push(request)
            case Pull():
                return self.central.pull(request.scope, request.after)
            case SumWish():
                return self.central.sums(request.since)
            case MarkWish():
                return self.central.marks(request.day)
        raise AssertionError(request)


class Agent:
    """Carries actions out, at once and in order. ``patience``: how often it waits before it gives up."""

    def __init__(self, office: Office, line: Line, make: Callable[[], Engine]) -> None:
        self.office, self.line, self.engine = office, line, make()
        self.waited: list[float] = []
        self.seen: list[Status] = []
        self.sent: list[Request] = []

    def session(self, *, since: str = "", patience: int = 2, actions: int = MOST_ACTIONS) -> Status:
        """Until the engine rests, patience ends or - a crash - so many actions are done."""
        todo: list[Action] = self.engine.on(do.Begin(since))
        for _ in range(actions):
            if not todo:
                break
            action, *todo = todo
            if isinstance(action, do.Wait):
                self.waited.append(action.seconds)
                patience -= 1
            event = self._do(action) if patience >= 0 else do.Cancel()
            todo = [*todo, *self.engine.on(event)] if event else todo
        return self.engine.status

    def _do(self, action: Action) -> Event | None:
        office = self.office
        match action:
            case do.Send(request=request):
                self.sent.append(request)
                return self.line.carry(request)
            case do.ReadFacts(at=at):
                return do.FactsRead(office.facts(at))
            case do.ReadBatch(after=after, rows=rows):
                push = office.batch(after, min(rows, 4))
                return do.BatchRead(push, len(office.data.log))
            case do.ReadSums(wish=wish):
                return do.SumsRead(office.sums(wish.since), quiet=not office.data.queue)
            case do.ReadMarks(wish=mark):
                return do.MarksRead(office.marks(mark.day))
            case do.MoveDocuments():
                return do.DocumentsDone()
            case do.Wait():
                return do.Woke()
            case do.Report(status=status):
                self.seen.append(status)
                return None
        self._write(action)
        return None

    def _write(self, action: Action) -> None:
        office = self.office
        match action:
            case do.SaveSent(seq=seq):
                office.save_sent(seq)
            case do.SavePending(epoch=epoch):
                office.save_pending(epoch)
            case do.Stage(page=page):
                office.stage(page)
            case do.TakeOver(epoch=epoch):
                office.take_over(epoch)
            case do.Apply(page=page):
                office.apply(page)
            case do.SaveEra(era=era):
                office.save_era(era)
            case do.RewindCursor(scope=scope):
                office.data.cursors[scope] = 0
            case do.NoteTroubles(troubles=troubles):
                office.note(troubles)
            case do.Resend(ids=ids):
                office.resend(ids)
            case _:
                raise AssertionError(action)


class World:
    """One office, central and the line between them."""

    def __init__(self, central: Central | None = None, make: Callable[[], Engine] | None = None) -> None:
        self.make = make or (lambda: Engine(schema=3))
        self.central = central or Central()
        self.office = Office()
        self.line = Line(self.central)
        self.office.data.epoch = self.central.enrol().epoch

    def session(
        self, weather: Iterable[Weather] = (), *, patience: int = 2, actions: int = MOST_ACTIONS
    ) -> Agent:
        self.line.weather = iter(weather)
        agent = Agent(self.office, self.line, self.make)
        agent.session(patience=patience, actions=actions)
        self.line.weather = iter(())
        return agent
