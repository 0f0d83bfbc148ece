"""The office database: tables, transactions, migrations, change feed, sync log."""
