"""Migrations: bring a database's tables to what tables.py says.

A change of tables.py needs a new file in migrations/versions/ with the next number. A test
compares what the migrations make with what tables.py says, and prints what is missing.
"""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy.engine import Connection

from bot.store.faults import too_new

_MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK = 7310  # any number, the same for all processes of this program


def upgrade_to_head(connection: Connection) -> None:
    """Run the migrations that are missing, in the transaction that `connection` is in.

    Raises StoreError when the database is newer than the program.
    """
    if connection.dialect.name == "postgresql":  # SQLite's transaction already keeps others out
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    try:
        command.upgrade(migrations(connection), "head")
    except CommandError as error:
        raise too_new() from error


def migrations(connection: Connection) -> Config:
    """What alembic's commands need to run this program's migrations on `connection`."""
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
