"""The two working roles on PostgreSQL: enough for a day, and nothing that a stolen kiosk could use."""

import os
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import psycopg
import pytest
from psycopg import errors, sql
from PySide6.QtWidgets import QApplication
from sqlalchemy import insert, make_url, select
from sqlalchemy.orm import Session

from bkpsdm_desktop.app.acts import CounterDesk, DisplayDesk, KioskDesk
from bkpsdm_desktop.app.demo import MadeUp
from bkpsdm_desktop.app.setup import initialise_postgresql
from bkpsdm_desktop.app.station import Station, open_work
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.languages import Language
from bkpsdm_desktop.domain.numbers import ticket_code
from bkpsdm_desktop.services import trail
from bkpsdm_desktop.store.grants import KIOSK_ROLE, STATION_ROLE
from bkpsdm_desktop.store.ids import new_id, reference_id
from bkpsdm_desktop.store.tables import AuditCheckpoint, Booking
from tests.helpers.accounts import signed_in
from tests.helpers.database import postgresql_database, server_url
from tests.helpers.pc import COUNTER, DISPLAY, KIOSK, made_up_pc, until
from tests.helpers.qtloop import played

pytestmark = pytest.mark.slow

# One role at a time is made, however many processes run tests.
_ROLES_LOCK = 0x524F4C45


def connected(url: str, role: str = "") -> psycopg.Connection[tuple[object, ...]]:
    parsed = make_url(url)
    return psycopg.connect(
        host=parsed.host,
        port=parsed.port,
        dbname=parsed.database,
        user=role or parsed.username,
        autocommit=True,
    )


def make_roles() -> None:
    """As the administrator does by docs/postgresql.md; the password is that of the password file."""
    password = Path(os.environ["PGPASSFILE"]).read_text(encoding="utf-8").strip().rpartition(":")[2]
    with closing(connected(server_url())) as connection, connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (_ROLES_LOCK,))
        for role in (STATION_ROLE, KIOSK_ROLE):
            known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchone()
            verb = sql.SQL("ALTER" if known else "CREATE")
            statement = sql.SQL("{} ROLE {} LOGIN PASSWORD {}")
            connection.execute(statement.format(verb, sql.Identifier(role), sql.Literal(password)))


@pytest.fixture
def owned() -> Iterator[str]:
    """A database that its owner has migrated after the roles were made."""
    make_roles()
    with postgresql_database(empty=True) as url:
        initialise_postgresql(url)
        yield url


@pytest.fixture
def made(owned: str, tmp_path: Path) -> MadeUp:
    """Its office; from now on the kiosk's PC uses the kiosk's role, the others that of stations."""
    made = made_up_pc(tmp_path / "data", owned)
    for name in made.folder.station_names():
        config = made.folder.read_station(name)
        role = KIOSK_ROLE if config.role == "kiosk" else STATION_ROLE
        address = make_url(owned).set(username=role).render_as_string()
        made.folder.write_station(msgspec.structs.replace(config, database=address))
    return made


def station_of(made: MadeUp, name: str) -> Station:
    return Station(made.folder, made.folder.read_station(name))


def checkpoints_of(station: Station) -> int:
    def count(session: Session) -> int:
        rows = select(AuditCheckpoint).where(AuditCheckpoint.station_id == station.config.id)
        return len(session.scalars(rows).all())

    work = open_work(station.folder, station.config.database)
    with closing(work):
        return work.read(count)


@played
async def test_a_kiosk_gives_numbers_prints_checks_its_pin_and_signs_with_its_own_role(
    qapp: QApplication, made: MadeUp
) -> None:
    station = station_of(made, KIOSK)
    await station.start()
    try:
        kiosk = KioskDesk(station.desk, ignore_hours=True)
        assert (await kiosk.state()).groups
        await kiosk.take(service=reference_id("service", "CT"), priority=None)
        await until(lambda: bool(list(made.slips.glob("*.bin"))))
        assert not (await kiosk.check_pin("000000")).right
        assert (await kiosk.check_pin("246810")).right
        with pytest.raises(Refused, match="tidak berhak"):
            await signed_in(station.desk, "rani", made.passwords["rani"])
    finally:
        await station.close()
    assert checkpoints_of(station) == 1


