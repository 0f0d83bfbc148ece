"""The people of the office in memory, behind ``PeopleActs``."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from bkpsdm_desktop.domain.accounts import START_CODE_LIFE, check_username
from bkpsdm_desktop.domain.rights import Role
from bkpsdm_desktop.domain.text import clean_name
from bkpsdm_desktop.services.accounts import (
    AccountForm,
    AccountRow,
    AccountsView,
    GroupChoice,
    NewCode,
    PinAt,
    SkillOf,
)
from bkpsdm_desktop.services.people import StartCode
from bkpsdm_desktop.services.skills import WARN_DAYS, EndingSkill
from bkpsdm_desktop.store.ids import reference_id
from tests.helpers.ticker import MORNING
from tests.screens.settings.acts import Acts

TODAY = date(2026, 11, 24)
CODE = "7KQ4M2XV"
GROUPS = (
    GroupChoice("A", "Ambil SK"),
    GroupChoice("C", "Cuti"),
    GroupChoice("K", "Kepegawaian dan pangkat"),
    GroupChoice("U", "Pensiun"),
    GroupChoice("L", "Kartu dan legalisasi"),
    GroupChoice("M", "Informasi dan pengaduan"),
)


def person(username: str, name: str, role: Role, *skills: SkillOf) -> AccountRow:
    """An account that was used this morning."""
    return AccountRow(
        id=reference_id("person", username), username=username,
        form=AccountForm(name=name, role=role, skills=skills), active=True,
        last_sign_in=MORNING - timedelta(hours=2), locked_until=None, start_code=None, counter=None, alike=(),
        pins=(),
    )  # fmt: skip


def _people() -> tuple[AccountRow, ...]:
    code = StartCode(by="Wati Contohnya", at=MORNING, until=MORNING + START_CODE_LIFE, reset=False)
    end = TODAY + timedelta(days=6)
    return (
        person("budi.andai", "Budi Andai", Role.AUDITOR),
        replace(
            person("joko.umpama", "Joko Umpama", Role.CLERK, SkillOf("C", end), SkillOf("K")),
            counter=2, pins=(PinAt("Loket 2", locked=False), PinAt("Loket 3", locked=True)),
        ),
        replace(
            person("lia.misalnya", "Lia Misalnya", Role.CLERK, SkillOf("A")),
            last_sign_in=None, start_code=code,
        ),
        replace(
            person("rani.contoh", "Rani Contoh", Role.CLERK, *(SkillOf(each) for each in "AC")),
            counter=1, locked_until=MORNING + timedelta(minutes=4),
        ),
        person("siti.misal", "Siti Misal", Role.SUPERVISOR, *(SkillOf(each) for each in "ACKLMU")),
        person("wati", "Wati Contohnya", Role.ADMINISTRATOR),
        replace(person("dewi.dulu", "Dewi Dulu", Role.CLERK, SkillOf("U")), active=False),
    )  # fmt: skip


@dataclass
class FakePeople(Acts):
    shown: tuple[AccountRow, ...] = field(default_factory=_people)
    paper: list[NewCode] = field(default_factory=list)

    async def view(self) -> AccountsView:
        ending = [
            EndingSkill(
                person=row.id, name=row.form.name, series=skill.series,
                group=next(each.name for each in GROUPS if each.series == skill.series),
                expires_on=skill.expires_on, left=(skill.expires_on - TODAY).days,
            )
            for row in self.shown
            for skill in row.form.skills
            if skill.expires_on is not None and abs((skill.expires_on - TODAY).days) <= WARN_DAYS
        ]  # fmt: skip
        ending.sort(key=lambda each: each.expires_on)
        return AccountsView(accounts=self.shown, groups=GROUPS, ending=tuple(ending))

    def row(self, username: str) -> AccountRow:
        return next(row for row in self.shown if row.username == username)

    def _put(self, person: UUID, **values: Any) -> None:
        self.shown = tuple(replace(row, **values) if row.id == person else row for row in self.shown)

    async def add(self, username: str, form: AccountForm) -> NewCode:
        check_username(username)
        form = replace(form, name=clean_name(form.name, field="Nama"))
        self._do(f"add {username}")
        made = replace(person(username, form.name, form.role, *form.skills), last_sign_in=None)
        self.shown = (*self.shown, made)
        return self._code(made, reset=False)

    async def put(self, person: UUID, form: AccountForm, *, was: AccountForm) -> None:
        form = replace(form, name=clean_name(form.name, field="Nama"))
        row = next(row for row in self.shown if row.id == person)
        assert row.form == was
        self._do(f"put {row.username}")
        self._put(person, form=form)

    async def set_active(self, person: UUID, active: bool) -> None:
        self._do(f"active {active}")
        self._put(person, active=active)

    async def unlock(self, person: UUID) -> None:
        self._do("unlock")
        row = next(row for row in self.shown if row.id == person)
        self._put(person, locked_until=None, pins=tuple(PinAt(pin.station, locked=False) for pin in row.pins))

    async def forget_pins(self, person: UUID) -> None:
        self._do("forget pins")
        self._put(person, pins=())

    async def new_code(self, row: AccountRow) -> NewCode:
        self._do(f"code {row.username}")
        return self._code(row, reset=True)

    def _code(self, row: AccountRow, *, reset: bool) -> NewCode:
        until = MORNING + START_CODE_LIFE
        self._put(row.id, start_code=StartCode(by="Wati Contohnya", at=MORNING, until=until, reset=reset))
        return NewCode(
            person=row.id, username=row.username, name=row.form.name, code=CODE, until=until, reset=reset
        )

    async def print_code(self, new: NewCode) -> str:
        self._do("print")
        self.paper.append(new)
        return "Tercetak 09.41 WIB"
