"""A changed edition of a plan keeps the ids of what it did not change. Records only, no database.

Sections are the same when title and parent are; tasks when their quotes are, or when they
stand in sections of one title and read much alike. Whatever is new gets an id that the last
edition did not use, so that nobody's T015 comes to mean another task.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from rapidfuzz import fuzz, process

from bot.errors import InvalidRecord
from bot.records import Plan, Section, Task

ALIKE = 70.0  # per cent of characters that two readings of one thing share, at least
MOST_PAIRS = 1_000_000  # in one section; beyond it, and beyond any real plan, only equal quotes are matched

_Record = TypeVar("_Record", Section, Task)
Named = tuple[tuple[str, str], ...]  # (id, title) of tasks


@dataclass(frozen=True)
class Reconciled:
    """The new edition under the old ids, and what became of the tasks. All in document order."""

    plan: Plan
    added: Named
    changed: Named
    removed: Named  # with their old titles
    unchanged: Named


def reconcile(old: Plan | None, new: Plan) -> Reconciled:
    """Give `new` the ids of `old` where it says the same. Without `old` it keeps its own.

    Raises InvalidRecord when `new` uses an id twice or names a section that it does not have.
    """
    _check(new)
    if old is None:
        named = tuple((task.id, task.title) for task in new.tasks)
        return Reconciled(new, added=named, changed=(), removed=(), unchanged=())
    section_ids = _section_ids(old.sections, new.sections)
    plan = _moved(new, section_ids)
    before = _same_tasks(old, plan)
    plan = replace(plan, tasks=_numbered(plan.tasks, before, old.tasks))
    added: list[tuple[str, str]] = []
    changed: list[tuple[str, str]] = []
    unchanged: list[tuple[str, str]] = []
    for task, was in zip(plan.tasks, before, strict=True):
        group = added if was is None else unchanged if _says(was) == _says(task) else changed
        group.append((task.id, task.title))
    kept = {was.id for was in before if was is not None}
    removed = [(task.id, task.title) for task in old.tasks if task.id not in kept]
    return Reconciled(plan, tuple(added), tuple(changed), tuple(removed), tuple(unchanged))


def _check(plan: Plan) -> None:
    known: set[str] = set()
    for section in plan.sections:
        if section.id in known:
            raise InvalidRecord(f"章节编号 {section.id} 用了两次")
        if section.parent is not None and section.parent not in known:
            raise InvalidRecord(f"章节 {section.id} 的上级 {section.parent} 不在它前面")
        if section.parent != (section.id.rpartition(".")[0] or None):
            raise InvalidRecord(f"章节编号 {section.id} 与它的上级 {section.parent} 不符")
        known.add(section.id)
    if len({task.id for task in plan.tasks}) != len(plan.tasks):
        raise InvalidRecord("有任务编号用了两次")
    used: set[str] = set()
    for records in (plan.tasks, plan.results, plan.regimes, plan.terms, plan.passages):
        used |= {record.section for record in records}
    if used - known:
        raise InvalidRecord(f"没有编号为 {min(used - known)} 的章节")


def _section_ids(old: Sequence[Section], new: Sequence[Section]) -> dict[str, str]:
    """New edition's own section id → the id that it gets."""
    ids: dict[str, str] = {}
    old_children = _grouped(old, lambda section: section.parent)
    new_children = _grouped(new, lambda section: section.parent)
    old_ids = {section.id for section in old}

    def settle(parent: str | None) -> None:
        own_parent = ids[parent] if parent is not None else None
        siblings = new_children[parent]
        before = old_children[own_parent]
        same = _exact(before, siblings, lambda section: (section.title, section.kind))
        _exact(before, siblings, lambda section: section.title, same)
        _alike(before, siblings, lambda section: section.title, same)
        last = max([_ordinal(section.id) for section in before], default=0)
        for index, section in enumerate(siblings):
            if index in same:
                ids[section.id] = before[same[index]].id
                continue
            ordinal = _ordinal(section.id)
            own = f"{own_parent}.{ordinal}" if own_parent else str(ordinal)
            if own in old_ids or (before and ordinal):  # an overview's 0 is its own, where it is free
                last += 1
                own = f"{own_parent}.{last}" if own_parent else str(last)
            ids[section.id] = own
        for section in siblings:
            settle(section.id)

    settle(None)
    return ids


