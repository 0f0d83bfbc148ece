"""The sections of the settings in their order, each with the right it needs. A new section adds a line."""

from collections.abc import Callable
from dataclasses import dataclass

from bkpsdm_desktop.domain.rights import Right, Role, allowed
from bkpsdm_desktop.screens.settings.acts import SettingsActs
from bkpsdm_desktop.screens.settings.hours import HoursSection
from bkpsdm_desktop.screens.settings.section import Host, Section


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A section before it is made: it is made when it is first chosen."""

    title: str
    icon: str
    right: Right
    make: Callable[[SettingsActs, Host], Section]


SECTIONS: tuple[Entry, ...] = (
    Entry(
        title=HoursSection.TITLE,
        icon=HoursSection.ICON,
        right=Right.CONFIGURE,
        make=lambda acts, host: HoursSection(acts.hours, host),
    ),
)


def sections_for(role: Role) -> tuple[Entry, ...]:
    """Those that a role may work in."""
    return tuple(entry for entry in SECTIONS if allowed(role, entry.right))
