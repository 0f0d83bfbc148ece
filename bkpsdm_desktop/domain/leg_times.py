"""How long the legs of a visit waited and were served, folded from the ticket's events.

A leg is one service of a visit. Its wait runs from when it came into the queue to the call that was answered
(or not); its service is the time at the counter without what was parked. Instants are microseconds and the
state a plain tuple, since a supervisor's screen folds thousands of events several times a minute.
"""

from collections.abc import Iterable
from typing import NamedTuple

from bkpsdm_desktop.domain.ticket import Act


class Leg(NamedTuple):
    """One service of a visit, by the group it belongs to. ``wait`` and ``served`` are microseconds; ``None``
    when there was none: a further service waits for nobody, a visitor who did not come was not served."""

    group: str | None
    wait: int | None
    served: int | None


Event = tuple[str, int, str | None]
"""Act, instant, and the group of a leg that begins."""

# Group, in the queue since, called at, at the counter since, served before that, legs that are over.
_State = tuple[str | None, int | None, int | None, int | None, int | None, tuple[Leg, ...]]
_NOTHING: _State = (None, None, None, None, None, ())


def legs_of(events: Iterable[Event]) -> tuple[Leg, ...]:
    """The legs that are over, of one ticket's events in their order."""
    before = state = _NOTHING
    for act, at, group in events:
        if act == Act.UNDO:
            state = before
        else:
            before, state = state, _after(state, act, at, group)
    return state[5]


def _after(state: _State, act: str, at: int, new: str | None) -> _State:
    group, queued, called, since, served, legs = state
    if act == Act.CALL:
        # Called back from parking: the wait was over before.
        return state if served is not None else (group, queued, at, since, served, legs)
    if act == Act.ISSUE:
        return (new, at, None, None, None, legs)
    if act in (Act.START, Act.RESUME):
        return (group, queued, called, at, served, legs)
    if act == Act.PARK:
        return (group, queued, called, None, _served(since, served, at), legs)
    if act in (Act.FINISH, Act.MARK_NO_SHOW):
        return (group, queued, None, None, None, _ended(state, at))
    if act == Act.TRANSFER:
        return (new or group, at, None, None, None, _ended(state, at))
    if act == Act.NEXT_SERVICE:
        return (new, None, None, at, None, _ended(state, at))
    if act == Act.RETURN:
        # A no-show that came after all goes on with the wait that its number gave it.
        return (group, queued, None, None, None, legs[:-1])
    if act in (Act.WITHDRAW, Act.RELEASE):
        return (group, queued, None, None, None, legs)
    return state


def _served(since: int | None, served: int | None, at: int) -> int | None:
    if since is None:
        return served
    return (served or 0) + max(0, at - since)


def _ended(state: _State, at: int) -> tuple[Leg, ...]:
    group, queued, called, since, before, legs = state
    waited = None if called is None or queued is None else max(0, called - queued)
    served = _served(since, before, at)
    if waited is None and served is None:
        return legs
    return (*legs, Leg(group, waited, served))
