"""Checkpoints of the audit chains, and the check of the chains against them.

A chain alone shows a change in its middle. That its end was cut, or that all of it was written anew, only
shows against something outside the database: the signed lines in a file, the groups on a printed sheet.
"""

import hashlib
import os
import struct
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import CursorResult, func, insert, select, type_coerce
from sqlalchemy.orm import Session
from sqlalchemy.types import NullType

from bkpsdm_desktop.domain.audit import GENESIS, body_hash, checkpoint_message, fields_hash
from bkpsdm_desktop.domain.numbers import crockford, groups_of_four
from bkpsdm_desktop.services.ports import Signer
from bkpsdm_desktop.services.stamps import Stamp
from bkpsdm_desktop.store.ids import new_id
from bkpsdm_desktop.store.tables import Audit, AuditCheckpoint, AuditHead, Station, core
from bkpsdm_desktop.store.triggers import actual_triggers, expected_triggers

CHECKPOINT_ROWS = 500
_ROWS_AT_ONCE = 2000
_PAPER_BYTES = 10  # 16 characters in 4 groups: 80 bits are more than anybody can search for


# --- making checkpoints --------------------------------------------------------------------------


Hexadecimal = Annotated[str, msgspec.Meta(pattern="^([0-9a-f]{2})*$")]


class CheckpointLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A checkpoint as it stands in the file outside the database."""

    station: UUID
    seq: Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)]
    head: Hexadecimal
    at: datetime
    key: Hexadecimal
    signature: Hexadecimal


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
class Verified:
    """What a check found, how many rows it read, and from where the next one may go on.

    ``marks`` are the newest signed checkpoints of the chains without a finding: all rows up to them were
    checked, now or before.
    """

    faults: tuple[TrailFault, ...]
    rows: int
    marks: tuple[CheckpointLine, ...]


@dataclass(frozen=True, slots=True)
class _Claim:
    """Somebody outside the chain says what the hash of a row is: in full, or as the groups on paper.

    ``line`` is the signed checkpoint, where it is one whose signature fits.
    """

    source: str
    head: bytes | None
    groups: str = ""
    line: CheckpointLine | None = None

    def fits(self, station: UUID, seq: int, head: bytes) -> bool:
        if self.head is not None:
            return self.head == head
        return _compact(self.groups) == _compact(_groups(station, seq, head))


_Claims = dict[int, list[_Claim]]


def verify_trail(
    session: Session, *, checkpoint_files: Sequence[Path] = (), paper: Sequence[PaperCheckpoint] = ()
) -> list[TrailFault]:
    """The findings of :func:`verify` over all rows; empty when nothing was found."""
    return list(verify(session, checkpoint_files=checkpoint_files, paper=paper).faults)


def verify(
    session: Session,
    *,
    checkpoint_files: Sequence[Path] = (),
    paper: Sequence[PaperCheckpoint] = (),
    since: Sequence[CheckpointLine] = (),
) -> Verified:
    """Check all chains of an office.

    What can't be found: a change by somebody who holds the station's key, or one that is newer than the
    last checkpoint outside. Rows are streamed: a million of them need no more memory than two thousand.

    ``since`` are ``marks`` of an earlier check, **kept outside the database**: the rows of a chain up to its
    mark are not read again, only counted, and their stored hashes compared with every checkpoint. So a row
    before the mark whose contents were changed, its hash not, is found by the full check alone. Where
    anything does not fit (a row is gone, a hash is another, the station's key is not the mark's) the whole
    chain is read.
    """
    faults = _trigger_faults(session)
    stations = {row.id: row for row in session.scalars(select(Station).order_by(Station.name, Station.id))}
    claims: dict[UUID, _Claims] = defaultdict(lambda: defaultdict(list))
    faults += _claims_of_database(session, stations, claims)
    for path in checkpoint_files:
        faults += _claims_of_lines(_lines(path), stations, claims)
    faults += _claims_of_lines((("titik yang sudah diperiksa", line) for line in since), stations, claims)
    for sheet in paper:
        faults += _claims_of_paper(sheet, stations, claims)
    for orphan in session.scalars(select(AuditHead.station_id).where(AuditHead.station_id.not_in(stations))):
        sentence = f"Stasiun {orphan} hilang, jejaknya masih ada."
        faults.append(TrailFault(damage=Damage.MISSING, station=orphan, row=1, sentence=sentence))
    rows = 0
    marks: dict[UUID, CheckpointLine] = {}
    for station in stations.values():
        chain = _Chain(session, station, claims[station.id])
        chain.begin_after([line for line in since if line.station == station.id])
        faults += chain.faults()
        rows += chain.rows
        if chain.mark is not None:
            marks[station.id] = chain.mark
    doubtful = {fault.station for fault in faults}
    kept = tuple(line for station_id, line in marks.items() if station_id not in doubtful)
    return Verified(tuple(faults), rows, kept)


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
            AuditCheckpoint.station_id,
            AuditCheckpoint.seq,
            AuditCheckpoint.head,
            AuditCheckpoint.at,
            AuditCheckpoint.signature,
        ).order_by(AuditCheckpoint.station_id, AuditCheckpoint.seq)
    )
    for row in rows:
        station = stations.get(row.station_id)
        if station is None:
            continue  # reported with its chain
        line = None
        if _is_signed(station.public_key, station.id, row.seq, row.head, row.signature):
            line = CheckpointLine(
                station=station.id, seq=row.seq, head=row.head.hex(), at=row.at, key=station.public_key,
                signature=row.signature.hex(),
            )  # fmt: skip
        else:
            sentence = (
                f"{station.name}: tanda tangan titik periksa baris {row.seq} di basis data tidak cocok."
            )
            faults.append(TrailFault(damage=Damage.KEY, station=station.id, row=row.seq, sentence=sentence))
        claims[station.id][row.seq].append(_Claim("titik periksa di basis data", row.head, line=line))
    return faults


def _claims_of_lines(
    lines: Iterable[tuple[str, CheckpointLine | None]],
    stations: dict[UUID, Station],
    claims: dict[UUID, _Claims],
) -> list[TrailFault]:
    faults = []
    for where, line in lines:
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
            fits = line.key == station.public_key
            if not fits:
                sentence = f"{where}: kunci {station.name} bukan lagi kunci yang menandatangani."
                faults.append(TrailFault(damage=Damage.KEY, station=station.id, sentence=sentence))
            claims[station.id][line.seq].append(_Claim(where, head, line=line if fits else None))
    return faults


def _lines(path: Path) -> Iterator[tuple[str, CheckpointLine | None]]:
    """Where each line of a checkpoint file stands, and what it says; ``None`` when it can't be read."""
    with path.open("rb") as file:
        for number, raw in enumerate(file, start=1):
            where = f"{path.name} baris {number}"
            try:
                yield where, msgspec.json.decode(raw, type=CheckpointLine)
            except msgspec.DecodeError:
                yield where, None


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


