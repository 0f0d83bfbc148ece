"""The command line: every command, on both databases where both make sense."""

import argparse
import json
import re
import secrets
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from filelock import FileLock
from sqlalchemy import delete, func, select, text, update
from sqlalchemy.orm import Session

from bkpsdm_desktop.app.cli import parser
from bkpsdm_desktop.app.data_folder import StationConfig, key_of_recovery
from bkpsdm_desktop.app.keys import load_or_create_station_key
from bkpsdm_desktop.app.setup import COMMAND_LINE, Setup, clock_of
from bkpsdm_desktop.domain.rights import Role
from bkpsdm_desktop.services import issuing, office, people, trail
from bkpsdm_desktop.services.passwords import Passwords
from bkpsdm_desktop.services.stamps import Stamp
from bkpsdm_desktop.store.backup import backups
from bkpsdm_desktop.store.engine import for_writing
from bkpsdm_desktop.store.ids import new_id, reference_id
from bkpsdm_desktop.store.tables import Audit, Counter, Person, SeriesGap, Service, Station, Ticket
from bkpsdm_desktop.store.triggers import recreate_triggers
from tests.app.terminal import OFFICE, PASSWORD, Terminal
from tests.helpers.source import ROOT

ASK_AGAIN = "Basis data siap. Kantor dan administratornya sudah ada.\n"
NOBODY = "postgresql://bkpsdm@127.0.0.1:1/kantor"


def people_of(pc: Terminal) -> dict[str, str]:
    with pc.work() as work:
        return dict(work.read(lambda session: session.execute(select(Person.username, Person.role)).all()))


def sign_in(pc: Terminal, username: str, password: str) -> Role:
    """As a station does it."""
    with pc.work() as work:
        station = work.read(lambda session: session.scalars(select(Station.id)).first())
        assert station is not None
        stamp = Stamp(id=new_id(), at=datetime.now(UTC), station=station)
        return people.sign_in(work, Passwords(), stamp, username=username, password=password).role


# --- the first start -------------------------------------------------------------------------------


def test_feat_the_first_start_asks_for_office_and_administrator(new_pc: Terminal) -> None:
    assert new_pc.on_office("db", "init", typed=OFFICE) == 0
    assert people_of(new_pc) == {"maya": "administrator"}
    assert sign_in(new_pc, "maya", PASSWORD) is Role.ADMINISTRATOR
    with new_pc.work() as work:
        services = work.read(lambda session: session.scalar(select(func.count()).select_from(Service)))
        row = work.read(office.office_row)
    assert services == 24
    assert (row.code, row.agency, row.place) == ("TGS", "BKPSDM", "Kota Contoh")


def test_the_recovery_key_of_an_embedded_office_is_told_once(pc: Terminal) -> None:
    assert pc.run("db", "init", typed=OFFICE) == 0
    key = pc.out.splitlines()[-1]
    assert key_of_recovery(key) == pc.folder.read_key()
    assert pc.run("db", "init") == 0
    assert pc.out == ASK_AGAIN


def test_a_second_init_asks_nothing_and_changes_nothing(office_pc: Terminal) -> None:
    assert office_pc.on_office("db", "init", typed=("xyz", *OFFICE[1:4], "joko", PASSWORD)) == 0
    assert office_pc.out == ASK_AGAIN
    assert list(people_of(office_pc)) == ["maya"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ((), "Kode kantor (3 huruf) belum diisi."),
        (OFFICE[:5], "Kata sandi belum diisi."),
        ((*OFFICE[:5], "rahasia"), "Kata sandi paling sedikit 8 karakter."),
        ((*OFFICE[:5], "password"), "Kata sandi ini terlalu sering dipakai"),
        (("tangsel", *OFFICE[1:]), "Kode kantor"),
        ((*OFFICE[:4], "Maya P", PASSWORD), "Nama pengguna terdiri atas 3 sampai 32 huruf kecil"),
    ],
)
def test_a_wrong_answer_leaves_no_account_and_may_be_given_again(
    pc: Terminal, typed: tuple[str, ...], sentence: str
) -> None:
    assert pc.run("db", "init", typed=typed) == 1
    assert pc.err.startswith(sentence)
    assert people_of(pc) == {}
    assert pc.run("db", "init", typed=OFFICE) == 0
    assert people_of(pc) == {"maya": "administrator"}


