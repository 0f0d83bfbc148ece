"""Alembic's entry point for the central database: runs on the connection that was opened for it."""

from alembic import context

from bkpsdm_desktop.store.central_tables import Central

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Central.metadata,
    version_table="central_version",
    render_as_batch=connection.dialect.name == "sqlite",
    transactional_ddl=True,
    user_module_prefix="types.",
)
context.run_migrations()
