"""Skills that end soon: whoever plans the counters hears of it in time."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.rights import Right, Role, allowed
from bkpsdm_desktop.store.tables import Person, ServiceGroup, Skill

WARN_DAYS = 30

_SERVING = [role for role in Role if allowed(role, Right.SERVE)]


@dataclass(frozen=True, slots=True, kw_only=True)
class EndingSkill:
    """A skill near its last day. ``left`` is in days: 0 on the last day itself, negative once the group is
    out of the clerk's list."""

    person: UUID
    name: str
    series: str
    group: str
    expires_on: date
    left: int

    @property
    def ended(self) -> bool:
        return self.left < 0


def expiring(session: Session, *, on: date, within: int = WARN_DAYS) -> tuple[EndingSkill, ...]:
    """Skills whose last day is within so many days of ``on``, before or after it: the soonest first.

    Only of active accounts that may serve, and of groups in use. What ended longer ago is no news.
    """
    span = timedelta(days=within)
    rows = session.execute(
        select(
            Skill.expires_on,
            Person.id,
            Person.name,
            ServiceGroup.series,
            ServiceGroup.name.label("group"),
        )
        .join(Person, Skill.person_id == Person.id)
        .join(ServiceGroup, Skill.group_id == ServiceGroup.id)
        .where(
            Skill.expires_on.between(on - span, on + span),
            Person.active,
            Person.role.in_(_SERVING),
            ServiceGroup.active,
        )
        .order_by(Skill.expires_on, Person.name, ServiceGroup.series)
    )
    return tuple(
        EndingSkill(
            person=row.id,
            name=row.name,
            series=row.series,
            group=row.group,
            expires_on=row.expires_on,
            left=(row.expires_on - on).days,
        )
        for row in rows
    )
