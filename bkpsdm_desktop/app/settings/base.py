"""What the desks of the sections have in common."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from bkpsdm_desktop.app.desk import Desk
from bkpsdm_desktop.services.rows import PersonRow
from bkpsdm_desktop.services.stamps import Stamp
from bkpsdm_desktop.store.work import Session

P = ParamSpec("P")
R = TypeVar("R")


class PersonDesk:
    """Acts of one signed-in person at this station."""

    def __init__(self, desk: Desk, person: PersonRow) -> None:
        self._desk = desk
        self._person = person

    async def _act(
        self, fn: Callable[Concatenate[Session, Stamp, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """Run a writing service function, stamped."""
        return await self._desk.work.bind(fn)(self._desk.stamp(self._person.id), *args, **kwargs)

    async def _read(self, fn: Callable[Concatenate[Session, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run a reading service function."""
        return await self._desk.work.bind_read(fn)(*args, **kwargs)
