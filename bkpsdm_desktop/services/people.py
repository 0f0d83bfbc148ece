"""Accounts: making them, signing in and out, and the PIN of the kiosk.

Hashing takes tens of milliseconds, so whoever signs in does it in three steps: read the hash, compare
outside any transaction, write the outcome.
"""

import logging
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain import indonesian
from bkpsdm_desktop.domain.accounts import (
    PASSWORD_LOCK,
    PIN_LOCK,
    START_CODE_LIFE,
    Tries,
    check_username,
    typed_start_code,
)
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.instants import business_day, from_micros, to_micros
from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.domain.rights import Right, Role, allowed
from bkpsdm_desktop.domain.text import clean_name
from bkpsdm_desktop.services import office
from bkpsdm_desktop.services.passwords import Passwords, SecretHash
from bkpsdm_desktop.services.ports import Signer
from bkpsdm_desktop.services.rows import PersonRow, PinCheck
from bkpsdm_desktop.services.stamps import Stamp, record, recorded
from bkpsdm_desktop.services.trail import CheckpointLine, checkpoint, last_line
from bkpsdm_desktop.store.ids import new_id
from bkpsdm_desktop.store.tables import Person, ServiceGroup, Setting, Skill, StationPin
from bkpsdm_desktop.store.work import Work, touch

log = logging.getLogger(__name__)

WRONG = "Nama pengguna atau kata sandi salah."
_INACTIVE = "Akun ini nonaktif. Hubungi administrator."
_NO_PIN = "PIN mesin antrean belum diatur. Administrator mengaturnya di Setelan, Kantor."
_PIN_TRIES = "kiosk_pin_tries"
_START_CODE = "start_code"
_SIGNED_IN = "signed_in"


class NewPasswordNeeded(Refused):
    """Name and start code are right; the person chooses a password of their own before anything else."""


# --- rights --------------------------------------------------------------------------------------


def require(session: Session, stamp: Stamp, right: Right, *others: Right) -> None:
    """Raise ``Refused`` unless who does the act has the right, or one of the others, now.

    What an administrator changes counts at once. An act without a person comes from the program's command
    line.
    """
    role = None
    if stamp.person is not None:
        row = session.execute(select(Person.role, Person.active).where(Person.id == stamp.person)).one()
        if not row.active:
            raise Refused(_INACTIVE)
        role = Role(row.role)
    if not any(allowed(role, one) for one in (right, *others)):
        who = f"Akun {role}" if role else "Program"
        raise Refused(f"{who} tidak berhak {right}. Minta bantuan {_who_may(right)}.")


def require_any(session: Session, stamp: Stamp) -> None:
    """Raise ``Refused`` unless a person with an active account does the act."""
    active = session.execute(select(Person.active).where(Person.id == stamp.person)).scalar_one_or_none()
    if not active:
        raise Refused(_INACTIVE if active is False else "Masuklah dahulu dengan akun Anda.")


def _who_may(right: Right) -> str:
    return " atau ".join(role for role in Role if allowed(role, right))


# --- accounts ------------------------------------------------------------------------------------


def add_person(
    session: Session,
    stamp: Stamp,
    *,
    username: str,
    name: str,
    role: Role,
    password_hash: SecretHash,
    skills: Mapping[str, date | None],
) -> UUID:
    """A new account; returns its id, which is ``stamp.id``. ``skills`` maps series letters to the last day
    that the skill counts, or ``None``. Raises ``Refused`` for a taken or bad username and an unknown series.
    """
    require(session, stamp, Right.MANAGE_PEOPLE)
    return create_person(
        session, stamp, username=username, name=name, role=role, password_hash=password_hash, skills=skills
    )


def create_person(
    session: Session,
    stamp: Stamp,
    *,
    username: str,
    name: str,
    role: Role,
    password_hash: SecretHash,
    skills: Mapping[str, date | None],
) -> UUID:
    """As :func:`add_person`, without asking for the right: the first administrator has nobody above."""
    if session.get(Person, stamp.id) is not None:
        return stamp.id
    username = check_username(username)
    name = clean_name(name, field="Nama")
    if session.execute(select(Person.id).where(Person.username == username)).first():
        raise Refused(f"Nama pengguna {username} sudah dipakai. Pilih yang lain.")
    session.add(
        Person(
            id=stamp.id,
            username=username,
            name=name,
            role=role,
            password_hash=password_hash,
            active=True,
            failed_logins=0,
            created_at=stamp.at,
        )
    )
    session.flush()
    put_skills(session, stamp.id, skills)
    touch(session, Kind.PEOPLE)
    record(session, stamp, "person.add", username, {"role": role, "name": name, "skills": dict(skills)})
    return stamp.id


