"""Alembic's entry point: runs on the connection that ``store.migrate`` opened."""

from alembic import context

from bkpsdm_desktop.store import sync_tables  # noqa: F401 - its tables are of the same metadata
from bkpsdm_desktop.store.tables import Office

# A partial index has one condition; the tables tell it to SQLite alone.
for table in Office.metadata.tables.values():
    for index in table.indexes:
        if (where := index.dialect_options["sqlite"]["where"]) is not None:
            index.dialect_options["postgresql"]["where"] = where

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Office.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    transactional_ddl=True,
    user_module_prefix="types.",
)
context.run_migrations()
