"""The shape of `parse --json`. Other tools read it: names and nesting stay as they are."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from bot.records import Deadline, Plan, Target, Task


def plan_as_json(plan: Plan) -> dict[str, Any]:
    """The plan as JSON's own types. Offsets are half-open, in code points of the decoded text."""
    return {
        "title": plan.title,
        "year": plan.year,
        "issuer": plan.issuer,
        "characters": len(plan.text),
        "sections": [{**asdict(section), "kind": section.kind.value} for section in plan.sections],
        "tasks": [_task(task) for task in plan.tasks],
        "results": [asdict(result) for result in plan.results],
        "regimes": [
            {
                "name": regime.name,
                "steps": [{"within": s.within, "what": s.what, "quote": s.quote} for s in regime.steps],
            }
            for regime in plan.regimes
        ],
        "terms": [
            {"name": t.name, "members": list(t.members), "explained": t.explained, "quote": t.quote}
            for t in plan.terms
        ],
    }


def _task(task: Task) -> dict[str, Any]:
    return {
        "id": task.id,
        "section": task.section,
        "title": task.title,
        "quote": task.quote,
        "start": task.start,
        "end": task.end,
        "owners": [{"name": owner.name, "inferred": owner.inferred} for owner in task.owners],
        "supporters": list(task.supporters),
        "priority": {"cue": task.priority} if task.priority is not None else None,
        "deadline": _deadline(task.deadline) if task.deadline else None,
        "targets": [_target(target) for target in task.targets],
    }


def _deadline(deadline: Deadline) -> dict[str, Any]:
    return {
        **asdict(deadline),
        "due": deadline.due.isoformat() if deadline.due else None,
        "precision": deadline.precision.value,
    }


def _target(target: Target) -> dict[str, Any]:
    return {**asdict(target), "op": target.op.value, "min": _figure(target.min), "max": _figure(target.max)}


def _figure(value: float | None) -> float | int | None:
    """Whole numbers without a point, as people write them."""
    return int(value) if value is not None and value.is_integer() else value
