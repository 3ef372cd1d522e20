"""The plan in figures: what people would rather look at than read."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from bot.channels.web.plans import PlanView
from bot.records import Section, Task

MOST_OWNERS = 12
CHAPTER = 2  # the level of the outline by which tasks are counted


def overview(view: PlanView, today: date) -> dict[str, Any]:
    """Totals, deadlines by day, and tasks and targets by section and by owner."""
    plan = view.plan
    targets = [target for task in plan.tasks for target in task.targets]
    return {
        "plan": view.head,
        "today": today.isoformat(),
        "totals": {
            "tasks": len(plan.tasks),
            "deadlines": sum(task.deadline is not None for task in plan.tasks),
            "stated": sum(not target.redacted for target in targets),
            "redacted": sum(target.redacted for target in targets),
        },
        "deadlines": _deadlines(plan.tasks),
        "sections": _by_section(view),
        "owners": _by_owner(plan.tasks),
    }


def _deadlines(tasks: tuple[Task, ...]) -> list[dict[str, Any]]:
    dated = [(task.deadline.due, task) for task in tasks if task.deadline and task.deadline.due]
    return [
        {
            "title": task.title,
            "raw": task.deadline.raw if task.deadline else "",
            "due": due.isoformat(),
            "precision": task.deadline.precision.value if task.deadline else None,
            "start": task.start,
            "end": task.end,
        }
        for due, task in sorted(dated, key=lambda pair: (pair[0], pair[1].start))
    ]


def _by_section(view: PlanView) -> list[dict[str, Any]]:
    """The chapters that hold tasks, in the plan's order."""
    rows: dict[str, dict[str, Any]] = {}
    for task in view.plan.tasks:
        chapter = _chapter(view, task)
        if chapter is None:
            continue
        row = rows.setdefault(
            chapter.id,
            {"title": chapter.title, "start": chapter.start, "tasks": 0, "stated": 0, "redacted": 0},
        )
        row["tasks"] += 1
        for target in task.targets:
            row["redacted" if target.redacted else "stated"] += 1
    return sorted(rows.values(), key=lambda row: row["start"])


def _chapter(view: PlanView, task: Task) -> Section | None:
    chain = view.chain(task.section)
    return chain[min(CHAPTER, len(chain)) - 1] if chain else None


def _by_owner(tasks: tuple[Task, ...]) -> list[dict[str, Any]]:
    """Who has most tasks first; what is inferred is counted apart."""
    named: Counter[str] = Counter()
    inferred: Counter[str] = Counter()
    for task in tasks:
        for owner in task.owners:
            (inferred if owner.inferred else named)[owner.name] += 1
    names = sorted({**named, **inferred}, key=lambda name: -(named[name] + inferred[name]))
    return [{"name": name, "named": named[name], "inferred": inferred[name]} for name in names[:MOST_OWNERS]]
