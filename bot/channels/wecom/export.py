"""A list of tasks as a table to take away (.xlsx), and the key of the button that asks for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.channels.web.exports import workbook
from bot.channels.web.plans import PlanView
from bot.channels.wecom.cards import EXPORT, MOST_KEY

_MOST_TASKS = 2000


def listed_tasks(answer: Mapping[str, Any], view: PlanView) -> list[str]:
    """The ids of the tasks that an answer lists, in its order; also of those left for later."""
    listed = [item.get("task") for item in answer.get("items") or []]
    by_start = {task.start: task.id for task in view.plan.tasks}
    named = [fact.get("task") for fact in answer.get("facts") or []]
    quoted = [by_start.get(source.get("start")) for source in answer.get("sources") or []]
    return [str(task) for task in dict.fromkeys([*listed, *named, *quoted]) if task in view.tasks]


def export_key(tasks: Iterable[str]) -> str | None:
    """The button's key for these tasks; None for fewer than two, or more than a key can name."""
    ids = list(dict.fromkeys(tasks))
    key = EXPORT + ",".join(_ranges(ids))
    return key if len(ids) > 1 and len(key.encode()) <= MOST_KEY else None


def tasks_of_key(key: str) -> list[str]:
    """The ids in such a key."""
    tasks: list[str] = []
    for part in filter(None, key.removeprefix(EXPORT).split(",")):
        first, _, last = part.partition("-")
        if last:
            numbers = range(_number(first), min(_number(last), _number(first) + _MOST_TASKS) + 1)
            tasks += [_id(number) for number in numbers]
        else:
            tasks.append(first)
    return tasks


def table(tasks: Sequence[str], view: PlanView) -> tuple[str, bytes]:
    """The file's name and content. A task that the plan no longer has is left out."""
    known = [view.tasks[task] for task in tasks if task in view.tasks]
    facts = [{"item": task.title, "task": task.id, "aspect": "", "state": "stated"} for task in known]
    year = f"{view.plan.year}年" if view.plan.year else ""
    return f"{year}任务清单（{len(known)}项）.xlsx", workbook("任务清单", facts, view)


def _ranges(tasks: Sequence[str]) -> list[str]:
    """T001, T002, T003, T007 → T001-T003, T007."""
    runs: list[list[str]] = []
    for task in tasks:
        if runs and _follows(runs[-1][-1], task):
            runs[-1].append(task)
        else:
            runs.append([task])
    return [run[0] if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs]


def _follows(one: str, other: str) -> bool:
    return one == _id(_number(one)) and other == _id(_number(one) + 1)


def _id(number: int) -> str:
    return f"T{number:03d}"


def _number(task: str) -> int:
    digits = task.removeprefix("T")
    return int(digits) if digits.isascii() and digits.isdigit() else 0
