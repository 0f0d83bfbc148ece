"""Quick switch of clerks: a PIN of one person at one station, the hand-over, and what a locked screen shows.

A PIN is made with the password, is worth nothing at another station and is not synced; after five wrong ones
it counts no more until the password was used here (faults K4, K5).
"""

import logging
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.accounts import check_station_pin
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.rights import Right, Role, allowed
from bkpsdm_desktop.services import counters, office, steps
from bkpsdm_desktop.services.passwords import Passwords, SecretHash
from bkpsdm_desktop.services.people import choose_password, person_row, sign_in
from bkpsdm_desktop.services.rows import PersonRow
from bkpsdm_desktop.services.stamps import Stamp, record, recorded
from bkpsdm_desktop.store.ids import new_id
from bkpsdm_desktop.store.tables import Person, StationPin
from bkpsdm_desktop.store.work import Work

log = logging.getLogger(__name__)

TRIES = 5
_REFUSED = "person.pin_refused"
_NO_PIN = "PIN Anda belum dibuat di PC ini. Masuk dengan kata sandi."
_LOCKED = f"PIN tidak berlaku lagi setelah {TRIES} kali salah. Masuk dengan kata sandi."
_INACTIVE = "Akun ini nonaktif. Hubungi administrator."


@dataclass(frozen=True, slots=True, kw_only=True)
class PinPerson:
    """Somebody with a PIN at this station; ``locked``: only the password opens it again."""

    person: UUID
    name: str
    locked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LockState:
    """What a screen needs to lock itself. ``busy_with`` is the number that the clerk has, or empty;
    ``minutes`` without input lock it, 0 never."""

    minutes: int
    busy_with: str
    people: tuple[PinPerson, ...]


def lock_state(session: Session, *, station: UUID, person: UUID) -> LockState:
    """Who may come in by PIN, and whether this clerk may leave the screen."""
    active = steps.active_ticket(session, person)
    rows = session.execute(
        select(Person.id, Person.name, StationPin.failed)
        .join(StationPin, StationPin.person_id == Person.id)
        .where(StationPin.station_id == station, Person.active)
        .order_by(Person.name)
    )
    return LockState(
        minutes=office.queue_rules(session).auto_lock_minutes,
        busy_with="" if active is None else steps.label_of(active),
        people=tuple(PinPerson(person=row.id, name=row.name, locked=row.failed >= TRIES) for row in rows),
    )


# --- making one ------------------------------------------------------------------------------------


def make_pin(work: Work, passwords: Passwords, stamp: Stamp, *, password: str, pin: str) -> None:
    """One's own PIN at this station, instead of an earlier one. Blocks for the time of two hashes.

    Raises ``Refused`` for a PIN that is easily guessed and, as signing in does, for a wrong password.
    """
    assert stamp.person is not None
    check_station_pin(pin)
    username = work.read(_username, stamp.person)
    sign_in(work, passwords, replace(stamp, id=new_id(), person=None), username=username, password=password)
    work.run(_put_pin, stamp, pin_hash=passwords.hash_pin(pin))


def _username(session: Session, person: UUID) -> str:
    return session.execute(select(Person.username).where(Person.id == person)).scalar_one()


def _put_pin(session: Session, stamp: Stamp, *, pin_hash: SecretHash) -> None:
    assert stamp.person is not None
    row = _pin_of(session, stamp.station, stamp.person)
    if row is None:
        row = StationPin(id=stamp.id, station_id=stamp.station, person_id=stamp.person)
        session.add(row)
    row.pin_hash, row.failed, row.locked_until, row.created_at = pin_hash, 0, None, stamp.at
    session.flush()
    record(session, stamp, "pin.make", _username(session, stamp.person), {})


def _pin_of(session: Session, station: UUID, person: UUID) -> StationPin | None:
    return session.execute(
        select(StationPin)
        .where(StationPin.station_id == station, StationPin.person_id == person)
        .with_for_update()
    ).scalar_one_or_none()


# --- coming in -------------------------------------------------------------------------------------


