"""The sections of the settings in their order, each with the right it needs. A new section adds a line."""

from collections.abc import Callable
from dataclasses import dataclass

from bkpsdm_desktop.domain.rights import Right, Role, allowed
from bkpsdm_desktop.screens.settings.acts import SettingsActs
from bkpsdm_desktop.screens.settings.bookings import BookingRulesSection
from bkpsdm_desktop.screens.settings.counters import CountersSection
from bkpsdm_desktop.screens.settings.displays import DisplaysSection
from bkpsdm_desktop.screens.settings.groups import GroupsSection
from bkpsdm_desktop.screens.settings.holidays import HolidaysSection
from bkpsdm_desktop.screens.settings.hours import HoursSection
from bkpsdm_desktop.screens.settings.notices import NoticesSection
from bkpsdm_desktop.screens.settings.office import OfficeSection
from bkpsdm_desktop.screens.settings.people import PeopleSection
from bkpsdm_desktop.screens.settings.printers import PrintersSection
from bkpsdm_desktop.screens.settings.rules import RulesSection
from bkpsdm_desktop.screens.settings.section import Host, Section
from bkpsdm_desktop.screens.settings.services import ServicesSection
from bkpsdm_desktop.screens.settings.voice import VoiceSection


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A section before it is made: it is made when it is first chosen."""

    title: str
    icon: str
    right: Right
    make: Callable[[SettingsActs, Host], Section]


SECTIONS: tuple[Entry, ...] = (
    Entry(
        title=ServicesSection.TITLE,
        icon=ServicesSection.ICON,
        right=Right.CONFIGURE,
        make=lambda acts, host: ServicesSection(acts.services, host),
    ),
    Entry(
        title=GroupsSection.TITLE,
        icon=GroupsSection.ICON,
        right=Right.CONFIGURE,
        make=lambda acts, host: GroupsSection(acts.groups, host),
    ),
    Entry(
        title=CountersSection.TITLE,
        icon=CountersSection.ICON,
        right=Right.CONFIGURE,
        make=lambda acts, host: CountersSection(acts.counters, host),
    ),
    Entry(
        title=HoursSection.TITLE,
        icon=HoursSection.ICON,
        right=Right.CONFIGURE,
        make=lambda acts, host: HoursSection(acts.hours, host),
    ),
    Entry(
        title=HolidaysSection.TITLE,
        icon=HolidaysSection.ICON,
        right=Right.CONFIGURE,
        make=lambda acts, host: HolidaysSection(acts.holidays, host),
    ),
    Entry(
        title=RulesSection.TITLE,
        icon=RulesSection.ICON,
        right=Right.CONFIGURE,
        make=lambda acts, host: RulesSection(acts.rules, host),
    ),
    Entry(
        title=BookingRulesSection.TITLE,
        icon=BookingRulesSection.ICON,
        right=Right.CONFIGURE,
        make=lambda acts, host: BookingRulesSection(acts.booking_rules, host),
    ),
    Entry(
        title=OfficeSection.TITLE,
        icon=OfficeSection.ICON,
        right=Right.CONFIGURE,
        make=lambda acts, host: OfficeSection(acts.office, host),
    ),
    Entry(
        title=PrintersSection.TITLE,
        icon=PrintersSection.ICON,
        right=Right.CONFIGURE,
        make=lambda acts, host: PrintersSection(acts.printers, host),
    ),
    Entry(
        title=PeopleSection.TITLE,
        icon=PeopleSection.ICON,
        right=Right.MANAGE_PEOPLE,
        make=lambda acts, host: PeopleSection(acts.people, host),
    ),
    Entry(
        title=DisplaysSection.TITLE,
        icon=DisplaysSection.ICON,
        right=Right.CONFIGURE,
        make=lambda acts, host: DisplaysSection(acts.displays, host),
    ),
    Entry(
        title=NoticesSection.TITLE,
        icon=NoticesSection.ICON,
        right=Right.CONFIGURE,
        make=lambda acts, host: NoticesSection(acts.notices, host),
    ),
    Entry(
        title=VoiceSection.TITLE,
        icon=VoiceSection.ICON,
        right=Right.CONFIGURE,
        make=lambda acts, host: VoiceSection(acts.voice, host),
    ),
)


def sections_for(role: Role) -> tuple[Entry, ...]:
    """Those that a role may work in."""
    return tuple(entry for entry in SECTIONS if allowed(role, entry.right))