def test_a_server_that_does_not_answer_is_told(pc: Terminal) -> None:
    assert pc.run("db", "init", "--db", NOBODY, typed=OFFICE) == 1
    assert "tidak terjangkau" in pc.err


@pytest.mark.parametrize("address", ["kantor.db", "mysql://server/kantor", "sqlite:///kantor.db"])
@pytest.mark.parametrize("command", [("db", "init"), ("kiosk-pin",)])
def test_an_address_that_is_no_postgresql_is_refused(
    pc: Terminal, command: tuple[str, ...], address: str
) -> None:
    assert pc.run(*command, "--db", address, typed=("270519",)) == 1
    assert "postgresql://" in pc.err


def test_an_address_with_a_password_is_refused_without_repeating_it(pc: Terminal) -> None:
    assert pc.run("db", "init", "--db", "postgresql://bkpsdm:rahasia@server/kantor", typed=OFFICE) == 1
    assert "tidak boleh memuat kata sandi" in pc.err
    assert "rahasia" not in pc.err + pc.out


@pytest.mark.parametrize(
    "command",
    [
        ("user", "add", "rani", "--role", "petugas", "--name", "Rani Contoh"),
        ("kiosk-pin",),
        ("audit", "verify"),
    ],
)
def test_a_command_without_an_office_says_what_is_missing(pc: Terminal, command: tuple[str, ...]) -> None:
    assert pc.run(*command, typed=("270519 kopi",)) == 1
    assert pc.err.count("\n") == 1
    assert not pc.folder.database.exists()


# --- people ----------------------------------------------------------------------------------------


def test_a_clerk_is_added_with_skills(office_pc: Terminal) -> None:
    done = office_pc.on_office(
        "user", "add", "rani.contoh", "--role", "petugas", "--skills", "a, C",
        typed=("Rani Contoh", PASSWORD),
    )  # fmt: skip
    assert (done, office_pc.err) == (0, "")
    assert office_pc.out.endswith("Akun rani.contoh (petugas) ditambahkan.\n")
    assert sign_in(office_pc, "rani.contoh", PASSWORD) is Role.CLERK
    with office_pc.work() as work:
        person = work.read(people.person_named, "rani.contoh")
        row = work.read(people.person_row, person, on=datetime.now(UTC).date())
    assert (row.name, row.skills) == ("Rani Contoh", ("A", "C"))


@pytest.mark.parametrize(
    ("arguments", "password", "sentence"),
    [
        (("rani", "--skills", "A,Z"), PASSWORD, "Z"),
        (("rani",), "kopi", "Kata sandi paling sedikit 8 karakter. Anda mengetik 4."),
        (("rani.contoh",), "rani.contoh", "Kata sandi tidak boleh sama dengan nama pengguna."),
        (("maya",), PASSWORD, "Nama pengguna maya sudah dipakai."),
        (("Rani Contoh",), PASSWORD, "Nama pengguna terdiri atas"),
    ],
)
def test_an_account_that_can_not_be_is_refused_and_nobody_is_added(
    office_pc: Terminal, arguments: tuple[str, ...], password: str, sentence: str
) -> None:
    command = ("user", "add", *arguments, "--role", "petugas", "--name", "Rani Contoh")
    assert office_pc.on_office(*command, typed=(password,)) == 1
    assert sentence in office_pc.err
    assert list(people_of(office_pc)) == ["maya"]


def test_a_role_that_is_not_there_is_wrong_use(pc: Terminal) -> None:
    assert pc.run("user", "add", "rani", "--role", "bos") == 2
    assert "--role: 'bos' tidak dikenal; pilih 'petugas'" in pc.err


def test_a_password_is_changed(office_pc: Terminal) -> None:
    assert office_pc.on_office("user", "password", "maya", typed=("teh sore di taman",)) == 0
    assert sign_in(office_pc, "maya", "teh sore di taman") is Role.ADMINISTRATOR
    assert office_pc.on_office("user", "password", "siti", typed=("teh sore di taman",)) == 1
    assert office_pc.err == "Nama pengguna siti tidak ada di kantor ini.\n"
    assert office_pc.on_office("user", "password", "maya", typed=("teh",)) == 1


