"""A plan as the JSON that `parse --json` prints. Other tools read it: its shape is stable."""

from __future__ import annotations

from typing import Any

from bot.records import Deadline, Plan, Target, Task


def plan_as_json(plan: Plan) -> dict[str, Any]:
    """The plan in the shape that docs and tests fix: only strings, numbers, lists and null."""
    return {
        "title": plan.title,
        "year": plan.year,
        "issuer": plan.issuer,
        "characters": len(plan.text),
        "sections": [
            {
                "id": section.id,
                "parent": section.parent,
                "level": section.level,
                "number": section.number,
                "title": section.title,
                "kind": section.kind.value,
                "start": section.start,
                "end": section.end,
            }
            for section in plan.sections
        ],
        "tasks": [_task(task) for task in plan.tasks],
        "results": [
            {
                "section": result.section,
                "name": result.name,
                "raw": result.raw,
                "start": result.start,
                "end": result.end,
                "quote": result.quote,
                "redacted": result.redacted,
            }
            for result in plan.results
        ],
        "regimes": [
            {
                "name": regime.name,
                "steps": [
                    {"within": step.within, "what": step.what, "quote": step.quote} for step in regime.steps
                ],
            }
            for regime in plan.regimes
        ],
        "terms": [
            {
                "name": term.name,
                "members": list(term.members),
                "explained": term.explained,
                "quote": term.quote,
            }
            for term in plan.terms
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
        "priority": {"cue": task.priority} if task.priority else None,
        "deadline": _deadline(task.deadline) if task.deadline else None,
        "targets": [_target(target) for target in task.targets],
    }


def _deadline(deadline: Deadline) -> dict[str, Any]:
    return {
        "raw": deadline.raw,
        "start": deadline.start,
        "end": deadline.end,
        "due": deadline.due.isoformat() if deadline.due else None,
        "precision": deadline.precision.value,
        "firm": deadline.firm,
    }


def _target(target: Target) -> dict[str, Any]:
    return {
        "name": target.name,
        "raw": target.raw,
        "start": target.start,
        "end": target.end,
        "op": target.op.value,
        "min": _number(target.min),
        "max": _number(target.max),
        "unit": target.unit,
        "redacted": target.redacted,
    }


def _number(value: float | None) -> int | float | None:
    """Whole numbers without a decimal point."""
    return int(value) if value is not None and value == int(value) else value