def set_password(session: Session, stamp: Stamp, *, person: UUID, password_hash: SecretHash) -> None:
    """Give an account a new password: one's own, or somebody's by who may manage accounts."""
    if stamp.person != person:
        require(session, stamp, Right.MANAGE_PEOPLE)
    row = locked_person(session, person)
    if recorded(session, stamp, "person.password", row.username):
        return
    row.password_hash, row.failed_logins, row.locked_until = password_hash, 0, None
    session.flush()
    forget_start_code(session, person)
    touch(session, Kind.PEOPLE)
    record(session, stamp, "person.password", row.username, {})


def set_skills(session: Session, stamp: Stamp, *, person: UUID, skills: Mapping[str, date | None]) -> None:
    """Replace the skills of a person; see :func:`add_person`."""
    require(session, stamp, Right.MANAGE_PEOPLE)
    row = locked_person(session, person)
    if recorded(session, stamp, "person.skills", row.username):
        return
    put_skills(session, person, skills)
    touch(session, Kind.PEOPLE)
    record(session, stamp, "person.skills", row.username, {"skills": dict(skills)})


def has_administrator(session: Session) -> bool:
    """Whether anybody can manage this office yet."""
    return _administrators(session) > 0


def person_named(session: Session, username: str) -> UUID:
    """The id of an account. Raises ``Refused`` when nobody has that username."""
    person = session.execute(select(Person.id).where(Person.username == username)).scalar_one_or_none()
    if person is None:
        raise Refused(f"Nama pengguna {username} tidak ada di kantor ini.")
    return person


def person_row(session: Session, person: UUID, *, on: date) -> PersonRow:
    """A person with the series that they may call on a day."""
    row = session.get_one(Person, person)
    series = session.scalars(
        select(ServiceGroup.series)
        .join(Skill, Skill.group_id == ServiceGroup.id)
        .where(
            Skill.person_id == person,
            ServiceGroup.active,
            Skill.expires_on.is_(None) | (Skill.expires_on >= on),
        )
        .order_by(ServiceGroup.series)
    )
    return PersonRow(
        id=row.id, username=row.username, name=row.name, role=Role(row.role), skills=tuple(series)
    )


def locked_person(session: Session, person: UUID) -> Person:
    """The row of an account, locked. Raises ``Refused`` when the office does not have it."""
    row = session.get(Person, person, with_for_update=True)
    if row is None:
        raise Refused("Akun ini tidak ada di kantor ini.")
    return row


def keep_an_administrator(session: Session, row: Person) -> None:
    """Raise ``Refused`` when nobody else could manage the office without this account."""
    if row.active and row.role == Role.ADMINISTRATOR and _administrators(session) == 1:
        raise Refused("Ini administrator terakhir. Buat administrator lain dahulu.")


def _administrators(session: Session) -> int:
    return session.execute(
        select(func.count()).where(Person.role == Role.ADMINISTRATOR, Person.active)
    ).scalar_one()


def put_skills(session: Session, person: UUID, skills: Mapping[str, date | None]) -> None:
    """Give a person skills in place of those that they have; see :func:`add_person`. No audit row."""
    session.execute(delete(Skill).where(Skill.person_id == person))
    groups = {
        row.series: row.id
        for row in session.execute(select(ServiceGroup.series, ServiceGroup.id).where(ServiceGroup.active))
    }
    unknown = sorted(set(skills) - set(groups))
    if unknown:
        raise Refused(f"Seri {', '.join(unknown)} tidak ada. Yang ada: {', '.join(sorted(groups))}.")
    for series, expires_on in sorted(skills.items()):
        session.execute(
            insert(Skill).values(
                id=new_id(), person_id=person, group_id=groups[series], expires_on=expires_on
            )
        )


# --- signing in and out --------------------------------------------------------------------------


def sign_in(work: Work, passwords: Passwords, stamp: Stamp, *, username: str, password: str) -> PersonRow:
    """Who this is. Blocks for the time of a hash: for a worker thread.

    Raises ``Refused``: one sentence for an unknown name and for a wrong password, after the same time; five
    wrong passwords in a row lock the account for five minutes (that sentence does tell that it exists).
    Raises ``NewPasswordNeeded`` for a start code: then comes :func:`choose_password`.
    """
    return _entered(work, passwords, stamp, username=username, password=password, new=None)


def choose_password(
    work: Work, passwords: Passwords, stamp: Stamp, *, username: str, code: str, password: str
) -> PersonRow:
    """Sign in with a start code and a new password, which takes its place; blocks as :func:`sign_in`.

    Raises ``Refused`` for a password that breaks the rules, and as :func:`sign_in`. Without a start code
    the account keeps its password.
    """
    name = username.strip().lower()
    if typed_start_code(password) == typed_start_code(code):
        raise Refused("Kata sandi baru tidak boleh sama dengan kode awal. Pilih yang lain.")
    new = passwords.hash_password(password, username=name)
    return _entered(work, passwords, stamp, username=username, password=code, new=new)


