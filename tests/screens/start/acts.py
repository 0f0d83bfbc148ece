"""The acts of the first start, in memory: databases by name, printers by address."""

import asyncio
from dataclasses import dataclass, field

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.screens.start.window import DatabaseState, NewOffice, StartChoice

SERVER = "postgresql://stasiun@server-kantor/bkpsdm"
KEY = "7KQ4 M2XV 9TGS 03NB RE1C 5HWP 8JDA ZY6F QV2M 4K7X TG9S B03N CRE1 PH5W"
PASSWORD = "kopi pagi di loket"


@dataclass
class FakeDatabase:
    has_office: bool = False
    counters: tuple[int, ...] = (1, 2, 3, 4)
    taken: tuple[int, ...] = ()
    sentence: str = ""
    refusal: str = ""
    made: bool = True


@dataclass
class FakeStart:
    """Does what the real acts do, as far as the window can tell; ``log`` says in which order."""

    databases: dict[str, FakeDatabase] = field(default_factory=dict)
    printers: dict[str, str] = field(default_factory=dict)
    """What a printer says; an answer that begins with ``!`` is a refusal."""
    log: list[str] = field(default_factory=list)
    office: NewOffice | None = None
    finished: list[StartChoice] = field(default_factory=list)
    refusals: dict[str, list[str]] = field(default_factory=dict)
    """Sentences with which an act is refused, in turn."""
    holds: asyncio.Event | None = None
    """While it is there and not set, acts wait."""

    async def look_at(self, database: str) -> DatabaseState:
        await self._comes(f"look {database}")
        found = self.databases.get(database)
        if found is None:
            raise Refused("Server kantor-lain tidak menjawab. Periksa alamat dan kabel jaringan.")
        if found.refusal:
            raise Refused(found.refusal)
        return DatabaseState(
            reachable=True,
            has_office=found.has_office,
            milliseconds=4,
            taken_counters=found.taken,
            counters=found.counters,
            sentence=found.sentence,
        )

    async def test_printer(self, address: str, width: int) -> str:
        await self._comes(f"test {address} {width}")
        return self._print(address)

    async def prepare(self, choice: StartChoice) -> str | None:
        await self._comes(f"prepare {choice.database}")
        self.databases[choice.database].made = True
        return None if choice.database else KEY

    async def print_recovery(self, choice: StartChoice, text: str) -> str:
        await self._comes("print key")
        assert text == KEY
        return self._print(choice.printer)

    async def create_office(self, choice: StartChoice, office: NewOffice) -> None:
        await self._comes("create")
        self.office = office
        self.databases[choice.database].has_office = True

    async def authorise(self, choice: StartChoice, *, username: str, password: str) -> None:
        await self._comes(f"authorise {username}")
        if (username, password) != ("rani.contoh", PASSWORD):
            raise Refused("Nama pengguna atau kata sandi salah.")

    async def finish(self, choice: StartChoice) -> None:
        await self._comes("finish")
        self.finished.append(choice)

    def _print(self, address: str) -> str:
        said = self.printers[address]
        if said.startswith("!"):
            raise Refused(said[1:])
        return said

    async def _comes(self, what: str) -> None:
        self.log.append(what)
        if self.holds is not None:
            await self.holds.wait()
        if sentences := self.refusals.get(what.split()[0]):
            raise Refused(sentences.pop(0))


def empty_pc() -> FakeStart:
    """A PC without anything, in an office without a server."""
    return FakeStart(
        databases={"": FakeDatabase(made=False)},
        printers={
            "tcp://192.0.2.31:9100": "Tercetak pukul 07.42 WIB.",
            "tcp://192.0.2.40:9100": "Terkirim pukul 07.42 WIB. Printer ini tidak dapat melaporkan hasilnya.",
            "tcp://192.0.2.99:9100": "!Printer 192.0.2.99 tidak menjawab. Periksa daya dan kabelnya.",
        },
    )


def second_pc() -> FakeStart:
    """A PC that joins an office with a server; counters 1 and 2 are in use."""
    start = empty_pc()
    start.databases[SERVER] = FakeDatabase(has_office=True, taken=(1, 2))
    return start
