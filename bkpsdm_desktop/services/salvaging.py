"""Saving what central does not have from a damaged database: its sealed log (fault A11).

The entries are chained, so each proves by itself that no byte of it is wrong. Put after the log of a
restored backup they are sent as if nothing had happened, and come back from central as rows.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.protocol import wire
from bkpsdm_desktop.services.sync_log import head_of
from bkpsdm_desktop.services.sync_rows import Known, known_rows, save_rows
from bkpsdm_desktop.services.sync_state import Place
from bkpsdm_desktop.store.salvage import Saved
from bkpsdm_desktop.store.sync_tables import SyncEntry
from bkpsdm_desktop.store.tables import core
from bkpsdm_desktop.store.wire_rows import ENTITIES, day_of
from bkpsdm_desktop.store.work import touch


def continue_log(session: Session, saved: Iterable[Saved], *, here: Place, now: datetime) -> int:
    """Put saved entries after the log of this restored database, as far as they continue its chain without
    a hole; ``here`` is the place that the log belongs to. Returns how many."""
    if here.epoch is None:
        return 0
    seq, chain = head_of(session)
    taken = []
    for entry in saved:
        if entry["seq"] <= seq:
            continue
        link = wire.chained(
            chain, seq + 1, entry["entity"], entry["entity_id"].bytes, entry["op"], entry["payload"]
        )
        if (entry["seq"], entry["chain"]) != (seq + 1, link):
            break
        seq, chain = seq + 1, link
        taken.append(entry)
    if taken:
        session.execute(insert(core(SyncEntry)), taken)
        _know(session, taken, here.epoch.bytes, now)
        touch(session, Kind.SYNC)
    return len(taken)


def _know(session: Session, taken: list[Saved], epoch: bytes, now: datetime) -> None:
    """The versions of rows go on from the saved entries, as if they had been sealed here."""
    rows = known_rows(session, {(entry["entity"], entry["entity_id"]) for entry in taken})
    for entry in taken:
        name, gone = entry["entity"], entry["op"] == "D"
        before = rows.get((name, entry["entity_id"]))
        day = before.day if before is not None else ""
        if not gone and name in ENTITIES:
            day = day_of(ENTITIES[name], wire.decode(entry["payload"]))
        rows[name, entry["entity_id"]] = Known(entry["version"], epoch, entry["row_hash"], day, gone, None)
    save_rows(session, rows, at=now)
