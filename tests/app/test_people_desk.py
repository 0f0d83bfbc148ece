"""A start code is known to screen and paper alone: not to database, log or print queue."""

import asyncio
import logging
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bkpsdm_desktop.app.desk import Desk, LoginDesk
from bkpsdm_desktop.app.settings.people import PeopleDesk, code_slip
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.rights import Role
from bkpsdm_desktop.services import printers
from bkpsdm_desktop.services.accounts import AccountForm, NewCode, SkillOf
from bkpsdm_desktop.services.people import person_row
from bkpsdm_desktop.services.rows import NewPassword
from bkpsdm_desktop.store.ids import new_id
from bkpsdm_desktop.store.tables import Audit, Office, Person
from tests.helpers.accounts import QUICK, TestKey
from tests.helpers.office import OfficeUnderTest

FORM = AccountForm(name="Ani Contoh", role=Role.CLERK, skills=(SkillOf("C"),))


def administrator(office: OfficeUnderTest) -> UUID:
    def add(session: Session) -> UUID:
        person = Person(
            id=new_id(), username="wati", name="Wati Contohnya", role=Role.ADMINISTRATOR, password_hash="-",
            active=True, failed_logins=0, created_at=office.now,
        )  # fmt: skip
        session.add(person)
        return person.id

    return office.work.run(add)


@pytest.fixture
def desk(office: OfficeUnderTest, tmp_path: Path) -> Desk:
    return Desk(
        work=office.work, station=office.made.counters[0], clock=lambda: office.now, signer=TestKey(),
        passwords=QUICK, trail=tmp_path / "trail",
    )  # fmt: skip


@pytest.fixture
def people(office: OfficeUnderTest, desk: Desk) -> PeopleDesk:
    chief = office.work.read(person_row, administrator(office), on=office.now.date())
    return PeopleDesk(desk, chief)


def stored(office: OfficeUnderTest) -> str:
    """Everything that the database holds, as text."""

    def read(session: Session) -> str:
        return "\n".join(
            repr(tuple(row))
            for table in Office.metadata.sorted_tables
            for row in session.execute(select(table))
        )

    return office.work.read(read)


def use_printer(office: OfficeUnderTest, folder: Path) -> None:
    station = office.made.counters[0]
    printer = office.work.run(
        printers.add_printer, office.stamp(station), name="Printer loket", address=f"file:{folder}",
        width=576, station=station,
    )  # fmt: skip
    office.work.run(printers.use_printer, office.stamp(station), station=station, printer=printer)


def test_a_start_code_is_kept_by_its_hash_alone_and_printed_past_the_queue(
    office: OfficeUnderTest, people: PeopleDesk, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    slips = tmp_path / "slips"
    slips.mkdir()
    use_printer(office, slips)

    async def story() -> list[NewCode]:
        first = await people.add("ani.contoh", FORM)
        row = next(each for each in (await people.view()).accounts if each.username == "ani.contoh")
        second = await people.new_code(row)
        await people.print_code(second)
        return [first, second]

    made = asyncio.run(story())
    assert len({new.code for new in made}) == 2
    kept, logged = stored(office), caplog.text
    for new in made:
        assert new.code not in kept
        assert new.code not in logged
        assert new.code not in repr(new)
    assert len(list(slips.iterdir())) == 1
    assert code_slip(made[1]).blocks == (f"{made[1].code[:4]} {made[1].code[4:]}",)


def test_the_code_that_is_shown_opens_the_choice_of_a_password(
    office: OfficeUnderTest, people: PeopleDesk, desk: Desk
) -> None:
    async def story() -> None:
        new = await people.add(" ani.contoh ", FORM)
        login = LoginDesk(desk)
        answer = await login.sign_in(username="ani.contoh", password=new.code.lower())
        assert isinstance(answer, NewPassword)
        entered = await login.choose_password(
            username="ani.contoh", code=new.code, password="kuda hijau baterai"
        )
        assert entered.id == new.person
        assert entered.skills == ("C",)

    asyncio.run(story())


def test_a_pc_without_a_printer_says_so_and_a_bad_username_costs_no_hash(
    office: OfficeUnderTest, people: PeopleDesk
) -> None:
    async def story() -> None:
        with pytest.raises(Refused, match="Nama pengguna terdiri atas"):
            await people.add("Ani Contoh", FORM)
        new = await people.add("ani.contoh", FORM)
        with pytest.raises(Refused, match="tidak punya printer tiket"):
            await people.print_code(new)

    asyncio.run(story())


def test_fault_k4_what_an_administrator_changes_carries_the_administrator(
    office: OfficeUnderTest, people: PeopleDesk
) -> None:
    async def story() -> None:
        new = await people.add("ani.contoh", FORM)
        await people.set_active(new.person, False)
        await people.unlock(new.person)
        await people.forget_pins(new.person)

    asyncio.run(story())

    def persons(session: Session) -> set[UUID | None]:
        rows = session.scalars(select(Audit.person_id).where(Audit.object == "ani.contoh"))
        return set(rows)

    chief = office.work.read(
        lambda session: session.execute(select(Person.id).where(Person.username == "wati")).scalar_one()
    )
    assert office.work.read(persons) == {chief}
