"""What the supervisor's screen may do at a running station."""

from datetime import datetime
from pathlib import Path
from uuid import UUID

from bkpsdm_desktop.app.acts import closed_day_sentence
from bkpsdm_desktop.app.desk import Desk
from bkpsdm_desktop.app.staff_desk import PersonDesk
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.services import clocks, counters, day, moving, serving
from bkpsdm_desktop.services.moving import Target
from bkpsdm_desktop.services.rows import PersonRow
from bkpsdm_desktop.services.supervision import history, supervision
from bkpsdm_desktop.services.supervision_rows import EventLine, Supervision
from bkpsdm_desktop.store import backup


class SupervisorDesk(PersonDesk):
    """The acts of one signed-in supervisor. ``backups`` is where this PC's copies of the database lie,
    ``None`` when the database is a server's."""

    def __init__(self, desk: Desk, person: PersonRow, *, backups: Path | None) -> None:
        super().__init__(desk, person)
        self._backups = backups
        # Beside the acts, so that nobody's key waits for this larger read.
        self._view = desk.work.bind_report(supervision)
        self._history = desk.work.bind_report(history)
        self._close_day = desk.work.bind(day.close_day)

    async def view(self) -> Supervision:
        return await self._view(now=self._desk.clock(), station=self._desk.station, backup=self._backup())

    def _backup(self) -> datetime | None:
        if self._backups is None:
            return None
        made = (backup.made_at(path) for path in backup.backups(self._backups))
        return next((at for at in made if at is not None), None)

    async def history(self, ticket: UUID) -> tuple[EventLine, ...]:
        return await self._history(ticket=ticket)

    async def open_counter(self, counter: UUID, person: UUID) -> None:
        await self._act(counters.open_counter_for, counter=counter, person=person)

    async def close_counter(self, counter: UUID) -> None:
        await self._act(counters.close_counter_of, counter=counter)

    async def move(
        self, ticket: UUID, *, service: UUID | None, counter: UUID | None, keep_place: bool
    ) -> None:
        target = Target(service=service, counter=counter, keep_place=keep_place)
        await self._act(moving.move, ticket=ticket, target=target)

    async def release(self, ticket: UUID) -> None:
        await self._act(moving.release, ticket=ticket)

    async def cancel(self, ticket: UUID) -> None:
        await self._act(serving.cancel, ticket=ticket)

    async def undo(self) -> None:
        await self._act(serving.undo)

    async def close_day(self) -> str:
        stamp = self._desk.stamp(self._person.id)
        closing = await self._close_day(stamp, day=business_day(stamp.at), signer=self._desk.signer)
        await self._desk.keep(closing.checkpoint)
        self._desk.day_closed()
        return closed_day_sentence(closing)

    async def confirm_date(self) -> None:
        await self._act(clocks.confirm_date)
