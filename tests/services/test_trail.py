"""The audit trail against those who change it (K10, K11), on both databases.

Each attack is made on the tables themselves, the way somebody with the database's password would.
"""

import shutil
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, UpdateBase, delete, func, insert, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.audit import GENESIS, AuditEntry, body_hash, checkpoint_message, entry_hash
from bkpsdm_desktop.services import counters, trail
from bkpsdm_desktop.services.stamps import record
from bkpsdm_desktop.services.trail import CheckpointLine, Damage, PaperCheckpoint
from bkpsdm_desktop.store.engine import for_writing
from bkpsdm_desktop.store.ids import new_id
from bkpsdm_desktop.store.tables import Audit, AuditCheckpoint, AuditHead, CounterSession, Station
from bkpsdm_desktop.store.triggers import expected_triggers
from tests.helpers.accounts import TestKey
from tests.helpers.database import database, work_on
from tests.helpers.office import OfficeUnderTest, made_up
from tests.helpers.trail import ROWS, Trail, cut_with_head, drop_triggers, rehash, rewrite, row


def test_a_whole_trail_has_no_faults(signed: Trail) -> None:
    assert signed.faults() == []


@pytest.mark.parametrize(
    "changed", [{"object": "C999"}, {"body": "{}"}, {"action": "ticket.cancel"}, {"person_id": new_id()}]
)
def test_fault_k10_a_row_changed_in_the_middle_is_found(signed: Trail, changed: dict[str, object]) -> None:
    signed.attack(lambda c: c.execute(update(Audit).where(row(signed, 2)).values(changed)))
    assert signed.first(with_file=False) == (Damage.CHANGED, 2)


def test_fault_k10_a_row_deleted_from_the_middle_is_found(signed: Trail) -> None:
    signed.attack(lambda c: c.execute(delete(Audit).where(row(signed, 3))))
    assert signed.first(with_file=False) == (Damage.MISSING, 3)


def test_fault_k10_a_gap_closed_by_moving_the_rest_up_is_found(signed: Trail) -> None:
    def close_gap(connection: Connection) -> None:
        connection.execute(delete(Audit).where(row(signed, 3)))
        for seq in range(4, ROWS + 1):
            connection.execute(update(Audit).where(row(signed, seq)).values(seq=seq - 1))

    signed.attack(close_gap)
    assert signed.first(with_file=False) == (Damage.MISSING, 3)


def test_fault_k10_a_cut_tail_is_found_by_the_head(signed: Trail) -> None:
    def cut(connection: Connection) -> None:
        connection.execute(delete(AuditCheckpoint))
        connection.execute(delete(Audit).where(Audit.station_id == signed.station, Audit.seq > 4))

    signed.attack(cut)
    assert signed.first(with_file=False) == (Damage.CUT, 5)


def test_fault_k10_a_cut_tail_whose_head_was_cut_too_is_found_from_outside(signed: Trail) -> None:
    signed.attack(lambda c: cut_with_head(c, signed.station, 4))
    assert signed.faults(with_file=False) == []
    assert signed.first() == (Damage.CUT, 5)


def test_fault_k10_a_chain_written_anew_is_found_from_outside(signed: Trail) -> None:
    signed.attack(lambda c: rewrite(c, signed.station))
    assert signed.faults(with_file=False) == []
    assert signed.first() == (Damage.REWRITTEN, 1)


def test_fault_k10_what_was_written_anew_after_a_checkpoint_is_placed_after_it(signed: Trail) -> None:
    def later(connection: Connection) -> None:
        connection.execute(update(Audit).where(row(signed, 5)).values(object="C777"))
        rehash(connection, signed.station, since=5)

    signed.attack(later)
    assert signed.first(with_file=False) == (Damage.REWRITTEN, 4)
    assert signed.first() == (Damage.REWRITTEN, 4)


