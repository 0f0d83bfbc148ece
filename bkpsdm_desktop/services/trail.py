"""Checkpoints of the audit chains, and the check of the chains against them.

A chain alone shows a change in its middle. That its end was cut, or that all of it was written anew, only
shows against something outside the database: the signed lines in a file, the groups on a printed sheet.
"""

import hashlib
import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import BigInteger, Result, Row, func, insert, select, type_coerce
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.audit import GENESIS, AuditEntry, body_hash, checkpoint_message, entry_hash
from bkpsdm_desktop.domain.numbers import crockford, groups_of_four
from bkpsdm_desktop.services.ports import Signer
from bkpsdm_desktop.services.stamps import Stamp
from bkpsdm_desktop.store.ids import new_id
from bkpsdm_desktop.store.tables import Audit, AuditCheckpoint, AuditHead, Station
from bkpsdm_desktop.store.triggers import actual_triggers, expected_triggers

CHECKPOINT_ROWS = 500
_ROWS_AT_ONCE = 2000
_PAPER_BYTES = 10  # 16 characters in 4 groups: 80 bits are more than anybody can search for


# --- making checkpoints --------------------------------------------------------------------------


class CheckpointLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A checkpoint as it stands in the file outside the database; bytes are hexadecimal."""

    station: UUID
    seq: int
    head: str
    at: datetime
    key: str
    signature: str


def checkpoint_due(session: Session, station: UUID) -> bool:
    """Whether a station's chain grew by 500 rows since its last checkpoint."""
    head = session.execute(select(AuditHead.seq).where(AuditHead.station_id == station)).scalar_one_or_none()
    return (head or 0) - _last_checkpoint(session, station) >= CHECKPOINT_ROWS


def checkpoint(session: Session, stamp: Stamp, signer: Signer) -> CheckpointLine | None:
    """Sign the end of the station's chain; ``None`` when nothing was added since the last time.

    The line goes into the file (:func:`append_checkpoint`) after the transaction is committed.
    """
    head = session.execute(
        select(AuditHead.seq, AuditHead.hash).where(AuditHead.station_id == stamp.station).with_for_update()
    ).one_or_none()
    if head is None or head.seq == _last_checkpoint(session, stamp.station):
        return None
    signature = signer.sign(checkpoint_message(stamp.station, head.seq, head.hash))
    session.execute(
        insert(AuditCheckpoint).values(
            id=new_id(),
            station_id=stamp.station,
            seq=head.seq,
            head=head.hash,
            at=stamp.at,
            signature=signature,
        )
    )
    return last_line(session, stamp.station, key=signer.public_key)


