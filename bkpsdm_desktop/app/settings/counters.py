"""Counters."""

from uuid import UUID

from bkpsdm_desktop.app.staff_desk import PersonDesk
from bkpsdm_desktop.services import counter_settings
from bkpsdm_desktop.services.counter_settings import CounterEdit, CounterLine


class CountersDesk(PersonDesk):
    """``screens.settings.acts.CounterSettingsActs``."""

    async def lines(self) -> tuple[CounterLine, ...]:
        return await self._read(counter_settings.counter_lines)

    async def add(self, edit: CounterEdit) -> UUID:
        return await self._act(counter_settings.add_counter, edit=edit)

    async def put(self, counter: UUID, edit: CounterEdit, *, was: CounterEdit) -> None:
        await self._act(counter_settings.put_counter, counter=counter, edit=edit, was=was)