def test_fault_k10_a_forged_checkpoint_needs_the_key(signed: Trail) -> None:
    def forge(connection: Connection) -> None:
        rewrite(connection, signed.station)
        head = connection.execute(select(Audit.hash).where(row(signed, ROWS))).scalar_one()
        connection.execute(
            insert(AuditCheckpoint).values(
                id=new_id(), station_id=signed.station, seq=ROWS, head=head,
                at=signed.office.now, signature=bytes(64),
            )
        )  # fmt: skip

    signed.attack(forge)
    assert signed.first(with_file=False) == (Damage.KEY, ROWS)


def test_fault_k10_a_key_put_in_the_place_of_the_stations_is_found_from_outside(signed: Trail) -> None:
    other = TestKey(2)

    def replace_key(connection: Connection) -> None:
        rewrite(connection, signed.station)
        connection.execute(
            update(Station).where(Station.id == signed.station).values(public_key=other.public_key)
        )

    signed.attack(replace_key)
    assert signed.office.work.run(trail.checkpoint, signed.office.stamp(signed.station), other) is not None
    assert signed.faults(with_file=False) == []
    assert {fault.damage for fault in signed.faults()} == {Damage.KEY, Damage.REWRITTEN}


def test_fault_k10_an_old_copy_of_the_database_is_found_from_outside(signed: Trail) -> None:
    """What a replaced file holds: less than was signed, though whole."""
    signed.attack(lambda c: cut_with_head(c, signed.station, 3))
    assert signed.faults(with_file=False) == []
    assert signed.first() == (Damage.CUT, 4)
    for _ in range(4):  # the old copy is worked on, past the row that was signed
        signed.act()
    assert signed.faults(with_file=False) == []
    assert signed.first() == (Damage.REWRITTEN, 4)


def test_fault_k10_the_database_of_another_office_is_found_from_outside(signed: Trail) -> None:
    other = TestKey(3)
    line = CheckpointLine(
        station=new_id(),
        seq=9,
        head=bytes(32).hex(),
        at=signed.office.now,
        key=other.public_key,
        signature="",
    )
    message = checkpoint_message(line.station, line.seq, bytes(32))
    signed.file.unlink()
    trail.append_checkpoint(
        signed.file,
        CheckpointLine(
            station=line.station, seq=9, head=line.head, at=line.at, key=line.key,
            signature=other.sign(message).hex(),
        ),
    )  # fmt: skip
    [fault] = signed.faults()
    assert (fault.damage, fault.station, fault.row) == (Damage.CUT, line.station, 1)


def test_fault_k10_dropped_triggers_are_found(signed: Trail) -> None:
    with for_writing(signed.office.work.engine).connect() as connection:
        drop_triggers(connection)
        connection.commit()
    assert {fault.damage for fault in signed.faults()} == {Damage.TRIGGER}
    assert len(signed.faults()) == 4


DISARMED = {
    "sqlite": [
        "DROP TRIGGER keep_audit_update",
        "CREATE TRIGGER keep_audit_update BEFORE UPDATE ON audit BEGIN SELECT 1; END",
    ],
    "postgresql": ["ALTER TABLE audit DISABLE TRIGGER keep_audit_update"],
}
EMPTY_FUNCTION = (
    "CREATE OR REPLACE FUNCTION bkpsdm_keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$"
)


def execute(signed: Trail, *statements: str) -> None:
    with for_writing(signed.office.work.engine).connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
        connection.commit()


def test_fault_k10_a_trigger_that_does_nothing_any_more_is_found(signed: Trail) -> None:
    dialect = signed.office.work.engine.dialect.name
    execute(signed, *DISARMED[dialect])
    [fault] = signed.faults()
    assert fault.damage == Damage.TRIGGER
    assert "keep_audit_update" in fault.sentence
    if dialect == "postgresql":  # SQLite's triggers hold their statements themselves
        execute(signed, EMPTY_FUNCTION)
        assert len(signed.faults()) == len([name for name in expected_triggers(dialect) if "keep" in name])


