"""A session of the sync as a pure state machine: no input or output, no clock, no chance, no thread.

``Engine.on(event)`` answers with what is to be done. The order is hello, push, pull, documents, check. A wish
of central to prove, to go back or to start anew leads to another hello; nothing is marked as sent that
central did not acknowledge in this session's words.
"""

from dataclasses import replace

from bkpsdm_desktop.protocol.messages import (
    MASTER,
    Denial,
    Enrolled,
    Mark,
    MarkWish,
    Page,
    Pull,
    Push,
    Pushed,
    Reason,
    Refused,
    Standing,
    Sum,
    Sums,
    SumWish,
    Welcome,
    office_scope,
)
from bkpsdm_desktop.protocol.wire import NO_CHAIN
from bkpsdm_desktop.sync import steps as do
from bkpsdm_desktop.sync.backoff import BREAKER, Size, pause
from bkpsdm_desktop.sync.status import Need, Phase, Status, clock_of
from bkpsdm_desktop.sync.steps import Action, Event, Facts, Fault

PULL_ROWS = 1_000
MOST_HELLOS = 8
"""In one session: two sides that cannot come to terms rest before they try again."""

_MICROS = 1_000_000
_LINE = (Fault.TIMEOUT, Fault.LINE, Fault.GARBLED, Fault.BUSY, Fault.LOCAL)
_DENIED = {Denial.REVOKED: Need.REVOKED, Denial.CLONE: Need.CLONE}
_REBORN = (Standing.REWOUND, Standing.FORK, Standing.STALE)


