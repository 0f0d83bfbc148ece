"""What the settings may do: one small interface for each section, and the bundle that the page is given.

A section asks for its own interface only; a new section adds its line to :class:`SettingsActs`.
"""

from typing import Protocol

from bkpsdm_desktop.domain.hours import HoursPlan
from bkpsdm_desktop.services.hours import HoursView


class HoursActs(Protocol):
    """Opening hours."""

    async def view(self) -> HoursView: ...

    async def put(self, plan: HoursPlan, *, was: HoursPlan) -> None: ...


class SettingsActs(Protocol):
    """All of them."""

    @property
    def hours(self) -> HoursActs: ...