def test_fault_k10_a_station_whose_row_is_gone_is_found(office: OfficeUnderTest, tmp_path: Path) -> None:
    made = Trail(office, tmp_path / "titik-periksa.jsonl")
    made.act()
    raw = office.work.engine.raw_connection()
    sqlite = office.work.engine.dialect.name == "sqlite"
    cursor = raw.cursor()
    cursor.execute("PRAGMA foreign_keys = OFF" if sqlite else "SET session_replication_role = replica")
    cursor.execute("DELETE FROM station WHERE name = 'Kiosk 1'")
    raw.commit()
    raw.invalidate()
    assert (Damage.MISSING, made.station) in {
        (fault.damage, fault.station) for fault in made.faults(with_file=False)
    }


def test_fault_k10_a_changed_checkpoint_file_is_found(signed: Trail) -> None:
    lines = signed.file.read_text().splitlines()
    broken = ["bukan JSON", lines[1].replace('"head":"', '"head":"x')]
    signed.file.write_text("\n".join([lines[0].replace('"seq":3', '"seq":2'), *broken, lines[1]]) + "\n")
    assert [(fault.damage, fault.sentence) for fault in signed.faults()] == [
        (Damage.KEY, "titik-periksa.jsonl baris 1: tanda tangan tidak cocok."),
        (Damage.FILE, "titik-periksa.jsonl baris 2 tidak dapat dibaca."),
        (Damage.FILE, "titik-periksa.jsonl baris 3 tidak dapat dibaca."),
    ]


def test_fault_k10_the_groups_on_paper_find_what_was_written_anew(signed: Trail) -> None:
    paper = tuple(
        sheet for sheet in signed.office.work.read(trail.paper_checkpoints) if sheet.station == "Kiosk 1"
    )
    [sheet] = paper
    assert sheet.seq == ROWS
    assert [len(group) for group in sheet.groups.split("-")] == [4, 4, 4, 4]
    copied = (PaperCheckpoint(station="Kiosk 1", seq=ROWS, groups=sheet.groups.lower().replace("-", " ")),)
    assert signed.faults(with_file=False, paper=copied) == []
    signed.attack(lambda c: rewrite(c, signed.station))
    [fault] = signed.faults(with_file=False, paper=copied)
    assert (fault.damage, fault.row) == (Damage.REWRITTEN, 1)
    assert "lembar tutup hari" in fault.sentence
    missing = PaperCheckpoint(station="Kiosk 9", seq=1, groups="0000-0000-0000-0000")
    assert [fault.damage for fault in signed.faults(with_file=False, paper=(missing,))] == [Damage.CUT]


@pytest.mark.parametrize(
    "change", [update(Audit).values(object="x"), delete(Audit), delete(AuditCheckpoint)], ids=str
)
def test_the_triggers_themselves_refuse_changes(signed: Trail, change: UpdateBase) -> None:
    with pytest.raises(DBAPIError, match="append-only"):
        signed.office.work.run(lambda session: session.execute(change))


def test_a_checkpoint_is_made_once_for_each_end(signed: Trail) -> None:
    stamp = signed.office.stamp(signed.station)
    assert signed.office.work.run(trail.checkpoint, stamp, signed.key) is None
    assert len(signed.file.read_text().splitlines()) == 2


def test_a_checkpoint_is_due_every_500_rows(signed: Trail) -> None:
    def grow(session: Session, rows: int) -> None:
        for _ in range(rows):
            record(session, signed.office.stamp(signed.station), "uji", "", {})

    signed.office.work.run(grow, 499)
    assert not signed.office.work.read(trail.checkpoint_due, signed.station)
    signed.office.work.run(grow, 1)
    assert signed.office.work.read(trail.checkpoint_due, signed.station)
    signed.sign()
    assert not signed.office.work.read(trail.checkpoint_due, signed.station)
    assert signed.faults() == []