def test_the_pin_of_the_kiosk_is_set(office_pc: Terminal) -> None:
    assert office_pc.on_office("kiosk-pin", typed=("123456",)) == 1
    assert office_pc.err.startswith("PIN ini mudah ditebak.")
    assert office_pc.on_office("kiosk-pin", typed=("270519",)) == 0
    with office_pc.work() as work:
        station = work.read(lambda session: session.scalars(select(Station.id)).first())
        assert station is not None
        stamp = Stamp(id=new_id(), at=datetime.now(UTC), station=station)
        people.check_kiosk_pin(work, Passwords(), stamp, pin="270519")


def test_no_secret_is_ever_written(own_office: Terminal, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)
    secrets = (PASSWORD, "teh sore di taman", "270519")
    own_office.run("user", "add", "rani", "--role", "petugas", typed=("Rani Contoh", secrets[1]))
    own_office.run("user", "password", "rani", typed=(secrets[0],))
    own_office.run("kiosk-pin", typed=(secrets[2],))
    own_office.run("user", "add", "rani", "--role", "petugas", typed=("Rani Contoh", secrets[1]))
    with own_office.work() as work:
        audit = str(work.read(lambda session: session.scalars(select(Audit.body)).all()))
    written = "".join(own_office.said) + caplog.text + audit
    assert not [secret for secret in secrets if secret in written]
    assert not [option for option in ("--password", "--pin") if option in own_office.out]


# --- data ------------------------------------------------------------------------------------------


def take_ticket(pc: Terminal) -> str:
    """A visitor takes a number for annual leave, today whatever the hour."""
    with pc.work() as work:
        station = work.read(lambda session: session.scalars(select(Station.id)).first())
        assert station is not None
        stamp = Stamp(id=new_id(), at=datetime.now(UTC), station=station)
        return work.run(
            issuing.take_ticket,
            stamp,
            service=reference_id("service", "CT"),
            priority=None,
            randomness=secrets.token_bytes(5),
            ignore_hours=True,
        ).label


def test_data_are_loaded_and_a_service_that_is_gone_is_switched_off(
    office_pc: Terminal, tmp_path: Path
) -> None:
    label = take_ticket(office_pc)
    before = ticket_text(office_pc, label)
    files = tmp_path / "berkas"
    files.mkdir()
    given = json.loads((ROOT / "resources" / "reference" / "layanan.json").read_bytes())
    kept = [{**row, "nama": "Cuti & lainnya"} if row["kode"] == "CB" else row for row in given]
    kept = [row for row in kept if row["kode"] != "CT"]
    (files / "layanan.json").write_text(json.dumps(kept), encoding="utf-8")
    (files / "loket.csv").write_text("nomor,ruang\n1,Ruang A\n9,Ruang B\n", encoding="utf-8")
    assert office_pc.on_office("import-data", str(files)) == 0, office_pc.err
    assert office_pc.out == "Dimuat: 23 layanan, 2 loket.\n"
    with office_pc.work() as work:
        active = work.read(lambda s: dict(s.execute(select(Service.code, Service.active)).all()))
        name = work.read(lambda s: s.scalar(select(Service.name).where(Service.code == "CB")))
    assert [code for code, on in active.items() if not on] == ["CT"]
    assert name == "Cuti & lainnya"
    assert ticket_text(office_pc, label) == before == "Cuti tahunan"


def ticket_text(pc: Terminal, label: str) -> str:
    def read(session: Session) -> str:
        return session.scalars(select(Ticket.service_name).where(Ticket.number == int(label[1:]))).one()

    with pc.work() as work:
        return work.read(read)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("loket.csv", "nomor,ruang\n1,Ruang A\nsatu,Ruang B\n", "loket.csv baris 3"),
        (
            "jam_buka.csv",
            "hari,buka,tutup,mulai,sampai,dasar\nSenin,08.00,26.00,,,\n",
            "jam_buka.csv baris 2",
        ),
        ("layanan.json", '[{"kode": "CT"}]', "layanan.json tidak dapat dibaca"),
        ("lain.txt", "x", "Tidak ada berkas data di "),
    ],
)
def test_a_bad_file_is_told_with_its_place_and_nothing_is_changed(
    own_office: Terminal, tmp_path: Path, name: str, content: str, sentence: str
) -> None:
    files = tmp_path / "berkas"
    files.mkdir()
    (files / "loket.csv").write_text("nomor,ruang\n9,Ruang baru\n", encoding="utf-8")
    if name == "lain.txt":
        (files / "loket.csv").unlink()
    (files / name).write_text(content, encoding="utf-8")
    assert own_office.run("import-data", str(files)) == 1
    assert sentence in own_office.err
    with own_office.work() as work:
        assert work.read(lambda s: s.scalars(select(Counter.number).order_by(Counter.number)).all()) == [
            1, 2, 3, 4,
        ]  # fmt: skip
        assert work.read(lambda s: s.scalar(select(func.count()).where(Service.active))) == 24


