"""From a snapshot to the facts that the rule of advice looks at."""

from collections.abc import Sequence
from datetime import timedelta

from bkpsdm_desktop.domain.advice import Advice, ClerkFact, Facts, GroupFact, HeldFact, advise
from bkpsdm_desktop.domain.ticket import QueueRules
from bkpsdm_desktop.services.rows import CounterState
from bkpsdm_desktop.services.supervision_health import Health
from bkpsdm_desktop.services.supervision_rows import ClerkLine, CounterLine, GroupLine, Level, Targets

_DEVICES = frozenset({"kiosk", "display", "printer", "sound", "counter"})


def advice_for(
    groups: Sequence[GroupLine],
    counters: Sequence[CounterLine],
    clerks: Sequence[ClerkLine],
    health: Health,
    rules: QueueRules,
    targets: Targets,
) -> Advice:
    """The one thing to do now."""
    return advise(
        Facts(
            alarms=[alarm.place for alarm in health.alarms if alarm.ended_at is None],
            held=[
                HeldFact(ticket=line.ticket, label=line.label, counter=line.number, silent=line.silent)
                for line in counters
                if line.ticket is not None and line.silent is not None
            ],
            groups=[
                GroupFact(
                    code=group.code,
                    name=group.name,
                    waiting=group.waiting,
                    longest=group.longest,
                    p90=group.p90,
                    counters=len(group.counters),
                )
                for group in groups
            ],
            clerks=[
                ClerkFact(
                    id=clerk.id,
                    name=clerk.name,
                    groups=clerk.groups,
                    counter=clerk.counter if clerk.state is CounterState.PAUSED else None,
                )
                for clerk in clerks
                if clerk.state is not CounterState.OPEN and not clerk.busy
            ],
            free_counters=[
                line.number for line in counters if line.state is CounterState.CLOSED and line.has_pc
            ],
            broken=[
                (line.name, line.words)
                for bad in (Level.BAD, Level.WARN)
                for line in health.lines
                if line.level is bad and line.kind in _DEVICES
            ],
            wait_limit=timedelta(minutes=rules.wait_limit_minutes),
            p90_target=timedelta(minutes=targets.wait_p90),
        )
    )
