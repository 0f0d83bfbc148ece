"""An administrator for tests of the settings."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.rights import Role
from bkpsdm_desktop.services.stamps import Stamp
from bkpsdm_desktop.store.ids import new_id
from bkpsdm_desktop.store.tables import Audit, Person
from tests.helpers.office import OfficeUnderTest

P = ParamSpec("P")
R = TypeVar("R")


def administrator(office: OfficeUnderTest) -> UUID:
    """The office's administrator, made when first asked for."""

    def find(session: Session) -> UUID:
        found = session.execute(
            select(Person.id).where(Person.role == Role.ADMINISTRATOR)
        ).scalar_one_or_none()
        if found is None:
            found = new_id()
            session.add(
                Person(
                    id=found, username="wati", name="Wati Contohnya", role=Role.ADMINISTRATOR,
                    password_hash="-", active=True, failed_logins=0, created_at=office.now,
                )
            )  # fmt: skip
        return found

    return office.work.run(find)


def configure(
    office: OfficeUnderTest,
    fn: Callable[Concatenate[Session, Stamp, P], R],
    *args: P.args,
    **kwargs: P.kwargs,
) -> R:
    """The administrator does something at the first counter's PC."""
    stamp = office.stamp(office.made.counters[0], administrator(office))
    return office.work.run(fn, stamp, *args, **kwargs)


def audited(office: OfficeUnderTest, action: str) -> list[str]:
    """The objects of all audit rows of an action, oldest first."""

    def read(session: Session) -> list[str]:
        return list(session.scalars(select(Audit.object).where(Audit.action == action).order_by(Audit.seq)))

    return office.work.read(read)
