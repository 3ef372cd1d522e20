"""A frozen copy of the database, for tests to write in without touching what the bot serves."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path

from sqlalchemy.engine import make_url

from bot.errors import StoreMissing
from bot.settings import Settings
from bot.store import queries
from bot.store.loader import load_plan
from bot.store.session import open_store

_NAMES = ("DATABASE_URL", "TODAY", "VAR", "RASA_TELEMETRY_ENABLED")


def freeze(settings: Settings, folder: Path) -> Settings:
    """Copy the settings' database into `folder`; the settings that lead to the copy.

    Raises StoreMissing when there is nothing to copy, and other StoreErrors.
    """
    folder.mkdir(parents=True, exist_ok=True)
    copy = folder / "frozen.db"
    frozen = replace(settings, database_url=f"sqlite:///{copy}")
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite":
        source = Path(url.database or "")
        if not source.is_file():
            raise StoreMissing("还没有数据库", "请先运行 make train 读入计划并训练。")
        with _closing(source) as there, _closing(copy) as here:
            there.backup(here)
        return frozen
    there_store, here_store = open_store(settings.database_url), open_store(frozen.database_url)
    with there_store.session() as session:
        info = queries.default_plan(session)
        plan = queries.load(session, info.slug)
    here_store.upgrade()
    load_plan(here_store, plan, slug=info.slug, file=info.file, loaded_at=datetime.now(timezone.utc))
    there_store.close()
    here_store.close()
    return frozen


@contextmanager
def _closing(file: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(file)
    try:
        yield connection
    finally:
        connection.close()


@contextmanager
def environment_of(settings: Settings) -> Iterator[None]:
    """The environment in which parts that read it by themselves find these settings."""
    before = {name: os.environ.get(name) for name in _NAMES}
    os.environ["DATABASE_URL"] = settings.database_url
    os.environ["VAR"] = str(settings.var)
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    if settings.today:
        os.environ["TODAY"] = settings.today.isoformat()
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
