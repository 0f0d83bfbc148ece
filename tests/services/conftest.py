"""What several tests of use cases begin with."""

from pathlib import Path

import pytest
from sqlalchemy import update

from bkpsdm_desktop.store.tables import Station
from tests.helpers.office import OfficeUnderTest
from tests.helpers.trail import Trail


@pytest.fixture
def signed(office: OfficeUnderTest, tmp_path: Path) -> Trail:
    made = Trail(office, tmp_path / "titik-periksa.jsonl")
    key = made.key.public_key
    office.work.run(
        lambda session: session.execute(
            update(Station).where(Station.id == made.station).values(public_key=key)
        )
    )
    for _ in range(3):
        made.act()
    made.sign()
    for _ in range(3):
        made.act()
    made.sign()
    return made
