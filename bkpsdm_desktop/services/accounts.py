"""Managing accounts: who there is, what they may do, new start codes, and switching off.

An administrator never knows a password: an account gets a start code, which opens nothing but the choice of
a password.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.accounts import PASSWORD_LOCK, Tries
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.domain.rights import Right, Role, allowed
from bkpsdm_desktop.domain.text import clean_name, look_alike
from bkpsdm_desktop.services import counters, people
from bkpsdm_desktop.services.passwords import SecretHash
from bkpsdm_desktop.services.people import StartCode, require
from bkpsdm_desktop.services.pins import TRIES as PIN_TRIES
from bkpsdm_desktop.services.skills import EndingSkill, expiring
from bkpsdm_desktop.services.stamps import Stamp, record
from bkpsdm_desktop.store.tables import (
    Counter,
    CounterSession,
    Person,
    ServiceGroup,
    Skill,
    Station,
    StationPin,
)
from bkpsdm_desktop.store.work import touch


@dataclass(frozen=True, slots=True)
class SkillOf:
    """A group that a person may call, by its series letter, to a last day if one is set."""

    series: str
    expires_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountForm:
    """What an administrator writes of an account. ``skills`` by series."""

    name: str
    role: Role
    skills: tuple[SkillOf, ...]


@dataclass(frozen=True, slots=True)
class PinAt:
    """A station where a person has a PIN; ``locked``: after wrong tries it opens nothing."""

    station: str
    locked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRow:
    """An account as its administrator sees it. ``counter`` is the one that the person has open, ``alike`` the
    usernames of those whose names are taken for this one when read."""

    id: UUID
    username: str
    form: AccountForm
    active: bool
    last_sign_in: datetime | None
    locked_until: datetime | None
    start_code: StartCode | None
    counter: int | None
    alike: tuple[str, ...]
    pins: tuple[PinAt, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCode:
    """A start code that was just given out, to be shown and printed once. It is nowhere else in clear, and
    no log shows it with this row."""

    person: UUID
    username: str
    name: str
    code: str = field(repr=False)
    until: datetime
    reset: bool


@dataclass(frozen=True, slots=True)
class GroupChoice:
    """A group of services that can be a skill."""

    series: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountsView:
    """All accounts by name, those in use first, the groups that can be skills, and the skills that end soon
    or ended lately."""

    accounts: tuple[AccountRow, ...]
    groups: tuple[GroupChoice, ...]
    ending: tuple[EndingSkill, ...]


def accounts(session: Session, *, now: datetime) -> AccountsView:
    """The accounts of the office."""
    groups = session.execute(
        select(ServiceGroup.series, ServiceGroup.name)
        .where(ServiceGroup.active)
        .order_by(ServiceGroup.position, ServiceGroup.series)
    )
    signed_in, codes = people.last_sign_ins(session), people.start_codes(session)
    skills = _skills(session)
    opened = _open_counters(session)
    pins = _pins(session)
    query = select(Person).order_by(Person.active.desc(), Person.name, Person.username)
    rows = list(session.scalars(query))
    by_look: dict[str, list[str]] = {}
    for row in rows:
        by_look.setdefault(look_alike(row.name), []).append(row.username)
    return AccountsView(
        accounts=tuple(
            AccountRow(
                id=row.id,
                username=row.username,
                form=AccountForm(name=row.name, role=Role(row.role), skills=skills.get(row.id, ())),
                active=row.active,
                last_sign_in=signed_in.get(row.id),
                locked_until=_locked_until(row, now),
                start_code=codes.get(row.id),
                counter=opened.get(row.id),
                alike=tuple(name for name in by_look[look_alike(row.name)] if name != row.username),
                pins=pins.get(row.id, ()),
            )
            for row in rows
        ),
        groups=tuple(GroupChoice(row.series, row.name) for row in groups),
        ending=expiring(session, on=business_day(now)),
    )


def _skills(session: Session) -> Mapping[UUID, tuple[SkillOf, ...]]:
    rows = session.execute(
        select(Skill.person_id, ServiceGroup.series, Skill.expires_on)
        .join(ServiceGroup, Skill.group_id == ServiceGroup.id)
        .where(ServiceGroup.active)
        .order_by(ServiceGroup.series)
    )
    found: dict[UUID, tuple[SkillOf, ...]] = {}
    for row in rows:
        found[row.person_id] = (*found.get(row.person_id, ()), SkillOf(row.series, row.expires_on))
    return found


def _pins(session: Session) -> Mapping[UUID, tuple[PinAt, ...]]:
    rows = session.execute(
        select(StationPin.person_id, Station.name, StationPin.failed)
        .join(Station, StationPin.station_id == Station.id)
        .order_by(Station.name)
    )
    found: dict[UUID, tuple[PinAt, ...]] = {}
    for row in rows:
        pin = PinAt(station=row.name, locked=row.failed >= PIN_TRIES)
        found[row.person_id] = (*found.get(row.person_id, ()), pin)
    return found


def _open_counters(session: Session) -> dict[UUID, int]:
    rows = session.execute(
        select(CounterSession.person_id, Counter.number)
        .join(Counter, CounterSession.counter_id == Counter.id)
        .where(CounterSession.closed_at.is_(None))
    )
    return {row.person_id: row.number for row in rows}


def _locked_until(row: Person, now: datetime) -> datetime | None:
    rest = PASSWORD_LOCK.remaining(Tries(wrong=row.failed_logins, until=row.locked_until), now)
    return now + rest if rest else None


# --- acts ----------------------------------------------------------------------------------------


def add_account(
    session: Session, stamp: Stamp, *, username: str, new: AccountForm, code_hash: SecretHash
) -> UUID:
    """A new account with a start code, given as its hash; returns its id, which is ``stamp.id``. Raises
    ``Refused`` as ``people.add_person``."""
    require(session, stamp, Right.MANAGE_PEOPLE)
    if session.get(Person, stamp.id) is None:
        people.add_person(
            session,
            stamp,
            username=username,
            name=new.name,
            role=new.role,
            password_hash=code_hash,
            skills=_by_series(new),
        )
        people.put_start_code(session, stamp, stamp.id, reset=False)
    return stamp.id


def change_account(
    session: Session, stamp: Stamp, *, person: UUID, new: AccountForm, was: AccountForm
) -> None:
    """Give an account another name, role or skills; ``was`` is what the administrator saw before.

    The last administrator stays one. Whoever may no longer serve leaves the counter: see
    :func:`set_active`. Raises ``Refused`` when somebody else changed the account meanwhile.
    """
    require(session, stamp, Right.MANAGE_PEOPLE)
    row = people.locked_person(session, person)
    name = clean_name(new.name, field="Nama")
    present = AccountForm(name=row.name, role=Role(row.role), skills=_skills(session).get(person, ()))
    if present == new:
        return
    if present != was:
        raise Refused(
            f"Akun {row.username} baru saja diubah di PC lain. Buang perubahan Anda untuk melihatnya, "
            "lalu ulangi."
        )
    if new.role != Role.ADMINISTRATOR:
        people.keep_an_administrator(session, row)
    row.name, row.role = name, new.role
    session.flush()
    people.put_skills(session, person, _by_series(new))
    left = None if allowed(new.role, Right.SERVE) else _leave_counter(session, stamp, person)
    touch(session, Kind.PEOPLE)
    body = {"name": name, "role": new.role, "skills": _by_series(new), "counter_closed": left}
    record(session, stamp, "person.change", row.username, body)


def set_active(session: Session, stamp: Stamp, *, person: UUID, active: bool) -> None:
    """Switch an account off or on again. The last administrator stays.

    Switching off counts at once, wherever the person is signed in: a counter that they have open closes,
    their visitor returns to the queue, and their PINs are forgotten.
    """
    require(session, stamp, Right.MANAGE_PEOPLE)
    row = people.locked_person(session, person)
    left = None
    if not active:
        people.keep_an_administrator(session, row)
        _forget_pins(session, person)
        left = _leave_counter(session, stamp, person)
    row.active = active
    session.flush()
    touch(session, Kind.PEOPLE)
    record(session, stamp, "person.active", row.username, {"active": active, "counter_closed": left})


def unlock(session: Session, stamp: Stamp, *, person: UUID) -> None:
    """Let a person try again at once after wrong passwords, and at every station after wrong PINs."""
    require(session, stamp, Right.MANAGE_PEOPLE)
    row = people.locked_person(session, person)
    row.failed_logins, row.locked_until = 0, None
    for pin in session.scalars(select(StationPin).where(StationPin.person_id == person)):
        pin.failed, pin.locked_until = 0, None
    session.flush()
    touch(session, Kind.PEOPLE)
    record(session, stamp, "person.unlock", row.username, {})


def new_start_code(session: Session, stamp: Stamp, *, person: UUID, code_hash: SecretHash) -> None:
    """A start code in place of a password that was forgotten; the person is told who gave it out when they
    sign in, and chooses a new password there. PINs made with the old one are forgotten."""
    require(session, stamp, Right.MANAGE_PEOPLE)
    row = people.locked_person(session, person)
    if stamp.person == person:
        raise Refused("Kode awal untuk akun Anda sendiri diberikan administrator lain.")
    row.password_hash, row.failed_logins, row.locked_until = code_hash, 0, None
    session.flush()
    _forget_pins(session, person)
    people.put_start_code(session, stamp, person, reset=True)
    touch(session, Kind.PEOPLE)
    record(session, stamp, "person.start_code", row.username, {})


def forget_pins(session: Session, stamp: Stamp, *, person: UUID) -> None:
    """Take away a person's PINs at all stations: somebody saw one. A new one is made with the password."""
    require(session, stamp, Right.MANAGE_PEOPLE)
    row = people.locked_person(session, person)
    if session.scalars(select(StationPin.id).where(StationPin.person_id == person)).first() is None:
        return
    _forget_pins(session, person)
    touch(session, Kind.PEOPLE)
    record(session, stamp, "person.pins_forgotten", row.username, {})


def _by_series(form: AccountForm) -> dict[str, date | None]:
    return {skill.series: skill.expires_on for skill in form.skills}


def _forget_pins(session: Session, person: UUID) -> None:
    session.execute(delete(StationPin).where(StationPin.person_id == person))


def _leave_counter(session: Session, stamp: Stamp, person: UUID) -> int | None:
    """Close what the person has open; the counter's number."""
    held = counters.open_session(session, person)
    if held is None:
        return None
    counters.close_for_absent(session, stamp, held)
    return session.execute(select(Counter.number).where(Counter.id == held.counter_id)).scalar_one()