def _moved(plan: Plan, ids: Mapping[str, str]) -> Plan:
    """The plan with its section ids replaced everywhere."""
    return replace(
        plan,
        sections=tuple(
            replace(one, id=ids[one.id], parent=ids[one.parent] if one.parent is not None else None)
            for one in plan.sections
        ),
        tasks=tuple(replace(one, section=ids[one.section]) for one in plan.tasks),
        results=tuple(replace(one, section=ids[one.section]) for one in plan.results),
        regimes=tuple(replace(one, section=ids[one.section]) for one in plan.regimes),
        terms=tuple(replace(one, section=ids[one.section]) for one in plan.terms),
        passages=tuple(replace(one, section=ids[one.section]) for one in plan.passages),
    )


def _same_tasks(old: Plan, new: Plan) -> list[Task | None]:
    """For each task of `new` what it was in `old`."""
    same = _exact(old.tasks, new.tasks, lambda task: (task.quote, task.section))
    _exact(old.tasks, new.tasks, lambda task: task.quote, same)
    old_titles = {section.id: section.title for section in old.sections}
    new_titles = {section.id: section.title for section in new.sections}
    old_groups = _grouped(range(len(old.tasks)), lambda index: old_titles[old.tasks[index].section])
    new_groups = _grouped(range(len(new.tasks)), lambda index: new_titles[new.tasks[index].section])
    taken = set(same.values())
    for title, indices in new_groups.items():
        here = [index for index in indices if index not in same]
        there = [index for index in old_groups[title] if index not in taken]
        found: dict[int, int] = {}
        _alike([old.tasks[i] for i in there], [new.tasks[i] for i in here], lambda task: task.quote, found)
        same.update({here[i]: there[j] for i, j in found.items()})
    return [old.tasks[same[index]] if index in same else None for index in range(len(new.tasks))]


def _numbered(tasks: Sequence[Task], before: Sequence[Task | None], old: Sequence[Task]) -> tuple[Task, ...]:
    """The tasks with the ids that they had, and free numbers for the new ones."""
    last = max([_number(task.id) for task in old], default=0)
    numbered = []
    for task, was in zip(tasks, before, strict=True):
        if was is None:
            last += 1
        numbered.append(replace(task, id=was.id if was is not None else f"T{last:03d}"))
    return tuple(numbered)


def _exact(
    old: Sequence[_Record],
    new: Sequence[_Record],
    key: Callable[[_Record], Hashable],
    same: dict[int, int] | None = None,
) -> dict[int, int]:
    """Add to `same` (index in new → index in old) the pairs of equal keys, in order."""
    same = {} if same is None else same
    taken = set(same.values())
    waiting = _grouped([j for j in range(len(old)) if j not in taken], lambda j: key(old[j]))
    for queue in waiting.values():
        queue.reverse()
    for i, record in enumerate(new):
        if i not in same and waiting[key(record)]:
            same[i] = waiting[key(record)].pop()
    return same


def _alike(
    old: Sequence[_Record], new: Sequence[_Record], words: Callable[[_Record], str], same: dict[int, int]
) -> None:
    """Add to `same` the pairs that read much alike, the closest first."""
    here = [i for i in range(len(new)) if i not in same]
    there = sorted(set(range(len(old))) - set(same.values()))
    if not here or not there or len(here) * len(there) > MOST_PAIRS:
        return
    scores = process.cdist(
        [words(new[i]) for i in here],
        [words(old[j]) for j in there],
        scorer=fuzz.ratio,
        score_cutoff=ALIKE,
    )
    pairs = [(-scores[x][y], i, j) for x, i in enumerate(here) for y, j in enumerate(there) if scores[x][y]]
    taken: set[int] = set()
    for _, i, j in sorted(pairs):
        if i not in same and j not in taken:
            same[i] = j
            taken.add(j)


def _says(task: Task) -> Task:
    """The task without its place in the text, which shifts with every word before it."""
    return replace(
        task,
        start=0,
        end=0,
        deadline=task.deadline and replace(task.deadline, start=0, end=0),
        targets=tuple(replace(target, start=0, end=0) for target in task.targets),
    )


def _ordinal(section_id: str) -> int:
    last = section_id.rpartition(".")[2]
    if not last.isdecimal():
        raise InvalidRecord(f"章节编号 {section_id} 不是数字的路径")
    return int(last)


def _number(task_id: str) -> int:
    digits = re.search(r"\d+$", task_id)
    return int(digits.group()) if digits else 0


_Item = TypeVar("_Item")
_Key = TypeVar("_Key", bound=Hashable)


def _grouped(items: Iterable[_Item], key: Callable[[_Item], _Key]) -> defaultdict[_Key, list[_Item]]:
    groups: defaultdict[_Key, list[_Item]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return groups
