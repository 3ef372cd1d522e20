"""Plans as a terminal shows them: the outline as a tree, tasks and plans as tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rich.markup import escape
from rich.table import Table
from rich.tree import Tree

from bot.records import Plan, Section, SectionKind, Target, Task

KINDS = {
    SectionKind.PREAMBLE: "开场白",
    SectionKind.PART: "部分",
    SectionKind.OVERVIEW: "总体思路",
    SectionKind.SYSTEM: "体系",
    SectionKind.INITIATIVE: "行动",
    SectionKind.SAFEGUARD: "保障",
    SectionKind.MEASURE: "措施",
    SectionKind.REVIEW: "回顾",
    SectionKind.CHALLENGE: "挑战",
    SectionKind.ANNEX: "附件",
    SectionKind.CLOSING: "结束语",
}


def heading(plan: Plan) -> str:
    """The plan in one line, with what was found in it."""
    year = f"{plan.year} 年" if plan.year else "年份未写明"
    targets = sum(len(task.targets) for task in plan.tasks)
    deadlines = sum(task.deadline is not None for task in plan.tasks)
    redacted = sum(target.redacted for task in plan.tasks for target in task.targets)
    counts = (
        f"{len(plan.text)} 字，章节 {len(plan.sections)}，任务 {len(plan.tasks)}，"
        f"指标 {targets}{f'（隐去 {redacted}）' if redacted else ''}，时限 {deadlines}，"
        f"成效 {len(plan.results)}，制度 {len(plan.regimes)}，名词 {len(plan.terms)}"
    )
    title = " · ".join(part for part in (plan.title, year, plan.issuer) if part)
    return f"[bold]{escape(title)}[/]\n{escape(counts)}"


def outline(sections: Sequence[Section], tasks: Sequence[Task]) -> Tree:
    """The tree of sections, each with the number of tasks in it and below it."""
    counts: Counter[str] = Counter()
    parents = {section.id: section.parent for section in sections}
    for task in tasks:
        at: str | None = task.section
        while at is not None:
            counts[at] += 1
            at = parents.get(at)
    root = Tree("", hide_root=True, guide_style="dim")
    nodes: dict[str | None, Tree] = {None: root}
    for section in sections:
        count = f" [cyan]{counts[section.id]} 项[/]" if counts[section.id] else ""
        number = f"{escape(section.number)} " if section.number else ""
        label = f"[dim]{section.id}[/] {number}{escape(section.title)} [dim]{KINDS[section.kind]}[/]{count}"
        nodes[section.id] = nodes.get(section.parent, root).add(label)
    return root


def task_table(tasks: Sequence[Task]) -> Table:
    """The ledger: one row for each task."""
    table = Table(show_lines=False, pad_edge=False)
    for name in ("编号", "章节", "任务", "指标", "时限", "责任单位"):
        table.add_column(name, overflow="fold", no_wrap=name in ("编号", "章节"))
    for task in tasks:
        title = escape(task.title) + (" [yellow]重点[/]" if task.priority else "")
        owners = "、".join(f"{o.name}{'（推断）' if o.inferred else ''}" for o in task.owners)
        table.add_row(
            task.id,
            task.section,
            title,
            escape("；".join(_target(target) for target in task.targets)),
            escape(task.deadline.raw if task.deadline else ""),
            escape(owners),
        )
    return table


def _target(target: Target) -> str:
    return f"{target.name} {target.raw}{'（隐去）' if target.redacted else ''}".strip()
