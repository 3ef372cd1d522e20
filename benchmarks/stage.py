"""What is measured, made afresh: a database with the default plan, and a model trained for it."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import TypeVar

from bot.records import Plan
from bot.settings import ROOT, Settings, read_settings

Made = TypeVar("Made")
PLAN = ROOT / "data" / "plans" / "2022-education-sports-speech.txt"  # what the held-out questions are about
TODAY = "2022-03-01"
_UNSET = ("DATABASE_URL", "PLAN", "PORT", "ACTION_PORT", "HOST")  # of the environment that it is run in
# No cache: it misses changed code, and a second training would take no time.
_QUIET = {"RASA_TELEMETRY_ENABLED": "false", "RASA_MAX_CACHE_SIZE": "0", "TF_CPP_MIN_LOG_LEVEL": "3"}


@dataclass(frozen=True)
class Spent:
    """How long something took."""

    seconds: float  # that passed; more on a busy machine
    work: float  # seconds of the processor's time, over all threads of this process


@dataclass(frozen=True)
class Stage:
    """A trained bot's files, and the plan that it answers about."""

    settings: Settings
    plan: Plan
    model: Path
    training: Spent


def settle(folder: Path) -> Settings:
    """Make `folder`, emptied, the place of all files of this process, with a fixed clock.

    To be called before Rasa is imported: some of it reads the environment then.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in _UNSET:
        os.environ.pop(name, None)
    os.environ.update(VAR=str(folder), TODAY=TODAY, **_QUIET)
    return read_settings()


def prepare(settings: Settings, log: Path) -> Stage:
    """Load the plan and train. What Rasa says goes to `log`. Raises PlanBotErrors."""
    import rasa.model_training  # noqa: F401  # seconds that are no training

    from bot.service.loading import load_file
    from bot.store.session import open_store
    from bot.training import train

    store = open_store(settings.database_url)
    store.upgrade()
    plan, _ = load_file(store, PLAN, settings, datetime.now(timezone.utc))
    store.close()
    model, spent = timed(lambda: train(settings, log))
    return Stage(settings, plan, model, spent)


def timed(work: Callable[[], Made]) -> tuple[Made, Spent]:
    """What `work` makes, and how long it takes."""
    began, busy = time.perf_counter(), time.process_time()
    made = work()
    return made, Spent(time.perf_counter() - began, time.process_time() - busy)
