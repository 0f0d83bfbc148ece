"""Triggers: every change of a synced row goes into the sync log; append-only rows stay as they are.

ORM events miss bulk, Core and text statements, triggers miss nothing. One function makes all of them
again at the end of every migration, because alembic's batch mode drops a table's triggers without a word.
"""

from sqlalchemy import Connection, text

from bkpsdm_desktop.store.sync_tables import SEALED, UPDATES_NOT_LOGGED
from bkpsdm_desktop.store.tables import APPEND_ONLY, SYNCED, Office

# What the triggers call on PostgreSQL.
_FUNCTIONS = {
    "bkpsdm_log_change": " BEGIN IF TG_OP = 'DELETE' THEN "
    "INSERT INTO sync_log (entity, entity_id, op) VALUES (TG_TABLE_NAME, OLD.id, 'D'); ELSE "
    "INSERT INTO sync_log (entity, entity_id, op) VALUES (TG_TABLE_NAME, NEW.id, left(TG_OP, 1)); "
    "END IF; RETURN NULL; END ",
    "bkpsdm_keep": " BEGIN RAISE EXCEPTION 'append-only'; END ",
}
_OPERATIONS = (("I", "INSERT", "NEW"), ("U", "UPDATE", "NEW"), ("D", "DELETE", "OLD"))
_KEPT = [(table, verb) for table in APPEND_ONLY for verb in ("update", "delete")] + [
    (table, "update") for table in SEALED
]


def recreate_triggers(connection: Connection) -> None:
    """Drop and create every trigger of ours."""
    for statement in _statements(connection.dialect.name):
        connection.execute(text(statement))


def expected_triggers(dialect: str) -> dict[str, str]:
    """Trigger name -> table name, as :func:`recreate_triggers` leaves them."""
    names = {}
    for table in SYNCED:
        for operation, _, _ in _OPERATIONS:
            if _is_logged(table, operation):
                names[f"sync_{table.__tablename__}_{operation.lower()}"] = table.__tablename__
    for table, verb in _KEPT:
        names[f"keep_{table.__tablename__}_{verb}"] = table.__tablename__
    return names


def _is_logged(table: type[Office], operation: str) -> bool:
    return operation != "U" or table not in UPDATES_NOT_LOGGED


def actual_triggers(connection: Connection) -> dict[str, str]:
    """Trigger name -> table name of those that work now as they were made; one that was switched off or
    given other contents is not among them."""
    if connection.dialect.name == "sqlite":
        made = {statement for statement in _sqlite_statements() if statement.startswith("CREATE TRIGGER")}
        rows = connection.execute(
            text("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")
        )
        return {name: table for name, table, sql in rows if sql in made}
    rows = connection.execute(
        text(
            "SELECT t.tgname, c.relname, pg_get_triggerdef(t.oid), p.proname, p.prosrc "
            "FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_proc p ON p.oid = t.tgfoid "
            # O and A fire in ordinary sessions; D is switched off, R fires in replication alone.
            "WHERE NOT t.tgisinternal AND n.nspname = current_schema() AND t.tgenabled IN ('O', 'A')"
        )
    )
    return {
        name: table
        for name, table, definition, function, source in rows
        if _FUNCTIONS.get(function) == source and _is_as_made(name, definition)
    }


def _is_as_made(name: str, definition: str) -> bool:
    """PostgreSQL shows a trigger in its own words: what must be in them is when and for which rows."""
    *_, verb = name.split("_")
    when = {"i": "AFTER INSERT", "u": "AFTER UPDATE", "d": "AFTER DELETE"}.get(verb, f"BEFORE {verb.upper()}")
    condition = "WHEN" in definition
    return (
        f" {when} ON " in definition
        and "FOR EACH ROW" in definition
        and condition == name.startswith("sync_")
    )


def _statements(dialect: str) -> list[str]:
    return _sqlite_statements() if dialect == "sqlite" else _postgresql_statements()


def _sqlite_statements() -> list[str]:
    # Rows that sync applies must not be logged again: a row in sync_applying, set and cleared in the same
    # transaction, switches the log off.
    statements = ["CREATE TABLE IF NOT EXISTS sync_applying (flag INTEGER PRIMARY KEY CHECK (flag = 1))"]
    for table in SYNCED:
        name = table.__tablename__
        for operation, verb, row in _OPERATIONS:
            trigger = f"sync_{name}_{operation.lower()}"
            statements.append(f"DROP TRIGGER IF EXISTS {trigger}")
            if _is_logged(table, operation):
                statements.append(
                    f"CREATE TRIGGER {trigger} AFTER {verb} ON {name} "
                    "WHEN NOT EXISTS (SELECT 1 FROM sync_applying) BEGIN "
                    "INSERT INTO sync_log (entity, entity_id, op) "
                    f"VALUES ('{name}', {row}.id, '{operation}'); END"
                )
    for table, verb in _KEPT:
        trigger = f"keep_{table.__tablename__}_{verb}"
        statements += [
            f"DROP TRIGGER IF EXISTS {trigger}",
            f"CREATE TRIGGER {trigger} BEFORE {verb.upper()} ON {table.__tablename__} "
            "BEGIN SELECT RAISE(ABORT, 'append-only'); END",
        ]
    return statements


def _postgresql_statements() -> list[str]:
    statements = [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$"
        for name, body in _FUNCTIONS.items()
    ]
    for table in SYNCED:
        name = table.__tablename__
        for operation, verb, _ in _OPERATIONS:
            trigger = f"sync_{name}_{operation.lower()}"
            statements.append(f"DROP TRIGGER IF EXISTS {trigger} ON {name}")
            if _is_logged(table, operation):
                statements.append(
                    f"CREATE TRIGGER {trigger} AFTER {verb} ON {name} FOR EACH ROW "
                    "WHEN (coalesce(current_setting('bkpsdm.applying', true), '') = '') "
                    "EXECUTE FUNCTION bkpsdm_log_change()"
                )
    for table, verb in _KEPT:
        name = table.__tablename__
        trigger = f"keep_{name}_{verb}"
        statements += [
            f"DROP TRIGGER IF EXISTS {trigger} ON {name}",
            f"CREATE TRIGGER {trigger} BEFORE {verb.upper()} ON {name} "
            "FOR EACH ROW EXECUTE FUNCTION bkpsdm_keep()",
        ]
    return statements