# --- the audit trail -------------------------------------------------------------------------------


def test_feat_a_whole_trail_is_status_0_and_a_changed_one_status_1(office_pc: Terminal) -> None:
    assert office_pc.on_office("audit", "verify") == 0
    assert office_pc.out.endswith("Jejak audit utuh.\n")
    with office_pc.work() as work, for_writing(work.engine).connect() as connection:
        on = " ON audit" if connection.dialect.name == "postgresql" else ""
        connection.execute(text(f"DROP TRIGGER keep_audit_update{on}"))
        connection.execute(update(Audit).where(Audit.action == "person.add").values(object="joko"))
        recreate_triggers(connection)
        connection.commit()
    assert office_pc.on_office("audit", "verify") == 1
    assert office_pc.out.splitlines()[-1].endswith(" temuan.")
    assert office_pc.out.startswith("Baris ")


def test_fault_d5_the_second_check_may_go_on_from_the_checkpoint_of_the_first(office_pc: Terminal) -> None:
    def rows() -> int:
        [line] = [line for line in office_pc.out.splitlines() if line.startswith("Baris yang dibaca: ")]
        return int(line.removesuffix(".").rpartition(" ")[2])

    def sign() -> None:
        key = load_or_create_station_key(office_pc.folder.station_key(COMMAND_LINE[1]))
        with office_pc.work() as work:
            now = clock_of(work)
            station = work.run(Setup(office_pc.folder).here, now)
            work.run(trail.checkpoint, Stamp(id=new_id(), at=now, station=station), key)

    sign()
    assert office_pc.on_office("audit", "verify") == 0
    everything = rows()
    assert office_pc.on_office("audit", "verify", "--since-checkpoint") == 0
    assert rows() < everything
    assert office_pc.on_office("audit", "verify") == 0
    assert rows() >= everything
    with office_pc.work() as work, for_writing(work.engine).connect() as connection:
        on = " ON audit" if connection.dialect.name == "postgresql" else ""
        connection.execute(text(f"DROP TRIGGER keep_audit_delete{on}"))
        connection.execute(delete(Audit).where(Audit.seq == 1))
        recreate_triggers(connection)
        connection.commit()
    assert office_pc.on_office("audit", "verify", "--since-checkpoint") == 1
    assert "baris 1 hilang" in office_pc.out


def test_a_checkpoint_file_of_another_office_is_a_finding(own_office: Terminal, tmp_path: Path) -> None:
    foreign = tmp_path / "titik.jsonl"
    foreign.write_text("bukan titik periksa\n", encoding="utf-8")
    assert own_office.run("audit", "verify", "--checkpoints", str(foreign)) == 1
    assert "titik.jsonl" in own_office.out


# --- backups ---------------------------------------------------------------------------------------


def test_fault_a10_a_backup_is_made_and_put_back_with_numbers_200_higher(own_office: Terminal) -> None:
    assert take_ticket(own_office) == "C001"
    assert own_office.run("db", "backup") == 0
    assert str(backups(own_office.folder.backups)[0]) in own_office.out
    assert take_ticket(own_office) == "C002"
    assert own_office.run("db", "restore") == 0, own_office.err
    assert "200 lebih tinggi" in own_office.out
    assert "Berkas lama disisihkan: " in own_office.out
    with own_office.work() as work:
        assert work.read(lambda s: s.scalar(select(func.count()).select_from(Ticket))) == 1
        assert work.read(lambda s: s.scalar(select(SeriesGap.last).where(SeriesGap.series == "C"))) == 201
    assert take_ticket(own_office) == "C202"
    assert own_office.run("audit", "verify") == 0, own_office.out


def test_nothing_is_put_back_while_a_station_runs(own_office: Terminal) -> None:
    assert own_office.run("db", "backup") == 0
    own_office.folder.write_station(StationConfig(id=new_id(), role="kiosk", name="Mesin antrean"))
    content = own_office.folder.database.read_bytes()
    with FileLock(own_office.folder.station_lock("Mesin antrean")):
        assert own_office.run("db", "restore") == 1
    assert own_office.err.startswith("Stasiun lain masih berjalan.")
    assert own_office.folder.database.read_bytes() == content


