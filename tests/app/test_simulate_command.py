"""``simulate`` as it is called: what it refuses before anything happens, and whole days with kills."""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert

from bkpsdm_desktop.app.simulate.cast import Cast, Member
from bkpsdm_desktop.app.simulate.command import add_options, add_parser, as_json, simulate, summary
from bkpsdm_desktop.app.simulate.run import Outcome, Wanted
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.ticket import State
from bkpsdm_desktop.services import inspection
from bkpsdm_desktop.store.engine import sqlite_url
from bkpsdm_desktop.store.ids import new_id
from bkpsdm_desktop.store.tables import ClosedDay, Station
from tests.helpers.database import DIALECTS, database, postgresql_database, work_on
from tests.helpers.office import MORNING, made_up
from tests.helpers.source import ROOT

DAY = business_day(MORNING)


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    add_options(parser)
    return simulate(parser.parse_args(arguments))


@pytest.fixture(params=DIALECTS)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database that does not exist yet, or holds none of our tables."""
    if request.param == "sqlite":
        yield sqlite_url(tmp_path / "simulasi.db")
        return
    with postgresql_database(empty=True) as url:
        yield url


@pytest.mark.slow
def test_a_day_with_kills_is_whole_on_an_empty_database(empty: str, tmp_path: Path) -> None:
    """In a process of its own, as it is used; a second day follows in the same database."""
    reports = []
    for day in ("2026-11-24", "2026-11-25"):
        report = tmp_path / f"{day}.json"
        module = [sys.executable, "-m", "bkpsdm_desktop.app.simulate", "--db", empty, "--date", day]
        options = ["--visitors", "30", "--seed", "7", "--kill-every", "6", "--json", str(report)]
        done = subprocess.run(
            [*module, *options], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
        )
        assert (done.returncode, done.stderr) == (0, ""), done.stdout
        assert "Jejak audit utuh: ya" in done.stdout
        reports.append(json.loads(report.read_text(encoding="utf-8")))
    for found in reports:
        assert (found["seed"], found["issued"], len(found["kills"])) == (7, 30, 5)
        assert sum(found["by_state"].values()) == 30
        assert found["by_state"]["waiting"] == found["by_state"]["called"] == 0
        assert not any(found["checks"].values())
        assert {"park", "resume", "transfer", "next_service", "undo"} <= found["acts"].keys()
        assert found["booked"] > 0
    # The first victim of a seed is the same; the later ones depend on who is up at that moment.
    assert reports[0]["kills"][0]["process"] == reports[1]["kills"][0]["process"]


@pytest.mark.slow
def test_an_office_that_is_there_is_used_and_completed(tmp_path: Path) -> None:
    with database("sqlite", tmp_path) as url:
        with work_on(url) as work:
            before = made_up(work, kiosks=1, counters=1, displays=1).made
        done = run("--db", url, "--date", DAY.isoformat(), "--visitors", "8", "--counters", "2")
        assert done == 0
        with work_on(url) as work:
            assert sum(work.read(inspection.by_state, day=DAY).values()) == 8
            stations = work.read(lambda s: s.query(Station).all())
    assert set(before.counters) <= {row.id for row in stations}
    assert sorted(row.name for row in stations if row.role == "loket") == ["Loket 1", "Loket 2"]
    assert len([row for row in stations if row.role == "kiosk"]) == 4


def test_a_day_that_has_numbers_is_refused_and_unchanged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with database("sqlite", tmp_path) as url:
        with work_on(url) as work:
            made_up(work).take("CT")
        assert run("--db", url, "--date", DAY.isoformat()) == 2
        with work_on(url) as work:
            assert len(work.read(lambda s: s.query(Station).all())) == 5
    assert "Selasa, 24 November 2026 sudah punya 1 nomor" in capsys.readouterr().err


def test_a_day_that_is_closed_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with database("sqlite", tmp_path) as url:
        with work_on(url) as work:
            made_up(work)
            closed = insert(ClosedDay).values(
                business_day=DAY, act=new_id(), closed_at=MORNING, person_id=None, print_job=None
            )
            work.run(lambda session: session.execute(closed))
        assert run("--db", url, "--date", DAY.isoformat()) == 2
    assert "sudah ditutup" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("kantor.db", "Alamat basis data 'kantor.db' tidak dikenal"),
        ("mysql://server/kantor", "Alamat basis data"),
        ("postgresql://bkpsdm:rahasia@server/kantor", "tidak boleh memuat kata sandi"),
        ("sqlite:////tidak/ada/kantor.db", "tidak dapat dibuat"),
    ],
)
def test_a_database_that_cannot_be_used_is_refused_in_a_sentence(
    address: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--db", address) == 2
    assert sentence in capsys.readouterr().err


def test_a_server_that_does_not_answer_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--db", "postgresql://bkpsdm@127.0.0.1:1/kantor") == 2
    assert "tidak terjangkau" in capsys.readouterr().err


@pytest.mark.parametrize("content", [b"bukan basis data", bytes(4096)])
def test_a_file_that_is_no_office_is_refused_and_left_alone(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "gambar.db"
    path.write_bytes(content)
    assert run("--db", sqlite_url(path)) == 2
    assert path.read_bytes() == content
    assert str(path.name) in capsys.readouterr().err


def test_an_encrypted_office_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with database("sqlite", tmp_path, key=bytes(range(32))) as url:
        assert run("--db", url) == 2
    assert "terkunci" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--visitors", "0"), "paling sedikit 1"),
        (("--visitors", "banyak"), "'banyak' bukan bilangan bulat"),
        (("--counters", "-1"), "'-1' bukan bilangan bulat"),
        (("--kill-every", "0"), "paling sedikit 1"),
        (("--date", "24/11/2026"), "'24/11/2026' bukan tanggal"),
        (("--seed", "x"), "'x' bukan bilangan bulat"),
    ],
)
def test_wrong_options_end_with_status_2_and_say_why(
    arguments: tuple[str, ...], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        run("--db", "sqlite:///x.db", *arguments)
    assert stopped.value.code == 2
    assert sentence in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--visitors", "5001"), "--visitors paling banyak 5000"),
        (("--kiosks", "65"), "paling banyak 64"),
        (("--json", "/tidak/ada/hasil.json"), "tidak dapat ditulis"),
    ],
)
def test_too_much_is_refused_in_a_sentence(
    arguments: tuple[str, ...], sentence: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "kantor.db"
    assert run("--db", sqlite_url(path), *arguments) == 2
    assert sentence in capsys.readouterr().err
    assert not path.exists()


def test_the_subcommand_knows_its_function() -> None:
    parser = argparse.ArgumentParser()
    add_parser(parser.add_subparsers())
    parsed = parser.parse_args(["simulate", "--db", "sqlite:///x.db"])
    assert parsed.run is simulate
    assert (parsed.visitors, parsed.kiosks, parsed.counters, parsed.displays) == (150, 4, 4, 2)


def outcome(**checks: list[dict[str, object]]) -> Outcome:
    wanted = Wanted(
        url="-", day=date(2026, 11, 24), seed=7, visitors=3, kiosks=1, counters=1, displays=1, kill_every=None
    )
    states = {**dict.fromkeys(State, 0), State.FINISHED: 2, State.NO_SHOW: 1}
    return Outcome(wanted=wanted, factor=720.0, by_state=states, checks=checks)


def test_the_report_names_what_was_found() -> None:
    found = outcome(balance=[], numbers=[{"number": "C003", "fault": "missing"}])
    found.kills = [{"process": name} for name in ("Loket 1", "Kiosk 2", "Loket 1")]
    lines = summary(found)
    assert "Dimatikan paksa 3 kali, lalu dinyalakan lagi: Kiosk 2 (1×), Loket 1 (2×)." in lines
    assert "3 nomor: 2 selesai, 1 tidak hadir, 0 batal, 0 tidak terlayani, 0 masih terbuka." in lines
    assert "  Jumlah nomor cocok: ya" in lines
    assert lines[-2:] == ["  Nomor urut tanpa celah: TIDAK, 1 temuan", "    number C003, fault missing"]
    written: Any = as_json(found)
    assert (written["seed"], written["factor"], written["issued"], len(written["kills"])) == (7, 720.0, 3, 3)
    assert written["checks"]["numbers"] == [{"number": "C003", "fault": "missing"}]


@pytest.mark.slow
def test_a_process_that_ends_by_a_fault_of_ours_is_a_finding(tmp_path: Path) -> None:
    script = tmp_path / "naskah.json"
    script.write_text("{}", encoding="utf-8")
    member = Member(role="kiosk", place=0, station=new_id())
    cast = Cast(tmp_path, script, [member])
    cast.start()
    cast.end("kiosk")
    (fault,) = member.faults
    assert fault.startswith("ended with status 1: msgspec.ValidationError")


@pytest.mark.slow
def test_the_processes_load_no_qt_whatever_the_program_has_loaded(tmp_path: Path) -> None:
    """A process that finds Qt ends with a fault, which is a finding."""
    program = tmp_path / "program.py"
    program.write_text(
        "import sys\n"
        "import PySide6.QtCore\n"
        "from tests.app.test_simulate_command import run\n"
        "if __name__ == '__main__':\n"
        "    sys.exit(run(*sys.argv[1:]))\n",
        encoding="utf-8",
    )
    options = ["--db", sqlite_url(tmp_path / "kantor.db"), "--visitors", "2", "--counters", "1"]
    done = subprocess.run(
        [sys.executable, str(program), *options],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