class Engine:
    """One office's session, or the rest between two. ``schema`` is that of this program's rows."""

    def __init__(self, schema: int) -> None:
        self._schema = schema
        self._size = Size()
        self._failures = 0
        self._status = Status()
        self._clear()

    def _clear(self) -> None:
        self._facts: Facts | None = None
        self._sent = 0
        self._asked: do.Request | None = None
        self._awaiting = False
        self._hellos = 0
        self._refreshed = False
        self._scopes: list[str] = []
        self._cursors: dict[str, int] = {}
        self._staging = False
        self._since = ""
        self._theirs: Sums | None = None
        self._mended = False
        self._differing: list[tuple[str, str]] = []
        self._their_marks: list[Mark] = []

    @property
    def status(self) -> Status:
        return self._status

    @property
    def resting(self) -> bool:
        """No session is under way."""
        return self._status.phase in (Phase.IDLE, Phase.ATTENTION)

    def on(self, event: Event) -> list[Action]:
        """What is to be done after ``event``; an answer that nobody waits for changes nothing."""
        match event:
            case do.Begin(since=since):
                return self._begin(since)
            case do.Cancel():
                return [] if self.resting else self._rest(Phase.IDLE)
            case do.Answered(answer=answer, chance=chance):
                return self._answered(answer, chance)
            case do.Failed():
                return [] if self.resting else self._failed(event)
        return [] if self.resting else self._read(event)

    def _read(self, event: Event) -> list[Action]:
        match event:
            case do.FactsRead(facts=facts):
                return self._meet(facts)
            case do.BatchRead(push=push, head=head):
                return self._batch(push, head)
            case do.SumsRead(sums=sums, quiet=quiet):
                return self._compare(sums, quiet)
            case do.MarksRead(marks=marks):
                return self._mend(marks)
            case do.DocumentsDone():
                return self._check()
            case do.Woke():
                return self._woke()
        return []

    # ---- begin and end

    def _begin(self, since: str) -> list[Action]:
        if not self.resting:
            return []
        self._clear()
        self._since = since
        self._status = Status(clock=self._status.clock)
        return self._start()

    def _start(self) -> list[Action]:
        return [self._report(phase=Phase.CONNECTING), do.ReadFacts()]

    def _rest(self, phase: Phase, need: Need = Need.NOTHING) -> list[Action]:
        self._asked, self._awaiting = None, False
        return [self._report(phase=phase, need=need)]

    def _report(self, **changes: object) -> Action:
        self._status = replace(self._status, **changes)  # type: ignore[arg-type]
        return do.Report(self._status)

    def _send(self, request: do.Request) -> Action:
        self._asked, self._awaiting = request, True
        return do.Send(request)

    # ---- failures

    def _failed(self, event: do.Failed) -> list[Action]:
        self._awaiting = False
        match event.fault:
            case Fault.UNAUTHORISED:
                return self._unauthorised(event.why)
            case Fault.OUTDATED:
                return self._rest(Phase.ATTENTION, Need.UPDATE)
            case Fault.REJECTED:
                return self._rest(Phase.ATTENTION, Need.REJECTED)
            case Fault.TOO_LARGE:
                return self._too_large()
        if event.fault is Fault.TIMEOUT and isinstance(self._asked, Push):
            self._size = self._size.halved()
        return self._wait(event.chance, event.retry_after)

    def _wait(self, chance: float, retry_after: float = 0.0) -> list[Action]:
        self._failures += 1
        waits: Action = do.Wait(pause(self._failures, chance, retry_after))
        return [self._report(phase=Phase.OFFLINE), waits]

    def _woke(self) -> list[Action]:
        """The same request again; once the breaker is open, or where the request was about what may have
        changed since, a hello."""
        if self._failures >= BREAKER or self._asked is None or self._facts is None:
            return self._start()
        if isinstance(self._asked, Push):
            return [self._report(phase=Phase.SENDING), self._next_batch()]
        if isinstance(self._asked, Pull):
            return [self._report(phase=Phase.RECEIVING), self._send(self._asked)]
        return self._start()

    def _unauthorised(self, why: Denial | None) -> list[Action]:
        """The token ended: hello again. Twice in a row, or a word about the key: a person must look."""
        if why in _DENIED:
            return self._rest(Phase.ATTENTION, _DENIED[why])
        if self._refreshed:
            return self._rest(Phase.ATTENTION, Need.UNKNOWN)
        self._refreshed = True
        return self._start()

    def _too_large(self) -> list[Action]:
        if not isinstance(self._asked, Push) or len(self._asked.ops) <= 1:
            return self._rest(Phase.ATTENTION, Need.TOO_LARGE)
        self._size = replace(self._size.halved(), rows=max(1, len(self._asked.ops) // 2))
        return [self._next_batch()]

    # ---- hello

    def _meet(self, facts: Facts) -> list[Action]:
        self._facts = facts
        if facts.restored and not facts.pending:
            return [self._send(do.AskEpoch(facts.epoch, Reason.RESTORE))]
        self._hellos += 1
        if self._hellos > MOST_HELLOS:
            self._hellos, self._asked = 0, None
            return self._wait(1.0)
        return [self._send(self._hello(facts))]

    @staticmethod
    def _hello(facts: Facts) -> do.SayHello:
        """A pending incarnation has sent nothing yet: it stands before the first entry."""
        if facts.pending:
            return do.SayHello(facts.pending, 0, 0, NO_CHAIN, {})
        return do.SayHello(facts.epoch, facts.head, facts.at, facts.chain, facts.cursors)

    def _answered(self, answer: do.Answer, chance: float) -> list[Action]:
        if not self._awaiting or self._facts is None:
            return []
        self._awaiting = False
        match self._asked, answer:
            case do.SayHello(), Welcome():
                return self._welcomed(answer, self._facts)
            case do.AskEpoch(), Enrolled():
                return self._enrolled(answer)
            case Push() as push, Pushed():
                return self._pushed(push, answer)
            case Push(), Refused():
                return self._start()
            case Pull() as pull, Page() if _follows(pull, answer):
                return self._paged(pull, answer)
            case SumWish(), Sums():
                self._failures = 0
                self._theirs = answer
                return [do.ReadSums(self._wish())]
            case MarkWish() as wish, list():
                self._their_marks = answer
                return [do.ReadMarks(wish)]
        return self._failed(do.Failed(Fault.GARBLED, chance))

    def _welcomed(self, welcome: Welcome, facts: Facts) -> list[Action]:
        self._failures = 0
        self._status = replace(self._status, clock=clock_of(welcome.offset / _MICROS))
        if welcome.standing is Standing.UPGRADE:
            return self._rest(Phase.ATTENTION, Need.UPDATE)
        if welcome.standing in _REBORN:
            return self._reincarnate(facts)
        if facts.pending:
            return self._recall(facts)
        if welcome.standing is Standing.PROVE:
            return [do.ReadFacts(at=welcome.applied)]
        return [*self._era(welcome, facts), *self._sending(welcome.applied, facts)]

    def _era(self, welcome: Welcome, facts: Facts) -> list[Action]:
        self._cursors = dict(facts.cursors)
        if welcome.era == facts.era:
            return []
        self._cursors = {}
        return [do.SaveEra(welcome.era)]

    # ---- a new incarnation

    def _reincarnate(self, facts: Facts) -> list[Action]:
        self._staging = False
        return [self._send(do.AskEpoch(facts.pending or facts.epoch, Reason.FORK))]

    def _enrolled(self, enrolled: Enrolled) -> list[Action]:
        """The epoch is kept before anything is done with it: whatever stops now, the next hello says it."""
        return [do.SavePending(enrolled.epoch), do.ReadFacts()]

    def _recall(self, facts: Facts) -> list[Action]:
        """Own rows first: without them the office would be poorer than what it once sent."""
        self._staging = True
        scope = office_scope(facts.office)
        return [do.SavePending(facts.pending), self._pull(scope, 0)]

    def _take_over(self, facts: Facts) -> list[Action]:
        self._staging = False
        return [do.TakeOver(facts.pending), *self._start()]

    # ---- push

    def _sending(self, applied: int, facts: Facts) -> list[Action]:
        """The cursor goes to what central holds, also back: central may have been restored."""
        self._sent = applied
        unsent = facts.head - applied
        self._scopes = [MASTER, office_scope(facts.office)]
        report = self._report(phase=Phase.SENDING, unsent=unsent)
        return [do.SaveSent(applied), report, self._next_batch()]

    def _next_batch(self) -> Action:
        return do.ReadBatch(self._sent, self._size.rows, self._size.bytes)

    def _batch(self, push: Push | None, head: int) -> list[Action]:
        if push is None:
            return self._receiving()
        return [self._report(unsent=head - self._sent), self._send(push)]

    def _pushed(self, push: Push, pushed: Pushed) -> list[Action]:
        """Only numbers of this very batch are believed."""
        if pushed.acked != push.first + len(push.ops) - 1:
            return self._start()
        self._failures, self._refreshed = 0, False
        self._size = self._size.doubled()
        moved, self._sent = pushed.acked - self._sent, pushed.acked
        noted: list[Action] = [do.NoteTroubles(pushed.quarantined)] if pushed.quarantined else []
        report = self._report(
            phase=Phase.SENDING, sent=self._status.sent + moved, unsent=max(0, self._status.unsent - moved)
        )
        return [*noted, do.SaveSent(self._sent), report, self._next_batch()]

    # ---- pull

    def _receiving(self) -> list[Action]:
        if not self._scopes:
            return [self._report(phase=Phase.DOCUMENTS), do.MoveDocuments()]
        scope = self._scopes[0]
        return [self._report(phase=Phase.RECEIVING), self._pull(scope, self._cursors.get(scope, 0))]

    def _pull(self, scope: str, after: int) -> Action:
        return self._send(Pull(scope=scope, after=after, limit=PULL_ROWS, schema=self._schema))

    def _paged(self, pull: Pull, page: Page) -> list[Action]:
        self._failures, self._refreshed = 0, False
        if page.head < pull.after:  # central was restored and counts anew
            self._cursors[pull.scope] = 0
            return [do.RewindCursor(pull.scope), self._pull(pull.scope, 0)]
        report = self._report(received=self._status.received + len(page.rows), expected=page.head - page.next)
        kept: Action = do.Stage(page) if self._staging else do.Apply(page)
        self._cursors[pull.scope] = page.next
        if page.next < page.head:
            return [kept, report, self._pull(pull.scope, page.next)]
        return [kept, report, *self._pulled()]

    def _pulled(self) -> list[Action]:
        if self._staging and self._facts is not None:
            return self._take_over(self._facts)
        self._scopes = self._scopes[1:]
        return self._receiving()

    # ---- check

    def _wish(self) -> SumWish:
        return SumWish(since=self._since)

    def _check(self) -> list[Action]:
        return [self._report(phase=Phase.CHECKING), self._send(self._wish())]

    def _compare(self, ours: Sums, quiet: bool) -> list[Action]:
        """Only what stands still on both sides can be compared; otherwise the next session does it."""
        theirs = self._theirs
        if theirs is None:
            return []
        still = quiet and theirs.applied == ours.applied == self._sent and theirs.head == ours.head
        self._differing = sorted(differing(ours.sums, theirs.sums)) if still else []
        if self._differing and self._mended:
            return self._rest(Phase.ATTENTION, Need.DIFFERS)
        return self._next_difference()

    def _next_difference(self) -> list[Action]:
        if self._differing:
            entity, day = self._differing[0]
            return [self._send(MarkWish(entity=entity, day=day))]
        return self._rest(Phase.IDLE)

    def _mend(self, ours: list[Mark]) -> list[Action]:
        """What central lacks or has otherwise is sent again; if it has what the office lacks, its scope is
        pulled from the beginning. Once in a session."""
        entity, _day = self._differing.pop(0)
        here = {mark.id: _content(mark) for mark in ours}
        there = {mark.id: _content(mark) for mark in self._their_marks}
        again = sorted(key for key in here if there.get(key) != here[key])
        actions: list[Action] = [do.Resend(entity, again)] if again else []
        if self._facts is not None and any(here.get(key) != there[key] for key in there):
            actions.append(do.RewindCursor(office_scope(self._facts.office)))
        if self._differing:
            return [*actions, *self._next_difference()]
        self._mended = True
        return [*actions, *self._start()]


def _follows(pull: Pull, page: Page) -> bool:
    """Whether a page is the answer to what was asked, without a gap: a hole would be passed for good."""
    if page.scope != pull.scope:
        return False
    if page.head < pull.after:
        return not page.rows
    numbers = [row.seq for row in page.rows]
    whole = numbers == list(range(pull.after + 1, pull.after + 1 + len(numbers)))
    moves = page.next > pull.after or page.head == pull.after
    return whole and page.next == pull.after + len(numbers) <= page.head and moves


def _content(mark: Mark) -> tuple[int, int, bool]:
    return mark.version, mark.hash, mark.deleted


def differing(ours: list[Sum], theirs: list[Sum]) -> set[tuple[str, str]]:
    """(entity, day) of the sums that differ; what has no rows on one side counts as nothing."""
    here = {(part.entity, part.day): (part.count, part.high, part.low) for part in ours}
    there = {(part.entity, part.day): (part.count, part.high, part.low) for part in theirs}
    nothing = (0, 0, 0)
    return {key for key in here | there if here.get(key, nothing) != there.get(key, nothing)}
