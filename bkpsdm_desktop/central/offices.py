"""What the administrator of the central office does: offices, codes, who may enter the back office."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bkpsdm_desktop.central.secrets import hashed, new_code, plain_code
from bkpsdm_desktop.domain.accounts import check_username
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.protocol.wire import NO_CHAIN
from bkpsdm_desktop.services.passwords import Passwords, SecretHash
from bkpsdm_desktop.store.central_tables import EnrolCode, KnownOffice, OfficeTrouble, Official
from bkpsdm_desktop.store.ids import new_id

CODE_LIFE = timedelta(minutes=15)
SHORTEST_PASSWORD = 12
_CODE = re.compile(r"[A-Z0-9]{2,12}")
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class OfficeLine:
    """An office in the list. ``pending`` is what it has sealed and not sent yet, as it said last; ``parked``
    waits for a newer server, ``quarantined`` for a person."""

    code: str
    name: str
    enrolled: bool
    last_contact: datetime | None
    applied: int
    pending: int
    quarantined: int
    parked: int
    clock_offset: timedelta


def add_office(session: Session, now: datetime, code: str, name: str) -> None:
    """A new office. Raises ``Refused`` for a code that is no code or is taken, and for an empty name."""
    code, name = code.strip().upper(), " ".join(name.split())
    if not _CODE.fullmatch(code):
        raise Refused("Kode kantor terdiri atas 2 sampai 12 huruf atau angka, misalnya TGS.")
    if not 1 <= len(name) <= _LONGEST_NAME:
        raise Refused(f"Nama kantor diisi, paling banyak {_LONGEST_NAME} huruf.")
    if session.scalar(select(KnownOffice.id).where(KnownOffice.code == code)) is not None:
        raise Refused(f"Kode kantor {code} sudah dipakai. Pilih kode lain.")
    session.add(
        KnownOffice(
            code=code, name=name, created_at=now, epoch=None, applied=0, chain=NO_CHAIN, head=0,
            rows_head=0, clock_offset=0, program="", schema=0,
        )
    )  # fmt: skip


def make_code(session: Session, now: datetime, office: str) -> str:
    """A one-time enrolment code of an office, good for 15 minutes; the one before it is good no more.
    Raises ``Refused`` when there is no such office."""
    code = office.strip().upper()
    office_id = session.scalar(select(KnownOffice.id).where(KnownOffice.code == code))
    if office_id is None:
        raise Refused(f"Kantor {code} belum terdaftar. Tambahkan dahulu: bkpsdm-central office add {code}.")
    for old in session.scalars(select(EnrolCode).where(EnrolCode.office_id == office_id)):
        session.delete(old)
    made = new_code()
    session.add(
        EnrolCode(code_hash=hashed(plain_code(made)), office_id=office_id, expires_at=now + CODE_LIFE)
    )
    return made


def password_hash(passwords: Passwords, username: str, password: str) -> SecretHash:
    """The hash of a password for the back office: at least 12 characters. Slow, so not in a transaction.
    Raises ``Refused``."""
    if len(password) < SHORTEST_PASSWORD:
        raise Refused(
            f"Kata sandi kantor pusat paling sedikit {SHORTEST_PASSWORD} karakter. "
            f"Anda mengetik {len(password)}."
        )
    return passwords.hash_password(password, username=check_username(username))


def add_official(session: Session, now: datetime, username: str, stored: SecretHash) -> None:
    """Somebody who may enter the back office. Raises ``Refused`` when the name is taken."""
    name = check_username(username)
    if session.scalar(select(Official.id).where(Official.username == name)) is not None:
        raise Refused(f"Nama pengguna {name} sudah ada.")
    session.add(Official(id=new_id(), username=name, password_hash=stored, created_at=now, failed_logins=0))


def offices(session: Session) -> list[OfficeLine]:
    """Every office by its code."""
    troubles = session.execute(
        select(OfficeTrouble.office_id, OfficeTrouble.parked, func.count())
        .where(OfficeTrouble.settled_at.is_(None))
        .group_by(OfficeTrouble.office_id, OfficeTrouble.parked)
    ).all()
    counts = {(office_id, bool(parked)): count for office_id, parked, count in troubles}
    found: Sequence[KnownOffice] = session.scalars(select(KnownOffice).order_by(KnownOffice.code)).all()
    return [
        OfficeLine(
            code=office.code,
            name=office.name,
            enrolled=office.epoch is not None,
            last_contact=office.last_contact,
            applied=office.applied,
            pending=max(0, office.head - office.applied),
            quarantined=counts.get((office.id, False), 0),
            parked=counts.get((office.id, True), 0),
            clock_offset=timedelta(microseconds=office.clock_offset),
        )
        for office in found
    ]
