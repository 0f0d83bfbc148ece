"""What the kiosk may do at its station."""

from typing import Protocol
from uuid import UUID

from bkpsdm_desktop.domain.languages import Language
from bkpsdm_desktop.domain.queue import Priority
from bkpsdm_desktop.services.rows import IssuedTicket, KioskState, PinCheck, PrintState


class KioskActs(Protocol):
    """What the kiosk may do; bound by the composition root. All raise ``DatabaseUnavailable``."""

    async def state(self) -> KioskState: ...

    async def take(self, *, service: UUID, priority: Priority | None, language: Language) -> IssuedTicket:
        """Take a number now. Raises ``Refused`` when it is closed, full or held."""
        ...

    async def check_in(self, code: str, *, language: Language) -> IssuedTicket:
        """The number of a booked visit. Raises ``Refused`` with what is wrong with its code."""
        ...

    async def print_state(self, job: UUID) -> PrintState: ...

    async def check_pin(self, pin: str) -> PinCheck:
        """Raises ``Refused`` when no PIN was set."""
        ...
