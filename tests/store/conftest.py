"""A fresh database for each test: SQLite in memory, or the PostgreSQL of TEST_DATABASE_URL.

That one is emptied before each test, by one process at a time, so its name must say that it
is for tests: TEST_DATABASE_URL=postgresql://user:password@127.0.0.1/plans_test
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import make_url

from bot.records import Plan
from bot.store.loader import LoadReport, load_plan
from bot.store.session import Store, open_store

MONDAY = datetime(2022, 3, 7, 9, 30, tzinfo=timezone(timedelta(hours=8)))


@pytest.fixture
def url() -> str:
    url = os.environ.get("TEST_DATABASE_URL") or "sqlite://"
    name = make_url(url).database or ""
    if not url.startswith("sqlite") and "test" not in name:
        pytest.fail(f"TEST_DATABASE_URL names {name}; tests empty only a database with test in its name")
    return url


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    store = open_store(url)
    if not url.startswith("sqlite"):
        with store.begin() as session:
            session.execute(sa.text("DROP SCHEMA public CASCADE"))
            session.execute(sa.text("CREATE SCHEMA public"))
    store.upgrade()
    yield store
    store.close()


Load = Callable[..., LoadReport]


@pytest.fixture
def put(store: Store) -> Load:
    """Load a plan, with a name and a time that do not matter to the test."""

    def put(plan: Plan, slug: str = "plan", at: datetime = MONDAY) -> LoadReport:
        return load_plan(store, plan, slug=slug, file=f"{slug}.txt", loaded_at=at)

    return put
