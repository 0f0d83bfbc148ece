"""Opening hours."""

from bkpsdm_desktop.app.staff_desk import PersonDesk
from bkpsdm_desktop.domain.hours import HoursPlan
from bkpsdm_desktop.services import hours


class HoursDesk(PersonDesk):
    """``screens.settings.acts.HoursActs``."""

    async def view(self) -> hours.HoursView:
        return await self._read(hours.hours_view, now=self._desk.clock())

    async def put(self, plan: HoursPlan, *, was: HoursPlan) -> None:
        await self._act(hours.put_hours, plan=plan, was=was)
