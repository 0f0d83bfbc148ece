"""Daily backups of an embedded database."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.store.backup import KEPT, back_up, backups
from bkpsdm_desktop.store.engine import open_engine, sqlite_url
from bkpsdm_desktop.store.health import Health, examine
from bkpsdm_desktop.store.migrate import create_sqlite
from bkpsdm_desktop.store.tables import Ticket
from bkpsdm_desktop.store.work import Work
from tests.helpers.database import work_on
from tests.helpers.logs import LoggedErrors
from tests.helpers.office import MORNING, OfficeUnderTest, made_up

KEY = bytes(range(32))


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[OfficeUnderTest]:
    """An encrypted office that is in use."""
    create_sqlite(tmp_path / "kantor.db", KEY)
    with work_on(sqlite_url(tmp_path / "kantor.db"), key=KEY) as work:
        yield made_up(work)


def numbers(path: Path) -> int:
    work = Work(open_engine(sqlite_url(path), key=KEY))
    try:
        return work.read(lambda session: session.execute(select(func.count(Ticket.id))).scalar_one())
    finally:
        work.close()


def test_a_backup_is_made_of_a_database_in_use_and_holds_what_was_committed(
    embedded: OfficeUnderTest, tmp_path: Path
) -> None:
    embedded.take()
    copy = back_up(tmp_path / "kantor.db", KEY, folder=tmp_path / "cadangan", now=MORNING)
    embedded.take()
    assert copy.name == "cadangan-20261124-094100.db"
    assert examine(copy, KEY, thorough=True) is Health.OK
    assert numbers(copy) == 1
    assert [file for file in copy.parent.iterdir() if "sedang" in file.name] == []


def test_the_newest_seven_are_kept(embedded: OfficeUnderTest, tmp_path: Path) -> None:
    folder = tmp_path / "cadangan"
    made = [
        back_up(tmp_path / "kantor.db", KEY, folder=folder, now=MORNING + timedelta(days=n))
        for n in range(KEPT + 2)
    ]
    assert backups(folder) == made[:1:-1]
    assert len(backups(folder)) == 7


def test_without_room_no_backup_is_made_and_the_old_ones_stay(
    embedded: OfficeUnderTest, tmp_path: Path
) -> None:
    folder = tmp_path / "cadangan"
    first = back_up(tmp_path / "kantor.db", KEY, folder=folder, now=MORNING)
    with pytest.raises(Refused, match=r"kurang dari 200 MB\. Kosongkan ruang"):
        back_up(
            tmp_path / "kantor.db", KEY, folder=folder, now=MORNING + timedelta(days=1),
            free=lambda _: 200 * 1024 * 1024,
        )  # fmt: skip
    assert backups(folder) == [first]


def test_a_damaged_database_does_not_push_out_good_backups(
    embedded: OfficeUnderTest, tmp_path: Path, logged_errors: LoggedErrors
) -> None:
    folder, path = tmp_path / "cadangan", tmp_path / "kantor.db"
    made = [back_up(path, KEY, folder=folder, now=MORNING + timedelta(days=n)) for n in range(KEPT)]
    embedded.work.close()
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with pytest.raises(Refused, match="Cadangan sebelumnya tetap ada"):
        back_up(path, KEY, folder=folder, now=MORNING + timedelta(days=KEPT))
    assert backups(folder) == made[::-1]
    assert sorted(folder.iterdir()) == made
    logged_errors.claim("backup of")
