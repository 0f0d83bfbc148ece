"""What the settings may do at a running station: one module for each section, put together here."""

from bkpsdm_desktop.app.desk import Desk
from bkpsdm_desktop.app.settings.bookings import BookingRulesDesk
from bkpsdm_desktop.app.settings.counters import CountersDesk
from bkpsdm_desktop.app.settings.displays import DisplaysDesk
from bkpsdm_desktop.app.settings.groups import GroupsDesk
from bkpsdm_desktop.app.settings.holidays import HolidaysDesk
from bkpsdm_desktop.app.settings.hours import HoursDesk
from bkpsdm_desktop.app.settings.notices import NoticesDesk
from bkpsdm_desktop.app.settings.office import OfficeSettingsDesk
from bkpsdm_desktop.app.settings.people import PeopleDesk
from bkpsdm_desktop.app.settings.printers import PrintersDesk
from bkpsdm_desktop.app.settings.rules import RulesDesk
from bkpsdm_desktop.app.settings.services import ServicesDesk
from bkpsdm_desktop.app.settings.voice import VoiceSettingsDesk
from bkpsdm_desktop.services.rows import PersonRow


class SettingsDesk:
    """``screens.settings.acts.SettingsActs`` of one signed-in person."""

    def __init__(self, desk: Desk, person: PersonRow) -> None:
        self.services = ServicesDesk(desk, person)
        self.groups = GroupsDesk(desk, person)
        self.counters = CountersDesk(desk, person)
        self.hours = HoursDesk(desk, person)
        self.holidays = HolidaysDesk(desk, person)
        self.rules = RulesDesk(desk, person)
        self.booking_rules = BookingRulesDesk(desk, person)
        self.office = OfficeSettingsDesk(desk, person)
        self.people = PeopleDesk(desk, person)
        self.printers = PrintersDesk(desk, person)
        self.displays = DisplaysDesk(desk, person)
        self.notices = NoticesDesk(desk, person)
        self.voice = VoiceSettingsDesk(desk, person)
