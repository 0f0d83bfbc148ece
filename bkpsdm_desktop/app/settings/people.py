"""People: accounts, start codes, skills and PINs."""

import asyncio
import secrets
from uuid import UUID

from bkpsdm_desktop.app.direct_print import print_now
from bkpsdm_desktop.app.staff_desk import PersonDesk
from bkpsdm_desktop.domain.accounts import START_CODE_BYTES, START_CODE_LIFE, check_username, start_code
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.indonesian import clock_wib, short_date
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.slips import LinesSlip
from bkpsdm_desktop.services import accounts
from bkpsdm_desktop.services.accounts import AccountForm, AccountRow, AccountsView, NewCode
from bkpsdm_desktop.services.passwords import SecretHash
from bkpsdm_desktop.services.printers import printer_of


class PeopleDesk(PersonDesk):
    """``screens.settings.acts.PeopleActs``. A start code is made here, goes to the screen (and on paper, when
    that is wanted), and is kept as its hash alone."""

    async def view(self) -> AccountsView:
        return await self._read(accounts.accounts, now=self._desk.clock())

    async def add(self, username: str, form: AccountForm) -> NewCode:
        username = check_username(username)
        code, code_hash = await self._code(username)
        person = await self._act(accounts.add_account, username=username, new=form, code_hash=code_hash)
        return self._made(person, username, form.name, code, reset=False)

    async def put(self, person: UUID, form: AccountForm, *, was: AccountForm) -> None:
        await self._act(accounts.change_account, person=person, new=form, was=was)

    async def set_active(self, person: UUID, active: bool) -> None:
        await self._act(accounts.set_active, person=person, active=active)

    async def unlock(self, person: UUID) -> None:
        await self._act(accounts.unlock, person=person)

    async def forget_pins(self, person: UUID) -> None:
        await self._act(accounts.forget_pins, person=person)

    async def new_code(self, row: AccountRow) -> NewCode:
        code, code_hash = await self._code(row.username)
        await self._act(accounts.new_start_code, person=row.id, code_hash=code_hash)
        return self._made(row.id, row.username, row.form.name, code, reset=True)

    async def print_code(self, new: NewCode) -> str:
        printer = await self._read(printer_of, station=self._desk.station)
        if printer is None:
            raise Refused("PC ini tidak punya printer tiket. Catat kodenya, lalu serahkan kepada pemiliknya.")
        now = self._desk.clock()
        return await asyncio.to_thread(print_now, printer.address, printer.width, code_slip(new), now=now)

    async def _code(self, username: str) -> tuple[str, SecretHash]:
        code = start_code(secrets.token_bytes(START_CODE_BYTES))
        hashed = await asyncio.to_thread(self._desk.passwords.hash_password, code, username=username)
        return code, hashed

    def _made(self, person: UUID, username: str, name: str, code: str, *, reset: bool) -> NewCode:
        until = self._desk.clock() + START_CODE_LIFE
        return NewCode(person=person, username=username, name=name, code=code, until=until, reset=reset)


def code_slip(new: NewCode) -> LinesSlip:
    """The slip that the owner of an account gets."""
    return LinesSlip(
        title="Kode awal",
        lines=(
            ("Nama", new.name),
            ("Nama pengguna", new.username),
            ("Berlaku sampai", f"{short_date(business_day(new.until))} {clock_wib(new.until)}"),
        ),
        blocks=(f"{new.code[:4]} {new.code[4:]}",),
        foot="Masuk dengan kode ini, lalu buat kata sandi yang hanya Anda ketahui. Lalu buang slip ini.",
    )
