"""What several parts' tests need: the default plan in a database, and a model that was trained from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from workspace import DEFAULT_PLAN, environment, load_text

from bot.records import Plan
from bot.settings import Settings, read_settings
from bot.store import queries
from bot.store.session import open_store
from workbench.stand import stand

pytest_plugins = ["workbench.plugin", "pytester"]


@pytest.fixture(scope="session")
def default_plan_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a database that holds the default plan."""
    folder = tmp_path_factory.mktemp("default-plan")
    with environment(folder) as settings:
        load_text(settings, DEFAULT_PLAN.read_text(encoding="utf-8-sig"), DEFAULT_PLAN.stem)
    return folder


@pytest.fixture
def default_plan(default_plan_folder: Path) -> Iterator[Settings]:
    """The settings of an environment in which the default plan is loaded."""
    with environment(default_plan_folder) as settings:
        yield settings


@pytest.fixture(scope="session")
def trained_model() -> Path:
    """A model for the default plan: the bench's, trained only when something has changed that makes it."""
    return stand(replace(read_settings(), plan=DEFAULT_PLAN)).model


@pytest.fixture
def default_plan_record(default_plan: Settings) -> Plan:
    """The default plan as the database has it."""
    store = open_store(default_plan.database_url)
    with store.session() as session:
        plan = queries.load(session, queries.default_plan(session).slug)
    store.close()
    return plan
