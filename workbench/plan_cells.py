"""The plan as cells: what can be asked of each section, and in which of the three states the answer is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.records import State, Task
from workbench.project import Project
from workbench.records import Turn

ASPECTS = {
    "deadline": "时限",
    "target": "指标",
    "owner": "责任单位",
    "priority": "重点",
    "measure": "举措",
    "result": "成效",
}
STATES = {State.STATED: "原文有", State.REDACTED: "原文隐去", State.SILENT: "原文未提"}
_QUESTIONS = {
    "deadline": "{title}什么时候完成",
    "target": "{title}要达到多少",
    "owner": "{title}由谁负责",
    "priority": "{title}是不是重点",
    "measure": "{title}怎么做",
    "result": "去年{title}怎么样",
}
_ALSO = {"item": "measure", "supporter": "owner"}  # aspects of facts that are counted with another


@dataclass(frozen=True)
class Cell:
    """One section's aspect in one state. Sections go by the intent with which they are asked about."""

    intent: str
    section: str  # its title
    aspect: str
    state: State

    @property
    def key(self) -> str:
        return f"{self.intent}/{self.aspect}/{self.state.value}"

    @property
    def title(self) -> str:
        return f"{self.section} · {ASPECTS[self.aspect]} · {STATES[self.state]}"


def cells(project: Project) -> list[Cell]:
    """All cells of the plan: the states in which its tasks and results really are."""
    found: dict[Cell, None] = {}
    for intent, section in project.sections.items():
        for aspect, state in _states(intent, project):
            found[Cell(intent, section.title, aspect, state)] = None
    return list(found)


def _states(intent: str, project: Project) -> Iterator[tuple[str, State]]:
    for task in _tasks(intent, project):
        yield from _of_task(task)
    for result in project.plan.results:
        if project.intent_at.get(result.section) == intent:
            yield "result", State.REDACTED if result.redacted else State.STATED
    if not any(True for _ in _tasks(intent, project)):
        yield "measure", State.STATED  # what it says


def _of_task(task: Task) -> Iterator[tuple[str, State]]:
    yield "measure", State.STATED
    yield "deadline", State.STATED if task.deadline else State.SILENT
    yield "priority", State.STATED if task.priority else State.SILENT
    named = [owner.name for owner in task.owners if not owner.inferred]
    yield "owner", State.SILENT if not named else State.REDACTED if "X" in named[0].upper() else State.STATED
    for target in task.targets:
        yield "target", State.REDACTED if target.redacted else State.STATED
    if not task.targets:
        yield "target", State.SILENT


def _tasks(intent: str, project: Project) -> Iterator[Task]:
    return (task for task in project.plan.tasks if project.intent_at.get(task.section) == intent)


def cells_of(turn: Turn, project: Project) -> set[Cell]:
    """The cells that an answer is from."""
    tasks = {task.id: task.section for task in project.plan.tasks}
    fallback = _section_of(turn, project)
    found = set()
    for fact in turn.facts:
        aspect = _ALSO.get(fact["aspect"], fact["aspect"])
        intent = project.intent_at.get(tasks.get(fact["task"] or "", fallback or ""))
        if aspect in ASPECTS and intent is not None:
            section = project.sections[intent]
            if aspect == "target" and not any(True for _ in _tasks(intent, project)):
                aspect = "result"  # a quantity of the past
            state = State.SILENT if fact["inferred"] else State(fact["state"])  # the plan itself names nobody
            found.add(Cell(intent, section.title, aspect, state))
    return found


def _section_of(turn: Turn, project: Project) -> str | None:
    """The section that an answer is about: that of its source, or the one that it remembers."""
    if turn.sources:
        return project.section_at(int(turn.sources[0]["start"]))
    memory = turn.slots_after.get("memory") or {}
    return memory.get("section")


def asks(cell: Cell, project: Project) -> str:
    """A question whose answer is from the cell. In the plan's words: to be put into people's."""
    for task in _tasks(cell.intent, project):
        if (cell.aspect, cell.state) in set(_of_task(task)):
            return "换个说法问：" + _QUESTIONS[cell.aspect].format(title=task.title)
    for result in project.plan.results:
        if project.intent_at.get(result.section) == cell.intent:
            state = State.REDACTED if result.redacted else State.STATED
            if (cell.aspect, cell.state) == ("result", state):
                return "换个说法问：" + _QUESTIONS["result"].format(title=result.name)
    return "换个说法问：" + _QUESTIONS[cell.aspect].format(title=cell.section)
