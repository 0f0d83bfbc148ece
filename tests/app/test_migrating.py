"""The embedded database is not migrated under a station that runs."""

from pathlib import Path

import pytest
from filelock import FileLock

from bkpsdm_desktop.app.data_folder import DataFolder, StationConfig
from bkpsdm_desktop.app.station import refuse_beside_others
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.store.ids import new_id


def test_a_migration_waits_until_the_other_stations_of_the_pc_are_closed(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    folder.create()
    for name in ("Loket 1", "Layar antrean"):
        folder.write_station(StationConfig(id=new_id(), role="loket", name=name))
    refuse_beside_others(folder, "Loket 1")
    with (
        FileLock(folder.station_lock("Loket 1")),
        FileLock(folder.station_lock("Layar antrean")),
        pytest.raises(Refused, match=r"Tutup dahulu Layar antrean, lalu mulai lagi\."),
    ):
        refuse_beside_others(folder, "Loket 1")
    refuse_beside_others(folder, "")
