"""Accounts on both databases."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, update

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.rights import Right, Role
from bkpsdm_desktop.services import accounts as management
from bkpsdm_desktop.services import office as settings
from bkpsdm_desktop.services import people
from bkpsdm_desktop.services.passwords import Passwords
from bkpsdm_desktop.services.rows import PersonRow, PinCheck
from bkpsdm_desktop.store.tables import Audit, Person
from tests.helpers.accounts import QUICK, TestKey
from tests.helpers.office import OfficeUnderTest

PASSWORD = "kuda hijau baterai"


@dataclass(slots=True)
class Accounts:
    """Signing in at the first counter of an office."""

    office: OfficeUnderTest

    def add(
        self,
        username: str = "wati",
        role: Role = Role.CLERK,
        *,
        name: str = "Wati Seandainya",
        skills: dict[str, date | None] | None = None,
        by: UUID | None = None,
    ) -> UUID:
        return self.office.work.run(
            people.add_person,
            self.office.stamp(self.office.made.counters[0], by),
            username=username,
            name=name,
            role=role,
            password_hash=QUICK.hash_password(PASSWORD, username=username),
            skills=skills or {},
        )

    def sign_in(self, username: str = "wati", password: str = PASSWORD) -> PersonRow:
        stamp = self.office.stamp(self.office.made.counters[0])
        return people.sign_in(self.office.work, QUICK, stamp, username=username, password=password)

    def by(self, who: UUID | None, fn: Callable[..., None], /, **arguments: object) -> None:
        self.office.work.run(fn, self.office.stamp(self.office.made.counters[0], who), **arguments)

    def audit(self) -> list[tuple[str, str, str]]:
        query = select(Audit.action, Audit.object, Audit.body).where(Audit.action.like("person.%"))
        order = query.order_by(Audit.seq)
        return self.office.work.read(
            lambda session: [(row.action, row.object, row.body) for row in session.execute(order)]
        )


@pytest.fixture
def accounts(office: OfficeUnderTest) -> Accounts:
    return Accounts(office)


def test_signing_in_gives_the_person_with_the_skills_of_today(accounts: Accounts) -> None:
    today = date(2026, 11, 24)
    person = accounts.add(skills={"C": None, "K": today, "M": today - timedelta(days=1)})
    row = accounts.sign_in(" Wati ")
    assert row == PersonRow(
        id=person, username="wati", name="Wati Seandainya", role=Role.CLERK, skills=("C", "K")
    )
    assert [action for action, _, _ in accounts.audit()] == ["person.add", "person.sign_in"]


def test_an_unknown_name_and_a_wrong_password_get_one_answer(accounts: Accounts) -> None:
    accounts.add()
    with pytest.raises(Refused) as wrong:
        accounts.sign_in(password="bukan ini")
    with pytest.raises(Refused) as unknown:
        accounts.sign_in("siapa", "bukan ini")
    assert wrong.value.sentence == unknown.value.sentence == people.WRONG


def test_what_is_typed_as_an_unknown_name_is_not_kept(accounts: Accounts) -> None:
    with pytest.raises(Refused):
        accounts.sign_in("rahasia besar", "x")
    assert accounts.audit() == [("person.sign_in_refused", "", '{"reason":"unknown"}')]


def test_an_unknown_name_costs_a_comparison_too() -> None:
    compared: list[str] = []

    class Counting(Passwords):
        def matches(self, stored: str | None, secret: str) -> bool:
            compared.append(secret)
            return super().matches(stored, secret)

    passwords = Counting(memory_kib=8, passes=1)
    assert not passwords.matches(None, "nobody has this password")
    assert not passwords.matches(None, "apa saja")
    assert compared == ["nobody has this password", "apa saja"]


def test_five_wrong_passwords_lock_for_five_minutes_and_say_how_long_still(accounts: Accounts) -> None:
    accounts.add()
    for _ in range(4):
        with pytest.raises(Refused, match=people.WRONG):
            accounts.sign_in(password="bukan ini")
    with pytest.raises(Refused, match="Coba lagi dalam 5 mnt 0 dtk"):
        accounts.sign_in(password="bukan ini")
    accounts.office.later(minutes=4, seconds=30)
    with pytest.raises(Refused, match="Coba lagi dalam 30 dtk"):
        accounts.sign_in()
    accounts.office.later(seconds=30)
    assert accounts.sign_in().username == "wati"


def test_a_right_password_forgets_the_wrong_ones(accounts: Accounts) -> None:
    accounts.add()
    for _ in range(3):
        for _ in range(4):
            with pytest.raises(Refused, match=people.WRONG):
                accounts.sign_in(password="bukan ini")
        accounts.sign_in()


def test_an_inactive_account_is_told_so_only_with_its_password(accounts: Accounts) -> None:
    person = accounts.add()
    accounts.by(None, management.set_active, person=person, active=False)
    with pytest.raises(Refused, match="nonaktif"):
        accounts.sign_in()
    with pytest.raises(Refused, match=people.WRONG):
        accounts.sign_in(password="bukan ini")


def test_a_new_password_replaces_the_old_one_and_ends_a_lock(accounts: Accounts) -> None:
    person = accounts.add()
    for _ in range(5):
        with pytest.raises(Refused):
            accounts.sign_in(password="bukan ini")
    new = QUICK.hash_password("sapi biru jendela", username="wati")
    accounts.by(None, people.set_password, person=person, password_hash=new)
    assert accounts.sign_in(password="sapi biru jendela").id == person
    with pytest.raises(Refused, match=people.WRONG):
        accounts.sign_in()


def test_a_person_changes_the_own_password_but_nobody_elses(accounts: Accounts) -> None:
    person, other = accounts.add(), accounts.add("tini")
    new = QUICK.hash_password("sapi biru jendela", username="wati")
    accounts.by(person, people.set_password, person=person, password_hash=new)
    with pytest.raises(Refused, match=r"tidak berhak mengatur akun\. Minta bantuan administrator"):
        accounts.by(person, people.set_password, person=other, password_hash=new)


def test_only_an_administrator_adds_people(accounts: Accounts) -> None:
    chief = accounts.add("kepala", Role.ADMINISTRATOR)
    clerk = accounts.add("wati", by=chief)
    with pytest.raises(Refused, match="tidak berhak"):
        accounts.add("tini", by=clerk)


def test_a_right_taken_away_counts_at_once(accounts: Accounts) -> None:
    chief, second = accounts.add("kepala", Role.ADMINISTRATOR), accounts.add("wakil", Role.ADMINISTRATOR)
    accounts.by(chief, management.set_active, person=second, active=False)
    with pytest.raises(Refused, match="nonaktif"):
        accounts.by(second, people.require, right=Right.CONFIGURE)


def test_the_last_administrator_stays(accounts: Accounts) -> None:
    chief = accounts.add("kepala", Role.ADMINISTRATOR)
    with pytest.raises(Refused, match="administrator terakhir"):
        accounts.by(chief, management.set_active, person=chief, active=False)


def test_a_username_is_taken_once_and_a_series_must_exist(accounts: Accounts) -> None:
    accounts.add()
    with pytest.raises(Refused, match="sudah dipakai"):
        accounts.add()
    with pytest.raises(Refused, match="Seri Z tidak ada"):
        accounts.add("tini", skills={"Z": None})


@pytest.mark.parametrize(
    "name", ["Wati\x00", "Wati\x1b[31m", "Wati\r\nadmin", "Wati\u2028", "Wati\ud800", "\a"]
)
def test_fault_g8_a_name_with_control_characters_is_refused(accounts: Accounts, name: str) -> None:
    with pytest.raises(Refused, match="karakter ke-"):
        accounts.add(name=name)


def test_fault_g9_markup_in_a_name_stays_as_it_is(accounts: Accounts) -> None:
    accounts.add(name="<b>Wati</b> & P&K")
    assert accounts.sign_in().name == "<b>Wati</b> & P&K"


def test_new_skills_replace_the_old_ones(accounts: Accounts) -> None:
    person = accounts.add(skills={"C": None})
    accounts.by(None, people.set_skills, person=person, skills={"K": None})
    assert accounts.sign_in().skills == ("K",)


@pytest.mark.parametrize(
    "secret", ["kata\x00sandi", "\ud800\ud800abcdef", "🦫 berang-berang", "e\u0301" * 10]
)
def test_any_character_may_be_in_a_password(secret: str) -> None:
    stored = QUICK.hash_password(secret, username="wati")
    assert QUICK.matches(stored, secret)
    assert not QUICK.matches(stored, secret + "x")


def test_a_password_of_everybody_is_refused() -> None:
    for common in ("Password123", "bismillah", "Tangsel2026"):
        with pytest.raises(Refused, match="terlalu sering"):
            QUICK.hash_password(common, username="wati")


def test_a_password_that_can_never_be_one_is_not_hashed_in_full() -> None:
    stored = QUICK.hash_password("a" * 127 + "b", username="wati")
    assert not QUICK.matches(stored, "a" * 127 + "b" + "c" * 10_000_000)


def test_hashes_have_the_cost_that_an_attacker_pays() -> None:
    assert "$m=65536,t=3,p=1$" in Passwords().hash_pin("274913")


def test_signing_out_is_audited_and_signed(accounts: Accounts) -> None:
    key, person = TestKey(), accounts.add()
    stamp = accounts.office.stamp(accounts.office.made.counters[0], person)
    line = accounts.office.work.run(people.sign_out, stamp, signer=key)
    assert line is not None
    assert (line.station, line.key) == (stamp.station, key.public_key)
    assert accounts.audit()[-1][:2] == ("person.sign_out", "wati")


def test_the_kiosk_pin_is_set_by_an_administrator_and_five_wrong_ones_lock_for_a_minute(
    accounts: Accounts,
) -> None:
    office, kiosk = accounts.office, accounts.office.made.kiosks[0]

    def try_pin(pin: str) -> PinCheck:
        return people.check_kiosk_pin(office.work, QUICK, office.stamp(kiosk), pin=pin)

    with pytest.raises(Refused, match="belum diatur"):
        try_pin("274913")
    with pytest.raises(Refused, match="tidak berhak mengatur PIN mesin antrean"):
        accounts.by(office.made.clerks[0], people.set_kiosk_pin, pin_hash=QUICK.hash_pin("274913"))
    accounts.by(None, people.set_kiosk_pin, pin_hash=QUICK.hash_pin("274913"))
    assert try_pin("274913").right
    for left in (4, 3, 2, 1):
        assert try_pin("111111") == PinCheck(right=False, left=left, locked_for=None)
    for pin in ("111111", "274913"):
        locked = try_pin(pin)
        assert not locked.right
        assert locked.locked_for == timedelta(seconds=60)
    office.later(seconds=60)
    assert try_pin("274913").right


def test_no_secret_is_kept_in_the_clear(accounts: Accounts) -> None:
    accounts.add()
    accounts.by(None, people.set_kiosk_pin, pin_hash=QUICK.hash_pin("274913"))
    accounts.sign_in()
    work = accounts.office.work
    bodies = work.read(lambda session: " ".join(session.scalars(select(Audit.body))))
    assert PASSWORD not in bodies
    assert "274913" not in bodies
    assert "argon2" not in bodies
    assert work.read(settings.setting, settings.KIOSK_PIN).startswith("$argon2id$")


def test_a_hash_that_changed_during_the_comparison_does_not_count(accounts: Accounts) -> None:
    person = accounts.add()
    work = accounts.office.work

    class Slow(Passwords):
        """While it compares, an administrator gives the account another password."""

        def matches(self, stored: str | None, secret: str) -> bool:
            work.run(lambda session: session.execute(update(Person).values(password_hash="-")))
            return super().matches(stored, secret)

    stamp = accounts.office.stamp(accounts.office.made.counters[0])
    with pytest.raises(Refused, match=people.WRONG):
        people.sign_in(work, Slow(memory_kib=8, passes=1), stamp, username="wati", password=PASSWORD)
    assert work.read(lambda session: session.get_one(Person, person).failed_logins) == 1


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("O'Neil", "O'Neil"), ("I Gusti Ngr.  Agung", "I Gusti Ngr. Agung"), ("R", "R"),
        ("n" * 250, "n" * 250),
        ("Dr. H. A, S.Sos., M.Si", "Dr. H. A, S.Sos., M.Si"), ("WATI SEANDAINYA", "WATI SEANDAINYA"),
    ],
)  # fmt: skip
def test_fault_g5_names_of_clerks_are_kept_as_they_are_written(
    accounts: Accounts, typed: str, kept: str
) -> None:
    accounts.add(name=typed)
    assert accounts.sign_in().name == kept


@pytest.mark.parametrize("name", ["\u0639\u0644\u064a", "Wati \U0001f600", "Wa\u0301\u0323\u0330ti"])
def test_fault_g6_a_clerk_s_name_in_another_script_is_refused_with_the_character(
    accounts: Accounts, name: str
) -> None:
    with pytest.raises(Refused, match="huruf Latin"):
        accounts.add(name=name)


def test_fault_g7_what_nobody_sees_is_left_out_of_a_clerk_s_name(accounts: Accounts) -> None:
    accounts.add(name="\u202eWa\u200bti\u00ad \ufeffSeandainya\u2066")
    assert accounts.sign_in().name == "Wati Seandainya"
