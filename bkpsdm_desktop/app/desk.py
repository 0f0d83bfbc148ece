"""One running station without its window: database, clock, stamps, and signing in."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from bkpsdm_desktop.services import people
from bkpsdm_desktop.services.passwords import Passwords
from bkpsdm_desktop.services.ports import Signer
from bkpsdm_desktop.services.rows import NewPassword, PersonRow
from bkpsdm_desktop.services.stamps import Stamp
from bkpsdm_desktop.services.trail import CheckpointLine, append_checkpoint
from bkpsdm_desktop.store.ids import new_id
from bkpsdm_desktop.store.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A station at work. ``clock`` gives the office's time, ``trail`` is the file of its checkpoints."""

    work: Work
    station: UUID
    clock: Callable[[], datetime]
    signer: Signer
    passwords: Passwords
    trail: Path
    warnings: Callable[[], Sequence[str]] = tuple
    day_closed: Callable[[], None] = lambda: None

    def stamp(self, person: UUID | None = None) -> Stamp:
        """Now, here, this person; a new act."""
        return Stamp(id=new_id(), at=self.clock(), station=self.station, person=person)

    async def keep(self, checkpoint: CheckpointLine | None) -> None:
        """A committed checkpoint goes into the file outside the database too."""
        if checkpoint is not None:
            await asyncio.to_thread(append_checkpoint, self.trail, checkpoint)


class LoginDesk:
    """Signing in at a station."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._sign_in = desk.work.bind_call(people.sign_in)
        self._choose_password = desk.work.bind_call(people.choose_password)

    async def sign_in(self, *, username: str, password: str) -> PersonRow | NewPassword:
        try:
            return await self._sign_in(
                self._desk.passwords, self._desk.stamp(), username=username, password=password
            )
        except people.NewPasswordNeeded as needed:
            return NewPassword(needed.sentence)

    async def choose_password(self, *, username: str, code: str, password: str) -> PersonRow:
        return await self._choose_password(
            self._desk.passwords, self._desk.stamp(), username=username, code=code, password=password
        )