def last_line(session: Session, station: UUID, *, key: str) -> CheckpointLine | None:
    """The newest checkpoint of a station as a line for the file."""
    row = session.execute(
        select(AuditCheckpoint.seq, AuditCheckpoint.head, AuditCheckpoint.at, AuditCheckpoint.signature)
        .where(AuditCheckpoint.station_id == station)
        .order_by(AuditCheckpoint.seq.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return None
    return CheckpointLine(
        station=station, seq=row.seq, head=row.head.hex(), at=row.at, key=key, signature=row.signature.hex()
    )


def _last_checkpoint(session: Session, station: UUID) -> int:
    query = select(func.max(AuditCheckpoint.seq)).where(AuditCheckpoint.station_id == station)
    return session.execute(query).scalar_one() or 0


def append_checkpoint(path: Path, line: CheckpointLine) -> None:
    """Add a line to the file outside the database; it is on the disk when this returns."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o640)
    try:
        os.write(descriptor, msgspec.json.encode(line) + b"\n")
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperCheckpoint:
    """The end of a chain as it is printed: the station's name, the row, four groups of four characters."""

    station: str
    seq: int
    groups: str


def paper_checkpoints(session: Session) -> list[PaperCheckpoint]:
    """The end of each station's chain in a form to print, by the stations' names."""
    rows = session.execute(
        select(Station.id, Station.name, AuditHead.seq, AuditHead.hash)
        .join(AuditHead, AuditHead.station_id == Station.id)
        .order_by(Station.name, Station.id)
    )
    return [
        PaperCheckpoint(station=row.name, seq=row.seq, groups=_groups(row.id, row.seq, row.hash))
        for row in rows
    ]


def _groups(station: UUID, seq: int, head: bytes) -> str:
    digest = hashlib.sha256(checkpoint_message(station, seq, head)).digest()
    return groups_of_four(crockford(digest[:_PAPER_BYTES]))


# --- checking ------------------------------------------------------------------------------------


class Damage(StrEnum):
    """What the check found."""

    CHANGED = "changed"  # a row does not belong to its own hash
    MISSING = "missing"  # a row is gone from the middle, or the link to the row before is broken
    CUT = "cut"  # the end is gone, or the database is an older copy
    REWRITTEN = "rewritten"  # whole in itself, but not what was signed or printed
    KEY = "key"  # a signature or a key does not fit
    TRIGGER = "trigger"  # what keeps rows from being changed is gone or switched off
    FILE = "file"  # a line of a checkpoint file can't be read


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailFault:
    """One finding; ``row`` is the first bad row of the station's chain where there is one."""

    damage: Damage
    sentence: str
    station: UUID | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class _Claim:
    """Somebody outside the chain says what the hash of a row is: in full, or as the groups on paper."""

    source: str
    head: bytes | None
    groups: str = ""

    def fits(self, station: UUID, seq: int, head: bytes) -> bool:
        if self.head is not None:
            return self.head == head
        return _compact(self.groups) == _compact(_groups(station, seq, head))


_Claims = dict[int, list[_Claim]]


def verify_trail(
    session: Session, *, checkpoint_files: Sequence[Path] = (), paper: Sequence[PaperCheckpoint] = ()
) -> list[TrailFault]:
    """Check all chains of an office; empty when nothing was found.

    What can't be found: a change by somebody who holds the station's key, or one that is newer than the
    last checkpoint outside. Rows are streamed: a million of them need no more memory than two thousand.
    """
    faults = _trigger_faults(session)
    stations = {row.id: row for row in session.scalars(select(Station).order_by(Station.name, Station.id))}
    claims: dict[UUID, _Claims] = defaultdict(lambda: defaultdict(list))
    faults += _claims_of_database(session, stations, claims)
    for path in checkpoint_files:
        faults += _claims_of_file(path, stations, claims)
    for sheet in paper:
        faults += _claims_of_paper(sheet, stations, claims)
    for orphan in session.scalars(select(AuditHead.station_id).where(AuditHead.station_id.not_in(stations))):
        sentence = f"Stasiun {orphan} hilang, jejaknya masih ada."
        faults.append(TrailFault(damage=Damage.MISSING, station=orphan, row=1, sentence=sentence))
    for station in stations.values():
        faults += _chain_faults(session, station, claims[station.id])
    return faults


def _trigger_faults(session: Session) -> list[TrailFault]:
    connection = session.connection()
    missing = set(expected_triggers(connection.dialect.name)) - set(actual_triggers(connection))
    return [
        TrailFault(damage=Damage.TRIGGER, sentence=f"Pemicu {name} hilang, diubah, atau dimatikan.")
        for name in sorted(missing)
    ]


def _claims_of_database(
    session: Session, stations: dict[UUID, Station], claims: dict[UUID, _Claims]
) -> list[TrailFault]:
    faults = []
    rows = session.execute(
        select(
            AuditCheckpoint.station_id, AuditCheckpoint.seq, AuditCheckpoint.head, AuditCheckpoint.signature
        ).order_by(AuditCheckpoint.station_id, AuditCheckpoint.seq)
    )
    for row in rows:
        station = stations.get(row.station_id)
        if station is None:
            continue  # reported with its chain
        if not _is_signed(station.public_key, station.id, row.seq, row.head, row.signature):
            sentence = (
                f"{station.name}: tanda tangan titik periksa baris {row.seq} di basis data tidak cocok."
            )
            faults.append(TrailFault(damage=Damage.KEY, station=station.id, row=row.seq, sentence=sentence))
        claims[station.id][row.seq].append(_Claim("titik periksa di basis data", row.head))
    return faults


def _claims_of_file(
    path: Path, stations: dict[UUID, Station], claims: dict[UUID, _Claims]
) -> list[TrailFault]:
    faults = []
    for number, line in _lines(path):
        where = f"{path.name} baris {number}"
        if line is None:
            faults.append(TrailFault(damage=Damage.FILE, sentence=f"{where} tidak dapat dibaca."))
            continue
        station = stations.get(line.station)
        head = bytes.fromhex(line.head)
        if not _is_signed(line.key, line.station, line.seq, head, bytes.fromhex(line.signature)):
            faults.append(TrailFault(damage=Damage.KEY, sentence=f"{where}: tanda tangan tidak cocok."))
        elif station is None:
            sentence = f"{where}: stasiun {line.station} tidak ada di basis data ini. Berkasnya diganti."
            faults.append(TrailFault(damage=Damage.CUT, station=line.station, row=1, sentence=sentence))
        else:
            if line.key != station.public_key:
                sentence = f"{where}: kunci {station.name} bukan lagi kunci yang menandatangani."
                faults.append(TrailFault(damage=Damage.KEY, station=station.id, sentence=sentence))
            claims[station.id][line.seq].append(_Claim(where, head))
    return faults


def _lines(path: Path) -> Iterator[tuple[int, CheckpointLine | None]]:
    with path.open("rb") as file:
        for number, raw in enumerate(file, start=1):
            try:
                line = msgspec.json.decode(raw, type=CheckpointLine)
                bytes.fromhex(line.head + line.signature + line.key)
            except (msgspec.DecodeError, ValueError):
                yield number, None
            else:
                yield number, line


def _claims_of_paper(
    sheet: PaperCheckpoint, stations: dict[UUID, Station], claims: dict[UUID, _Claims]
) -> list[TrailFault]:
    named = [station for station in stations.values() if station.name == sheet.station]
    if not named:
        sentence = f"Lembar tutup hari: stasiun {sheet.station} tidak ada di basis data ini."
        return [TrailFault(damage=Damage.CUT, row=1, sentence=sentence)]
    for station in named:
        claims[station.id][sheet.seq].append(_Claim("lembar tutup hari", None, sheet.groups))
    return []


def _is_signed(key: str, station: UUID, seq: int, head: bytes, signature: bytes) -> bool:
    try:
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
        public.verify(signature, checkpoint_message(station, seq, head))
    except (InvalidSignature, ValueError):
        return False
    return True


def _chain_faults(session: Session, station: Station, claims: _Claims) -> list[TrailFault]:
    """The first bad row of a chain, or what is claimed beyond its end."""

    def fault(damage: Damage, row: int, sentence: str) -> list[TrailFault]:
        return [
            TrailFault(damage=damage, station=station.id, row=row, sentence=f"{station.name}: {sentence}")
        ]

    seq, prev, proven = 0, GENESIS, 0
    with closing(_rows(session, station.id)) as rows:
        for row in rows:
            seq += 1
            if row.seq != seq:
                return fault(Damage.MISSING, seq, f"baris {seq} hilang.")
            if row.prev_hash != prev:
                return fault(Damage.MISSING, seq, f"baris {seq} tidak bersambung dengan baris sebelumnya.")
            if body_hash(row.body) != row.body_hash or _hash_of(station.id, row) != row.hash:
                return fault(Damage.CHANGED, seq, f"baris {seq} diubah.")
            prev = row.hash
            for claim in claims.pop(seq, ()):
                if not claim.fits(station.id, seq, prev):
                    span = f"baris {proven + 1} sampai {seq}" if proven + 1 < seq else f"baris {seq}"
                    sentence = f"{span} ditulis ulang; tidak sesuai dengan {claim.source}."
                    return fault(Damage.REWRITTEN, proven + 1, sentence)
                proven = seq
    gone = f"baris {seq + 1} dan sesudahnya hilang"
    if claims:
        beyond = min(claims)
        return fault(Damage.CUT, seq + 1, f"{gone}; {claims[beyond][0].source} menyebut baris {beyond}.")
    head = session.execute(
        select(AuditHead.seq, AuditHead.hash).where(AuditHead.station_id == station.id)
    ).one_or_none()
    if (head.seq, head.hash) != (seq, prev) if head else seq > 0:
        return fault(Damage.CUT, seq + 1, f"{gone}; ujung rantai yang tercatat lain.")
    return []


def _rows(session: Session, station: UUID) -> Result[Any]:
    query = (
        select(
            type_coerce(Audit.at, BigInteger).label("at"),  # as it is stored: there may be a million
            Audit.seq, Audit.person_id, Audit.action, Audit.object,
            Audit.body, Audit.body_hash, Audit.prev_hash, Audit.hash,
        )
        .where(Audit.station_id == station)
        .order_by(Audit.seq)
    )  # fmt: skip
    return session.execute(query, execution_options={"yield_per": _ROWS_AT_ONCE})


def _hash_of(station: UUID, row: Row[Any]) -> bytes:
    return entry_hash(
        AuditEntry(
            station=station,
            seq=row.seq,
            at=row.at,
            person=row.person_id,
            action=row.action,
            object=row.object,
            body_hash=row.body_hash,
            prev_hash=row.prev_hash,
        )
    )


def _compact(groups: str) -> str:
    return "".join(character for character in groups.upper() if character.isalnum())