class _Chain:
    """One station's chain, read once from its beginning or from a mark."""

    def __init__(self, session: Session, station: Station, claims: _Claims) -> None:
        self._session, self._station, self._claims = session, station, claims
        self._begin = 0
        self._prev = GENESIS
        self.rows = 0
        self.mark: CheckpointLine | None = None

    def begin_after(self, marks: Sequence[CheckpointLine]) -> None:
        """Go on after the newest mark that is signed by the station's own key, if all before it looks as it
        was; else from the first row."""
        here = [claim.line for claims in self._claims.values() for claim in claims if claim.line in marks]
        newest = max((line for line in here if line is not None), key=lambda line: line.seq, default=None)
        if newest is None or not self._looks_whole_until(newest.seq):
            return
        self._begin, self._prev, self.mark = newest.seq, bytes.fromhex(newest.head), newest
        for seq in [seq for seq in self._claims if seq <= newest.seq]:
            del self._claims[seq]

    def _looks_whole_until(self, last: int) -> bool:
        """No row is missing up to there, and every checkpoint fits the hash that its row has."""
        mine = (_AUDIT.c.station_id == self._station.id, _AUDIT.c.seq <= last)
        count, first = self._session.execute(
            select(func.count(), func.min(_AUDIT.c.seq)).select_from(_AUDIT).where(*mine)
        ).one()
        if (count, first) != (last, 1):
            return False
        wanted = sorted(seq for seq in self._claims if seq <= last)
        for at in range(0, len(wanted), _ROWS_AT_ONCE):
            some = wanted[at : at + _ROWS_AT_ONCE]
            query = select(_AUDIT.c.seq, _AUDIT.c.hash).where(*mine, _AUDIT.c.seq.in_(some))
            for seq, head in self._session.execute(query):
                if not all(claim.fits(self._station.id, seq, head) for claim in self._claims[seq]):
                    return False
        return True

    def faults(self) -> list[TrailFault]:
        """The first bad row of the chain, or what is claimed beyond its end."""
        seq, prev, proven = self._begin, self._prev, self._begin
        station, claims = self._station.id.bytes, self._claims
        with closing(self._stream()) as stream:
            for row in stream:
                found, at, person, action, target, body, body_digest, prev_hash, digest = tuple(row)
                seq += 1
                if found != seq:
                    return self._fault(Damage.MISSING, seq, f"baris {seq} hilang.")
                if prev_hash != prev:
                    broken = f"baris {seq} tidak bersambung dengan baris sebelumnya."
                    return self._fault(Damage.MISSING, seq, broken)
                prev = _row_hash(station, seq, at, person, action, target, body, body_digest, prev)
                if prev != digest:
                    return self._fault(Damage.CHANGED, seq, f"baris {seq} diubah.")
                if seq in claims:
                    for claim in claims.pop(seq):
                        if not claim.fits(self._station.id, seq, prev):
                            return self._rewritten(proven + 1, seq, claim)
                        self.mark = claim.line or self.mark
                    proven = seq
        self.rows = seq - self._begin
        return self._end_faults(seq, prev)

    def _end_faults(self, seq: int, prev: bytes) -> list[TrailFault]:
        gone = f"baris {seq + 1} dan sesudahnya hilang"
        if self._claims:
            beyond = min(self._claims)
            sentence = f"{gone}; {self._claims[beyond][0].source} menyebut baris {beyond}."
            return self._fault(Damage.CUT, seq + 1, sentence)
        head = self._session.execute(
            select(AuditHead.seq, AuditHead.hash).where(AuditHead.station_id == self._station.id)
        ).one_or_none()
        if (head.seq, head.hash) != (seq, prev) if head else seq > 0:
            return self._fault(Damage.CUT, seq + 1, f"{gone}; ujung rantai yang tercatat lain.")
        return []

    def _rewritten(self, first: int, last: int, claim: _Claim) -> list[TrailFault]:
        span = f"baris {first} sampai {last}" if first < last else f"baris {last}"
        sentence = f"{span} ditulis ulang; tidak sesuai dengan {claim.source}."
        return self._fault(Damage.REWRITTEN, first, sentence)

    def _fault(self, damage: Damage, row: int, sentence: str) -> list[TrailFault]:
        station = self._station
        return [
            TrailFault(damage=damage, station=station.id, row=row, sentence=f"{station.name}: {sentence}")
        ]

    def _stream(self) -> CursorResult[Any]:
        """The rows as the driver gives them: there may be a million."""
        query = (
            select(*_RAW)
            .where(_AUDIT.c.station_id == self._station.id, _AUDIT.c.seq > self._begin)
            .order_by(_AUDIT.c.seq)
        )
        connection = self._session.connection()
        return connection.execute(query, execution_options={"yield_per": _ROWS_AT_ONCE})


_AUDIT = core(Audit)
_RAW = tuple(
    type_coerce(_AUDIT.c[name], NullType()).label(name)
    for name in ("seq", "at", "person_id", "action", "object", "body", "body_hash", "prev_hash", "hash")
)


def _row_hash(
    station: bytes,
    seq: int,
    at: int,
    person: UUID | bytes | None,
    action: str,
    target: str,
    body: str,
    body_digest: bytes,
    prev: bytes,
) -> bytes:
    """The hash that a row must have; empty when a value of it is not even of its type."""
    try:
        if body_hash(body) != body_digest:
            return b""
        who = person.bytes if isinstance(person, UUID) else person or b""
        return fields_hash(station, seq, at, who, action, target, body_digest, prev)
    except (AttributeError, TypeError, struct.error):
        return b""


def _compact(groups: str) -> str:
    return "".join(character for character in groups.upper() if character.isalnum())
