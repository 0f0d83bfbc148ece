"""PCs with and without an office."""

import shutil
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


@pytest.fixture(scope="session")
def made_office(tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    """An office on the embedded database, to be copied."""
    made = Terminal(tmp_path_factory.mktemp("kantor") / "data")
    assert made.run("db", "init", typed=OFFICE) == 0, made.err
    return made


@pytest.fixture
def own_office(pc: Terminal, made_office: Terminal) -> Terminal:
    """With an office and its administrator on the embedded database."""
    shutil.copytree(made_office.root, pc.root)
    return pc


@pytest.fixture
def office_pc(new_pc: Terminal, made_office: Terminal) -> Terminal:
    """With an office and its administrator, on both databases."""
    if new_pc.database:
        assert new_pc.on_office("db", "init", typed=OFFICE) == 0, new_pc.err
    else:
        shutil.copytree(made_office.root, new_pc.root)
    return new_pc
