"""Putting a backup in the place of a database that can't be used.

Between the backup and the damage numbers were printed that the backup doesn't know. So today's series go
on 200 higher: a number that somebody holds in the hand is not given to another.
"""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.instants import WIB, business_day
from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.services.issuing import skip_numbers
from bkpsdm_desktop.services.stamps import Stamp, record, recorded
from bkpsdm_desktop.store.engine import open_engine, sqlite_url
from bkpsdm_desktop.store.health import set_aside
from bkpsdm_desktop.store.ids import new_id
from bkpsdm_desktop.store.migrate import bring_up_to_date, check_sqlite, copy_sqlite, settle_sqlite
from bkpsdm_desktop.store.tables import SeriesGap, ServiceGroup, Station
from bkpsdm_desktop.store.work import Work, touch
from bkpsdm_desktop.store.write_lock import lock_files

GAP = 200
_REASON = "Cadangan dipulihkan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """Where the unusable database and the old checkpoint files are now, if there were any."""

    set_aside: Path | None
    old_checkpoints: tuple[Path, ...]


def restore_backup(
    path: Path,
    key: bytes | None,
    *,
    backup: Path,
    stamp: Stamp,
    another_runs: Callable[[], bool],
    checkpoint_files: Sequence[Path] = (),
) -> Restored:
    """Put a backup in the place of ``path``; what is there is set aside, never written over.

    The backup itself stays. All work is done on a copy, so that a cut leaves the old state or the new one.
    Raises ``Refused`` while another station runs and when the backup is damaged; nothing is changed then.
    """
    if another_runs():
        raise Refused("Stasiun lain masih berjalan. Tutup semua stasiun di PC ini, baru pulihkan cadangan.")
    check_sqlite(backup, key)
    draft = path.with_name(path.name + ".pulih")
    copy_sqlite(backup, draft, key)
    bring_up_to_date(draft, key)
    work = Work(open_engine(sqlite_url(draft), key=key))
    try:
        work.run(leave_gaps, stamp, source=backup.name)
    finally:
        work.close()
    for file in lock_files(draft):
        file.unlink(missing_ok=True)
    settle_sqlite(draft, key)
    aside = set_aside(path, now=stamp.at)
    os.replace(draft, path)
    kept = tuple(_set_checkpoints_aside(file, stamp) for file in checkpoint_files)
    return Restored(set_aside=aside, old_checkpoints=kept)


def _set_checkpoints_aside(file: Path, stamp: Stamp) -> Path:
    """The lines so far speak of the lost database: they are kept, apart."""
    time = stamp.at.astimezone(WIB).strftime("%Y%m%d-%H%M%S")
    kept = file.with_name(f"{file.stem}-sampai-{time}{file.suffix}")
    file.rename(kept)
    return kept


def leave_gaps(session: Session, stamp: Stamp, *, source: str) -> None:
    """Leave out the next 200 numbers of every series of today, each with its row."""
    day = business_day(stamp.at)
    here = session.get(Station, stamp.station)
    # A backup may be older than this station: then the oldest one speaks for it.
    station = here or session.scalars(select(Station).order_by(Station.created_at).limit(1)).one()
    speaking = replace(stamp, station=station.id, person=None)
    if recorded(session, speaking, "backup.restore", source):
        return
    for series in session.scalars(select(ServiceGroup.series).distinct().order_by(ServiceGroup.series)):
        last = skip_numbers(session, day, series, by=GAP)
        session.execute(
            insert(SeriesGap).values(
                id=new_id(), business_day=day, series=series, first=last - GAP + 1, last=last,
                reason=_REASON, at=stamp.at,
            )
        )  # fmt: skip
    touch(session, *Kind)
    body = {"backup": source, "gap": GAP, "day": day.isoformat(), "station": str(stamp.station)}
    record(session, speaking, "backup.restore", source, body)