def test_fault_k11_an_act_whose_audit_row_cannot_be_written_changes_nothing(office: OfficeUnderTest) -> None:
    office.act(counters.open_counter)

    def occupy(session: Session) -> None:
        """The place of the next row is taken, as by a fork of the chain."""
        head = session.execute(
            select(AuditHead.seq).where(AuditHead.station_id == office.made.counters[0])
        ).scalar_one()
        values = {"seq": head + 1, "at": office.now, "action": "x", "object": "", "body": ""}
        hashes = {"body_hash": GENESIS, "prev_hash": GENESIS, "hash": GENESIS}
        station = office.made.counters[0]
        session.execute(insert(Audit).values(id=new_id(), station_id=station, **values, **hashes))

    office.work.run(occupy)
    with pytest.raises(IntegrityError):
        office.act(counters.close_counter)
    still = office.work.read(
        lambda session: session.execute(
            select(func.count()).where(CounterSession.closed_at.is_(None)).select_from(CounterSession)
        ).scalar_one()
    )
    assert still == 1


def test_the_checkpoint_file_outlives_a_database_that_was_replaced_by_its_copy(
    tmp_path: Path,
) -> None:
    """On the file itself, not row by row: the database of the morning in the place of the evening's."""
    with database("sqlite", tmp_path) as url:
        path, copy = tmp_path / "kantor.db", tmp_path / "pagi.db"
        with work_on(url) as work:
            signed = Trail(made_up(work), tmp_path / "titik-periksa.jsonl")
            key = signed.key.public_key
            work.run(lambda session: session.execute(update(Station).values(public_key=key)))
            signed.act()
            signed.sign()
        shutil.copy(path, copy)
        with work_on(url) as work:
            signed.office.work = work
            signed.act()
            signed.sign()
        shutil.copy(copy, path)
        with work_on(url) as work:
            signed.office.work = work
            assert signed.faults(with_file=False) == []
            assert signed.first() == (Damage.CUT, 2)


entries = st.builds(
    AuditEntry,
    station=st.uuids(),
    seq=st.integers(1, 2**40),
    at=st.integers(-(2**50), 2**60),
    person=st.none() | st.uuids(),
    action=st.text(max_size=9),
    object=st.text(max_size=9),
    body_hash=st.binary(min_size=32, max_size=32),
    prev_hash=st.binary(min_size=32, max_size=32),
)


@given(entries, entries)
def test_two_different_entries_never_have_one_hash(one: AuditEntry, other: AuditEntry) -> None:
    assert (entry_hash(one) == entry_hash(other)) == (one == other)


def test_text_moved_over_the_border_of_two_fields_changes_the_hash() -> None:
    def entry(action: str, target: str) -> AuditEntry:
        return AuditEntry(
            station=UUID(int=1), seq=1, at=0, person=None, action=action, object=target,
            body_hash=GENESIS, prev_hash=GENESIS,
        )  # fmt: skip

    assert entry_hash(entry("ab", "c")) != entry_hash(entry("a", "bc"))


def test_the_hash_of_an_entry_is_for_ever() -> None:
    """Trails of years hang on these bytes."""
    one = AuditEntry(
        station=UUID(int=1), seq=2, at=-3, person=None, action="ticket.take", object="A001 – é",
        body_hash=body_hash("{}"), prev_hash=GENESIS,
    )  # fmt: skip
    other = AuditEntry(
        station=UUID(int=1), seq=2**40, at=1764000000000000, person=UUID(int=9), action="ticket.take",
        object="", body_hash=body_hash("{}"), prev_hash=GENESIS,
    )  # fmt: skip
    assert entry_hash(one).hex() == "cbacb4f8704e8af99eca9783932cbb6e67fec22ea8e1939f750be9f914ca8ecf"
    assert entry_hash(other).hex() == "119a3b2b2fb06433241c63e36cd7fbe934bb5d7ab7810b934023908127e5c989"
