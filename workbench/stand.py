"""What conversations are held on: the plan in a database, and a model trained for it.

Made once, and kept until something changes that they are made from.
"""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timezone
from pathlib import Path

from bot.service import loading, model
from bot.settings import Settings
from bot.store.session import open_store

TODAY = date(2022, 3, 1)  # of conversations that name no other day
KEEP = 3  # stands
MADE_FROM = (*model.TRAINED_FROM, "bot/plan", "bot/store")


@dataclass(frozen=True)
class Stand:
    """A database with a plan, and the model for it."""

    settings: Settings
    model: Path


def stand(settings: Settings) -> Stand:
    """The stand for the settings' plan file; made now if there is none that fits. Processes take turns.

    Raises PlanNotReadable, StoreError, ServiceError.
    """
    folder = settings.var / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    text = settings.plan.read_bytes().decode("utf-8", "replace") if settings.plan.is_file() else ""
    mark = model.fingerprint([settings.plan.name + text], parts=MADE_FROM)
    place = folder / "stands" / mark[:16]
    own = replace(settings, var=place, database_url=f"sqlite:///{place / 'plans.db'}", today=TODAY)
    with _alone(folder / "lock"):
        if not model.model_path(own, mark).is_file():
            shutil.rmtree(place, ignore_errors=True)  # half made
            place.mkdir(parents=True)
            store = open_store(own.database_url)
            store.upgrade()
            loading.load_file(store, own.plan, own, datetime.now(timezone.utc))
            store.close()
            model.train(own, mark)
            _forget(folder / "stands")
    return Stand(own, model.trained_model(own, mark))


def _forget(stands: Path) -> None:
    """Drop the oldest stands; the newest may be in use by other processes."""
    for older in sorted(stands.iterdir(), key=lambda one: one.stat().st_mtime, reverse=True)[KEEP:]:
        shutil.rmtree(older, ignore_errors=True)


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """One process at a time."""
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
