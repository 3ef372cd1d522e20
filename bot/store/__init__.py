"""The task database: tables, session, loader, queries, log and migrations. SQLAlchemy stays in here."""
