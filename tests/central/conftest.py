"""A central office on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.central import CentralUnderTest, central_office
from tests.helpers.database import DIALECTS


@pytest.fixture(params=DIALECTS)
def central(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[CentralUnderTest]:
    """The server's application with one office, on SQLite and on PostgreSQL."""
    with central_office(request.param, tmp_path) as made:
        yield made