def test_without_a_backup_there_is_nothing_to_put_back(own_office: Terminal, tmp_path: Path) -> None:
    assert own_office.run("db", "restore") == 1
    assert own_office.err.startswith("Tidak ada cadangan di ")
    assert own_office.run("db", "restore", str(tmp_path / "tidak-ada.db")) == 1
    assert "tidak-ada.db" in own_office.err


def test_a_lost_key_file_is_made_again_from_paper(pc: Terminal) -> None:
    assert pc.run("db", "init", typed=OFFICE) == 0
    paper, key = pc.out.splitlines()[-1], pc.folder.read_key()
    assert pc.run("db", "recover-key", typed=(paper,)) == 1
    assert "masih ada" in pc.err
    pc.folder.key_file.unlink()
    wrong = paper[:-1] + ("0" if paper[-1] != "0" else "1")
    assert pc.run("db", "recover-key", typed=(wrong,)) == 1
    assert "salah ketik" in pc.err
    other = "0000 " * 13 + "0000"
    assert pc.run("db", "recover-key", typed=(other,)) == 1
    assert not pc.folder.key_file.exists()
    assert pc.run("db", "recover-key", typed=(paper,)) == 0
    assert pc.folder.read_key() == key
    assert pc.run("audit", "verify") == 0


def test_the_recovery_key_of_another_office_is_refused(own_office: Terminal, tmp_path: Path) -> None:
    other = Terminal(tmp_path / "lain")
    assert other.run("db", "init", typed=OFFICE) == 0
    own_office.folder.key_file.unlink()
    assert own_office.run("db", "recover-key", typed=(other.out.splitlines()[-1],)) == 1
    assert own_office.err == "Kunci pemulihan ini bukan untuk basis data di folder ini.\n"
    assert not own_office.folder.key_file.exists()


# --- the terminal ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("buka",), "'buka' tidak dikenal; pilih 'add-station', 'db', "),
        (("db",), "belum diisi: TINDAKAN"),
        (("user", "add"), "belum diisi: NAMA_PENGGUNA, --role"),
        (("--station",), "--station: perlu satu nilai"),
        (("db", "backup", "sekarang"), "tidak dikenal: sekarang"),
    ],
)
def test_wrong_use_is_told_in_indonesian_with_status_2(
    pc: Terminal, arguments: tuple[str, ...], words: str
) -> None:
    assert pc.run(*arguments) == 2
    assert words in pc.err
    assert pc.err.startswith("pemakaian: bkpsdm-desktop")
    assert not pc.root.exists()


@pytest.mark.parametrize(
    "command",
    [(), ("db",), ("db", "init"), ("user", "add"), ("import-data",), ("audit", "verify"), ("demo",)],
)
def test_the_help_of_every_command_is_indonesian(pc: Terminal, command: tuple[str, ...]) -> None:
    assert pc.run(*command, "--help") == 0
    assert pc.out.startswith("pemakaian: bkpsdm-desktop")
    assert "menampilkan bantuan ini" in pc.out
    assert not [word for word in ("usage", "options", "arguments", "show this") if word in pc.out]


def test_the_program_answers_at_once_and_loads_no_window_for_help() -> None:
    program = "import sys\nfrom bkpsdm_desktop.app.cli import main\ntry: main(['--help'])\nfinally: " + (
        "heavy = {'PySide6', 'sqlalchemy', 'alembic', 'escpos', 'PIL', 'psycopg'} & set(sys.modules); "
        "sys.stderr.write(' '.join(heavy))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "Loket layanan BKPSDM" in done.stdout


def test_the_package_is_a_program() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bkpsdm_desktop", "buka"],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "'buka' tidak dikenal" in done.stderr


def commands_of(parser: argparse.ArgumentParser) -> set[str]:
    """Every command that can be run, without the program's name."""
    groups = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    return {
        " ".join(filter(None, (name, rest)))
        for group in groups
        for name, child in group.choices.items()
        for rest in commands_of(child) or {""}
    }


def test_the_guide_names_every_command_and_no_other() -> None:
    guide = (ROOT / "docs" / "perintah.md").read_text(encoding="utf-8")
    named = re.findall(r"^\| `bkpsdm-desktop ([a-z][a-z -]*[a-z])[ `]", guide, re.MULTILINE)
    assert {re.sub(r" -.*", "", words) for words in named} == commands_of(parser())
