"""The protocol with one safeguard less: nothing but the proof that a safeguard is needed uses these."""

from bkpsdm_desktop.protocol.judging import Accept, Known, link_of
from bkpsdm_desktop.protocol.messages import (
    MASTER,
    Hello,
    Push,
    Pushed,
    PushRefusal,
    Refused,
    Standing,
    Welcome,
)
from bkpsdm_desktop.sync import steps as do
from bkpsdm_desktop.sync.engine import Engine
from bkpsdm_desktop.sync.status import Phase
from bkpsdm_desktop.sync.steps import Action, Facts
from tests.sync.model_central import SCHEMA, Central

# ---- decisions of central


def push_without_chain(known: Known, push: Push) -> Accept | Refused:
    """Numbers alone: an overlap is taken for what was applied."""
    if push.epoch != known.newest_epoch:
        return Refused(why=PushRefusal.STALE, applied=known.applied)
    if push.first > known.applied + 1:
        return Refused(why=PushRefusal.GAP, applied=known.applied)
    chain, links = push.before, []
    for seq, op in enumerate(push.ops, push.first):
        chain = link_of(chain, seq, op)
        links.append(chain)
    skip = max(0, min(len(push.ops), known.applied - push.first + 1))
    return Accept(skip, tuple(links[skip:]), push.first + len(push.ops) - 1, chain)


def hello_by_numbers(known: Known, hello: Hello) -> Standing:
    if hello.epoch != known.newest_epoch:
        return Standing.STALE
    return Standing.REWOUND if hello.head < known.applied else Standing.OK


def hello_of_the_first_design(known: Known, hello: Hello) -> Standing:
    return Standing.STALE if hello.epoch != known.newest_epoch else Standing.OK


class EveryEpoch(Central):
    """Any incarnation may go on."""

    def known(self, epoch: bytes = b"") -> Known:
        return self.known_of(epoch)


class Gaps(Central):
    """A hole is passed over."""

    def push(self, push: Push) -> Pushed | Refused:
        chains = self.data.chains.get(push.epoch, [])
        if push.epoch == self.data.newest and push.first > len(chains) + 1:
            chains.extend([push.before] * (push.first - 1 - len(chains)))
        return super().push(push)


# ---- the office's side


class Unchecked(Engine):
    """The session ends before the digest."""

    def __init__(self) -> None:
        super().__init__(SCHEMA)

    def _check(self) -> list[Action]:
        return self._rest(Phase.IDLE)


class Believing(Unchecked):
    """Whatever number central names is marked as sent."""

    def _pushed(self, push: Push, pushed: Pushed) -> list[Action]:
        self._sent = pushed.acked
        return [do.SaveSent(self._sent), self._next_batch()]


class OwnCursor(Unchecked):
    """What the office believes to have sent stays its cursor."""

    def _welcomed(self, welcome: Welcome, facts: Facts) -> list[Action]:
        if welcome.standing in (Standing.OK, Standing.PROVE) and not facts.pending:
            return self._sending(facts.sent, facts)
        return super()._welcomed(welcome, facts)


class Silent(Unchecked):
    """No hello before the first push."""

    def _meet(self, facts: Facts) -> list[Action]:
        self._facts = facts
        self._hellos += 1
        if facts.restored or facts.pending or self._hellos > 1:
            return super()._meet(facts)
        return self._sending(facts.sent, facts)


class Unechoed(Unchecked):
    """Own rows come back to a new incarnation alone, not in every session: all safeguards are there."""

    def _sending(self, applied: int, facts: Facts) -> list[Action]:
        actions = super()._sending(applied, facts)
        self._scopes = [MASTER]
        return actions


class Poor(Unechoed):
    """A new incarnation begins without its own rows."""

    def _recall(self, facts: Facts) -> list[Action]:
        return self._take_over(facts)
