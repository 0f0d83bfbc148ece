"""A backup in the place of a damaged database (A10)."""

from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.numbers import missing_numbers
from bkpsdm_desktop.services import trail
from bkpsdm_desktop.services.restoring import Restored, restore_backup
from bkpsdm_desktop.services.stamps import Stamp
from bkpsdm_desktop.store.backup import back_up
from bkpsdm_desktop.store.engine import sqlite_url
from bkpsdm_desktop.store.health import REPLACEABLE, Health, examine
from bkpsdm_desktop.store.ids import new_id
from bkpsdm_desktop.store.migrate import create_sqlite
from bkpsdm_desktop.store.tables import Audit, SeriesGap, Ticket
from tests.helpers.database import work_on
from tests.helpers.office import MORNING, OfficeUnderTest, made_up

KEY = bytes(range(32))


@pytest.fixture
def lost(tmp_path: Path) -> OfficeUnderTest:
    """A backup with C001, the database with C001 and C002 damaged after it."""
    path = tmp_path / "kantor.db"
    create_sqlite(path, KEY)
    with work_on(sqlite_url(path), key=KEY) as work:
        office = made_up(work)
        office.take()
        back_up(path, KEY, folder=tmp_path / "cadangan", now=MORNING)
        office.take()
    path.write_bytes(b"\x89PNG" + bytes(4000))
    assert examine(path, KEY) in REPLACEABLE
    return office


def restore(
    office: OfficeUnderTest, folder: Path, *, running: bool = False, station: Stamp | None = None
) -> Restored:
    return restore_backup(
        folder / "kantor.db",
        KEY,
        backup=folder / "cadangan" / "cadangan-20261124-094100.db",
        stamp=station or office.stamp(office.made.kiosks[0]),
        another_runs=lambda: running,
        checkpoint_files=list(folder.glob("titik-periksa.jsonl")),
    )


def test_fault_a10_after_a_restored_backup_numbers_go_on_200_higher(
    lost: OfficeUnderTest, tmp_path: Path
) -> None:
    (tmp_path / "titik-periksa.jsonl").write_text("")
    restored = restore(lost, tmp_path)
    assert restored.set_aside == tmp_path / "rusak-20261124-094100.db"
    assert restored.set_aside.read_bytes().startswith(b"\x89PNG")
    assert restored.old_checkpoints == (tmp_path / "titik-periksa-sampai-20261124-094100.jsonl",)
    assert examine(tmp_path / "kantor.db", KEY, thorough=True) is Health.OK
    with work_on(sqlite_url(tmp_path / "kantor.db"), key=KEY) as work:
        lost.work = work
        assert [lost.take("CT").label, lost.take("KGB").label] == ["C202", "K201"]

        def read(session: Session) -> tuple[list[int], list[tuple[int, int]], list[str]]:
            numbers = list(session.scalars(select(Ticket.number).where(Ticket.series == "C")))
            gaps = session.execute(select(SeriesGap.first, SeriesGap.last).where(SeriesGap.series == "C"))
            restoring = select(Audit.object).where(Audit.action == "backup.restore")
            return numbers, [(row.first, row.last) for row in gaps], list(session.scalars(restoring))

        numbers, gaps, events = work.read(read)
        assert (numbers, gaps) == ([1, 202], [(2, 201)])
        assert missing_numbers(numbers, gaps) == []
        assert events == ["cadangan-20261124-094100.db"]
        assert {fault.damage for fault in work.read(trail.verify_trail)} == set()
    leftovers = {file.name for file in tmp_path.iterdir() if ".pulih" in file.name}
    assert leftovers == set()


def test_fault_a10_nothing_is_restored_while_another_station_runs(
    lost: OfficeUnderTest, tmp_path: Path
) -> None:
    before = (tmp_path / "kantor.db").read_bytes()
    with pytest.raises(Refused, match="Stasiun lain masih berjalan"):
        restore(lost, tmp_path, running=True)
    assert (tmp_path / "kantor.db").read_bytes() == before


def test_fault_a10_a_damaged_backup_is_not_put_in_the_place_of_anything(
    lost: OfficeUnderTest, tmp_path: Path
) -> None:
    backup = tmp_path / "cadangan" / "cadangan-20261124-094100.db"
    data = bytearray(backup.read_bytes())
    data[len(data) // 2] ^= 1
    backup.write_bytes(data)
    before = (tmp_path / "kantor.db").read_bytes()
    with pytest.raises(Refused, match="rusak"):
        restore(lost, tmp_path)
    assert (tmp_path / "kantor.db").read_bytes() == before


def test_fault_a10_a_log_without_its_database_is_not_replayed_into_the_backup(
    lost: OfficeUnderTest, tmp_path: Path
) -> None:
    (tmp_path / "kantor.db").unlink()
    (tmp_path / "kantor.db-wal").write_bytes(b"sisa")
    restore(lost, tmp_path)
    assert (tmp_path / "rusak-20261124-094100.db-wal").read_bytes() == b"sisa"
    assert examine(tmp_path / "kantor.db", KEY) is Health.OK


def test_a_backup_older_than_this_station_can_be_restored(lost: OfficeUnderTest, tmp_path: Path) -> None:
    restore(lost, tmp_path, station=Stamp(id=new_id(), at=MORNING, station=new_id()))
    with work_on(sqlite_url(tmp_path / "kantor.db"), key=KEY) as work:
        assert work.read(trail.verify_trail) == []
