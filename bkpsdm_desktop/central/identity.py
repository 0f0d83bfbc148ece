"""Who speaks: one-time words, signed messages, enrolment, epochs, hello and tokens.

Nothing that a station says of its clock is judged: a message is fresh because it signs a word of ours.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from bkpsdm_desktop.central.bounds import big, short, small
from bkpsdm_desktop.central.entities import SCHEMA
from bkpsdm_desktop.central.secrets import hashed, new_token, new_word, plain_code
from bkpsdm_desktop.domain.instants import to_micros
from bkpsdm_desktop.protocol.judging import Known, judge_hello
from bkpsdm_desktop.protocol.messages import (
    Challenge,
    Denial,
    Enrol,
    Enrolled,
    Hello,
    Reason,
    Reincarnate,
    Signed,
    Standing,
    Welcome,
)
from bkpsdm_desktop.protocol.wire import NO_CHAIN, BadWire
from bkpsdm_desktop.store.central_tables import (
    BearerToken,
    EnrolCode,
    KnownOffice,
    OfficeEntry,
    OfficeEpoch,
    OneTimeWord,
    SecurityEvent,
    StationKey,
)
from bkpsdm_desktop.store.ids import new_id

WORD_LIFE = timedelta(minutes=2)
TOKEN_LIFE = timedelta(minutes=15)
_MOST_WORDS = 20_000
_KEY_BYTES = 32
_FEATURES = ["own-rows", "marks"]

M = TypeVar("M", Hello, Enrol, Reincarnate)


class Denied(Exception):
    """Central does not listen to this; nothing is changed. With ``office_id`` it is a security event of that
    office, which whoever catches it writes down."""

    def __init__(self, why: Denial, office_id: int | None = None) -> None:
        super().__init__(why.value)
        self.why = why
        self.office_id = office_id


class Busy(Exception):
    """Too much at once: the station comes back later."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """An enrolled station whose token is good: its office always comes from here, never from a message."""

    office_id: int
    office: str
    epoch: bytes


def challenge(session: Session, now: datetime, key: bytes) -> Challenge:
    """A word that ``key`` may sign once within two minutes. Raises ``BadWire`` for what is no key, ``Busy``
    when too many words are out."""
    if len(key) != _KEY_BYTES:
        raise BadWire("no public key")
    session.execute(delete(OneTimeWord).where(OneTimeWord.expires_at <= now))
    if (session.scalar(select(func.count()).select_from(OneTimeWord)) or 0) >= _MOST_WORDS:
        raise Busy
    word = new_word()
    row = {"word_hash": hashed(word), "public_key": key, "expires_at": now + WORD_LIFE}
    session.execute(insert(OneTimeWord).values(row))
    return Challenge(word=word)


def opened(signed: Signed, kind: type[M], audience: str) -> M:
    """The message in ``signed``. Raises ``BadWire`` when there is none and ``Denied`` when the signature is
    not that of its key, or it was meant for another server."""
    try:
        message: M = msgspec.msgpack.decode(signed.body, type=kind)
    except (msgspec.DecodeError, msgspec.ValidationError, RecursionError) as error:
        raise BadWire(f"no {kind.__name__} of ours") from error
    try:
        Ed25519PublicKey.from_public_bytes(message.key).verify(signed.signature, signed.body)
    except (InvalidSignature, ValueError):
        raise Denied(Denial.UNKNOWN) from None
    if message.audience != audience:
        raise Denied(Denial.UNKNOWN)
    return message


def take_word(session: Session, now: datetime, key: bytes, word: bytes) -> bool:
    """Whether ``word`` was given to ``key`` and is still good; it is used up now. In a transaction of its
    own: what follows may be refused, the word stays used."""
    taken = session.execute(
        delete(OneTimeWord).where(
            OneTimeWord.word_hash == hashed(word),
            OneTimeWord.public_key == key,
            OneTimeWord.expires_at > now,
        )
    )
    return isinstance(taken, CursorResult) and taken.rowcount == 1


def enrol(session: Session, now: datetime, wish: Enrol) -> Enrolled:
    """Register a station by its one-time code. A database without an epoch, or with an older one, is given a
    new one; otherwise only the key is added. Raises ``Denied``."""
    code = session.scalars(
        select(EnrolCode).where(EnrolCode.code_hash == hashed(plain_code(wish.code))).with_for_update()
    ).one_or_none()
    if code is None or code.expires_at <= now or code.used_by not in (None, wish.key):
        raise Denied(Denial.UNKNOWN)
    office = locked(session, code.office_id)
    again = code.used_by == wish.key
    code.used_by = wish.key
    _register(session, now, office, wish)
    fresh = office.epoch is None or office.epoch != wish.epoch
    if fresh and not (again and office.applied == 0):
        _give_epoch(session, now, office, "enrol")
    return _enrolled(office, fresh=fresh)


def reincarnate(session: Session, now: datetime, wish: Reincarnate) -> Enrolled:
    """A new epoch for an office that was restored or forked, asked for by one of its stations.

    Nobody restored anything, the station is behind the newest epoch and that one has sent rows: two machines
    work with copies of one database. This one is stopped. Raises ``Denied``.
    """
    key = _known_key(session, wish.key)
    office = locked(session, key.office_id)
    if wish.reason is Reason.FORK and wish.epoch != office.epoch and office.applied > 0:
        raise Denied(Denial.CLONE, office.id)
    if wish.reason is Reason.FORK:
        note(session, now, office.id, "fork", {"station": key.station, "applied": office.applied})
    if not (wish.epoch != office.epoch and office.applied == 0):  # the answer of the last time was lost
        _give_epoch(session, now, office, wish.reason.value)
    return _enrolled(office, fresh=True)


def hello(session: Session, now: datetime, said: Hello) -> Welcome:
    """Where the office stands with us, and a token when all is well. Raises ``Denied``."""
    key = _known_key(session, said.key)
    office = locked(session, key.office_id)
    standing = judge_hello(known(session, office, said.known, said.known), said)
    key.seen_at = now
    office.last_contact, office.program, office.schema = now, short(said.program), small(said.schema)
    office.clock_offset = big(said.clock - to_micros(now))
    if standing is Standing.OK:
        office.head = big(said.head)
    if standing is Standing.FORK:
        note(session, now, office.id, "fork", {"station": key.station, "known": said.known})
    return Welcome(
        standing=standing,
        applied=office.applied if said.epoch == office.epoch else 0,
        office=office.code,
        token=_token(session, now, key.id, said.epoch) if standing is Standing.OK else "",
        schema=SCHEMA,
        now=to_micros(now),
        offset=office.clock_offset,
        features=_FEATURES,
    )


def speaker(session: Session, now: datetime, token: str) -> Speaker:
    """Who holds a token. Raises ``Denied``: it is unknown or over, or the key was withdrawn since."""
    row = session.execute(
        select(StationKey.revoked_at, KnownOffice.id, KnownOffice.code, BearerToken.epoch)
        .join(StationKey, StationKey.id == BearerToken.key_id)
        .join(KnownOffice, KnownOffice.id == StationKey.office_id)
        .where(BearerToken.token_hash == hashed(token), BearerToken.expires_at > now)
    ).one_or_none()
    if row is None:
        raise Denied(Denial.TOKEN)
    revoked_at, office_id, code, epoch = row
    if revoked_at is not None:
        raise Denied(Denial.REVOKED, office_id)
    return Speaker(office_id=office_id, office=code, epoch=epoch)


def known(session: Session, office: KnownOffice, first: int, last: int) -> Known:
    """What we hold of an office, with the chain at the numbers from ``first`` to ``last`` of its newest
    epoch."""
    first, last = max(first, 1), min(last, office.applied)
    chains = {office.applied: office.chain}
    if first <= last and (first, last) != (office.applied, office.applied):
        rows = session.execute(
            select(OfficeEntry.seq, OfficeEntry.chain).where(
                OfficeEntry.epoch == office.epoch, OfficeEntry.seq.between(first, last)
            )
        )
        chains |= {seq: bytes(chain) for seq, chain in rows}
    return Known(newest_epoch=office.epoch or b"", applied=office.applied, chain_at=chains.get)


def locked(session: Session, office_id: int) -> KnownOffice:
    """The office, alone until the transaction ends."""
    return session.scalars(select(KnownOffice).where(KnownOffice.id == office_id).with_for_update()).one()


def note(
    session: Session, now: datetime, office_id: int | None, what: str, detail: dict[str, object]
) -> None:
    """Write down what a person should know of."""
    session.add(SecurityEvent(office_id=office_id, at=now, what=what, detail=detail))


def _known_key(session: Session, public_key: bytes) -> StationKey:
    key = session.scalars(select(StationKey).where(StationKey.public_key == public_key)).one_or_none()
    if key is None:
        raise Denied(Denial.UNKNOWN)
    if key.revoked_at is not None:
        raise Denied(Denial.REVOKED, key.office_id)
    return key


def _register(session: Session, now: datetime, office: KnownOffice, wish: Enrol) -> None:
    present = session.scalars(select(StationKey).where(StationKey.public_key == wish.key)).one_or_none()
    if present is None:
        session.add(
            StationKey(
                id=new_id(),
                office_id=office.id,
                public_key=wish.key,
                station=short(wish.station),
                enrolled_at=now,
            )
        )
        session.flush()
    elif present.revoked_at is not None:
        raise Denied(Denial.REVOKED, office.id)
    elif present.office_id != office.id:
        raise Denied(Denial.UNKNOWN)


def _give_epoch(session: Session, now: datetime, office: KnownOffice, reason: str) -> None:
    fresh = new_id().bytes
    if office.epoch is not None and fresh <= office.epoch:  # this machine's clock went back
        fresh = (int.from_bytes(office.epoch, "big") + 1).to_bytes(len(office.epoch), "big")
    office.epoch, office.applied, office.chain, office.head = fresh, 0, NO_CHAIN, 0
    session.add(OfficeEpoch(epoch=fresh, office_id=office.id, given_at=now, reason=reason))
    session.flush()


def _enrolled(office: KnownOffice, *, fresh: bool) -> Enrolled:
    if office.epoch is None:
        raise AssertionError("an enrolled office has an epoch")
    return Enrolled(office=office.code, name=office.name, epoch=office.epoch, fresh=fresh)


def _token(session: Session, now: datetime, key_id: UUID, epoch: bytes) -> str:
    session.execute(delete(BearerToken).where(BearerToken.expires_at <= now))
    token = new_token()
    row = {"token_hash": hashed(token), "key_id": key_id, "epoch": epoch, "expires_at": now + TOKEN_LIFE}
    session.execute(insert(BearerToken).values(row))
    return token


def revoke(session: Session, now: datetime, key_id: UUID) -> None:
    """Withdraw a station's key. Its tokens stay, so that the station hears why it is not listened to."""
    session.execute(update(StationKey).where(StationKey.id == key_id).values(revoked_at=now))
