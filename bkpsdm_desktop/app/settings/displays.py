"""Displays."""

from uuid import UUID

from bkpsdm_desktop.app.staff_desk import PersonDesk
from bkpsdm_desktop.services import displays
from bkpsdm_desktop.services.displays import DisplayForm, DisplaysView


class DisplaysDesk(PersonDesk):
    """``screens.settings.acts.DisplaySettingsActs``."""

    async def view(self) -> DisplaysView:
        return await self._read(displays.displays, now=self._desk.clock())

    async def put(self, display: UUID, form: DisplayForm, *, was: DisplayForm) -> None:
        await self._act(displays.put_display, display=display, new=form, was=was)
