"""PCs with and without an office."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.terminal import OFFICE, Terminal
from tests.helpers.database import DIALECTS, postgresql_database


@pytest.fixture
def pc(tmp_path: Path) -> Terminal:
    """A PC on which the program never ran."""
    return Terminal(tmp_path / "data")


@pytest.fixture(params=DIALECTS)
def new_pc(request: pytest.FixtureRequest, pc: Terminal) -> Iterator[Terminal]:
    """The same, with an empty PostgreSQL database or none."""
    if request.param == "sqlite":
        yield pc
        return
    with postgresql_database(empty=True) as url:
        pc.database = url
        yield pc


@pytest.fixture
def office_pc(new_pc: Terminal) -> Terminal:
    """With an office and its administrator, on both databases."""
    assert new_pc.on_office("db", "init", typed=OFFICE) == 0, new_pc.err
    return new_pc


@pytest.fixture
def own_office(pc: Terminal) -> Terminal:
    """With an office on the embedded database."""
    assert pc.run("db", "init", typed=OFFICE) == 0, pc.err
    return pc
