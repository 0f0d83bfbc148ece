"""Migrations, one alembic tree for each kind of database."""
