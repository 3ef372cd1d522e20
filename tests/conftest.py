"""What several parts' tests need: the default plan in a database, and a model that was trained from it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from workspace import DEFAULT_PLAN, environment, load_text

from bot.records import Plan
from bot.settings import Settings
from bot.store import queries
from bot.store.session import open_store

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
def trained_model(default_plan_folder: Path) -> Path:
    """A model for the default plan. Trained once for all tests that ask for it."""
    from bot.training import train

    with environment(default_plan_folder) as settings:
        return train(settings, default_plan_folder / "train.log")


@pytest.fixture
def default_plan_record(default_plan: Settings) -> Plan:
    """The default plan as the database has it."""
    store = open_store(default_plan.database_url)
    with store.session() as session:
        plan = queries.load(session, queries.default_plan(session).slug)
    store.close()
    return plan
