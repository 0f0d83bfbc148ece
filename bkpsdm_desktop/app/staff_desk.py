"""What every page of a signed-in person may do: emergencies, first steps, and the locked station."""

from uuid import UUID

from bkpsdm_desktop.app.desk import Desk
from bkpsdm_desktop.services import alarm, coaching, people, pins
from bkpsdm_desktop.services.rows import NewPassword, PersonRow
from bkpsdm_desktop.services.visit_rows import AlarmRow


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