@played
async def test_a_counter_and_a_display_work_a_day_with_the_role_of_stations(
    qapp: QApplication, made: MadeUp
) -> None:
    kiosk, counter, display = (station_of(made, name) for name in (KIOSK, COUNTER, DISPLAY))
    for station in (kiosk, counter, display):
        await station.start()
    try:
        visitor = KioskDesk(kiosk.desk, ignore_hours=True)
        await visitor.take(service=reference_id("service", "CT"), priority=None)
        person = await signed_in(counter.desk, "rani", made.passwords["rani"])
        desk = CounterDesk(counter.desk, person)
        for act in (desk.open_counter, desk.call_next, desk.recall, desk.start_serving, desk.finish):
            await act()
        board = await DisplayDesk(display.desk).board()
        await DisplayDesk(display.desk).shown([call.announcement for call in board.calls])
        await desk.undo()
        await desk.finish()
        await desk.close_counter()
        await desk.sign_out()
        boss = await signed_in(counter.desk, "admin", made.passwords["admin"])
        assert "ditutup" in await CounterDesk(counter.desk, boss).close_day()
        assert await counter.work.bind_read(trail.verify_trail)() == []
    finally:
        for station in (display, counter, kiosk):
            await station.close()


@played
async def test_a_kiosk_checks_a_booked_visitor_in_without_seeing_who_it_is(
    qapp: QApplication, made: MadeUp, owned: str
) -> None:
    station = station_of(made, KIOSK)
    code, now = ticket_code("TGS", b"abcde"), datetime.now(UTC)
    values = {
        "id": new_id(), "code": code, "business_day": business_day(now), "starts_at": now,
        "service_id": reference_id("service", "CT"), "name": "Rani Contoh", "contact": "0812", "note": "",
        "created_at": now,
    }  # fmt: skip
    with closing(open_work(made.folder, owned)) as owner:
        owner.run(lambda session: session.execute(insert(Booking).values(**values)))
    await station.start()
    try:
        kiosk = KioskDesk(station.desk, ignore_hours=True)
        ticket = await kiosk.check_in(code, language=Language.ENGLISH)
        assert (ticket.group, ticket.booked_at) == ("Leave", now)
        with pytest.raises(Refused, match=f"Nomor Anda {ticket.label}"):
            await kiosk.check_in(code, language=Language.ENGLISH)
        with pytest.raises(Refused, match="tidak ada di kantor ini"):
            await kiosk.check_in(ticket_code("TGS", b"zzzzz"), language=Language.INDONESIAN)
    finally:
        await station.close()


FORBIDDEN = {
    KIOSK_ROLE: (
        "SELECT name FROM booking",
        "SELECT contact FROM booking",
        "SELECT * FROM booking",
        "UPDATE booking SET cancelled_at = 0",
        "UPDATE booking SET name = ''",
        "DELETE FROM booking",
        "SELECT password_hash FROM person",
        "SELECT * FROM skill",
        "UPDATE station SET public_key = ''",
        "UPDATE ticket SET number = 1",
        "DELETE FROM ticket",
        "UPDATE counter_session SET closed_at = 0",
        "DELETE FROM sync_log",
        "SELECT entity FROM sync_log",
        "SELECT payload FROM sync_entry",
        "SELECT * FROM sync_row",
        "SELECT * FROM sync_state",
        "SELECT * FROM sync_parked",
        "SELECT * FROM sync_trouble",
        "DELETE FROM sync_entry",
    ),
    STATION_ROLE: (
        "UPDATE series_gap SET last = 0",
        "DELETE FROM series_gap",
        "UPDATE sync_entry SET seq = 9",
    ),
}
FORBIDDEN_TO_BOTH = (
    "UPDATE audit SET action = ''",
    "DELETE FROM audit",
    "TRUNCATE audit",
    "DELETE FROM audit_checkpoint",
    "UPDATE ticket_event SET act = 'call'",
    "DROP TABLE ticket",
    "DROP TRIGGER keep_audit_update ON audit",
    "ALTER TABLE audit DISABLE TRIGGER ALL",
    "CREATE TABLE lain (a integer)",
    "UPDATE alembic_version SET version_num = ''",
)


@pytest.mark.parametrize("role", [KIOSK_ROLE, STATION_ROLE])
def test_a_role_can_do_nothing_else(owned: str, role: str) -> None:
    with closing(connected(owned, role)) as connection:
        for statement in (*FORBIDDEN[role], *FORBIDDEN_TO_BOTH):
            with pytest.raises(errors.InsufficientPrivilege):
                connection.execute(statement)


def test_a_migration_takes_back_rights_that_somebody_gave(owned: str) -> None:
    with closing(connected(owned)) as owner, closing(connected(owned, KIOSK_ROLE)) as kiosk:
        owner.execute(f"GRANT SELECT ON person TO {KIOSK_ROLE}")
        kiosk.execute("SELECT 1 FROM person")
        initialise_postgresql(owned)
        with pytest.raises(errors.InsufficientPrivilege):
            kiosk.execute("SELECT 1 FROM person")
