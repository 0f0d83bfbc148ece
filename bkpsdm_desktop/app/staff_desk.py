"""What every page of a signed-in person may do: emergencies, first steps, and the locked station."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar
from uuid import UUID

from bkpsdm_desktop.app.desk import Desk
from bkpsdm_desktop.services import coaching, people, pins
from bkpsdm_desktop.services.alarm import end_alarm, open_alarms, raise_alarm
from bkpsdm_desktop.services.rows import NewPassword, PersonRow
from bkpsdm_desktop.services.stamps import Stamp
from bkpsdm_desktop.services.visit_rows import AlarmRow
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


class LockDesk:
    """What a station at which ``person`` works may do while it is locked."""

    def __init__(self, desk: Desk, person: PersonRow) -> None:
        self._desk = desk
        self._person = person.id
        self._state = desk.work.bind_read(pins.lock_state)
        self._by_pin = desk.work.bind_call(pins.enter_by_pin)
        self._by_password = desk.work.bind_call(pins.enter_by_password)
        self._choose_password = desk.work.bind_call(pins.enter_by_new_password)
        self._raise_alarm = desk.work.bind(raise_alarm)
        self._alarms = desk.work.bind_read(open_alarms)

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


class AlarmDesk(PersonDesk):
    """What a page of a signed-in person that is no counter may do about emergencies."""

    async def alarms(self) -> tuple[AlarmRow, ...]:
        return await self._read(open_alarms, station=self._desk.station)

    async def raise_alarm(self) -> None:
        await self._act(raise_alarm)

    async def end_alarm(self, alarm: UUID, note: str) -> None:
        await self._act(end_alarm, alarm=alarm, note=note)


class CoachDesk(PersonDesk):
    """What a person has been shown of the program."""

    async def coached(self) -> frozenset[str]:
        return await self._read(coaching.coached, person=self._person.id)

    async def mark_coached(self, screen: str) -> None:
        await self._act(coaching.mark_coached, screen=screen)
