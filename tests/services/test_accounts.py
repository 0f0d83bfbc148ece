"""Managing accounts on both databases: start codes, roles, switching off."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from typing import Concatenate, ParamSpec, TypeVar
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.accounts import START_CODE_LIFE, start_code, typed_start_code
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.rights import Role
from bkpsdm_desktop.domain.ticket import State
from bkpsdm_desktop.services import accounts, counters, moving, people, serving
from bkpsdm_desktop.services.accounts import AccountForm, AccountRow, SkillOf
from bkpsdm_desktop.services.pins import enter_by_new_password, enter_by_password
from bkpsdm_desktop.services.rows import PersonRow
from bkpsdm_desktop.services.stamps import Stamp
from bkpsdm_desktop.store.ids import new_id
from bkpsdm_desktop.store.tables import Audit, CounterSession, PrintJob, Setting, StationPin
from bkpsdm_desktop.store.work import Work
from tests.helpers.accounts import QUICK
from tests.helpers.office import OfficeUnderTest
from tests.services.settings.people import audited

CODE = start_code(bytes(range(5)))
PASSWORD = "kuda hijau baterai"
WATI = AccountForm(name="Wati Seandainya", role=Role.CLERK, skills=(SkillOf("C"), SkillOf("K")))


@pytest.fixture
def chief(office: OfficeUnderTest) -> UUID:
    """The administrator of the office, Ika Umpama."""
    return office.work.run(
        people.create_person,
        office.stamp(office.made.counters[0]),
        username="ika",
        name="Ika Umpama",
        role=Role.ADMINISTRATOR,
        password_hash=QUICK.hash_password(PASSWORD, username="ika"),
        skills={},
    )


def stamp(office: OfficeUnderTest, who: UUID | None) -> Stamp:
    return office.stamp(office.made.counters[0], who)


def hire(office: OfficeUnderTest, chief: UUID, form: AccountForm = WATI) -> UUID:
    code = QUICK.hash_password(CODE, username="wati")
    return office.work.run(
        accounts.add_account, stamp(office, chief), username="wati", new=form, code_hash=code
    )


def enter(office: OfficeUnderTest, password: str, username: str = "wati") -> PersonRow:
    return people.sign_in(office.work, QUICK, stamp(office, None), username=username, password=password)


def choose(office: OfficeUnderTest, code: str = CODE, password: str = PASSWORD) -> PersonRow:
    return people.choose_password(
        office.work, QUICK, stamp(office, None), username="wati", code=code, password=password
    )


def row(office: OfficeUnderTest, username: str = "wati") -> AccountRow:
    view = office.work.read(accounts.accounts, now=office.now)
    (found,) = [each for each in view.accounts if each.username == username]
    return found


# --- start codes ---------------------------------------------------------------------------------


def test_fault_k14_a_new_account_opens_only_to_a_password_that_its_owner_chooses(
    office: OfficeUnderTest, chief: UUID
) -> None:
    person = hire(office, chief)
    with pytest.raises(people.NewPasswordNeeded, match=r"Akun Anda dibuat oleh Ika Umpama pada 24 Nov 2026"):
        enter(office, CODE)
    assert choose(office).id == person
    assert enter(office, PASSWORD).skills == ("C", "K")
    with pytest.raises(Refused, match=people.WRONG):
        enter(office, CODE)


def test_fault_k14_after_a_reset_the_administrator_does_not_know_the_password_and_its_owner_is_told(
    office: OfficeUnderTest, chief: UUID
) -> None:
    person = hire(office, chief)
    choose(office)
    other = start_code(b"abcde")
    code_hash = QUICK.hash_password(other, username="wati")
    office.work.run(accounts.new_start_code, stamp(office, chief), person=person, code_hash=code_hash)
    with pytest.raises(Refused, match=people.WRONG):
        enter(office, PASSWORD)
    with pytest.raises(people.NewPasswordNeeded, match=r"diatur ulang oleh Ika Umpama .* pukul 09\.41 WIB"):
        enter(office, other)
    # What the administrator knows is good for nothing once the person is in.
    choose(office, other, "sapi biru jendela")
    with pytest.raises(Refused, match=people.WRONG):
        enter(office, other)
    assert enter(office, "sapi biru jendela").id == person


def test_fault_k14_at_a_locked_station_too_the_owner_chooses_the_password_and_takes_it_over(
    office: OfficeUnderTest, chief: UUID
) -> None:
    hire(office, chief)
    office.act(counters.open_counter)
    present = office.made.clerks[0]
    with pytest.raises(people.NewPasswordNeeded):
        enter_by_password(
            office.work, QUICK, stamp(office, None), present=present, username="wati", password=CODE
        )
    came = enter_by_new_password(
        office.work, QUICK, stamp(office, None), present=present, username="wati", code=CODE,
        password=PASSWORD,
    )  # fmt: skip
    assert came.name == "Wati Seandainya"
    holders = office.work.read(
        lambda session: session.scalars(
            select(CounterSession.person_id).where(CounterSession.closed_at.is_(None))
        ).all()
    )
    assert present not in holders
    assert enter(office, PASSWORD).id == came.id


def test_a_start_code_may_be_typed_as_it_was_read_out(office: OfficeUnderTest, chief: UUID) -> None:
    hire(office, chief)
    spoken = f" {CODE[:4].lower().replace('0', 'o')}-{CODE[4:]} "
    assert typed_start_code(spoken) == CODE
    assert choose(office, spoken).username == "wati"


def test_a_start_code_ends_after_three_days(office: OfficeUnderTest, chief: UUID) -> None:
    hire(office, chief)
    office.now += START_CODE_LIFE
    with pytest.raises(Refused, match="Minta kode baru"):
        choose(office)


def test_the_chosen_password_keeps_the_rules_and_is_not_the_code(
    office: OfficeUnderTest, chief: UUID
) -> None:
    hire(office, chief)
    with pytest.raises(Refused, match="paling sedikit 8 karakter"):
        choose(office, password="pendek")
    with pytest.raises(Refused, match="tidak boleh sama dengan kode awal"):
        choose(office, password=CODE.lower())
    assert row(office).start_code is not None


def test_choosing_a_password_needs_the_code_and_wrong_ones_lock(office: OfficeUnderTest, chief: UUID) -> None:
    hire(office, chief)
    for _ in range(4):
        with pytest.raises(Refused, match=people.WRONG):
            choose(office, "AAAA-AAAA")
    with pytest.raises(Refused, match="Terkunci"):
        choose(office, "AAAA-AAAA")
    assert row(office).locked_until == office.now + timedelta(minutes=5)
    person = row(office).id
    office.work.run(accounts.unlock, stamp(office, chief), person=person)
    assert row(office).locked_until is None
    assert choose(office).id == person


def test_who_has_a_password_does_not_change_it_through_the_door_for_codes(
    office: OfficeUnderTest, chief: UUID
) -> None:
    hire(office, chief)
    choose(office)
    assert choose(office, PASSWORD, "sapi biru jendela").username == "wati"
    assert enter(office, PASSWORD).username == "wati"


P = ParamSpec("P")
R = TypeVar("R")


class Twice(Work):
    """Loses the first answer of each act, which then runs again."""

    def run(self, fn: Callable[Concatenate[Session, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        super().run(fn, *args, **kwargs)
        return super().run(fn, *args, **kwargs)


def test_who_chose_a_password_is_let_in_though_the_answer_was_lost(
    office: OfficeUnderTest, chief: UUID
) -> None:
    hire(office, chief)
    with closing(Twice(office.work.engine)) as work:
        assert choose(replace(office, work=work)).username == "wati"
    assert enter(office, PASSWORD).username == "wati"


def test_no_code_stands_in_the_database_in_the_trail_or_in_the_log(
    office: OfficeUnderTest, chief: UUID, caplog: pytest.LogCaptureFixture
) -> None:
    person = hire(office, chief)
    code_hash = QUICK.hash_password(CODE, username="wati")
    office.work.run(accounts.new_start_code, stamp(office, chief), person=person, code_hash=code_hash)
    choose(office)
    kept = office.work.read(
        lambda session: [
            *session.scalars(select(Audit.body)),
            *(str(value) for value in session.scalars(select(Setting.value))),
            *(str(value) for value in session.scalars(select(PrintJob.data))),
        ]
    )
    assert not [text for text in [*kept, caplog.text] if CODE in text or PASSWORD in text]


def test_nobody_gives_out_a_start_code_for_their_own_account(office: OfficeUnderTest, chief: UUID) -> None:
    code_hash = QUICK.hash_password(CODE, username="ika")
    with pytest.raises(Refused, match="administrator lain"):
        office.work.run(accounts.new_start_code, stamp(office, chief), person=chief, code_hash=code_hash)


# --- the list ------------------------------------------------------------------------------------


def test_the_list_says_who_has_been_here_and_where_they_are(office: OfficeUnderTest, chief: UUID) -> None:
    hire(office, chief, replace(WATI, skills=(SkillOf("C", date(2026, 12, 1)),)))
    assert row(office).last_sign_in is None
    office.later(minutes=3)
    choose(office)
    office.act(counters.open_counter)
    shown = row(office)
    assert (shown.last_sign_in, shown.counter) == (office.now, None)
    assert shown.form.skills == (SkillOf("C", date(2026, 12, 1)),)
    assert row(office, "rani").counter == 1
    view = office.work.read(accounts.accounts, now=office.now)
    assert ("C", "Cuti") in [(group.series, group.name) for group in view.groups]


def test_switched_off_accounts_stand_last(office: OfficeUnderTest, chief: UUID) -> None:
    person = hire(office, chief, replace(WATI, name="Aan Contoh"))
    office.work.run(accounts.set_active, stamp(office, chief), person=person, active=False)
    view = office.work.read(accounts.accounts, now=office.now)
    assert view.accounts[-1].id == person
    assert not view.accounts[-1].active


# --- changing ------------------------------------------------------------------------------------


def test_name_role_and_skills_change_in_one_act(office: OfficeUnderTest, chief: UUID) -> None:
    person = hire(office, chief)
    new = AccountForm(name="Wati S.", role=Role.SUPERVISOR, skills=(SkillOf("M", date(2027, 1, 31)),))
    office.work.run(accounts.change_account, stamp(office, chief), person=person, new=new, was=WATI)
    assert row(office).form == new
    with pytest.raises(Refused, match="baru saja diubah di PC lain"):
        office.work.run(
            accounts.change_account,
            stamp(office, chief),
            person=person,
            new=replace(WATI, name="Wati T."),
            was=WATI,
        )
    again = stamp(office, chief)
    office.work.run(accounts.change_account, again, person=person, new=new, was=WATI)
    assert row(office).form == new


def test_the_last_administrator_stays_one(office: OfficeUnderTest, chief: UUID) -> None:
    was = row(office, "ika").form
    with pytest.raises(Refused, match="administrator terakhir"):
        office.work.run(
            accounts.change_account,
            stamp(office, chief),
            person=chief,
            new=replace(was, role=Role.CLERK),
            was=was,
        )
    with pytest.raises(Refused, match="administrator terakhir"):
        office.work.run(accounts.set_active, stamp(office, chief), person=chief, active=False)


def _pin(session: Session, office: OfficeUnderTest, person: UUID) -> None:
    session.add(
        StationPin(
            id=new_id(),
            station_id=office.made.counters[0],
            person_id=person,
            pin_hash="-",
            failed=5,
            locked_until=office.now,
            created_at=office.now,
        )
    )


def pins(office: OfficeUnderTest, person: UUID) -> list[int]:
    query = select(StationPin.failed).where(StationPin.person_id == person)
    return office.work.read(lambda session: list(session.scalars(query)))


def test_fault_k5_an_administrator_takes_away_the_pins_that_others_may_know(
    office: OfficeUnderTest, chief: UUID
) -> None:
    person = hire(office, chief)
    assert row(office).pins == ()
    office.work.run(_pin, office, person)
    [pin] = row(office).pins
    assert pin.locked
    for _ in range(2):
        office.work.run(accounts.forget_pins, stamp(office, chief), person=person)
    assert row(office).pins == ()
    assert pins(office, person) == []
    assert len(audited(office, "person.pins_forgotten")) == 1


@pytest.mark.parametrize("how", ["off", "role"])
def test_fault_d10_who_is_switched_off_leaves_counter_and_visitor_behind(
    office: OfficeUnderTest, chief: UUID, how: str
) -> None:
    clerk = office.made.clerks[0]
    office.act(counters.open_counter)
    for _ in range(2):
        office.take("CT")
        office.later(seconds=1)
    office.act(serving.call_next)
    office.act(serving.start_serving)
    office.act(moving.park, common=False)
    office.act(serving.call_next)
    office.act(serving.start_serving)
    if how == "off":
        office.work.run(_pin, office, clerk)
        office.work.run(accounts.set_active, stamp(office, chief), person=clerk, active=False)
        with pytest.raises(Refused, match="nonaktif"):
            office.act(counters.open_counter)
        assert pins(office, clerk) == []
    else:
        was = row(office, "rani").form
        office.work.run(
            accounts.change_account,
            stamp(office, chief),
            person=clerk,
            new=replace(was, role=Role.AUDITOR),
            was=was,
        )
    assert office.ticket("C002").state == State.WAITING
    assert (office.ticket("C001").state, office.ticket("C001").person_id) == (State.PARKED, None)
    opened = select(CounterSession.id).where(CounterSession.closed_at.is_(None))
    assert office.work.read(lambda session: list(session.scalars(opened))) == []
    # Another clerk calls the visitor who was left behind.
    office.at_counter(1, counters.open_counter)
    assert office.at_counter(1, serving.call_next) == "C002"


def test_unlocking_frees_the_pins_too(office: OfficeUnderTest, chief: UUID) -> None:
    clerk = office.made.clerks[0]
    office.work.run(_pin, office, clerk)
    office.work.run(accounts.unlock, stamp(office, chief), person=clerk)
    assert pins(office, clerk) == [0]


@pytest.mark.parametrize("role", [Role.CLERK, Role.SUPERVISOR, Role.AUDITOR])
def test_fault_k2_only_an_administrator_manages_accounts(
    office: OfficeUnderTest, chief: UUID, role: Role
) -> None:
    other = office.work.run(
        people.create_person,
        office.stamp(office.made.counters[0]),
        username="lain",
        name="Lain Contoh",
        role=role,
        password_hash=QUICK.hash_password(PASSWORD, username="lain"),
        skills={},
    )
    clerk = office.made.clerks[0]
    code = QUICK.hash_password(CODE, username="baru")
    was = row(office, "rani").form
    for act, values in (
        (accounts.add_account, {"username": "baru", "new": WATI, "code_hash": code}),
        (accounts.change_account, {"person": clerk, "new": replace(was, role=Role.SUPERVISOR), "was": was}),
        (accounts.set_active, {"person": clerk, "active": False}),
        (accounts.unlock, {"person": clerk}),
        (accounts.new_start_code, {"person": clerk, "code_hash": code}),
    ):
        with pytest.raises(Refused, match="tidak berhak mengatur akun"):
            office.work.run(act, stamp(office, other), **values)  # type: ignore[arg-type]
    assert row(office, "rani").form == was


def test_feat_s4_skills_that_end_soon_are_listed_with_the_accounts(
    office: OfficeUnderTest, chief: UUID
) -> None:
    today = office.now.date()
    skills = (SkillOf("C", today + timedelta(days=30)), SkillOf("K", today + timedelta(days=31)))
    hire(office, chief, replace(WATI, skills=skills))
    ending = office.work.read(accounts.accounts, now=office.now).ending
    assert [(each.name, each.series, each.left) for each in ending] == [("Wati Seandainya", "C", 30)]


# --- names ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["O'Neil", "Nur'aini", "I Gusti Ngr. Agung", "A", "Dr. H. A, S.Sos., M.Si"])
def test_fault_g5_names_of_clerks_stay_as_they_are_written(
    office: OfficeUnderTest, chief: UUID, name: str
) -> None:
    hire(office, chief, replace(WATI, name=name))
    assert row(office).form.name == name
    with pytest.raises(Refused, match="paling banyak 250 karakter"):
        change(office, chief, replace(row(office).form, name="x" * 251))


@pytest.mark.parametrize("name", ["سيتي", "Wati 👍", "Wa\u0301\u0302\u0303ti"])
def test_fault_g6_what_is_no_latin_letter_is_refused_in_a_clerks_name_with_the_character(
    office: OfficeUnderTest, chief: UUID, name: str
) -> None:
    hire(office, chief)
    with pytest.raises(Refused, match=r"Nama: karakter ke-\d+ \(.*U\+"):
        change(office, chief, replace(WATI, name=name))
    assert row(office).form == WATI


def test_fault_g7_clerks_whose_names_look_the_same_are_flagged(office: OfficeUnderTest, chief: UUID) -> None:
    hire(office, chief, replace(WATI, name="Rani\u200b  Contoh\u202e"))
    assert row(office).form.name == "Rani Contoh"
    assert row(office).alike == ("rani",)
    assert row(office, "rani").alike == ("wati",)
    change(office, chief, replace(WATI, name="Rina Contoh"))
    assert row(office).alike == ()


def change(office: OfficeUnderTest, chief: UUID, new: AccountForm) -> None:
    was = row(office)
    office.work.run(accounts.change_account, stamp(office, chief), person=was.id, new=new, was=was.form)
