"""From a plan's file to the database, and from the database's texts to a better reading of them."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime
from pathlib import Path

from bot.records import Plan
from bot.service.model import fingerprint
from bot.settings import Settings
from bot.store import queries
from bot.store.loader import LoadReport, load_plan
from bot.store.session import Store

# What decides how a text is read: when it changes, plans that are loaded already are read again.
READ_BY = ("bot/plan", "bot/text", "bot/records.py", "data/lexicon")


def slug_of(file: Path) -> str:
    """The name under which a file's plan is kept: that of the file, in characters that suit any shell."""
    return re.sub(r"[^\w.-]+", "-", file.stem).strip("-.").lower() or "plan"


def read_plan(file: Path, settings: Settings) -> Plan:
    """Read a plan from its file. Raises PlanNotReadable and its kinds."""
    from bot.plan import check_plan, parse, read_text  # a start with nothing to read does without the parser

    text = read_text(file)
    plan = parse(text, settings.lexicon, file.stem)
    check_plan(text, tasks=len(plan.tasks), sections=len(plan.sections), name=file.name)
    return plan


def load_file(store: Store, file: Path, settings: Settings, now: datetime) -> tuple[Plan, LoadReport]:
    """Read a plan and make it the default one. Raises PlanNotReadable, StoreError."""
    plan = read_plan(file, settings)
    report = load_plan(store, plan, slug=slug_of(file), file=file.name, loaded_at=now)
    return plan, report


def is_outdated(settings: Settings) -> bool:
    """Whether the program reads plans differently from when the database's were loaded."""
    try:
        return _stamp(settings).read_text(encoding="utf-8") != _reading()
    except OSError:
        return True


def remember_reading(settings: Settings) -> None:
    """Note that all of the database's plans were read as the program reads now."""
    stamp = _stamp(settings)
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(_reading(), encoding="utf-8")


def read_again(store: Store, settings: Settings, now: datetime) -> None:
    """Read all loaded plans again from their texts; order and ids of what is unchanged are kept."""
    from bot.plan import parse

    with store.session() as session:
        oldest_first = queries.plans(session)[::-1]
        texts = [queries.plan_text(session, info.slug) for info in oldest_first]
    for info, text in zip(oldest_first, texts, strict=True):
        plan = parse(text, settings.lexicon, Path(info.file).stem)
        load_plan(store, plan, slug=info.slug, file=info.file, loaded_at=now)


def _reading() -> str:
    return fingerprint((), parts=READ_BY)


def _stamp(settings: Settings) -> Path:
    name = hashlib.sha256(settings.database_url.encode()).hexdigest()[:8]
    return settings.var / f"read-{name}.stamp"
