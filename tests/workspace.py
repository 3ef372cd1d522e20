"""A place of its own for a test: database, files and clock, by way of the environment."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timezone
from pathlib import Path

from bot.plan import parse
from bot.settings import ROOT, Settings, read_settings
from bot.store.loader import load_plan
from bot.store.session import open_store

DEFAULT_PLAN = ROOT / "data" / "plans" / "2022-education-sports-speech.txt"
TODAY = date(2022, 3, 1)


def load_text(settings: Settings, text: str, slug: str) -> None:
    """Parse `text` and make it the default plan of the settings' database."""
    store = open_store(settings.database_url)
    store.upgrade()
    load_plan(store, parse(text, name=slug), slug=slug, file=slug, loaded_at=datetime.now(timezone.utc))
    store.close()


@contextmanager
def environment(folder: Path) -> Iterator[Settings]:
    """An environment whose files are all in `folder`, with a fixed clock."""
    changed = {"VAR": str(folder), "TODAY": TODAY.isoformat(), "RASA_TELEMETRY_ENABLED": "false"}
    changed["RASA_MAX_CACHE_SIZE"] = "0"  # its cache would train on with components that have changed since
    unset = ("DATABASE_URL", "PLAN", "PORT", "ACTION_PORT", "HOST")
    before = {name: os.environ.get(name) for name in (*changed, *unset)}
    os.environ.update(changed)
    for name in unset:
        os.environ.pop(name, None)
    try:
        yield read_settings()
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
