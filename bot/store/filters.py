"""Which tasks a question is about, as a record and as a condition on the table of tasks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.records import State
from bot.store.tables import target, task, task_owner


@dataclass(frozen=True)
class TaskFilter:
    """Which tasks, and in what order. What is None or empty does not narrow the choice.

    Raises ValueError for a negative limit or offset.
    """

    ids: Sequence[str] | None = None  # an empty sequence chooses no task
    section: str | None = None  # with all sections below it
    owner: str | None = None  # in an owner's name, or an owner's name in it (教育局 and 市教育局)
    words: Sequence[str] = ()  # all must stand in the quote; Latin letters in either case
    has_deadline: bool | None = None  # any words of time, firm or vague
    has_target: bool | None = None  # definite or redacted
    has_priority: bool | None = None
    target_state: State | None = None  # with a figure that is stated, with a redacted one, with no target
    due_from: date | None = None  # first day included; a task whose words fix no day has none
    due_to: date | None = None  # last day included
    order: Literal["document", "deadline"] = "document"  # deadline: those that fix no day come last
    limit: int | None = None
    offset: int = 0

    def __post_init__(self) -> None:
        if self.offset < 0 or (self.limit is not None and self.limit < 0):
            raise ValueError("limit and offset must not be negative")


ALL_TASKS = TaskFilter()


def below(column: sa.Column, section: str) -> Any:
    """The condition that a section's id is `section` or lies under it."""
    return sa.or_(column == section, column.startswith(f"{section}.", autoescape=True))


def chosen(session: Session, plan_id: int, where: TaskFilter) -> list[Any]:
    """The conditions on `task` that `where` means, its order and its limits left out."""
    conditions = [task.c.plan_id == plan_id]
    if where.ids is not None:
        conditions.append(task.c.id.in_(tuple(where.ids)))
    if where.section is not None:
        conditions.append(below(task.c.section_id, where.section))
    if where.owner:
        conditions.append(_with(task_owner, task_owner.c.name.in_(_names(session, plan_id, where.owner))))
    for word in where.words:
        if word.strip():
            conditions.append(sa.func.lower(task.c.quote).contains(word.strip().lower(), autoescape=True))
    if where.has_deadline is not None:
        conditions.append(_given(task.c.deadline, where.has_deadline))
    if where.has_priority is not None:
        conditions.append(_given(task.c.priority, where.has_priority))
    if where.has_target is not None:
        conditions.append(_with(target) if where.has_target else ~_with(target))
    if where.target_state is State.SILENT:
        conditions.append(~_with(target))
    elif where.target_state is not None:
        redacted = where.target_state is State.REDACTED
        conditions.append(_with(target, target.c.redacted == sa.literal(redacted)))
    if where.due_from is not None:
        conditions.append(task.c.due >= where.due_from)
    if where.due_to is not None:
        conditions.append(task.c.due <= where.due_to)
    return conditions


def _given(column: sa.Column, wanted: bool) -> Any:
    return column.is_not(None) if wanted else column.is_(None)


def _with(table: sa.Table, *conditions: Any) -> Any:
    """The condition that a task has a row of `table`."""
    return sa.exists().where(table.c.plan_id == task.c.plan_id, table.c.task_id == task.c.id, *conditions)


def _names(session: Session, plan_id: int, owner: str) -> list[str]:
    """The owners' names that `owner` may mean. Few, so compared here and alike on every database."""
    names = session.execute(sa.select(task_owner.c.name).where(task_owner.c.plan_id == plan_id).distinct())
    wanted = owner.strip().lower()
    return [name for name in names.scalars() if name.lower() in wanted or wanted in name.lower()]
