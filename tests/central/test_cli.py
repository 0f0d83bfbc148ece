"""The commands of the administrator."""

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import select

from bkpsdm_desktop.central.cli import main
from bkpsdm_desktop.central.secrets import hashed, plain_code
from bkpsdm_desktop.services.passwords import Passwords
from bkpsdm_desktop.store.central_migrate import open_central
from bkpsdm_desktop.store.central_tables import EnrolCode, Official
from bkpsdm_desktop.store.engine import sqlite_url
from bkpsdm_desktop.store.work import Work


@pytest.fixture
def url(tmp_path: Path) -> str:
    """The address of a database that ``migrate`` made."""
    address = sqlite_url(tmp_path / "pusat.db")
    assert main(["migrate", "--db", address]) == 0
    return address


def test_an_office_is_added_and_its_code_is_shown_once_and_stored_as_a_hash(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["office", "add", "tgs", "Kantor Tegal Sari", "--db", url]) == 0
    assert main(["office", "add", "TGS", "Lagi", "--db", url]) == 1
    assert "sudah dipakai" in capsys.readouterr().err
    assert main(["office", "code", "TGS", "--db", url]) == 0
    code = capsys.readouterr().out.splitlines()[0]
    work = Work(open_central(url))
    stored = work.read(lambda session: session.scalars(select(EnrolCode.code_hash)).all())
    work.close()
    assert [bytes(one) for one in stored] == [hashed(plain_code(code))]
    assert main(["office", "code", "XX", "--db", url]) == 1


@pytest.mark.parametrize("arguments", [("TGS DUA", "Nama"), ("T", "Nama"), ("TGS", "  ")])
def test_an_office_needs_a_code_and_a_name(
    url: str, capsys: pytest.CaptureFixture[str], arguments: tuple[str, str]
) -> None:
    assert main(["office", "add", *arguments, "--db", url]) == 1
    assert capsys.readouterr().err.strip().endswith(".")


@contextmanager
def typing(line: str) -> Iterator[None]:
    """Standard input is a pipe with one line."""
    before = sys.stdin
    sys.stdin = io.StringIO(line + "\n")
    try:
        yield
    finally:
        sys.stdin = before


def test_an_administrator_has_a_long_password(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    create = ["admin", "create", "rani.contoh", "--db", url]
    with typing("pendek12345"):
        assert main(create) == 1
    assert "paling sedikit 12 karakter" in capsys.readouterr().err
    with typing("kuda-baterai-benar"):
        assert main(create) == 0
    work = Work(open_central(url))
    stored = work.read(lambda session: session.scalars(select(Official.password_hash)).one())
    work.close()
    assert Passwords().matches(stored, "kuda-baterai-benar")


def test_sqlite_is_served_by_one_process(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--db", url, "--workers", "2"]) == 1
    assert capsys.readouterr().err.count(".") == 1
    assert main(["serve", "--db", url + ".lain"]) == 1
    assert "bkpsdm-central migrate" in capsys.readouterr().err


def test_an_address_with_a_password_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["migrate", "--db", "postgresql://bkpsdm:rahasia@server/pusat"]) == 1
    assert "PGPASSFILE" in capsys.readouterr().err
