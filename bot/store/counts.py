"""Counting a plan's tasks, and the first and last day that they name.

`where` chooses the tasks; its order, limit and offset do not matter here.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.store import tables as t
from bot.store.faults import no_plan
from bot.store.filters import ALL_TASKS, TaskFilter, chosen


def plan_id(session: Session, slug: str) -> int:
    """The key of a plan's rows. Raises StoreMissing when there is no such plan."""
    found = session.execute(sa.select(t.plan.c.id).where(t.plan.c.slug == slug)).scalar()
    if found is None:
        raise no_plan(slug)
    return int(found)


def count_tasks(session: Session, slug: str, where: TaskFilter = ALL_TASKS) -> int:
    """How many tasks `where` chooses."""
    query = sa.select(sa.func.count()).select_from(t.task)
    return int(session.execute(query.where(*chosen(session, plan_id(session, slug), where))).scalar_one())


def count_by_section(session: Session, slug: str, where: TaskFilter = ALL_TASKS) -> dict[str, int]:
    """How many of the chosen tasks each section holds, those below it included; document order.

    Sections without any are left out.
    """
    plan = plan_id(session, slug)
    query = sa.select(t.task.c.section_id, sa.func.count()).where(*chosen(session, plan, where))
    counts: Counter[str] = Counter()
    for section, count in session.execute(query.group_by(t.task.c.section_id)):
        ordinals = section.split(".")
        for depth in range(len(ordinals)):
            counts[".".join(ordinals[: depth + 1])] += count
    s = t.section.c
    order = session.execute(sa.select(s.id).where(s.plan_id == plan).order_by(s.position)).scalars()
    return {section: counts[section] for section in order if section in counts}


def count_by_owner(session: Session, slug: str, where: TaskFilter = ALL_TASKS) -> list[tuple[str, int]]:
    """How many of the chosen tasks each owner has, most first. A task of two owners counts for both."""
    return [(name, count) for name, count, _ in _by_owner(session, slug, where)]


def owners(session: Session, slug: str) -> list[tuple[str, int, int]]:
    """Every owner with the number of its tasks, and in how many of these it is only inferred; most first."""
    return _by_owner(session, slug, ALL_TASKS)


def earliest_deadline(session: Session, slug: str, where: TaskFilter = ALL_TASKS) -> date | None:
    """The first day by which a chosen task is due; None when none of them names a day."""
    return _due(session, slug, where, sa.func.min(t.task.c.due))


def latest_deadline(session: Session, slug: str, where: TaskFilter = ALL_TASKS) -> date | None:
    """The last day by which a chosen task is due; None when none of them names a day."""
    return _due(session, slug, where, sa.func.max(t.task.c.due))


def _due(session: Session, slug: str, where: TaskFilter, which: Any) -> date | None:
    query = sa.select(which).where(*chosen(session, plan_id(session, slug), where))
    found: date | None = session.execute(query).scalar()
    return found


def _by_owner(session: Session, slug: str, where: TaskFilter) -> list[tuple[str, int, int]]:
    o = t.task_owner.c
    inferred = sa.func.sum(sa.case((o.inferred, 1), else_=0))
    query = (
        sa.select(o.name, sa.func.count(), inferred)
        .join(t.task, sa.and_(t.task.c.plan_id == o.plan_id, t.task.c.id == o.task_id))
        .where(*chosen(session, plan_id(session, slug), where))
        .group_by(o.name)
        .order_by(sa.func.count().desc(), sa.func.min(t.task.c.position), sa.func.min(o.position), o.name)
    )
    return [(str(name), int(count), int(guessed)) for name, count, guessed in session.execute(query)]
