"""One running station without its window: database, clock, stamps, and signing in."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from bkpsdm_desktop.services import alarm, coaching, people, pins
from bkpsdm_desktop.services.passwords import Passwords
from bkpsdm_desktop.services.ports import Signer
from bkpsdm_desktop.services.rows import NewPassword, PersonRow
from bkpsdm_desktop.services.stamps import Stamp
from bkpsdm_desktop.services.trail import CheckpointLine, append_checkpoint
from bkpsdm_desktop.services.visit_rows import AlarmRow
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


class LockDesk:
    """What a station at which ``person`` works may do while it is locked."""

    def __init__(self, desk: Desk, person: PersonRow) -> None:
        self._desk = desk
        self._person = person.id
        self._state = desk.work.bind_read(pins.lock_state)
        self._by_pin = desk.work.bind_call(pins.enter_by_pin)
        self._by_password = desk.work.bind_call(pins.enter_by_password)
        self._choose_password = desk.work.bind_call(pins.enter_by_new_password)
        self._raise_alarm = desk.work.bind(alarm.raise_alarm)
        self._alarms = desk.work.bind_read(alarm.open_alarms)

    async def alarms(self) -> tuple[AlarmRow, ...]:
        return await self._alarms(station=self._desk.station)

    async def state(self) -> pins.LockState:
        return await self._state(station=self._desk.station, person=self._person)

    async def by_pin(self, *, person: UUID, pin: str) -> PersonRow:
        return await self._by_pin(
            self._desk.passwords, self._desk.stamp(), present=self._person, person=person, pin=pin
        )

    async def by_password(self, *, username: str, password: str) -> PersonRow | NewPassword:
        try:
            return await self._by_password(
                self._desk.passwords,
                self._desk.stamp(),
                present=self._person,
                username=username,
                password=password,
            )
        except people.NewPasswordNeeded as needed:
            return NewPassword(needed.sentence)

    async def choose_password(self, *, username: str, code: str, password: str) -> PersonRow:
        return await self._choose_password(
            self._desk.passwords,
            self._desk.stamp(),
            present=self._person,
            username=username,
            code=code,
            password=password,
        )

    async def raise_alarm(self) -> None:
        await self._raise_alarm(self._desk.stamp())


class AlarmDesk:
    """What a page of a signed-in person that is no counter may do about emergencies."""

    def __init__(self, desk: Desk, person: PersonRow) -> None:
        self._desk = desk
        self._person = person.id
        self._alarms = desk.work.bind_read(alarm.open_alarms)
        self._raise_alarm = desk.work.bind(alarm.raise_alarm)
        self._end_alarm = desk.work.bind(alarm.end_alarm)

    async def alarms(self) -> tuple[AlarmRow, ...]:
        return await self._alarms(station=self._desk.station)

    async def raise_alarm(self) -> None:
        await self._raise_alarm(self._desk.stamp(self._person))

    async def end_alarm(self, alarm: UUID, note: str) -> None:
        await self._end_alarm(self._desk.stamp(self._person), alarm=alarm, note=note)


class CoachDesk:
    """What a person has been shown of the program."""

    def __init__(self, desk: Desk, person: PersonRow) -> None:
        self._desk = desk
        self._person = person.id
        self._coached = desk.work.bind_read(coaching.coached)
        self._mark = desk.work.bind(coaching.mark_coached)

    async def coached(self) -> frozenset[str]:
        return await self._coached(person=self._person)

    async def mark_coached(self, screen: str) -> None:
        await self._mark(self._desk.stamp(self._person), screen=screen)


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
