"""The legs of one visit: each service of it, how long it was waited for and how long it took."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from bkpsdm_desktop.domain.ticket import Act, State

BEGINS_LEG = frozenset({Act.TRANSFER, Act.NEXT_SERVICE})


@dataclass(frozen=True, slots=True, kw_only=True)
class LegStep:
    """One event of a ticket, as the legs are counted from it. ``service`` is that of a leg that begins."""

    act: Act
    after: State
    at: datetime
    service: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """One service of a visit. Spans are never negative: two stations' stamps may cross by a moment."""

    service: UUID
    waited: timedelta
    parked: timedelta
    served: timedelta


def fold_legs(steps: Sequence[LegStep], *, first: UUID, now: datetime) -> tuple[Leg, ...]:
    """The legs of a visit in order, the present one up to ``now``.

    ``first`` is the service that the number was taken for. A step that was undone counts as if it had never
    been: its time belongs to the state that came back. What is called counts to the waiting.
    """
    legs: list[dict[State, timedelta]] = [{}]
    services = [first]
    done = _not_undone(steps)
    for step, following in zip(done, [*done[1:], None], strict=True):
        if step.act in BEGINS_LEG and step.service is not None:
            legs.append({})
            services.append(step.service)
        span = (following.at if following is not None else now) - step.at
        spans = legs[-1]
        spans[step.after] = spans.get(step.after, timedelta()) + max(timedelta(), span)
    nothing = timedelta()
    return tuple(
        Leg(
            service=service,
            waited=spans.get(State.WAITING, nothing) + spans.get(State.CALLED, nothing),
            parked=spans.get(State.PARKED, nothing),
            served=spans.get(State.SERVING, nothing),
        )
        for service, spans in zip(services, legs, strict=True)
    )


def _not_undone(steps: Sequence[LegStep]) -> list[LegStep]:
    """The steps that hold: an undoing takes the step before it away."""
    kept: list[LegStep] = []
    for step in steps:
        if step.act is Act.UNDO:
            if kept:
                kept.pop()
        else:
            kept.append(step)
    return kept