def _entered(
    work: Work, passwords: Passwords, stamp: Stamp, *, username: str, password: str, new: SecretHash | None
) -> PersonRow:
    name = username.strip().lower()
    stored, by_code = work.read(_stored_secret, name)
    right = passwords.matches(stored, typed_start_code(password) if by_code else password)
    answer = work.run(_settle_sign_in, stamp, name=name, compared=stored, right=right, new=new)
    if isinstance(answer, Refused):
        raise answer
    return answer


def _stored_secret(session: Session, name: str) -> tuple[str | None, bool]:
    """The hash of an account, and whether it is that of a start code."""
    row = session.execute(
        select(Person.id, Person.password_hash).where(Person.username == name)
    ).one_or_none()
    if row is None:
        return None, False
    return row.password_hash, start_code_of(session, row.id) is not None


def _settle_sign_in(
    session: Session, stamp: Stamp, *, name: str, compared: str | None, right: bool, new: SecretHash | None
) -> PersonRow | Refused:
    """The person, or the refusal: raising it here would undo the counting of wrong tries."""
    person = session.execute(
        select(Person).where(Person.username == name).with_for_update()
    ).scalar_one_or_none()
    if person is None:
        # What was typed is not kept: it may be a password in the wrong field.
        record(session, stamp, "person.sign_in_refused", "", {"reason": "unknown"})
        return Refused(WRONG)
    tries = Tries(wrong=person.failed_logins, until=person.locked_until)
    locked = PASSWORD_LOCK.remaining(tries, stamp.at)
    # Or the new one stands there already, put by this very act, whose answer was lost.
    right = right and person.password_hash in (compared, new)
    again = not right and recorded(session, stamp, "person.sign_in_refused", name)
    if locked is None and not again:
        tries = Tries() if right else PASSWORD_LOCK.after_wrong(tries, stamp.at)
        person.failed_logins, person.locked_until = tries.wrong, tries.until
        session.flush()
    if locked is None and right and person.active:
        return _let_in(session, stamp, person, new)
    reason = "locked" if locked else "inactive" if right else "password"
    record(session, stamp, "person.sign_in_refused", name, {"reason": reason})
    log.warning("sign-in refused (%s): %s", reason, name)
    locked = PASSWORD_LOCK.remaining(tries, stamp.at)
    if locked is not None:
        return Refused(_locked_sentence("kata sandi", locked))
    return Refused(_INACTIVE if right else WRONG)


def _let_in(session: Session, stamp: Stamp, person: Person, new: SecretHash | None) -> PersonRow | Refused:
    """The door for whoever gave the right secret: a start code opens it only together with a password."""
    here = replace(stamp, person=person.id)
    code = start_code_of(session, person.id)
    if code is not None and code.until <= stamp.at:
        record(session, stamp, "person.sign_in_refused", person.username, {"reason": "code"})
        return Refused("Kode awal ini sudah tidak berlaku. Minta kode baru kepada administrator.")
    if code is not None and new is None:
        return NewPasswordNeeded(code.sentence)
    if code is not None and new is not None:
        person.password_hash = new
        session.flush()
        forget_start_code(session, person.id)
        touch(session, Kind.PEOPLE)
        record(session, here, "person.password", person.username, {"chosen": True})
    # Not put_setting: that would let every screen of the office reload for it.
    session.merge(Setting(key=f"{_SIGNED_IN}:{person.id}", value=to_micros(stamp.at)))
    # The password opens a PIN of this station that was locked by wrong tries.
    session.execute(
        update(StationPin)
        .where(StationPin.station_id == stamp.station, StationPin.person_id == person.id)
        .values(failed=0, locked_until=None)
    )
    session.flush()
    record(session, here, "person.sign_in", person.username, {})
    log.info("signed in: %s", person.username)
    return person_row(session, person.id, on=business_day(stamp.at))


def last_sign_ins(session: Session) -> dict[UUID, datetime]:
    """When each account last signed in with its password, as far as it is known."""
    rows = session.execute(
        select(Setting.key, Setting.value).where(Setting.key.startswith(f"{_SIGNED_IN}:", autoescape=True))
    )
    return {UUID(row.key.partition(":")[2]): from_micros(row.value) for row in rows}


# --- start codes ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class StartCode:
    """An account waits for a password of its owner's own: who gave out the code, when, and until when it
    counts. ``reset``: the account had a password before."""

    by: str
    at: datetime
    until: datetime
    reset: bool

    @property
    def sentence(self) -> str:
        done = "Kata sandi Anda diatur ulang" if self.reset else "Akun Anda dibuat"
        when = f"{indonesian.short_date(business_day(self.at))} pukul {indonesian.clock_wib(self.at)}"
        return f"{done} oleh {self.by} pada {when}. Buat kata sandi baru yang hanya Anda ketahui."


