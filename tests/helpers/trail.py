"""An audit trail with signed points, and the ways somebody with the database's password changes it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, delete, select, text, update

from bkpsdm_desktop.domain.audit import GENESIS, AuditEntry, body_hash, entry_hash
from bkpsdm_desktop.domain.instants import to_micros
from bkpsdm_desktop.services import trail
from bkpsdm_desktop.services.trail import CheckpointLine, Damage, PaperCheckpoint, TrailFault, Verified
from bkpsdm_desktop.store.engine import for_writing
from bkpsdm_desktop.store.tables import Audit, AuditCheckpoint, AuditHead
from bkpsdm_desktop.store.triggers import recreate_triggers
from tests.helpers.accounts import TestKey
from tests.helpers.office import OfficeUnderTest

Marks = Sequence[CheckpointLine]
ROWS = 6


@dataclass(slots=True)
class Trail:
    """A kiosk's chain of six rows, signed after the third and the sixth, and the file outside."""

    office: OfficeUnderTest
    file: Path
    key: TestKey = field(default_factory=TestKey)

    @property
    def station(self) -> UUID:
        return self.office.made.kiosks[0]

    def act(self) -> None:
        self.office.later(seconds=1)
        self.office.take()

    def sign(self) -> CheckpointLine:
        stamp = self.office.stamp(self.station)
        line = self.office.work.run(trail.checkpoint, stamp, self.key)
        assert line is not None
        trail.append_checkpoint(self.file, line)
        return line

    def verify(
        self, *, with_file: bool = True, paper: tuple[PaperCheckpoint, ...] = (), since: Marks = ()
    ) -> Verified:
        files = [self.file] if with_file else []
        return self.office.work.read(trail.verify, checkpoint_files=files, paper=paper, since=since)

    def faults(self, *, with_file: bool = True, paper: tuple[PaperCheckpoint, ...] = ()) -> list[TrailFault]:
        return list(self.verify(with_file=with_file, paper=paper).faults)

    def first(self, *, with_file: bool = True) -> tuple[Damage, int | None]:
        """The first finding, which must be of the kiosk's chain."""
        found = [fault for fault in self.faults(with_file=with_file) if fault.station == self.station]
        assert found, "nothing was found"
        return found[-1].damage, found[-1].row

    def attack(self, change: Callable[[Connection], object]) -> None:
        """Change tables past the triggers, which are there again afterwards."""
        engine = self.office.work.engine
        with for_writing(engine).connect() as connection:
            drop_triggers(connection)
            change(connection)
            recreate_triggers(connection)
            connection.commit()


def drop_triggers(connection: Connection) -> None:
    for table in ("audit", "audit_checkpoint"):
        for verb in ("update", "delete"):
            on = f" ON {table}" if connection.dialect.name == "postgresql" else ""
            connection.execute(text(f"DROP TRIGGER keep_{table}_{verb}{on}"))


def row(signed: Trail, seq: int) -> ColumnElement[bool]:
    return (Audit.station_id == signed.station) & (Audit.seq == seq)


def rehash(connection: Connection, station: UUID, *, since: int) -> None:
    """Make the chain whole again after a change, from a row on, as a careful attacker would."""
    prev = connection.execute(
        select(Audit.hash).where(Audit.station_id == station, Audit.seq == since - 1)
    ).scalar_one_or_none()
    rows = connection.execute(
        select(Audit).where(Audit.station_id == station, Audit.seq >= since).order_by(Audit.seq)
    ).all()
    seq, digest = since - 1, prev or GENESIS
    for each in rows:
        seq += 1
        prev = digest
        entry = AuditEntry(
            station=station, seq=seq, at=to_micros(each.at), person=each.person_id, action=each.action,
            object=each.object, body_hash=body_hash(each.body), prev_hash=prev,
        )  # fmt: skip
        digest = entry_hash(entry)
        connection.execute(
            update(Audit)
            .where(Audit.id == each.id)
            .values(seq=seq, body_hash=entry.body_hash, prev_hash=prev, hash=digest)
        )
    connection.execute(update(AuditHead).where(AuditHead.station_id == station).values(seq=seq, hash=digest))


def cut_with_head(connection: Connection, station: UUID, seq: int) -> None:
    connection.execute(delete(AuditCheckpoint).where(AuditCheckpoint.seq > seq))
    connection.execute(delete(Audit).where(Audit.station_id == station, Audit.seq > seq))
    last = select(Audit.hash).where(Audit.station_id == station, Audit.seq == seq).scalar_subquery()
    connection.execute(update(AuditHead).where(AuditHead.station_id == station).values(seq=seq, hash=last))


def rewrite(connection: Connection, station: UUID) -> None:
    """Another story from row 2 on, whole in itself, with the signed points inside thrown away."""
    connection.execute(delete(AuditCheckpoint))
    connection.execute(update(Audit).where(Audit.station_id == station, Audit.seq == 2).values(object="C777"))
    rehash(connection, station, since=2)
