"""What the page *Statistik* asks of the office."""

from typing import Protocol

from bkpsdm_desktop.domain.statistics import Period
from bkpsdm_desktop.services.statistics import Statistics
from bkpsdm_desktop.services.statistics_files import FileKind


class StatisticsActs(Protocol):
    """The acts of one signed-in person. Each raises ``Refused`` when the world says no."""

    async def view(self, period: Period) -> Statistics:
        """The figures of a period; takes seconds for a year."""
        ...

    async def save(self, statistics: Statistics, kind: FileKind) -> str:
        """Save the figures as a file; returns where it lies."""
        ...
