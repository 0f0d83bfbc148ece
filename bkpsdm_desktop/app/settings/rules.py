"""The numbers of the queue."""

from bkpsdm_desktop.app.staff_desk import PersonDesk
from bkpsdm_desktop.domain.ticket import QueueRules
from bkpsdm_desktop.services.queue_settings import RulesView, put_rules, rules_view


class RulesDesk(PersonDesk):
    """``screens.settings.acts.RuleActs``."""

    async def view(self) -> RulesView:
        return await self._read(rules_view, now=self._desk.clock())

    async def put(self, rules: QueueRules, *, was: QueueRules) -> None:
        await self._act(put_rules, rules=rules, was=was)
