"""The check of the audit trail that goes on from a checkpoint (D5): what it reads, finds, and can't find."""

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.json import encode
from msgspec.structs import replace
from sqlalchemy import Connection, delete, select, update

from bkpsdm_desktop.domain.audit import checkpoint_message
from bkpsdm_desktop.services.trail import CheckpointLine, Damage
from bkpsdm_desktop.services.trail_marks import keep_marks, read_marks
from bkpsdm_desktop.store.ids import new_id
from bkpsdm_desktop.store.tables import Audit, AuditCheckpoint, AuditHead, Station
from tests.helpers.accounts import TestKey
from tests.helpers.trail import ROWS, Trail, cut_with_head, rehash, rewrite, row

Attack = Callable[[Connection], object]
Checked = tuple[Trail, CheckpointLine]


@pytest.fixture
def checked(signed: Trail) -> Checked:
    """Six rows, signed after the third and the sixth and checked then; three more since, signed."""
    [mark] = signed.verify(with_file=False).marks
    assert mark.seq == ROWS
    for _ in range(3):
        signed.act()
    signed.sign()
    return signed, mark


def found(signed: Trail, mark: CheckpointLine, *, with_file: bool = False) -> list[tuple[Damage, int | None]]:
    faults = signed.verify(with_file=with_file, since=[mark]).faults
    return [(fault.damage, fault.row) for fault in faults if fault.station == signed.station]


def test_fault_d5_only_the_rows_after_the_checkpoint_are_read(checked: Checked) -> None:
    signed, mark = checked
    everything = signed.verify()
    since = signed.verify(since=[mark])
    assert (everything.faults, since.faults) == ((), ())
    assert everything.rows - since.rows == ROWS
    [newest] = [line for line in since.marks if line.station == signed.station]
    assert newest.seq == ROWS + 3
    assert signed.verify(since=[newest]).rows == everything.rows - ROWS - 3


ATTACKS: dict[str, tuple[Callable[[Trail], Attack], tuple[Damage, int]]] = {
    "a newer row is changed": (
        lambda signed: lambda c: c.execute(update(Audit).where(row(signed, 8)).values(body="{}")),
        (Damage.CHANGED, 8),
    ),
    "a newer row is deleted": (
        lambda signed: lambda c: c.execute(delete(Audit).where(row(signed, 8))),
        (Damage.MISSING, 8),
    ),
    "an old row is deleted": (
        lambda signed: lambda c: c.execute(delete(Audit).where(row(signed, 2))),
        (Damage.MISSING, 2),
    ),
    "the newer tail is cut, with its head": (
        lambda signed: lambda c: cut_with_head(c, signed.station, ROWS - 1),
        (Damage.CUT, ROWS),
    ),
    "everything is written anew": (
        lambda signed: lambda c: rewrite(c, signed.station),
        (Damage.REWRITTEN, 1),
    ),
    "an old row is changed and all hashes after it": (
        lambda signed: lambda c: _reword(c, signed),
        (Damage.REWRITTEN, 4),
    ),
}


def _reword(connection: Connection, signed: Trail) -> None:
    connection.execute(update(Audit).where(row(signed, 5)).values(object="C777"))
    rehash(connection, signed.station, since=5)


@pytest.mark.parametrize("attack", list(ATTACKS))
def test_fault_k10_from_a_checkpoint_on_as_in_full(checked: Checked, attack: str) -> None:
    signed, mark = checked
    change, expected = ATTACKS[attack]
    signed.attack(change(signed))
    assert found(signed, mark)[-1] == expected
    assert signed.verify(since=[mark]).marks == ()


def test_fault_k10_what_the_short_check_cannot_see_the_full_one_does(
    checked: Checked,
) -> None:
    """A row before the mark whose contents are changed and whose hash is not; docs/jejak-audit.md says so."""
    signed, mark = checked
    signed.attack(lambda c: c.execute(update(Audit).where(row(signed, 2)).values(body="{}")))
    assert found(signed, mark) == []
    assert signed.first(with_file=False) == (Damage.CHANGED, 2)


def test_fault_k10_a_mark_that_another_key_signed_lets_nothing_be_skipped(
    checked: Checked,
) -> None:
    """Who can write the database puts his own key there, and may even have got a line into the file."""
    signed, mark = checked
    other = TestKey(2)

    def take_over(connection: Connection) -> None:
        connection.execute(update(Audit).where(row(signed, 2)).values(body="{}"))
        connection.execute(delete(AuditCheckpoint))
        connection.execute(
            update(Station).where(Station.id == signed.station).values(public_key=other.public_key)
        )

    signed.attack(take_over)
    assert found(signed, mark) == [(Damage.KEY, None), (Damage.CHANGED, 2)]


def test_fault_k10_a_forged_mark_lets_nothing_be_skipped(checked: Checked) -> None:
    signed, mark = checked
    signed.attack(lambda c: c.execute(update(Audit).where(row(signed, 8)).values(body="{}")))
    head = signed.office.work.read(
        lambda session: session.execute(
            select(AuditHead.seq, AuditHead.hash).where(AuditHead.station_id == signed.station)
        ).one()
    )
    forged = replace(mark, seq=head.seq, head=head.hash.hex())
    faults = signed.verify(with_file=False, since=[forged]).faults
    assert [fault.damage for fault in faults] == [Damage.KEY, Damage.CHANGED]


def test_a_mark_of_a_station_that_is_gone_is_a_finding(checked: Checked) -> None:
    signed, _ = checked
    key, station = TestKey(3), new_id()
    message = checkpoint_message(station, 4, bytes(32))
    line = CheckpointLine(
        station=station, seq=4, head=bytes(32).hex(), at=signed.office.now, key=key.public_key,
        signature=key.sign(message).hex(),
    )  # fmt: skip
    [fault] = signed.verify(since=[line]).faults
    assert (fault.damage, fault.station) == (Damage.CUT, station)


def test_marks_are_kept_by_station_and_a_doubted_one_is_dropped(checked: Checked, tmp_path: Path) -> None:
    signed, mark = checked
    path = tmp_path / "terperiksa.jsonl"
    assert read_marks(path) == []
    keep_marks(path, [mark])
    assert read_marks(path) == [mark]
    newest = [line for line in signed.verify(since=read_marks(path)).marks if line.station == signed.station]
    keep_marks(path, newest, doubted=[mark])
    assert read_marks(path) == newest
    keep_marks(path, [], doubted=newest)
    assert read_marks(path) == []
    for broken in (b"bukan JSON\n", encode(mark).replace(mark.head.encode(), b"xy")):
        path.write_bytes(broken)
        assert read_marks(path) == []
    keep_marks(path, [mark])
    assert read_marks(path) == [mark]


def test_a_value_that_is_not_of_its_type_is_a_changed_row(signed: Trail) -> None:
    """SQLite keeps what it is given: text in the place of a time."""
    if signed.office.work.engine.dialect.name == "postgresql":
        change = "UPDATE audit SET at = -9223372036854775808 WHERE seq = 2"
    else:
        change = "UPDATE audit SET at = 'besok' WHERE seq = 2"
    signed.attack(lambda c: c.exec_driver_sql(change))
    assert signed.first(with_file=False) == (Damage.CHANGED, 2)
