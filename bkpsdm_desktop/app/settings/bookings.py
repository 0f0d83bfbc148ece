"""The numbers of booked visits."""

from bkpsdm_desktop.app.staff_desk import PersonDesk
from bkpsdm_desktop.domain.slots import BookingRules
from bkpsdm_desktop.services.booking_settings import BookingRulesView, booking_rules_view, put_booking_rules


class BookingRulesDesk(PersonDesk):
    """``screens.settings.acts.BookingRuleActs``."""

    async def view(self) -> BookingRulesView:
        return await self._read(booking_rules_view, now=self._desk.clock())

    async def put(self, rules: BookingRules, *, was: BookingRules) -> None:
        await self._act(put_booking_rules, rules=rules, was=was)