def enter_by_pin(
    work: Work, passwords: Passwords, stamp: Stamp, *, present: UUID, person: UUID, pin: str
) -> PersonRow:
    """Open a locked screen as ``person``; another one than ``present`` takes over the counter.

    Blocks for the time of a hash. Raises ``Refused`` for a wrong or locked PIN, and while ``present`` has a
    visitor; then nobody has changed.
    """
    stored = work.read(_stored_pin, stamp.station, person)
    right = passwords.matches(stored, pin)
    answer = work.run(_settle, stamp, present=present, person=person, compared=stored, right=right)
    if isinstance(answer, str):
        raise Refused(answer)
    return answer


def enter_by_password(
    work: Work, passwords: Passwords, stamp: Stamp, *, present: UUID, username: str, password: str
) -> PersonRow:
    """As :func:`enter_by_pin`, with name and password."""
    person = sign_in(work, passwords, stamp, username=username, password=password)
    work.run(hand_over, replace(stamp, id=new_id(), person=person.id), leaving=present)
    return person


def enter_by_new_password(
    work: Work, passwords: Passwords, stamp: Stamp, *, present: UUID, username: str, code: str, password: str
) -> PersonRow:
    """As :func:`enter_by_password`, with a start code and the password that takes its place."""
    person = choose_password(work, passwords, stamp, username=username, code=code, password=password)
    work.run(hand_over, replace(stamp, id=new_id(), person=person.id), leaving=present)
    return person


def _stored_pin(session: Session, station: UUID, person: UUID) -> str | None:
    return session.execute(
        select(StationPin.pin_hash).where(StationPin.station_id == station, StationPin.person_id == person)
    ).scalar_one_or_none()


def _settle(
    session: Session, stamp: Stamp, *, present: UUID, person: UUID, compared: str | None, right: bool
) -> PersonRow | str:
    """The person, or the sentence of the refusal: raising it would undo the counting of wrong tries."""
    row = _pin_of(session, stamp.station, person)
    name = _username(session, person)
    if row is None:
        return _refused(session, stamp, name, "none", _NO_PIN)
    if row.failed >= TRIES:
        return _refused(session, stamp, name, "locked", _LOCKED)
    if not (right and compared == row.pin_hash):
        if not recorded(session, stamp, _REFUSED, name):
            row.failed += 1
            session.flush()
        left = TRIES - row.failed
        return _refused(session, stamp, name, "pin", f"PIN salah. Sisa {left} kali." if left else _LOCKED)
    if not session.get_one(Person, person).active:
        return _refused(session, stamp, name, "inactive", _INACTIVE)
    row.failed = 0
    session.flush()
    here = replace(stamp, person=person)
    record(session, here, "person.sign_in", name, {"by": "pin"})
    log.info("signed in by PIN: %s", name)
    hand_over(session, here, leaving=present)
    return person_row(session, person, on=business_day(stamp.at))


def _refused(session: Session, stamp: Stamp, name: str, reason: str, sentence: str) -> str:
    record(session, replace(stamp, person=None), _REFUSED, name, {"reason": reason})
    log.warning("PIN refused (%s): %s", reason, name)
    return sentence


def hand_over(session: Session, stamp: Stamp, *, leaving: UUID) -> None:
    """The counter changes hands: the session of who leaves is closed, that of the act's person opens.

    Nothing happens when it is the same person. Raises ``Refused`` while the one who leaves has a visitor, or
    the other has a counter open elsewhere.
    """
    assert stamp.person is not None
    if leaving == stamp.person:
        return
    active = steps.active_ticket(session, leaving)
    if active is not None:
        raise Refused(f"Selesaikan {steps.label_of(active)} dahulu, lalu ganti petugas.")
    gone = replace(stamp, person=leaving)
    held = counters.open_session(session, leaving)
    if held is not None:
        counters.close_counter(session, gone)
    record(session, gone, "person.sign_out", _username(session, leaving), {"switched": True})
    role = session.execute(select(Person.role).where(Person.id == stamp.person)).scalar_one()
    if held is not None and allowed(Role(role), Right.SERVE):
        counters.open_counter(session, stamp)
