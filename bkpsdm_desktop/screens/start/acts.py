"""What the person chooses at the first start, and the acts that carry it out."""

from dataclasses import dataclass, field
from typing import Protocol

ROLES = {"kiosk": "Mesin antrean", "loket": "Loket", "layar": "Layar antrean", "meja": "Meja pengawas"}
"""Role of a station and what the screens call it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StartChoice:
    """What this PC is to be.

    ``counter`` is the counter's number, for the role ``loket`` only. ``database`` is empty for the embedded
    one, else ``postgresql://user@host/name``. ``printer`` is the ticket printer: empty, ``file:/folder``,
    ``usb:/dev/usb/lp0`` or ``tcp://host:port``. ``paper_width`` is in dots: 576 or 384.
    ``farthest_seat_m`` is in metres.
    """

    role: str
    counter: int | None
    database: str
    printer: str
    paper_width: int
    screen_inches: float
    farthest_seat_m: float

    @property
    def name(self) -> str:
        """*Loket 3*, *Layar antrean*."""
        word = ROLES[self.role]
        return word if self.counter is None else f"{word} {self.counter}"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOffice:
    """The office and its first administrator; ``portal`` and ``kiosk_pin`` may be empty."""

    code: str
    agency: str
    place: str
    portal: str
    admin_name: str
    admin_username: str
    admin_password: str = field(repr=False)
    kiosk_pin: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class DatabaseState:
    """What a database says of itself.

    ``counters`` are the numbers of all its counters, ``taken_counters`` those that other PCs have.
    ``sentence`` is what the person should know of it, or empty; it says why when it is not ``reachable``.
    """

    reachable: bool
    has_office: bool
    milliseconds: int
    taken_counters: tuple[int, ...]
    counters: tuple[int, ...]
    sentence: str


class StartActs(Protocol):
    """Each raises ``Refused`` with a sentence that is shown as it is.

    A refusal about one field of a page begins with the name of that field (*Kata sandi ...*): it is shown
    there.
    """

    async def look_at(self, database: str) -> DatabaseState:
        """Look, and change nothing.

        An embedded database that is not there yet is reachable, and has the counters that it will get.
        """
        ...

    async def test_printer(self, address: str, width: int) -> str:
        """Print a test slip. The sentence begins with *Tercetak* only when the printer itself said so."""
        ...

    async def prepare(self, choice: StartChoice) -> str | None:
        """Make the embedded database when it is not there; gives its recovery key, or None without one.

        Comes again when the act after it was refused, and then gives the same key.
        """
        ...

    async def print_recovery(self, choice: StartChoice, text: str) -> str:
        """Print the recovery key; the sentence as for ``test_printer``."""
        ...

    async def create_office(self, choice: StartChoice, office: NewOffice) -> None: ...

    async def authorise(self, choice: StartChoice, *, username: str, password: str) -> None:
        """An administrator of the office lets this PC join."""
        ...

    async def finish(self, choice: StartChoice) -> None:
        """Register the station and remember the choice."""
        ...
