"""Groups of services."""

from uuid import UUID

from bkpsdm_desktop.app.staff_desk import PersonDesk
from bkpsdm_desktop.services import groups
from bkpsdm_desktop.services.groups import GroupEdit, GroupLine


class GroupsDesk(PersonDesk):
    """``screens.settings.acts.GroupActs``."""

    async def lines(self) -> tuple[GroupLine, ...]:
        return await self._read(groups.group_lines, now=self._desk.clock())

    async def add(self, code: str, edit: GroupEdit) -> UUID:
        return await self._act(groups.add_group, code=code, edit=edit)

    async def put(self, group: UUID, edit: GroupEdit, *, was: GroupEdit) -> None:
        await self._act(groups.put_group, group=group, edit=edit, was=was)
