"""The office behind a locked screen: two people with a PIN at this PC."""

from dataclasses import dataclass, field, replace
from uuid import NAMESPACE_URL, UUID, uuid5

from bkpsdm_desktop.domain.errors import DatabaseUnavailable, Refused
from bkpsdm_desktop.services.pins import LockState, PinPerson
from bkpsdm_desktop.services.rows import NewPassword, PersonRow
from bkpsdm_desktop.services.visit_rows import AlarmRow
from tests.screens.counter.accounts import START_CODE
from tests.screens.counter.office import RANI

SITI = replace(RANI, id=uuid5(NAMESPACE_URL, "person:siti"), username="siti", name="Siti Misalnya")
PIN = "482915"


@dataclass
class FakeLock:
    """Rani and Siti have a PIN here, unless ``pins`` says that nobody has."""

    minutes: int = 5
    busy_with: str = ""
    pins: bool = True
    down: bool = False
    acts: list[str] = field(default_factory=list)
    standing: tuple[AlarmRow, ...] = ()

    async def alarms(self) -> tuple[AlarmRow, ...]:
        self._reach()
        return self.standing

    async def state(self) -> LockState:
        self._reach()
        people = [PinPerson(person=row.id, name=row.name, locked=False) for row in (RANI, SITI)]
        return LockState(
            minutes=self.minutes, busy_with=self.busy_with, people=tuple(people) if self.pins else ()
        )

    async def by_pin(self, *, person: UUID, pin: str) -> PersonRow:
        self._reach()
        if pin != PIN:
            raise Refused("PIN salah. Sisa 4 kali.")
        return next(row for row in (RANI, SITI) if row.id == person)

    async def by_password(self, *, username: str, password: str) -> PersonRow | NewPassword:
        self._reach()
        if password == START_CODE:
            return NewPassword(
                "Akun Anda dibuat Wati Contohnya. Buat kata sandi baru yang hanya Anda ketahui."
            )
        if password != "rahasia-contoh":
            raise Refused("Nama pengguna atau kata sandi salah.")
        return next(row for row in (RANI, SITI) if row.username == username)

    async def choose_password(self, *, username: str, code: str, password: str) -> PersonRow:
        self._reach()
        self.acts.append(f"choose {username} {code} {password}")
        if len(password) < 8:
            raise Refused("Kata sandi paling sedikit 8 karakter.")
        return next(row for row in (RANI, SITI) if row.username == username)

    async def raise_alarm(self) -> None:
        self._reach()
        self.acts.append("raise_alarm")

    def _reach(self) -> None:
        if self.down:
            raise DatabaseUnavailable("Basis data kantor tidak terjangkau.")
