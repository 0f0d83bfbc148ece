"""The list of what travels: complete, and without a secret."""

from datetime import UTC, datetime

import pytest

from bkpsdm_desktop.domain.instants import to_micros
from bkpsdm_desktop.store.migrate import newest_revision
from bkpsdm_desktop.store.sync_tables import UPDATES_NOT_LOGGED
from bkpsdm_desktop.store.tables import APPEND_ONLY, SYNCED, Office
from bkpsdm_desktop.store.wire_rows import ENTITIES, SCHEMA, Entity, Owner, day_of

SECRETS = ("password", "pin", "secret", "hash_of_pin", "failed", "locked", "settings", "token")
# An audit chain is nothing without its hashes; they are of what travels beside them.
NO_SECRETS = {"body_hash", "prev_hash", "hash"}


def test_what_the_office_owns_on_the_wire_is_what_its_triggers_log() -> None:
    owned = {name for name, entity in ENTITIES.items() if entity.owner is Owner.OFFICE}
    assert owned == {table.__tablename__ for table in SYNCED}


@pytest.mark.parametrize("entity", ENTITIES.values(), ids=lambda entity: entity.name)
def test_every_column_travels_or_has_a_reason_to_stay(entity: Entity) -> None:
    columns = set(Office.metadata.tables[entity.name].columns.keys())
    assert set(entity.columns) | set(entity.at_home) == columns
    assert set(entity.columns).isdisjoint(entity.at_home)
    assert entity.columns[0] == "id"
    assert all(entity.at_home.values())
    assert entity.day in {"", *entity.columns}
    assert "office" not in " ".join(entity.columns)


@pytest.mark.parametrize("entity", ENTITIES.values(), ids=lambda entity: entity.name)
def test_no_secret_travels(entity: Entity) -> None:
    for column in set(entity.columns) - NO_SECRETS:
        assert not any(word in column for word in (*SECRETS, "hash")), column


def test_rows_that_never_change_are_those_that_the_database_keeps() -> None:
    fixed = {name for name, entity in ENTITIES.items() if not entity.mutable}
    assert fixed == {table.__tablename__ for table in (*APPEND_ONLY, *UPDATES_NOT_LOGGED)}


def test_the_schema_of_the_wire_is_the_newest_revision() -> None:
    assert int(newest_revision()) == SCHEMA


def test_the_day_of_a_row_is_the_offices_day() -> None:
    event, ticket, counter = ENTITIES["ticket_event"], ENTITIES["ticket"], ENTITIES["counter"]
    late = to_micros(datetime(2026, 11, 24, 18, 30, tzinfo=UTC))  # 01.30 WIB of the next day
    assert day_of(event, {"at": late}) == "2026-11-25"
    assert day_of(ticket, {"business_day": "2026-11-24"}) == "2026-11-24"
    assert day_of(counter, {"id": b""}) == ""
    for nonsense in ({}, {"at": None}, {"at": True}, {"at": 2**70}, {"at": b"x"}):
        assert day_of(event, nonsense) == ""
