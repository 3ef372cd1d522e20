"""What the migrations make is what tables.py says."""

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from bot.errors import StoreError
from bot.store import wecom
from bot.store.migrate import migrations
from bot.store.session import open_store
from bot.store.tables import OF_A_PLAN, metadata


def _checks(connection):
    inspector = sa.inspect(connection)
    return {
        (table, check["name"], check["sqltext"])
        for table in inspector.get_table_names()
        for check in inspector.get_check_constraints(table)
    }


def test_head_is_what_the_tables_say(store):
    with store.session() as session:
        context = MigrationContext.configure(
            session.connection(), opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, metadata) == []


def test_head_checks_what_the_tables_check():
    migrated, made = open_store("sqlite://"), open_store("sqlite://")
    migrated.upgrade()
    with made.begin() as session:
        metadata.create_all(session.connection())
        wanted = _checks(session.connection())
    with migrated.session() as session:
        assert _checks(session.connection()) == wanted
    assert len(wanted) > 10


def test_every_table_of_a_plan_is_filled_by_the_loader():
    others = {"plan", "message", *(table.name for table in wecom.TABLES)}
    assert {table.name for table in OF_A_PLAN} == set(metadata.tables) - others


def test_upgrading_twice_changes_nothing(store):
    store.upgrade()
    with store.session() as session:
        assert session.execute(sa.text("SELECT count(*) FROM alembic_version")).scalar() == 1


def test_the_way_back_leaves_nothing(store):
    with store.begin() as session:
        command.downgrade(migrations(session.connection()), "base")
    with store.session() as session:
        assert sa.inspect(session.connection()).get_table_names() == ["alembic_version"]


def test_a_database_of_a_later_version_is_refused(store):
    with store.begin() as session:
        session.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="更新的版本"):
        store.upgrade()


def test_a_migration_that_fails_leaves_nothing_behind(tmp_path):
    store = open_store(f"sqlite:///{tmp_path / 'plans.db'}")
    (tmp_path / "plans.db").touch()
    with store.begin() as session:
        session.execute(sa.text("CREATE TABLE passage (mine INTEGER)"))  # made after plan and section
    with pytest.raises(StoreError):
        store.upgrade()
    with store.session() as session:
        assert sa.inspect(session.connection()).get_table_names() == ["passage"]
    store.close()
