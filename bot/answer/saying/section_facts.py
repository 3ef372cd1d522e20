"""What the plan says of a whole section: its deadlines, owners, figures, priorities."""

from __future__ import annotations

from bot.answer.knowledge import Knowledge, Unit
from bot.answer.saying import phrases
from bot.answer.saying.reply import listing, task_line
from bot.records import Answer, Fact, FollowUp, Section, State, Task
from bot.text.plain import plain

SILENT = {
    "deadline": "“{title}”的任务原文未设时限，没有写明完成时间。",
    "owner": "“{title}”的任务原文未明确责任单位。",
    "target": "“{title}”原文没有写明具体数字。",
    "priority": "“{title}”原文没有用“重点”一类的字样专门标出。",
}
REST = {
    "deadline": "其余任务原文未设时限。",
    "owner": "其余任务原文没有点名责任单位。",
    "target": "",
    "priority": "",
}

QUOTES, SHORTEST_QUOTE = 180, 40  # characters of all quotations in a list, and of each in any case


def tell(
    knowledge: Knowledge,
    section: Section,
    aspect: str,
    near: Unit | None = None,
    measures: frozenset[str] = frozenset(),
) -> Answer:
    """One aspect over all tasks of a section, or that the plan says nothing of it.

    `near` is the clause that the question's words fit best; it is quoted when there is nothing else to quote.
    `measures`: what a target has to be counted in, where that is asked.
    """
    within = knowledge.within(section.id)
    tasks = [task for task in knowledge.plan.tasks if task.section in within]
    found = [(task, words) for task in tasks if (words := said(task, aspect))]
    if aspect == "target" and measures:
        found = [(task, words) for task, words in found if any(m in plain(words) for m in measures)]
    memory = {"section": section.id, "aspect": aspect}
    if not found:
        title_end = min(section.end, section.start + len(section.title) + 12)
        start, end = (near.start, near.end) if near else (section.start, title_end)
        source = knowledge.source(start, end, near.section if near else section.id)
        fact = Fact(section.title, aspect, State.SILENT)
        text = phrases.with_source(SILENT[aspect].format(title=phrases.short(section.title, 30)), source)
        offers = (FollowUp("主要任务", f"{section.title}有哪些任务"),)
        return Answer(text, State.SILENT, "fact", (fact,), (source,), offers, memory)
    longest = QUOTES // len(found) + SHORTEST_QUOTE
    lines = [f"{words}：{phrases.quoted(phrases.short(task.quote, longest))}" for task, words in found]
    if aspect == "target":
        lines = [task_line(task) for task, _ in found]
    items = [{"task": t.id, "start": t.start, "end": t.end, "title": t.title} for t, _ in found]
    sources = [knowledge.source(t.start, t.end, t.section) for t, _ in found]
    facts = [_fact(t, aspect, words) for t, words in found]
    tail = REST[aspect] if len(found) < len(tasks) else ""
    return listing(
        f"{section.title}：",
        lines,
        items,
        sources=sources,
        facts=facts,
        shown=6,
        section=section.id,
        aspect=aspect,
        tail=tail,
    )


def _fact(task: Task, aspect: str, words: str) -> Fact:
    due = task.deadline if aspect == "deadline" else None
    return Fact(
        task.title,
        aspect,
        _state(task, aspect),
        words,
        task.id,
        due.due if due else None,
        precision=due.precision if due else None,
    )


def said(task: Task, aspect: str) -> str | None:
    """What the plan says of one aspect of a task: its own words; None where it does not say."""
    if aspect == "deadline":
        return task.deadline.raw if task.deadline else None
    if aspect == "owner":
        return "、".join(o.name for o in task.owners if not o.inferred) or None
    if aspect == "priority":
        return task.priority
    return "，".join(t.raw + ("（未公布）" if t.redacted else "") for t in task.targets) or None


def _state(task: Task, aspect: str) -> State:
    if aspect == "target" and task.targets and all(t.redacted for t in task.targets):
        return State.REDACTED
    return State.STATED