def put_start_code(session: Session, stamp: Stamp, person: UUID, *, reset: bool) -> None:
    """The present password of an account is a start code that the act's person gave out."""
    by = session.execute(select(Person.name).where(Person.id == stamp.person)).scalar_one_or_none()
    value = {
        "by": by or "administrator",
        "at": to_micros(stamp.at),
        "until": to_micros(stamp.at + START_CODE_LIFE),
        "reset": reset,
    }
    session.merge(Setting(key=f"{_START_CODE}:{person}", value=value))
    session.flush()


def start_code_of(session: Session, person: UUID) -> StartCode | None:
    """The start code that an account waits to replace; ``None`` once it has a password of its own."""
    kept = office.setting(session, f"{_START_CODE}:{person}")
    return None if kept is None else _start_code(kept)


def start_codes(session: Session) -> dict[UUID, StartCode]:
    """Those of all accounts that wait to replace one."""
    rows = session.execute(
        select(Setting.key, Setting.value).where(Setting.key.startswith(f"{_START_CODE}:", autoescape=True))
    )
    return {UUID(row.key.partition(":")[2]): _start_code(row.value) for row in rows}


def _start_code(kept: dict[str, Any]) -> StartCode:
    return StartCode(
        by=kept["by"], at=from_micros(kept["at"]), until=from_micros(kept["until"]), reset=kept["reset"]
    )


def forget_start_code(session: Session, person: UUID) -> None:
    """The account has a password of its own."""
    session.execute(delete(Setting).where(Setting.key == f"{_START_CODE}:{person}"))


def _locked_sentence(what: str, remaining: timedelta) -> str:
    # Rounded up: nobody should come back a moment too early.
    rest = indonesian.duration(timedelta(seconds=math.ceil(remaining.total_seconds())))
    return f"Terkunci karena {what} salah berkali-kali. Coba lagi dalam {rest}."


def sign_out(session: Session, stamp: Stamp, *, signer: Signer) -> CheckpointLine | None:
    """The end of a person's session, with a checkpoint of the station's chain for the file outside."""
    assert stamp.person is not None
    username = session.execute(select(Person.username).where(Person.id == stamp.person)).scalar_one()
    if recorded(session, stamp, "person.sign_out", username):
        return last_line(session, stamp.station, key=signer.public_key)
    record(session, stamp, "person.sign_out", username, {})
    return checkpoint(session, stamp, signer)


# --- the kiosk's PIN -----------------------------------------------------------------------------


def set_kiosk_pin(session: Session, stamp: Stamp, *, pin_hash: SecretHash) -> None:
    """Set the PIN that leaves the kiosk's full screen."""
    require(session, stamp, Right.SET_PIN)
    if recorded(session, stamp, "kiosk.set_pin", ""):
        return
    office.put_setting(session, office.KIOSK_PIN, pin_hash)
    record(session, stamp, "kiosk.set_pin", "", {})


def check_kiosk_pin(work: Work, passwords: Passwords, stamp: Stamp, *, pin: str) -> PinCheck:
    """Whether the PIN is right; five wrong ones at a kiosk lock it for a minute, and then no PIN counts.

    Raises ``Refused`` when no PIN was ever set. Blocks for the time of a hash: for a worker thread.
    """
    stored = work.read(office.setting, office.KIOSK_PIN)
    if stored is None:
        raise Refused(_NO_PIN)
    return work.run(_settle_pin, stamp, right=passwords.matches(stored, pin))


def _settle_pin(session: Session, stamp: Stamp, *, right: bool) -> PinCheck:
    key = f"{_PIN_TRIES}:{stamp.station}"
    kept = office.setting(session, key, {"wrong": 0, "until": None})
    tries = Tries(wrong=kept["wrong"], until=from_micros(kept["until"]) if kept["until"] else None)
    locked = PIN_LOCK.remaining(tries, stamp.at)
    again = not right and recorded(session, stamp, "kiosk.pin_refused", "")
    if locked is None and not again:
        tries = Tries() if right else PIN_LOCK.after_wrong(tries, stamp.at)
        # Not put_setting: no screen shows this, so none needs to reload.
        until = to_micros(tries.until) if tries.until else None
        session.merge(Setting(key=key, value={"wrong": tries.wrong, "until": until}))
        session.flush()
    accepted = locked is None and right
    if accepted:
        record(session, stamp, "kiosk.pin", "", {})
    else:
        record(session, stamp, "kiosk.pin_refused", "", {"reason": "locked" if locked else "pin"})
    locked_for = PIN_LOCK.remaining(tries, stamp.at)
    return PinCheck(right=accepted, left=PIN_LOCK.limit - tries.wrong, locked_for=locked_for)
