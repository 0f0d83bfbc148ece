"""An enrolled office: what sealing and applying are tested with."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from bkpsdm_desktop.protocol import wire
from bkpsdm_desktop.services import sealing, sync_state
from bkpsdm_desktop.services.sync_state import Place
from bkpsdm_desktop.services.wire_forms import as_fields
from bkpsdm_desktop.store.sync_tables import SyncEntry
from bkpsdm_desktop.store.tables import Office
from bkpsdm_desktop.store.wire_rows import ENTITIES, Owner
from bkpsdm_desktop.store.work import Work
from tests.helpers.office import MORNING

EPOCH = UUID("018f0000-0000-7000-8000-000000000001")
STATION = UUID("018f0000-0000-7000-8000-0000000000aa")

ENROLLED = Place(
    office_code="TGS",
    office_id=UUID(int=5),
    epoch=EPOCH,
    address="https://pusat.contoh",
    audience="pusat.contoh",
    sent=0,
    contact_at=None,
    clock_offset=timedelta(),
)


@dataclass(slots=True)
class Sync:
    """The sync of an office as its worker does it."""

    work: Work
    fence: int
    now: datetime = MORNING

    def seal(self, most: int = sealing.MOST) -> sealing.Sealed:
        """Until the queue is empty."""
        total = sealing.Sealed()
        while True:
            done = self.work.run(sealing.seal, fence=self.fence, now=self.now, most=most)
            total = replace(
                total,
                queued=total.queued + done.queued,
                entries=total.entries + done.entries,
                faults=total.faults + done.faults,
            )
            if not done.more:
                return total

    def entries(self, after: int = 0) -> list[SyncEntry]:
        return self.work.read(
            lambda session: list(
                session.scalars(select(SyncEntry).where(SyncEntry.seq > after).order_by(SyncEntry.seq))
            )
        )

    def head(self) -> int:
        return max((entry.seq for entry in self.entries()), default=0)


def enrolled(work: Work) -> Sync:
    """The office has an epoch, and a station does its sync."""
    work.run(sync_state.save_place, ENROLLED)
    fence = work.run(sync_state.take_duty, station=STATION, now=MORNING)
    assert fence is not None
    return Sync(work, fence)


def replayed(entries: list[SyncEntry]) -> dict[tuple[str, bytes], bytes]:
    """The rows at the end of a log, as central has them when it applied it entry by entry."""
    rows: dict[tuple[str, bytes], tuple[int, bytes | None]] = {}
    chain = wire.NO_CHAIN
    for place, entry in enumerate(entries, 1):
        assert entry.seq == place
        key = (entry.entity, entry.entity_id.bytes)
        chain = wire.chained(chain, entry.seq, *key, entry.op, entry.payload)
        assert entry.chain == chain
        assert entry.row_hash == wire.row_hash(entry.payload)
        version, _ = rows.get(key, (0, None))
        assert entry.version == version + 1
        rows[key] = entry.version, entry.payload if entry.op == "P" else None
    return {key: payload for key, (_, payload) in rows.items() if payload is not None}


def present(session: Session) -> dict[tuple[str, bytes], bytes]:
    """The wire forms of all rows that the office owns, read the plain way."""
    found = {}
    for entity in ENTITIES.values():
        if entity.owner is Owner.OFFICE:
            table = Office.metadata.tables[entity.name]
            for row in session.execute(select(*(table.c[name] for name in entity.columns))):
                fields: Mapping[str, Any] = as_fields(dict(row._mapping))
                found[entity.name, row.id.bytes] = wire.encode(fields)
    return found
