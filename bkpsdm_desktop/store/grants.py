"""Rights of the two working roles on PostgreSQL: what a station may, and how much less a kiosk.

The owner role migrates and gives these rights; the roles themselves are made by the administrator
(docs/postgresql.md).
"""

from sqlalchemy import DDL, Connection, text

from bkpsdm_desktop.store.sync_tables import SEALED
from bkpsdm_desktop.store.tables import APPEND_ONLY, Office

STATION_ROLE = "bkpsdm_stasiun"
KIOSK_ROLE = "bkpsdm_kiosk"

# A kiosk stands in public: it takes numbers, prints them and keeps its own trail. It reads no account.
_KIOSK_READS = (
    "announcement", "closed_day", "counter", "counter_session", "holiday", "lease", "opening_hours",
    "series_gap", "service", "service_group", "station", "alembic_version", "printer", "change", "wait_pace",
)  # fmt: skip
_KIOSK_ADDS = ("ticket", "ticket_event", "print_job", "audit", "audit_head", "audit_checkpoint")
# Its triggers fill the queue of sync; what other stations changed it does not read there.
_KIOSK_FILLS = ("sync_log",)
_KIOSK_CHANGES = ("print_job", "audit_head", "series_counter", "station_run", "setting", "clock_hold")
# Of a booked visit a kiosk sees what check-in needs: no name, no telephone number.
_KIOSK_BOOKING = {
    "SELECT": "id, code, business_day, starts_at, service_id, cancelled_at, ticket_id, arrived_at",
    "UPDATE": "ticket_id, arrived_at",
}
_GRANT = "GRANT %(rights)s ON %(place)s TO %(role)s"
_APPEND_ONLY = {table.__tablename__ for table in APPEND_ONLY}
_SEALED = {table.__tablename__ for table in SEALED}


def grant(connection: Connection) -> list[str]:
    """Give the working roles their rights and no others; returns the roles that exist.

    Runs after every migration.
    """
    present = [role for role in (STATION_ROLE, KIOSK_ROLE) if _exists(connection, role)]
    for role in present:
        _run(connection, "REVOKE ALL ON %(place)s FROM %(role)s", role, place="ALL TABLES IN SCHEMA public")
    if STATION_ROLE in present:
        for table in sorted({*Office.metadata.tables, "alembic_version"}):
            _give(connection, STATION_ROLE, table, _station_rights(table))
    if KIOSK_ROLE in present:
        for table in _KIOSK_READS:
            _give(connection, KIOSK_ROLE, table, "SELECT")
        for table in _KIOSK_ADDS:
            _give(connection, KIOSK_ROLE, table, "SELECT, INSERT")
        for table in _KIOSK_FILLS:
            _give(connection, KIOSK_ROLE, table, "INSERT")
        for table in _KIOSK_CHANGES:
            _give(connection, KIOSK_ROLE, table, "SELECT, INSERT, UPDATE")
        for verb, columns in _KIOSK_BOOKING.items():
            _give(connection, KIOSK_ROLE, "booking", f"{verb} ({columns})")
    for role in present:
        _run(connection, _GRANT, role, "USAGE", "ALL SEQUENCES IN SCHEMA public")
    return present


def _station_rights(table: str) -> str:
    if table == "alembic_version":
        return "SELECT"
    if table in _SEALED:
        return "SELECT, INSERT, DELETE"
    return "SELECT, INSERT" if table in _APPEND_ONLY else "SELECT, INSERT, UPDATE, DELETE"


def _exists(connection: Connection, role: str) -> bool:
    query = text("SELECT 1 FROM pg_roles WHERE rolname = :role")
    return connection.execute(query, {"role": role}).first() is not None


def _give(connection: Connection, role: str, table: str, rights: str) -> None:
    _run(connection, _GRANT, role, rights, connection.dialect.identifier_preparer.quote(table))


def _run(connection: Connection, statement: str, role: str, rights: str = "", place: str = "") -> None:
    names = {"rights": rights, "place": place, "role": role}
    connection.execute(DDL(statement, context=names))  # type: ignore[no-untyped-call]
