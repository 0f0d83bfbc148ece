"""Alembic's entry point: runs on the connection that ``store.migrate`` opened."""

from alembic import context

from bkpsdm_desktop.store.tables import Office

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Office.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    transactional_ddl=True,
    user_module_prefix="types.",
)
context.run_migrations()
